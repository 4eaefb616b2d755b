"""Values of columns that hold codes (区分, 商品, 対応結果 ...), counted over all files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from vocli.checks.check import Context, Plain
from vocli.checks.shared import once
from vocli.model import Block, Finding

FIELDS = (
    "category",
    "reason1",
    "reason2",
    "reason3",
    "product",
    "plan",
    "outcome",
    "status",
    "inquirer",
    "site",
    "team",
)
LONGEST = 40  # characters of a code
_MOST = 500  # distinct values; above, the column holds no codes


@dataclass
class Codes:
    """One field: values with their contacts, the first (path, line) of each, and its header in the first file."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[str, int]] = field(default_factory=dict)
    path: str = ""
    header: str = ""

    @property
    def usable(self) -> bool:
        """True for few and short values."""
        return 0 < len(self.counts) <= _MOST and max(map(len, self.counts)) <= LONGEST


class CodeWalk(Plain):
    """A check that counts codes by field of the schema; blanks are no value."""

    fields: tuple[str, ...] = FIELDS

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.codes: dict[str, Codes] = {}

    def look(self, block: Block) -> Iterable[Finding]:
        """Count."""
        tallies = once(self.context, "codes", block, tally)
        for name in self.fields:
            if name not in tallies:
                continue
            header = block.sheet.columns[name]
            own = self.codes.setdefault(name, Codes(path=block.sheet.path, header=header))
            if len(own.counts) > _MOST:
                continue
            for value, (n, line) in tallies[name].items():
                own.counts[value] += n
                own.first.setdefault(value, (block.sheet.path, line))
        return ()

    def known(self, name: str) -> Mapping[str, int]:
        """The baseline's values of a field; empty without a baseline."""
        values: Mapping[str, Mapping[str, int]] = (self.context.baseline or {}).get("values", {})
        return values.get(name, {})


def tally(block: Block) -> dict[str, dict[str, tuple[int, int]]]:
    """Field -> value -> (contacts, first line), blanks left out, in the order of the first lines."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    lines = block.contacts["source_row"].to_numpy()
    for name in FIELDS:
        if name not in block.sheet.columns:
            continue
        codes, values = pd.factorize(block.contacts[name].to_numpy(dtype=object))
        counts = np.bincount(codes, minlength=len(values)).tolist()
        _, first = np.unique(codes, return_index=True)
        rows = zip(values.tolist(), counts, lines[first].tolist(), strict=True)
        found[name] = {value: (n, int(line)) for value, n, line in rows if value}
    return found
