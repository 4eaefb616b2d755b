"""A theme's name: a short sentence that its customers say more than others do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from vocli.model import Profile, Tokenizer
from vocli.text import width
from vocli.themes.phrases import phrases

_LOOKED_AT = 200  # voices per theme: the best placed say what it is about
_WIDEST = 28  # display columns of a name
_CLAUSE = re.compile(
    r"[。、,.!?！？\n「」『』()()]|です|ます|ました|とのこと|とのお申し出|とのご|との由"
)


def name_profiles(
    profiles: Sequence[Profile],
    members: Sequence[NDArray[np.int64]],
    texts: Sequence[str],
    tokenizer: Tokenizer,
) -> tuple[Profile, ...]:
    """The profiles with names, no name twice. `members[i]` are the rows of `texts` behind profile i.

    A name is the phrase whose share in the theme, weighted by how much larger that is than elsewhere
    and by the profile's own terms, is greatest; without a repeated phrase it is a voice's own clause.
    """
    spoken = [
        [set(phrases(tokenizer.tokens(texts[row]))) for row in rows[:_LOOKED_AT]]
        for rows in members
    ]
    counts = [Counter(phrase for voice in voices for phrase in sorted(voice)) for voices in spoken]
    everywhere = Counter[str]()
    for count in counts:
        everywhere.update(count)
    voices = sum(len(v) for v in spoken)
    taken: set[str] = set()
    named = []
    order = sorted(range(len(profiles)), key=lambda i: (-len(members[i]), profiles[i].theme_id))
    names: dict[int, str] = {}
    for i in order:
        ranked = rank_phrases(counts[i], len(spoken[i]), everywhere, voices, profiles[i])
        own = [texts[row] for row in members[i][:_LOOKED_AT]]
        names[i] = _first_free([*ranked, *_clauses(own, profiles[i]), profiles[i].theme_id], taken)
        taken.add(names[i])
    for i, profile in enumerate(profiles):
        named.append(replace(profile, name=names[i]))
    return tuple(named)


def rank_phrases(
    count: Counter[str], size: int, everywhere: Counter[str], voices: int, profile: Profile
) -> list[str]:
    """The theme's phrases that at least two voices share, best name first."""
    weights = dict(profile.terms)
    scored = []
    for phrase, n in count.items():
        if n < 2 or width(phrase) > _WIDEST:
            continue
        here = n / size
        elsewhere = (everywhere[phrase] - n + 0.5) / max(1, voices - size + 1)
        covered = sum(weight for term, weight in weights.items() if _speaks_of(phrase, term))
        scored.append((-(n**0.5) * np.log1p(here / elsewhere) * (0.2 + covered), phrase))
    return [phrase for _, phrase in sorted(scored)]


def _speaks_of(phrase: str, term: str) -> bool:
    return term in phrase or (len(term) > 2 and term[:-1] in phrase)


def _clauses(texts: Sequence[str], profile: Profile) -> list[str]:
    """Clauses of the voices themselves, those that hold the theme's terms first."""
    weights = dict(profile.terms)
    found = []
    for rank, text in enumerate(texts[:40]):
        for clause in _CLAUSE.split(text):
            words = clause.strip()
            if not 8 <= width(words) <= _WIDEST or "〔" in words:
                continue
            covered = sum(weight for term, weight in weights.items() if _speaks_of(words, term))
            found.append((-round(covered, 4), rank, words))
    return [words for _, _, words in sorted(found)]


def _first_free(candidates: Sequence[str], taken: set[str]) -> str:
    return next(name for name in candidates if name not in taken)
