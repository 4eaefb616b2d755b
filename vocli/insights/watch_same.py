"""同じ条件で、まだ連絡のないお客様: the lot or the like that nearly all of a matter share, and who else has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from vocli.insights.audience import to_call
from vocli.insights.surges import Surge
from vocli.insights.tabulate import tabulate
from vocli.insights.watch_days import label_of, most, until, values_of
from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.stats.rates import share_rise

_LEAST = (
    3  # customers of a matter with a known value, below which nothing is said of what they share
)
_MOST = 0.8  # of them that share one value
_LIMIT = 0.01  # over all matters and columns: the chance that a value is shared by chance
_SHOWN = 10
_OWN = ("member", "customer", "do_not_contact", "churned_at")
_CONDITIONS = (
    Column("theme", Kind.TEXT),
    Column("condition", Kind.TEXT, label="watch.columns.condition"),
    Column("customers", Kind.INT, label="watch.columns.with_it"),
    Column("known", Kind.INT, label="watch.columns.known"),
    Column("share", Kind.SHARE, label="watch.columns.share_of_list"),
    Column("unheard", Kind.INT, label="watch.columns.unheard"),
    Column("left_out", Kind.INT, Place.DETAIL, label="watch.columns.left_out"),
    Column("p", Kind.SCORE, Place.DETAIL, label="columns.p_value"),
    Column("theme_id", Kind.ID, Place.DETAIL),
)
_LIST = (
    Column("theme", Kind.TEXT),
    Column("condition", Kind.TEXT, label="watch.columns.condition"),
    Column("member", Kind.ID, label="watch.columns.member"),
    Column("heard", Kind.DATE, label="watch.columns.heard"),
    Column("theme_id", Kind.ID, Place.DETAIL),
)


@dataclass(frozen=True)
class _Matter:
    """A critical theme, or the one day of a theme, with the contacts that are its own."""

    theme_id: str
    name: str
    contacts: pd.DataFrame


@dataclass(frozen=True)
class _Shared:
    """What the customers of a matter share. `hits` of `known` have it, and `of_list` of all customers."""

    matter: _Matter
    column: str
    value: str
    hits: int
    known: int
    of_list: float
    p: float

    @property
    def condition(self) -> Note:
        """Name and value."""
        return Note("watch.condition", {"name": label_of(self.column), "value": self.value})


def same_tables(
    facts: Facts, as_of: date | None, surges: Mapping[str, Surge]
) -> tuple[Insight, Insight]:
    """The conditions, one row each, and for the desk the customers of the list who have not been heard of the matter.

    A condition is told where one value holds at least 80% of three or more customers and its share among them is
    beyond chance against its share in the list (exact binomial, 1% over everything that was tried). Of several
    columns the one that holds the fewest customers of the list. Who left, or must not be called, is not listed.
    """
    facts = until(facts, as_of)
    matters = _matters(facts, surges)
    found = [] if facts.listed.empty else _find(facts, matters)
    rows, people = [], []
    for shared in found:
        listed, left_out = _unheard(facts, shared, as_of)
        rows.append(_condition(shared, len(listed), left_out))
        people += listed
    conditions = Insight(
        name="watch_same",
        title=Note("watch.same_title"),
        table=tabulate(rows, _CONDITIONS),
        columns=_CONDITIONS,
        notes=_notes(facts, matters, rows),
        n_input=len(matters),
        n_used=len(rows),
        evidence=tuple(_evidence(facts, shared) for shared in found),
        keys=("theme", "condition"),
        measure="unheard",
    )
    return conditions, _listed(people)


def _matters(facts: Facts, surges: Mapping[str, Surge]) -> list[_Matter]:
    """Critical themes, and the days on which a theme burst."""
    critical, bursts = [], []
    for theme in facts.themes.to_dict("records"):
        key, name = str(theme["theme_id"]), str(theme["name"])
        own = facts.contacts[facts.contacts["theme_id"] == key]
        if theme["critical"]:
            critical.append(_Matter(key, name, own))
        elif surges[key].day:
            bursts.append(_Matter(key, name, own[own["day"] == surges[key].day]))
    return [matter for matter in (*critical, *bursts) if len(matter.contacts)]


def _find(facts: Facts, matters: list[_Matter]) -> list[_Shared]:
    """Per matter the narrowest condition that is beyond chance."""
    columns = [c for c in facts.listed.columns if c not in _OWN]
    tried = max(1, len(matters) * len(columns))
    out = []
    for matter in matters:
        shared = [_shared(facts, matter, column) for column in columns]
        sure = [one for one in shared if one and one.p * tried < _LIMIT]
        if sure:
            out.append(min(sure, key=lambda one: (one.of_list, one.column)))
    return out


def _shared(facts: Facts, matter: _Matter, column: str) -> _Shared | None:
    """The value that nearly all customers of a matter have under one column; None where none has, or too few."""
    people = matter.contacts[matter.contacts["customer"] != ""].drop_duplicates("customer")
    values = values_of(facts, people, column)
    known = values[values != ""]
    if len(known) < _LEAST:
        return None
    value, hits = most(known)
    told = facts.listed[facts.listed[column] != ""]
    share = float((told[column] == value).mean()) if len(told) else 0.0
    if hits < _MOST * len(known) or not 0 < share < 1:
        return None
    return _Shared(
        matter, column, value, hits, len(known), share, share_rise(hits, len(known), share)
    )


def _unheard(
    facts: Facts, shared: _Shared, as_of: date | None
) -> tuple[list[dict[str, object]], int]:
    """Rows of those on the list who have the condition and were not heard of the matter; how many must not be called."""
    own = facts.listed[facts.listed[shared.column] == shared.value]
    heard = facts.contacts.loc[facts.contacts["theme_id"] == shared.matter.theme_id, "customer"]
    own = own[~own["customer"].isin({*heard} - {""})]
    own = own[[pd.isna(at) or as_of is None or at.date() > as_of for at in own["churned_at"]]]
    free, left_out = to_call(own)
    dated = facts.contacts[facts.contacts["day"].notna()]
    last = dated.groupby("customer")["day"].max()
    rows = [
        {
            "theme": shared.matter.name,
            "condition": shared.condition,
            "member": row["member"],
            "heard": last.get(row["customer"]),
            "theme_id": shared.matter.theme_id,
        }
        for row in free.sort_values("member", kind="stable").to_dict("records")
    ]
    return rows, left_out


def _condition(shared: _Shared, unheard: int, left_out: int) -> dict[str, object]:
    return {
        "theme": shared.matter.name,
        "condition": shared.condition,
        "customers": shared.hits,
        "known": shared.known,
        "share": shared.of_list,
        "unheard": unheard,
        "left_out": left_out,
        "p": shared.p,
        "theme_id": shared.matter.theme_id,
    }


def _evidence(facts: Facts, shared: _Shared) -> tuple[str, ...]:
    """One contact of each customer of the matter who has the condition."""
    people = shared.matter.contacts.sort_values(["occurred_at", "contact_id"], kind="stable")
    people = people[people["customer"] != ""].drop_duplicates("customer")
    values = values_of(facts, people, shared.column)
    return tuple(sorted(people.loc[values == shared.value, "contact_id"]))


def _notes(facts: Facts, matters: list[_Matter], rows: list[dict[str, object]]) -> tuple[Note, ...]:
    if facts.listed.empty:
        return (Note("watch.no_list"),)
    left = sum(int(str(row["left_out"])) for row in rows)
    notes = [Note("watch.same_means")] if rows else []
    told = {row["theme_id"] for row in rows}
    rest = [matter for matter in matters if matter.theme_id not in told]
    for matter in rest:
        n = matter.contacts.loc[matter.contacts["customer"] != "", "customer"].nunique()
        key = "watch.too_few" if n < _LEAST else "watch.nothing_shared"
        notes.append(Note(key, {"theme": matter.name, "n": int(n), "least": _LEAST}))
    if left:
        notes.append(Note("watch.same_left_out", {"n": left}))
    return tuple(notes)


def _listed(people: list[dict[str, object]]) -> Insight:
    return Insight(
        name="watch_same_list",
        title=Note("watch.same_list_title", {"n": len(people)}),
        table=tabulate(people, _LIST),
        columns=_LIST,
        n_used=len(people),
        shown=_SHOWN if len(people) > _SHOWN + 1 else None,
        desk_only=True,
    )
