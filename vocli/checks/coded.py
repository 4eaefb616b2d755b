"""Values of columns that hold codes (区分, 商品, 対応結果 ...), counted over all files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vocli.checks.check import Context, Plain
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
        contacts = block.contacts
        for name in self.fields:
            header = block.sheet.columns.get(name)
            if header is None:
                continue
            own = self.codes.setdefault(name, Codes(path=block.sheet.path, header=header))
            if len(own.counts) > _MOST:
                continue
            values = contacts[name]
            found = values.value_counts()
            fresh = {value for value in found.index if value and value not in own.first}
            if fresh:
                rows = contacts["source_row"][values.isin(fresh)]
                for value, line in zip(values[rows.index].tolist(), rows.tolist(), strict=True):
                    own.first.setdefault(value, (block.sheet.path, int(line)))
            own.counts.update({str(v): int(n) for v, n in found.items() if v})
        return ()

    def known(self, name: str) -> Mapping[str, int]:
        """The baseline's values of a field; empty without a baseline."""
        values: Mapping[str, Mapping[str, int]] = (self.context.baseline or {}).get("values", {})
        return values.get(name, {})
