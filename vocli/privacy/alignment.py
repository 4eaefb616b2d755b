"""Which characters of a text the placeholders of its masked form stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

PLACEHOLDER = re.compile(r"〔[^〔〕\n]{1,12}〕")

# End of a literal -> (cost of the cheapest way there, end of the literal before).
_Ways = dict[int, tuple[int, int]]


class Swap(NamedTuple):
    """Characters of the original text, start to end, for which a placeholder stands."""

    start: int
    end: int
    placeholder: str


def align(text: str, masked: str, wanted: Sequence[int]) -> list[Swap] | None:
    """The swaps that turn `text` into `masked`; None if they differ in more than placeholders.

    `wanted` numbers the characters of `text` by the string that should vanish, 0 for none. Where several
    readings fit, the one is taken that covers most wanted characters and cuts between strings; the
    leftmost of those. A placeholder that was in the text already stands for itself and is left out.
    """
    literals = PLACEHOLDER.split(masked)
    placeholders = PLACEHOLDER.findall(masked)
    if not placeholders:
        return [] if text == masked else None
    ends = _fit(text, literals, wanted)
    if ends is None:
        return None
    starts = [end - len(literal) for end, literal in zip(ends, literals, strict=True)]
    swaps = [Swap(ends[i], starts[j], placeholders[i]) for i, j in pairwise(range(len(literals)))]
    return [swap for swap in swaps if text[swap.start : swap.end] != swap.placeholder]


def _fit(text: str, literals: Sequence[str], wanted: Sequence[int]) -> list[int] | None:
    """The end of each literal in `text`, one character or more apart, at the least cost; None if none fit."""
    if not text.startswith(literals[0]):
        return None
    beside = len(text) + 1  # dearer than a cut inside every wanted string
    price = list(accumulate((0 if owner else beside for owner in wanted), initial=0))
    steps: list[_Ways] = [{len(literals[0]): (0, -1)}]
    for literal in literals[1:-1]:
        steps.append(_extend(text, literal, steps[-1], price, wanted))
    rest = len(text) - len(literals[-1])
    if rest < 1 or not text.endswith(literals[-1]):
        return None
    ways = [(cost - price[end], end) for end, (cost, _) in steps[-1].items() if end < rest]
    if not ways:
        return None
    ends = [len(text), min(ways)[1]]
    for step in steps[:0:-1]:
        ends.append(step[ends[-1]][1])
    return ends[::-1]


def _extend(
    text: str, literal: str, ways: _Ways, price: Sequence[int], wanted: Sequence[int]
) -> _Ways:
    """Every place where the literal may end after one more placeholder, with the cheapest way to it."""
    found: _Ways = {}
    cheapest: tuple[int, int] | None = None
    for start in range(1, len(text) - len(literal)):
        before = start - 1  # a placeholder stands for one character at least
        if before in ways:
            offer = (ways[before][0] - price[before], before)
            cheapest = offer if cheapest is None else min(cheapest, offer)
        if cheapest is None or not text.startswith(literal, start):
            continue
        torn = not literal and wanted[before] == wanted[start] != 0
        found[start + len(literal)] = (cheapest[0] + price[start] + int(torn), cheapest[1])
    return found
