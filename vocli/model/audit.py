"""What measuring a step against hand-labelled rows yields: counts per kind and the rows that failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Interval = tuple[float, float]


class Miss(NamedTuple):
    """A row that failed, named by its line; `reason` is left, false or changed."""

    row: int
    kind: str
    reason: str


@dataclass(frozen=True)
class Tally:
    """One kind's counts. Shares are None where nothing was counted; intervals are 95% Wilson.

    planted: strings that must vanish, `gone` of them did. masked: placeholders set, `right` of them over
    a planted string. lookalikes: strings that must stay, `kept` of them did.
    """

    kind: str  # "" = all kinds
    planted: int
    gone: int
    masked: int
    right: int
    lookalikes: int
    kept: int
    recall: float | None
    recall_range: Interval
    precision: float | None
    precision_range: Interval


@dataclass(frozen=True)
class Measure:
    """The result over all rows: `total` counts every kind, `tallies` are in order of their kind's name.

    changed: sentences with characters beside the planted strings that vanished with them.
    """

    total: Tally
    tallies: tuple[Tally, ...]
    misses: tuple[Miss, ...]
    sentences: int
    changed: int
