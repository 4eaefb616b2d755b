"""Whether a thing is really wanted: who speaks for it, who against it, and that nobody named it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vocli.insights.counting import people, share_of
from vocli.insights.quote import representative
from vocli.insights.quotes import fold_kana
from vocli.insights.tabulate import tabulate
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place

PRAISE = ("thanks", "satisfaction", "delight", "expectation_exceeded", "advocate", "request")
DISLIKE = ("privacy_worry", "distrust", "competitor")
NEEDS = Needs(signals=(*PRAISE, *DISLIKE), tags=("stance",))
STANCES = ("wanted", "unwanted", "both", "trouble", "asked", "named")
_FEW = 20  # contacts below which a share says little
_COLUMNS = (
    Column("stance", Kind.CODE, label="ask.columns.stance"),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("customers", Kind.INT),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("voices", Kind.INT, Place.DETAIL),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """One row per stance of the contacts that name any of `words`; each contact stands in one row.

    Where fewer speak against the thing than for it, those against it come first: a majority hides them.
    """
    words: Sequence[str] = asked.options.get("words", ())
    named = _named(facts, words)
    stances = pd.Series(_stances(facts, named), dtype=object)
    rows = [_row(facts, named, stances, stance) for stance in _order(stances)]
    n = len(stances)
    return (
        Insight(
            name="ask",
            title=Note("ask.title", {"words": list(words), "n": n}),
            table=tabulate(rows, _COLUMNS),
            columns=_COLUMNS,
            notes=_notes(facts, words, stances, asked.files),
            n_input=len(facts.contacts),
            n_used=n,
            evidence=tuple(row["evidence"] for row in rows),  # type: ignore[misc]
            keys=("stance",),
            measure="contacts",
        ),
    )


def _named(facts: Facts, words: Sequence[str]) -> pd.DataFrame:
    """Live voices that name the thing, and those said right beside them in the same turn.

    `names` is true for the first kind: only they are shown and counted as evidence.
    """
    wanted = [folded for word in words if (folded := fold_kana(word))]
    voices = facts.voices
    live = voices["set_aside"] == ""
    said = [any(word in fold_kana(text) for word in wanted) for text in voices["text"]]
    names = live & pd.Series(said, index=voices.index, dtype=bool)
    same = (voices["contact_id"] == voices["contact_id"].shift(1)) & (
        voices["turn"] == voices["turn"].shift(1)
    )
    after = same & names.shift(1, fill_value=False)
    before = names & same
    beside = after | before.shift(-1, fill_value=False)
    kept = live & (names | beside)
    held = {
        "names": names,
        "likes": _any(facts, PRAISE),
        "dislikes": _any(facts, DISLIKE),
        "complains": _any(facts, ("complaint",)),
        "asks": _any(facts, ("question",)),
    }
    marked: pd.DataFrame = voices.assign(**held)
    return marked[kept]


def _any(facts: Facts, signals: Sequence[str]) -> pd.Series:
    present = [signal for signal in signals if signal in facts.held]
    if not present:
        return pd.Series(False, index=facts.voices.index)
    return pd.Series(facts.held[present].any(axis=1).to_numpy(), index=facts.voices.index)


def _stances(facts: Facts, named: pd.DataFrame) -> dict[str, str]:
    """Contact -> its stance, in the order of the contacts."""
    out = {}
    for contact, own in named.groupby("contact_id", sort=False):
        spoken = own["stance"] if "stance" in own else pd.Series("", index=own.index)
        against = (spoken == "unwanted").any() or own.loc[own["names"], "dislikes"].any()
        wanted = (spoken == "wanted") | (own["likes"] & (spoken != "unwanted"))
        out[str(contact)] = _stance(own, bool(wanted.any()), bool(against))
    order = {id_: i for i, id_ in enumerate(facts.contacts["contact_id"])}
    return {key: out[key] for key in sorted(out, key=lambda key: order[key])}


def _stance(own: pd.DataFrame, wanted: bool, against: bool) -> str:
    if wanted and against:
        return "both"
    if against:
        return "unwanted"
    if own.loc[own["names"], "complains"].any() and not wanted:
        return "trouble"
    # A question about the thing is a question, also where it is put as a wish to know.
    if own.loc[own["names"], "asks"].any():
        return "asked"
    return "wanted" if wanted else "named"


def _order(stances: pd.Series) -> list[str]:
    counts = stances.value_counts()
    order = [stance for stance in STANCES if counts.get(stance, 0)]
    fewer_against = 0 < counts.get("unwanted", 0) < counts.get("wanted", 0)
    if fewer_against:
        order.sort(key=lambda stance: stance != "unwanted")
    return order


def _row(facts: Facts, named: pd.DataFrame, stances: pd.Series, stance: str) -> dict[str, object]:
    ids = stances.index[stances == stance]
    own = named[named["contact_id"].isin(ids)]
    shown = own[own["names"]]
    clear = shown[shown["stance"] == stance] if "stance" in shown else shown
    quoted = clear if len(clear) else shown
    quote = representative(quoted.assign(theme_score=0.0), "")
    contacts = facts.contacts[facts.contacts["contact_id"].isin(ids)]
    return {
        "stance": stance,
        "contacts": len(ids),
        **share_of(len(ids), len(stances)),
        "customers": people(contacts),
        "quote": quote["text"],
        "voices": len(shown),
        "voice_kind": quote["kind"],
        "evidence": tuple(shown["voice_id"]),
    }


def _notes(facts: Facts, words: Sequence[str], stances: pd.Series, files: str) -> tuple[Note, ...]:
    n, total = len(stances), len(facts.contacts)
    if not n:
        return (Note("ask.nobody", {"words": list(words), "n": total}),)
    share = f"{100 * n / total:.1f}%" if total else "0.0%"
    told = [Note("ask.share", {"n": n, "total": total, "share": share})]
    if n < _FEW:
        told.append(Note("ask.few", {"least": _FEW}))
    told.append(Note("ask.limits"))
    word = words[0] if words else ""
    return (*told, Note("ask.next", {"word": word, "files": files}, screen_only=True))
