"""The commands: one file each, in the order and under the panels of `--help`."""

from collections.abc import Callable

from vocli.cli.commands import (
    ask,
    audit,
    check,
    config,
    customer,
    delight,
    drivers,
    escalation,
    formats,
    inspect,
    listening,
    mask,
    metrics,
    quotes,
    report,
    resolution,
    signals,
    signals_learn,
    themes,
    times,
    words,
)

# name -> (function, panel's message key); of a name with a space the first word is a group.
COMMANDS: dict[str, tuple[Callable[..., None], str]] = {
    "inspect": (inspect.inspect, "look"),
    "themes": (themes.themes, "look"),
    "quotes": (quotes.quotes, "look"),
    "signals": (signals.signals, "look"),
    "signals learn": (signals_learn.signals_learn, "operate"),
    "words": (words.words, "look"),
    "times": (times.times, "look"),
    "customer": (customer.customer, "look"),
    "report": (report.report, "look"),
    "metrics": (metrics.metrics, "look"),
    "drivers": (drivers.drivers, "why"),
    "delight": (delight.delight, "why"),
    "ask": (ask.ask, "why"),
    "resolution": (resolution.resolution, "why"),
    "escalation": (escalation.escalation, "why"),
    "listening": (listening.listening, "why"),
    "audit sample": (audit.sample, "operate"),
    "audit score": (audit.score, "operate"),
    "audit privacy": (audit.privacy, "operate"),
    "check": (check.check, "operate"),
    "mask": (mask.mask, "operate"),
    "formats": (formats.formats, "setup"),
    "config show": (config.show, "setup"),
}
