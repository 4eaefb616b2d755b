"""What --by can split by: the names of every dimension."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from vocli.schema.names import every_name

_SPACE = re.compile(r"[\s_\-・]+")
# A dimension of the export whose field is called otherwise.
_FIELDS = {"agent": "agent_id", "account": "account_id"}


def dimensions() -> tuple[str, ...]:
    """The keys of all dimensions, those of the export first."""
    return (*_table()["field"], *_table()["derived"])


def is_derived(key: str) -> bool:
    """True where the labels are made from other columns than one of the same name."""
    return key in _table()["derived"]


def field_of(key: str) -> str:
    """The contact field that a dimension of the export reads."""
    return _FIELDS.get(key, key)


def dimension_named(name: str) -> str:
    """The key of the dimension whose key or word of dimensions.toml is `name`, "" for any other name."""
    return _own_names().get(fold_name(name), "")


def dimension_of_header(name: str) -> str:
    """The key of the dimension whose column is usually called `name`, "" for any other name."""
    return _usual_names().get(fold_name(name), "")


def nearest_dimensions(name: str, also: Sequence[str] = ()) -> tuple[str, ...]:
    """Keys, or names of `also`, that look like `name`, the likeliest first, at most three."""
    known = {**_usual_names(), **_own_names(), **{fold_name(word): word for word in also}}
    close = get_close_matches(fold_name(name), sorted(known), n=6, cutoff=0.5)
    return tuple(dict.fromkeys(known[word] for word in close))[:3]


def is_personal(header: str) -> bool:
    """True for an attribute of a person, such as age or gender."""
    return fold_name(header) in _personal()


def fold_name(name: str) -> str:
    """A name without width, case and spaces."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", name).casefold())


@cache
def _own_names() -> dict[str, str]:
    table = _table()
    return {
        fold_name(word): key
        for part in ("field", "derived")
        for key, words in table[part].items()
        for word in (key, *words)
    }


@cache
def _usual_names() -> dict[str, str]:
    return {fold_name(name): key for key in _table()["field"] for name in every_name(field_of(key))}


@cache
def _personal() -> frozenset[str]:
    return frozenset(fold_name(name) for name in _table()["personal"]["names"])


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    text = files("vocli.schema").joinpath("dimensions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
