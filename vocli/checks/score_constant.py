"""点数の列がすべて同じ値です。既定値のまま書き出されているおそれがあります。

20件以上の答えがあるときだけ見ます。

悪い例: 286件の満足度がすべて 3
良い例: 5件の満足度がすべて 5
"""

from __future__ import annotations

from collections.abc import Iterator

from vocli.checks.answers import AnswerWalk
from vocli.checks.check import Rule
from vocli.checks.told import told
from vocli.model import Finding, Severity, Sheet
from vocli.stats.answers import Answer

_LEAST = 20


class ScoreConstant(AnswerWalk):
    """Columns of many answers with one value."""

    def judge(self, sheet: Sheet, field: str, answers: list[Answer]) -> Iterator[Finding]:
        """One finding per column."""
        count = sum(a.count for a in answers)
        values = {a.cell if a.number is None else a.number for a in answers}
        if len(values) == 1 and count >= self.context.threshold(RULE.key, "answers", _LEAST):
            column = sheet.columns[field]
            yield told(RULE, sheet.path, column=column, count=count, header=column)


RULE = Rule(
    "VOC052",
    "score_constant",
    Severity.WARNING,
    ScoreConstant,
    __doc__,
    thresholds={"answers": _LEAST},
)
