"""番号の先頭の0が失われています(Excelで保存した跡)。

悪い例: ほとんどの会員番号が 00426382 の形なのに、426382 の行がある
良い例: 00426382
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import NAMED, found, more
from vocli.model import Block, Finding, Severity, Sheet

_IDS = ("contact_id", "case_id", "customer_id", "account_id", "agent_id")
_USUAL = 0.6  # of the filled cells must be of one length, most of these with a zero in front


@dataclass
class _Column:
    lengths: Counter[int] = field(default_factory=Counter)  # of cells that are digits only
    zeros: Counter[int] = field(default_factory=Counter)  # of these, with a zero in front
    filled: int = 0
    places: dict[int, list[int]] = field(default_factory=dict)  # length -> first lines without


class LostZero(Plain):
    """Ids that are shorter than the others by what zeros would fill."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._columns: dict[str, _Column] = {}

    def look(self, block: Block) -> tuple[Finding, ...]:
        """Nothing yet."""
        if block.number == 0:
            self._columns = {}
        names = [block.sheet.columns[key] for key in _IDS if key in block.sheet.columns]
        for name in dict.fromkeys(names):
            if name in block.cells:
                self._count(name, block)
        return ()

    def _count(self, name: str, block: Block) -> None:
        cells, own = block.cells[name], self._columns.setdefault(name, _Column())
        digits = "".join(cells)
        if not digits.isdigit():
            cells = [cell if cell.isdigit() else "" for cell in cells]
        lengths = np.fromiter(map(len, cells), np.int64, len(cells))
        zeros = np.fromiter((cell[:1] == "0" for cell in cells), np.bool_, len(cells))
        own.filled += int(np.count_nonzero(lengths))
        for length in np.unique(lengths[lengths > 0]).tolist():
            of_it = lengths == length
            own.lengths[length] += int(of_it.sum())
            own.zeros[length] += int((of_it & zeros).sum())
            places = own.places.setdefault(length, [])
            rows = np.flatnonzero(of_it & ~zeros)[: NAMED + 1 - len(places)]
            places.extend(int(block.lines[i]) for i in rows)

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per cell, up to NAMED of a column, then their number."""
        for name, own in self._columns.items():
            if not own.filled:
                continue
            length, usual = max(own.lengths.items(), key=lambda item: (item[1], item[0]))
            if usual < _USUAL * own.filled or own.zeros[length] < 0.5 * usual:
                continue
            short = [n for n in own.lengths if n < length]
            count = sum(own.lengths[n] - own.zeros[n] for n in short)
            lines = sorted(line for n in short for line in own.places[n])
            for line in lines[:NAMED]:
                yield found(RULE, sheet.path, line, name, length=length)
            if count > NAMED:
                yield more(RULE, sheet.path, lines[NAMED], name, count - NAMED)


RULE = Rule("VOC014", "lost_zero", Severity.ERROR, LostZero, __doc__)
