"""A periodic page as its JSON file tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Rows = tuple[Mapping[str, Any], ...]

# The columns of a page's own span and of the one before, by kind of page.
OWN = {"week": "this_week", "month": "this_month"}
BEFORE = {"week": "last_week", "month": "last_month"}


@dataclass(frozen=True)
class PageFile:
    """One page: its span, its tables by name, and how good its data were.

    rows: cells by key, as in JSON. evidence: ids per row. missing: (channel, days without a contact).
    funnel: counts by name. edition: of the codebook, 0 without one.
    """

    path: str
    sha256: str
    kind: str  # week or month
    start: date
    end: date
    edition: int
    tables: Mapping[str, Rows] = field(default_factory=dict)
    evidence: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    missing: tuple[tuple[str, tuple[str, ...]], ...] = ()
    funnel: Mapping[str, int] = field(default_factory=dict)
    versions: tuple[tuple[str, str], ...] = ()

    @property
    def own(self) -> str:
        """The key of the column that counts the page's span."""
        return OWN[self.kind]

    @property
    def days(self) -> str:
        """The span as people write it: 11/9-11/15."""
        return f"{self.start.month}/{self.start.day}-{self.end.month}/{self.end.day}"
