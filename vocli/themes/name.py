"""A theme's name: a short sentence that its customers say more than others do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from vocli.model import Encoder, Profile, Tools
from vocli.text import width
from vocli.themes.phrases import phrases

LOOKED_AT = 200  # voices per theme: the best placed say what it is about
_CANDIDATES = 24  # phrases per theme that are compared by meaning
_NARROWEST, _WIDEST = 8, 28  # display columns of a name
_MEANING = 3.0  # weight of the phrase's likeness to the theme beside its frequency and its terms
_APPEAL = 2.0  # weight of being a complaint (a request, thanks ...) by itself
_SUPPORT = 0.015  # of the voices looked at must say a name, two at least: a striking single voice names no theme
_CLAUSE = re.compile(r"[。、,.!?！？\n「」『』()()]")
_MASKED = re.compile(r"[〔〕]")


Appeal = Callable[[Sequence[str], NDArray[np.int8]], NDArray[np.float64]]


@dataclass(frozen=True)
class Spoken:
    """The phrases of one theme's voices, and how often each stands there."""

    counts: Counter[str]
    voices: int


def name_profiles(
    profiles: Sequence[Profile],
    spoken: Sequence[Sequence[str]],
    tools: Tools,
    appeal: Appeal,
) -> tuple[Profile, ...]:
    """The profiles with names, no name twice. `spoken[i]` are voices of profile i, best first.

    A name is a phrase (noun, particle, predicate) of the theme's own voices: often said here and seldom
    elsewhere, rich in the theme's terms, and close in meaning to its centroid but to no other's.
    Without any phrase it is a clause of a voice, whole or its end; then the heaviest terms. `appeal` says of phrases and their vectors how much
    each is the kind of voice that is grouped (0..1): a theme of complaints is named by a complaint.
    """
    counted = [_spoken(own[:LOOKED_AT], tools) for own in spoken]
    everywhere = Spoken(
        sum((s.counts for s in counted), Counter[str]()), sum(s.voices for s in counted)
    )
    ranked = [
        rank_phrases(own, everywhere, profile)
        for own, profile in zip(counted, profiles, strict=True)
    ]
    if tools.encoder is not None:
        ranked = _by_meaning(ranked, profiles, tools.encoder, appeal)
    names: dict[int, str] = {}
    for i in sorted(range(len(profiles)), key=lambda i: (-len(spoken[i]), profiles[i].theme_id)):
        own = spoken[i][:LOOKED_AT]
        candidates = chain(
            (phrase for _, phrase in ranked[i]),
            _clauses(own, profiles[i]),
            _endings(own, profiles[i], tools),
            _joined_terms(profiles[i]),
            [profiles[i].theme_id],
        )
        names[i] = _first_free(candidates, set(names.values()))
    return tuple(replace(profile, name=names[i]) for i, profile in enumerate(profiles))


def rank_phrases(own: Spoken, everywhere: Spoken, profile: Profile) -> list[tuple[float, str]]:
    """The theme's phrases with their scores, best first, at most _CANDIDATES.

    Score = log2(1 + voices) x log(1 + share here / share elsewhere) x (0.2 + weight of its terms).
    """
    weights = dict(profile.terms)
    scored = []
    least = max(2, _SUPPORT * own.voices)
    # A theme in which no two voices say the same is named by what one of them says.
    enough = {phrase: n for phrase, n in own.counts.items() if n >= least} or own.counts
    for phrase, n in enough.items():
        if width(phrase) > _WIDEST:
            continue
        here = n / own.voices
        rest = max(1, everywhere.voices - own.voices + 1)
        elsewhere = (everywhere.counts[phrase] - n + 0.5) / rest
        covered = sum(weight for term, weight in weights.items() if speaks_of(phrase, term))
        score = np.log2(1 + n) * np.log1p(here / elsewhere) * (0.2 + covered)
        scored.append((round(float(score), 6), phrase))
    return sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:_CANDIDATES]


def speaks_of(phrase: str, term: str) -> bool:
    """True if the phrase holds the term, or all but the ending of a longer one (inflection)."""
    return term in phrase or (len(term) > 2 and term[:-1] in phrase)


def _spoken(texts: Sequence[str], tools: Tools) -> Spoken:
    counts = Counter(
        phrase for text in texts for phrase in sorted(set(phrases(tools.tokenizer.tokens(text))))
    )
    return Spoken(counts, max(1, len(texts)))


def _by_meaning(
    ranked: list[list[tuple[float, str]]],
    profiles: Sequence[Profile],
    encoder: Encoder,
    appeal: Appeal,
) -> list[list[tuple[float, str]]]:
    """The candidates again, scored by frequency and terms plus their likeness to the theme.

    Likeness is the cosine to the own centroid less half of the greatest cosine to another theme's.
    """
    distinct = sorted({phrase for theme in ranked for _, phrase in theme})
    if not distinct:
        return ranked
    encoded = encoder.encode(distinct)
    appealing = appeal(distinct, encoded)
    vectors = encoded.astype(np.float64)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    row = {phrase: i for i, phrase in enumerate(distinct)}
    size = vectors.shape[1]
    centroids = np.stack(
        [p.centroid if p.centroid is not None else np.zeros(size) for p in profiles]
    )
    cosine = vectors @ centroids.astype(np.float64).T
    out = []
    for i, theme in enumerate(ranked):
        best = max((score for score, _ in theme), default=1.0) or 1.0
        others = np.delete(cosine, i, axis=1).max(axis=1) if len(profiles) > 1 else 0 * cosine[:, i]
        likeness = cosine[:, i] - 0.5 * others
        worth = _MEANING * likeness + _APPEAL * appealing
        again = [(round(score / best + float(worth[row[p]]), 6), p) for score, p in theme]
        out.append(sorted(again, key=lambda pair: (-pair[0], pair[1])))
    return out


def _clauses(texts: Sequence[str], profile: Profile) -> Iterator[str]:
    """Clauses of the voices themselves, those that hold the theme's terms first."""
    short = [c for c in _cut(texts) if _NARROWEST <= width(c) <= _WIDEST]
    yield from _by_terms(short, profile)


def _endings(texts: Sequence[str], profile: Profile, tools: Tools) -> Iterator[str]:
    """The ends of clauses that are too long, from a particle on: what is said stands at the end."""
    found = []
    for clause in _cut(texts):
        if width(clause) <= _WIDEST:
            continue
        tokens = tools.tokenizer.tokens(clause)
        for i, token in enumerate(tokens):
            end = "".join(t.surface for t in tokens[i + 1 :])
            if token.pos.startswith("助詞") and width(end) <= _WIDEST:
                found += [end] if width(end) >= _NARROWEST else []
                break
    yield from _by_terms(found, profile)


def _joined_terms(profile: Profile) -> Iterator[str]:
    """Two or three of the heaviest terms, none a part of another: a list, no sentence."""
    chosen: list[str] = []
    for term, _ in profile.terms:
        apart = not any(term in other or other in term for other in chosen)
        if apart and width("・".join([*chosen, term])) <= _WIDEST:
            chosen.append(term)
    for count in (2, 3):
        if chosen[:count]:
            yield "・".join(chosen[:count])


def _cut(texts: Sequence[str]) -> Iterator[str]:
    """The clauses of the texts that hold no mask."""
    for text in texts:
        for clause in _CLAUSE.split(text):
            if clause.strip() and not _MASKED.search(clause):
                yield clause.strip()


def _by_terms(clauses: Sequence[str], profile: Profile) -> list[str]:
    """The clauses that hold the theme's heaviest terms first, else in their order."""
    weights = dict(profile.terms)

    def covered(clause: str) -> float:
        return round(sum(w for term, w in weights.items() if speaks_of(clause, term)), 4)

    return sorted(clauses, key=lambda clause: -covered(clause))


def _first_free(candidates: Iterable[str], taken: set[str]) -> str:
    return next(name for name in candidates if name not in taken)
