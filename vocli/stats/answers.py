"""Answers to score questions: the numbers in cells such as 「5 とても満足」 and 「10点」, and their scale."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_NUMBER = re.compile(r"(?<![\d.])[-\u2212]?\d+(?:\.\d+)?")
_STARS = re.compile("[\u2605\u2606]{1,10}")
_UNANSWERED = re.compile(
    r"[-\u2010-\u2015_/.*]*|n/?a|null|none|nan|#n/a|[未無]回答|回答なし|回答しない|なし|空白|対象外|該当なし"
    r"|(?:分|わ)から(?:ない|ず)|スキップ|skip|no answer|unanswered",
    re.IGNORECASE,
)
_SCALES = ((1.0, 5.0), (1.0, 7.0), (1.0, 10.0), (0.0, 10.0), (0.0, 100.0))
_STRAY = 0.05  # of the answers may lie outside the scale
_FEW = 10  # answers from which one may lie outside
_UTMOST = re.compile(
    r"とても|大変|たいへん|非常に|大いに|最も|\b(?:very|extremely|completely)\b", re.I
)
_PLEASED = re.compile(r"(?:満足|良い|よい|良かった|satisfied|good)", re.I)
_DENIED = re.compile(
    r"(?:不満|満足して(?:い)?な|満足でな|満足できな|悪い|悪かった|dissatisfied|not |bad)", re.I
)
_YES = re.compile(r"(?:はい|した|解決済み?|1回で.*した|yes|y|true|1|できた|解決)", re.I)
_NO = re.compile(
    r"(?:いいえ|no|n|false|0|2|.*(?:していない|しなかった|できなかった|できていない|しない|未解決|not ).*)",
    re.I,
)


@dataclass(frozen=True)
class Answer:
    """A distinct cell: how often it stands in the column, its first line, the number in it (None for words)."""

    cell: str
    count: int
    line: int
    number: float | None

    @property
    def labelled(self) -> bool:
        """True where more stands in the cell than a number and a unit."""
        return bool(_NUMBER.sub("", _fold(self.cell)).strip(" 点.:()"))


@dataclass(frozen=True)
class Scale:
    """The numbers that an answer may be, both ends included; `turned` where the low end is the good one."""

    low: float
    high: float
    turned: bool = False

    def holds(self, number: float) -> bool:
        """True for a whole number within the scale."""
        return self.low <= number <= self.high and number == int(number)

    def value(self, number: float) -> float:
        """The number with the good end up."""
        return self.low + self.high - number if self.turned else number


def number_in(cell: str) -> float | None:
    """The first number in a cell, or its number of full stars; None for words and for no answer."""
    text = _fold(cell).replace("\u2212", "-")
    found = _NUMBER.search(text)
    if found:
        sign = found.group().startswith("-") and found.start() == 0
        return float(found.group()) if sign else float(found.group().lstrip("-"))
    stars = _STARS.search(cell)
    return float(stars.group().count("\u2605")) if stars else None


def is_answer(cell: str) -> bool:
    """False for a blank and for what stands for no answer."""
    return not _UNANSWERED.fullmatch(_fold(cell).strip())


def yes_or_no(cell: str) -> bool | None:
    """Whether a cell says that it was solved; None for anything else."""
    text = _fold(cell).strip(" 。.")
    if _NO.fullmatch(text):
        return False
    return True if _YES.fullmatch(text) else None


def answers_of(cells: Mapping[str, int]) -> list[Answer]:
    """The answers among cells that stand so many times each, in the order of the cells."""
    return [Answer(c, n, 0, number_in(c)) for c, n in sorted(cells.items()) if is_answer(c)]


def find_scale(field: str, answers: Iterable[Answer]) -> tuple[float, float] | None:
    """The scale of a column: 0-10 for NPS, else the first usual scale that holds all but stray numbers.

    Numbers outside with a label of their own (「7 とても満足」) are no strays. None where no scale fits.
    """
    if field == "nps":
        return 0.0, 10.0
    numbers = [a for a in answers if a.number is not None]
    total = sum(a.count for a in numbers)
    for low, high in _SCALES:
        outside = [a for a in numbers if not low <= (a.number or 0.0) <= high]
        stray = max(1.0 if total >= _FEW else 0.0, _STRAY * total)
        if sum(a.count for a in outside) <= stray and not any(a.labelled for a in outside):
            return low, high
    return None


def settle_scale(field: str, answers: Iterable[Answer]) -> Scale | None:
    """The scale with its direction; a top label (「4 とても満足」) ends it, satisfaction may begin at 1."""
    known = [*answers]
    found = find_scale(field, known)
    if found is None:
        return None
    low, high = found
    if field != "csat":
        return Scale(low, high)
    best = [a.number for a in known if a.number is not None and _is_best(a.cell)]
    worst = [a.number for a in known if a.number is not None and _is_worst(a.cell)]
    turned = bool(best and worst and min(worst) > max(best)) or (best == [low] and not worst)
    top = worst if turned else best
    if len(top) == 1 and low < top[0] < high:
        high = top[0]
    return Scale(low, high, turned)


def plain_number(number: float) -> str:
    """3 for 3.0, 3.5 for 3.5."""
    return f"{number:g}"


def _is_best(cell: str) -> bool:
    text = _fold(cell)
    return bool(_UTMOST.search(text) and _PLEASED.search(text)) and not _DENIED.search(text)


def _is_worst(cell: str) -> bool:
    text = _fold(cell)
    return bool(_UTMOST.search(text) and _DENIED.search(text))


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    return folded if folded.isprintable() else "".join(ch for ch in folded if ch.isprintable())
