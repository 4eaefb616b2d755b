"""Channels and sites compared, where their words can be compared at all."""

from __future__ import annotations

import re

import pandas as pd

from vocli.insights.counting import share_of, top_theme
from vocli.insights.tabulate import tabulate
from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.stats.proportions import differ, judge

_STYLES = (re.compile("お?申し?出"), re.compile("とのこと"))
_STYLE_P = 0.001
_COLUMNS = (
    Column("voice_kind", Kind.CODE),
    Column("channel", Kind.CODE),
    Column("contacts", Kind.INT),
    Column("complaints", Kind.INT, label="consistency.columns.complaints"),
    Column("share", Kind.SHARE),
    Column("verdict", Kind.CODE, label="consistency.columns.verdict"),
    Column("theme", Kind.TEXT, Place.BELOW),
    Column("solved", Kind.TEXT, Place.BELOW, label="consistency.columns.solved"),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("q", Kind.SCORE, Place.DETAIL),
)


def compare_channels(facts: Facts) -> tuple[Insight, ...]:
    """Per kind of words and channel the share of complaints, tested within the kind; and the sites' style."""
    kind = facts.voices.drop_duplicates("contact_id").set_index("contact_id")["kind"]
    contacts = facts.contacts.assign(voice_kind=facts.contacts["contact_id"].map(kind).fillna(""))
    contacts = contacts[contacts["voice_kind"] != ""]
    rows: list[dict[str, object]] = []
    for name, own in contacts.groupby("voice_kind", sort=True):
        rows += _within(facts, str(name), own)
    table = Insight(
        name="channels",
        title=Note("consistency.channels_title", {"n": len(contacts)}),
        table=tabulate(rows, _COLUMNS),
        columns=_COLUMNS,
        notes=(Note("consistency.kinds_apart"), *_styles(facts, contacts)),
        n_input=len(facts.contacts),
        n_used=len(contacts),
        evidence=tuple(row["ids"] for row in rows),  # type: ignore[misc]
    )
    return (table,) if rows else ()


def _within(facts: Facts, kind: str, own: pd.DataFrame) -> list[dict[str, object]]:
    channels = [(str(c), part) for c, part in own.groupby("channel", sort=True)]
    channels.sort(key=lambda pair: (-len(pair[1]), pair[0]))
    counts = [(int(part["considered"].sum()), len(part)) for _, part in channels]
    rows: list[dict[str, object]] = []
    for (channel, part), (hits, n), judged in zip(channels, counts, judge(counts), strict=True):
        rows.append(
            {
                "voice_kind": kind,
                "channel": channel,
                "contacts": n,
                "complaints": hits,
                **share_of(hits, n),
                "verdict": judged[0],
                "q": judged[1],
                "theme": _top(facts, part),
                "solved": _solved(part),
                "ids": tuple(part["contact_id"]),
            }
        )
    return rows


def _top(facts: Facts, part: pd.DataFrame) -> Note | None:
    found = top_theme(facts, part)
    return Note("consistency.top", {"theme": found[0], "n": found[1]}) if found else None


def _solved(part: pd.DataFrame) -> Note | None:
    if "resolved" not in part or "unresolved" not in part:
        return None
    solved = int((part["resolved"] & ~part["unresolved"]).sum())
    unsolved = int(part["unresolved"].sum())
    if not solved and not unsolved:
        return None
    return Note("consistency.solved", {"solved": solved, "unsolved": unsolved})


def _styles(facts: Facts, contacts: pd.DataFrame) -> tuple[Note, ...]:
    """Two sites whose operators close their notes differently: their notes are no measure of customers."""
    notes = facts.voices[(facts.voices["kind"] == "note") & (facts.voices["set_aside"] == "")]
    site = dict(zip(contacts["contact_id"], contacts["site"], strict=True))
    notes = notes.assign(site=notes["contact_id"].map(site).fillna(""))
    notes = notes[notes["site"] != ""]
    told = []
    for pattern in _STYLES:
        marked = notes["text"].str.contains(pattern)
        counts = [
            (str(name), int(own.sum()), len(own)) for name, own in marked.groupby(notes["site"])
        ]
        if len(counts) < 2:
            continue
        counts.sort(key=lambda row: (-row[1] / row[2], row[0]))
        (one, a, n), (two, b, m) = counts[0], counts[-1]
        if differ(a, n, b, m) < _STYLE_P:
            values = {"one": one, "two": two, "a": f"{a / n:.0%}", "b": f"{b / m:.0%}"}
            key = "proposal" if pattern is _STYLES[0] else "report"
            told.append(Note(f"consistency.style_{key}", values))
    return tuple(told)
