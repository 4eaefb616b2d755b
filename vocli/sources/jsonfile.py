"""JSON and NDJSON: objects become rows, nested names are joined by dots, lists of messages become turns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.encoding import decode
from vocli.sources.grid import Grid, Table

_LISTS = (
    "turns",
    "messages",
    "comments",
    "transcript",
    "utterances",
    "conversation",
    "entries",
    "replies",
    "conversation_parts",
    "events",
)
_TEXTS = (
    "text",
    "content",
    "body",
    "plaintext",
    "plain_body",
    "body_text",
    "message",
    "transcript",
    "comment",
    "発話",
    "内容",
    "本文",
    "テキスト",
)
_ROLES = (
    "role",
    "speaker",
    "sender",
    "sender_type",
    "author_type",
    "participantrole",
    "participant_role",
    "persontype",
    "from",
    "author",
    "話者",
    "発話者",
    "送信者",
    "type",
    "author.type",
    "author.role",
    "sender.type",
)
_TIMES = (
    "at",
    "created_at",
    "createdat",
    "timestamp",
    "time",
    "sent_at",
    "datetime",
    "absolutetime",
    "ts",
    "日時",
    "date",
)
_DEPTH = 30

Record = dict[str, str]


def read_json(data: bytes, path: str) -> Table:
    """The table of a JSON or NDJSON file. Raises VOC-E109 for text that is neither."""
    decoded = decode(data, path)
    if not decoded.text.strip():
        raise VocliError("VOC-E104", t("sources.empty"), where=path, hint=t("sources.empty_hint"))
    reader, objects, lines, findings = _objects(decoded.text, path)
    records, rows, groups, turn_keys = _unfold(objects, lines)
    header = list(dict.fromkeys(key for record in records for key in record))
    if not header and objects:
        raise _broken(path, 1)
    cells = [[record.get(key, "") for key in header] for record in records]
    grid = Grid(
        reader,
        [header, *cells],
        [0, *rows],
        decoded.encoding,
        decoded.newline if reader == "ndjson" else "",
        findings=(*decoded.findings, *findings),
    )
    return _as_table(grid, groups, turn_keys)


def _as_table(grid: Grid, groups: list[str], turn_keys: Record) -> Table:
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
        fixed=turn_keys,
        groups=groups if turn_keys else (),
    )


def _objects(
    text: str, path: str
) -> tuple[str, list[dict[str, Any]], list[int], tuple[Finding, ...]]:
    """(reader, objects, line or ordinal of each, findings)."""
    lines = [line for line in enumerate(re.split(r"\r\n|\n|\r", text), 1) if line[1].strip()]
    try:
        value = _load(text)
    except ValueError as bad:
        if len(lines) > 1 and any(_as_object(line) is not None for _, line in lines[:5]):
            return _ndjson(lines, path)
        raise _broken(path, getattr(bad, "lineno", 1)) from None
    if len(lines) == 1 and isinstance(value, dict) and not _list_inside(value):
        return "ndjson", [value], [lines[0][0]], ()
    items = _items(value)
    if items is None:
        raise _broken(path, 1)
    return "json", items, list(range(1, len(items) + 1)), ()


def _ndjson(
    lines: list[tuple[int, str]], path: str
) -> tuple[str, list[dict[str, Any]], list[int], tuple[Finding, ...]]:
    objects: list[dict[str, Any]] = []
    places: list[int] = []
    findings: list[Finding] = []
    for place, line in lines:
        item = _as_object(line)
        if item is None:
            message = t("sources.broken_record", row=place)
            findings.append(Finding("VOC-F113", Severity.WARNING, message, path, place))
        else:
            objects.append(item)
            places.append(place)
    return "ndjson", objects, places, tuple(findings)


def _load(text: str) -> Any:
    try:
        # Numbers stay as they are written: 0012 cannot be JSON, but 1.20 and 12345678901234567890 can.
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError:
        raise ValueError("too deep") from None


def _as_object(line: str) -> dict[str, Any] | None:
    try:
        value = _load(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _items(value: Any) -> list[dict[str, Any]] | None:
    if isinstance(value, list):
        return value if all(isinstance(item, dict) for item in value) else None
    if isinstance(value, dict):
        inside = _list_inside(value)
        return inside if inside is not None else [value]
    return None


def _list_inside(value: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The only list of objects of a wrapper such as {"data": […]}; None for an object that is a record itself."""
    lists = {
        key: item
        for key, item in value.items()
        if isinstance(item, list) and item and all(isinstance(one, dict) for one in item)
    }
    empty = [key for key, item in value.items() if item == [] and key not in _LISTS]
    if not lists:
        return [] if len(empty) == 1 and len(value) <= 3 else None
    if len(lists) != 1:
        return None
    key, items = next(iter(lists.items()))
    return None if key.casefold() in _LISTS and _turn_keys(items) else items


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
            records.append(_flatten(item))
            places.append(place)
            groups.append(str(i))
            continue
        key, turns, keys = found
        parent = _flatten({name: value for name, value in item.items() if name != key})
        fixed.update({field: f"{key}.{column}" for field, column in keys.items()})
        for turn in turns:
            flat = {f"{key}.{name}": cell for name, cell in _flatten(turn).items()}
            records.append({**parent, **flat})
            places.append(place)
            groups.append(str(i))
    return records, places, groups, fixed


def _find_turns(item: dict[str, Any]) -> tuple[str, list[dict[str, Any]], Record] | None:
    for key, value in item.items():
        if key.casefold() not in _LISTS or not isinstance(value, list) or not value:
            continue
        turns = [one for one in value if isinstance(one, dict)]
        keys = _turn_keys(turns)
        if turns and keys:
            return key, turns, keys
    return None


def _turn_keys(turns: list[dict[str, Any]]) -> Record:
    """speaker, text and at -> their names inside the turns; empty when there is no role or no text."""
    names = list(dict.fromkeys(name for turn in turns[:50] for name in _flatten(turn)))
    found = {
        field: next((n for want in wanted for n in names if n.casefold() == want), "")
        for field, wanted in (("speaker", _ROLES), ("text", _TEXTS), ("at", _TIMES))
    }
    if not found["speaker"] or not found["text"]:
        return {}
    return {field: name for field, name in found.items() if name}


def _flatten(item: dict[str, Any]) -> Record:
    return dict(_pairs(item, "", 0))


def _pairs(value: dict[str, Any], head: str, depth: int) -> Iterator[tuple[str, str]]:
    for key, cell in value.items():
        name = f"{head}{key}"
        if isinstance(cell, dict) and depth < _DEPTH:
            yield from _pairs(cell, f"{name}.", depth + 1)
        else:
            yield name, _text(cell)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        # Lone surrogates (\ud800) can be written in JSON, but in no file.
        return cell.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list) and all(not isinstance(one, (dict, list)) for one in cell):
        return ", ".join(_text(one) for one in cell)
    try:
        return json.dumps(cell, ensure_ascii=False, sort_keys=True)
    except (RecursionError, UnicodeError):
        return ""


def _broken(path: str, line: int) -> VocliError:
    return VocliError(
        "VOC-E109", t("sources.json", line=line), where=path, hint=t("sources.json_hint")
    )
