"""Which two sources contradict each other, as far as one voice names both."""

from __future__ import annotations

import re

import pandas as pd

from vocli.insights.quote import representative
from vocli.insights.tabulate import tabulate
from vocli.model import Column, Facts, Insight, Kind, Note, Place

# In the order in which a pair is told; the wordings of a source.
SOURCES: dict[str, re.Pattern[str]] = {
    "bot": re.compile("ボット|自動(?:応答|返信|音声)"),
    "chat": re.compile("チャット"),
    "phone": re.compile("電話|コールセンター|オペレーター"),
    "email": re.compile("メール"),
    "site": re.compile("サイト|ホームページ|ウェブ|FAQ|ヘルプ|ページ|アプリ"),
    "paper": re.compile("書面|契約書|説明書|ハガキ|はがき|案内状|パンフレット|チラシ|封書"),
    "shop": re.compile("店頭|お?店|代理店|営業"),
    "staff": re.compile("(?:前|別|昨日|最初|次)の(?:方|人|担当|者)|担当(?:者)?によって|人によって"),
}
_COLUMNS = (
    Column("sources", Kind.TEXT, label="consistency.columns.sources"),
    Column("contacts", Kind.INT),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)


def list_sources(facts: Facts) -> Insight:
    """One row per pair of sources named in one voice that tells of contradicting guidance."""
    held = facts.held.get("inconsistent", pd.Series(False, index=facts.voices.index))
    voices = facts.voices[held.to_numpy(dtype=bool)]
    pairs = [named(text) for text in voices["text"]]
    voices = voices.assign(
        pair=["+".join(pair[:2]) for pair in pairs], theme_score=voices.get("inconsistent", 0.0)
    )
    both = voices[pd.Series([len(pair) > 1 for pair in pairs], index=voices.index, dtype=bool)]
    rows = [_row(str(pair), own) for pair, own in both.groupby("pair", sort=True)]
    rows.sort(key=lambda row: (-int(str(row["contacts"])), str(row["pair"])))
    n = int(voices["contact_id"].nunique())
    named_both = int(both["contact_id"].nunique())
    return Insight(
        name="sources",
        title=Note("consistency.sources_title", {"n": n, "both": named_both}),
        table=tabulate(rows, _COLUMNS),
        columns=_COLUMNS,
        n_input=n,
        n_used=named_both,
        evidence=tuple(row["evidence"] for row in rows),  # type: ignore[misc]
        shown=6,
    )


def _row(pair: str, own: pd.DataFrame) -> dict[str, object]:
    quote = representative(own, "")
    one, two = (Note(f"consistency.source.{key}") for key in pair.split("+"))
    return {
        "sources": Note("consistency.pair", {"a": one, "b": two}),
        "contacts": int(own["contact_id"].nunique()),
        "quote": quote["text"],
        "voice_kind": quote["kind"],
        "pair": pair,
        "evidence": tuple(own["voice_id"]),
    }


def named(text: str) -> list[str]:
    """The sources that a text names, in the order of SOURCES."""
    return [key for key, pattern in SOURCES.items() if pattern.search(text)]
