"""`signals`: counts of every signal, the trace of one voice, or a team's own labels."""

from __future__ import annotations

from vocli.model import Report
from vocli.pipeline.analysis import mark_all
from vocli.pipeline.learning import count_labels
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.report import signals_report
from vocli.pipeline.tracing import explain_report


def answer_signals(
    question: Question,
    *,
    per_voice: bool = False,
    explain: str = "",
    learned: tuple[str, str] = ("", ""),
    progress: Progress = silent,
) -> tuple[Report, tuple[str, ...]]:
    """The report that was asked for, and remarks.

    explain: id of a voice or contact. learned: (path, text) of a model that `signals learn` wrote.
    """
    path, text = learned
    if path:
        return count_labels(question, text, path, progress)
    found = mark_all(question, progress)
    if explain:
        return explain_report(found, explain), found.remarks
    return signals_report(found, per_voice), found.remarks
