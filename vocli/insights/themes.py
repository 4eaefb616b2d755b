"""Themes ranked by what to start with, each with its facts and one quote; the critical ones apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from vocli.insights import beside
from vocli.insights.changes import Change, capped, judge
from vocli.insights.quote import representative
from vocli.insights.tabulate import tabulate
from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.stats.rates import wilson

RANKINGS = ("priority", "contacts", "change", "hours")
_PLUS = frozenset({"thanks", "delight"})  # no voice of these stands for another signal's theme
_SHOWN = 6  # themes on the screen; the rest in one line unless all are asked for

_SCREEN = (
    Column("rank", Kind.INT, width=2),
    Column("theme", Kind.TEXT),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("customers", Kind.INT),
    Column("prev_4w", Kind.INT),
    Column("last_4w", Kind.INT),
    Column("change", Kind.CODE, width=10),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("quote_date", Kind.DATE, Place.BELOW),
    Column("theme_id", Kind.ID, Place.BELOW),
    Column("churn_threat", Kind.INT, Place.BELOW),
    Column("escalation_request", Kind.INT, Place.BELOW),
    Column("repeat_7d", Kind.INT, Place.BELOW),
    Column("hours", Kind.NUMBER, Place.BELOW),
    Column("facts", Kind.TEXT, Place.BELOW),
    Column("warning", Kind.TEXT, Place.BELOW),
)
_DETAIL = (
    Column("accounts", Kind.INT, Place.DETAIL),
    Column("voices", Kind.INT, Place.DETAIL),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("q", Kind.SCORE, Place.DETAIL),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
    Column("terms", Kind.TEXT, Place.DETAIL),
)
_FACTORS = (
    Column("priority", Kind.NUMBER, Place.BELOW),
    Column("volume", Kind.NUMBER, Place.BELOW),
    Column("harm", Kind.SCORE, Place.BELOW),
    Column("trend_factor", Kind.SCORE, Place.BELOW),
)


@dataclass(frozen=True)
class Ranking:
    """How the table is ordered and how much of it is shown."""

    by: str = "priority"
    show_all: bool = False
    explain: bool = False


@dataclass(frozen=True)
class Factors:
    """What the order of a theme follows from; priority = volume x harm x change."""

    volume: float  # contacts, those of one dominant account up to the share that is called 偏り
    harm: float
    change: float

    @property
    def priority(self) -> float:
        """The product."""
        return self.volume * self.harm * self.change


def build(facts: Facts, ranking: Ranking, files: str) -> tuple[Insight, Insight]:
    """The critical block and the ranking; every theme is a row of one of them."""
    groups = [
        facts.contacts[facts.contacts["theme_id"] == theme_id]
        for theme_id in facts.themes["theme_id"]
    ]
    changes = judge(groups, facts.period, facts.open_days, facts.side)
    rows = [
        _row(facts, theme, group, change)
        for theme, group, change in zip(
            (_named(t) for t in facts.themes.to_dict("records")), groups, changes, strict=True
        )
        if len(group)
    ]
    critical = sorted((r for r in rows if r["critical"]), key=_order("contacts"))
    usual = sorted((r for r in rows if not r["critical"]), key=_order(ranking.by))
    for rank, row in enumerate(usual, 1):
        row["rank"] = rank
    return _critical(facts, critical), _ranked(facts, usual, ranking, files)


def factors(group: pd.DataFrame, change: Change) -> Factors:
    """Volume, harm and change of one theme.

    harm = 1 + 2 x share with 解約の意向 + share asking for a superior + share of repeated contacts;
    change = recent rate / earlier rate of a theme that rose or fell, within 0.5 and 2, else 1.
    """
    n = len(group)
    volume = float(capped(n, change.account_contacts) if change.account else n)
    share = {
        key: float(group[key].mean()) if n else 0.0
        for key in ("churn_threat", "escalation_request", "repeat")
    }
    harm = 1 + 2 * share["churn_threat"] + share["escalation_request"] + share["repeat"]
    moved = 1.0
    if change.code in {"rose", "fell"} and change.before_rate > 0:
        moved = min(2.0, max(0.5, change.recent_rate / change.before_rate))
    elif change.code == "new":
        moved = 2.0
    return Factors(volume, round(harm, 4), round(math.sqrt(moved), 4))


def _row(
    facts: Facts, theme: dict[str, object], group: pd.DataFrame, change: Change
) -> dict[str, object]:
    voices = facts.voices[facts.voices["theme_id"] == theme["theme_id"]]
    quote = representative(voices, str(theme["name"]), _PLUS - {facts.signal})
    weight = factors(group, change)
    judged = facts.period is not None
    return {
        "rank": None,
        "theme_id": theme["theme_id"],
        "theme": theme["name"],
        "critical": theme["critical"],
        **_counts(facts, group),
        "voices": len(voices),
        "prev_4w": change.before if judged else None,
        "last_4w": change.recent if judged else None,
        "change": "critical" if theme["critical"] else change.verdict,
        "q": change.q if judged else None,
        "quote": quote["text"],
        "quote_date": quote["day"] or None,
        "voice_kind": quote["kind"],
        "facts": beside.moved(change, facts.side),
        "per_1000": beside.per_thousand(group, facts.side),
        "warning": _warning(change, len(group)),
        "terms": theme["terms"],
        "priority": weight.priority,
        "volume": weight.volume,
        "harm": weight.harm,
        "trend_factor": weight.change,
        "evidence": tuple(voices["voice_id"]),
        "shift": change.recent_rate - change.before_rate,
    }


def _counts(facts: Facts, group: pd.DataFrame) -> dict[str, object]:
    """Contacts, customers and accounts of a theme, and what makes it heavy; None where no column tells."""
    n, base = len(group), facts.funnel.with_signal
    low, high = wilson(n, base)
    has_customers = bool((facts.contacts["customer"] != "").any())
    has_accounts = bool((facts.contacts["account"] != "").any())
    worked = group["hours"].sum(min_count=1)
    return {
        "contacts": n,
        "share": n / base if base else None,
        "share_low": low,
        "share_high": high,
        "customers": _distinct(group["customer"]) if has_customers else None,
        "accounts": _distinct(group["account"]) if has_accounts else None,
        "churn_threat": int(group["churn_threat"].sum()),
        "escalation_request": int(group["escalation_request"].sum()),
        "repeat_7d": int(group["repeat"].sum()) if has_customers else None,
        "hours": None if pd.isna(worked) else float(worked),
    }


def _named(record: dict[Hashable, object]) -> dict[str, object]:
    return {str(key): value for key, value in record.items()}


def _order(by: str) -> Callable[[dict[str, Any]], tuple[float, int, str]]:
    """The sort key of a ranking: the greatest first, then more contacts, then the id."""
    values: dict[str, Callable[[dict[str, Any]], float]] = {
        "priority": lambda row: row["priority"],
        "contacts": lambda row: row["contacts"],
        "hours": lambda row: row["hours"] or 0.0,
        "change": lambda row: abs(row["shift"]),
    }
    value = values[by]
    return lambda row: (-round(value(row), 6), -row["contacts"], row["theme_id"])


def _warning(change: Change, contacts: int) -> Note | None:
    if change.account:
        values: dict[str, object] = {"n": contacts, "held": change.account_contacts}
        return Note("insights.one_account", values)
    if change.burst_day and change.code == "one_day":
        day = f"{change.burst_day.month}/{change.burst_day.day}"
        return Note("insights.one_day", {"n": contacts, "held": change.burst_contacts, "day": day})
    return None


def _distinct(values: pd.Series) -> int:
    return int(values[values != ""].nunique())


def _critical(facts: Facts, rows: Sequence[dict[str, object]]) -> Insight:
    columns = (*_SCREEN[:11], *beside.columns(facts.side), *_DETAIL)
    return _insight("critical", Note("insights.critical_title"), rows, columns, (), facts)


def _ranked(
    facts: Facts, rows: Sequence[dict[str, object]], ranking: Ranking, files: str
) -> Insight:
    columns = tuple(c for c in _SCREEN if c.key != "quote_date") + beside.columns(facts.side)
    columns = (
        (*columns, *_FACTORS, *_DETAIL)
        if ranking.explain
        else (*columns, *_hidden(_FACTORS), *_DETAIL)
    )
    shown = len(rows) if ranking.show_all else min(_SHOWN, len(rows))
    if shown + 1 >= len(rows):  # one more row takes no more room than the line about it
        shown = len(rows)
    notes = _rest(facts, rows[shown:], files)
    if ranking.explain:
        notes = (*notes, Note("insights.formula"))
    title = Note(f"insights.ranked_{ranking.by}", {"signal": Note(f"insights.of_{facts.signal}")})
    insight = _insight("themes", title, rows, columns, notes, facts)
    return replace(insight, shown=shown)


def _hidden(columns: Sequence[Column]) -> tuple[Column, ...]:
    return tuple(Column(c.key, c.kind, Place.DETAIL) for c in columns)


def _rest(facts: Facts, rows: Sequence[dict[str, object]], files: str) -> tuple[Note, ...]:
    notes: list[Note] = []
    if rows:
        each = [
            Note("insights.theme_count", {"theme": r["theme"], "n": r["contacts"]}) for r in rows
        ]
        total = sum(int(r["contacts"]) for r in rows)  # type: ignore[call-overload]
        notes.append(Note("insights.rest", {"k": len(rows), "n": total, "themes": each}, True))
    if facts.funnel.unassigned:
        values = {"n": facts.funnel.unassigned, "files": files}
        notes.append(Note("insights.read_unassigned", values, True))
    return tuple(notes)


def _insight(
    name: str,
    title: Note,
    rows: Sequence[dict[str, object]],
    columns: tuple[Column, ...],
    notes: tuple[Note, ...],
    facts: Facts,
) -> Insight:
    table = tabulate(rows, columns)
    return Insight(
        name=name,
        title=title,
        table=table,
        columns=columns,
        notes=notes,
        n_input=facts.funnel.with_signal,
        n_used=facts.funnel.in_theme,
        evidence=tuple(row["evidence"] for row in rows),  # type: ignore[misc]
        layout="critical" if name == "critical" else "table",
    )
