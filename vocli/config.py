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

# What each key may hold: a type, or the texts to choose from.
_KNOWN: dict[str, type | tuple[str, ...]] = {
    "language": LANGUAGES,
    "tokenizer": TOKENIZER_NAMES,
    "date_order": DATE_ORDERS,
    "header": HEADERS,
    "words": list,
    "map": dict,
}


@dataclass(frozen=True)
class Settings:
    """What a team fixes once. `columns` maps fields to headers as --map does; \"\" = not set."""

    language: str = ""
    tokenizer: str = ""
    date_order: str = ""
    header: str = ""
    words: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


def settings_from(table: Mapping[str, Any], path: str) -> Settings:
    """Settings from the parsed file; VOC-E006 for an unknown key or value, with the nearest known one."""
    for key, value in table.items():
        _check(key, value, path)
    return Settings(
        language=table.get("language", ""),
        tokenizer=table.get("tokenizer", ""),
        date_order=table.get("date_order", ""),
        header=table.get("header", ""),
        words=tuple(str(word) for word in table.get("words", [])),
        columns=tuple((key, str(value)) for key, value in table.get("map", {}).items()),
    )


def _check(key: str, value: object, path: str) -> None:
    if key not in _KNOWN:
        near = difflib.get_close_matches(key, _KNOWN, n=1)
        hint = (
            t("cli.did_you_mean", value=near[0])
            if near
            else t("cli.known_values", values=", ".join(_KNOWN))
        )
        raise VocliError("VOC-E006", t("cli.unknown_key", key=key), where=path, hint=hint)
    allowed = _KNOWN[key]
    if isinstance(allowed, tuple):
        if value not in allowed:
            hint = t("cli.known_values", values=", ".join(allowed))
            text = t("cli.unknown_setting", key=key, value=value)
            raise VocliError("VOC-E006", text, where=path, hint=hint)
    elif not isinstance(value, allowed):
        text = t("cli.wrong_type", key=key, kind=allowed.__name__)
        raise VocliError("VOC-E006", text, where=path, hint=t("cli.bad_config_hint"))
