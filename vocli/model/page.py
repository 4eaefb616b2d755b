"""The span that a periodic page is about, and what it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vocli.model.facts import Facts

_COMMANDS = {"week": "weekly", "month": "monthly"}


@dataclass(frozen=True)
class Stretch:
    """Days with a column of their own, both ends included; `parts` > 1: the column shows a mean over so many spans."""

    key: str  # this_week, last_week, mean_4w, ...
    start: date
    end: date
    parts: int = 1

    def holds(self, day: object) -> bool:
        """True for a day inside."""
        return isinstance(day, date) and self.start <= day <= self.end


@dataclass(frozen=True)
class Restated:
    """A count of an earlier span that differs from what the page of that time said."""

    theme_id: str  # "" = in no theme
    week: date
    before: int
    after: int


@dataclass(frozen=True)
class First:
    """Since when a theme is known, and how many contacts it has had."""

    day: date
    contacts: int


@dataclass(frozen=True)
class Tally:
    """What a span of days counts: contacts by kind of voice and by theme, and the days on which the desk was open.

    items: in_scope, considered, thanks, delight. themes: (complaint or praise, main theme; "" = in none) ->
    contacts. Both are empty where `known` is False: the history begins later.
    """

    key: str  # same_month_last_year, fiscal_to_date, ..., or a month's name
    start: date
    end: date
    known: bool = True
    items: Mapping[str, int] = field(default_factory=dict)
    themes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    open_days: float = 0.0


@dataclass(frozen=True)
class PageSpan:
    """What a weekly or monthly page is about.

    stretches: the columns of counts, the span itself first. year_ago: the facts of the same span a year before,
    None without that history. beyond, months: what a monthly page counts beside them. restated: earlier counts that changed since they were published. known: by theme.
    """

    kind: str  # week or month
    start: date
    end: date
    stretches: tuple[Stretch, ...]
    year_ago: Facts | None = None
    restated: tuple[Restated, ...] = ()
    known: Mapping[str, First] = field(default_factory=dict)
    first: bool = False  # nothing earlier to compare with
    beyond: tuple[Tally, ...] = ()  # further columns of counts, which the page's facts do not reach
    months: tuple[Tally, ...] = ()  # of a monthly page, oldest first, the page's own at the end
    # The oldest and the newest day of the history: before, nothing is known; later days are not there yet.
    begins: date | None = None
    newest: date | None = None

    @property
    def command(self) -> str:
        """The command that makes the page; its own words stand in the messages of that name."""
        return _COMMANDS[self.kind]

    @property
    def own(self) -> Stretch:
        """The span itself."""
        return self.stretches[0]
