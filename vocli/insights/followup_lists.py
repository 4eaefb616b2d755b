"""The lists that the desk works through: numbers of contacts, facts, no labels on anybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from vocli.insights.followup_promises import BROKEN, Promise
from vocli.insights.tabulate import tabulate
from vocli.model import Column, Facts, Insight, Kind, Note, Place

SHOWN = 10

_PROMISES = (
    Column("callback_due", Kind.DATE, label="followup.columns.due"),
    Column("contact_id", Kind.ID),
    Column("date", Kind.DATE),
    Column("overdue", Kind.INT, label="followup.columns.overdue_days"),
    Column("called", Kind.DATE, label="followup.columns.called"),
    Column("theme", Kind.TEXT),
    Column("promise", Kind.TEXT, Place.BELOW, label="followup.columns.promise"),
    Column("site", Kind.TEXT, Place.DETAIL),
)
_SCORES = (
    Column("date", Kind.DATE),
    Column("contact_id", Kind.ID),
    Column("waited", Kind.INT, label="followup.columns.waited"),
    Column("csat", Kind.INT),
    Column("nps", Kind.INT),
    Column("theme", Kind.TEXT),
    Column("quote", Kind.QUOTE, Place.BELOW, label="followup.columns.comment"),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)
_OPEN = (
    Column("contact_id", Kind.ID),
    Column("date", Kind.DATE),
    Column("waited", Kind.INT, label="followup.columns.waited"),
    Column("due", Kind.DATE, label="followup.columns.due"),
    Column("overdue", Kind.INT, label="followup.columns.overdue_days"),
    Column("outcome", Kind.TEXT),
    Column("theme", Kind.TEXT),
    Column("site", Kind.TEXT, Place.DETAIL),
    Column("status", Kind.TEXT, Place.DETAIL),
    Column("complaint", Kind.INT, Place.DETAIL, label="followup.columns.complaint"),
    Column("superior", Kind.INT, Place.DETAIL, label="followup.columns.superior"),
    Column("called", Kind.DATE, Place.DETAIL, label="followup.columns.called"),
)
_Rows = list[dict[str, Any]]


def promise_list(
    facts: Facts, promises: Sequence[Promise], free: frozenset[str], now: pd.Timestamp | None
) -> Insight:
    """約束漏れ by the column of the export: no call by the term, the longest overdue first."""
    own = [p for p in promises if p.basis == "column" and p.state in BROKEN]
    rows = _promise_rows(facts, own, now)
    return _listed("broken_promises", rows, free, _PROMISES, (Note("followup.record_only"),))


def words_list(
    facts: Facts, promises: Sequence[Promise], free: frozenset[str], now: pd.Timestamp | None
) -> Insight:
    """The same by the desk's words alone, where the export has no term."""
    own = [p for p in promises if p.basis == "words" and p.state in BROKEN]
    rows = _promise_rows(facts, own, now)
    return _listed("promises_in_words", rows, free, _PROMISES, (Note("followup.words_only"),))


def score_list(
    facts: Facts, scores: pd.DataFrame, free: frozenset[str], now: pd.Timestamp | None
) -> Insight:
    """低評価 after which nobody called, the newest first."""
    about = _about(facts, scores["contact_id"])
    rows = []
    for score in scores.to_dict("records"):
        contact = about[score["contact_id"]]
        rows.append(
            {
                **contact,
                "waited": _days(now, contact["_at"]),
                "csat": _whole(score["csat"]),
                "nps": _whole(score["nps"]),
                "quote": score["text"],
                "voice_kind": score["kind"],
            }
        )
    rows.sort(key=lambda r: (r["date"] is None, -_ordinal(r["date"]), r["contact_id"]))
    unlinked = int((~scores["linked"].astype(bool)).sum()) if len(scores) else 0
    notes = (Note("followup.unlinked_scores", {"n": unlinked}),) if unlinked else ()
    return _listed("low_scores", rows, free, _SCORES, notes)


def unfinished_list(
    facts: Facts, open_now: pd.DataFrame, free: frozenset[str], *, shown: int | None
) -> Insight:
    """未完了・期限超過 in the given order, every row where `shown` is None."""
    about = _about(facts, open_now["contact_id"])
    rows = []
    for own in open_now.to_dict("records"):
        contact = about[own["contact_id"]]
        due = own["due"]
        rows.append(
            {
                **contact,
                "waited": own["waited"],
                "overdue": own["overdue"],
                "due": _last_day(due),
                "called": own["called"].date() if own["called"] is not None else None,
            }
        )
    return _listed("unfinished", rows, free, _OPEN, (Note("followup.open_means"),), shown)


def _promise_rows(facts: Facts, promises: Sequence[Promise], now: pd.Timestamp | None) -> _Rows:
    about = _about(facts, (p.contact_id for p in promises))
    rows = [
        {
            **about[p.contact_id],
            "callback_due": p.due if p.basis == "column" else _last_day(p.due),
            "overdue": _days(now, p.due) if p.due is not None else None,
            "called": p.called.date() if p.called is not None else None,
            "promise": p.words,
        }
        for p in promises
    ]
    rows.sort(key=lambda r: (r["callback_due"] is None, str(r["callback_due"]), r["contact_id"]))
    return rows


def _about(facts: Facts, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By contact the cells that several lists show, of these contacts alone."""
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    listed = facts.contacts[facts.contacts["contact_id"].isin(set(ids))]
    return {
        str(contact["contact_id"]): {
            "contact_id": str(contact["contact_id"]),
            "date": contact["day"],
            "_at": contact["occurred_at"],
            "theme": names.get(contact["theme_id"], ""),
            "outcome": contact["outcome"],
            "status": contact["status"],
            "site": contact["site"],
            "complaint": int(bool(contact["considered"])),
            "superior": int(bool(contact.get("escalation_request", False))),
        }
        for contact in listed.to_dict("records")
    }


def _listed(
    name: str,
    rows: _Rows,
    free: frozenset[str],
    columns: tuple[Column, ...],
    notes: tuple[Note, ...] = (),
    shown: int | None = SHOWN,
) -> Insight:
    """The rows of those who may be called; the others are counted in a note."""
    kept = [row for row in rows if row["contact_id"] in free]
    left_out = len(rows) - len(kept)
    told = notes if kept else ()
    if left_out:
        told = (*told, Note("followup.left_out", {"n": left_out}))
    return Insight(
        name=name,
        title=Note(f"followup.{name}_title", {"n": len(kept)}),
        table=tabulate(kept, columns),
        columns=columns,
        notes=told,
        n_input=len(rows),
        n_used=len(kept),
        evidence=tuple((str(row["contact_id"]),) for row in kept),
        shown=shown,
    )


def _days(now: pd.Timestamp | None, since: Any) -> int | None:
    return None if now is None or pd.isna(since) else int((now - since).days)


def _last_day(due: pd.Timestamp | None) -> object:
    """The day on which a term ends: midnight belongs to the day before."""
    return None if due is None else (due - pd.Timedelta(seconds=1)).date()


def _whole(value: float) -> int | None:
    return None if pd.isna(value) else int(value)


def _ordinal(day: Any) -> int:
    return int(day.toordinal()) if day is not None else 0
