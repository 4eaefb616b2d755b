"""推奨度が整数ではありません。平均した値か、別の列が入っています。

悪い例: 3.5
良い例: 8、8.0
"""

from __future__ import annotations

from collections.abc import Iterator

from vocli.checks.answers import AnswerWalk
from vocli.checks.check import Rule
from vocli.checks.told import told
from vocli.model import Finding, Severity, Sheet
from vocli.stats.answers import Answer


class ScoreFraction(AnswerWalk):
    """NPS answers between two numbers."""

    fields = ("nps",)

    def judge(self, sheet: Sheet, field: str, answers: list[Answer]) -> Iterator[Finding]:
        """One finding per column, at the first such line."""
        found = [a for a in answers if a.number is not None and a.number != int(a.number)]
        if found:
            column = sheet.columns[field]
            count = sum(a.count for a in found)
            yield told(RULE, sheet.path, found[0].line, column, header=column, count=count)


RULE = Rule("VOC051", "score_fraction", Severity.ERROR, ScoreFraction, __doc__)
