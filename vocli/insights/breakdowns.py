"""Products, sites and the like side by side: how many contacts, how many with a complaint, mostly about what."""

from __future__ import annotations

from typing import Any

import pandas as pd

from vocli.insights.counting import people, share_of, top_theme
from vocli.insights.picture import FEW, carries
from vocli.messages import t
from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.stats.proportions import judge

FIELDS: tuple[str, ...] = ("product", "site")
_PERCENT = 100


def build(facts: Facts, field: str) -> Insight | None:
    """One row for all contacts, then one per label of `field`, the most contacts first; None without labels.

    The labels' contacts add up to the first row. Contacts without a label are a row that is compared with
    nothing: they may have come in another way. diff is the share minus that of all labelled contacts, in
    points; a label is compared with all others together, and called higher or lower where q < 0.05
    (Benjamini & Hochberg over the labels with 20 contacts). Evidence are the contacts.
    """
    contacts = facts.contacts
    labels = contacts[field].fillna("").astype(str).str.strip()
    labelled = contacts[labels != ""]
    if labelled.empty:
        return None
    groups = {name: contacts[labels == name] for name in _by_count(labels)}
    counts = [(int(own["considered"].sum()), len(own)) for own in groups.values()]
    verdicts = dict(zip(groups, (verdict for verdict, _ in judge(counts)), strict=True))
    base = float(labelled["considered"].mean())
    rows = [_row(facts, t("grouping.whole"), contacts)]
    rows += [
        {**_row(facts, name, own), **_against(own, base), "verdict": verdicts[name]}
        for name, own in groups.items()
    ]
    blank = contacts[labels == ""]
    parts = [contacts, *groups.values()]
    if len(blank):
        rows.append(_row(facts, t("grouping.blank"), blank))
        parts.append(blank)
    few = any(row["few"] for row in rows)
    columns = tuple(c for c in _columns(field, len(blank)) if few or c.key != "few")
    return Insight(
        name=f"by_{field}",
        title=Note(f"workbook.by_{field}"),
        table=pd.DataFrame(rows, columns=[c.key for c in columns], dtype=object),
        columns=columns,
        notes=_notes((labelled, blank), base, few=few),
        n_input=len(contacts),
        n_used=len(contacts),
        evidence=tuple(tuple(own["contact_id"]) for own in parts),
        keys=(field,),
    )


def _by_count(labels: pd.Series) -> list[str]:
    """The labels there are, the most frequent first."""
    counts = labels[labels != ""].value_counts()
    return sorted(counts.index, key=lambda name: (-counts[name], name))


def _row(facts: Facts, name: str, own: pd.DataFrame) -> dict[str, Any]:
    n, complaints = len(own), int(own["considered"].sum())
    theme, about = top_theme(facts, own) or (None, None)
    return {
        "label": name,
        "contacts": n,
        "complaint": complaints,
        **share_of(complaints, n),
        "diff": None,
        "verdict": None,
        "few": t("codes.few") if n < FEW else "",
        "customers": people(own),
        "thanks": int(carries(own, ("thanks", "delight")).sum()),
        "delight": int(carries(own, ("delight",)).sum()),
        "top_theme": theme,
        "top_contacts": about,
    }


def _against(own: pd.DataFrame, base: float) -> dict[str, Any]:
    return {"diff": _PERCENT * (float(own["considered"].mean()) - base)}


def _notes(parts: tuple[pd.DataFrame, pd.DataFrame], base: float, *, few: bool) -> tuple[Note, ...]:
    """How the rows were compared, and with whom."""
    labelled, blank = parts
    notes = [Note("report.few", {"n": FEW})] if few else []
    if len(blank):
        notes.append(Note("workbook.blank", {"n": len(labelled), "share": base}))
    return (*notes, Note("workbook.judged"), Note("workbook.not_cause"))


def _columns(field: str, blank: int) -> tuple[Column, ...]:
    against = "diff_labelled" if blank else "diff"
    return (
        Column("label", Kind.TEXT, label=f"columns.{field}"),
        Column("contacts", Kind.INT),
        Column("complaint", Kind.INT, label="report.columns.complaint"),
        Column("share", Kind.SHARE, label="report.columns.share"),
        Column("diff", Kind.POINTS, label=f"workbook.columns.{against}"),
        Column("verdict", Kind.CODE, label="workbook.columns.verdict"),
        Column("few", Kind.TEXT, label="workbook.columns.few"),
        Column("customers", Kind.INT),
        Column("thanks", Kind.INT, label="report.columns.thanks"),
        Column("delight", Kind.INT, label="report.columns.delight"),
        Column("top_theme", Kind.TEXT, label="workbook.columns.top_theme"),
        Column("top_contacts", Kind.INT, label="workbook.columns.top_contacts"),
        Column("share_low", Kind.SHARE, Place.DETAIL),
        Column("share_high", Kind.SHARE, Place.DETAIL),
    )
