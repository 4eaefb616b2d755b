"""改善要望票: what was asked of a department, what came of it, and since when. People keep it in Excel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

# In the order in which a request goes through them; "unknown" for a word that is none of them.
STATES: Final = (
    "draft",
    "asked",
    "waiting",
    "considering",
    "planned",
    "done",
    "dropped",
    "verified",
    "unknown",
)
# What the columns of the list hold, in their usual order.
KEYS: Final = (
    "number",
    "theme",
    "subject",
    "department",
    "raised",
    "due",
    "state",
    "answer",
    "acted_on",
    "aim",
    "told",
)
AIMS: Final = ("reduce", "increase", "")  # "" where the list does not say
ACTED: Final = frozenset({"done", "verified"})  # something was done about it
UNANSWERED: Final = frozenset({"asked", "waiting"})
CLOSED: Final = frozenset({"dropped", "verified"})


@dataclass(frozen=True)
class ImprovementRequest:
    """One row of the list. Texts are as people typed them, empty where nothing is there.

    theme: an id (T01) or a name. due: by when an answer is wanted. acted_on: the day on which something was
    done, or is to be done. row: where it stands in the file. extra: (header, cell) of columns with no meaning here.
    """

    number: str
    theme: str
    subject: str = ""
    department: str = ""
    raised: date | None = None
    due: date | None = None
    state: str = "unknown"
    answer: str = ""
    acted_on: date | None = None
    aim: str = ""
    told: str = ""  # お客様への報告
    row: int = 0
    extra: tuple[tuple[str, str], ...] = ()

    def overdue(self, as_of: date) -> int:
        """Days by which an answer is late on `as_of`; 0 where none is waited for."""
        if self.state not in UNANSWERED or self.due is None:
            return 0
        return max(0, (as_of - self.due).days)


@dataclass(frozen=True)
class RequestList:
    """The whole list, ordered by number and then as in the file; `columns` are its headers in their order."""

    path: str
    requests: tuple[ImprovementRequest, ...]
    columns: tuple[tuple[str, str], ...] = ()  # (header, the key that it holds or "")

    def acted(self) -> tuple[ImprovementRequest, ...]:
        """Those with a day of action, the earliest first; a dropped one has none, whatever its cell says."""
        own = [r for r in self.requests if r.acted_on and r.state != "dropped"]
        return tuple(sorted(own, key=lambda r: (r.acted_on or date.max, r.number, r.row)))


def next_number(numbers: Iterable[str], year: int) -> str:
    """The number after the highest of this year's in the style of the list; VOC-2026-001 where there is none.

    The style is that of the greatest number: everything before its last digits, which keep their width.
    """
    found = [split for number in numbers if (split := _split(number))]
    own = [one for one in found if str(year) in one[0]] or [
        one for one in found if not any(ch.isdigit() for ch in one[0])
    ]
    if not own:
        styles = sorted(one[0] for one in found)
        prefix = _of_year(styles[-1], year) if styles else f"VOC-{year}-"
        return f"{prefix}001"
    prefix, number, digits = max(own, key=lambda one: (one[1], one[0]))
    return f"{prefix}{number + 1:0{digits}d}"


def _split(number: str) -> tuple[str, int, int] | None:
    """What stands before the last digits, their value and how many they are."""
    head = number.rstrip("0123456789")
    tail = number[len(head) :]
    return (head, int(tail), len(tail)) if tail.isascii() and tail else None


def _of_year(prefix: str, year: int) -> str:
    """The prefix of another year with this one's in its place."""
    for other in range(year - 20, year + 20):
        if str(other) in prefix:
            return prefix.replace(str(other), str(year))
    return prefix
