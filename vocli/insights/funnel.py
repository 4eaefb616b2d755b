"""What was read, what was left out, and what is counted: the head of every screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from vocli.insights import beside
from vocli.model import Column, Facts, Insight, Kind, Note, Plan, Source, VoiceKind


def build(facts: Facts, sources: Sequence[Source], plan: Plan, *, themed: bool = True) -> Insight:
    """The funnel as label and sentence; its numbers are `facts.funnel`.

    Without `themed` it ends at the contacts in scope: nothing was grouped or compared.
    """
    rows: list[tuple[str, Note]] = [_read(facts, sources), _scope(facts)]
    rows += [*_whose_words(sources), *_unknown(sources)]
    rows += beside.lines(facts.side)
    if themed:
        rows += [_signal(facts), _comparison(facts), *beside.comparison(facts)]
    if plan.profiles:
        rows.append(("insights.label_themes", _themes(plan)))
    return Insight(
        name="funnel",
        title=None,
        table=pd.DataFrame(rows, columns=["label", "value"]),
        columns=(Column("label", Kind.TEXT, width=11), Column("value", Kind.TEXT)),
        n_input=facts.funnel.read,
        n_used=facts.funnel.in_scope,
        layout="pairs",
    )


def _themes(plan: Plan) -> Note:
    """Whose themes these are: of a codebook, with its edition, or drafts."""
    if plan.book is None or plan.book.lock is None:
        return Note("insights.draft_themes")
    drafts = len(plan.drafts.profiles) if plan.drafts else 0
    values = {"edition": plan.book.lock.edition, "n": len(plan.profiles) - drafts, "drafts": drafts}
    return Note("insights.book_themes_drafts" if drafts else "insights.book_themes", values)


def _read(facts: Facts, sources: Sequence[Source]) -> tuple[str, Note]:
    days = [d for d in facts.contacts["day"] if d is not None]
    encodings = sorted({s.encoding for s in sources if s.encoding})
    values: dict[str, object] = {
        "files": [s.path.replace("\\", "/").rsplit("/", 1)[-1] for s in sources],
        "encoding": encodings,
        "read": facts.funnel.read,
    }
    if not days:
        return "insights.label_read", Note("insights.read_undated", values)
    weeks = ((max(days) - min(days)).days + 1 + min(days).weekday() + 6) // 7
    span: dict[str, object] = {
        "start": full_day(min(days)),
        "end": full_day(max(days)),
        "weeks": weeks,
    }
    return "insights.label_read", Note("insights.read_dated", values | span)


def _scope(facts: Facts) -> tuple[str, Note]:
    funnel = facts.funnel
    left_out = {
        "out_of_period": funnel.out_of_period,
        "filtered": funnel.filtered,
        "outbound": funnel.outbound,
        "out_of_scope": funnel.out_of_scope,
    }
    parts = [Note(f"insights.left_{key}", {"n": n}) for key, n in left_out.items() if n]
    values: dict[str, object] = {
        "n": funnel.in_scope,
        "out": sum(left_out.values()),
        "parts": parts,
    }
    key = "insights.scope_left" if parts else "insights.scope_all"
    return "insights.label_scope", Note(key, values)


def _whose_words(sources: Sequence[Source]) -> list[tuple[str, Note]]:
    """A warning for every column that does not hold the customer's own words."""
    seen: dict[tuple[str, str], None] = {}
    for source in sources:
        column = next((c.column for c in source.columns if c.field == "text"), "")
        if source.voice_kind in {VoiceKind.NOTE, VoiceKind.ASR}:
            seen[(column, source.voice_kind)] = None
    label = "insights.label_text"
    return [(label, Note(f"insights.words_{kind}", {"column": column})) for column, kind in seen]


def _unknown(sources: Sequence[Source]) -> list[tuple[str, Note]]:
    """How many turns nobody can attribute, and what to do: they are in no figure below."""
    turns = sum(source.turns for source in sources)
    count = sum(dict(source.speakers).get("unknown", 0) for source in sources)
    if not count:
        return []
    return [("insights.label_unknown", Note("insights.unknown_turns", {"n": count, "of": turns}))]


def _signal(facts: Facts) -> tuple[str, Note]:
    funnel = facts.funnel
    values: dict[str, object] = {
        "n": funnel.with_signal,
        "share": _share(funnel.with_signal, funnel.in_scope),
        "in_theme": funnel.in_theme,
        "unassigned": funnel.unassigned,
        "unassigned_share": _share(funnel.unassigned, funnel.with_signal),
    }
    return f"insights.label_{facts.signal}", Note("insights.signal_counts", values)


def _comparison(facts: Facts) -> tuple[str, Note]:
    period = facts.period
    if period is None:
        return "insights.label_change", Note("insights.no_history")
    by_rate = beside.judged_by_rate(facts)
    if by_rate:
        return "insights.label_change", by_rate
    values = {
        "recent_from": _short(period.recent_from),
        "recent_days": beside.days(period.recent_days),
        "before_from": _short(period.before_from),
        "before_days": beside.days(period.before_days),
    }
    return "insights.label_change", Note("insights.compared", values)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "0.0%"


def full_day(day: date) -> Note:
    """A day with its weekday."""
    values = {"day": f"{day:%Y/%m/%d}", "weekday": Note(f"insights.weekday_{day.weekday()}")}
    return Note("insights.day", values)


def _short(day: date) -> str:
    return f"{day.month}/{day.day}"
