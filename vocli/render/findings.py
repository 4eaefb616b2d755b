"""Findings on the screen: by file, each with its place in front and its remedy below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from vocli.messages import t
from vocli.model.report import Insight
from vocli.render import cells
from vocli.render.ambiguous import settle
from vocli.render.wrap import wrap
from vocli.text import pad, width

_INDENT = "  "
_SEVERITY = 7  # display columns of its word
_TEXT_AT = 25  # display columns before the reason
_ROWS = 6  # further rows that are named
_SAME = ("path", "severity", "code", "column", "reason", "remedy")

Row = Mapping[str, Any]


def draw_findings(insight: Insight, limit: int) -> list[tuple[str, bool]]:
    """Lines of at most `limit` columns and whether each is a heading; files in the order of the rows."""
    rows = cells.shown_rows(insight)
    if not rows:
        return [(t("render.no_findings"), False), ("", False)]
    told = _same_together(rows)
    labels = [_label(group[0]) for group in told]
    at = max([_TEXT_AT, *(width(label) + 1 for label in labels)])
    lines: list[tuple[str, bool]] = []
    for path, own in groupby(zip(told, labels, strict=True), lambda pair: pair[0][0]["path"]):
        title = settle(str(path)) if path else t("render.finding_nowhere")
        lines += [(line, True) for line in wrap(title, limit)]
        for group, label in own:
            lines += [(line, False) for line in _finding(group, label, at, limit)]
    return [*lines, ("", False)]


def _same_together(rows: Sequence[Row]) -> list[list[Row]]:
    """Findings that say the same about one file, under the first of them."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        key = tuple(str(row[name]) for name in _SAME)
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _label(row: Row) -> str:
    """エラー VOC011 313行 A列."""
    word = pad(cells.code(row["severity"], "severity"), _SEVERITY)
    parts = [f"{_INDENT}{word}{row['code']}"]
    if not cells.is_missing(row["row"]):
        parts.append(t("render.finding_row", row=row["row"]))
        if not cells.is_missing(row["letter"]):
            parts.append(t("render.finding_letter", letter=row["letter"]))
    return " ".join(parts)


def _finding(group: Sequence[Row], label: str, at: int, limit: int) -> list[str]:
    row, *more = group
    texts = [str(row["reason"])]
    if not cells.is_missing(row["contact_id"]):
        texts.append(t("render.finding_contact", id=row["contact_id"]))
    if more:
        rows = [one["row"] for one in more if not cells.is_missing(one["row"])][:_ROWS]
        shown = [t("render.finding_row", row=row) for row in rows]
        places = t("render.comma").join(shown) + (" ..." if len(more) > len(shown) else "")
        texts.append(t("render.finding_more", n=f"{len(more):,}", places=places))
    if not cells.is_missing(row["remedy"]):
        texts.append(t("render.finding_remedy", text=row["remedy"]))
    wrapped = [line for text in texts for line in wrap(settle(cells.clean(text)), limit - at)]
    first, *rest = wrapped or [""]
    return [(pad(label, at) + first).rstrip(), *(" " * at + line for line in rest)]
