"""One table to a draft: what is settled once per file, then contacts and turns of each block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from vocli.model import Finding
from vocli.sources import byrow, byturn
from vocli.sources.contacts import Clock, build_contacts, decide_order, file_channel
from vocli.sources.draft import Draft, Form
from vocli.sources.given import Given
from vocli.sources.grid import Table
from vocli.sources.kinds import kind_of, note_share, sample_texts
from vocli.sources.mapping import Mapping, header_signature, map_columns
from vocli.sources.options import Reading
from vocli.sources.profile import ColumnProfile
from vocli.sources.talks import roles
from vocli.sources.values import UNKNOWN


def settle(place: tuple[str, str], table: Table, given: Given, reading: Reading) -> Form:
    """The form of a file, from its first block. `place` is (path, sha256).

    Raises VOC-E110, E111, E116 (columns) and E114 (order of day and month).
    """
    path = place[0]
    mapping = map_columns(table, given, path)
    order = _order(table, mapping, reading.date_order, path)
    by_turn = "speaker" in mapping.columns and "text" in mapping.columns
    if by_turn:
        mapping.columns.pop("response", None)  # every row is a turn already
    spoken = roles(table, mapping) if by_turn else []
    kind, share = _kind(path, table, mapping, _texts(table, mapping, spoken))
    channel = _default_channel(path, table, kind)
    return Form(
        path=path,
        sha256=place[1],
        table=replace(
            table,
            columns=tuple([] for _ in table.header),
            lines=(),
            rest={},
            groups=(),
            grid=replace(table.grid, rows=[], lines=[]),
        ),
        mapping=mapping,
        # Optional keys come and go in JSON; a layout tells better what kind of file it is.
        signature=(table.layout,) if table.settled else header_signature(table.header),
        order=order,
        kind=kind,
        note_share=share,
        channel="chat" if channel == UNKNOWN and "bot" in spoken else channel,
    )


def draft_of(form: Form, table: Table) -> Draft:
    """The contacts and turns of one block under the file's form."""
    table = _aligned(table, form.mapping)
    profiles = {
        name: ColumnProfile(name, cells)
        for name, cells in zip(table.header, table.columns, strict=True)
    }
    mapping = replace(form.mapping, profiles=profiles)
    order = _order(table, mapping, form.order, form.path)
    clock = Clock(order, form.path, table.lines)
    build = _draft_by_turn if form.by_turn else _draft_by_row
    return build(form, table, mapping, clock)


def _order(table: Table, mapping: Mapping, asked: str, path: str) -> str:
    column = mapping.columns.get("occurred_at", "")
    return decide_order(table.column(column) if column else [], column, asked, path)


def _texts(table: Table, mapping: Mapping, spoken: Sequence[str]) -> list[str]:
    """The texts that tell whose words a column holds: the customer's, where roles are known."""
    column = mapping.columns.get("text")
    texts = list(table.column(column)) if column else []
    said = [text for text, role in zip(texts, spoken, strict=False) if role == "customer"]
    return said or texts


def _aligned(table: Table, mapping: Mapping) -> Table:
    """The table with every mapped column; a block of records may lack one that others fill."""
    missing = [name for name in sorted(mapping.taken()) if name and name not in table.header]
    if not missing:
        return table
    empty = tuple([""] * len(table.lines) for _ in missing)
    return replace(table, header=(*table.header, *missing), columns=(*table.columns, *empty))


def _draft_by_row(form: Form, table: Table, mapping: Mapping, clock: Clock) -> Draft:
    rows = byrow.collect_rows(table, mapping, form.seen)
    clock = Clock(clock.order, clock.path, rows.lines)
    contacts, findings, assumed = build_contacts(rows.cells, mapping.columns, clock, form.channel)
    scope = byrow.mark_scope(contacts["out_of_scope"].tolist(), rows.texts)
    contacts["out_of_scope"] = pd.Series(scope, dtype=object)
    turns = byrow.build_turns(rows, contacts["occurred_at"], form.kind, sorted(mapping.agents))
    skipped = Counter(table.skipped)
    skipped["duplicate"] += rows.duplicates
    account = (rows.lines, skipped, assumed, findings)
    return _finish(form, table, mapping, (contacts, turns), account)


def _draft_by_turn(form: Form, table: Table, mapping: Mapping, clock: Clock) -> Draft:
    when = mapping.columns.get("at") or mapping.columns.get("occurred_at")
    at, late = clock.read(_time_cells(table, mapping, when), when or "")
    talks = byturn.collect_conversations(table, mapping, at, form.seen)
    own = {**talks.cells}
    parent = own.pop("occurred_at", None) if "at" in mapping.columns else None
    own.pop("occurred_at", None)
    clock = Clock(clock.order, clock.path, talks.lines)
    contacts, findings, _ = build_contacts(own, mapping.columns, clock, form.channel)
    contacts["occurred_at"] = byturn.first_times(at, talks)
    if parent:
        begun, more = clock.read(parent, mapping.columns["occurred_at"])
        contacts["occurred_at"] = begun.values.fillna(contacts["occurred_at"])
        findings = (*findings, *more)
    turns = byturn.build_turns(table, mapping, talks, at, form.kind)
    account = (talks.lines, Counter(table.skipped), at.zone_assumed, (*late, *findings))
    return _finish(form, table, mapping, (contacts, turns), account)


def _time_cells(table: Table, mapping: Mapping, column: str | None) -> list[str]:
    if not column:
        return [""] * len(table.lines)
    cells = list(table.column(column))
    if mapping.clock and column == mapping.columns.get("occurred_at"):
        clock = table.column(mapping.clock)
        return [f"{a} {b}" if a and b else a for a, b in zip(cells, clock, strict=True)]
    return cells


def _kind(name: str, table: Table, mapping: Mapping, texts: list[str]) -> tuple[str, float]:
    sampled = sample_texts(texts)
    share = note_share(sampled)
    if mapping.kind or table.voice_kind:
        return mapping.kind or table.voice_kind, share
    titles = (Path(name).stem, table.grid.title, table.preamble)
    column = mapping.columns.get("text", "")
    fields = frozenset(mapping.columns)
    return kind_of(sampled, share, column, table.header, (fields, titles)).value, share


def _default_channel(name: str, table: Table, kind: str) -> str:
    found = table.channel or file_channel(table, name)
    if found == UNKNOWN:
        return {"survey": "survey", "asr": "phone"}.get(kind, UNKNOWN)
    return found


def _finish(
    form: Form,
    table: Table,
    mapping: Mapping,
    frames: tuple[pd.DataFrame, pd.DataFrame],
    account: tuple[Sequence[int], Counter[str], bool, tuple[Finding, ...]],
) -> Draft:
    contacts, turns = frames
    lines, skipped, assumed, findings = account
    contacts["source_id"] = pd.Series([form.source_id] * len(contacts), dtype=object)
    contacts["source_row"] = np.array(lines, dtype=np.float64)
    return Draft(
        form=form,
        mapping=mapping,
        contacts=contacts,
        turns=turns,
        rows_read=table.rows_read,
        skipped={reason: n for reason, n in sorted(skipped.items()) if n},
        zone_assumed=assumed,
        findings=(*table.findings, *findings),
    )
