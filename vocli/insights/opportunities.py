"""Who asks for more, and who recommends us; with what stands against speaking of it now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from vocli.insights import opportunities_list
from vocli.insights.counting import people, share_of
from vocli.insights.opportunities_who import CHANCES, Chances, find_chances
from vocli.insights.quote import representative
from vocli.insights.tabulate import tabulate
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place

NEEDS = Needs(
    signals=(*CHANCES, "churn_request", "churned", "unresolved", "resolved"),
    themes=True,
    plus=True,
)
_SHOWN = 10
# Right among those claimed in the test half (benchmarks/opportunities_labelled.py).
MEASURED = {"upsell": (10, 11), "advocate": (4, 6)}
_TRUSTED = 0.7  # of those claimed, below which a kind is for reference only
_FACTS = (
    Column("complaint", Kind.INT, label="opportunities.columns.complaint"),
    Column("open", Kind.INT, label="opportunities.columns.open"),
    Column("free", Kind.INT, label="opportunities.columns.free"),
)
_MAIN = (
    Column("chance", Kind.CODE, label="opportunities.columns.chance"),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("customers", Kind.INT),
    *_FACTS,
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("barred", Kind.INT, Place.DETAIL, label="opportunities.columns.barred"),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
)


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """Both kinds of chance with the facts beside them, by product and by theme, and the contacts to look at.

    `evidence` are contacts. The list leaves out who must not be contacted; the counts do not.
    """
    found = find_chances(facts)
    return (
        _main(facts, found),
        _by(facts, found, "product", lambda own: own["product"]),
        _by(facts, found, "theme", lambda own: _themes(facts, own)),
        opportunities_list.build(facts, found),
    )


def _main(facts: Facts, found: Chances) -> Insight:
    rows = []
    for chance in CHANCES:
        own = found.of(chance)
        if own.empty:
            continue
        voices = found.voices[found.voices["chance"] == chance]
        quote = representative(voices, "")
        rows.append(
            {
                "chance": chance,
                "contacts": len(own),
                **share_of(len(own), len(facts.contacts)),
                "customers": people(own),
                **_beside(own),
                "barred": int(own["barred"].sum()),
                "quote": quote["text"],
                "voice_kind": quote["kind"],
                "evidence": tuple(sorted(own["contact_id"])),
            }
        )
    return Insight(
        name="opportunities",
        title=Note("opportunities.title", {"n": int(found.contacts["contact_id"].nunique())}),
        table=tabulate(rows, _MAIN),
        columns=_MAIN,
        notes=_notes([str(row["chance"]) for row in rows]),
        n_input=len(facts.contacts),
        n_used=int(found.contacts["contact_id"].nunique()),
        evidence=tuple(row["evidence"] for row in rows),
        keys=("chance",),
        measure="contacts",
    )


def _notes(shown: Sequence[str]) -> tuple[Note, ...]:
    weak = [
        Note("opportunities.measured", {"kind": Note(f"codes.chance.{c}"), "right": right, "n": n})
        for c, (right, n) in MEASURED.items()
        if c in shown and right < _TRUSTED * n
    ]
    reference = (Note("opportunities.reference", {"kinds": weak}),) if weak else ()
    return (Note("opportunities.facts_mean"), Note("opportunities.permission"), *reference)


def _beside(own: pd.DataFrame) -> dict[str, Any]:
    """What speaks against: a complaint in the same contact, an open matter; and whom neither holds back."""
    return {
        "complaint": int(own["complains"].sum()),
        "open": int(own["open"].sum()),
        "free": int((~own["complains"] & ~own["open"] & ~own["barred"]).sum()),
    }


def _by(facts: Facts, found: Chances, key: str, of: Callable[[pd.DataFrame], pd.Series]) -> Insight:
    """Counts per kind of chance and label; contacts without a label stand in a row of their own."""
    columns = (
        Column("chance", Kind.CODE, label="opportunities.columns.chance"),
        Column(key, Kind.TEXT, label=f"opportunities.columns.{key}"),
        Column("contacts", Kind.INT),
        Column("customers", Kind.INT),
        *_FACTS,
    )
    rows = []
    for order, chance in enumerate(CHANCES):
        own = found.of(chance)
        labels = of(own)
        for label in sorted(set(labels)):
            part = own[labels == label]
            rows.append(
                {
                    "order": order,
                    "blank": not label,
                    "chance": chance,
                    key: label or Note(f"opportunities.no_{key}"),
                    "contacts": len(part),
                    "customers": people(part),
                    **_beside(part),
                    "evidence": tuple(sorted(part["contact_id"])),
                }
            )
    rows.sort(key=lambda r: (r["order"], r["blank"], -r["contacts"], str(r[key])))
    return Insight(
        name=f"by_{key}",
        title=Note(f"opportunities.by_{key}"),
        table=tabulate(rows, columns),
        columns=columns,
        notes=(Note(f"opportunities.{key}_means"),) if key == "theme" and rows else (),
        n_input=len(facts.contacts),
        n_used=int(found.contacts["contact_id"].nunique()),
        evidence=tuple(row["evidence"] for row in rows),
        shown=_SHOWN if len(rows) > _SHOWN + 1 else None,
    )


def _themes(facts: Facts, own: pd.DataFrame) -> pd.Series:
    """What the contact is about: the theme it praises for who recommends, else that of its complaint."""
    names = {
        **dict(zip(facts.plus["theme_id"], facts.plus["name"], strict=True)),
        **dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True)),
    }
    praised = own["plus_id"].where(own["chance"] == "advocate", "")
    told = praised.where(praised != "", own["theme_id"])
    return told.map(lambda id_: str(names.get(id_, "")))
