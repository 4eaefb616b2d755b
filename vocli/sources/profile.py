"""What the cells of a column look like; worked out only when a header alone does not decide."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import cached_property

from vocli.sources.dates import is_clock, is_date
from vocli.sources.sampling import pick
from vocli.sources.values import number_of, role_of, seconds_of

_SAMPLE = 300
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+|[\d\-()+ ]+|〒?\d{3}-?\d{4}.*")


class ColumnProfile:
    """A column's figures, each computed once; samples are drawn by content, so row order cannot matter."""

    def __init__(self, name: str, cells: Sequence[str]) -> None:
        self.name = name
        self.cells = cells

    @cached_property
    def filled(self) -> int:
        """Cells with a value."""
        return len(self.cells) - self.cells.count("")

    @cached_property
    def mean_length(self) -> float:
        """Characters, over filled cells."""
        return sum(map(len, self.cells)) / self.filled if self.filled else 0.0

    @cached_property
    def distinct(self) -> set[str]:
        """The different values."""
        return set(self.cells) - {""}

    @cached_property
    def sample(self) -> list[str]:
        """About 300 different values."""
        return pick(self.distinct, _SAMPLE)

    def share(self, test: Callable[[str], bool]) -> float:
        """Share of the sample that passes a test; 0 for an empty column."""
        return (
            sum(1 for cell in self.sample if test(cell)) / len(self.sample) if self.sample else 0.0
        )

    @cached_property
    def dates(self) -> float:
        """Share of cells that are dates."""
        return self.share(is_date)

    @cached_property
    def clocks(self) -> float:
        """Share of cells that are times of day."""
        return self.share(is_clock)

    @cached_property
    def numbers(self) -> float:
        """Share of cells that are numbers or spans of time."""
        return self.share(
            lambda cell: not (math.isnan(number_of(cell)) and math.isnan(seconds_of(cell)))
        )

    @cached_property
    def roles(self) -> float:
        """Share of cells that name a role in a conversation."""
        return self.share(lambda cell: role_of(cell) != "unknown")

    @cached_property
    def japanese(self) -> float:
        """Share of cells with Japanese letters."""
        return self.share(lambda cell: _JAPANESE.search(cell) is not None)

    @cached_property
    def prose(self) -> bool:
        """True if the cells read like sentences: long, varied, no dates, numbers or addresses."""
        if self.mean_length < 6 or self.dates > 0.3 or self.numbers > 0.3 or self.clocks > 0.3:
            return False
        if self.share(lambda cell: _ADDRESS.fullmatch(cell) is not None) > 0.3:
            return False
        varied = len(self.distinct) >= 0.3 * self.filled or len(self.distinct) >= 200
        spaced = self.japanese > 0.3 or self.share(lambda cell: " " in cell) > 0.3
        return (varied or self.filled < 5) and spaced
