"""Which layout a file has: headers that stand in one row, or paths that its records hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vocli.sources.layout import Detect, Layout
from vocli.sources.paths import Spot, find, steps_of, text_of
from vocli.sources.synonyms import normalise

_SEARCHED = 30  # rows in which a header may stand


def recognise_rows(
    layouts: Iterable[Layout], rows: Sequence[Sequence[str]], path: str
) -> tuple[Layout, int] | None:
    """The first layout whose headers stand in one of the first rows, and that row's index."""
    candidates = [
        (i, frozenset(normalise(cell) for cell in row if cell.strip()))
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


def _has_headers(detect: Detect, names: frozenset[str]) -> bool:
    if not all(normalise(name) in names for name in detect.headers):
        return False
    return not detect.any_of or any(normalise(name) in names for name in detect.any_of)


def recognise_records(
    layouts: Iterable[Layout], records: Sequence[Any], path: str
) -> Layout | None:
    """The first layout whose paths all lead to something in some record."""
    top = {key for record in records if isinstance(record, dict) for key in record}
    for layout in layouts:
        if layout.container != "json" or not re.search(layout.detect.path, path):
            continue
        detect = layout.detect
        wanted = [*detect.paths, *(path for path, _ in detect.values)]
        if all(steps_of(one)[0] in top for one in wanted) and any(
            _leads(detect, record) for record in records
        ):
            return layout
    return None


def _leads(detect: Detect, record: Any) -> bool:
    spot = Spot((record,))
    return all(_present(find(spot, path)) for path in detect.paths) and all(
        re.fullmatch(pattern, text_of(find(spot, path))) for path, pattern in detect.values
    )


def _present(value: Any) -> bool:
    return value is not None and value != []


def parse_beside(beside: Mapping[str, bytes]) -> dict[str, Any]:
    """The lists that lie beside a file in its archive, parsed; what is no JSON is left out."""
    out = {}
    for name, data in beside.items():
        try:
            out[name.rsplit("/", 1)[-1]] = json.loads(data.decode("utf-8-sig"))
        except ValueError:
            continue
    return out
