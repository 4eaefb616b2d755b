"""The customer's way from hearing of a thing to leaving it: where contacts stand, and where the way breaks."""

from __future__ import annotations

from typing import Any

import pandas as pd

from vocli.insights.counting import people, share_of, top_theme
from vocli.insights.journey_breaks import list_breaks, list_paths
from vocli.insights.journey_reliability import MEASURED, doubt, doubts
from vocli.insights.journey_stages import NEW_DAYS, STAGES, said, stage_contacts
from vocli.insights.quote import representative
from vocli.insights.tabulate import tabulate
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place

NEEDS = Needs(
    signals=(
        "churn_request",
        "churned",
        "advocate",
        "expectation_missed",
        "not_as_expected",
        "inconsistent",
        "distrust",
    ),
    tags=("stage", "from_stage"),
    themes=True,
)
FEW = 20  # contacts below which a share says little
_CHANNELS = 2  # channels that a row names
_SHOWN = 10
_STAGES = (
    Column("stage", Kind.CODE, label="journey.columns.stage"),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("complaints", Kind.INT, label="journey.columns.complaints"),
    Column("top_theme", Kind.TEXT, label="journey.columns.top_theme"),
    Column("channels", Kind.TEXT, label="journey.columns.channels"),
    Column("reliability", Kind.CODE, Place.BELOW, label="journey.columns.reliability"),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("customers", Kind.INT, Place.DETAIL),
    Column("by_words", Kind.INT, Place.DETAIL, label="journey.columns.by_words"),
    Column("by_date", Kind.INT, Place.DETAIL, label="journey.columns.by_date"),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)
_SPOTS = (
    Column("stage", Kind.CODE, label="journey.columns.stage"),
    Column("theme", Kind.TEXT),
    Column("channel", Kind.CODE),
    Column("contacts", Kind.INT),
    Column("customers", Kind.INT),
    Column("theme_id", Kind.ID, Place.DETAIL),
)


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """Contacts by stage; complaints by stage, theme and channel; breaks between stages; customers' paths.

    Evidence are contact ids throughout: a stage may come from a date, without a voice.
    """
    staged = stage_contacts(facts)
    return (
        _stages(facts, staged),
        _spots(facts, staged),
        list_breaks(facts, staged, _next(asked.files)),
        list_paths(facts, staged),
    )


def _stages(facts: Facts, staged: pd.DataFrame) -> Insight:
    told = staged[staged["stage"] != ""]
    voices = said(facts, "stage")
    rows = [
        _row(facts, stage, told[told["stage"] == stage], voices, len(told))
        for stage in (STAGES if len(told) else ())  # the whole way, also where nobody stands
    ]
    return Insight(
        name="journey",
        title=Note("journey.title", {"n": len(told), "total": len(staged)}),
        table=tabulate(rows, _STAGES),
        columns=_STAGES,
        notes=_notes(staged, len(told)),
        n_input=len(staged),
        n_used=len(told),
        evidence=tuple(row["evidence"] for row in rows),
        keys=("stage",),
        measure="contacts",
    )


def _row(
    facts: Facts, stage: str, own: pd.DataFrame, voices: pd.DataFrame, base: int
) -> dict[str, Any]:
    spoken = voices[voices["contact_id"].isin(own["contact_id"]) & (voices["stage"] == stage)]
    quote = representative(spoken.assign(theme_score=0.0), "")
    return {
        "stage": stage,
        "contacts": len(own),
        **share_of(len(own), base if base >= FEW else 0),
        "complaints": int(own["complains"].sum()),
        "top_theme": (top_theme(facts, own[own["complains"]]) or ("", 0))[0],
        "channels": _channels(own),
        "reliability": doubt(MEASURED, stage) if len(own) else None,
        "quote": quote["text"],
        "customers": people(own),
        "by_words": int((own["told_by"] == "words").sum()),
        "by_date": int((own["told_by"] == "date").sum()),
        "voice_kind": quote["kind"],
        "evidence": tuple(str(i) for i in own["contact_id"]),
    }


def _channels(own: pd.DataFrame) -> Note | None:
    """The channels with most contacts and their counts."""
    counts = own["channel"].value_counts()
    best = sorted(counts.index, key=lambda channel: (-counts[channel], channel))[:_CHANNELS]
    parts = [
        Note("journey.channel", {"channel": Note(f"codes.channel.{c}"), "n": int(counts[c])})
        for c in best
    ]
    return Note("journey.list", {"items": parts}) if parts else None


def _spots(facts: Facts, staged: pd.DataFrame) -> Insight:
    """Complaints by stage, theme and channel, most contacts first."""
    complaints = staged[(staged["stage"] != "") & staged["complains"]]
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    rows: list[dict[str, Any]] = []
    for (stage, theme, channel), own in complaints.groupby(["stage", "theme_id", "channel"]):
        rows.append(
            {
                "stage": stage,
                "theme": names.get(theme, theme) if theme else Note("codes.unassigned"),
                "channel": channel,
                "contacts": len(own),
                "customers": people(own),
                "theme_id": theme,
                "evidence": tuple(str(i) for i in own["contact_id"]),
            }
        )
    rows.sort(
        key=lambda row: (
            -row["contacts"],
            STAGES.index(row["stage"]),
            row["theme_id"] == "",
            row["theme_id"],
            row["channel"],
        )
    )
    return Insight(
        name="spots",
        title=Note("journey.spots_title", {"n": len(complaints)}),
        table=tabulate(rows, _SPOTS),
        columns=_SPOTS,
        n_input=len(staged),
        n_used=len(complaints),
        evidence=tuple(row["evidence"] for row in rows),
        shown=_SHOWN,
    )


def _notes(staged: pd.DataFrame, told: int) -> tuple[Note, ...]:
    """How many tell no stage, where the stages come from, and what is unsure."""
    total = len(staged)
    without = total - told
    share = f"{without / total:.1%}" if total else "0.0%"
    notes = [Note("journey.without", {"n": without, "total": total, "share": share})]
    by_date = int((staged["told_by"] == "date").sum())
    notes.append(
        Note("journey.told_by", {"words": told - by_date, "date": by_date, "days": NEW_DAYS})
    )
    if not any(staged[column].notna().any() for column in ("contract_since", "churned_at")):
        notes.append(Note("journey.no_dates"))
    if 0 < told < FEW:
        notes.append(Note("journey.few", {"least": FEW}))
    return (*notes, *doubts(MEASURED, set(staged["stage"]), "journey.reference"))


def _next(files: str) -> Note:
    return Note("journey.next", {"files": files}, screen_only=True)
