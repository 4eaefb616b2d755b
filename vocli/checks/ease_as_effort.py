"""努力度(低いほど良い)として読んだ列が、容易度(高いほど良い)のようです。良し悪しが逆になります。

悪い例: 努力度に「簡単さ」の列を当てた、または「5 とても簡単だった」という答えがある
良い例: 1 まったく手間がかからなかった、5 とても手間がかかった
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.checks.answers import AnswerWalk
from vocli.checks.check import Rule
from vocli.checks.told import told
from vocli.model import Finding, Severity, Sheet
from vocli.stats.answers import Answer, find_scale
from vocli.text import nfkc

_EASE = re.compile(
    r"簡単|容易|かんたん|カンタン|やさし[いさ]|易し[いさ]|手軽|スムーズ|\beas(?:y|ily|e|iness)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?:簡単|容易|かんたん|カンタン|手軽|スムーズ)(?:に|で|では|じゃ)?(?:は)?な(?:い|か)|\bnot easy\b|difficult",
    re.IGNORECASE,
)


class EaseAsEffort(AnswerWalk):
    """Effort columns whose header or whose high answers speak of ease."""

    fields = ("ces",)

    def judge(self, sheet: Sheet, field: str, answers: list[Answer]) -> Iterator[Finding]:
        """One finding per column."""
        column = sheet.columns[field]
        scale = find_scale(field, answers)
        middle = sum(scale) / 2 if scale else None
        high = [
            a
            for a in answers
            if a.number is not None
            and middle is not None
            and a.number > middle
            and speaks_of_ease(a.cell)
        ]
        if speaks_of_ease(column) or high:
            yield told(RULE, sheet.path, high[0].line if high else None, column, header=column)


def speaks_of_ease(text: str) -> bool:
    """True for 簡単, 容易, easy and the like, but not where they are denied."""
    plain = nfkc(text).replace("_", " ")
    return bool(_EASE.search(plain)) and not _NOT.search(plain)


RULE = Rule("VOC054", "ease_as_effort", Severity.ERROR, EaseAsEffort, __doc__)
