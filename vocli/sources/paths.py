"""Paths into parsed JSON, as layouts write them: `source.author.type`, `items[].alternatives[0].content`.

A path starts at the item in hand (`.` alone is that item). `/` in front starts at the record, `../` one
list further out, `@users.json#` at a file beside this one, `@#` at the whole document. Dots part names,
`[]` walks every element of a list (and every value of an object), `[0]` takes one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

_STEP = re.compile(r"\[(\d*)\]|([^.\[\]]+)")
_DEPTH = 30


@dataclass(frozen=True)
class Spot:
    """A value inside a record with the way to it: the record first, then each list's element."""

    trail: tuple[Any, ...]
    beside: Mapping[str, Any] = field(default_factory=dict)

    @property
    def value(self) -> Any:
        """The value in hand."""
        return self.trail[-1]

    def inner(self, value: Any) -> Spot:
        """The same way, one element further in."""
        return Spot((*self.trail, value), self.beside)


Step = str | int | None  # a name, an index, or every element


@cache
def steps_of(path: str) -> tuple[Step, ...]:
    """The steps of a path without its start."""
    return tuple(
        name if name else (int(index) if index else None) for index, name in _STEP.findall(path)
    )


def plain_name(path: str) -> str:
    """The dotted name of a path in its record; "" for a path that starts elsewhere."""
    if path.startswith(("@", "../")):
        return ""
    return path.lstrip("/").replace("[]", "").strip(".")


@dataclass(frozen=True)
class Route:
    """A path taken apart: `beside` names a file, `up` counts lists to go out (-1: the record)."""

    beside: str | None
    up: int
    steps: tuple[Step, ...]

    def start(self, spot: Spot) -> Any:
        """Where the route begins."""
        if self.beside is not None:
            return spot.beside.get(self.beside)
        if self.up <= 0:
            return spot.trail[0 if self.up else -1]
        return spot.trail[max(0, len(spot.trail) - 1 - self.up)]


@cache
def route_of(path: str) -> Route:
    """The route that a path stands for; the same few paths are taken for every record."""
    if path.startswith("/"):
        return Route(None, -1, steps_of(path[1:]))
    if path.startswith("@"):
        name, _, rest = path[1:].partition("#")
        return Route(name, 0, steps_of(rest))
    up = 0
    while path.startswith("../"):
        path = path[3:]
        up += 1
    return Route(None, up, steps_of("" if path == "." else path))


def find(spot: Spot, path: str) -> Any:
    """The value at a path, None where the way ends early; a path with `[]` gives its values as a list."""
    route = route_of(path)
    if None in route.steps:
        return [one.value for one in walk(spot, path) if one.value is not None]
    value = route.start(spot)
    for step in route.steps:
        value = _take(value, step)
        if value is None:
            return None
    return value


def walk(spot: Spot, path: str) -> Iterator[Spot]:
    """Every element that a path with `[]` leads to, each with its own way."""
    route = route_of(path)
    value = route.start(spot)
    if value is not None:
        yield from _walk(spot.trail, value, route.steps, spot.beside)


def _walk(
    trail: tuple[Any, ...], value: Any, steps: tuple[Step, ...], beside: Mapping[str, Any]
) -> Iterator[Spot]:
    if not steps:
        yield Spot(trail if trail[-1] is value else (*trail, value), beside)
        return
    step, rest = steps[0], steps[1:]
    if step is None:
        for one in _elements(value):
            yield from _walk((*trail, one), one, rest, beside)
        return
    inner = _take(value, step)
    if inner is not None:
        yield from _walk(trail, inner, rest, beside)


def _take(value: Any, step: Step) -> Any:
    if isinstance(value, dict):
        return value.get(step) if isinstance(step, str) else None
    if isinstance(value, list) and isinstance(step, int):
        return value[step] if step < len(value) else None
    return None


def _elements(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return list(value.values()) if isinstance(value, dict) else []


def texts_at(spot: Spot, path: str) -> list[str]:
    """The texts at a path, one or several."""
    value = find(spot, path)
    return [text_of(one) for one in value] if isinstance(value, list) else [text_of(value)]


def text_of(value: Any) -> str:
    """A JSON value as the text of a cell: "" for null, true/false, lists joined by commas."""
    if value is None:
        return ""
    if isinstance(value, str):
        # Lone surrogates (\ud800) can be written in JSON, but in no file.
        clean = value.isascii() and "\0" not in value
        return (
            value if clean else value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
        )
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(not isinstance(one, (dict, list)) for one in value):
        return ", ".join(text_of(one) for one in value)
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    except (RecursionError, UnicodeError):
        return ""


def flatten(
    item: Mapping[str, Any], without: Callable[[str], bool] = lambda name: False
) -> dict[str, str]:
    """An object's leaves under dotted names; `without` leaves top-level names out."""
    return dict(
        pair for key, value in item.items() if not without(key) for pair in _leaves(key, value, 0)
    )


def _leaves(name: str, value: Any, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and depth < _DEPTH:
        for key, inner in value.items():
            yield from _leaves(f"{name}.{key}", inner, depth + 1)
    else:
        yield name, text_of(value)
