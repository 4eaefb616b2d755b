"""What the columns of exports are usually called, for sentences that ask for one."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

_SHOWN = 3


def common_names(field: str, language: str = "ja") -> tuple[str, ...]:
    """The header names under which `field` is seen most, at most three; () for a field that has none."""
    names = _names().get(field, {}).get("names", [])
    own = [name for name in names if name.isascii() == (language != "ja")]
    return tuple((own or names)[:_SHOWN])


def every_name(field: str) -> tuple[str, ...]:
    """Every header name that says outright that the column is `field`."""
    return tuple(_names().get(field, {}).get("names", []))


@cache
def _names() -> dict[str, dict[str, list[str]]]:
    path = files("vocli.schema") / "synonyms.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
