"""What stands beside the contacts: tables a team keeps by hand or gets from another system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from vocli.model.records import Finding
from vocli.model.requests import RequestList


@dataclass(frozen=True)
class CallCount:
    """What the telephone system counted on one day in one channel, in one hour of it where `hour` is set."""

    day: date
    channel: str  # one of schema.CHANNELS
    offered: int
    answered: int
    abandoned: int | None  # None where the table has no such column
    hour: int | None = None  # 0 to 23, in which an interval begins


@dataclass(frozen=True)
class Traffic:
    """着信・応答・放棄, summed per day and channel, oldest first.

    `slots` are the same per hour, of the rows that tell one; () where none does.
    """

    path: str
    counts: tuple[CallCount, ...]
    slots: tuple[CallCount, ...] = ()


@dataclass(frozen=True)
class Crosswalk:
    """名寄せ: normalised identifiers ("mail:a@example.jp") of persons.

    person: identifier -> the person's canonical identifier, the smallest of all that belong to the
    person, member numbers before others. shared: identifiers that too many persons use; they link nobody.
    """

    path: str
    persons: int
    person: Mapping[str, str]
    shared: frozenset[str]
    headers: frozenset[str] = frozenset()  # of the member numbers


@dataclass(frozen=True)
class Customers:
    """The customer list: one row per normalised member number (the index), empty cells as in contacts.

    The columns are keys of schema.CONTACT_FIELDS.
    """

    path: str
    rows: pd.DataFrame
    # Columns that mean nothing to vocli and repeat their values (ロット, 配送便), by header; rows as in `rows`.
    further: pd.DataFrame = field(default_factory=pd.DataFrame)


@dataclass(frozen=True)
class Calendar:
    """Days known to be open (True) or closed, per channel; "" stands for every channel without days of its own."""

    path: str
    days: Mapping[str, Mapping[date, bool]]


@dataclass(frozen=True)
class Denominators:
    """What contacts are set against: a number per day ("" or a product's name -> day -> value).

    A week's number is spread evenly over its seven days. `label` and `unit` come from the header:
    出荷台数 is 出荷 counted in 台.
    """

    path: str
    label: str
    unit: str
    days: Mapping[str, Mapping[date, float]]


@dataclass(frozen=True)
class Synonyms:
    """Spelling (folded as in `language`) -> the word that stands for it; every representative stands for itself."""

    path: str
    word: Mapping[str, str]


@dataclass(frozen=True)
class SideTables:
    """The tables that were given with this run; None for those that were not."""

    traffic: Traffic | None = None
    identity: Crosswalk | None = None
    customers: Customers | None = None
    calendar: Calendar | None = None
    per: Denominators | None = None
    synonyms: Synonyms | None = None
    requests: RequestList | None = None
    sources: tuple[tuple[str, str], ...] = ()  # (path, sha256)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Calls:
    """Calls of the period on the days that the telephone system's table holds, against what was recorded."""

    path: str
    start: date
    end: date
    days: int
    offered: int
    answered: int
    abandoned: int | None
    recorded: int
    in_scope: int  # recorded ones without silence, wrong numbers and the like


@dataclass(frozen=True)
class Linked:
    """How many contacts of a channel are known by a person of the crosswalk."""

    channel: str
    contacts: int
    linked: int


@dataclass(frozen=True)
class Contracts:
    """How many contacts found their customer in the customer list."""

    path: str
    customers: int
    contacts: int
    matched: int
    unmatched: int  # with a number that the list does not hold
    unnumbered: int


@dataclass(frozen=True)
class OpenDays:
    """Open days of one channel in the two windows, and whether the calendar or the contacts told them."""

    channel: str
    share: float  # of the contacts in scope
    before: int
    recent: int
    from_calendar: bool


@dataclass(frozen=True)
class Rate:
    """The denominator of the whole period and of the two windows, and whether changes are judged by it.

    `values` are (day, value) of every day that the table holds within the period; `total` is their sum.
    """

    path: str
    label: str
    unit: str
    start: date
    end: date
    total: float
    judged: bool
    before: float = 0.0
    recent: float = 0.0
    values: tuple[tuple[date, float], ...] = ()
    scale: int = 1000


@dataclass(frozen=True)
class SideFacts:
    """What the side tables say about the contacts in scope."""

    calls: Calls | None = None
    linked: tuple[Linked, ...] = ()
    persons: int = 0
    shared: int = 0  # identifiers that link nobody
    contracts: Contracts | None = None
    calendar: tuple[OpenDays, ...] = ()
    rate: Rate | None = None
    weights: tuple[float, ...] = ()  # one per day of Facts.open_days; () = 1 each
