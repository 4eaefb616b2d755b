"""The lines under a row: quotes with their ids, then facts side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vocli.messages import has, t
from vocli.model.report import Column, Kind, Note
from vocli.render import cells
from vocli.render.ambiguous import settle
from vocli.render.wrap import flow, wrap
from vocli.text import width

GAP = "  "


def below(columns: Sequence[Column], row: Mapping[str, Any], limit: int) -> list[tuple[str, str]]:
    """Lines of at most `limit` columns, each with the ids that stand at its end ("" for none)."""
    filled = [c for c in columns if settle(cells.show(row.get(c.key), c, row))]
    quotes = [c for c in filled if c.kind is Kind.QUOTE]
    ids = GAP.join(_text(c, row) for c in filled if c.kind is Kind.ID)
    dates = [c for c in filled if c.kind is Kind.DATE and quotes]
    facts = [c for c in filled if c not in quotes and c not in dates and c.kind is not Kind.ID]
    spoken = [_text(c, row) for c in quotes]
    if spoken and dates:
        spoken[-1] += GAP.join(cells.day(row[c.key]) for c in dates)
    lines = [line for text in spoken for line in wrap(text, limit)]
    told = flow([_fact(c, row) for c in facts], limit)
    if lines or not told:
        return [*_with_ids(lines, ids, limit), *((line, "") for line in told)]
    return _with_ids(told, ids, limit)


def _with_ids(lines: Sequence[str], ids: str, limit: int) -> list[tuple[str, str]]:
    if not ids:
        return [(line, "") for line in lines]
    *head, last = lines or [""]
    if last and width(last) + len(GAP) + width(ids) <= limit:
        return [*((line, "") for line in head), (last + GAP + ids, ids)]
    return [*((line, "") for line in lines), *((line, line) for line in wrap(ids, limit))]


def _fact(column: Column, row: Mapping[str, Any]) -> str:
    """`label value`, by a message of its own where the value wants a unit; a sentence stands alone."""
    text = _text(column, row)
    if isinstance(row[column.key], Note):
        return text
    key = f"render.below.{column.key}"
    if has(key):
        return settle(t(key, value=text))
    return f"{settle(cells.heading(column))} {text}"


def _text(column: Column, row: Mapping[str, Any]) -> str:
    return settle(cells.show(row[column.key], column, row))
