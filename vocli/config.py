"""Settings of vocli.toml; flags and environment stand above them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vocli.errors import VocliError
from vocli.messages import LANGUAGES, t

TOKENIZER_NAMES = ("auto", "janome", "mecab")
DATE_ORDERS = ("ymd", "mdy", "dmy")
HEADERS = ("key", "ja")
SIDE_TABLES = ("traffic", "identity", "customers", "calendar", "per", "synonyms", "requests")
AUDIENCES = ("desk", "company", "outside")
FAIL_ON = ("error", "warning", "never")
SEVERITIES = ("error", "warning", "note")
PERSONAL = ("raw", "shared")
LIMIT_KEYS = ("metric", "min", "max", "theme")
AUDIENCE_NAMES = {"窓口内": "desk", "社内": "company", "社外": "outside"}

# What each key may hold: a type, or the texts to choose from. `table.key` stands for a key of [table].
_KNOWN: dict[str, type | tuple[str, ...]] = {
    "language": LANGUAGES,
    "tokenizer": TOKENIZER_NAMES,
    "date_order": DATE_ORDERS,
    "header": HEADERS,
    "words": list,
    "codebook": str,
    "map": dict,
    "privacy.patterns": dict,
    "privacy.columns": list,
    "privacy.key_file": str,
    "report.audience": (*AUDIENCES, *AUDIENCE_NAMES),
    "report.company": str,
    "report.label": str,
    "calendar.month_end_day": int,
    **{f"side.{name}": str for name in SIDE_TABLES},
    "check.select": list,
    "check.ignore": list,
    "check.fail_on": FAIL_ON,
    "check.severity": dict,
    "check.per_file": dict,
    "check.thresholds": dict,
    "check.expect": list,
    "check.codes": str,
    "check.personal": dict,
    "check.limit": list,
}
_TABLES = frozenset(key.partition(".")[0] for key in _KNOWN if "." in key)


@dataclass(frozen=True)
class CheckSettings:
    """[check]: which findings count, and what the checks compare with. What codes exist is the checks' business."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = ""
    severity: tuple[tuple[str, str], ...] = ()  # (code, error|warning|note)
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (pattern, codes to ignore)
    thresholds: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = ()
    expect: tuple[str, ...] = ()
    codes: str = ""
    personal: tuple[tuple[str, str], ...] = ()  # (pattern, raw|shared)
    limits: tuple[tuple[tuple[str, object], ...], ...] = ()


@dataclass(frozen=True)
class Settings:
    """What a team fixes once. `columns` maps fields to headers as --map does; \"\" = not set."""

    language: str = ""
    tokenizer: str = ""
    date_order: str = ""
    header: str = ""
    words: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    patterns: tuple[tuple[str, str], ...] = ()  # (label of the placeholder, regular expression)
    personal_columns: tuple[str, ...] = ()  # headers whose cells are masked whole
    key_file: str = ""
    audience: str = ""
    company: str = ""
    label: str = ""  # printed at the head of every page of a workbook
    side: tuple[tuple[str, str], ...] = ()  # (table, its path as seen from the file)
    month_end_day: int = 0  # the closing day of a month, 0 = its last day
    check: CheckSettings = field(default_factory=CheckSettings)
    codebook: str = ""  # its path as seen from the file


def settings_from(table: Mapping[str, Any], path: str) -> Settings:
    """Settings from the parsed file; VOC-E006 for an unknown key or value, with the nearest known one."""
    flat = _flatten(table, path)
    for key, value in flat.items():
        _check(key, value, path)
    audience = flat.get("report.audience", "")
    return Settings(
        language=flat.get("language", ""),
        tokenizer=flat.get("tokenizer", ""),
        date_order=flat.get("date_order", ""),
        header=flat.get("header", ""),
        words=tuple(str(word) for word in flat.get("words", [])),
        codebook=flat.get("codebook", ""),
        columns=tuple((key, str(value)) for key, value in flat.get("map", {}).items()),
        patterns=tuple(flat.get("privacy.patterns", {}).items()),
        personal_columns=tuple(str(name) for name in flat.get("privacy.columns", [])),
        key_file=flat.get("privacy.key_file", ""),
        audience=AUDIENCE_NAMES.get(audience, audience),
        company=flat.get("report.company", ""),
        label=flat.get("report.label", ""),
        month_end_day=flat.get("calendar.month_end_day", 0),
        side=tuple((n, flat[f"side.{n}"]) for n in SIDE_TABLES if flat.get(f"side.{n}")),
        check=_check_settings(flat, path),
    )


def _check_settings(flat: Mapping[str, Any], path: str) -> CheckSettings:
    tables = {
        name: flat.get(f"check.{name}", {})
        for name in ("severity", "per_file", "thresholds", "personal")
    }
    _check_values("check.severity", tables["severity"], SEVERITIES, path)
    _check_values("check.personal", tables["personal"], PERSONAL, path)
    per_file = tables["per_file"].items()
    numbers = tables["thresholds"].items()
    limits = flat.get("check.limit", [])
    return CheckSettings(
        select=_texts(flat.get("check.select", []), "check.select", path),
        ignore=_texts(flat.get("check.ignore", []), "check.ignore", path),
        fail_on=flat.get("check.fail_on", ""),
        severity=tuple(tables["severity"].items()),
        per_file=tuple(
            (mask, _texts(own, f"check.per_file.{mask}", path)) for mask, own in per_file
        ),
        thresholds=tuple(
            (key, _numbers(own, f"check.thresholds.{key}", path)) for key, own in numbers
        ),
        expect=_texts(flat.get("check.expect", []), "check.expect", path),
        codes=flat.get("check.codes", ""),
        personal=tuple(tables["personal"].items()),
        limits=tuple(_limit(own, f"check.limit[{i}]", path) for i, own in enumerate(limits)),
    )


def _check_values(key: str, table: Mapping[str, Any], known: tuple[str, ...], path: str) -> None:
    for name, value in table.items():
        if value not in known:
            raise _wrong_value(f"{key}.{name}", value, known, path)


def _texts(value: object, key: str, path: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _wrong_type(key, list, path)
    return tuple(value)


def _numbers(table: object, key: str, path: str) -> tuple[tuple[str, float], ...]:
    if not isinstance(table, Mapping):
        raise _wrong_type(key, dict, path)
    for name, value in table.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _wrong_type(f"{key}.{name}", float, path)
    return tuple((name, float(value)) for name, value in table.items())


def _limit(table: object, key: str, path: str) -> tuple[tuple[str, object], ...]:
    """One [[check.limit]]: a metric with `min`, `max` or both, and perhaps a theme."""
    if not isinstance(table, Mapping):
        raise _wrong_type(key, dict, path)
    for name in table:
        if name not in LIMIT_KEYS:
            near = difflib.get_close_matches(name, LIMIT_KEYS, n=1)
            hint = (
                t("cli.did_you_mean", value=near[0])
                if near
                else t("cli.known_values", values=", ".join(LIMIT_KEYS))
            )
            text = t("cli.unknown_key", key=f"{key}.{name}")
            raise VocliError("VOC-E006", text, where=path, hint=hint)
    for name in ("metric", "theme"):
        if not isinstance(table.get(name, ""), str):
            raise _wrong_type(f"{key}.{name}", str, path)
    bounds = {name: table[name] for name in ("min", "max") if name in table}
    if not table.get("metric") or not bounds:
        text = t("cli.bad_limit", key=key)
        raise VocliError("VOC-E006", text, where=path, hint=t("cli.bad_limit_hint"))
    return tuple({**table, **dict(_numbers(bounds, key, path))}.items())


def _flatten(table: Mapping[str, Any], path: str) -> dict[str, Any]:
    """The file's keys, those of [privacy] and [report] with the table's name in front."""
    flat: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _TABLES:
            flat[key] = value
        elif isinstance(value, Mapping):
            flat |= {f"{key}.{name}": own for name, own in value.items()}
        else:
            raise _wrong_type(key, dict, path)
    return flat


def _check(key: str, value: object, path: str) -> None:
    if key not in _KNOWN:
        raise VocliError("VOC-E006", t("cli.unknown_key", key=key), where=path, hint=_near(key))
    allowed = _KNOWN[key]
    if isinstance(allowed, tuple):
        if value not in allowed:
            raise _wrong_value(key, value, allowed, path)
    elif not isinstance(value, allowed):
        raise _wrong_type(key, allowed, path)
    elif key == "privacy.patterns":
        _check_patterns(value, path)


def _near(key: str) -> str:
    """The known key that looks most like this one; of a bare key, the last part counts as well."""
    ends = {known.rpartition(".")[2]: known for known in _KNOWN}
    near = difflib.get_close_matches(key, [*_KNOWN, *ends], n=1)
    if near:
        return t("cli.did_you_mean", value=ends.get(near[0], near[0]))
    return t("cli.known_values", values=", ".join(_KNOWN))


def _wrong_value(key: str, value: object, known: tuple[str, ...], path: str) -> VocliError:
    near = difflib.get_close_matches(str(value), known, n=1)
    guess = f"{t('cli.did_you_mean', value=near[0])} " if near else ""
    hint = guess + t("cli.known_values", values=", ".join(known))
    text = t("cli.unknown_setting", key=key, value=value)
    return VocliError("VOC-E006", text, where=path, hint=hint)


def _wrong_type(key: str, kind: type, path: str) -> VocliError:
    text = t("cli.wrong_type", key=key, kind=kind.__name__)
    return VocliError("VOC-E006", text, where=path, hint=t("cli.bad_config_hint"))


def _check_patterns(table: object, path: str) -> None:
    """Only texts here; what a pattern may be is the privacy room's business."""
    assert isinstance(table, Mapping)
    for label, pattern in table.items():
        if not isinstance(pattern, str):
            raise _wrong_type(f"privacy.patterns.{label}", str, path)
