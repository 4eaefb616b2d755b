"""The figures of a 改善要望票: two weeks against the two before, where they come from, and three voices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from vocli.insights.effect_windows import reaches
from vocli.insights.named_theme import NamedTheme
from vocli.insights.quote import representative
from vocli.insights.tabulate import tabulate
from vocli.model import Column, Facts, Insight, Kind, Note, Place

_DAYS = 14
_LATE = 3  # days that the data may begin after the earlier two weeks
_WEEKS = 8  # weeks told one by one
_QUOTES = 3
_SHOWN = 5
_WITHHELD = ("harassment",)  # suspected harassment is quoted nowhere
_BREAKDOWN = (
    Column("item", Kind.TEXT, label="request.columns.item"),
    Column("recent", Kind.INT, label="request.columns.recent"),
    Column("earlier", Kind.INT, label="request.columns.earlier"),
)
_QUOTE = (
    Column("quote", Kind.QUOTE),
    Column("contact_id", Kind.ID),
    Column("date", Kind.DATE),
    Column("channel", Kind.CODE),
    Column("voice_id", Kind.ID, Place.DETAIL),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)


@dataclass(frozen=True)
class Fortnights:
    """Two whole weeks (Monday to Sunday) up to `end`, and the two before; None without dated contacts."""

    end: date | None
    complete: bool  # the data hold the earlier two weeks, too

    @property
    def start(self) -> date | None:
        """The first day of the recent two weeks."""
        return self.end - timedelta(_DAYS - 1) if self.end else None

    def recent(self, contacts: pd.DataFrame) -> pd.DataFrame:
        """The contacts of the recent two weeks."""
        return self._of(contacts, 0)

    def earlier(self, contacts: pd.DataFrame) -> pd.DataFrame:
        """The contacts of the two weeks before."""
        return self._of(contacts, _DAYS)

    def _of(self, contacts: pd.DataFrame, back: int) -> pd.DataFrame:
        if self.end is None:
            return contacts[:0]
        last = self.end - timedelta(back)
        first = last - timedelta(_DAYS - 1)
        return contacts[[d is not None and first <= d <= last for d in contacts["day"]]]

    @staticmethod
    def told(day: date | None) -> str:
        """Month and day."""
        return f"{day.month}/{day.day}" if day else ""


def fortnights(facts: Facts, as_of: date | None) -> Fortnights:
    """The newest two whole weeks that the data cover."""
    last = reaches(facts, as_of)
    if last is None:
        return Fortnights(None, False)
    end = last - timedelta((last.weekday() + 1) % 7)
    first = min(d for d in facts.contacts["day"] if d is not None)
    return Fortnights(end, first <= end - timedelta(2 * _DAYS - 1 - _LATE))


def breakdowns(facts: Facts, theme: NamedTheme, spans: Fortnights) -> tuple[Insight, ...]:
    """Contacts of both fortnights per channel, and per product where the export tells any."""
    own = theme.contacts(facts)
    channels = _by(own, spans, "channel")
    known = "product" in own and (own["product"] != "").any()
    return (channels, _by(own, spans, "product")) if known else (channels,)


def voices_of(facts: Facts, theme: NamedTheme, spans: Fortnights) -> Insight:
    """Three voices of the recent two weeks, of different contacts and, where there are any, different channels."""
    recent = spans.recent(theme.contacts(facts))
    voices = theme.voices(facts)
    voices = voices[voices["contact_id"].isin(recent["contact_id"]) & (voices["set_aside"] == "")]
    for signal in _WITHHELD:
        if signal in facts.held:
            voices = voices[~facts.held[signal].loc[voices.index]]
    rows = _chosen(voices, recent, theme)
    return Insight(
        name="request_voices",
        title=Note("request.voices", {"n": len(recent)}),
        table=tabulate(rows, _QUOTE),
        columns=_QUOTE,
        notes=(Note("insights.note_is_summary"),)
        if any(r["voice_kind"] == "note" for r in rows)
        else (),
        n_input=len(recent),
        n_used=len(rows),
        evidence=tuple((str(row["voice_id"]),) for row in rows),
        layout="quotes",
    )


def weeks_of(facts: Facts, theme: NamedTheme, spans: Fortnights) -> object:
    """The theme's contacts of the last whole weeks, the oldest first; only weeks that the data hold."""
    days = [d for d in facts.contacts["day"] if d is not None]
    if spans.end is None or not days:
        return Note("request.undated")
    own = list(theme.contacts(facts)["day"])
    out = []
    for back in reversed(range(_WEEKS)):
        last = spans.end - timedelta(7 * back)
        first = last - timedelta(6)
        if first >= min(days) - timedelta(_LATE):
            n = sum(d is not None and first <= d <= last for d in own)
            out.append(Note("request.week", {"day": spans.told(first), "n": n}))
    return out


def _by(own: pd.DataFrame, spans: Fortnights, column: str) -> Insight:
    recent, earlier = spans.recent(own), spans.earlier(own)
    labels = {*recent[column], *earlier[column]}
    rows, evidence = [], []
    for label in labels:
        now, then = (
            tuple(sorted(part.loc[part[column] == label, "contact_id"]))
            for part in (recent, earlier)
        )
        item = label or Note("request.no_label")
        if column == "channel":
            item = Note(f"codes.channel.{label}")
        rows.append((label, {"item": item, "recent": len(now), "earlier": len(then)}))
        evidence.append((*now, *then))
    order = sorted(
        range(len(rows)),
        key=lambda i: (-rows[i][1]["recent"], -rows[i][1]["earlier"], rows[i][0]),  # type: ignore[operator]
    )
    return Insight(
        name=f"request_by_{column}",
        title=Note(f"request.by_{column}"),
        table=tabulate([rows[i][1] for i in order], _BREAKDOWN),
        columns=_BREAKDOWN,
        n_input=len(own),
        n_used=len(recent),
        evidence=tuple(evidence[i] for i in order),
        shown=_SHOWN if len(rows) > _SHOWN + 1 else None,
    )


def _chosen(
    voices: pd.DataFrame, recent: pd.DataFrame, theme: NamedTheme
) -> list[dict[str, object]]:
    channel = dict(zip(recent["contact_id"], recent["channel"], strict=True))
    left, seen = voices, set[str]()
    rows: list[dict[str, object]] = []
    while len(rows) < _QUOTES and len(left):
        fresh = left[[channel[key] not in seen for key in left["contact_id"]]]
        pool = fresh if len(fresh) else left
        best = representative(pool, theme.name)
        if not best["text"]:
            break
        said = pool[[best["text"] in text for text in pool["text"]]]
        voice = said.sort_values(["theme_score", "voice_id"], ascending=[False, True]).iloc[0]
        contact = voice["contact_id"]
        rows.append(
            {
                "quote": best["text"],
                "contact_id": contact,
                "date": voice["day"] or None,
                "channel": channel[contact],
                "voice_id": voice["voice_id"],
                "voice_kind": best["kind"],
            }
        )
        seen.add(channel[contact])
        left = left[left["contact_id"] != contact]
    return rows
