"""GitHub-flavoured Markdown: the same tables, quotes and notes as on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from vocli.messages import t
from vocli.model.report import Column, Insight, Kind, Place, Report
from vocli.render import cells
from vocli.render.ambiguous import settle
from vocli.render.grid import is_right
from vocli.render.options import RenderOptions
from vocli.render.table import row_cells

_SPECIAL = re.compile(r"[\\`*\[\]|<>~]|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])")
_LEADING = re.compile(r"^(#|[-+](?= )|\d+(?=[.)] ))")


def render_markdown(report: Report, options: RenderOptions) -> bytes:
    """UTF-8 Markdown; columns that the screen puts below the row stand in the table."""
    blocks = ["\n".join(_block(insight)) for insight in report.insights]
    return ("\n\n".join(filter(None, blocks)) + "\n").encode("utf-8", "replace")


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    one_line = " ".join(settle(text).split(" "))
    escaped = _SPECIAL.sub(lambda m: "&lt;" if m[0] == "<" else "\\" + m[0], one_line)
    return _LEADING.sub(lambda m: f"\\{m[0]}" if not m[0].isdigit() else f"{m[0]}\\", escaped)


def _block(insight: Insight) -> list[str]:
    out: list[str] = []
    if insight.title:
        out += [f"## {escape(cells.say(insight.title))}", ""]
    out += _body(insight)
    told = [cells.say(note) for note in insight.notes]
    hidden = len(insight.table) - len(cells.shown_rows(insight))
    if hidden and not any(note.screen_only for note in insight.notes):  # which tells of them
        told.append(t("render.more_rows", n=hidden))
    return [*out, "", *_bullets(map(escape, told))] if told else out


def _body(insight: Insight) -> list[str]:
    if insight.layout == "pairs":
        return [_pair(*pair) for pair in cells.pairs(insight)]
    if insight.table.empty:
        return [t("render.no_findings" if insight.layout == "findings" else "render.nothing")]
    return _quotes(insight) if insight.layout == "quotes" else _table(insight)


def _pair(label: str, value: str) -> str:
    """A bullet; a line without label belongs to the one before."""
    return f"- **{escape(label)}** {escape(value)}" if label else f"  - {escape(value)}"


def _bullets(lines: Iterable[str]) -> list[str]:
    return [f"- {line}" for line in lines]


def _table(insight: Insight) -> list[str]:
    columns = _shown(insight)
    texts = [[escape(x) for x in row_cells(insight, columns, r)] for r in cells.shown_rows(insight)]
    head = [escape(cells.heading(c)) for c in columns]
    rule = ["---:" if is_right(c) else "---" for c in columns]
    return [_row(head), _row(rule), *map(_row, texts)]


def _quotes(insight: Insight) -> list[str]:
    columns = _shown(insight)
    out: list[str] = []
    for row in cells.shown_rows(insight):
        texts = [escape(cells.show(row.get(c.key), c, row)) for c in columns]
        told = [x for c, x in zip(columns, texts, strict=True) if x and c.kind is not Kind.QUOTE]
        words = [x for c, x in zip(columns, texts, strict=True) if x and c.kind is Kind.QUOTE]
        out += ["- " + "  ".join(told), *(f"  > {text}" for text in words)]
    return out


def _shown(insight: Insight) -> list[Column]:
    return [c for c in insight.columns if c.place is not Place.DETAIL]


def _row(texts: Sequence[str]) -> str:
    return f"| {' | '.join(texts)} |"
