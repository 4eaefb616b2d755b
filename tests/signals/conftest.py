"""How near two texts are, for the tests that keep sentences of a measure apart from seeds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import pytest

Near = Callable[[Sequence[str], Sequence[str]], list[tuple[str, str]]]


def grams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 4] for i in range(max(1, len(text) - 3)))


def find_near(texts: Sequence[str], others: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of different texts whose character 4-grams agree by more than 0.6 (Jaccard); only texts that share one are compared."""
    sets = [grams(text) for text in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    for at, held in enumerate(sets):
        for gram in held:
            holders[gram].append(at)
    pairs = []
    for other in others:
        own = grams(other)
        shared = Counter(at for gram in own for at in holders.get(gram, ()))
        pairs += [
            (texts[at], other)
            for at, n in shared.items()
            if texts[at] != other and n / (len(own) + len(sets[at]) - n) > 0.6
        ]
    return pairs


@pytest.fixture
def near() -> Near:
    """The search for near copies."""
    return find_near
