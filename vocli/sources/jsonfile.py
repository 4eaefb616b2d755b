"""JSON and NDJSON: objects become rows, nested names are joined by dots, lists of messages become turns."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from vocli.errors import VocliError
from vocli.messages import t
from vocli.sources.document import LISTS, Parsed, broken, parse, turn_keys
from vocli.sources.encoding import Decoded, decode
from vocli.sources.grid import Grid, Table
from vocli.sources.layout import Layout, missing_fields
from vocli.sources.layout_toml import layouts_of
from vocli.sources.options import Opened
from vocli.sources.paths import Spot, flatten, walk
from vocli.sources.recognise import parse_beside, recognise_records
from vocli.sources.tree import unfold

Record = dict[str, str]


def read_json(opened: Opened) -> Table:
    """The table of a JSON or NDJSON file, by layout or by usual names. Raises VOC-E109 for other text."""
    path = opened.path
    decoded = decode(opened.data, path)
    if not decoded.text.strip():
        raise VocliError("VOC-E104", t("sources.empty"), where=path, hint=t("sources.empty_hint"))
    parsed = parse(decoded.text, path)
    layout = _recognise(parsed, opened)
    if layout is not None:
        return _by_layout(layout, parsed, opened, decoded)
    reader, objects, lines, findings, _ = parsed
    records, rows, groups, fixed = _unfold(objects, lines)
    header = list(dict.fromkeys(key for record in records for key in record))
    if not header and objects:
        raise broken(path, 1)
    cells = [[record.get(key, "") for key in header] for record in records]
    grid = Grid(
        reader,
        [header, *cells],
        [0, *rows],
        decoded.encoding,
        decoded.newline if reader == "ndjson" else "",
        findings=(*decoded.findings, *findings),
    )
    return _as_table(grid, groups, fixed)


def _recognise(parsed: Parsed, opened: Opened) -> Layout | None:
    """The layout of the document as a whole, else of its records."""
    layouts = layouts_of(opened.reading.profiles)
    if parsed.root is not None:
        found = recognise_records(layouts, [parsed.root], opened.path)
        if found is not None:
            return found
    return recognise_records(layouts, parsed.objects, opened.path)


def _by_layout(layout: Layout, parsed: Parsed, opened: Opened, decoded: Decoded) -> Table:
    beside = parse_beside(opened.beside)
    spots = [
        (Spot((item,), beside), place)
        for item, place in zip(parsed.objects, parsed.lines, strict=True)
    ]
    if parsed.root is not None and recognise_records([layout], [parsed.root], opened.path):
        root = Spot((parsed.root,), beside)
        spots = (
            [(one, i) for i, one in enumerate(walk(root, layout.records), 1)]
            if layout.records
            else [(root, 1)]
        )
    done = unfold(layout, spots, opened.path)
    header = list(dict.fromkeys(key for row in done.rows for key in row))
    cells = [[row.get(key, "") for key in header] for row in done.rows]
    grid = Grid(
        parsed.reader,
        [header, *cells],
        [0, *done.places],
        decoded.encoding,
        decoded.newline if parsed.reader == "ndjson" else "",
        findings=(*decoded.findings, *parsed.findings),
    )
    table = _as_table(grid, done.groups, done.fixed)
    return replace(
        table,
        rows_read=len(spots) + table.skipped.get("broken", 0),
        skipped=dict(Counter(table.skipped) + done.skipped),
        layout=layout.key,
        agents=layout.speaker.agents if layout.speaker else (),
        missing=missing_fields(layout, done.fixed),
        why=(*layout.detect.paths, *(path for path, _ in layout.detect.values)),
        channel=layout.channel,
        voice_kind=layout.voice_kind,
    )


def _as_table(grid: Grid, groups: list[str], fixed: Record) -> Table:
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


def _unfold(
    objects: list[dict[str, Any]], lines: list[int]
) -> tuple[list[Record], list[int], list[str], Record]:
    """Flat records, one per turn where objects hold a list of turns."""
    records: list[Record] = []
    places: list[int] = []
    groups: list[str] = []
    fixed: Record = {}
    for i, (item, place) in enumerate(zip(objects, lines, strict=True)):
        found = _find_turns(item)
        if found is None:
            records.append(flatten(item))
            places.append(place)
            groups.append(str(i))
            continue
        key, turns, keys = found
        parent = flatten({name: value for name, value in item.items() if name != key})
        fixed.update({field: f"{key}.{column}" for field, column in keys.items()})
        for turn in turns:
            flat = {f"{key}.{name}": cell for name, cell in flatten(turn).items()}
            records.append({**parent, **flat})
            places.append(place)
            groups.append(str(i))
    return records, places, groups, fixed


def _find_turns(item: dict[str, Any]) -> tuple[str, list[dict[str, Any]], Record] | None:
    for key, value in item.items():
        if key.casefold() not in LISTS or not isinstance(value, list) or not value:
            continue
        turns = [one for one in value if isinstance(one, dict)]
        keys = turn_keys(turns)
        if turns and keys:
            return key, turns, keys
    return None
