"""1社に偏り: themes that one company fills, and their rank with that company capped."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from vocli.insights.changes import HELD_LEAST, HELD_SHARE, capped, judge
from vocli.insights.counting import people, share_of
from vocli.insights.tabulate import tabulate
from vocli.model import Column, Facts, Insight, Kind, Note, Place

_COLUMNS = (
    Column("theme", Kind.TEXT),
    Column("account", Kind.TEXT, label="accounts.columns.held_by"),
    Column("held", Kind.INT, label="accounts.columns.held"),
    Column("contacts", Kind.INT, label="accounts.columns.of_theme"),
    Column("share", Kind.SHARE),
    Column("rank_all", Kind.INT, label="accounts.columns.rank_all"),
    Column("rank_capped", Kind.INT, label="accounts.columns.rank_capped"),
    Column("customers", Kind.INT, Place.BELOW),
    Column("accounts", Kind.INT, Place.BELOW, label="accounts.columns.accounts"),
    Column("held_customers", Kind.INT, Place.DETAIL, label="accounts.columns.held_customers"),
    Column("capped", Kind.INT, Place.DETAIL, label="accounts.columns.capped"),
    Column("no_account", Kind.INT, Place.DETAIL, label="accounts.columns.no_account"),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("theme_id", Kind.ID, Place.DETAIL),
)


def build(facts: Facts) -> Insight:
    """One row per theme of which one company holds 40% of the contacts or more, and at least five.

    rank_all: the theme's place by contacts among all themes but the critical ones; rank_capped: the same with
    the company's contacts capped (`capped`), those of all other themes as they are. `evidence` are the
    company's contacts: as many as `held`.
    """
    contacts = facts.contacts
    groups = [contacts[contacts["theme_id"] == id_] for id_ in facts.themes["theme_id"]]
    changes = judge(groups, facts.period, facts.open_days, facts.side)
    themes = facts.themes.to_dict("records")
    usual = [len(g) for g, theme in zip(groups, themes, strict=True) if not theme["critical"]]
    rows = [
        _row(theme, group, change.account, usual)
        for theme, group, change in zip(themes, groups, changes, strict=True)
        if change.account
    ]
    rows.sort(key=lambda row: (-row["held"], row["theme_id"]))
    return _told(rows, int((contacts["theme_id"] != "").sum()), len(usual))


def _row(
    theme: Mapping[Hashable, Any], group: pd.DataFrame, account: str, sizes: Sequence[int]
) -> dict[str, Any]:
    """sizes: contacts of every theme that is ranked, this one among them."""
    own = group[group["account"] == account]
    less = capped(len(group), len(own))
    ranked = not theme["critical"]
    return {
        "theme": theme["name"],
        "account": account,
        "held": len(own),
        "contacts": len(group),
        **share_of(len(own), len(group)),
        "customers": people(group),
        "accounts": int(group.loc[group["account"] != "", "account"].nunique()),
        "rank_all": _rank(sizes, len(group), len(group)) if ranked else None,
        "rank_capped": _rank(sizes, len(group), less) if ranked else None,
        "held_customers": people(own),
        "capped": less,
        "no_account": int((group["account"] == "").sum()),
        "theme_id": theme["theme_id"],
        "evidence": tuple(sorted(own["contact_id"])),
    }


def _rank(sizes: Sequence[int], own: int, counted: int) -> int:
    """The place among all sizes of one of them, `own`, when it counts as `counted`."""
    return 1 + sum(n > counted for n in sizes) - int(own > counted)


def _told(rows: list[dict[str, Any]], placed: int, themes: int) -> Insight:
    values = {"share": round(100 * HELD_SHARE), "least": HELD_LEAST}
    notes = [Note("accounts.held_means", values)]
    if rows:
        notes.append(Note("accounts.capped_means", {"themes": themes, **values}))
    return Insight(
        name="held",
        title=Note("accounts.held_title", {"n": len(rows)}),
        table=tabulate(rows, _COLUMNS),
        columns=_COLUMNS,
        notes=tuple(notes),
        n_input=placed,
        n_used=sum(row["held"] for row in rows),
        evidence=tuple(row["evidence"] for row in rows),
    )
