"""Every column of `contacts` and `turns`: key and type. Labels are messages (`columns.<key>`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd


class Dtype(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"  # str, "" when empty, exactly as in the export
    TIME = "time"  # datetime64[ns, Asia/Tokyo] or NaT
    NUMBER = "number"  # float64 or NaN
    FLAG = "flag"  # bool


@dataclass(frozen=True)
class Field:
    """One column; `mapped` is False for columns that reading fills in by itself."""

    key: str
    dtype: Dtype = Dtype.TEXT
    mapped: bool = True


_T, _N, _F = Dtype.TIME, Dtype.NUMBER, Dtype.FLAG

CONTACT_FIELDS: tuple[Field, ...] = (
    Field("contact_id"),
    Field("occurred_at", _T),
    Field("channel"),  # one of CHANNELS; the cell itself stays in channel_raw
    Field("channel_raw", mapped=False),
    Field("direction"),  # inbound, outbound, internal or ""
    Field("out_of_scope"),  # silent, wrong_number, prank, sales, test, internal or ""
    Field("case_id"),
    Field("inquirer"),
    Field("customer_id"),
    Field("account_id"),
    Field("reseller"),
    Field("end_user"),
    Field("place"),
    Field("account_owner"),
    Field("agent_id"),
    Field("team"),
    Field("site"),
    Field("product"),
    Field("category"),
    Field("reason1"),
    Field("reason2"),
    Field("reason3"),
    Field("subject"),
    Field("status"),
    Field("outcome"),
    Field("resolved_at", _T),
    Field("first_response_at", _T),
    Field("updated_at", _T),
    Field("callback_due", _T),
    Field("transfers", _N),
    Field("reopens", _N),
    Field("escalated"),
    Field("handle_seconds", _N),
    Field("talk_seconds", _N),
    Field("hold_seconds", _N),
    Field("wrap_seconds", _N),
    Field("wait_seconds", _N),
    Field("nps"),
    Field("csat"),
    Field("ces"),
    Field("ease"),
    Field("said_solved"),  # the customer's own yes or no
    Field("churned_at", _T),
    Field("plan"),
    Field("contract_since", _T),
    Field("monthly_fee", _N),
    Field("do_not_contact"),
    Field("source_id", mapped=False),  # sha256 of the file, first 12 digits
    Field("source_row", _N, mapped=False),
    Field(
        "content_hash", mapped=False
    ),  # hash of the contact's cells and turns, free of file and row
    Field("extra", mapped=False),  # every unmapped column of the row as one JSON object
)

TURN_FIELDS: tuple[Field, ...] = (
    Field("contact_id", mapped=False),
    Field("turn", _N, mapped=False),  # 0, 1, ... within the contact
    Field("speaker"),  # customer agent bot system unknown; the column that names it
    Field("kind", mapped=False),  # message note event media auto_reply
    Field("voice_kind", mapped=False),  # note verbatim survey asr: whose words (VoiceKind)
    Field("at", _T, mapped=False),
    Field("text"),  # the customer's side, or the operator's note about it
    Field("response"),  # what the company did or answered: becomes an agent turn
    Field("source_row", _N, mapped=False),
)

# Fields that `--map FIELD=COLUMN` accepts. A `response` column becomes agent turns, so the turns frame
# itself has no such column.
MAPPABLE: tuple[str, ...] = tuple(
    dict.fromkeys(f.key for f in (*CONTACT_FIELDS, *TURN_FIELDS) if f.mapped)
)

CHANNELS: tuple[str, ...] = (
    "phone",
    "chat",
    "bot",
    "email",
    "form",
    "line",
    "sns",
    "community",
    "letter",
    "fax",
    "visit",
    "store",
    "survey",
    "app",
    "other",
    "unknown",
)

_PANDAS = {
    Dtype.TEXT: "object",
    Dtype.TIME: "datetime64[ns, Asia/Tokyo]",
    Dtype.NUMBER: "float64",
    Dtype.FLAG: "bool",
}


def empty_contacts() -> pd.DataFrame:
    """A contacts frame without rows, every column with its type."""
    return _empty(CONTACT_FIELDS)


def empty_turns() -> pd.DataFrame:
    """A turns frame without rows; `response` is no column of it."""
    return _empty(tuple(f for f in TURN_FIELDS if f.key != "response"))


def _empty(fields: tuple[Field, ...]) -> pd.DataFrame:
    return pd.DataFrame({f.key: pd.Series([], dtype=_PANDAS[f.dtype]) for f in fields})
