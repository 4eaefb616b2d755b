"""Frames to rows and back: times as text, terms as one line, scores and vectors as bytes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.history.ddl import DROPPED, FIELDS
from vocli.schema import CONTACT_FIELDS, Dtype, empty_contacts

_ZONE = "Asia/Tokyo"
_BETWEEN = "\x1f"  # terms hold no control characters
CONTACT_COLUMNS = ("contact_id", "hash", "day", "source", "known", *(
    field.key for field in FIELDS if field.key != "contact_id"
))  # fmt: skip
TURN_COLUMNS = ("contact_id", "turn", "speaker", "kind", "voice_kind", "at", "text", "row")
VOICE_COLUMNS = (
    "contact_id", "ordinal", "turn", "kind", "text", "set_aside", "source", "row", "terms",
    "scores", "vector",
)  # fmt: skip


def contact_rows(contacts: pd.DataFrame) -> list[tuple[object, ...]]:
    """Rows in the order of CONTACT_COLUMNS."""
    plain = pd.DataFrame(
        {
            field.key: _texts(contacts[field.key])
            if field.dtype is Dtype.TIME
            else contacts[field.key].astype(object)
            for field in FIELDS
        }
    )
    plain["hash"] = contacts["content_hash"]
    plain["day"] = plain["occurred_at"].map(lambda text: text[:10] if text else None)
    plain["source"], plain["known"] = contacts["source"], contacts["known"]
    return _tuples(plain[list(CONTACT_COLUMNS)])


def turn_rows(turns: pd.DataFrame) -> list[tuple[object, ...]]:
    """Rows in the order of TURN_COLUMNS."""
    plain = turns.assign(at=_texts(turns["at"]), row=turns["source_row"])
    return _tuples(plain[list(TURN_COLUMNS)].astype(object))


def voice_rows(
    frame: pd.DataFrame,
    terms: Sequence[Sequence[str]],
    scores: pd.DataFrame,
    vectors: NDArray[np.int8] | None,
) -> list[tuple[object, ...]]:
    """Rows in the order of VOICE_COLUMNS; a voice that is set aside has no vector."""
    marks = scores.to_numpy(dtype="<f4")
    live = (frame["set_aside"] == "").to_numpy()
    packed: list[object] = [
        vectors[i].tobytes() if vectors is not None and alive else None
        for i, alive in enumerate(live)
    ]
    plain = frame[["contact_id", "ordinal", "turn", "kind", "text", "set_aside", "source"]].assign(
        row=frame["source_row"],
        terms=[_BETWEEN.join(row) for row in terms],
        scores=[row.tobytes() if alive else b"" for row, alive in zip(marks, live, strict=True)],
        vector=pd.Series(packed, frame.index, dtype=object),
    )
    return _tuples(plain[list(VOICE_COLUMNS)].astype(object))


def contacts_from(rows: pd.DataFrame) -> pd.DataFrame:
    """The contacts frame behind rows, every column of the schema with its type."""
    out = empty_contacts().reindex(range(len(rows)))
    for field in CONTACT_FIELDS:
        if field.key in DROPPED:
            out[field.key] = ""
        elif field.dtype is Dtype.TIME:
            out[field.key] = times(rows[field.key])
        elif field.dtype is Dtype.NUMBER:
            out[field.key] = pd.to_numeric(rows[field.key]).astype("float64")
        else:
            out[field.key] = rows[field.key].fillna("").astype(object)
    out["content_hash"] = rows["hash"].astype(object)
    return out.assign(
        source=rows["source"].astype(object),
        source_id=rows["source"].astype(object),
        known=rows["known"].astype(object),
        since=rows["since"].astype("int64"),
    )


def times(texts: pd.Series) -> pd.Series:
    """Times in Japan from ISO texts, NaT for none."""
    parsed = pd.to_datetime(texts, format="ISO8601", utc=True)
    return parsed.dt.tz_convert(_ZONE).dt.as_unit("ns")


def terms_from(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """The terms of every voice."""
    return [tuple(line.split(_BETWEEN)) if line else () for line in lines]


def scores_from(packed: Sequence[bytes], signals: Sequence[str]) -> pd.DataFrame:
    """One column of scores per signal; zeros where a voice was set aside."""
    width = len(signals)
    out = np.zeros((len(packed), width), dtype=np.float32)
    for i, row in enumerate(packed):
        if row:
            own = np.frombuffer(row, dtype="<f4")
            out[i, : min(width, len(own))] = own[:width]
    return pd.DataFrame(out, columns=list(signals))


def vectors_from(packed: Sequence[bytes | None]) -> NDArray[np.int8] | None:
    """Vectors, one row per voice, zeros for a voice without one; None where no voice has any."""
    size = next((len(row) for row in packed if row), 0)
    if not size:
        return None
    blank = bytes(size)
    return np.frombuffer(b"".join(row or blank for row in packed), dtype=np.int8).reshape(-1, size)


def _texts(column: pd.Series) -> pd.Series:
    """ISO texts of times, None for none."""
    told = [None if pd.isna(at) else pd.Timestamp(at).isoformat() for at in column]
    return pd.Series(told, column.index, dtype=object)


def _tuples(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    plain = frame.astype(object)
    return list(plain.where(plain.notna(), None).itertuples(index=False, name=None))
