"""Which themes and kinds of voice move a score, and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vocli.insights.drivers_change import changes
from vocli.insights.drivers_factors import SPOKEN, Study, source_of, study
from vocli.insights.drivers_judge import Judged, decide, estimate, in_order
from vocli.insights.drivers_scores import (
    LEAVING,
    WITHIN,
    Outcome,
    asked_score,
    others,
    outcome_of,
)
from vocli.insights.drivers_table import Part, table_of
from vocli.model import Asked, Facts, Insight, Needs, Note

NEEDS = Needs(
    columns=(("csat", "nps", "ces", "ease", "churned_at"),),
    signals=(*SPOKEN, *LEAVING),
    themes=True,
)
GROUP_LEAST = 50  # answers of a label of --by below which it is not told
_FEW_TO_MOVE = 20  # answers below which nothing can be said at all


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """One row per factor, by label of --by where asked; with --compare a second table of the differences.

    options: score ("" = the one with the most answers), within (days, for churn).
    """
    if facts.contacts.empty:
        return ()
    score = str(asked.options.get("score") or "")
    within = int(asked.options.get("within") or WITHIN)
    windows = (facts,) if asked.earlier is None else (facts, asked.earlier)
    outcome = outcome_of(facts, asked_score(windows, score), within, asked.as_of)
    heard = source_of(facts, outcome)
    whole = study(facts, outcome, heard)
    parts, small = _parts(facts, outcome, whole, bool(asked.by))
    judged = _judge_all(parts, outcome)
    main = table_of(list(zip(parts, judged, strict=True)), outcome, bool(asked.by))
    notes = (*_cut(main, judged), *_notes(facts, outcome, whole, judged), *_small(small))
    main = replace(
        main,
        title=_title(whole, outcome),
        notes=notes,
        n_input=len(facts.contacts),
        n_used=len(whole.score),
    )
    if asked.earlier is None or asked.by:
        return (main,)
    before = outcome_of(asked.earlier, outcome.score, within, asked.as_of)
    earlier = study(asked.earlier, before, heard)
    return main, changes(whole, earlier, outcome)


def _parts(
    facts: Facts, outcome: Outcome, whole: Study, split: bool
) -> tuple[list[Part], list[tuple[str, int]]]:
    """What is judged, the whole alone or every label with enough answers; and the labels that have too few."""
    if not split:
        return [Part("", whole)], []
    contacts = facts.contacts
    order = "by_order" if "by_order" in contacts else "by"
    known = contacts.loc[contacts["by"] != "", [order, "by"]].drop_duplicates()
    labels = [str(text) for _, text in sorted(known.itertuples(index=False, name=None))]
    parts, small = [], []
    for label in labels:
        kept = contacts["by"] == label
        values = outcome.values[kept].reset_index(drop=True)
        own = study(facts.of(kept), replace(outcome, values=values), whole.heard)
        if len(own.score) >= GROUP_LEAST:
            parts.append(Part(label, own))
        elif len(own.score):
            small.append((label, len(own.score)))
    return parts, small


def _judge_all(parts: Sequence[Part], outcome: Outcome) -> list[list[Judged]]:
    """The factors of every part in order; what is tested in all parts is corrected together."""
    if not parts:
        return []
    estimated = [estimate(part.study) for part in parts]
    flat = [j for one in estimated for j in one]
    answers = [len(p.study.score) for p, one in zip(parts, estimated, strict=True) for _ in one]
    decided = iter(decide(flat, outcome.size, answers))
    return [in_order([next(decided) for _ in one], outcome) for one in estimated]


def _title(whole: Study, outcome: Outcome) -> Note:
    values: dict[str, object] = {
        "score": Note(f"drivers.score.{outcome.score}"),
        "n": len(whole.score),
    }
    if not len(whole.score):
        return Note("drivers.title_none", values)
    key = "drivers.title_churn" if outcome.is_share else "drivers.title"
    return Note(key, values | {"mean": float(whole.score.mean())})


def _cut(main: Insight, judged: Sequence[Sequence[Judged]]) -> tuple[Note, ...]:
    """What a screen does not show, and what a split table does not hold."""
    total = sum(len(one) for one in judged)
    if len(main.table) < total:
        return (Note("drivers.few_left_out", {"k": total - len(main.table)}),)
    if main.shown is not None and main.shown < total:
        return (Note("drivers.rest", {"k": total - main.shown}, screen_only=True),)
    return ()


def _notes(
    facts: Facts, outcome: Outcome, whole: Study, judged: Sequence[Sequence[Judged]]
) -> tuple[Note, ...]:
    told = [j for one in judged for j in one]
    claimed = any(j.verdict in {"raises", "lowers"} for j in told)
    open_ = sum(j.verdict == "undecided" for j in told)
    notes = [note for note in outcome.notes if note.key == "drivers.direction"]
    if len(whole.score) < _FEW_TO_MOVE:
        notes.append(Note("drivers.too_few", {"n": len(whole.score), "least": _FEW_TO_MOVE}))
    elif not claimed:
        notes.append(Note("drivers.nothing"))
    if open_:
        notes.append(Note("drivers.undecided", {"size": _size(outcome), "k": open_}))
    notes.append(_how(whole))
    if outcome.low_is_good:
        notes.append(Note(f"drivers.low_is_good_{outcome.score}"))
    notes.append(Note(f"drivers.heard_{whole.heard}"))
    if whole.silent:
        notes.append(Note(f"drivers.silent_{whole.heard}", {"n": whole.silent}))
    notes += [note for note in outcome.notes if note not in notes]
    notes.append(Note("drivers.no_cause"))
    also = others(facts, outcome.score)
    if also:
        names = [
            Note("drivers.also_one", {"name": Note(f"drivers.score.{k}"), "key": k}) for k in also
        ]
        notes.append(Note("drivers.also", {"scores": names}, screen_only=True))
    return tuple(notes)


def _how(whole: Study) -> Note:
    """What is held equal when the difference is taken."""
    adjusted = [Note(f"drivers.adjusted_{name}") for name in whole.adjusted]
    return Note("drivers.how", {"equal": [*adjusted, Note("drivers.adjusted_others")]})


def _size(outcome: Outcome) -> Note:
    if outcome.is_share:
        return Note("drivers.size_points", {"n": f"{100 * outcome.size:g}"})
    return Note("drivers.size", {"n": f"{outcome.size:g}"})


def _small(small: Sequence[tuple[str, int]]) -> tuple[Note, ...]:
    if not small:
        return ()
    parts = [Note("drivers.label_count", {"label": label, "n": n}) for label, n in small]
    return (Note("drivers.small_labels", {"least": GROUP_LEAST, "labels": parts}),)
