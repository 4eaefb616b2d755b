"""Which characters of a text the placeholders of its masked form stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

PLACEHOLDER = re.compile(r"〔[^〔〕\n]{1,12}〕")

# End of a literal -> (cost of the cheapest way there, end of the literal before).
_Ways = dict[int, tuple[int, int]]
_NONE = (1 << 62, -1)  # dearer than any way


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
    if not (text.startswith(literals[0]) and text.endswith(literals[-1])):
        return None
    price = _prices(wanted)
    steps: list[_Ways] = [{len(literals[0]): (0, -1)}]
    for literal in literals[1:-1]:
        starts = [i for i in range(1, len(text) - len(literal)) if text.startswith(literal, i)]
        steps.append(_extend(starts, literal, steps[-1], price, wanted))
    rest = len(text) - len(literals[-1])
    steps.append(_extend([rest], literals[-1], steps[-1], price, wanted))
    ends = [len(text)]
    for step in reversed(steps):
        if ends[-1] not in step:
            return None
        ends.append(step[ends[-1]][1])
    return ends[-2::-1]


def _prices(wanted: Sequence[int]) -> list[tuple[int, int]]:
    """(cost, wanted characters) of everything before each place in the text."""
    beside = 2 * len(wanted) + 1  # dearer than a cut in every wanted string and a vain swap at each
    costs = accumulate((0 if owner else beside for owner in wanted), initial=0)
    hits = accumulate((int(owner > 0) for owner in wanted), initial=0)
    return list(zip(costs, hits, strict=True))


def _extend(
    starts: Sequence[int],
    literal: str,
    ways: _Ways,
    price: Sequence[tuple[int, int]],
    wanted: Sequence[int],
) -> _Ways:
    """Every place where the literal may end after one more placeholder, with the cheapest way to it.

    Beside what it covers, a placeholder costs 1 where it covers nothing wanted, and 1 where it ends
    inside a wanted string that the next one goes on with.
    """
    found: _Ways = {}
    ends = sorted(ways)
    # The cheapest ends with fewer wanted characters before them than the start, and with as many.
    earlier = level = _NONE
    at = here = 0
    for start in starts:
        cost, hits = price[start]
        while (
            at < len(ends) and ends[at] < start
        ):  # a placeholder stands for one character at least
            offer = (ways[ends[at]][0] - price[ends[at]][0], ends[at])
            if price[ends[at]][1] > here:
                earlier, level, here = min(earlier, level), _NONE, price[ends[at]][1]
            level, at = min(level, offer), at + 1
        if hits > here:
            earlier, level, here = min(earlier, level), _NONE, hits
        so_far, end = min(earlier, (level[0] + 1, level[1]))
        if end >= 0:
            torn = not literal and start < len(wanted) and wanted[start - 1] == wanted[start] != 0
            found[start + len(literal)] = (so_far + cost + int(torn), end)
    return found
