"""A parsed JSON document to a table by the layout that it is recognised to have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.document import Parsed
from vocli.sources.encoding import Decoded
from vocli.sources.grid import Grid, Table
from vocli.sources.layout import Layout, missing_fields
from vocli.sources.layout_toml import layouts_of
from vocli.sources.options import Opened
from vocli.sources.paths import Spot, text_of, walk
from vocli.sources.recognise import (
    View,
    find_resembling,
    parse_beside,
    recognise_json,
    signs_of,
)
from vocli.sources.tree import Unfolded, unfold

Placed = tuple[Spot, int]


def read_by_layout(parsed: Parsed, opened: Opened, decoded: Decoded) -> Table | None:
    """The table of a document whose layout is known; None for all others."""
    beside = parse_beside(opened.beside)
    beside[""] = parsed.objects if parsed.root is None else parsed.root
    found = recognise_json(
        layouts_of(opened.reading.profiles),
        lambda layout: _views(layout, parsed, beside),
        opened.path,
    )
    if found is None:
        return None
    layout, spots, lacking = found
    spots = _grouped(spots, layout.records.group) if layout.records.group else spots
    done = unfold(layout, spots, opened.path)
    told = (*_lacking(layout, lacking, opened.path), *_textless(layout, done, opened.path))
    grid = _grid(parsed, decoded, done, told)
    table = as_table(grid, done.groups, done.fixed)
    return replace(
        table,
        rows_read=len(spots) + table.skipped.get("broken", 0),
        skipped=dict(Counter(table.skipped) + done.skipped),
        layout=layout.key,
        layout_title=layout.title,
        agents=layout.speaker.agents if layout.speaker else (),
        missing=missing_fields(layout, done.fixed) if done.rows else (),
        why=tuple(path.partition("|")[0] for path, _ in signs_of(layout.detect)),
        channel=layout.channel,
        voice_kind=layout.voice_kind,
        settled=True,
    )


def _grid(parsed: Parsed, decoded: Decoded, done: Unfolded, told: Sequence[Finding]) -> Grid:
    cells = [[row.get(key, "") for key in done.header] for row in done.rows]
    return Grid(
        parsed.reader,
        [done.header, *cells],
        [0, *done.places],
        decoded.encoding,
        decoded.newline if parsed.reader == "ndjson" else "",
        findings=(*decoded.findings, *parsed.findings, *told),
    )


def _lacking(layout: Layout, paths: Sequence[str], path: str) -> list[Finding]:
    return [
        Finding(
            "VOC-F124",
            Severity.WARNING,
            t("sources.layout_near", layout=layout.title, column=one),
            path,
            column=one,
            hint=t("sources.layout_near_hint"),
        )
        for one in paths
    ]


def _textless(layout: Layout, done: Unfolded, path: str) -> list[Finding]:
    """A finding where no record has the text that such exports always hold."""
    column = done.fixed.get("text", "")
    if not done.rows or "text" not in done.empty or "text" not in layout.detect.expects:
        return []
    message = t("sources.column_lacks", column=column, layout=layout.title)
    hint = t("sources.layout_near_hint")
    return [Finding("VOC-F118", Severity.WARNING, message, path, column=column, hint=hint)]


def resemblance(parsed: Parsed, opened: Opened) -> list[Finding]:
    """A finding where an unknown document has all the names of a layout, only not in their places."""
    layout = find_resembling(
        layouts_of(opened.reading.profiles), parsed.root or parsed.objects[:20]
    )
    if layout is None:
        return []
    message = t("sources.layout_like", layout=layout.title)
    hint = t("sources.layout_near_hint")
    return [Finding("VOC-F125", Severity.WARNING, message, opened.path, hint=hint)]


def _views(layout: Layout, parsed: Parsed, beside: Mapping[str, Any]) -> list[View]:
    """What could be a layout's records: where it says they lie, the document itself, its objects."""
    objects = [
        (Spot((one,), beside), n) for one, n in zip(parsed.objects, parsed.lines, strict=True)
    ]
    root = [] if parsed.root is None else [(Spot((parsed.root,), beside), 1)]
    views: list[View] = []
    for at in layout.records.at:
        inner = [
            (Spot((found.value,), beside), i if root else n)
            for page, n in root or objects
            for i, found in enumerate(walk(page, at), 1)
        ]
        views.append(inner)
    return [view for view in (*views, root, objects) if view]


def _grouped(spots: Sequence[Placed], keys: Sequence[str]) -> list[Placed]:
    """Items of one key as one record: the first one's fields, and all of them under `items`."""
    groups: dict[str, list[Placed]] = {}
    for nth, (spot, place) in enumerate(spots):
        found = (text_of(_at(spot, key)) for key in keys)
        name = next((one for one in found if one), f"\0{nth}")
        groups.setdefault(name, []).append((spot, place))
    return [
        (
            Spot(({**own[0][0].value, "items": [s.value for s, _ in own]},), own[0][0].beside),
            own[0][1],
        )
        for own in groups.values()
    ]


def _at(spot: Spot, key: str) -> Any:
    return next((one.value for one in walk(spot, key)), None)


def as_table(grid: Grid, groups: list[str], fixed: dict[str, str]) -> Table:
    """A grid of JSON cells as a table; `fixed` are the fields that are known, `groups` the rows of one record."""
    header = tuple(grid.rows[0])
    rows = grid.rows[1:]
    columns = (
        tuple([cell.strip() for cell in column] for column in zip(*rows, strict=True))
        if rows
        else tuple([] for _ in header)
    )
    broken = sum(1 for finding in grid.findings if finding.code == "VOC-F113")
    return Table(
        header=header,
        columns=columns,
        lines=grid.lines[1:],
        header_row=0,
        rows_read=len(rows) + broken,
        grid=grid,
        skipped={"broken": broken} if broken else {},
        findings=grid.findings,
        fixed=fixed,
        groups=groups if fixed else (),
    )
