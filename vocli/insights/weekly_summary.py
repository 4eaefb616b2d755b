"""The ten to fifteen lines that a mail reader sees, quiet weeks included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vocli.insights.conclusions import records_of
from vocli.insights.page_judged import judged_keys
from vocli.insights.watch import Alert, alerts
from vocli.insights.weekly_conclusions import critical, falls, rises
from vocli.model import Insight, Note
from vocli.model.page import PageSpan

_MOST = 3  # themes of each kind that are told

Tables = Mapping[str, Insight]


def subject(tables: Tables, page: PageSpan) -> Note:
    """One line: the days, and what must be looked at."""
    values: dict[str, Any] = {"days": _days(page)}
    danger, up = critical(tables), rises(tables)
    looked = [_named(row, page.own.key) for row in danger] + [
        Note("weekly.mail.rising", {"theme": row["theme"]}) for row in up[:_MOST]
    ]
    more = _further(tables)
    looked += [Note("weekly.mail.named", {"theme": one.name, "n": one.n}) for one in more]
    if not looked:
        return Note(f"{page.command}.mail.subject_quiet", values)
    n = len(danger) + len(up) + len(more)
    return Note(f"{page.command}.mail.subject", {**values, "n": n, "items": looked[:_MOST]})


def lines(tables: Tables, page: PageSpan) -> list[Note]:
    """What happened, how much there was, how good the data are."""
    told = [
        *(_critical(row, page) for row in critical(tables)),
        *(_risen(row, page) for row in rises(tables)[:_MOST]),
        *(one.told for one in _further(tables)),
        *(_apart(row) for row in _apart_rows(tables)),
        *(_moved("fell", row, page) for row in falls(tables)[:_MOST]),
    ]
    numbered = [
        Note("weekly.mail.numbered", {"n": n, "sentence": one}) for n, one in enumerate(told, 1)
    ]
    return [*numbered, *_counts(tables, page), *_state(tables)]


def is_alert(tables: Tables) -> bool:
    """True where something must be looked at: danger, or a theme that rose, is new or broke out."""
    return bool(critical(tables) or rises(tables) or _further(tables))


def _further(tables: Tables) -> list[Alert]:
    """What the watch over the span found beyond the themes that stand in the table of themes as such."""
    told = {row["theme"] for row in (*critical(tables), *rises(tables))}
    return [one for one in alerts([*tables.values()]) if one.name not in told]


def _apart_rows(tables: Tables) -> list[dict[str, Any]]:
    """The themes of one earlier day; one of this span has been told."""
    told = {str(one.name) for one in _further(tables)}
    rows = records_of(tables, "themes")
    return [r for r in rows if isinstance(r["change"], Note) and r["theme"] not in told]


def _days(page: PageSpan) -> str:
    start, end = page.start, page.end
    last = f"{end.day}" if end.month == start.month else f"{end.month}/{end.day}"
    return f"{start.month}/{start.day}-{last}"


def _named(row: dict[str, Any], span: str) -> Note:
    return Note("weekly.mail.named", {"theme": row["theme"], "n": row[span]})


def _critical(row: dict[str, Any], page: PageSpan) -> Note:
    known = page.known.get(row["theme_id"])
    values = {"theme": row["theme"], "n": row[page.own.key]}
    if known is None or known.contacts <= row[page.own.key]:
        return Note(f"weekly.mail.critical_{page.kind}", values)
    values |= {"all": known.contacts, "since": f"{known.day.month}/{known.day.day}"}
    return Note(f"weekly.mail.critical_{page.kind}_known", values)


def _risen(row: dict[str, Any], page: PageSpan) -> Note:
    if row["change"] != "surged":
        return _moved("rose", row, page)
    values = {"theme": row["theme"], "n": row["this_week"], "usual": row["mean_4w"]}
    return Note("weekly.mail.surged", values)


def _moved(kind: str, row: dict[str, Any], page: PageSpan) -> Note:
    earlier, recent = judged_keys(page.kind)
    values = {"theme": row["theme"], "before": row[earlier], "recent": row[recent]}
    return Note(f"{page.command}.mail.{kind}", values)


def _apart(row: dict[str, Any]) -> Note:
    return Note("weekly.mail.apart", {"theme": row["theme"], "change": row["change"]})


def _counts(tables: Tables, page: PageSpan) -> list[Note]:
    rows = {row["item"]: row for row in records_of(tables, "whole")}
    own, before = (s.key for s in page.stretches[:2])
    if not rows:
        return []
    n, complaints = rows["in_scope"][own], rows["considered"][own]
    values = {
        "n": n,
        "before": rows["in_scope"][before],
        "complaints": complaints,
        "share": 100 * complaints / n if n else 0.0,
        "thanks": rows["thanks"][own],
        "delight": rows["delight"][own],
    }
    first = values["before"] is None  # the history begins later
    key = "monthly.mail.counts_first" if first else f"weekly.mail.counts_{page.kind}"
    return [Note(key, values), Note("weekly.mail.plus", values)]


def _state(tables: Tables) -> Sequence[Note]:
    """What is odd about the data; of coverage and codebook nothing, they are on the page."""
    odd = [
        Note("weekly.mail.state", {"label": row["state"], "state": row["value"]})
        for row in records_of(tables, "data_state")
        if row["state"].key in _ODD
    ]
    return odd or [Note("weekly.mail.fine")]


_ODD = (
    "weekly.state.missing",
    "weekly.state.late",
    "weekly.state.restated",
    "monthly.state.restated",
)
