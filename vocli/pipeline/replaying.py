"""A page made again from its manifest: the history as it was known then, the codebook of then."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from vocli.errors import VocliError
from vocli.history import State, Store, contents
from vocli.messages import t
from vocli.pipeline.periods import WEEKS
from vocli.pipeline.recalling import facts_digest


@dataclass(frozen=True)
class Manifest:
    """What a page was made of and with."""

    command: str
    name: str
    start: date
    end: date
    book: str
    facts: str
    options: Mapping[str, str]
    tables: Mapping[str, str]
    versions: Mapping[str, str]
    files: Mapping[str, str]


def read_manifest(text: str, path: str) -> Manifest:
    """The manifest in a text; VOC-E366 where it is none."""
    try:
        table: dict[str, Any] = json.loads(text)
        return Manifest(
            command=str(table["command"]),
            name=str(table["period"]),
            start=date.fromisoformat(table["start"]),
            end=date.fromisoformat(table["end"]),
            book=str(table["codebook"]),
            facts=str(table["facts"]),
            options=dict(table["options"]),
            tables=dict(table["tables"]),
            versions=dict(table["versions"]),
            files=dict(table["files"]),
        )
    except (ValueError, KeyError, TypeError):
        text, hint = t("history.bad_manifest"), t("history.bad_manifest_hint")
        raise VocliError("VOC-E366", text, where=path, hint=hint) from None


def find_state(store: Store, manifest: Manifest) -> State:
    """When the history held just the contacts that the page was made of; VOC-E367 where it never did."""
    span = (manifest.end - timedelta(7 * WEEKS - 1), manifest.end)
    for run in range(store.last_run(), 0, -1):
        if facts_digest(contents(store, span, run)) == manifest.facts:
            return State(run, manifest.book)
    text, hint = t("history.no_state"), t("history.no_state_hint")
    raise VocliError("VOC-E367", text, hint=hint)
