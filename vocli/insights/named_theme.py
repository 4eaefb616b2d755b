"""The theme that somebody means by an id, a name or a part of one; among complaints or among praise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

import pandas as pd

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Facts
from vocli.text import nfkc

DRAFT = "D-"  # ids of themes without a codebook begin with it and change from run to run
_NEAR = 5  # themes that an error about an unknown one names


@dataclass(frozen=True)
class NamedTheme:
    """A theme of the facts; `column` is the column of contacts and voices that holds its id."""

    column: Literal["theme_id", "plus_id"]
    theme_id: str
    name: str
    owners: tuple[str, ...] = ()  # empty where nobody is named

    @property
    def lasting(self) -> str:
        """What names it next time, too: its id, or its name where the id is a draft's (D-xxxx)."""
        return self.name if self.theme_id.startswith(DRAFT) else self.theme_id

    def contacts(self, facts: Facts) -> pd.DataFrame:
        """The contacts whose main theme (or main praise) it is."""
        own = facts.contacts[facts.contacts[self.column] == self.theme_id]
        # What is praised needs no signal that was asked for; a complaint's theme is that of such a voice.
        return own if self.column == "plus_id" else own[own["considered"].astype(bool)]

    def voices(self, facts: Facts) -> pd.DataFrame:
        """The voices that are in it."""
        return facts.voices[facts.voices[self.column] == self.theme_id]


def all_themes(facts: Facts) -> tuple[NamedTheme, ...]:
    """Every theme of complaints, then every one of praise, in their order."""
    return (*_of(facts.themes, "theme_id"), *_of(facts.plus, "plus_id"))


def matching(facts: Facts, wanted: str) -> tuple[NamedTheme, ...]:
    """The themes that `wanted` names: those of that id or name, else those with it in their name.

    A part of a name means a theme of complaints as long as there is one: themes of praise are named alike.
    """
    known = all_themes(facts)
    asked = nfkc(wanted).strip().casefold()
    if not asked:
        return ()
    exact = [x for x in known if asked in (x.theme_id.casefold(), nfkc(x.name).casefold())]
    part = [x for x in known if asked in nfkc(x.name).casefold()]
    return tuple(exact or [x for x in part if x.column == "theme_id"] or part)


def the_theme(facts: Facts, wanted: str) -> NamedTheme:
    """The one theme that `wanted` names; VOC-E202 with the nearest where it is none or several."""
    hits = matching(facts, wanted)
    if len(hits) == 1:
        return hits[0]
    near = hits or _nearest(all_themes(facts), wanted)
    shown = t("render.comma").join(f"{x.theme_id} {x.name}" for x in near)
    hint = t("pipeline.theme_near", themes=shown) if near else t("pipeline.theme_none")
    key = "pipeline.theme_ambiguous" if hits else "pipeline.theme_unknown"
    raise VocliError("VOC-E202", t(key, theme=wanted), hint=hint)


def _nearest(themes: tuple[NamedTheme, ...], wanted: str) -> tuple[NamedTheme, ...]:
    likeness = {
        x: max(SequenceMatcher(None, wanted, text).ratio() for text in (x.theme_id, x.name))
        for x in themes
    }
    return tuple(sorted(themes, key=lambda x: (-likeness[x], x.theme_id))[:_NEAR])


def _of(frame: pd.DataFrame, column: Literal["theme_id", "plus_id"]) -> list[NamedTheme]:
    if frame.empty:
        return []
    rows: list[Mapping[str, object]] = frame.to_dict("records")  # type: ignore[assignment]
    return [
        NamedTheme(column, str(r["theme_id"]), str(r["name"]), _owners(r.get("owners")))
        for r in rows
    ]


def _owners(cell: object) -> tuple[str, ...]:
    return tuple(str(x) for x in cell) if isinstance(cell, tuple | list) else ()
