"""The months up to the page's own: contacts, complaints and praise, and the same per open day."""

from __future__ import annotations

from typing import Any

from vocli.insights.tabulate import tabulate
from vocli.insights.weekly_whole import FEW
from vocli.model import Column, Insight, Kind, Note, Place
from vocli.model.page import PageSpan, Tally

_COLUMNS = (
    Column("begins", Kind.DATE, Place.DETAIL, label="monthly.columns.begins"),
    Column("month", Kind.TEXT, label="columns.month"),
    Column("contacts", Kind.INT),
    Column("open_days", Kind.NUMBER, label="monthly.columns.open_days"),
    Column("per_business_day", Kind.NUMBER),
    Column("complaint", Kind.INT, label="report.columns.complaint"),
    Column("share", Kind.SHARE, label="report.columns.share"),
    Column("thanks", Kind.INT, label="report.columns.thanks"),
    Column("delight", Kind.INT, label="report.columns.delight"),
)


def build(page: PageSpan) -> Insight:
    """One row per month that the history knows, at most thirteen; a share only of FEW contacts and more."""
    rows = [_row(month) for month in page.months]
    cut = page.begins and page.months and page.begins > page.months[0].start
    notes = (Note("monthly.first_month_part", {"day": f"{page.begins:%Y/%m/%d}"}),) if cut else ()
    return Insight(
        name="months",
        title=Note("report.months"),
        table=tabulate(rows, _COLUMNS),
        columns=_COLUMNS,
        notes=notes,
        n_input=sum(int(row["contacts"]) for row in rows),
        n_used=sum(int(row["contacts"]) for row in rows),
    )


def _row(month: Tally) -> dict[str, Any]:
    n, complaints = month.items.get("in_scope", 0), month.items.get("considered", 0)
    return {
        "begins": month.start,
        "month": month.key,
        "contacts": n,
        "open_days": month.open_days,
        "per_business_day": n / month.open_days if month.open_days else None,
        "complaint": complaints,
        "share": complaints / n if n >= FEW else None,
        "thanks": month.items.get("thanks", 0),
        "delight": month.items.get("delight", 0),
    }
