"""点数が尺度の外にあります。列のずれ、無回答の符号(99など)、別の尺度の混入が考えられます。

推奨度は0から10。満足度などは、答えのほとんどが収まる尺度(1から5、1から7、0から10)で見ます。

悪い例: 推奨度 11、5段階の満足度 6
良い例: 10 とても薦めたい、５点
"""

from __future__ import annotations

from collections.abc import Iterator

from vocli.checks.answers import AnswerWalk
from vocli.checks.check import Rule
from vocli.checks.told import told
from vocli.model import Finding, Severity, Sheet
from vocli.stats.answers import Answer, find_scale, plain_number


class ScoreRange(AnswerWalk):
    """Numbers outside the scale of their column."""

    def judge(self, sheet: Sheet, field: str, answers: list[Answer]) -> Iterator[Finding]:
        """One finding per number, at the line where it first stands."""
        scale = find_scale(field, answers)
        if scale is None:
            return
        low, high = scale
        outside: dict[float, list[int]] = {}
        for answer in answers:
            if answer.number is not None and not low <= answer.number <= high:
                known = outside.setdefault(answer.number, [0, answer.line])
                known[0] += answer.count
        for number, (count, line) in sorted(outside.items(), key=lambda item: item[1][1]):
            yield told(
                RULE,
                sheet.path,
                line,
                sheet.columns[field],
                header=sheet.columns[field],
                number=plain_number(number),
                count=count,
                low=plain_number(low),
                high=plain_number(high),
            )


RULE = Rule("VOC050", "score_range", Severity.ERROR, ScoreRange, __doc__)
