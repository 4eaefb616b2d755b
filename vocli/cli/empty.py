"""A result without a single contact or voice says so in its first line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vocli.messages import t

if TYPE_CHECKING:
    from vocli.model import Note, Report

_TEXTS = ("table", "markdown", "html")
_OF_VOICES = frozenset(
    {"themes", "quotes", "signals"}
)  # nothing to say without a voice of the signal
_LIMITS = ("since", "until", "channel", "where")


def tell_empty(report: Report, form: str) -> Report:
    """The report with the sentence 「データなし」 in front; without empty tables where a person reads.

    A report that holds something comes back as it is.
    """
    note = _reason(report)
    if note is None:
        return report
    import pandas as pd

    from vocli.model import Insight

    notice = Insight("empty", note, pd.DataFrame(columns=["label", "value"]), (), layout="pairs")
    kept = report.insights
    if form in _TEXTS:
        kept = tuple(i for i in kept if i.layout == "pairs")
    return replace(report, insights=(notice, *kept))


def _reason(report: Report) -> Note | None:
    from vocli.model import Note

    funnel = report.data.get("funnel")
    if funnel is None:  # inspect explains files, empty ones as well
        return None
    asked = dict(report.run.options)
    if not funnel["in_scope"]:
        limits = [f"--{key} {asked[key]}" for key in _LIMITS if key in asked]
        values = {"read": funnel["read"], "conditions": " ".join(limits)}
        return Note("cli.empty_limited" if limits else "cli.empty", values)
    if report.run.command == "quotes" and "word" in asked:
        found = any(not i.table.empty for i in report.insights if i.name != "audience")
        return None if found else Note("cli.no_words", {"words": asked["word"]})
    if report.run.command in _OF_VOICES and not funnel["with_signal"]:
        signal = t(f"insights.label_{asked['signal']}")
        return Note("cli.no_voices", {"signal": signal, "n": funnel["in_scope"]})
    return None
