"""The corridor of the codebook: opened with its lock, made from what was found, built anew."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Codebook, Lock, Plan, Profile, Side, Theme, Trial
from vocli.pipeline.analysis import Analysis, analyse
from vocli.pipeline.apply import middle_of
from vocli.pipeline.codebook_trials import try_examples
from vocli.pipeline.groundwork import first_lock, spell_terms, vectors_of
from vocli.pipeline.instruments import build_tools
from vocli.pipeline.question import Progress, Question, silent
from vocli.themes import (
    LETTERS,
    Found,
    Material,
    book_digest,
    build_lock,
    dump_lock,
    load_lock,
    new_codebook,
    parse_codebook,
)

_EXAMPLES = 6  # of a theme that is written down
_SHORTEST, _LONGEST = 10, 80  # characters of an example
_MASK = "〔"
_COLUMNS = {Side.COMPLAINT: ("theme_id", "theme_score"), Side.PRAISE: ("plus_id", "plus_score")}


def open_codebook(path: str, text: str, lock: str | None) -> Codebook:
    """The codebook with its lock. VOC-E350 to E352 where one cannot be read, E353 where there is no lock."""
    book = parse_codebook(text, path)
    if lock is None:
        raise no_lock(path)
    made = load_lock(lock, lock_path(path))
    return replace(book, lock=made, stale=made.digest != book_digest(book))


def no_lock(path: str) -> VocliError:
    """What to say where a codebook has no lock yet."""
    hint = t("codebook.no_lock_hint", path=path)
    return VocliError("VOC-E353", t("codebook.no_lock"), where=path, hint=hint)


def lock_path(path: str) -> str:
    """Where the lock of a codebook lies: codebook.toml has codebook.lock beside it."""
    return f"{path.removesuffix('.toml')}.lock"


def init_codebook(
    question: Question, owners: Sequence[str], path: str, progress: Progress = silent
) -> tuple[str, str, Analysis]:
    """Text and lock of a codebook whose themes are those found in the files, and what was found.

    VOC-E354 where there are too few voices for themes.
    """
    found = analyse(replace(question, needs=replace(question.needs, plus=True)), progress)
    themes, known = _themes(found, found.plan, Side.COMPLAINT)
    if found.plan.plus:
        praised, origin = _themes(found, found.plan.plus, Side.PRAISE)
        themes, known = [*themes, *praised], {**known, **origin}
    if not any(not theme.critical for theme in themes):
        text = t("codebook.too_few", n=found.facts.funnel.with_signal)
        raise VocliError("VOC-E354", text, hint=t("codebook.too_few_hint"))
    plan = found.plan
    material = Material(
        tokenizer=plan.tokenizer,
        encoder=plan.encoder,
        threshold=plan.threshold,
        idf={
            Side.COMPLAINT: plan.idf,
            Side.PRAISE: plan.plus.idf if plan.plus else {},
        },
        repeated=plan.repeated,
        found=known,
    )
    book = _written(themes, owners, path, material)
    kept = _without_stray(themes, try_examples(book, question))
    if kept != themes:
        book = _written(kept, owners, path, material)
    assert book.lock
    return book.text, dump_lock(book.lock), found


def _written(
    themes: Sequence[Theme], owners: Sequence[str], path: str, material: Material
) -> Codebook:
    book = parse_codebook(new_codebook(themes, owners), path)
    return replace(book, lock=build_lock(book, None, material))


def _without_stray(themes: Sequence[Theme], trials: Sequence[Trial]) -> list[Theme]:
    """The themes without examples that lie elsewhere when nothing else of their contact is heard."""
    stray = {(trial.theme_id, trial.text) for trial in trials if not trial.passed}
    return [
        replace(
            theme, examples=tuple(x for x in theme.examples if (theme.theme_id, x) not in stray)
        )
        for theme in themes
    ]


def build_codebook(
    book: Codebook,
    before: Lock | None,
    question: Question,
    progress: Progress = silent,
    found: Mapping[str, Found] | None = None,
) -> Lock:
    """The lock of a codebook as it is now, seats whose definition did not change as they were.

    The first lock is measured in the question's files; VOC-E353 where there are none. found: themes that
    discovery has just found.
    """
    if before is None:
        if not question.patterns:
            raise no_lock(book.path)
        return first_lock(book, question, progress)
    tools, _ = build_tools(question)
    material = Material(
        tokenizer=before.tokenizer,
        encoder=before.encoder,
        threshold=before.threshold,
        idf=before.idf,
        repeated=before.repeated,
        vectors=vectors_of(book, tools),
        found=found or {},
        spelled=spell_terms(book, before.idf, tools),
    )
    return build_lock(book, before, material)


def _themes(found: Analysis, plan: Plan, side: Side) -> tuple[list[Theme], dict[str, Found]]:
    """The themes of one side, the most contacts first and the critical one last, with their centroids."""
    facts = found.facts
    column, _ = _COLUMNS[side]
    held = facts.contacts[column].value_counts()
    order = sorted(
        plan.profiles, key=lambda p: (p.critical, -int(held.get(p.theme_id, 0)), p.theme_id)
    )
    themes, known = [], {}
    for number, profile in enumerate(order, 1):
        theme_id = f"{LETTERS[side]}{number:02d}"
        theme, known[theme_id] = drafted(found, profile, side, theme_id)
        themes.append(theme)
    return themes, known


def drafted(
    found: Analysis, profile: Profile, side: Side, theme_id: str, best: pd.DataFrame | None = None
) -> tuple[Theme, Found]:
    """The theme that a profile becomes, its examples taken from its own best placed voices (or from `best`)."""
    column, score = _COLUMNS[side]
    own = found.facts.voices[found.facts.voices[column] == profile.theme_id]
    if side is Side.PRAISE:
        own = own[~own["considered"]]
    if best is None:
        best = own.sort_values([score, "voice_id"], ascending=[False, True])
    theme = Theme(
        theme_id=theme_id,
        name=profile.name,
        side=side,
        critical=profile.critical,
        terms=profile.terms,
        examples=_examples(best),
    )
    middle = _middle(own[score].to_numpy()) if side is Side.PRAISE else 0.0
    return theme, Found(profile.centroid, middle)


def _middle(likeness: np.ndarray) -> float:
    middle = middle_of(likeness)
    return round(middle, 4) if np.isfinite(middle) else 9.0  # nothing is that alike


def _examples(best: pd.DataFrame) -> tuple[str, ...]:
    """The best placed sentences of a theme that can stand in a file: one a contact, no mask inside.

    Sentences that differ in their figures alone are one.
    """
    chosen: dict[str, str] = {}
    seen: set[str] = set()
    for text, contact in zip(best["text"], best["contact_id"], strict=True):
        line = " ".join(text.split())
        fits = _SHORTEST <= len(line) <= _LONGEST and _MASK not in line
        same = re.sub(r"\d", "0", line)
        if fits and contact not in chosen and same not in seen:
            chosen[contact] = line
            seen.add(same)
        if len(chosen) == _EXAMPLES:
            break
    return tuple(chosen.values())
