"""A JSON export whose names change: read the same for everything else, or told; nobody becomes the customer."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from vocli.errors import VocliError
from vocli.model import Records
from vocli.sources import Reading, read
from vocli.sources.layout import Layout, Rule
from vocli.sources.layout_toml import layouts
from vocli.sources.paths import steps_of

FOLDER = Path(__file__).parent.parent / "data" / "layouts"
JSON = {one.key: one for one in layouts() if one.container == "json"}
GOLDEN = sorted(
    path
    for path in FOLDER.iterdir()
    if path.name.split(".")[0] in JSON and ".expected." not in path.name
)
# One file per layout is enough here: the others differ in quirks, not in names.
FIRST = [next(path for path in GOLDEN if path.name.split(".")[0] == key) for key in sorted(JSON)]
_TIMES = frozenset({"at", "occurred_at", "turn"})
_ROLES = frozenset({"speaker", "agent_id", "kind", "channel"})
_NEVER = ("source_id", "source_row", "content_hash", "extra", "channel_raw")
Change = Callable[[dict[str, Any], str], dict[str, Any]]


def _drop(item: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != key}


def _rename(item: dict[str, Any], key: str) -> dict[str, Any]:
    return {f"{name}_renamed" if name == key else name: value for name, value in item.items()}


def _reverse(item: dict[str, Any], key: str) -> dict[str, Any]:
    return dict(reversed(item.items()))


def _everywhere(value: Any, change: Change, key: str) -> Any:
    if isinstance(value, list):
        return [_everywhere(one, change, key) for one in value]
    if isinstance(value, dict):
        inner = {name: _everywhere(one, change, key) for name, one in value.items()}
        return change(inner, key)
    return value


def _changed(data: bytes, suffix: str, change: Change, key: str) -> bytes:
    """A file's bytes with every object in it changed; a line that is no JSON stays as it is."""
    if suffix == ".zip":
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as box, zipfile.ZipFile(out, "w") as new:
            for name in box.namelist():
                new.writestr(name, _changed(box.read(name), ".json", change, key))
        return out.getvalue()
    texts = data.decode("utf-8").splitlines() if suffix == ".ndjson" else [data.decode("utf-8")]
    return "\n".join(_changed_text(text, change, key) for text in texts).encode("utf-8")


def _changed_text(text: str, change: Change, key: str) -> str:
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return json.dumps(_everywhere(value, change, key), ensure_ascii=False)


def _names(paths: Iterator[str] | tuple[str, ...]) -> set[str]:
    out = set()
    for path in paths:
        for one in path.split("|"):
            plain = one.rpartition("#")[2]
            out |= {step for step in steps_of(plain.lstrip("./")) if isinstance(step, str)}
    return out


def _of_rules(rules: tuple[Rule, ...]) -> tuple[str, ...]:
    return tuple(path for rule in rules for path, _ in rule.where)


def fed_by(layout: Layout) -> dict[str, set[str]]:
    """Name in the export -> fields that it may change; `*` may add or take away whole rows."""
    pairs: list[tuple[tuple[str, ...], set[str]]] = []
    for field, paths in layout.columns.items():
        also = {"occurred_at": {"at"}, "text": {"*"}}.get(field, set())
        pairs.append((paths, {field} | also))
        pairs.append((_of_rules((layout.when[field],)) if field in layout.when else (), {field}))
    if layout.turns:
        pairs += [(layout.turns.at, {"*"}), (layout.turns.text, {"*"})]
        pairs += [(layout.turns.time, set(_TIMES)), (layout.turns.sort, {"turn", "text"})]
    for one in layout.around:
        pairs += [(one.text, {"*"}), (one.time, set(_TIMES)), (one.speaker, set(_ROLES))]
        pairs += [(one.same or (), set(_ROLES))]
    if layout.speaker:
        who = layout.speaker
        pairs += [((*who.path, *who.name, *(who.same or ())), set(_ROLES))]
        if who.lookup:
            own = who.lookup
            paths = (*own.at, own.key, own.value, *own.name, *own.by)
            pairs.append((paths, set(_ROLES)))
        if layout.turns and layout.turns.words:
            pairs.append(((*who.path, *(who.lookup.by if who.lookup else ())), {"*"}))
    pairs.append((_of_rules(layout.roles), set(_ROLES)))
    pairs.append((_of_rules(layout.kinds), {"kind"}))
    pairs.append((_of_rules((*layout.skips, *layout.turn_skips)), {"*"}))
    pairs.append((layout.records.group, {"*"}))
    pairs.append((layout.records.at, {"*"}))
    pairs.append((layout.detect.paths, set()))
    pairs.append((tuple(path for path, _ in layout.detect.values), set()))
    out: dict[str, set[str]] = {}
    for paths, fields in pairs:
        for name in _names(paths):
            out.setdefault(name, set()).update(fields)
    return out


def _read(path: Path) -> Records | VocliError:
    try:
        return read([path], Reading())
    except VocliError as error:
        return error


def _rows(frame: pd.DataFrame, without: set[str]) -> Counter[str]:
    columns = [c for c in frame.columns if c not in _NEVER and c not in without]
    cells = [[f"{c}={value!s}" for value in frame[c].tolist()] for c in columns]
    return Counter(map(repr, zip(*cells, strict=True)))


def _same_but(before: Records, after: Records, fields: set[str]) -> bool:
    if "*" in fields:
        return True
    hashed = before.contacts["contact_id"].str.fullmatch("[0-9a-f]{16}").any()
    loose = {"contact_id"} if "contact_id" in fields or hashed else set()
    contacts = [_rows(one.contacts, fields | loose) for one in (before, after)]
    turns = [_rows(one.turns, fields | loose) for one in (before, after)]
    return contacts[0] == contacts[1] and turns[0] == turns[1]


def _new_customers(before: Records, after: Records, rows_may_come: bool) -> bool:
    """True if the customer is given words that were not his; other words only where rows may come."""
    told = [one.turns[one.turns["speaker"] == "customer"]["text"] for one in (before, after)]
    known = set(before.turns["text"])
    new = set(told[1]) - set(told[0])
    return bool(new & known) or (bool(new) and not rows_may_come)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_the_order_of_names_does_not_matter(path: Path, tmp_path: Path) -> None:
    other = tmp_path / path.name
    other.write_bytes(_changed(path.read_bytes(), path.suffix, _reverse, ""))
    before, after = _read(path), _read(other)
    assert isinstance(before, Records)
    assert isinstance(after, Records)
    assert _rows(before.contacts, set()) == _rows(after.contacts, set())
    assert _rows(before.turns, set()) == _rows(after.turns, set())
    assert [f.code for f in before.findings] == [f.code for f in after.findings]


@pytest.mark.parametrize("change", [_drop, _rename], ids=["dropped", "renamed"])
@pytest.mark.parametrize("path", FIRST, ids=lambda path: path.name)
def test_a_name_that_is_gone_changes_only_what_it_feeds_or_is_told(
    path: Path, change: Change, tmp_path: Path
) -> None:
    layout = JSON[path.name.split(".")[0]]
    before = _read(path)
    assert isinstance(before, Records)
    known = Counter(f.code for f in before.findings)
    data = path.read_bytes()
    wrong = []
    for key, fields in sorted(fed_by(layout).items()):
        other = tmp_path / path.name
        other.write_bytes(_changed(data, path.suffix, change, key))
        after = _read(other)
        if isinstance(after, VocliError):
            continue
        told = Counter(f.code for f in after.findings) - known
        if told["VOC-F125"]:
            continue  # read as plain JSON, which says so itself
        if _new_customers(before, after, "*" in fields or bool(told)):
            wrong.append(f"{key}: somebody became the customer")
        if not told and not _same_but(before, after, fields):
            wrong.append(f"{key}: silently different")
    assert wrong == []
