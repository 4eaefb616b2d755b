"""Which department can mend what: every theme under those who own it, and what nobody owns in plain sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from vocli.insights import plus_side
from vocli.insights.picture import PRAISE, carries
from vocli.insights.tabulate import tabulate
from vocli.insights.themes import Ranking
from vocli.insights.themes import build as rank_themes
from vocli.insights.watch_days import owners_of, week_of, within
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place

NEEDS = Needs(themes=True, plus=True)
_UP = ("rose", "new", "surged", "critical")
_DEPARTMENTS = (
    Column("owner", Kind.TEXT),
    Column("themes", Kind.INT, label="route.columns.themes"),
    Column("contacts", Kind.INT),
    Column("this_week", Kind.INT, label="watch.columns.this_week"),
    Column("last_4w", Kind.INT),
    Column("moved", Kind.INT, label="route.columns.moved"),
    Column("praised", Kind.INT, label="route.columns.praised"),
)
_THEMES = (
    Column("side", Kind.CODE, label="report.columns.side"),
    Column("theme", Kind.TEXT),
    Column("contacts", Kind.INT),
    Column("this_week", Kind.INT, label="watch.columns.this_week"),
    Column("prev_4w", Kind.INT),
    Column("last_4w", Kind.INT),
    Column("change", Kind.CODE, width=10),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("theme_id", Kind.ID, Place.BELOW),
    Column("requests", Kind.TEXT, Place.BELOW, label="route.columns.requests"),
    Column("with_owners", Kind.TEXT, Place.BELOW, label="route.columns.with_owners"),
    Column("customers", Kind.INT, Place.DETAIL),
    Column("q", Kind.SCORE, Place.DETAIL),
    Column("quote_date", Kind.DATE, Place.DETAIL),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)


@dataclass(frozen=True)
class Department:
    """A department with the themes that it owns; `name` is "" where nobody does."""

    name: str
    rows: tuple[dict[str, Any], ...]  # of both sides, the critical first, then by contacts

    @property
    def themes(self) -> frozenset[str]:
        """The ids of its themes."""
        return frozenset(str(row["theme_id"]) for row in self.rows)

    def contacts(self, side: str = "") -> frozenset[str]:
        """The contacts of its themes, each once."""
        own = (row for row in self.rows if side in ("", row["side"]))
        return frozenset(contact for row in own for contact in row["evidence"])


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """One line per department, then the themes of each. A theme of several departments is in each of their lists."""
    found = departments(facts, asked.as_of)
    return (_overview(facts, found, asked.as_of), *(department_table(one) for one in found))


def departments(
    facts: Facts, as_of: date | None, requests: Mapping[str, Sequence[str | Note]] | None = None
) -> list[Department]:
    """The departments by their contacts, those themes last that nobody owns.

    requests: theme id -> its 改善要望票 in words, where there are any.
    """
    rows = [*_minus(facts, as_of), *_plus(facts, as_of)]
    for row in rows:
        row["requests"] = tuple((requests or {}).get(row["theme_id"], ())) or None
    names = sorted({name for row in rows for name in row["owners"] or ("",)})
    found = [
        Department(name, tuple(_for(name, row) for row in rows if name in (row["owners"] or ("",))))
        for name in names
    ]
    return sorted(found, key=lambda d: (not d.name, -len(d.contacts("minus")), d.name))


def department_table(department: Department) -> Insight:
    """The themes of a department: complaints first, then what is praised. `evidence` are contacts."""
    minus, plus = (len(department.contacts(side)) for side in ("minus", "plus"))
    values = {"owner": department.name or Note("watch.no_owner"), "n": minus, "plus": plus}
    return Insight(
        name=f"route_{department.name or 'nobody'}",
        title=Note("route.department_title", values),
        table=tabulate(
            [{c.key: row.get(c.key) for c in _THEMES} for row in department.rows], _THEMES
        ),
        columns=_THEMES,
        n_used=len(department.contacts()),
        evidence=tuple(row["evidence"] for row in department.rows),
    )


def _overview(facts: Facts, found: Sequence[Department], as_of: date | None) -> Insight:
    week, period = week_of(as_of), facts.period
    days = facts.contacts.set_index("contact_id")["day"]
    rows = []
    for one in found:
        own = days[sorted(one.contacts("minus"))]
        four = within(own, (period.recent_from, period.recent_to) if period else None)
        minus = [row for row in one.rows if row["side"] == "minus"]
        rows.append(
            {
                "owner": one.name or Note("watch.no_owner"),
                "themes": len(minus),
                "contacts": len(own),
                "this_week": int(within(own, week).sum()) if week else None,
                "last_4w": int(four.sum()) if period else None,
                "moved": sum(row["change"] in _UP for row in minus) if period else None,
                "praised": len(one.contacts("plus")),
            }
        )
    return Insight(
        name="route",
        title=Note("route.title"),
        table=tabulate(rows, _DEPARTMENTS),
        columns=_DEPARTMENTS,
        notes=_notes(facts, found),
        n_input=facts.funnel.with_signal,
        n_used=len({contact for one in found for contact in one.contacts("minus")}),
        evidence=tuple(tuple(sorted(one.contacts("minus"))) for one in found),
        keys=("owner",),
        measure="contacts",
    )


def _notes(facts: Facts, found: Sequence[Department]) -> tuple[Note, ...]:
    notes = [Note("route.means")] if found else []
    several = {r["theme_id"] for one in found for r in one.rows if r["with_owners"]}
    each = [one.contacts("minus") for one in found]
    over = sum(map(len, each)) - len(frozenset().union(*each))
    if several:
        notes.append(Note("route.several", {"k": len(several), "n": over}))
    if found and not found[-1].name:
        key = "route.nobody_at_all" if len(found) == 1 else "route.nobody"
        notes.append(Note(key, {"k": len(found[-1].rows)}))
    if facts.funnel.unassigned:
        notes.append(Note("route.unassigned", {"n": facts.funnel.unassigned}))
    return tuple(notes)


def _minus(facts: Facts, as_of: date | None) -> list[dict[str, Any]]:
    """The themes of complaints as the ranking counts them."""
    critical, ranked = rank_themes(facts, Ranking("contacts", show_all=True), "")
    owners = owners_of(facts)
    out = []
    for table in (critical.table, ranked.table):
        for row in table.to_dict("records"):
            own = facts.contacts[facts.contacts["theme_id"] == row["theme_id"]]
            cells = {str(k): v for k, v in row.items()}
            out.append({**cells, "side": "minus", **_own(own, owners[row["theme_id"]], as_of)})
    return out


def _plus(facts: Facts, as_of: date | None) -> list[dict[str, Any]]:
    """The themes of praise as the overview counts them."""
    if facts.plus.empty:
        return []
    praised = carries(facts.contacts, PRAISE)
    told = facts.plus["owners"] if "owners" in facts.plus else [()] * len(facts.plus)
    owners = {k: tuple(v or ()) for k, v in zip(facts.plus["theme_id"], told, strict=True)}
    out = []
    for row in plus_side.build(facts).table.to_dict("records"):
        own = facts.contacts[(facts.contacts["plus_id"] == row["theme_id"]) & praised]
        cells = {str(k): v for k, v in row.items()}
        out.append({**cells, "side": "plus", **_own(own, owners[row["theme_id"]], as_of)})
    return out


def _own(own: pd.DataFrame, owners: tuple[str, ...], as_of: date | None) -> dict[str, Any]:
    """What `route` adds to a row of another table."""
    known = own.loc[own["customer"] != "", "customer"]
    return {
        "owners": owners,
        "this_week": int(within(own["day"], week_of(as_of)).sum()) if as_of else None,
        "customers": int(known.nunique()) if len(known) else None,
        "evidence": tuple(sorted(own["contact_id"])),
    }


def _for(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """The row as this department sees it: the others who own the theme as well."""
    return {**row, "with_owners": tuple(o for o in row["owners"] if o != name) or None}
