"""How the requests stand, and what came of those that were acted on: two tables for a page or a meeting."""

from __future__ import annotations

from datetime import date

from vocli.insights.effect_judge import JUDGED, Measured, measure, sentences
from vocli.insights.effect_windows import WEEKS
from vocli.insights.tabulate import tabulate
from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.model.requests import CLOSED, UNANSWERED, ImprovementRequest, RequestList

# State -> the group that it is counted in at the head of the table.
_GROUPS = {
    "draft": "new",
    "asked": "waiting",
    "waiting": "waiting",
    "considering": "answered",
    "planned": "answered",
    "done": "done",
    "verified": "done",
    "dropped": "dropped",
    "unknown": "unknown",
}
_STANDING = (
    Column("request", Kind.ID, label="effect.columns.request"),
    Column("department", Kind.TEXT, label="effect.columns.department"),
    Column("subject", Kind.TEXT),
    Column("due", Kind.DATE, label="requests.columns.due"),
    Column("standing", Kind.TEXT, label="requests.columns.standing"),
    Column("answer", Kind.TEXT, Place.BELOW, label="requests.columns.answer"),
    Column("overdue_days", Kind.INT, Place.DETAIL, label="requests.columns.overdue_days"),
    Column("request_state", Kind.CODE, Place.DETAIL, label="requests.columns.state"),
    Column("acted_on", Kind.DATE, Place.DETAIL, label="effect.columns.acted_on"),
    Column("theme", Kind.TEXT, Place.DETAIL),
    Column("told", Kind.TEXT, Place.DETAIL, label="requests.columns.told"),
)
_LINES = (
    Column("request", Kind.ID, label="effect.columns.request"),
    Column("subject", Kind.TEXT),
    Column("moved", Kind.TEXT, label="requests.columns.moved"),
    Column("effect_verdict", Kind.CODE, label="effect.columns.verdict"),
    Column("caveats", Kind.TEXT, Place.BELOW, label="effect.columns.caveats"),
    Column("acted_on", Kind.DATE, Place.DETAIL, label="effect.columns.acted_on"),
    Column("theme", Kind.TEXT, Place.DETAIL),
    Column("contacts", Kind.INT, Place.DETAIL),
)


def standing(requests: RequestList, as_of: date | None) -> Insight:
    """One row per request: the longest overdue first, then the open ones by their due day, then what is closed."""
    ordered = sorted(requests.requests, key=lambda r: _order(r, as_of))
    rows = [_row(r, as_of) for r in ordered]
    return Insight(
        name="requests",
        title=Note("requests.standing", _totals(requests, as_of)),
        table=tabulate(rows, _STANDING),
        columns=_STANDING,
        n_input=len(rows),
        n_used=sum(r.state not in CLOSED for r in ordered),
    )


def overdue(requests: RequestList, as_of: date | None) -> int:
    """How many requests wait for an answer longer than was asked for."""
    return sum(_overdue(r, as_of) > 0 for r in requests.requests)


def effect_lines(facts: Facts, requests: RequestList, as_of: date | None) -> Insight:
    """One line per action: contacts in the weeks before and after, those of the controls, the verdict, what weakens it."""
    measured = measure(facts, requests, as_of)
    return Insight(
        name="effects",
        title=Note("requests.effects"),
        table=tabulate([_line(m) for m in measured], _LINES),
        columns=_LINES,
        n_input=len(requests.requests),
        n_used=sum(m.verdict in JUDGED for m in measured),
        evidence=tuple(
            (*m.counted.before_ids, *m.counted.after_ids) if m.counted else () for m in measured
        ),
    )


def _totals(requests: RequestList, as_of: date | None) -> dict[str, object]:
    groups = [_GROUPS[r.state] for r in requests.requests]
    late = overdue(requests, as_of)
    others = [
        Note(f"requests.group_{key}", {"n": groups.count(key)})
        for key in ("dropped", "unknown")
        if key in groups
    ]
    return {
        "new": groups.count("new"),
        "waiting": groups.count("waiting"),
        "late": Note("requests.late", {"n": late}) if late else "",
        "answered": groups.count("answered"),
        "done": groups.count("done"),
        "others": Note("requests.others", {"parts": others}) if others else "",
    }


def _overdue(request: ImprovementRequest, as_of: date | None) -> int:
    return request.overdue(as_of) if as_of else 0


def _order(request: ImprovementRequest, as_of: date | None) -> tuple[object, ...]:
    rank = {"waiting": 0, "new": 1, "unknown": 2, "answered": 3, "done": 4, "dropped": 5}
    late = _overdue(request, as_of)
    group = rank[_GROUPS[request.state]]
    return (late == 0, -late, group, request.due or date.max, request.number, request.row)


def _row(request: ImprovementRequest, as_of: date | None) -> dict[str, object]:
    return {
        "request": request.number,
        "department": request.department,
        "subject": request.subject,
        "due": request.due,
        "standing": _told(request, as_of),
        "answer": request.answer or None,
        "overdue_days": _overdue(request, as_of) if request.state in UNANSWERED else None,
        "request_state": request.state,
        "acted_on": request.acted_on,
        "theme": request.theme,
        "told": request.told,
    }


def _told(request: ImprovementRequest, as_of: date | None) -> Note:
    """The state in a few words: 期限超過 7日, 実施 10/19."""
    late = _overdue(request, as_of)
    if late:
        return Note("requests.overdue", {"n": late})
    state = Note(f"codes.request_state.{request.state}")
    if request.acted_on:
        day = f"{request.acted_on.month}/{request.acted_on.day}"
        return Note("requests.with_day", {"state": state, "day": day})
    return state


def _line(m: Measured) -> dict[str, object]:
    return {
        "request": m.request.number,
        "subject": m.request.subject or m.request.theme,
        "moved": _moved(m),
        "effect_verdict": m.verdict,
        "caveats": sentences(m.caveats),
        "acted_on": m.acted_on,
        "theme": m.theme.name if m.theme else m.request.theme,
        "contacts": m.counted.windows.before + m.counted.windows.after if m.counted else None,
    }


def _moved(m: Measured) -> Note | None:
    if m.counted is None or m.span is None or m.effect is None:
        return None
    windows = m.counted.windows
    values = {
        "before": windows.before,
        "after": windows.after,
        "weeks": m.span.weeks,
        "before_weeks": WEEKS,
        "others_before": m.others[0],
        "others_after": m.others[1],
    }
    return Note("requests.moved", values)
