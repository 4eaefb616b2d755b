"""Promised calls back: by the column of the export or by the desk's own words, and whether a call was made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from vocli.model import Facts
from vocli.text import nfkc

SETTLED_WITHIN = 14  # days after the term in which a late call still answers the promise
_PROMISE = re.compile(
    r"折り?返し?|折電|までに?ご?(?:回答|連絡|お?電話|返事)|(?:回答|連絡|お?電話|架電)を?お?約束"
)
# A call that was made already, and a wish of the customer, are no promises.
_MADE = re.compile(
    r"(?:折り?返し?|折)の?(?:架電|電話|お電話)?(?:済|した(?!い)|しました|いたしました)|折り?返し?架電、|(?:架電|電話|連絡)済"
)
_WISH = re.compile(r"折り?返し?(?:の)?(?:ご?希望|を希望|依頼|のご?要望)")
_DATED = re.compile(r"(?<!\d)(\d{1,2})\s*(?:/|月)\s*(\d{1,2})(?!\d)")
_DAY = re.compile(r"(?<![\d/月])(\d{1,2})日(?!以内|間|後)")
_WITHIN = re.compile(r"(\d{1,2})\s*(?:日以内|日後)")
_SOON = (
    (re.compile(r"明後日"), 2),
    (re.compile(r"明日|翌日"), 1),
    (re.compile(r"本日|今日|当日"), 0),
)
_SENTENCE = re.compile(r"[。\n]")
_HALF_A_YEAR = 183


@dataclass(frozen=True)
class Promise:
    """One contact in which a call was promised.

    basis: `column` (折り返し予定) or `words` (the desk's note). due: the last moment, None where no term
    is told. called: the desk's first call to the same customer or case afterwards. state: kept, late, broken,
    pending, or unlinked where neither customer nor case is known.
    """

    contact_id: str
    basis: str
    due: pd.Timestamp | None
    words: str
    called: pd.Timestamp | None
    state: str


BROKEN = ("broken", "late")  # states of a promise that nobody kept by its term
_LINKS = ["contact_id", "occurred_at", "customer", "case_id"]  # what ties a call to a contact


def find_promises(facts: Facts, now: pd.Timestamp) -> list[Promise]:
    """Every promise, in the order of the contacts. now: the moment up to which the data tell."""
    contacts = facts.contacts[facts.contacts["occurred_at"].notna()]
    words, made = _told(facts)
    promised = contacts["callback_due"].notna() | contacts["contact_id"].isin(words)
    contacts = contacts.loc[promised, [*_LINKS, "callback_due"]]
    calls = calls_after(facts, contacts)
    out = []
    for contact in contacts.to_dict("records"):
        key, at = str(contact["contact_id"]), contact["occurred_at"]
        own = words.get(key, "")
        dated = pd.notna(contact["callback_due"])
        due = _end_of(contact["callback_due"]) if dated else _term(own, at)
        basis = "column" if dated else "words"
        called = next(iter(calls.get(key, [])), None)
        linked = bool(contact["customer"] or contact["case_id"])
        state = "kept" if key in made else _state(due, called, now, linked=linked)
        out.append(Promise(key, basis, due, own, called, state))
    return out


def calls_after(facts: Facts, contacts: pd.DataFrame) -> dict[str, list[pd.Timestamp]]:
    """By contact the moments at which the desk called the same customer or case afterwards, the first first."""
    calls = facts.calls_back
    if calls.empty:
        return {}
    by: dict[tuple[str, str], list[pd.Timestamp]] = {}
    known = calls[calls["occurred_at"].notna()].sort_values("occurred_at", kind="stable")
    for call in known.to_dict("records"):
        for field in ("customer", "case_id"):
            if call[field]:
                by.setdefault((field, str(call[field])), []).append(call["occurred_at"])
    out = {}
    for contact in contacts[_LINKS].to_dict("records"):
        own = {
            at
            for field in ("customer", "case_id")
            for at in by.get((field, str(contact[field])), [])
        }
        later = sorted(at for at in own if at >= contact["occurred_at"])
        if later:
            out[str(contact["contact_id"])] = later
    return out


def _state(
    due: pd.Timestamp | None, called: pd.Timestamp | None, now: pd.Timestamp, *, linked: bool
) -> str:
    if not linked:
        return "unlinked"
    if due is None:
        return "kept" if called is not None else "broken"
    if called is not None and called <= due:
        return "kept"
    if due >= now:
        return "pending"
    if called is not None and called <= due + timedelta(SETTLED_WITHIN):
        return "late"
    return "broken"


def _told(facts: Facts) -> tuple[dict[str, str], frozenset[str]]:
    """By contact the first promise in the desk's words; and the contacts in which a call is recorded as made."""
    if facts.said.empty or "desk" not in facts.said:
        return {}, frozenset()
    words: dict[str, str] = {}
    made = set()
    for contact, text in zip(facts.said["contact_id"], facts.said["desk"], strict=True):
        for sentence in _sentences(text):
            if _MADE.search(sentence):
                made.add(str(contact))
            elif _PROMISE.search(sentence) and not _WISH.search(sentence):
                words.setdefault(str(contact), sentence)
    return words, frozenset(made)


def _sentences(text: str) -> Iterator[str]:
    for part in _SENTENCE.split(nfkc(text)):
        if part.strip():
            yield part.strip()


def _term(words: str, at: pd.Timestamp) -> pd.Timestamp | None:
    """The end of the day that the words name, None where they name none."""
    day = _day_named(words, at.date())
    return None if day is None else pd.Timestamp(day, tz=at.tz) + pd.Timedelta(days=1)


def _day_named(words: str, said: date) -> date | None:
    dated = _DATED.search(words)
    if dated:
        return _nearest(int(dated.group(1)), int(dated.group(2)), said)
    within = _WITHIN.search(words)
    if within:
        return said + timedelta(int(within.group(1)))
    alone = _DAY.search(words)
    if alone:
        return next(
            (d for n in range(31) if (d := said + timedelta(n)).day == int(alone.group(1))), None
        )
    return next((said + timedelta(n) for pattern, n in _SOON if pattern.search(words)), None)


def _nearest(month: int, day: int, said: date) -> date | None:
    """The date of a month and day without a year: that of the call, or the next where it would lie far back."""
    try:
        here = date(said.year, month, day)
        return here if (said - here).days < _HALF_A_YEAR else date(said.year + 1, month, day)
    except ValueError:
        return None


def _end_of(due: object) -> pd.Timestamp:
    """The moment until which a term runs: a day without an hour runs to its end."""
    moment = pd.Timestamp(due)  # type: ignore[arg-type]
    return moment + pd.Timedelta(days=1) if moment == moment.normalize() else moment
