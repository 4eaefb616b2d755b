"""The many findings of one column: the first few named, the rest counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from vocli.checks.check import Rule
from vocli.checks.told import told
from vocli.messages import t
from vocli.model import Finding, Sheet

NAMED = 20  # cells of one column that get a finding each; the rest share one


def found(
    rule: Rule, path: str, row: int | None = None, column: str | None = None, **values: object
) -> Finding:
    """The rule's finding at a place; its message may name the column."""
    return told(rule, path, row, column, form="", name=column or "", **values)


def more(rule: Rule, path: str, line: int, column: str, count: int) -> Finding:
    """The finding that stands for `count` more cells, the first of them in `line`."""
    message = t("checks.more", name=column, count=count, row=line)
    hint = t(f"checks.{rule.key}_hint")
    return Finding(rule.code, rule.severity, message, path, line, column, hint=hint)


class Places:
    """What one rule finds cell by cell: `at` for the cells of a block, `rest` at the end of a file."""

    def __init__(self, named: int = NAMED) -> None:
        self._named = named
        self._count: Counter[str] = Counter()
        self._first: dict[str, int] = {}  # line of the first one without a finding of its own

    def at(self, rule: Rule, sheet: Sheet, column: str, lines: Sequence[int]) -> Iterator[Finding]:
        """A finding per line, up to `named` of a column."""
        left = max(0, self._named - self._count[column])
        self._count[column] += len(lines)
        for line in lines[:left]:
            yield found(rule, sheet.path, int(line), column)
        if len(lines) > left:
            self._first.setdefault(column, int(lines[left]))

    def rest(self, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
        """One finding per column with more; then the next file may come."""
        for column, line in self._first.items():
            yield more(rule, sheet.path, line, column, self._count[column] - self._named)
        self._count.clear()
        self._first.clear()
