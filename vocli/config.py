"""Settings of vocli.toml; flags and environment stand above them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vocli.errors import VocliError
from vocli.messages import LANGUAGES, t

TOKENIZER_NAMES = ("auto", "janome", "mecab")
DATE_ORDERS = ("ymd", "mdy", "dmy")
HEADERS = ("key", "ja")
SIDE_TABLES = ("traffic", "identity", "customers", "calendar", "per", "synonyms")
AUDIENCES = ("desk", "company", "outside")
AUDIENCE_NAMES = {"窓口内": "desk", "社内": "company", "社外": "outside"}

# What each key may hold: a type, or the texts to choose from. `table.key` stands for a key of [table].
_KNOWN: dict[str, type | tuple[str, ...]] = {
    "language": LANGUAGES,
    "tokenizer": TOKENIZER_NAMES,
    "date_order": DATE_ORDERS,
    "header": HEADERS,
    "words": list,
    "map": dict,
    "privacy.patterns": dict,
    "privacy.columns": list,
    "privacy.key_file": str,
    "report.audience": (*AUDIENCES, *AUDIENCE_NAMES),
    "report.company": str,
    **{f"side.{name}": str for name in SIDE_TABLES},
}
_TABLES = frozenset(key.partition(".")[0] for key in _KNOWN if "." in key)


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
    side: tuple[tuple[str, str], ...] = ()  # (table, its path as seen from the file)


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
        columns=tuple((key, str(value)) for key, value in flat.get("map", {}).items()),
        patterns=tuple(flat.get("privacy.patterns", {}).items()),
        personal_columns=tuple(str(name) for name in flat.get("privacy.columns", [])),
        key_file=flat.get("privacy.key_file", ""),
        audience=AUDIENCE_NAMES.get(audience, audience),
        company=flat.get("report.company", ""),
        side=tuple((n, flat[f"side.{n}"]) for n in SIDE_TABLES if flat.get(f"side.{n}")),
    )


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
            hint = t("cli.known_values", values=", ".join(allowed))
            text = t("cli.unknown_setting", key=key, value=value)
            raise VocliError("VOC-E006", text, where=path, hint=hint)
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


def _wrong_type(key: str, kind: type, path: str) -> VocliError:
    text = t("cli.wrong_type", key=key, kind=kind.__name__)
    return VocliError("VOC-E006", text, where=path, hint=t("cli.bad_config_hint"))


def _check_patterns(table: object, path: str) -> None:
    """Only texts here; what a pattern may be is the privacy room's business."""
    assert isinstance(table, Mapping)
    for label, pattern in table.items():
        if not isinstance(pattern, str):
            raise _wrong_type(f"privacy.patterns.{label}", str, path)
