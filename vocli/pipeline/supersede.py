"""A contact that comes again: what is known of it already and what is new, put together."""

from __future__ import annotations

import numpy as np
import pandas as pd

from vocli.model.history import Kept, join_vectors
from vocli.text import digest

# Files of these kinds speak of contacts that another file holds: they add to one and never overrule it.
_BESIDE = frozenset({"asr", "survey"})
_RANK = {"note": 0, "verbatim": 0, "asr": 1, "survey": 2}


def supersede(before: Kept, after: Kept) -> Kept:
    """`after`, each contact of it with what only `before` knows.

    A cell that is filled stands against a blank one; of two filled ones the newer stands, unless it comes from a
    survey or a transcript and the older does not. What was said stays where the new file holds nothing of its kind.
    """
    if before.contacts.empty:
        return after
    ids = set(before.contacts["contact_id"])
    told = {name: _kinds(kept.turns) for name, kept in (("before", before), ("after", after))}
    beside = {
        contact
        for contact in ids
        if told["after"].get(contact, set()) <= _BESIDE
        and told["before"].get(contact, set()) - _BESIDE
    }
    contacts = _filled(before.contacts, after.contacts, beside)
    lost = {
        contact: told["before"].get(contact, set()) - told["after"].get(contact, set())
        for contact in ids
    }
    turns, moved = _turns(before, after, lost)
    frame, order = _voices(before, after, lost, moved)
    terms = [*after.terms, *before.terms]
    scores = pd.concat([after.scores, before.scores], ignore_index=True).fillna(0.0)
    vectors = join_vectors([after, before])
    return Kept(
        contacts,
        turns,
        frame,
        [terms[i] for i in order],
        scores.iloc[order].reset_index(drop=True),
        None if vectors is None else vectors[order],
    )


def _kinds(turns: pd.DataFrame) -> dict[str, set[str]]:
    return {str(key): set(own) for key, own in turns.groupby("contact_id")["voice_kind"]}


def _filled(before: pd.DataFrame, after: pd.DataFrame, beside: set[str]) -> pd.DataFrame:
    """The newer cells, blanks of theirs filled with the older ones; the other way round for `beside`."""
    known = before.set_index("contact_id")
    out = after.set_index("contact_id")
    both = [contact for contact in out.index if contact in known.index]
    own = out.index.isin(list(beside))
    for column in out.columns.intersection(known.columns):
        if column in ("content_hash", "since"):
            continue
        theirs = known[column].reindex(out.index)
        blank = out[column].eq("") if out[column].dtype == object else out[column].isna()
        filled = theirs.ne("") & theirs.notna() if theirs.dtype == object else theirs.notna()
        take = (blank | own) & filled & out.index.isin(both)
        out[column] = out[column].where(~take, theirs)
    hashes = known["content_hash"]
    out["content_hash"] = [
        digest(hashes[contact], new) if contact in known.index else new
        for contact, new in zip(out.index, out["content_hash"], strict=True)
    ]
    return out.reset_index()


def _turns(
    before: Kept, after: Kept, lost: dict[str, set[str]]
) -> tuple[pd.DataFrame, dict[tuple[str, str, float], float]]:
    """All turns, numbered anew in contacts that have some of both; and each turn's new number."""
    kept = _of_kinds(before.turns, lost, "voice_kind")
    both = pd.concat(
        [after.turns.assign(_age="after"), kept.assign(_age="before")], ignore_index=True
    )
    both["_rank"] = both["voice_kind"].map(_RANK).fillna(0)
    both = both.sort_values(["contact_id", "_rank", "_age", "turn"], kind="stable")
    numbers = both.groupby("contact_id").cumcount().astype("float64")
    moved = {
        (age, contact, turn): number
        for age, contact, turn, number in zip(
            both["_age"], both["contact_id"], both["turn"], numbers, strict=True
        )
    }
    columns = [c for c in after.turns.columns if c in both]
    return both.assign(turn=numbers)[columns].reset_index(drop=True), moved


def _voices(
    before: Kept,
    after: Kept,
    lost: dict[str, set[str]],
    moved: dict[tuple[str, str, float], float],
) -> tuple[pd.DataFrame, np.ndarray]:
    """All voices under their turns' new numbers, and where each stood (those of `after` first)."""
    own = before.frame.assign(_at=np.arange(len(before.frame)) + len(after.frame))
    kept = _of_kinds(own, lost, "kind")
    new = after.frame.assign(_at=np.arange(len(after.frame)))
    both = pd.concat([new.assign(_age="after"), kept.assign(_age="before")], ignore_index=True)
    keys = zip(both["_age"], both["contact_id"], both["turn"], strict=True)
    both["turn"] = [moved.get(key, key[2]) for key in keys]
    both = both.sort_values(["contact_id", "turn", "ordinal"], kind="stable")
    both["ordinal"] = both.groupby("contact_id").cumcount()
    order = both["_at"].to_numpy(dtype=np.int64)
    return both.drop(columns=["_at", "_age"]).reset_index(drop=True), order


def _of_kinds(rows: pd.DataFrame, lost: dict[str, set[str]], column: str) -> pd.DataFrame:
    """The older rows whose kind the newer file does not hold."""
    stays = [
        kind in lost.get(contact, set())
        for contact, kind in zip(rows["contact_id"], rows[column], strict=True)
    ]
    return rows[stays]
