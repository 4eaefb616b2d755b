"""Products, sites and the like side by side: how many contacts, how many with a complaint, mostly about what."""

from __future__ import annotations

from typing import Any

import pandas as pd

from vocli.insights.picture import FEW, carries
from vocli.messages import t
from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.stats.proportions import against_rest
from vocli.stats.rates import benjamini_hochberg, wilson

FIELDS: tuple[str, ...] = ("product", "site")
_LIMIT = 0.05  # q-value below which a difference is called one
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
    verdicts = _judge(groups)
    base = float(labelled["considered"].mean())
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    rows = [_row(t("grouping.whole"), contacts, names)]
    rows += [
        {**_row(name, own, names), **_against(own, base), "verdict": verdicts[name]}
        for name, own in groups.items()
    ]
    blank = contacts[labels == ""]
    parts = [contacts, *groups.values()]
    if len(blank):
        rows.append(_row(t("grouping.blank"), blank, names))
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


def _judge(groups: dict[str, pd.DataFrame]) -> dict[str, str]:
    """Per label "higher", "lower", "no_difference" or "few"; "alone" for the only one."""
    if len(groups) == 1:
        return dict.fromkeys(groups, "alone")
    counts = [(int(own["considered"].sum()), len(own)) for own in groups.values()]
    p = dict(zip(groups, against_rest(counts), strict=True))
    enough = [name for name, (_, n) in zip(groups, counts, strict=True) if n >= FEW]
    q = dict(zip(enough, benjamini_hochberg([p[name] for name in enough]), strict=True))
    hits, total = sum(h for h, _ in counts), sum(n for _, n in counts)
    verdicts = {}
    for name, (own, n) in zip(groups, counts, strict=True):
        if name not in q:
            verdicts[name] = "few"
        elif q[name] >= _LIMIT:
            verdicts[name] = "no_difference"
        else:
            verdicts[name] = "higher" if own * total > hits * n else "lower"
    return verdicts


def _row(name: str, own: pd.DataFrame, names: dict[str, str]) -> dict[str, Any]:
    n, complaints = len(own), int(own["considered"].sum())
    low, high = wilson(complaints, n)
    theme, about = _top_theme(own, names)
    return {
        "label": name,
        "contacts": n,
        "complaint": complaints,
        "share": complaints / n if n else None,
        "share_low": low if n else None,
        "share_high": high if n else None,
        "diff": None,
        "verdict": None,
        "few": t("codes.few") if n < FEW else "",
        "customers": _distinct(own),
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


def _distinct(own: pd.DataFrame) -> int | None:
    """How many customers; nothing where none is known."""
    known = own.loc[own["customer"] != "", "customer"]
    return int(known.nunique()) if len(known) else None


def _top_theme(own: pd.DataFrame, names: dict[str, str]) -> tuple[str | None, int | None]:
    """The theme with the most contacts and how many; the smaller id among equals."""
    counts = own.loc[own["theme_id"] != "", "theme_id"].value_counts()
    if counts.empty:
        return None, None
    theme = min(counts.index, key=lambda key: (-counts[key], key))
    return names.get(theme, theme), int(counts[theme])


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
