"""How each file was read: encoding, header, columns with reasons, dates, speakers, rows left out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from vocli.model import Column, FirstLook, Insight, Kind, Note, Source, VoiceKind

_SAMPLES = 3
_SAMPLE_LENGTH = (
    100  # characters; a mail with its history would push everything else off the screen
)
# Columns without which a well-known figure cannot be computed, and that figure.
_WANTED = ("customer_id", "occurred_at", "product", "csat", "nps", "churned_at")


def build(source: Source, look: FirstLook) -> Insight:
    """One file as label and sentence; the texts of the look are masked."""
    rows: list[tuple[str, Note]] = [_form(source), _layout(source), _rows(source)]
    rows += _period(look, source)
    rows += [_column(i, use) for i, use in enumerate(source.columns)]
    if source.unused:
        rows.append(
            ("insights.label_unused", Note("insights.list", {"items": list(source.unused)}))
        )
    rows += _words(source)
    rows += _left_out(look)
    rows += [_sample(i, text) for i, text in enumerate(look.texts[:_SAMPLES], 1)]
    rows += _missing(source)
    return Insight(
        name="inspect",
        title=Note("insights.inspect_title", {"path": source.path}),
        table=pd.DataFrame(rows, columns=["label", "value"]),
        columns=(Column("label", Kind.TEXT, width=11), Column("value", Kind.TEXT)),
        n_input=source.rows_read,
        n_used=source.contacts,
        layout="pairs",
    )


def payload(source: Source) -> dict[str, Any]:
    """The same as data: what `--format json` gives for one file."""
    return {
        "path": source.path,
        "sha256": source.sha256,
        "reader": source.reader,
        "layout": source.layout,
        "layout_title": source.layout_title,
        "recognised_by": list(source.why),
        "encoding": source.encoding,
        "newline": source.newline,
        "header_row": source.header_row,
        "mapping": {
            use.field: {"column": use.column, "reason": use.reason, "filled": use.filled}
            for use in source.columns
        },
        "unused": list(source.unused),
        "voice_kind": source.voice_kind,
        "rows": source.rows_read,
        "contacts": source.contacts,
        "turns": source.turns,
        "speakers": dict(source.speakers),
        "skipped": dict(source.skipped),
        "zone_assumed": source.zone_assumed,
    }


def _form(source: Source) -> tuple[str, Note]:
    parts: list[object] = [source.reader.upper(), source.encoding, source.newline]
    values = {"parts": [p for p in parts if p], "row": source.header_row}
    key = "insights.form_header" if source.header_row else "insights.form"
    return "insights.label_form", Note(key, values)


def _layout(source: Source) -> tuple[str, Note]:
    """The format, and by what it was recognised."""
    if not source.layout_title:
        return "insights.label_layout", Note("insights.layout_none")
    values = {"title": source.layout_title, "key": source.layout, "why": list(source.why)}
    return "insights.label_layout", Note("insights.layout", values)


def _rows(source: Source) -> tuple[str, Note]:
    skipped = [Note(f"insights.skip_{reason}", {"n": n}) for reason, n in source.skipped]
    key = "insights.rows_skipped" if skipped else "insights.rows"
    values = {"rows": source.rows_read, "contacts": source.contacts, "skipped": skipped}
    return "insights.label_rows", Note(key, values)


def _period(look: FirstLook, source: Source) -> list[tuple[str, Note]]:
    if look.begin is None or look.end is None:
        return []
    values = {"start": f"{look.begin:%Y/%m/%d %H:%M}", "end": f"{look.end:%Y/%m/%d %H:%M}"}
    key = "insights.period_assumed" if source.zone_assumed else "insights.period"
    return [("insights.label_period", Note(key, values))]


def _column(i: int, use: Any) -> tuple[str, Note]:
    values = {
        "field": Note(f"columns.{use.field}"),
        "column": use.column,
        "reason": Note(f"insights.reason_{use.reason}"),
        "filled": use.filled,
        "length": round(use.mean_length),
    }
    key = "insights.column_text" if use.field in {"text", "response"} else "insights.column"
    return ("insights.label_columns" if i == 0 else "", Note(key, values))


def _words(source: Source) -> list[tuple[str, Note]]:
    share = round(100 * source.note_share)
    rows = [("insights.label_kind", Note(f"insights.kind_{source.voice_kind}", {"share": share}))]
    if source.voice_kind == VoiceKind.NOTE:
        rows.append(("", Note("insights.arrows")))
    speakers = [Note(f"insights.speaker_{role}", {"n": n}) for role, n in source.speakers]
    if speakers:
        rows.append(("insights.label_speakers", Note("insights.list", {"items": speakers})))
    if dict(source.speakers).get("unknown"):
        rows.append(("", Note("insights.unknown_speakers")))
    return rows


def _left_out(look: FirstLook) -> list[tuple[str, Note]]:
    """Contacts that no analysis counts: call-backs, and what no customer wanted."""
    counts = {"outbound": look.outbound, "out_of_scope": look.out_of_scope}
    items = [Note(f"insights.left_{key}", {"n": n}) for key, n in counts.items() if n]
    return [("insights.label_left_out", Note("insights.list", {"items": items}))] if items else []


def _sample(i: int, text: str) -> tuple[str, Note]:
    line = " ".join(text.split())
    if len(line) > _SAMPLE_LENGTH:
        line = f"{line[:_SAMPLE_LENGTH]}..."
    values = {"i": i, "text": line}
    return "insights.label_samples" if i == 1 else "", Note("insights.sample", values)


def _missing(source: Source) -> list[tuple[str, Note]]:
    present = {use.field for use in source.columns}
    missing = [Note(f"insights.missing_{key}") for key in _WANTED if key not in present]
    return (
        [("insights.label_missing", Note("insights.missing", {"items": missing}))]
        if missing
        else []
    )
