"""The station of the corridor where a file leaves as a file: read cells, mask them, write cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path

from vocli import __version__
from vocli.engine import Crew, crew
from vocli.insights import masking
from vocli.language import build_tokenizer
from vocli.messages import t
from vocli.model import Finding, Report, Run, Tokenizer
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.report import exit_code
from vocli.privacy import Policy, column_placeholder, mask_cell, mask_texts
from vocli.sources.rewrite import Account, Cell, Mask, open_rewriting

_PLACEHOLDER = re.compile(r"〔[^〔〕\n]{1,12}〕")
_STEPS = 1000  # of the progress bar
_WORTH_A_CREW = 8 * 2**20  # bytes; below, starting processes costs more than it saves
_PIECE = 500  # texts that are masked in one go

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
    remarks: tuple[str, ...] = ()
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


def mask_file(question: Question, sink: Sink, progress: Progress = silent) -> Masked:
    """Mask the question's one file into `sink`, which is given its bytes piece by piece; tell what was masked.

    Raises VOC-E101 to E106, E109 and E331 to E338 for files that cannot be read or masked; `sink` must
    throw away what it was given then.
    """
    path = Path(question.patterns[0]).expanduser()
    rewriting = open_rewriting(path)
    account = rewriting.account
    tally = _Tally()
    jobs = question.jobs if rewriting.size >= _WORTH_A_CREW else 1
    _, why = _tools(question)
    with crew(jobs) as workers:
        mask = _masker(partial(_mask_many, workers, question), question.policy, tally)
        sink(_watched(rewriting.chunks(mask), account, rewriting.size, progress))
    return Masked(
        path=question.patterns[0],
        kind=rewriting.kind,
        encoding=rewriting.encoding,
        rows=account.rows,
        cells=tally.cells,
        places=tuple(sorted(tally.places.items(), key=lambda item: (-item[1], item[0]))),
        columns=tuple(tally.columns.items()),
        remarks=(*filter(None, [why]), *map(t, account.remarks)),
        findings=tuple(account.findings),
    )


@lru_cache(maxsize=1)
def _tools(question: Question) -> tuple[Tokenizer, str]:
    """One tokenizer per process, and why it is not the fast one."""
    return build_tokenizer(question.tokenizer, question.words, question.cache_dir)


def _mask_many(workers: Crew, question: Question, texts: Sequence[str]) -> list[str]:
    """The texts masked, by whoever is there to do it."""
    distinct = list(dict.fromkeys(texts))
    pieces = [(question, distinct[i : i + _PIECE]) for i in range(0, len(distinct), _PIECE)]
    found = [text for piece in workers.map(_mask_piece, pieces) for text in piece]
    known = dict(zip(distinct, found, strict=True))
    return [known[text] for text in texts]


def _mask_piece(piece: tuple[Question, list[str]]) -> list[str]:
    question, texts = piece
    return mask_texts(texts, _tools(question)[0], question.policy)


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


def _masker(mask_many: Callable[[Sequence[str]], list[str]], policy: Policy, tally: _Tally) -> Mask:
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
        masked = mask_many([_unnamed(cells[i]) for i in free])
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
