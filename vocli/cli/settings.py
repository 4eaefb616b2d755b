"""Which of flag, environment and vocli.toml decides a setting; `config show` tells."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vocli.cli.boundary import Global
from vocli.cli.door import CONFIG, cache_dir
from vocli.cli.help import did_you_mean
from vocli.config import AUDIENCE_NAMES, AUDIENCES, SIDE_TABLES, Settings
from vocli.errors import VocliError
from vocli.messages import current, t

if TYPE_CHECKING:
    from vocli.cli.options import Output
    from vocli.model import Report


class Settled(NamedTuple):
    """A value and where it came from: flag, environment, file or default."""

    value: str
    origin: str


def resolve(flag: str, environment: str, configured: str, default: str) -> Settled:
    """The first of them that is not empty."""
    given = ((flag, "flag"), (environment, "environment"), (configured, "file"))
    otherwise = Settled(default, "default")
    return next((Settled(value, origin) for value, origin in given if value), otherwise)


def resolve_audience(flag: str, environ: Mapping[str, str], settings: Settings) -> Settled:
    """Who will read the result; VOC-E003 for an unknown name, Japanese names are known."""
    found = resolve(flag, environ.get("VOCLI_AUDIENCE", ""), settings.audience, "desk")
    name = AUDIENCE_NAMES.get(found.value, found.value)
    if name not in AUDIENCES:
        known = (*AUDIENCES, *AUDIENCE_NAMES)
        option = "--audience" if found.origin == "flag" else "VOCLI_AUDIENCE"
        text = t("cli.unknown_value", option=option, value=found.value)
        hint = did_you_mean(found.value, known) + t("cli.known_values", values=", ".join(known))
        raise VocliError("VOC-E003", text, hint=hint)
    return Settled(name, found.origin)


def settings_report(output: Output, options: Global, settings: Settings) -> Report:
    """Every setting as a table: name, value, origin. Of the key only where it comes from."""
    import pandas as pd

    from vocli import __version__
    from vocli.model import Column, Insight, Kind, Note, Report, Run

    rows = {**_file_settings(output, options, settings), **_machine_settings()}
    table = pd.DataFrame(
        [(name, value or None, origin) for name, (value, origin) in rows.items()],
        columns=["setting", "value", "origin"],
    )
    columns = (
        Column("setting", Kind.ID),
        Column("value", Kind.TEXT),
        Column("origin", Kind.CODE, width=14),
    )
    notes = (Note("cli.settings_order"),)
    insight = Insight("settings", None, table, columns, notes, len(rows), len(rows))
    return Report(Run("config show", "", (), (("vocli", __version__),), ()), (insight,))


def _file_settings(output: Output, options: Global, settings: Settings) -> dict[str, Settled]:
    """What vocli.toml may say, under the names that it has there."""
    environ = os.environ
    named = environ.get("VOCLI_CONFIG", "")
    present = CONFIG if Path(CONFIG).exists() else ""
    spoken = environ.get("VOCLI_LANG", "")
    typed = environ.get("VOCLI_TOKENIZER", "")
    patterns = ", ".join(f"{label} = {regex}" for label, regex in settings.patterns)
    return {
        "config": resolve(options.config, named, present, ""),
        "language": resolve(options.lang, spoken, settings.language, current()),
        "tokenizer": resolve("", typed, settings.tokenizer, "auto"),
        "date_order": resolve("", "", settings.date_order, ""),
        "header": resolve(output.header, "", settings.header, "key"),
        "words": resolve("", "", ", ".join(settings.words), ""),
        "calendar.month_end_day": resolve("", "", str(settings.month_end_day or ""), ""),
        "codebook": resolve("", "", settings.codebook, ""),
        "map": resolve("", "", ", ".join(f"{f}={c}" for f, c in settings.columns), ""),
        "privacy.patterns": resolve("", "", patterns, ""),
        "privacy.columns": resolve("", "", ", ".join(settings.personal_columns), ""),
        "privacy.key_file": _key_file(settings),
        "report.audience": resolve_audience(output.audience, environ, settings),
        "report.company": resolve("", "", settings.company, ""),
        "report.label": resolve("", "", settings.label, ""),
        **{f"side.{n}": resolve("", "", dict(settings.side).get(n, ""), "") for n in SIDE_TABLES},
        **{f"check.{n}": resolve("", "", v, "") for n, v in _check_settings(settings).items()},
    }


def _check_settings(settings: Settings) -> dict[str, str]:
    """What [check] says, each in one line."""
    own = settings.check

    def pairs(items: Iterable[tuple[str, object]]) -> str:
        return ", ".join(f"{key} = {value}" for key, value in items)

    numbers = [(f"{key}.{name}", n) for key, table in own.thresholds for name, n in table]
    return {
        "select": ", ".join(own.select),
        "ignore": ", ".join(own.ignore),
        "fail_on": own.fail_on,
        "severity": pairs(own.severity),
        "per_file": pairs((mask, " ".join(codes)) for mask, codes in own.per_file),
        "thresholds": pairs(numbers),
        "expect": ", ".join(own.expect),
        "codes": own.codes,
        "personal": pairs(own.personal),
        "limit": "; ".join(pairs(limit) for limit in own.limits),
    }


def _key_file(settings: Settings) -> Settled:
    """Where the key is, and whether it is there; never the key."""
    from vocli.cli.keys import VARIABLE, find_key

    place = find_key(os.environ, settings)
    if place.path is None:
        return Settled(VARIABLE, place.origin)
    there = t("cli.key_there" if place.path.exists() else "cli.key_not_there")
    return Settled(f"{place.path} {there}", place.origin)


def _machine_settings() -> dict[str, Settled]:
    """What only the environment may say."""
    from vocli.cli.inputs import cache_limit, count_jobs, without_encoder
    from vocli.engine import cores

    def of(variable: str, value: str) -> Settled:
        return Settled(value, "environment" if os.environ.get(variable, "") else "default")

    without = t("codes.true" if without_encoder() else "codes.false")
    return {
        "VOCLI_CACHE_DIR": of("VOCLI_CACHE_DIR", str(cache_dir(os.environ))),
        "VOCLI_CACHE_MB": of("VOCLI_CACHE_MB", str(cache_limit())),
        "VOCLI_JOBS": of("VOCLI_JOBS", str(count_jobs(cores()))),
        "VOCLI_NO_ENCODER": of("VOCLI_NO_ENCODER", without),
    }
