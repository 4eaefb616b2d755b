"""Findings on the screen: by file, each with its place in front and its remedy below."""

from __future__ import annotations

from collections.abc import Mapping
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


def draw_findings(insight: Insight, limit: int) -> list[tuple[str, bool]]:
    """Lines of at most `limit` columns and whether each is a heading; files in the order of the rows."""
    rows = cells.shown_rows(insight)
    if not rows:
        return [(t("render.no_findings"), False), ("", False)]
    labels = [_label(row) for row in rows]
    at = max([_TEXT_AT, *(width(label) + 1 for label in labels)])
    lines: list[tuple[str, bool]] = []
    for path, group in groupby(zip(rows, labels, strict=True), lambda pair: pair[0]["path"]):
        title = settle(str(path)) if path else t("render.finding_nowhere")
        lines += [(line, True) for line in wrap(title, limit)]
        for row, label in group:
            lines += [(line, False) for line in _finding(row, label, at, limit)]
    return [*lines, ("", False)]


def _label(row: Mapping[str, Any]) -> str:
    """エラー VOC011 313行 A列."""
    word = pad(cells.code(row["severity"], "severity"), _SEVERITY)
    parts = [f"{_INDENT}{word}{row['code']}"]
    if not cells.is_missing(row["row"]):
        parts.append(t("render.finding_row", row=row["row"]))
        if not cells.is_missing(row["letter"]):
            parts.append(t("render.finding_letter", letter=row["letter"]))
    return " ".join(parts)


def _finding(row: Mapping[str, Any], label: str, at: int, limit: int) -> list[str]:
    texts = [str(row["reason"])]
    if not cells.is_missing(row["contact_id"]):
        texts.append(t("render.finding_contact", id=row["contact_id"]))
    if not cells.is_missing(row["remedy"]):
        texts.append(t("render.finding_remedy", text=row["remedy"]))
    wrapped = [line for text in texts for line in wrap(settle(cells.clean(text)), limit - at)]
    first, *rest = wrapped or [""]
    return [(pad(label, at) + first).rstrip(), *(" " * at + line for line in rest)]
