"""What a contact's last words say of problem and feeling, and what the desk recorded of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from vocli.model import Facts
from vocli.text import nfkc

# What is asked -> (state, signals that say it), first of the yes, then of the no.
ASKED: dict[str, tuple[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]]] = {
    "problem": (("solved", ("resolved",)), ("unsolved", ("unresolved",))),
    "feeling": (
        ("settled", ("settled", "satisfaction", "delight", "expectation_exceeded")),
        ("unsettled", ("unsettled", "distrust", "privacy_worry")),
    ),
}
_CLOSED = re.compile(
    r"(?<!未)(?<!不)(?:完結|完了|解決(?!せず|しない|できず)|対応済|処理済|終了)|clos|solved|resolved|done",
    re.IGNORECASE,
)
_STILL_OPEN = re.compile(
    r"未|折り?返|二次|2次|保留|転送|エスカ|継続|調査|対応中|処理中|確認中|オープン|新規"
    r"|unresolved|unsolved|open|\bnew\b|pending|hold|progress|callback|escalat",
    re.IGNORECASE,
)


def customer_states(facts: Facts) -> pd.DataFrame:
    """contact_id, and of problem and feeling the state (or `unknown`) and the voice that decided it.

    A later turn wins over an earlier one; of two signals in one voice the stronger, of equals the one
    that says no.
    """
    out = pd.DataFrame({"contact_id": facts.contacts["contact_id"].tolist()})
    for asked, sides in ASKED.items():
        decided = _decided(facts, sides)
        each = [decided.get(contact, ("unknown", "")) for contact in out["contact_id"]]
        out[asked] = [state for state, _ in each]
        out[f"{asked}_voice"] = [voice for _, voice in each]
    return out


def _decided(
    facts: Facts, sides: tuple[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]]
) -> dict[str, tuple[str, str]]:
    """By contact the state and the voice that decided it."""
    voices = facts.voices
    if "turn" in voices:
        voices = voices.sort_values("turn", kind="stable")
    decided: dict[str, tuple[str, str]] = {}
    scores = [_strongest(facts, signals).loc[voices.index].tolist() for _, signals in sides]
    columns = (voices["contact_id"], voices["voice_id"], *scores)
    for contact, voice, yes, no in zip(*columns, strict=True):
        if max(yes, no) > 0:
            decided[contact] = (sides[0][0] if yes > no else sides[1][0], voice)
    return decided


def _strongest(facts: Facts, signals: Sequence[str]) -> pd.Series:
    """The highest score of each voice among those of the signals that it carries."""
    return pd.concat([_scores(facts, signal) for signal in signals], axis=1).max(axis=1)


def _scores(facts: Facts, signal: str) -> pd.Series:
    """The score of each voice that carries the signal, 0 for all others."""
    if signal not in facts.held:
        return pd.Series(0.0, index=facts.voices.index)
    held = pd.Series(facts.held[signal].to_numpy(dtype=bool), index=facts.voices.index)
    score = facts.voices[signal] if signal in facts.voices else pd.Series(1.0, facts.voices.index)
    return score.astype(float).where(held, 0.0)


def add_record(states: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    """`states` with `record` (done, open or "") and `consent` (consented, not_consented or "").

    They come from the columns 対応結果 and 状態 and from what the desk wrote; who is recorded as
    unwilling and as willing counts as unwilling, and what goes on as not done.
    """
    tags = desk_tags(facts)
    contacts = facts.contacts.set_index("contact_id")
    records, consents = [], []
    for contact in states["contact_id"]:
        own = tags.get(contact, frozenset())
        records.append(_record(own, str(contacts.at[contact, "outcome"]), contacts, contact))
        unwilling, willing = "not_consented" in own, "consented" in own
        consents.append("not_consented" if unwilling else "consented" if willing else "")
    return states.assign(record=records, consent=consents)


def _record(own: frozenset[str], outcome: str, contacts: pd.DataFrame, contact: str) -> str:
    told = record_of(outcome, str(contacts.at[contact, "status"]))
    return told or ("open" if "open" in own else "done" if "done" in own else "")


def record_of(outcome: str, status: str) -> str:
    """What the cells of 対応結果 and 状態 say: open, done, or "" where neither tells; 対応結果 goes first."""
    for cell in (outcome, status):
        text = nfkc(cell)
        if _STILL_OPEN.search(text):
            return "open"
        if _CLOSED.search(text):
            return "done"
    return ""


def desk_tags(facts: Facts) -> dict[str, frozenset[str]]:
    """By contact the tags of what the desk's side recorded (signals/tags/operator.toml)."""
    said = facts.said
    if said.empty or "desk" not in said:
        return {}
    names = list(said.columns[list(said.columns).index("desk") + 1 :])
    marked = said[said[names].any(axis=1)] if names else said[:0]
    out: dict[str, set[str]] = {}
    for turn in marked[["contact_id", *names]].to_dict("records"):
        out.setdefault(str(turn["contact_id"]), set()).update(n for n in names if turn[n])
    return {contact: frozenset(tags) for contact, tags in out.items()}
