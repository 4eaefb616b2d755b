"""The FAQ's own entries: how often each is asked before and after its publication, and which no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from vocli.insights.counting import people
from vocli.insights.faq_answers import Answer
from vocli.insights.faq_entries import Entry
from vocli.insights.faq_wording import wordings
from vocli.insights.tabulate import tabulate
from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.stats.ratios import LEAST, LEAST_DAYS, Ratio, rate_ratio

_QUIET = 28  # days without a contact after which an entry is asked no longer
_SHOWN = 12
_COVERED = (
    Column("number", Kind.ID, label="faq.columns.number"),
    Column("entry", Kind.TEXT, width=26, label="faq.columns.entry"),
    Column("opened", Kind.DATE, label="faq.columns.opened"),
    Column("contacts", Kind.INT),
    Column("customers", Kind.INT),
    Column("last_4w", Kind.INT),
    Column("since_opened", Kind.CODE, label="faq.columns.since_opened"),
    Column("rates", Kind.TEXT, Place.BELOW, label="faq.columns.rates"),
    Column("as_asked", Kind.TEXT, Place.BELOW, label="faq.columns.as_asked"),
    Column("asked", Kind.INT, Place.DETAIL, label="faq.columns.asked"),
    Column("before", Kind.INT, Place.DETAIL, label="faq.columns.before"),
    Column("after", Kind.INT, Place.DETAIL, label="faq.columns.after"),
    Column("before_days", Kind.INT, Place.DETAIL, label="faq.columns.before_days"),
    Column("after_days", Kind.INT, Place.DETAIL, label="faq.columns.after_days"),
    Column("ratio", Kind.SCORE, Place.DETAIL, label="faq.columns.ratio"),
    Column("ratio_low", Kind.SCORE, Place.DETAIL, label="faq.columns.ratio_low"),
    Column("ratio_high", Kind.SCORE, Place.DETAIL, label="faq.columns.ratio_high"),
    Column("answer", Kind.TEXT, Place.DETAIL, label="faq.columns.answer_now"),
)
_QUIET_COLUMNS = (
    Column("number", Kind.ID, label="faq.columns.number"),
    Column("entry", Kind.TEXT, label="faq.columns.entry"),
    Column("opened", Kind.DATE, label="faq.columns.opened"),
    Column("contacts", Kind.INT, label="faq.columns.in_period"),
    Column("last", Kind.DATE, label="faq.columns.last"),
)


def entry_contacts(facts: Facts, covers: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """By entry number the voices that are about it: those alike, and all that ask a question it covers."""
    voices = facts.voices
    asked = voices["ask"].map(lambda ask: covers.get(ask, ""))
    about = voices["entry"].mask(asked != "", asked)
    own = voices.assign(about=about)
    return {str(number): said for number, said in own[about != ""].groupby("about", sort=True)}


def covered(
    facts: Facts,
    entries: Sequence[Entry],
    contacts: Mapping[str, pd.DataFrame],
    answers: Mapping[str, Answer],
) -> Insight:
    """Entries that were asked within the last 28 days, the most asked first."""
    rows = [
        _row(facts, entry, contacts[entry.number], answers)
        for entry in entries
        if entry.number in contacts and not _is_quiet(facts, contacts[entry.number])
    ]
    rows.sort(key=lambda row: (-int(str(row["contacts"])), str(row["number"])))
    return Insight(
        name="faq_covered",
        title=Note("faq.title_covered", {"n": len(rows), "entries": len(entries)}),
        table=tabulate(rows, _COVERED),
        columns=_COVERED,
        notes=(
            (
                Note("faq.about_means"),
                Note("faq.few_means", {"least": LEAST, "days": LEAST_DAYS}),
                Note("faq.no_cause"),
            )
            if rows
            else ()
        ),
        n_input=len(facts.contacts),
        n_used=len({c for row in rows for c in row["evidence"]}),  # type: ignore[attr-defined]
        evidence=tuple(row["evidence"] for row in rows),  # type: ignore[misc]
        shown=_SHOWN,
    )


def no_longer(
    facts: Facts, entries: Sequence[Entry], contacts: Mapping[str, pd.DataFrame]
) -> Insight:
    """Entries that nobody asked for within the last 28 days, the one asked longest ago first."""
    rows = []
    for entry in entries:
        own = contacts.get(entry.number)
        if own is not None and not _is_quiet(facts, own):
            continue
        ids = tuple(sorted(set(own["contact_id"]))) if own is not None else ()
        days = _days(facts, ids)
        rows.append(
            {
                "number": entry.number,
                "entry": entry.question,
                "opened": entry.opened,
                "contacts": len(ids),
                "last": max(days, default=None),
                "evidence": ids,
            }
        )
    rows.sort(key=lambda r: (r["last"] is not None, str(r["last"]), str(r["number"])))
    return Insight(
        name="faq_no_longer",
        title=Note("faq.title_no_longer", {"n": len(rows), "days": _QUIET}),
        table=tabulate(rows, _QUIET_COLUMNS),
        columns=_QUIET_COLUMNS,
        notes=(Note("faq.quiet_means"),) if rows else (),
        n_input=len(facts.contacts),
        n_used=len(rows),
        evidence=tuple(row["evidence"] for row in rows),  # type: ignore[misc]
        shown=_SHOWN,
    )


def _row(
    facts: Facts, entry: Entry, voices: pd.DataFrame, answers: Mapping[str, Answer]
) -> dict[str, object]:
    ids = tuple(sorted(set(voices["contact_id"])))
    own = facts.contacts[facts.contacts["contact_id"].isin(ids)]
    days = _days(facts, ids)
    opened = entry.opened
    before_days, after_days = _open_days(facts, opened)
    before = sum(day < opened for day in days) if opened else 0
    ratio = rate_ratio(before, len(days) - before, before_days, after_days)
    quotes = voices.assign(ask_score=voices["entry_score"])
    asks = voices[voices["ask"] != ""]
    given = [answers[a].text for a in sorted(set(asks["ask"])) if a in answers and answers[a].text]
    last = max((d for d in facts.contacts["day"] if d is not None), default=None)
    return {
        "number": entry.number,
        "entry": entry.question,
        "opened": opened,
        "contacts": len(ids),
        "customers": people(own),
        "last_4w": sum(day > last - timedelta(_QUIET) for day in days) if last else None,
        "since_opened": _verdict(ratio, opened, before_days),
        "rates": _rates(ratio, (before, len(days) - before), (before_days, after_days), opened),
        "as_asked": tuple(wordings(quotes))[:3],
        "asked": int(asks["contact_id"].nunique()),
        "before": before if before_days else None,
        "after": len(days) - before if before_days else None,
        "before_days": before_days or None,
        "after_days": after_days if before_days else None,
        "ratio": ratio.value,
        "ratio_low": ratio.low,
        "ratio_high": ratio.high,
        "answer": given[0] if given else "",
        "evidence": ids,
    }


def _verdict(ratio: Ratio, opened: date | None, before_days: int) -> str:
    if opened is None:
        return "no_date"
    return ratio.verdict if before_days else "before_period"


def _rates(
    ratio: Ratio, counts: tuple[int, int], days: tuple[int, int], opened: date | None
) -> Note | None:
    if opened is None or not days[0] or not days[1]:
        return None
    values: dict[str, object] = {
        "before": counts[0],
        "after": counts[1],
        "before_days": days[0],
        "after_days": days[1],
        "before_rate": f"{counts[0] / days[0]:.2f}",
        "after_rate": f"{counts[1] / days[1]:.2f}",
    }
    if ratio.low is None or ratio.high is None:
        return Note("faq.rates_few", values)
    return Note("faq.rates", values | {"low": f"{ratio.low:.2f}", "high": f"{ratio.high:.2f}"})


def _open_days(facts: Facts, opened: date | None) -> tuple[int, int]:
    if opened is None:
        return 0, 0
    days = [day for day in facts.open_days if isinstance(day, date)]
    before = sum(day < opened for day in days)
    return before, len(days) - before


def _days(facts: Facts, ids: Sequence[str]) -> list[date]:
    own = facts.contacts[facts.contacts["contact_id"].isin(list(ids))]
    return sorted(day for day in own["day"] if day is not None)


def _is_quiet(facts: Facts, voices: pd.DataFrame) -> bool:
    last = max((day for day in facts.contacts["day"] if day is not None), default=None)
    if last is None:
        return False
    days = _days(facts, sorted(set(voices["contact_id"])))
    return not any(day > last - timedelta(_QUIET) for day in days)
