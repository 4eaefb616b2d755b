"""The station of the corridor where a file leaves as a file: read cells, mask them, write cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from vocli import __version__
from vocli.insights import masking
from vocli.model import Finding, Report, Run, Tokenizer
from vocli.pipeline.question import Progress, silent
from vocli.pipeline.report import exit_code
from vocli.privacy import NO_POLICY, Policy, column_placeholder, mask_cell, mask_texts
from vocli.sources.rewrite import Account, Cell, Mask, open_rewriting

_PLACEHOLDER = re.compile(r"〔[^〔〕\n]{1,12}〕")
_STEPS = 1000  # of the progress bar

Sink = Callable[[Iterator[bytes]], None]


@dataclass(frozen=True)
class Masked:
    """What was masked in one file: places by placeholder, cells that changed, columns replaced as a whole."""

    path: str
    kind: str  # delimited, json, ndjson, subtitles, linetalk, text, workbook
    encoding: str
    rows: int
    cells: int
    places: tuple[tuple[str, int], ...]  # the most frequent first
    columns: tuple[tuple[str, str], ...]  # (header, placeholder) in the file's order
    remarks: tuple[str, ...] = ()  # message keys
    findings: tuple[Finding, ...] = ()


@dataclass
class _Tally:
    """Counts of one run."""

    cells: int = 0
    places: Counter[str] = field(default_factory=Counter)
    columns: dict[str, str] = field(default_factory=dict)

    def add(self, cell: Cell, text: str) -> None:
        """Count one cell and what stands in it now."""
        if cell.text == text:
            return
        self.cells += cell.times
        new = Counter(_PLACEHOLDER.findall(text))
        new.subtract(_PLACEHOLDER.findall(cell.text))
        for placeholder, n in new.items():
            if n > 0:
                self.places[placeholder] += n * cell.times


def mask_file(
    path: Path,
    tokenizer: Tokenizer,
    sink: Sink,
    policy: Policy = NO_POLICY,
    progress: Progress = silent,
) -> Masked:
    """Mask one file into `sink`, which is given its bytes piece by piece, and tell what was masked.

    Raises VOC-E101 to E106, E109 and E331 to E338 for files that cannot be read or masked; `sink` must
    throw away what it was given then.
    """
    rewriting = open_rewriting(path)
    tally = _Tally()
    mask = _masker(tokenizer, policy, tally)
    account = rewriting.account
    sink(_watched(rewriting.chunks(mask), account, rewriting.size, progress))
    return Masked(
        path=str(path),
        kind=rewriting.kind,
        encoding=rewriting.encoding,
        rows=account.rows,
        cells=tally.cells,
        places=tuple(sorted(tally.places.items(), key=lambda item: (-item[1], item[0]))),
        columns=tuple(tally.columns.items()),
        remarks=tuple(account.remarks),
        findings=tuple(account.findings),
    )


def mask_report(done: Masked) -> Report:
    """The counts by kind, for `--report`."""
    run = Run("mask", "", (), (("vocli", __version__),), ())
    data = {
        "mask": {
            "kind": done.kind,
            "encoding": done.encoding,
            "rows": done.rows,
            "cells": done.cells,
            "columns": [{"header": name, "placeholder": mask} for name, mask in done.columns],
        }
    }
    insight = masking.build(done.places, done.columns, (done.rows, done.cells), done.remarks)
    return Report(run, (insight,), done.findings, data, None, exit_code(done.findings))


def _masker(tokenizer: Tokenizer, policy: Policy, tally: _Tally) -> Mask:
    @lru_cache(maxsize=4096)
    def placeholder_over(headers: tuple[str, ...]) -> tuple[str, str]:
        """(header, placeholder) of the first personal one; two empty texts without any."""
        found = ((name, column_placeholder(name, policy)) for name in headers)
        return next((pair for pair in found if pair[1]), ("", ""))

    def whole(cell: Cell) -> str | None:
        """The text of a cell that is personal as a whole; None for any other."""
        if cell.fixed:
            return cell.fixed
        header, placeholder = placeholder_over(cell.headers) if cell.headers else ("", "")
        if not placeholder:
            return None
        if _PLACEHOLDER.fullmatch(cell.text):  # masked before, perhaps as something else
            return cell.text
        tally.columns.setdefault(header, placeholder)
        return mask_cell(cell.text, placeholder)

    def mask(cells: Sequence[Cell]) -> list[str]:
        texts = [whole(cell) for cell in cells]
        free = [i for i, text in enumerate(texts) if text is None and not cells[i].kept]
        masked = mask_texts([_unnamed(cells[i]) for i in free], tokenizer, policy)
        found = dict(zip(free, masked, strict=True))
        out: list[str] = []
        for i, (cell, replaced) in enumerate(zip(cells, texts, strict=True)):
            text = found.get(i, cell.text) if replaced is None else replaced
            tally.add(cell, text)
            out.append(text)
        return out

    return mask


def _unnamed(cell: Cell) -> str:
    """The text without the names that its file gives away."""
    text = cell.text
    for name, placeholder in cell.names.items():
        text = text.replace(name, placeholder)
    return text


def _watched(
    chunks: Iterator[bytes], account: Account, size: int, progress: Progress
) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk
        done = min(_STEPS, _STEPS * account.done // max(size, 1))
        progress("pipeline.step_mask", done, _STEPS)
    progress("pipeline.step_mask", _STEPS, _STEPS)
