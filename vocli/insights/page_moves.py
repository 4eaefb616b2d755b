"""The themes of two pages matched by their permanent ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vocli.messages import t
from vocli.model.page_file import PageFile

_DRAFT = "D-"  # how the id of a theme begins that no codebook holds; it lasts one page


@dataclass(frozen=True)
class Move:
    """One theme on both pages; a rank is None where a page does not rank it, "" a verdict that it does not have."""

    theme_id: str
    name: str
    before: int
    after: int
    verdicts: tuple[str, str]
    ranks: tuple[int | None, int | None]
    owners: tuple[str, str]
    listed: tuple[bool, bool]  # whether the page has a row of it
    ids: tuple[str, ...] = ()  # contacts of the later page's span

    @property
    def changed(self) -> bool:
        """Whether anything that the tables show differs."""
        pairs = (self.verdicts, self.ranks, self.owners)
        return self.before != self.after or any(one != other for one, other in pairs)

    @property
    def is_new(self) -> bool:
        """Contacts where there were none."""
        return self.after > 0 and self.before == 0

    @property
    def is_gone(self) -> bool:
        """No contacts where there were some."""
        return self.before > 0 and self.after == 0


def moves(before: PageFile, after: PageFile, table: str) -> list[Move]:
    """The themes of a codebook on both pages, most contacts of the later one first."""
    first, second = _by_id(before, table), _by_id(after, table)
    ids = dict(zip(_keys(after, table), after.evidence.get(table, ()), strict=False))
    found = [
        _move(
            theme,
            (first.get(theme), second.get(theme)),
            (before.own, after.own),
            ids.get(theme, ()),
        )
        for theme in sorted({*first, *second})
        if not theme.startswith(_DRAFT)
    ]
    return sorted(found, key=lambda move: (-move.after, -move.before, move.theme_id))


def drafts(
    before: PageFile, after: PageFile, table: str
) -> tuple[tuple[int, int], tuple[int, int]]:
    """How many drafts each page has, and their contacts: their ids say nothing from one page to the next."""

    def count(page: PageFile) -> tuple[int, int]:
        own = [row for theme, row in _by_id(page, table).items() if theme.startswith(_DRAFT)]
        spoken = [int(row[page.own]) for row in own if row[page.own]]
        return len(spoken), sum(spoken)

    return count(before), count(after)


def _by_id(page: PageFile, table: str) -> dict[str, Mapping[str, Any]]:
    return {str(r["theme_id"]): r for r in page.tables.get(table, ()) if r.get("theme_id")}


def _keys(page: PageFile, table: str) -> list[str]:
    return [str(row.get("theme_id") or "") for row in page.tables.get(table, ())]


def _move(
    theme: str,
    rows: tuple[Mapping[str, Any] | None, Mapping[str, Any] | None],
    own: tuple[str, str],
    ids: tuple[str, ...],
) -> Move:
    first, second = (row or {} for row in rows)
    return Move(
        theme_id=theme,
        name=str(second.get("theme") or first.get("theme") or theme),
        before=int(first.get(own[0]) or 0),
        after=int(second.get(own[1]) or 0),
        verdicts=(str(first.get("change") or ""), str(second.get("change") or "")),
        ranks=(first.get("rank"), second.get("rank")),
        owners=(_named(first.get("owner")), _named(second.get("owner"))),
        listed=(bool(first), bool(second)),
        ids=ids,
    )


def _named(owners: Any) -> str:
    """The departments of a theme as one text; a page holds a list of them, or that there is none."""
    return t("render.comma").join(owners) if isinstance(owners, list) else str(owners or "")
