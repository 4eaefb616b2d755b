"""JSON and NDJSON: objects become rows, nested names are joined by dots, lists of messages become turns."""

from __future__ import annotations

from typing import Any

from vocli.errors import VocliError
from vocli.messages import t
from vocli.sources.document import LISTS, broken, parse, turn_keys
from vocli.sources.encoding import decode
from vocli.sources.grid import Grid, Table
from vocli.sources.jsonlayout import as_table, read_by_layout, resemblance
from vocli.sources.options import Opened
from vocli.sources.paths import flatten

Record = dict[str, str]


def read_json(opened: Opened) -> Table:
    """The table of a JSON or NDJSON file, by layout or by usual names. Raises VOC-E109 for other text."""
    path = opened.path
    decoded = decode(opened.data, path, opened.origin)
    if not decoded.text.strip():
        raise VocliError("VOC-E104", t("sources.empty"), where=path, hint=t("sources.empty_hint"))
    parsed = parse(decoded.text, path, opened.origin)
    known = read_by_layout(parsed, opened, decoded)
    if known is not None:
        return known
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
        findings=(*decoded.findings, *findings, *resemblance(parsed, opened)),
    )
    return as_table(grid, groups, fixed)


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
