"""The 明細: one row per voice, whose counts add up to the funnel; and the assignments."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vocli.insights import detail_days
from vocli.model import Column, Facts, Insight, Kind, Note
from vocli.text import nfkc

_SCORES = ("csat", "nps", "ces", "ease")
_COLUMNS = (
    Column("contact_id", Kind.ID),
    Column("occurred_at", Kind.DATE),
    Column("date", Kind.DATE),
    Column("weekday", Kind.CODE),
    Column("hour", Kind.INT),
    Column("business_day", Kind.TEXT),
    Column("week", Kind.DATE),
    Column("month", Kind.DATE),
    Column("quarter", Kind.TEXT),
    Column("fiscal_year", Kind.TEXT),
    Column("channel", Kind.CODE),
    Column("site", Kind.TEXT),
    Column("team", Kind.TEXT),
    Column("product", Kind.TEXT),
    Column("plan", Kind.TEXT),
    Column("reason1", Kind.TEXT),
    Column("reason2", Kind.TEXT),
    Column("reason3", Kind.TEXT),
    Column("category", Kind.TEXT),
    Column("customer", Kind.ID),
    Column("account", Kind.TEXT),
    Column("reseller", Kind.TEXT),
    Column("inquirer", Kind.TEXT),
    Column("signal", Kind.CODE),
    Column("theme", Kind.TEXT),
    Column("theme_id", Kind.ID),
    Column("main", Kind.INT),
    Column("text", Kind.QUOTE),
    Column("voice_kind", Kind.CODE),
    Column("transfers", Kind.INT),
    Column("talk_seconds", Kind.INT),
    Column("hold_seconds", Kind.INT),
    Column("wrap_seconds", Kind.INT),
    Column("wait_seconds", Kind.INT),
    Column("status", Kind.TEXT),
    Column("outcome", Kind.TEXT),
    Column("callback_due", Kind.DATE),
    Column("repeat_7d", Kind.CODE, label="workbook.columns.repeat_7d"),
    *(Column(key, Kind.INT) for key in _SCORES),
    Column("voice_id", Kind.ID),
    Column("source", Kind.TEXT),
    Column("row", Kind.INT),
)
# What an export need not have: such a column is left out where no contact has a value in it.
_OPTIONAL = frozenset(
    (
        "site", "team", "product", "plan", "reason1", "reason2", "reason3", "category", "account",
        "reseller", "inquirer", "transfers", "talk_seconds", "hold_seconds", "wrap_seconds",
        "wait_seconds", "status", "outcome", "callback_due", "repeat_7d", *_SCORES,
    )
)  # fmt: skip


def build(facts: Facts) -> Insight:
    """Every voice that says something. Rows with main = 1 count the contacts of the signal once each.

    A column of the export that is empty throughout is left out.
    """
    contacts = facts.contacts.reset_index(drop=True)
    cells = {
        **detail_days.build(contacts, facts.tables.calendar),
        "repeat_7d": detail_days.returns(contacts),
        **{key: _scores(contacts[key]) for key in _SCORES},
    }
    known = contacts.drop(columns=[key for key in cells if key in contacts]).assign(**cells)
    live = _in_time(facts)
    places = pd.Series(known.index, index=known["contact_id"]).loc[live["contact_id"]]
    about = known.loc[places.to_numpy()].reset_index(drop=True)
    spoken = _spoken(facts, live)
    columns = [c for c in _COLUMNS if c.key in spoken or c.key in about]
    columns = [_fitting(c, about) for c in columns if _told(c.key, known)]
    table = pd.DataFrame(
        {c.key: spoken[c.key] if c.key in spoken else about[c.key] for c in columns}
    )
    return Insight("detail", None, table, tuple(columns))


def _spoken(facts: Facts, live: pd.DataFrame) -> dict[str, Sequence[object] | pd.Series]:
    """What a row says of the voice itself."""
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    leftover = Note("codes.unassigned")
    themes = [
        names.get(theme) or (leftover if considered else "")
        for theme, considered in zip(live["theme_id"], live["considered"], strict=True)
    ]
    return {
        "signal": live["signal"],
        "theme": pd.Series(themes, index=live.index, dtype=object),
        "theme_id": live["theme_id"],
        "main": live["main"].astype(int),
        "text": live["text"],
        "voice_kind": live["kind"],
        "voice_id": live["voice_id"],
        "source": live["path"].map(lambda path: path.replace("\\", "/").rsplit("/", 1)[-1]),
        "row": live["row"],
    }


def _scores(cells: pd.Series) -> pd.Series:
    """Numbers where a cell is nothing but one; what else somebody wrote stays as it is."""
    known = {cell: _number(cell) for cell in cells.unique()}
    return pd.Series([known[cell] for cell in cells], index=cells.index, dtype=object)


def _number(cell: object) -> object:
    text = nfkc(str(cell)).strip()
    try:
        number = float(text)
    except ValueError:
        return cell
    if number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124 - NaN
        return cell
    return int(number) if number.is_integer() else number


def _told(key: str, known: pd.DataFrame) -> bool:
    """True for what every 明細 has, and for what at least one contact tells."""
    if key not in _OPTIONAL:
        return True
    cells = known[key]
    return bool((cells.notna() & (cells.astype(str) != "")).any())


def _fitting(column: Column, about: pd.DataFrame) -> Column:
    """A column of scores with decimals shows them."""
    halves = column.key in _SCORES and any(isinstance(cell, float) for cell in about[column.key])
    return Column(column.key, Kind.NUMBER) if halves else column


def _in_time(facts: Facts) -> pd.DataFrame:
    """Voices that say something, oldest contact first, sentences in order."""
    live = facts.voices[facts.voices["set_aside"] == ""]
    when = facts.contacts.set_index("contact_id")["occurred_at"].loc[live["contact_id"]]
    ordered = live.assign(_at=when.to_numpy(), _place=range(len(live)))
    ordered = ordered.sort_values(
        ["_at", "contact_id", "_place"], kind="stable", na_position="last"
    )
    return ordered.drop(columns=["_at", "_place"]).reset_index(drop=True)


def assignments(facts: Facts) -> Insight:
    """Every voice considered: contact_id, voice_id, theme_id, theme_name, score, main."""
    own = facts.voices[facts.voices["considered"]].sort_values("voice_id", kind="stable")
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    table = pd.DataFrame(
        {
            "contact_id": own["contact_id"],
            "voice_id": own["voice_id"],
            "theme_id": own["theme_id"],
            "theme_name": own["theme_id"].map(lambda key: names.get(key, "")),
            "score": own["theme_score"],
            "main": own["main"].astype(int),
        }
    )
    kinds = (Kind.ID, Kind.ID, Kind.ID, Kind.TEXT, Kind.NUMBER, Kind.INT)
    columns = tuple(Column(key, kind) for key, kind in zip(table.columns, kinds, strict=True))
    return Insight("assignments", None, table, columns)
