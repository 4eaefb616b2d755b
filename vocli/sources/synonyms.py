"""The header names and value words that reading knows, compared without width, case and spaces."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from vocli.text import nfkc

_LONGEST = 1000  # characters; a longer cell names nothing, and the patterns below would take minutes for it
_SPACE = re.compile(r"[\s_\-・]+")
_INQUIRY = re.compile("問い?合わ?せ")
_TAIL = re.compile(r"(?:\[[^\]]*\]|[:※*?。]|\((?:必須|任意|list|txt)\))+$")
_BRACKETS = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]$")
_NUMBER = re.compile(r"(?<![a-z])(?:no\.?|ナンバー)$")


@dataclass(frozen=True)
class Names:
    """The names of one field, normalised, in order of preference."""

    names: tuple[str, ...]
    loose: tuple[str, ...]
    contains: tuple[str, ...]


@lru_cache(maxsize=1 << 14)  # the same headers and short cells are asked for by every rule
def normalise(header: str) -> str:
    """A header without what differs between spellings: width, case, spaces, お/ご, (必須), No for 番号."""
    if len(header) > _LONGEST:
        return header
    name = _SPACE.sub("", nfkc(header).casefold())
    name = _INQUIRY.sub("問合せ", _TAIL.sub("", name))
    name = _NUMBER.sub("番号", name)
    return name[1:] if len(name) > 2 and name[0] in "おご御" else name


@lru_cache(maxsize=1 << 12)
def spellings(header: str) -> tuple[str, ...]:
    """The normalised header, then without a bracket at its end, then the last part of a dotted name."""
    if len(header) > _LONGEST:
        return (header,)
    full = normalise(header)
    forms = [full, normalise(_BRACKETS.sub("", nfkc(header).strip()))]
    if "." in full:
        forms.append(normalise(nfkc(header).rsplit(".", 1)[1]))
    return tuple(dict.fromkeys(form for form in forms if form)) or (full,)


@cache
def synonyms() -> dict[str, Names]:
    """Field -> its names, from schema/synonyms.toml; keys with "_" in front help reading only."""
    table = tomllib.loads(
        files("vocli.schema").joinpath("synonyms.toml").read_text(encoding="utf-8")
    )
    return {
        field: Names(*(_normalised(entry.get(k, [])) for k in ("names", "loose", "contains")))
        for field, entry in table.items()
    }


@cache
def known_headers() -> frozenset[str]:
    """Every name of every field, loose ones included."""
    return frozenset(name for entry in synonyms().values() for name in (*entry.names, *entry.loose))


def is_known(header: str) -> bool:
    """True if some field has this header among its names."""
    return any(form in known_headers() for form in spellings(header))


@cache
def words(table: str) -> dict[str, str]:
    """Normalised value word -> what it stands for, from words.toml; the first entry wins."""
    raw = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    out: dict[str, str] = {}
    for meaning, entries in raw[table].items():
        for entry in entries:
            out.setdefault(word(entry), meaning)
    return out


def word(cell: str) -> str:
    """A cell without width, case, spaces and a bracket around it."""
    return re.sub(r"[\s_\-]+", "", nfkc(cell).casefold()).strip("【】[]()<>「」:：。、")


def _normalised(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normalise(name) for name in names))
