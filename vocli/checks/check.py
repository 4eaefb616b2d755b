"""What a check is: it looks at blocks, closes files, and finishes; every finding names its place, never the words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from vocli.model import Block, Finding, Severity, Sheet, Tried
from vocli.model.side import SideTables

# Kinds of personal data that a text holds (placeholder -> how often); the pipeline lends it.
FindPersonal = Callable[[Sequence[str]], list[Mapping[str, int]]]


def _nothing(texts: Sequence[str]) -> list[Mapping[str, int]]:
    return [{} for _ in texts]


@dataclass(frozen=True)
class Context:
    """What a check may know beside the rows.

    `thresholds` are the numbers of vocli.toml ([check.thresholds], by the check's key); `baseline` is the
    parsed baseline file or None; `expect` the file patterns that must match; `codes` the team's own code
    list (column -> values); `limits` the [[check.limit]] tables; `personal` maps a path pattern to `raw`
    or `shared`; `side` are the side tables (着信・応答 ...). What a baseline holds stands in
    checks/baseline.py; its Census measures a walk in the same shape.
    """

    as_of: date
    thresholds: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    baseline: Mapping[str, Any] | None = None
    expect: tuple[str, ...] = ()
    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    limits: tuple[Mapping[str, Any], ...] = ()
    personal: Mapping[str, str] = field(default_factory=dict)
    find_personal: FindPersonal = _nothing
    delivered: tuple[str, ...] = ()  # every path handed over, also those that hold no text
    side: SideTables = field(default_factory=SideTables)
    results: Mapping[str, float] = field(default_factory=dict)  # of an analysis, by metric
    codebook: Tried | None = None  # the team's own, held against these files
    shared: dict[str, Any] = field(default_factory=dict, compare=False)  # what checks keep together

    def threshold(self, key: str, name: str, default: float) -> float:
        """A number of the check `key`, as configured or as it is by default."""
        return float(self.thresholds.get(key, {}).get(name, default))


class Check(Protocol):
    """One walk of one check: `look` for every block in file order, `close` behind a file's last, `finish` at the end.

    A finding's code and severity are those of the rule; whoever runs the checks puts them in.
    """

    def look(self, block: Block) -> Iterable[Finding]:
        """Findings that the block alone shows."""

    def close(self, sheet: Sheet) -> Iterable[Finding]:
        """Findings that a file as a whole shows."""

    def finish(self) -> Iterable[Finding]:
        """Findings that only all files together show."""


class Plain:
    """A check without anything to say at the end of a file or of the walk; others inherit what they need."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def look(self, block: Block) -> Iterable[Finding]:
        """Nothing."""
        del block
        return ()

    def close(self, sheet: Sheet) -> Iterable[Finding]:
        """Nothing."""
        del sheet
        return ()

    def finish(self) -> Iterable[Finding]:
        """Nothing."""
        return ()


@dataclass(frozen=True)
class Rule:
    """A check in the registry. `key` names its messages (checks.<key>, checks.<key>_hint) and thresholds.

    `covers` are codes of reading's findings (VOC-F103 ...) that the check reports in its own words: they
    are not told a second time. `thresholds` are the numbers that vocli.toml may set, with their defaults.
    """

    code: str  # VOC001 ...
    key: str
    severity: Severity
    build: Callable[[Context], Check]
    doc: str  # the module's docstring with 悪い例 and 良い例
    covers: tuple[str, ...] = ()
    thresholds: Mapping[str, float] = field(default_factory=dict)
