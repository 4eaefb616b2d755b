"""A codebook held against its own sentences: does each example fall where its author says it does?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from vocli import __version__
from vocli.errors import ExitCode
from vocli.insights import codebook as tables
from vocli.messages import t
from vocli.model import Codebook, Finding, Lock, Report, Run, Severity, Side, Theme, Trial
from vocli.pipeline.instruments import build_tools
from vocli.pipeline.placing import place_voices
from vocli.pipeline.planning import book_plan
from vocli.pipeline.prepared import Prepared
from vocli.pipeline.question import Question, silent
from vocli.pipeline.survey import mark_voices
from vocli.pipeline.texts import scoped_texts
from vocli.signals import holds


def test_report(book: Codebook, question: Question) -> Report:
    """How every sentence fared; the exit code says whether one lies where it must not."""
    trials = try_examples(book, question)
    failed = any(not trial.passed for trial in trials)
    return Report(
        run=run_of("codebook test", book, question),
        insights=(tables.tried(book, trials), *([tables.missed(book, trials)] if failed else [])),
        findings=tuple(_finding(book, trial) for trial in trials if not trial.passed),
        exit_code=ExitCode.FINDINGS if failed else ExitCode.OK,
    )


def _finding(book: Codebook, trial: Trial) -> Finding:
    """Which sentence missed; its words stand in the table, for they are the team's own."""
    theme = book.theme(trial.theme_id)
    kind = "example" if trial.example else "counter_example"
    told = {"id": trial.theme_id, "number": trial.number, "placed": trial.placed or "-"}
    return Finding(
        "VOC-F178",
        Severity.ERROR,
        t(f"codebook.missed_{kind}", **told),
        path=book.path,
        row=theme.line if theme else None,
    )


def try_examples(book: Codebook, question: Question) -> tuple[Trial, ...]:
    """Where each example and counter-example of the living themes lies, in the order of the file.

    Each is read as a contact of its own, through the same stations as a customer's voice.
    """
    assert book.lock
    told = [
        (theme, example, number, text)
        for theme in book.living()
        for example, texts in ((True, theme.examples), (False, theme.counter_examples))
        for number, text in enumerate(texts, 1)
    ]
    tools, _ = build_tools(question)
    asked = replace(question, signal="any", codebook=None)
    scoped = scoped_texts([text for *_, text in told])
    prepared, _ = mark_voices(scoped, asked, tools, silent, book.lock.repeated)
    sides = {side: _placed(book, side, prepared, len(told)) for side in Side}
    return tuple(
        Trial(theme.theme_id, example, number, text, *_best(theme, sides[theme.side][i]))
        for i, (theme, example, number, text) in enumerate(told)
    )


def run_of(command: str, book: Codebook, question: Question) -> Run:
    """What a report about a codebook alone says of its making."""
    lock: Lock | None = book.lock
    versions = [("vocli", __version__)]
    if lock:
        versions += [("tokenizer", lock.tokenizer), ("encoder", lock.encoder or "-")]
    return Run(command, "", (("codebook", book.path),), tuple(versions), ())


def _placed(
    book: Codebook, side: Side, prepared: Prepared, texts: int
) -> list[list[tuple[str, float]]]:
    """For each text the themes of its voices with their likeness."""
    assert book.lock
    signal = "plus" if side is Side.PRAISE else "complaint"
    plan = book_plan(book, signal)
    rows = np.flatnonzero(prepared.of_voice >= 0)
    placed = place_voices(prepared, plan, rows)
    ids = placed.ids
    if side is Side.COMPLAINT:
        ids = _critical(book, prepared, rows, ids)
    found: list[list[tuple[str, float]]] = [[] for _ in range(texts)]
    contacts = prepared.frame["contact_id"].to_numpy()
    for row, theme_id, value in zip(rows, ids, placed.score, strict=True):
        found[int(contacts[row])].append((str(theme_id), round(float(value), 2)))
    return found


def _critical(
    book: Codebook, prepared: Prepared, rows: NDArray[np.int64], ids: NDArray[np.object_]
) -> NDArray[np.object_]:
    """Voices about safety lie in the critical theme, as in every run."""
    critical = next((x.theme_id for x in book.living(Side.COMPLAINT) if x.critical), "")
    if not critical:
        return ids
    unsafe = holds(prepared.scores, "safety").to_numpy(dtype=bool)[rows]
    return np.where(unsafe, critical, ids)


def _best(theme: Theme, placed: Sequence[tuple[str, float]]) -> tuple[str, float]:
    """Where a sentence lies: in its own theme if a part of it does, else where its surest part does."""
    own = [pair for pair in placed if pair[0] == theme.theme_id]
    found = [pair for pair in placed if pair[0]]
    return max(own or found or [("", 0.0)], key=lambda pair: (pair[1], pair[0]))
