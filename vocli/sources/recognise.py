"""Which layout a file has: headers that stand in one row, or paths that its records hold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from vocli.sources.layout import Detect, Layout
from vocli.sources.paths import Spot, find, steps_of, text_of
from vocli.sources.synonyms import normalise
from vocli.sources.workspace import mark_roles

_SEARCHED = 30  # rows in which a header may stand; values of a list in which names are looked for
_DEPTH = 6
_NEAR = 3  # columns of a layout that must be left where one of its headers is gone
_DISTINCT = 20  # rank up to which a layout's headers are its own; others are everybody's words
_QUESTIONS = 2  # headers that a pattern must match


def recognise_rows(
    layouts: Iterable[Layout], rows: Sequence[Sequence[str]], path: str
) -> tuple[Layout, int] | None:
    """The first layout whose headers stand in one of the first rows, and that row's index."""
    candidates = [
        (i, [normalise(cell) for cell in row if cell.strip()])
        for i, row in enumerate(rows[: 2 * _SEARCHED])
        if any(row)
    ][:_SEARCHED]
    for layout in layouts:
        if layout.container != "table" or not re.search(layout.detect.path, path):
            continue
        for i, names in candidates:
            if _has_headers(layout.detect, names):
                return layout, i
    return None


def find_near(
    layouts: Iterable[Layout], rows: Sequence[Sequence[str]], path: str
) -> tuple[Layout, str] | None:
    """The layout of which one header is gone, and that header: enough of its other columns are there."""
    for row in rows[:_SEARCHED]:
        names = [normalise(cell) for cell in row if cell.strip()]
        if len(names) <= _NEAR:
            continue
        for layout in layouts:
            if layout.container != "table" or layout.rank > _DISTINCT:
                continue
            gone = [one for one in layout.detect.headers if not has_name(names, one)]
            wanted = layout.detect.any_of
            if len(gone) != 1 or (wanted and not any(has_name(names, one) for one in wanted)):
                continue
            if len(_names_of(layout).intersection(names)) >= _NEAR:
                return layout, gone[0].partition("|")[0]
    return None


def _names_of(layout: Layout) -> set[str]:
    """Every header that a layout knows, normalised."""
    columns = (one for spellings in layout.columns.values() for one in spellings)
    own = (*layout.detect.headers, *layout.detect.any_of, *columns)
    return {name for spellings in own for name in _normalised(spellings)}


def _has_headers(detect: Detect, names: Sequence[str]) -> bool:
    if detect.first and (not names or not has_name(names[:1], "|".join(detect.first))):
        return False
    if not all(has_name(names, name) for name in detect.headers):
        return False
    if detect.pattern and sum(1 for n in names if re.search(detect.pattern, n)) < _QUESTIONS:
        return False
    return not detect.any_of or any(has_name(names, name) for name in detect.any_of)


def has_name(names: Sequence[str], wanted: str) -> bool:
    """True if one of the spellings of a header, parted by `|`, is among normalised names."""
    return any(one in names for one in _normalised(wanted))


@cache  # the layouts' own words, asked for at every row of every file
def _normalised(wanted: str) -> tuple[str, ...]:
    return tuple(map(normalise, wanted.split("|")))


View = list[tuple[Spot, int]]  # records with their places in the file
Sign = tuple[str, str]  # a path (alternatives parted by |) and the pattern of its value, "" for any
_SIGNS = 3  # so many must be left where one is missing


def signs_of(detect: Detect) -> tuple[Sign, ...]:
    """What gives a JSON layout away."""
    return (*((path, "") for path in detect.paths), *detect.values)


def recognise_json(
    layouts: Iterable[Layout], views: Callable[[Layout], list[View]], path: str
) -> tuple[Layout, View, tuple[str, ...]] | None:
    """(layout, its records, the signs that are missing): the first with every sign, else the nearest.

    One name may be missing where three signs are left: a renamed name should be told, not turn the whole
    file into something that is read by guessing.
    """
    near: tuple[float, Layout, View, tuple[str, ...]] | None = None
    for layout in layouts:
        if layout.container != "json" or not re.search(layout.detect.path, path):
            continue
        signs = signs_of(layout.detect)
        for view in views(layout):
            lacking = _lacking(signs, view)
            if not lacking:
                return layout, view, ()
            left = len(signs) - len(lacking)
            names = {steps_of(one.split("|")[0])[0] for one in lacking}
            share = left / len(signs)
            if len(names) == 1 and left >= _SIGNS and (near is None or share > near[0]):
                near = share, layout, view, lacking
    return near[1:] if near else None


def _lacking(signs: Sequence[Sign], view: View) -> tuple[str, ...]:
    """The signs that the best record lacks; all of them where the records' own names rule it out."""
    top = {key for spot, _ in view if isinstance(spot.value, dict) for key in spot.value}
    starts = [{steps_of(one)[0] for one in path.split("|")} for path, _ in signs]
    best = tuple(path for path, _ in signs)
    gone = [names for names in starts if not top & names]
    if len({min(map(str, names)) for names in gone}) > 1:
        return best
    for spot, _ in view:
        own = tuple(path for path, pattern in signs if not _has(spot, path, pattern))
        if len(own) < len(best):
            best = own
        if len(best) <= len(gone):
            break
    return best


def _has(spot: Spot, path: str, pattern: str) -> bool:
    for one in path.split("|"):
        value = find(spot, one)
        if pattern and re.fullmatch(pattern, text_of(value)):
            return True
        if not pattern and value is not None and value != []:
            return True
    return False


def find_resembling(layouts: Iterable[Layout], value: Any) -> Layout | None:
    """The first layout of more than three signs whose last names all stand somewhere in a document."""
    names = set(_names_in(value, 0))
    for layout in layouts:
        signs = [path for path, _ in signs_of(layout.detect)]
        if layout.container != "json" or len(signs) <= _SIGNS:
            continue
        if all(any(steps_of(one)[-1] in names for one in path.split("|")) for path in signs):
            return layout
    return None


def _names_in(value: Any, depth: int) -> Iterator[str]:
    inner = list(value.values()) if isinstance(value, dict) else value
    if isinstance(value, dict):
        yield from value
    if isinstance(inner, list) and depth < _DEPTH:
        for one in inner[:_SEARCHED]:
            yield from _names_in(one, depth + 1)


def parse_beside(beside: Mapping[str, bytes]) -> dict[str, Any]:
    """The lists that lie beside a file in its archive, parsed; what is no JSON is left out."""
    out = {}
    for name, data in beside.items():
        try:
            out[name.rsplit("/", 1)[-1]] = json.loads(data.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            continue
    if "users.json" in out:
        out["users.json"] = mark_roles(out["users.json"])
    return out
