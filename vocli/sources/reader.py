"""Files to Records: decode, rows, header, mapping, contacts and turns, then all files together."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Records, Severity, Source
from vocli.schema import CONTACT_FIELDS, TURN_FIELDS
from vocli.sources import byrow, byturn
from vocli.sources.contacts import Clock, build_contacts, decide_order, file_channel
from vocli.sources.draft import Draft
from vocli.sources.given import Given, check_given, parse_given
from vocli.sources.grid import Table
from vocli.sources.kinds import kind_of, note_share, sample_texts
from vocli.sources.mapping import Mapping, header_signature, map_columns
from vocli.sources.merge import Merged, merge
from vocli.sources.opening import open_all
from vocli.sources.options import Reading
from vocli.sources.values import UNKNOWN


def read(paths: Sequence[Path], reading: Reading) -> Records:
    """Contacts and turns of all files, with an account of each.

    Raises VocliError: VOC-E101 to E109 for files that cannot be read, E110 and E111 for an unclear text
    column, E112 and E113 for a wrong --map, E114 for an undecidable order of day and month.
    """
    running = gc.isenabled()
    gc.disable()  # nothing here makes cycles, and walking millions of cells costs a fifth of the time
    try:
        return _read(paths, reading)
    finally:
        if running:
            gc.enable()


def _read(paths: Sequence[Path], reading: Reading) -> Records:
    given = parse_given(reading)
    opened, findings = open_all(paths, reading)
    check_given(given, [(name, table.header) for name, _, table in opened])
    drafts: list[Draft] = []
    unusable: list[VocliError] = []
    for name, sha, table in opened:
        try:
            drafts.append(_draft(name, sha, table, given, reading))
        except VocliError as error:
            if error.code != "VOC-E111" or len(opened) == 1:
                raise
            # A list without any text (customers, call counts) beside the exports of a folder.
            unusable.append(error)
    if unusable and not drafts:
        raise unusable[0]
    findings.extend(
        Finding("VOC-F111", Severity.WARNING, t("sources.left_out"), one.where, hint=one.hint)
        for one in unusable
    )
    return _records(drafts, merge(drafts), findings)


def _draft(name: str, sha: str, table: Table, given: Given, reading: Reading) -> Draft:
    mapping = map_columns(table, given, name)
    times = table.column(mapping.columns["occurred_at"]) if "occurred_at" in mapping.columns else []
    order = decide_order(times, mapping.columns.get("occurred_at", ""), reading.date_order, name)
    clock = Clock(order, name, table.lines)
    by_turn = "speaker" in mapping.columns and "text" in mapping.columns
    build = _draft_by_turn if by_turn else _draft_by_row
    return build((name, sha), table, mapping, clock)


def _draft_by_row(place: tuple[str, str], table: Table, mapping: Mapping, clock: Clock) -> Draft:
    rows = byrow.collect_rows(table, mapping)
    kind, share = _kind(place[0], table, mapping, rows.texts)
    clock = Clock(clock.order, clock.path, rows.lines)
    contacts, findings, assumed = build_contacts(
        rows.cells, mapping.columns, clock, _default_channel(place[0], table, kind)
    )
    scope = byrow.mark_scope(contacts["out_of_scope"].tolist(), rows.texts)
    contacts["out_of_scope"] = pd.Series(scope, dtype=object)
    turns = byrow.build_turns(rows, contacts["occurred_at"], kind)
    skipped = Counter(table.skipped)
    skipped["duplicate"] += rows.duplicates
    return _finish(
        place,
        table,
        mapping,
        (contacts, turns),
        (rows.lines, kind, share, skipped, assumed, findings),
    )


def _draft_by_turn(place: tuple[str, str], table: Table, mapping: Mapping, clock: Clock) -> Draft:
    mapping.columns.pop("response", None)  # every row is a turn already
    when = mapping.columns.get("at") or mapping.columns.get("occurred_at")
    cells = _time_cells(table, mapping, when)
    at, late = clock.read(cells, when or "")
    talks = byturn.collect_conversations(table, mapping, at)
    said = table.column(mapping.columns["text"])
    customer = [
        said[i] for i, s in zip(talks.order, talks.speakers, strict=True) if s == "customer"
    ]
    kind, share = _kind(place[0], table, mapping, customer or list(said))
    default = _default_channel(place[0], table, kind)
    if default == UNKNOWN and "bot" in talks.speakers:
        default = "chat"
    own = {**talks.cells}
    parent = own.pop("occurred_at", None) if "at" in mapping.columns else None
    own.pop("occurred_at", None)
    clock = Clock(clock.order, clock.path, talks.lines)
    contacts, findings, _ = build_contacts(own, mapping.columns, clock, default)
    contacts["occurred_at"] = byturn.first_times(at, talks)
    if parent:
        begun, more = clock.read(parent, mapping.columns["occurred_at"])
        contacts["occurred_at"] = begun.values.fillna(contacts["occurred_at"])
        findings = (*findings, *more)
    turns = byturn.build_turns(table, mapping, talks, at, kind)
    account = (
        talks.lines,
        kind,
        share,
        Counter(table.skipped),
        at.zone_assumed,
        (*late, *findings),
    )
    return _finish(place, table, mapping, (contacts, turns), account)


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
    place: tuple[str, str],
    table: Table,
    mapping: Mapping,
    frames: tuple[pd.DataFrame, pd.DataFrame],
    account: tuple[Sequence[int], str, float, Counter[str], bool, tuple[Finding, ...]],
) -> Draft:
    contacts, turns = frames
    lines, kind, share, skipped, assumed, findings = account
    contacts["source_id"] = pd.Series([place[1][:12]] * len(contacts), dtype=object)
    contacts["source_row"] = np.array(lines, dtype=np.float64)
    return Draft(
        path=place[0],
        sha256=place[1],
        table=table,
        mapping=mapping,
        contacts=contacts,
        turns=turns,
        signature=header_signature(table.header),
        by_turn="speaker" in mapping.columns and "text" in mapping.columns,
        kind=kind,
        note_share=share,
        skipped={reason: n for reason, n in sorted(skipped.items()) if n},
        zone_assumed=assumed,
        findings=(
            *table.findings,
            *_lacking(place[0], table, mapping),
            *_unknown(place[0], turns),
            *findings,
        ),
    )


def _unknown(path: str, turns: pd.DataFrame) -> list[Finding]:
    """A note where nobody can tell who speaks: such turns are in no figure."""
    count = int((turns["speaker"] == UNKNOWN).sum())
    if not count:
        return []
    message = t("sources.unknown_speaker", count=count, turns=len(turns))
    hint = t("sources.unknown_speaker_hint")
    return [Finding("VOC-F119", Severity.NOTE, message, path, hint=hint)]


def _lacking(path: str, table: Table, mapping: Mapping) -> list[Finding]:
    """A finding per field that a layout's exports always fill and this file does not, or not as usual."""
    out = []
    for name, column in table.missing:
        taken = mapping.columns.get(name, "")
        if mapping.reasons.get(name) == "given":
            continue
        key = "sources.column_replaced" if taken else "sources.column_lacks"
        message = t(key, column=column, taken=taken, layout=table.layout)
        hint = t("sources.column_lacks_hint", field=name)
        out.append(Finding("VOC-F118", Severity.WARNING, message, path, column=column, hint=hint))
    return out


def _records(drafts: list[Draft], merged: Merged, findings: list[Finding]) -> Records:
    sources = tuple(_source(draft, merged, i) for i, draft in enumerate(drafts))
    own = [finding for draft in drafts for finding in draft.findings]
    order = [f.key for f in CONTACT_FIELDS]
    turn_order = [f.key for f in TURN_FIELDS if f.key != "response"]
    return Records(
        contacts=merged.contacts[order],
        turns=merged.turns[turn_order],
        sources=sources,
        findings=(*own, *merged.findings, *findings),
    )


def _source(draft: Draft, merged: Merged, i: int) -> Source:
    table, mapping = draft.table, draft.mapping
    skipped = Counter(draft.skipped) + merged.dropped[i]
    taken = mapping.taken()
    speakers = Counter(draft.turns["speaker"].tolist())
    return Source(
        path=draft.path,
        sha256=draft.sha256,
        reader=table.grid.reader,
        layout=table.layout,
        why=table.why,
        encoding=table.grid.encoding,
        newline=table.grid.newline,
        header_row=table.header_row,
        rows_read=table.rows_read,
        contacts=merged.kept[i][0],
        turns=merged.kept[i][1],
        columns=mapping.uses(),
        unused=tuple(name for name in table.header if name not in taken),
        voice_kind=draft.kind,
        note_share=draft.note_share,
        speakers=tuple(sorted(speakers.items())),
        skipped=tuple(sorted(skipped.items())),
        zone_assumed=draft.zone_assumed,
    )
