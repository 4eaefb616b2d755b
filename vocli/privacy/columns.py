"""Columns that are personal as a whole, told by their header."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from vocli.privacy.policy import NO_POLICY, Policy
from vocli.text import nfkc

TEAM_COLUMN = "〔個人情報〕"  # the cells of a column that the team named itself
_SPACE = re.compile(r"[\s_\-・:*※]+")
_BRACKETS = re.compile(r"(?:\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】)$")
_NUMBER = re.compile(r"(?:(?<![a-z])no\.?|ナンバー)$")
_COUNT = re.compile(r"\d{1,2}$")
_SAYS_SOMETHING = re.compile(r"\w")


def column_placeholder(header: str, policy: Policy = NO_POLICY) -> str:
    """The placeholder for every cell under a header that is personal as a whole, "" for any other header."""
    form = _normalise(header)
    if not form:
        return ""
    names, ends = _known()
    for spelling in (form, _COUNT.sub("", form)):
        if spelling in names:
            return names[spelling]
        for end, placeholder in ends:
            if _ends_with(spelling, end):
                return placeholder
    return TEAM_COLUMN if form in {_normalise(name) for name in policy.columns} else ""


def _ends_with(spelling: str, end: str) -> bool:
    """hotel does not end with the word tel."""
    head = spelling.removesuffix(end)
    return head != spelling and not (end.isascii() and head[-1:].isascii() and head[-1:].isalpha())


def mask_cell(cell: str, placeholder: str) -> str:
    """The placeholder in place of a cell that says something; blanks and dashes stay as they are."""
    return placeholder if placeholder and _SAYS_SOMETHING.search(cell) else cell


def _normalise(header: str) -> str:
    """The header without width, case, spaces, a bracket at its end, a leading お/ご, No for 番号."""
    name = _SPACE.sub("", nfkc(header).casefold())
    name = _NUMBER.sub("番号", _BRACKETS.sub("", name) or name)
    return name[1:] if len(name) > 2 and name[0] in "おご御" else name


@cache
def _known() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """(name -> placeholder, (ending, placeholder) by falling length) from lists/columns.toml."""
    text = files("vocli.privacy.lists").joinpath("columns.toml").read_text(encoding="utf-8")
    names: dict[str, str] = {}
    ends: dict[str, str] = {}
    for column in tomllib.loads(text)["column"]:
        names |= {_normalise(name): column["placeholder"] for name in column["names"]}
        ends |= {_normalise(end): column["placeholder"] for end in column["ends"]}
    return names, tuple(sorted(ends.items(), key=lambda item: (-len(item[0]), item[0])))
