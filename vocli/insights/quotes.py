"""The voices behind a theme, behind 未分類, or those that hold a word."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pandas as pd

from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.text import nfkc

_COLUMNS = (
    Column("quote", Kind.QUOTE),
    Column("contact_id", Kind.ID),
    Column("date", Kind.DATE),
    Column("source", Kind.TEXT),
    Column("row", Kind.INT),
    Column("theme", Kind.TEXT, Place.DETAIL),
    Column("theme_id", Kind.ID, Place.DETAIL),
    Column("voice_id", Kind.ID, Place.DETAIL),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
    Column("product", Kind.TEXT, Place.DETAIL),
    Column("channel", Kind.CODE, Place.DETAIL),
)


def of_theme(facts: Facts, theme_id: str, limit: int) -> Insight:
    """Voices of one theme (or `""` for those in none), the most typical first, one per contact first."""
    voices = facts.voices
    if theme_id:
        chosen = voices[voices["theme_id"] == theme_id]
    else:
        ids = facts.contacts.loc[
            facts.contacts["considered"] & (facts.contacts["theme_id"] == ""), "contact_id"
        ]
        chosen = voices[
            voices["considered"] & (voices["theme_id"] == "") & voices["contact_id"].isin(ids)
        ]
    chosen = chosen.sort_values(["theme_score", "voice_id"], ascending=[False, True])
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    title = (
        Note("insights.quotes_unassigned")
        if not theme_id
        else Note("insights.quotes_theme", {"theme": names[theme_id], "id": theme_id})
    )
    return _quotes(facts, chosen, title, limit, chosen["contact_id"].nunique())


def of_words(facts: Facts, words: Sequence[str], limit: int) -> tuple[Insight, Insight, Insight]:
    """Voices that hold any of the words (width and kana folded), newest first; counts by week and product."""
    wanted = [fold_kana(word) for word in words if word.strip()]
    live = facts.voices[facts.voices["set_aside"] == ""]
    folded = map(fold_kana, live["text"])
    held = pd.Series([any(word in text for word in wanted) for text in folded], live.index, bool)
    chosen = live[held].sort_values(["day", "voice_id"], ascending=[False, True])
    contacts = facts.contacts[facts.contacts["contact_id"].isin(chosen["contact_id"])]
    title = Note("insights.quotes_words", {"words": list(words)})
    quotes = _quotes(facts, chosen, title, limit, len(contacts))
    return quotes, _by_week(contacts), _by_product(contacts)


def fold_kana(text: str) -> str:
    """Half and full width, capitals and katakana as hiragana: コゲ, ｺｹﾞ and こげ are one."""
    folded = nfkc(text).casefold()
    return "".join(
        chr(ord(ch) - 0x60) if "ァ" <= ch <= "ヶ" else ch
        for ch in unicodedata.normalize("NFC", folded)
    )


def _quotes(facts: Facts, chosen: pd.DataFrame, title: Note, limit: int, contacts: int) -> Insight:
    chosen = chosen[chosen["text"] != ""]  # withheld from this audience
    again = chosen["contact_id"].duplicated()
    ordered = pd.concat([chosen[~again], chosen[again]])
    shown = ordered.head(limit) if limit else ordered
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    about = facts.contacts.set_index("contact_id")
    table = pd.DataFrame(
        {
            "quote": shown["text"],
            "contact_id": shown["contact_id"],
            "date": shown["day"].replace("", None),
            "source": [path.replace("\\", "/").rsplit("/", 1)[-1] for path in shown["path"]],
            "row": shown["row"],
            "theme": shown["theme_id"].map(lambda key: names.get(key, "")),
            "theme_id": shown["theme_id"],
            "voice_id": shown["voice_id"],
            "voice_kind": shown["kind"],
            "product": shown["contact_id"].map(about["product"]),
            "channel": shown["contact_id"].map(about["channel"]),
        }
    )
    counts = {"contacts": contacts, "voices": len(chosen), "shown": len(shown)}
    cut = len(shown) < len(chosen)
    notes = [Note("insights.quotes_count" if cut else "insights.quotes_all", counts)]
    if (shown["kind"] == "note").any():
        notes.append(Note("insights.note_is_summary"))
    return Insight(
        name="quotes",
        title=title,
        table=table,
        columns=_COLUMNS,
        notes=tuple(notes),
        n_input=len(facts.voices),
        n_used=len(chosen),
        evidence=tuple((voice,) for voice in shown["voice_id"]),
        layout="quotes",
    )


def _by_week(contacts: pd.DataFrame) -> Insight:
    days = pd.to_datetime(contacts["day"].dropna())
    mondays = (days - pd.to_timedelta(days.dt.day_of_week, unit="D")).dt.date
    counts = mondays.value_counts().sort_index()
    table = pd.DataFrame({"week": list(counts.index), "contacts": list(counts)})
    columns = (Column("week", Kind.DATE), Column("contacts", Kind.INT))
    return Insight("by_week", Note("insights.by_week"), table, columns)


def _by_product(contacts: pd.DataFrame) -> Insight:
    counts = contacts["product"].replace("", None).dropna().value_counts()
    pairs = sorted(
        ((str(k), int(n)) for k, n in counts.items()), key=lambda pair: (-pair[1], pair[0])
    )
    table = pd.DataFrame(pairs, columns=["product", "contacts"])
    columns = (Column("product", Kind.TEXT), Column("contacts", Kind.INT))
    return Insight("by_product", Note("insights.by_product"), table, columns)
