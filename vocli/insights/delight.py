"""What moved customers, apart from what merely satisfied them, and whether the basics hold beneath it."""

from __future__ import annotations

import pandas as pd

from vocli.insights.counting import people, share_of
from vocli.insights.quote import representative
from vocli.insights.tabulate import tabulate
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place

NEEDS = Needs(
    signals=("satisfaction", "expectation_exceeded", "staff_praise", "privacy_worry", "distrust"),
    tags=("trigger",),
    plus=True,
)
LEVELS = ("delight", "satisfaction", "thanks", "ritual")
TRIGGERS = (
    "foresight",
    "discretion",
    "occasion",
    "speed",
    "person",
    "consideration",
    "product",
    "unknown",
)
_PRAISE = ("thanks", "satisfaction", "delight", "expectation_exceeded", "staff_praise")
_FEW = 20
_SHOWN = 8
_THEMES = (
    Column("rank", Kind.INT, width=2),
    Column("theme", Kind.TEXT),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("delight", Kind.INT, label="codes.delight"),
    Column("unmet", Kind.INT, label="delight.columns.unmet"),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("theme_id", Kind.ID, Place.DETAIL),
    Column("floor", Kind.TEXT, Place.BELOW, label="delight.columns.floor"),
    Column("counter", Kind.TEXT, Place.BELOW, label="delight.columns.counter"),
    Column("customers", Kind.INT, Place.DETAIL),
    Column("staff_praise", Kind.INT, Place.DETAIL, label="codes.staff_praise"),
    Column("worry", Kind.INT, Place.DETAIL, label="codes.privacy_worry"),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)
_COUNTS = (
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """Themes of praise with what is unmet beside them, the four levels, and what triggered delight."""
    level = levels(facts)
    return (_themes(facts, level), _levels(facts, level), _triggers(facts, level))


def levels(facts: Facts) -> pd.Series:
    """Each contact's level, the highest that one of its voices reaches; "" for none. Index: contact_id.

    Thanks that only close a conversation (set aside) are the lowest level and never praise.
    """
    out = pd.Series("", index=pd.Index(facts.contacts["contact_id"]), dtype=object)
    closing = facts.voices.loc[facts.voices["set_aside"] == "thanks", "contact_id"]
    out[out.index.isin(closing)] = "ritual"
    for signal, reached in (
        ("thanks", "thanks"),
        ("satisfaction", "satisfaction"),
        ("expectation_exceeded", "satisfaction"),
        ("delight", "delight"),
    ):
        if signal in facts.held:
            own = facts.voices["contact_id"][facts.held[signal].to_numpy()]
            out[out.index.isin(own)] = reached
    return out


def _themes(facts: Facts, level: pd.Series) -> Insight:
    praised = level[level.isin(LEVELS[:3])].index
    rows = [_theme(facts, level, praised, theme) for theme in _named(facts)]
    found = sorted(
        (row for row in rows if row["contacts"]),
        key=lambda row: (-_int(row["delight"]), -_int(row["contacts"]), str(row["theme_id"])),
    )
    for rank, row in enumerate(found, 1):
        row["rank"] = rank
    n = len(praised)
    notes = [Note("delight.order"), Note("delight.open", screen_only=True)]
    inside = sum(_int(row["contacts"]) for row in found)
    if n - inside:
        notes.append(Note("delight.outside", {"n": n - inside}))
    return Insight(
        name="delight",
        title=Note("delight.title", {"n": n, "delight": int((level == "delight").sum())}),
        table=tabulate(found, _THEMES),
        columns=_THEMES,
        notes=tuple(notes),
        n_input=len(facts.contacts),
        n_used=n,
        evidence=tuple(row["evidence"] for row in found),  # type: ignore[misc]
        shown=_SHOWN,
        keys=("theme_id",),
        measure="contacts",
    )


def _named(facts: Facts) -> list[tuple[str, str]]:
    plus = facts.plus
    return [(str(a), str(b)) for a, b in zip(plus["theme_id"], plus["name"], strict=True)]


def _theme(
    facts: Facts, level: pd.Series, praised: pd.Index, theme: tuple[str, str]
) -> dict[str, object]:
    theme_id, name = theme
    own = facts.contacts[
        (facts.contacts["plus_id"] == theme_id) & facts.contacts["contact_id"].isin(praised)
    ]
    ids = set(own["contact_id"])
    near = facts.voices[facts.voices["plus_id"] == theme_id]
    held = facts.held.loc[near.index]
    praises = held[[s for s in _PRAISE if s in held]].any(axis=1)
    good = near[near["contact_id"].isin(ids) & praises]
    moved = good[[level[key] == "delight" for key in good["contact_id"]]]
    bad = near[held["complaint"] & ~praises]
    quote = representative(_most(moved if len(moved) else good), name)
    counter = representative(_most(bad), name)
    unmet, n = int(bad["contact_id"].nunique()), len(own)
    return {
        "rank": None,
        "theme": name,
        "contacts": n,
        **share_of(n, len(praised)),
        "delight": sum(level[key] == "delight" for key in ids),
        "unmet": unmet,
        "quote": quote["text"],
        "theme_id": theme_id,
        "floor": _floor(n, unmet),
        "counter": Note("delight.counter", {"text": counter["text"]}) if counter["text"] else None,
        "customers": people(own),
        "staff_praise": _count(facts, ids, "staff_praise"),
        "worry": int(
            (held["privacy_worry"] if "privacy_worry" in held else held["complaint"] & False).sum()
        ),
        "voice_kind": quote["kind"],
        "evidence": tuple(good.drop_duplicates("contact_id")["voice_id"]),
    }


def _floor(praise: int, unmet: int) -> Note | None:
    """The basics come first: praise does not stand alone where as many complain of the same matter."""
    if not unmet:
        return None
    key = "delight.floor_first" if unmet >= praise else "delight.floor_beside"
    return Note(key, {"n": unmet})


def _levels(facts: Facts, level: pd.Series) -> Insight:
    columns = (Column("level", Kind.CODE, label="delight.columns.level"), *_COUNTS)
    rows = [
        _counted(facts, {"level": key}, level[level == key].index, len(level), key)
        for key in LEVELS
    ]
    return Insight(
        name="levels",
        title=Note("delight.levels_title", {"n": len(level)}),
        table=tabulate(rows, columns),
        columns=columns,
        notes=(Note("delight.levels_how"),),
        n_input=len(level),
        n_used=int((level != "").sum()),
        evidence=tuple(row["evidence"] for row in rows),  # type: ignore[misc]
    )


def _triggers(facts: Facts, level: pd.Series) -> Insight:
    """One row per trigger; a contact stands in the first of TRIGGERS that its moved voices name."""
    columns = (Column("trigger", Kind.CODE, label="delight.columns.trigger"), *_COUNTS)
    moved = level[level == "delight"].index
    voices = _moved_voices(facts, moved)
    told = voices.assign(trigger=voices["trigger"].replace("", "unknown"))
    first = {
        str(contact): min(own["trigger"], key=TRIGGERS.index)
        for contact, own in told.groupby("contact_id", sort=False)
    }
    rows = []
    for key in TRIGGERS:
        ids = [contact for contact in moved if first.get(str(contact), "unknown") == key]
        if ids:
            rows.append(_counted(facts, {"trigger": key}, pd.Index(ids), len(moved), "delight"))
    rows.sort(key=lambda row: (row["trigger"] == "unknown", -_int(row["contacts"])))
    notes = [Note("delight.triggers_how")]
    if 0 < len(moved) < _FEW:
        notes.append(Note("delight.few", {"least": _FEW}))
    return Insight(
        name="triggers",
        title=Note("delight.triggers_title", {"n": len(moved)}),
        table=tabulate(rows, columns),
        columns=columns,
        notes=tuple(notes),
        n_input=len(moved),
        n_used=len(moved),
        evidence=tuple(row["evidence"] for row in rows),  # type: ignore[misc]
    )


def _moved_voices(facts: Facts, ids: pd.Index) -> pd.DataFrame:
    held = facts.held["delight"].to_numpy(dtype=bool)
    return facts.voices[held & facts.voices["contact_id"].isin(ids).to_numpy()]


def _counted(
    facts: Facts, key: dict[str, object], ids: pd.Index, n: int, signal: str
) -> dict[str, object]:
    voices = facts.voices[facts.voices["contact_id"].isin(ids)]
    if signal == "ritual":
        shown = voices[voices["set_aside"] == "thanks"].assign(theme_score=0.0)
        quoted = shown[:0]
    elif signal == "delight":
        shown = quoted = _most(_moved_voices(facts, ids))
    else:
        held = facts.held.get(signal, pd.Series(False, index=facts.voices.index))
        shown = quoted = _most(voices[held.loc[voices.index]], signal)
    quote = representative(quoted, "")
    return key | {
        "contacts": len(ids),
        **share_of(len(ids), n),
        "quote": quote["text"],
        "voice_kind": quote["kind"],
        "evidence": tuple(shown.drop_duplicates("contact_id")["voice_id"]),
    }


def _most(voices: pd.DataFrame, signal: str = "delight") -> pd.DataFrame:
    """The voices with the signal's score as what makes one fit to be shown."""
    return voices.assign(theme_score=voices.get(signal, 0.0))


def _count(facts: Facts, ids: set[str], signal: str) -> int:
    if signal not in facts.contacts:
        return 0
    return int(facts.contacts.loc[facts.contacts["contact_id"].isin(ids), signal].sum())


def _int(value: object) -> int:
    return int(str(value))
