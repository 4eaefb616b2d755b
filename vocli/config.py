"""Settings of vocli.toml; flags and environment stand above them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vocli.errors import VocliError
from vocli.messages import t


@dataclass(frozen=True)
class Settings:
    """What a team fixes once. `columns` maps fields to headers as --map does."""

    language: str = ""
    tokenizer: str = "auto"
    date_order: str = ""
    header: str = ""
    words: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


def settings_from(table: Mapping[str, Any], path: str) -> Settings:
    """Settings from the parsed file; an unknown key or a wrong type is an error with a suggestion."""
    known = {
        "language": str,
        "tokenizer": str,
        "date_order": str,
        "header": str,
        "words": list,
        "map": dict,
    }
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = t("cli.did_you_mean", value=near[0]) if near else ""
            raise VocliError("VOC-E006", t("cli.unknown_key", key=key), where=path, hint=hint)
        if not isinstance(value, known[key]):
            text = t("cli.wrong_type", key=key, kind=known[key].__name__)
            raise VocliError("VOC-E006", text, where=path)
    return Settings(
        language=table.get("language", ""),
        tokenizer=table.get("tokenizer", "auto"),
        date_order=table.get("date_order", ""),
        header=table.get("header", ""),
        words=tuple(str(word) for word in table.get("words", [])),
        columns=tuple((key, str(value)) for key, value in table.get("map", {}).items()),
    )
