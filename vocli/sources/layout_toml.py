"""Layouts from TOML: the built-in ones and those that a user wrote or saved."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from vocli.errors import VocliError
from vocli.messages import t
from vocli.schema import MAPPABLE
from vocli.sources.layout import (
    Around,
    Detect,
    Layout,
    Lookup,
    RecordForm,
    RowForm,
    Rule,
    Speaker,
    Turns,
    fold_word,
)

# What `[columns]` may name beside the fields of the schema.
TURN_PARTS = ("at", "kind", "sender", "_turn")
ROLES = ("customer", "agent", "bot", "system")
CONTAINERS = ("table", "json")
_SECTIONS = frozenset(
    {
        "title",
        "container",
        "channel",
        "voice_kind",
        "rank",
        "zone",
        "zone_in",
        "empties",
        "textless",
        "note",
        "detect",
        "columns",
        "instead",
        "units",
        "values",
        "when",
        "records",
        "turns",
        "around",
        "speaker",
        "role",
        "kind",
        "skip",
        "skip_turn",
        "clean",
        "path",
        "rows",
    }
)


@cache
def layouts() -> tuple[Layout, ...]:
    """The built-in layouts in the order in which they are tried."""
    folder = files("vocli.sources").joinpath("layouts")
    found = [
        parse_layout(one.name.removesuffix(".toml"), one.read_text(encoding="utf-8"))
        for one in folder.iterdir()
        if one.name.endswith(".toml")
    ]
    return tuple(sorted(found, key=lambda layout: (layout.rank, layout.key)))


def layouts_of(profiles: Sequence[tuple[str, str]]) -> tuple[Layout, ...]:
    """The user's profiles, then the built-in layouts."""
    return (*(parse_layout(name, text) for name, text in profiles), *layouts())


def parse_layout(key: str, text: str) -> Layout:
    """A layout from its TOML. Raises VOC-E117 for what no layout may hold."""
    try:
        table = _on_base(tomllib.loads(text))
        _check(table, key)
        return _layout(key, table)
    except tomllib.TOMLDecodeError as bad:
        raise _wrong(key, str(bad)) from None
    except (KeyError, TypeError, AttributeError, ValueError, re.error) as bad:
        raise _wrong(key, f"{type(bad).__name__}: {bad}") from None


def _on_base(table: dict[str, Any]) -> dict[str, Any]:
    """A profile may start from a built-in layout (`base`) and say only what differs."""
    base = table.pop("base", "")
    if not base:
        return table
    found = files("vocli.sources").joinpath("layouts", f"{base}.toml")
    if not found.is_file():
        raise ValueError(t("sources.layout_base", name=base))
    return _merged(tomllib.loads(found.read_text(encoding="utf-8")), table)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    out = dict(below)
    for key, value in above.items():
        inner = out.get(key)
        if isinstance(inner, dict) and isinstance(value, dict):
            out[key] = _merged(inner, value)
        else:
            out[key] = value
    return out


def _check(table: Mapping[str, Any], key: str) -> None:
    unknown = sorted(set(table) - _SECTIONS)
    if unknown:
        raise _wrong(key, t("sources.layout_section", name=unknown[0]))
    fields = {*MAPPABLE, *TURN_PARTS}
    for name in (*table.get("columns", {}), *table.get("units", {})):
        if name not in fields and name != "turn":
            raise _wrong(key, t("sources.layout_field", name=name))
    if table["container"] not in CONTAINERS:
        raise _wrong(key, t("sources.layout_section", name=str(table["container"])))


def _wrong(key: str, detail: str) -> VocliError:
    return VocliError(
        "VOC-E117",
        t("sources.layout_wrong", detail=detail),
        where=key,
        hint=t("sources.layout_hint"),
    )


def _layout(key: str, table: Mapping[str, Any]) -> Layout:
    return Layout(
        key=key,
        title=str(table["title"]),
        container=str(table["container"]),
        detect=_detect(table["detect"]),
        columns={name: _list(given) for name, given in table.get("columns", {}).items()},
        instead={name: _list(given) for name, given in table.get("instead", {}).items()},
        channel=table.get("channel", ""),
        voice_kind=table.get("voice_kind", ""),
        rank=int(table.get("rank", 50)),
        zone=table.get("zone", ""),
        zone_in=re.compile(table.get("zone_in", "")).pattern,
        empties=_list(table.get("empties")),
        textless=bool(table.get("textless", False)),
        note=table.get("note", ""),
        records=RecordForm(
            _list(table.get("records", {}).get("at")), _list(table.get("records", {}).get("group"))
        ),
        units=dict(table.get("units", {})),
        values={
            name: {str(k): str(v) for k, v in own.items()}
            for name, own in table.get("values", {}).items()
        },
        when={name: Rule(name, _where(own)) for name, own in table.get("when", {}).items()},
        turns=_turns(table["turns"]) if "turns" in table else None,
        around=tuple(_around(one) for one in table.get("around", [])),
        speaker=_speaker(table["speaker"]) if "speaker" in table else None,
        roles=_rules(table.get("role", []), "role"),
        kinds=_rules(table.get("kind", []), "kind"),
        skips=_rules(table.get("skip", []), "reason"),
        turn_skips=_rules(table.get("skip_turn", []), "reason"),
        cleaners={name: _list(own) for name, own in table.get("clean", {}).items()},
        path_fields=re.compile(table.get("path", {}).get("pattern", "")).pattern,
        rows=_row_form(table.get("rows", {})),
    )


def _detect(table: Mapping[str, Any]) -> Detect:
    return Detect(
        headers=_list(table.get("headers")),
        any_of=_list(table.get("any_of")),
        paths=_list(table.get("paths")),
        values=tuple(
            (path, re.compile(pattern).pattern) for path, pattern in table.get("values", {}).items()
        ),
        expects=_list(table.get("expects")),
        path=re.compile(table.get("path", "")).pattern,
        first=_list(table.get("first")),
        pattern=re.compile(table.get("pattern", "")).pattern,
    )


def _turns(table: Mapping[str, Any]) -> Turns:
    return Turns(
        at=_list(table.get("at")),
        text=_list(table.get("text")),
        time=_list(table.get("time")),
        unit=table.get("unit", ""),
        sort=_list(table.get("sort")),
        words=bool(table.get("words", False)),
        join=table.get("join", "auto"),
    )


def _around(table: Mapping[str, Any]) -> Around:
    same = table.get("same")
    return Around(
        place=table["place"],
        text=_list(table["text"]),
        time=_list(table.get("time")),
        role=table.get("role", "customer"),
        speaker=_list(table.get("speaker")),
        same=(same[0], same[1]) if same else None,
        name=_list(table.get("name")),
        only_without_turns=bool(table.get("only_without_turns", False)),
    )


def _speaker(table: Mapping[str, Any]) -> Speaker:
    words = {fold_word(word): role for role in ROLES for word in _list(table.get(role))}
    same, lookup = table.get("same"), table.get("lookup")
    return Speaker(
        path=_list(table.get("path")),
        words=words,
        same=(same[0], same[1]) if same else None,
        lookup=_lookup(lookup) if lookup else None,
        name=_list(table.get("name")),
        default=table.get("default", "unknown"),
        agents=_list(table.get("agents")),
    )


def _lookup(table: Mapping[str, Any]) -> Lookup:
    return Lookup(
        at=_list(table["list"]),
        key=table["key"],
        value=table["value"],
        name=_list(table.get("name")),
        by=_list(table.get("by")),
    )


def _row_form(table: Mapping[str, Any]) -> RowForm:
    mark = table.get("mark")
    return RowForm(
        header_rows=int(table.get("header_rows", 1)),
        join=table.get("join", " / "),
        names=int(table.get("names", -1)),
        question=re.compile(table.get("question", "")).pattern,
        mark=(mark["column"], mark["value"]) if mark else None,
        ids=_list(mark.get("ids")) if mark else (),
        sheet=table.get("sheet", ""),
        merge=tuple((one["sheet"], one["id"], one["by"]) for one in table.get("merge", [])),
        same=_list(table.get("same")),
        clock=_list(table.get("clock")),
        lines=_list(table.get("lines")),
        count=tuple(
            (one["field"], one["column"], _list(one["values"])) for one in table.get("count", [])
        ),
    )


def _rules(tables: Sequence[Mapping[str, Any]], name: str) -> tuple[Rule, ...]:
    return tuple(Rule(one[name], _where(one["where"])) for one in tables)


def _where(table: Mapping[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((path, _list(values)) for path, values in table.items())


def _list(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(one) for one in value)
