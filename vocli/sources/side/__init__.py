"""The tables beside the contacts, one reader per file; each in CSV or XLSX, CP932 or UTF-8."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from vocli.model.side import SideTables
from vocli.sources.side.calendar import read_calendar
from vocli.sources.side.customers import read_customers
from vocli.sources.side.denominators import read_denominators
from vocli.sources.side.identifiers import KINDS, identifier
from vocli.sources.side.identity import SHARED, read_identity
from vocli.sources.side.requests import read_requests
from vocli.sources.side.sheet import header_names, kind_of_header, same_header
from vocli.sources.side.synonyms import read_synonyms
from vocli.sources.side.traffic import read_traffic

# Name of the option and of the setting -> reader. Those of _DATED take the order of day and month as well.
TABLES: dict[str, Callable[..., tuple[Any, Any]]] = {
    "traffic": read_traffic,
    "identity": read_identity,
    "customers": read_customers,
    "calendar": read_calendar,
    "per": read_denominators,
    "synonyms": read_synonyms,
    "requests": read_requests,
}
_DATED = frozenset({"traffic", "customers", "calendar", "per", "requests"})


def read_side(given: Mapping[str, tuple[str, bytes]], date_order: str = "") -> SideTables:
    """The side tables behind (path, content) per key of TABLES.

    Raises VOC-E132 to E137, and what reading an export raises (encoding, password, order of dates).
    """
    tables: dict[str, Any] = {}
    findings: list[Any] = []
    for name, reader in TABLES.items():
        if name in given:
            path, data = given[name]
            order = (date_order,) if name in _DATED else ()
            tables[name], found = reader(data, path, *order)
            findings += found
    sources = tuple(
        (path, hashlib.sha256(data).hexdigest()) for _, (path, data) in sorted(given.items())
    )
    return SideTables(**tables, sources=sources, findings=tuple(findings))


__all__ = [
    "KINDS",
    "SHARED",
    "TABLES",
    "header_names",
    "identifier",
    "kind_of_header",
    "read_side",
    "same_header",
]
