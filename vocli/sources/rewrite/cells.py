"""What a container shows of itself for masking, and how it is woven together again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vocli.model import Finding

_BATCH_CELLS = 4_000
_BATCH_CHARS = 1 << 20


class Cell(NamedTuple):
    """One text of a file that may hold personal data.

    `headers` are the names over it (a column's, or a JSON leaf's key and its dotted path). `kept` marks
    an id or a time, which reading needs as it is. `fixed` is a placeholder that the container itself
    knows, for a speaker's name. `names` maps names that the container knows to their placeholders.
    """

    text: str
    headers: tuple[str, ...] = ()
    kept: bool = False
    fixed: str = ""
    names: Mapping[str, str] = {}
    times: int = 1  # how often the file shows this text


# The texts of the cells, masked, in the same order.
Mask = Callable[[Sequence[Cell]], list[str]]


class Unit(NamedTuple):
    """A stretch of a file: as it stands, the cells in it, and how it reads with other texts in them."""

    raw: str
    cells: Sequence[Cell] = ()
    write: Callable[[Sequence[str]], str] = "".join


@dataclass
class Account:
    """What a rewriting learns on its way; complete when its chunks have been taken."""

    rows: int = 0
    done: int = 0  # characters of the file that have been worked on
    findings: list[Finding] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # message keys


def weave(units: Iterable[Unit], mask: Mask, account: Account) -> Iterator[str]:
    """The file's text with masked cells, batch by batch; units whose cells do not change stay as they are."""
    for batch in _batches(units):
        cells = [cell for unit in batch for cell in unit.cells]
        masked = iter(mask(cells) if cells else ())
        yield "".join([_written(unit, [next(masked) for _ in unit.cells]) for unit in batch])
        account.done += sum(len(unit.raw) for unit in batch)


def _written(unit: Unit, texts: list[str]) -> str:
    same = all(cell.text == text for cell, text in zip(unit.cells, texts, strict=True))
    return unit.raw if same else unit.write(texts)


def _batches(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    batch: list[Unit] = []
    cells = chars = 0
    for unit in units:
        batch.append(unit)
        cells += len(unit.cells)
        chars += len(unit.raw)
        if cells >= _BATCH_CELLS or chars >= _BATCH_CHARS:
            yield batch
            batch, cells, chars = [], 0, 0
    if batch:
        yield batch
