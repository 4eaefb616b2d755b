"""JSON text to objects: an array, a wrapper around one, one document, or one object per line."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.options import WHOLE, Origin
from vocli.sources.paths import flatten

LISTS = (
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


class Parsed(NamedTuple):
    """A document: its objects with line or ordinal, and the document itself where it is one object."""

    reader: str
    objects: list[dict[str, Any]]
    lines: list[int]
    findings: tuple[Finding, ...]
    root: dict[str, Any] | None = None


def parse(text: str, path: str, origin: Origin = WHOLE) -> Parsed:
    """The objects of a text; a block of a long file holds one per line. Raises VOC-E109 for what is no JSON."""
    lines = [line for line in enumerate(re.split(r"\r\n|\n|\r", text), 1) if line[1].strip()]
    if origin.part:
        return _ndjson([(origin.line(number), line) for number, line in lines], path)
    try:
        value = _load(text)
    except ValueError as bad:
        if _is_ndjson(lines):
            return _ndjson(lines, path)
        raise broken(path, getattr(bad, "lineno", 1)) from None
    if len(lines) == 1 and isinstance(value, dict) and not _list_inside(value):
        return Parsed("ndjson", [value], [lines[0][0]], (), value)
    root = value if isinstance(value, dict) else None
    items = _items(value)
    if items is None:
        raise broken(path, 1)
    return Parsed("json", items, list(range(1, len(items) + 1)), (), root)


def _is_ndjson(lines: list[tuple[int, str]]) -> bool:
    """True if at least half of the first lines are objects; a list with a stray mark in it has few."""
    first = lines[:20]
    found = sum(1 for _, line in first if _as_object(line) is not None)
    return len(lines) > 1 and 2 * found >= len(first)


def _ndjson(lines: list[tuple[int, str]], path: str) -> Parsed:
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
    return Parsed("ndjson", objects, places, tuple(findings))


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
    empty = [key for key, item in value.items() if item == [] and key not in LISTS]
    if not lists:
        return [] if len(empty) == 1 and len(value) <= 3 else None
    if len(lists) != 1:
        return None
    key, items = next(iter(lists.items()))
    return None if key.casefold() in LISTS and turn_keys(items) else items


def turn_keys(turns: list[dict[str, Any]]) -> dict[str, str]:
    """speaker, text and at -> their names inside the turns; empty when there is no role or no text."""
    names = list(dict.fromkeys(name for turn in turns[:50] for name in flatten(turn)))
    found = {
        field: next((n for want in wanted for n in names if n.casefold() == want), "")
        for field, wanted in (("speaker", _ROLES), ("text", _TEXTS), ("at", _TIMES))
    }
    if not found["speaker"] or not found["text"]:
        return {}
    return {field: name for field, name in found.items() if name}


def broken(path: str, line: int) -> VocliError:
    return VocliError(
        "VOC-E109", t("sources.json", line=line), where=path, hint=t("sources.json_hint")
    )
