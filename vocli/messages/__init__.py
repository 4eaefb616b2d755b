"""Every sentence that a user reads, in Japanese (default) and English.

A message lives in `messages/<language>/<room>.toml` and is asked for as `t("room.key", name=value)`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("ja", "en")
DEFAULT = "ja"

_current = DEFAULT


def use(language: str) -> None:
    """Choose the language of every later message; the command line does this once, at the door."""
    global _current  # noqa: PLW0603 - one process speaks one language
    if language not in LANGUAGES:
        raise ValueError(language)
    _current = language


def current() -> str:
    """The language in use: `ja` or `en`."""
    return _current


def t(key: str, /, **values: object) -> str:
    """The message `room.key` in the current language, its `{names}` filled in."""
    room, _, name = key.partition(".")
    text = _lookup(catalogue(_current, room), name)
    return text.format(**values) if values else text


def has(key: str) -> bool:
    """True if the current language holds the message."""
    room, _, name = key.partition(".")
    try:
        _lookup(catalogue(_current, room), name)
    except (KeyError, FileNotFoundError):
        return False
    return True


@cache
def catalogue(language: str, room: str) -> dict[str, Any]:
    """One room's messages; nested tables are reached with dots."""
    path = files(__package__) / language / f"{room}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _lookup(table: dict[str, Any], name: str) -> str:
    for part in name.split("."):
        table = table[part]
    if not isinstance(table, str):
        raise KeyError(name)
    return table
