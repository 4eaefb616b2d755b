"""A script against what agents said, both ways: which lines were said, and how much of the talk is script."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Column, Insight, Kind, Note, Place
from vocli.stats.rates import wilson
from vocli.text import nfkc

CUT = (
    0.7  # share of a line's pairs of characters that a turn must hold for the line to count as said
)
_SHORTEST = 6  # characters; a shorter line is in every talk
_SHOWN = 10
_LEAST_SAID = 3  # lines named per group
_MARKS = re.compile(r"〔[^〕]*〕|\[[^\]]*\]|{[^}]*}|[^0-9a-zぁ-んァ-ヺー一-龠々]+")

_LINES = (
    Column("line", Kind.TEXT, label="listening.columns.line"),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("left_out", Kind.INT, label="listening.columns.left_out"),
)
_GROUPS = (
    Column("by", Kind.TEXT, label="listening.columns.by"),
    Column("contacts", Kind.INT),
    Column("script_share", Kind.SHARE, label="listening.columns.script_share"),
    Column("least_said", Kind.TEXT, Place.BELOW, label="listening.columns.least_said"),
)


@dataclass(frozen=True)
class _Read:
    """What was found in the turns of the agents: contact, script lines said, characters, of them script."""

    contacts: tuple[str, ...]
    lines: tuple[frozenset[int], ...]
    length: tuple[int, ...]
    script: tuple[int, ...]


def lines_of(text: str) -> tuple[str, ...]:
    """The script's sentences, one a line, in their order; VOC-E312 where none is long enough to be found.

    Empty lines, lines that begin with # and lines of fewer than six characters are passed over.
    """
    stripped = [line.strip() for line in nfkc(text).splitlines()]
    kept = [line for line in stripped if not line.startswith("#") and len(_bare(line)) >= _SHORTEST]
    if not kept:
        raise VocliError("VOC-E312", t("listening.no_script"), hint=t("listening.no_script_hint"))
    return tuple(dict.fromkeys(kept))


def build(
    said: pd.DataFrame, groups: Sequence[tuple[str, frozenset[str]]], script: str
) -> list[Insight]:
    """The lines, those left out most first, and per group the share of script in what agents said."""
    lines = lines_of(script)
    found = _read(said[said["speaker"] == "agent"], lines)
    return [_lines_table(found, lines, groups[0][1]), _groups_table(found, lines, groups)]


def _bare(text: str) -> str:
    return _MARKS.sub("", nfkc(text).casefold())


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _read(turns: pd.DataFrame, lines: Sequence[str]) -> _Read:
    wanted = [_pairs(_bare(line)) for line in lines]
    texts = turns["text"].tolist()
    known = {text: _in_turn(_bare(text), wanted) for text in dict.fromkeys(texts)}
    each = [known[text] for text in texts]
    return _Read(
        contacts=tuple(turns["contact_id"]),
        lines=tuple(found for found, _, _ in each),
        length=tuple(length for _, length, _ in each),
        script=tuple(script for _, _, script in each),
    )


def _in_turn(bare: str, wanted: Sequence[frozenset[str]]) -> tuple[frozenset[int], int, int]:
    """The lines said in a turn, its characters, and how many of them stand in those lines."""
    own = _pairs(bare)
    said = [i for i, pairs in enumerate(wanted) if len(pairs & own) >= CUT * len(pairs)]
    spoken = frozenset[str]().union(*(wanted[i] for i in said))
    inside = {at + k for at in range(len(bare) - 1) if bare[at : at + 2] in spoken for k in (0, 1)}
    return frozenset(said), len(bare), len(inside)


def _said_in(found: _Read, contacts: frozenset[str]) -> Mapping[int, set[str]]:
    """By line the contacts in which it was said."""
    out: dict[int, set[str]] = {}
    for contact, lines in zip(found.contacts, found.lines, strict=True):
        if contact in contacts:
            for line in sorted(lines):
                out.setdefault(line, set()).add(contact)
    return out


def _lines_table(found: _Read, lines: Sequence[str], contacts: frozenset[str]) -> Insight:
    said = _said_in(found, contacts)
    order = sorted(range(len(lines)), key=lambda i: (len(said.get(i, ())), i))
    rows, base = [], len(contacts)
    for i in order:
        n = len(said.get(i, ()))
        low, high = wilson(n, base)
        share = n / base if base else None
        rows.append((lines[i], n, share, low, high, base - n))
    return Insight(
        name="script_lines",
        title=Note("listening.script_title", {"n": base, "lines": len(lines)}),
        table=pd.DataFrame(rows, columns=[c.key for c in _LINES], dtype=object),
        columns=_LINES,
        notes=(Note("listening.script_cut", {"cut": CUT}),),
        n_input=base,
        n_used=base,
        evidence=tuple(tuple(sorted(said.get(i, ()))) for i in order),
        shown=_SHOWN,
    )


def _groups_table(
    found: _Read, lines: Sequence[str], groups: Sequence[tuple[str, frozenset[str]]]
) -> Insight:
    rows = []
    for label, contacts in groups:
        inside = [contact in contacts for contact in found.contacts]
        length = sum(n for n, ok in zip(found.length, inside, strict=True) if ok)
        script = sum(n for n, ok in zip(found.script, inside, strict=True) if ok)
        said = _said_in(found, contacts)
        least = sorted(range(len(lines)), key=lambda i: (len(said.get(i, ())), i))[:_LEAST_SAID]
        named = Note("listening.least_said", {"lines": [lines[i] for i in least]})
        rows.append((label, len(contacts), script / length if length else None, named))
    return Insight(
        name="script_share",
        title=Note("listening.script_share_title"),
        table=pd.DataFrame(rows, columns=[c.key for c in _GROUPS], dtype=object),
        columns=_GROUPS,
        n_input=len(groups[0][1]),
        n_used=len(groups[0][1]),
        evidence=tuple(tuple(sorted(contacts)) for _, contacts in groups),
    )
