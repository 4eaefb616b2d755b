"""What a question needs to be answered, and what the asker wants to see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from vocli.model.report import Audience

if TYPE_CHECKING:
    from vocli.model.facts import Facts


@dataclass(frozen=True)
class Needs:
    """What an insight reads; the pipeline makes no more than that.

    columns: groups of contact fields; of each group at least one must hold a value, or the question
    cannot be answered at all. signals: those to be marked beside the core ones. tags: names of
    `signals.tags`. themes and plus: complaints, or praise, grouped into themes. turns: both sides' words
    in `Facts.said`. turn_tags: sets of tags marked on those turns, each tag a bool column of `Facts.said`
    (`listening`: what replies do with the customer's words; `operator`: what the desk records). terms: the terms of every voice. phrases: what every
    voice says of what (電話がつながらない). voices: false where only contacts are counted.
    codes: the answer shows codes of customers or agents. tables: side tables without which there is no answer.
    listed: the customer list itself, and what its customers have in common.
    """

    columns: tuple[tuple[str, ...], ...] = ()
    signals: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    themes: bool = False
    plus: bool = False
    turns: bool = False
    turn_tags: tuple[str, ...] = ()
    terms: bool = False
    phrases: bool = False
    voices: bool = True
    codes: bool = False
    tables: tuple[str, ...] = ()
    listed: bool = False


@dataclass(frozen=True)
class Window:
    """Two spans of days to be compared, both ends included; `earlier` lies before `recent`."""

    recent: tuple[date, date]
    earlier: tuple[date, date]
    recent_days: float  # open days
    earlier_days: float


@dataclass(frozen=True)
class Asked:
    """How a question was put.

    by: what --by says, "" without. earlier: the facts of the earlier window of --compare; `facts` are
    then those of the recent one. options: what only this question knows, by the option's name.
    files: the files as a reader would type them again. audience: who may read the answer.
    """

    by: str = ""
    earlier: Facts | None = None
    window: Window | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    files: str = ""
    as_of: date | None = None
    audience: Audience = Audience.DESK


@dataclass(frozen=True)
class GivenFile:
    """A file that somebody wrote by hand and an option named; told by its path."""

    path: str
    text: str = field(repr=False)

    def __str__(self) -> str:
        return self.path
