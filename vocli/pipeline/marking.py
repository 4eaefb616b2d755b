"""`signals`: counts of every signal, the trace of one voice, or a team's own labels."""

from __future__ import annotations

from dataclasses import dataclass

from vocli.model import Insight, Report
from vocli.pipeline.analysis import mark_all
from vocli.pipeline.learning import count_labels
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.report import signals_report
from vocli.pipeline.tracing import explain_report


@dataclass(frozen=True)
class Answered:
    """The report, remarks, and the restricted list that a file of its own may hold."""

    report: Report
    remarks: tuple[str, ...]
    restricted: Insight | None = None


def answer_signals(
    question: Question,
    *,
    per_voice: bool = False,
    explain: str = "",
    learned: tuple[str, str] = ("", ""),
    progress: Progress = silent,
) -> Answered:
    """The report that was asked for.

    explain: id of a voice or contact. learned: (path, text) of a model that `signals learn` wrote.
    """
    path, text = learned
    if path:
        return Answered(*count_labels(question, text, path, progress))
    found = mark_all(question, progress)
    if explain:
        return Answered(explain_report(found, explain), found.remarks)
    return Answered(signals_report(found, per_voice), found.remarks, found.restricted)
