"""One customer's way through the desk's windows: what was said, where, and what was promised."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, timedelta
from typing import Any

import pandas as pd

from vocli.errors import VocliError
from vocli.insights.quote import representative
from vocli.messages import t
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place

NEEDS = Needs(
    columns=(("customer",),),
    signals=("resolved", "unresolved", "runaround", "repeat_contact", "churn_request"),
    themes=True,
    codes=True,
)
_NEAR = 3  # codes that an error about an unknown one names
_SIGNS = (  # what a line says of a contact, the gravest first
    "safety",
    "churn_threat",
    "escalation_request",
    "runaround",
    "unresolved",
    "repeat_contact",
    "churn_request",
    "resolved",
)
_COLUMNS = (
    Column("occurred_at", Kind.DATE),
    Column("channel", Kind.CODE),
    Column("site", Kind.TEXT),
    Column("theme", Kind.TEXT),
    Column("outcome", Kind.TEXT),
    Column("signs", Kind.TEXT, label="customer.columns.signs"),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("promise", Kind.TEXT, Place.BELOW, label="customer.columns.promise"),
    Column("contact_id", Kind.ID, Place.BELOW),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """The customer's contacts in the order of time; options: `customer`, the beginning of a code.

    VOC-E346 where no customer, or more than one, has such a code.
    """
    code = _find(facts, str(asked.options.get("customer", "")))
    own = facts.contacts[facts.contacts["customer"] == code]
    own = own.sort_values(["occurred_at", "contact_id"], kind="stable")
    rows = [_row(facts, contact, code, asked.as_of) for contact in own.to_dict("records")]
    if not own["site"].astype(bool).any():
        columns = tuple(c for c in _COLUMNS if c.key != "site")
    else:
        columns = _COLUMNS
    table = Insight(
        name="customer",
        title=Note("customer.title", {"n": len(own)}),
        table=pd.DataFrame(rows, columns=[c.key for c in columns], dtype=object),
        columns=columns,
        notes=_notes(rows, own),
        n_input=len(facts.contacts),
        n_used=len(own),
        evidence=tuple((str(row["contact_id"]),) for row in rows),
    )
    return (_head(facts, own, code), table)


def _find(facts: Facts, wanted: str) -> str:
    codes = sorted({c for c in facts.contacts["customer"] if c})
    hits = [code for code in codes if wanted and code.startswith(wanted.upper())]
    if len(hits) == 1:
        return str(hits[0])
    key = "customer.ambiguous" if hits else "customer.unknown"
    most = facts.contacts.loc[facts.contacts["customer"] != "", "customer"].value_counts()
    near = sorted(most.items(), key=lambda pair: (-pair[1], str(pair[0])))[:_NEAR]
    shown = t("render.comma").join(str(code)[:10] for code, _ in near)
    raise VocliError("VOC-E346", t(key), hint=t("customer.unknown_hint", codes=shown or "-"))


def _head(facts: Facts, own: pd.DataFrame, code: str) -> Insight:
    """Who it is, as far as the columns tell, and the facts of the matter that came most often."""
    told: list[tuple[str, Note | str]] = [("customer.who", _who(own, code))]
    matter = own[own["theme_id"] != ""]
    if len(matter):
        theme = matter["theme_id"].value_counts().sort_index().sort_values(kind="stable").index[-1]
        told.append(("customer.matter", _matter(facts, matter[matter["theme_id"] == theme], theme)))
    windows = {(c, s) for c, s in zip(own["channel"], own["site"], strict=True)}
    told.append(("customer.windows", Note("customer.windows_told", {"n": len(windows)})))
    return Insight(
        name="customer_head",
        title=None,
        table=pd.DataFrame(told, columns=["label", "value"]),
        columns=(Column("label", Kind.TEXT, width=11), Column("value", Kind.TEXT)),
        n_input=len(own),
        n_used=len(own),
        layout="pairs",
    )


def _who(own: pd.DataFrame, code: str) -> Note:
    def last(column: str) -> str:
        filled = [str(v) for v in own[column] if not pd.isna(v) and str(v)]
        return filled[-1] if filled else ""

    parts = [last("account") or "", last("product"), last("plan")]
    since = [v for v in own["contract_since"] if not pd.isna(v)]
    if since:
        parts.append(t("customer.since", month=f"{since[-1]:%Y/%m}"))
    return Note("customer.who_told", {"code": code[:10], "parts": "  ".join(p for p in parts if p)})


def _matter(facts: Facts, own: pd.DataFrame, theme: str) -> Note:
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    days = [d for d in own["day"] if d is not None]
    values = {
        "theme": names.get(theme, theme),
        "n": len(own),
        "windows": len({(c, s) for c, s in zip(own["channel"], own["site"], strict=True)}),
        "days": (max(days) - min(days)).days + 1 if days else 0,
    }
    return Note("customer.matter_told" if len(own) > 1 else "customer.matter_once", values)


def _row(
    facts: Facts, contact: dict[Hashable, Any], code: str, as_of: date | None
) -> dict[str, object]:
    voices = facts.voices[facts.voices["contact_id"] == contact["contact_id"]]
    live = voices[voices["set_aside"] == ""]
    spoken = live[live["considered"]] if live["considered"].any() else live
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    # What was said most plainly stands for the contact, whatever its theme.
    scored = spoken.assign(theme_score=spoken["complaint"].astype(float))
    quote = representative(scored, names.get(contact["theme_id"], ""))
    signs = [Note(f"codes.{sign}") for sign in _SIGNS if contact.get(sign)]
    return {
        "occurred_at": contact["occurred_at"],
        "channel": contact["channel"],
        "site": contact["site"],
        "theme": names.get(contact["theme_id"], ""),
        "outcome": contact["outcome"] or contact["status"],
        "signs": Note("customer.list", {"items": signs}) if signs else None,
        "quote": quote["text"],
        "promise": _promise(facts, contact, code, as_of),
        "contact_id": contact["contact_id"],
        "voice_kind": quote["kind"],
    }


def _promise(
    facts: Facts, contact: dict[Hashable, Any], code: str, as_of: date | None
) -> Note | None:
    """What became of a promised call back: kept, no record of it, or not yet due."""
    due = contact["callback_due"]
    if pd.isna(due):
        return None
    day = due.date()
    values = {"day": f"{due:%m/%d}"}
    calls = facts.calls_back
    mine = calls[calls["customer"] == code] if len(calls) else calls
    later = [at for at in (mine["occurred_at"] if len(mine) else []) if at > contact["occurred_at"]]
    if any(at.date() <= day + timedelta(1) for at in later):
        return Note("customer.kept", values)
    if as_of is None or day >= as_of:
        return Note("customer.open", values)
    return Note("customer.broken", values)


def _notes(rows: list[dict[str, object]], own: pd.DataFrame) -> tuple[Note, ...]:
    told = [Note("customer.pseudonym")]
    if any(isinstance(r["promise"], Note) and r["promise"].key == "customer.broken" for r in rows):
        told.append(Note("customer.no_record"))
    ids = [str(i) for i in own["contact_id"]]
    return (Note("customer.ids", {"ids": ids}), *told)
