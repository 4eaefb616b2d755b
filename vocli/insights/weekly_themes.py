"""The themes of a week or a month, most contacts first, with their owners; and those of praise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from vocli.insights.changes import Change
from vocli.insights.page_judged import judged_cells, judged_columns, judged_keys
from vocli.insights.picture import PRAISE, carries, voices_with
from vocli.insights.quote import representative
from vocli.insights.watch_days import owner_text
from vocli.insights.weekly_whole import (
    beyond_columns,
    count_columns,
    counted,
    during,
    empty_keys,
    ids_in,
)
from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.model.page import PageSpan

_CHANGE = Column("change", Kind.CODE, width=10)
_DETAIL = (
    Column("theme_id", Kind.ID, Place.DETAIL),
    Column("customers", Kind.INT, Place.DETAIL),
    Column("accounts", Kind.INT, Place.DETAIL),
    Column("q", Kind.SCORE, Place.DETAIL),
    Column("quote", Kind.QUOTE, Place.DETAIL),
    Column("quote_date", Kind.DATE, Place.DETAIL),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)
_OWNER = Column("owner", Kind.TEXT, label="weekly.columns.owner")


def minus(facts: Facts, page: PageSpan, changes: Mapping[str, Change]) -> Insight:
    """Every theme with a complaint in the spans, those of this one first; 未分類 and the sum at the end.

    changes: the verdict per theme.
    A contact counts once, in its main theme, so that the column adds up to the contacts with a complaint.
    """
    own = facts.contacts[facts.contacts["considered"]]
    rows = _rows(facts, page, facts.themes, own, "theme_id", changes)
    for row in rows:
        if row["critical"]:
            row["change"] = "critical"
    ranked = sorted(rows, key=lambda row: _order(row, page))
    for rank, row in enumerate((row for row in ranked if not row["critical"]), 1):
        row["rank"] = rank
    ranked.sort(key=lambda row: row["critical"])
    left = own[own["theme_id"] == ""]
    table = [*ranked, _sum_row(facts, page, left, "unassigned"), _sum_row(facts, page, own, "sum")]
    return _insight(
        "themes", f"{page.command}.themes", page, table, (*judged_columns(page), _CHANGE, _OWNER)
    )


def plus(facts: Facts, page: PageSpan, changes: Mapping[str, Change]) -> Insight:
    """Every theme of praise with its verdict, and the contacts that were moved beyond thanks apart."""
    praised = facts.contacts[carries(facts.contacts, PRAISE)]
    rows = _rows(facts, page, facts.plus, praised, "plus_id", changes)
    moved = {*facts.contacts["contact_id"][carries(facts.contacts, ("delight",))]}
    for row in rows:
        row["delight"] = len(moved & {*row["evidence"]})
    ranked = sorted(rows, key=lambda row: _order(row, page))
    for rank, row in enumerate(ranked, 1):
        row["rank"] = rank
    columns = (
        Column("delight", Kind.INT, label="report.columns.delight"),
        # A month has more columns than its page has room for; rates are told of complaints.
        *(c if page.kind == "week" else _detail(c) for c in judged_columns(page)),
        _CHANGE,
    )
    return _insight("plus_themes", "weekly.plus", page, ranked, columns)


def _insight(
    name: str,
    title: str,
    page: PageSpan,
    rows: Sequence[dict[str, Any]],
    own: tuple[Column, ...],
) -> Insight:
    columns = (
        Column("rank", Kind.INT, width=2),
        Column("theme", Kind.TEXT),
        *count_columns(page)[:2],
        *(own if page.kind == "week" else ()),
        *count_columns(page)[2:],
        *beyond_columns(page),
        *(own if page.kind == "month" else ()),
        *_DETAIL,
    )
    aside = {s.key for s in page.stretches[2:]} if page.kind == "week" else empty_keys(page)
    columns = tuple(_detail(c) if c.key in aside else c for c in columns)
    return Insight(
        name=name,
        title=Note(title),
        table=pd.DataFrame(rows, columns=[c.key for c in columns], dtype=object),
        columns=columns,
        n_input=len(rows),
        n_used=sum(int(row[page.own.key]) for row in rows if row["theme_id"] is not None),
        evidence=tuple(row["evidence"] for row in rows),
    )


def _detail(column: Column) -> Column:
    return replace(column, place=Place.DETAIL)


def _rows(
    facts: Facts,
    page: PageSpan,
    themes: pd.DataFrame,
    contacts: pd.DataFrame,
    column: str,
    changes: Mapping[str, Change],
) -> list[dict[str, Any]]:
    """One row per theme; `column` of contacts and voices names it."""
    records = [{str(k): v for k, v in row.items()} for row in themes.to_dict("records")]
    rows = [
        _row(facts, page, theme, column, contacts[contacts[column] == theme["theme_id"]], changes)
        for theme in records
    ]
    return [row for row in rows if any(row[s.key] for s in page.stretches) or row["last_4w"]]


def _order(row: dict[str, Any], page: PageSpan) -> tuple[object, ...]:
    """Most contacts in the span first, then in the window that it is judged with."""
    other = "last_4w" if page.kind == "week" else judged_keys(page.kind)[0]
    return (-row[page.own.key], -(row[other] or 0), row["theme_id"])


def _beyond(page: PageSpan, column: str, theme_id: str) -> dict[str, int | None]:
    """What the spans beyond the facts count of a theme; None where they do not know it."""
    key = ("complaint" if column == "theme_id" else "praise", theme_id)
    return {one.key: one.themes.get(key, 0) if one.known else None for one in page.beyond}


def _row(
    facts: Facts,
    page: PageSpan,
    theme: dict[str, Any],
    column: str,
    group: pd.DataFrame,
    changes: Mapping[str, Change],
) -> dict[str, Any]:
    change = changes[theme["theme_id"]]
    inside = during(group, page.own)
    voices = facts.voices[facts.voices[column] == theme["theme_id"]]
    if column == "plus_id":
        voices = voices[voices_with(facts, PRAISE)[voices.index]]
    own = voices[voices["contact_id"].isin(inside["contact_id"])]
    avoid = ("complaint",) if column == "plus_id" else ("thanks", "delight")
    quote = representative(own if len(own) else voices, str(theme["name"]), avoid)
    return {
        "rank": None,
        "theme": theme["name"],
        "theme_id": theme["theme_id"],
        "critical": bool(theme.get("critical", False)),
        **counted(group["day"], page),
        **_beyond(page, column, str(theme["theme_id"])),
        **judged_cells(change, facts),
        **({} if facts.period else {"last_4w": _recent(group, page)}),
        "change": change.verdict,
        "q": change.q if facts.period else None,
        "owner": owner_text(tuple(theme.get("owners") or ())),
        "customers": inside.loc[inside["customer"] != "", "customer"].nunique(),
        "accounts": inside.loc[inside["account"] != "", "account"].nunique(),
        "quote": quote["text"],
        "quote_date": quote["day"] or None,
        "voice_kind": quote["kind"],
        "evidence": ids_in(group, page.own),
    }


def _recent(group: pd.DataFrame, page: PageSpan) -> int:
    """Contacts of the last four weeks where there is no history to compare them with."""
    return sum(
        isinstance(day, type(page.end)) and (page.end - day).days < 28 for day in group["day"]
    )


def _sum_row(facts: Facts, page: PageSpan, group: pd.DataFrame, kind: str) -> dict[str, Any]:
    period = facts.period
    days = [day for day in group["day"] if day is not None]
    before = sum(period.before_from <= d <= period.before_to for d in days) if period else None
    recent = sum(period.recent_from <= d <= period.recent_to for d in days) if period else None
    inside = during(group, page.own)
    return {
        "rank": None,
        "theme": Note(f"weekly.{kind}"),
        "theme_id": None,
        **counted(group["day"], page),
        **_sum_beyond(page, kind),
        "prev_4w": before,
        "last_4w": _recent(group, page),
        "rate_before": before / period.before_days if period and before is not None else None,
        "rate": recent / period.recent_days if period and recent is not None else None,
        "change": "",
        "q": None,
        "owner": "",
        "customers": inside.loc[inside["customer"] != "", "customer"].nunique(),
        "accounts": inside.loc[inside["account"] != "", "account"].nunique(),
        "quote": "",
        "quote_date": None,
        "voice_kind": "",
        "evidence": ids_in(group, page.own),
    }


def _sum_beyond(page: PageSpan, kind: str) -> dict[str, int | None]:
    """What the spans beyond the facts count in no theme, or in all of them."""
    return {
        one.key: (
            one.items.get("considered", 0)
            if kind == "sum"
            else one.themes.get(("complaint", ""), 0)
        )
        if one.known
        else None
        for one in page.beyond
    }
