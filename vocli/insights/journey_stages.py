"""Where each contact stands on a customer's way, by words or by dates and flags."""

from __future__ import annotations

from datetime import date

import pandas as pd

from vocli.model import Facts

STAGES: tuple[str, ...] = (
    "aware",
    "consider",
    "purchase",
    "start",
    "use",
    "recommend",
    "renew",
    "leave",
)
NEW_DAYS = 30  # days after the beginning of the contract that count as the start
# Of several stages that a contact's words name, the more telling one; everyday words come last.
_TELLING = ("leave", "renew", "recommend", "consider", "start", "purchase", "aware", "use")
LEAVING = ("churn_request", "churned")
ADVOCATING = ("advocate",)


def stage_contacts(facts: Facts) -> pd.DataFrame:
    """The contacts with `stage` and `told_by` ("words", "date"; "" = no stage) and the flag `complains`.

    Words go before dates: a request to cancel three weeks after the contract is no start.
    """
    contacts = facts.contacts
    words = _from_words(facts)
    dates = _from_dates(contacts)
    stage = words.where(words != "", dates)
    told = pd.Series("words", index=contacts.index).where(words != "", "date")
    return contacts.assign(
        stage=stage, told_by=told.where(stage != "", ""), complains=_complains(facts)
    )


def said(facts: Facts, tag: str) -> pd.DataFrame:
    """The live voices that a tag speaks for."""
    if tag not in facts.voices:
        return facts.voices.iloc[:0].assign(**{tag: ""})
    kept = (facts.voices[tag] != "") & (facts.voices["set_aside"] == "")
    return facts.voices[kept]


def _from_words(facts: Facts) -> pd.Series:
    """The most telling stage of each contact's voices; a flag of leaving or of praise to others goes before."""
    rank = {stage: place for place, stage in enumerate(_TELLING)}
    voices = said(facts, "stage")
    best = voices["stage"].map(rank).groupby(voices["contact_id"]).min()
    named = facts.contacts["contact_id"].map(best)
    words = named.map(dict(enumerate(_TELLING))).fillna("").astype(object)
    told = map(prefer, words, _flag(facts, LEAVING), _flag(facts, ADVOCATING))
    return pd.Series(list(told), index=words.index, dtype=object)


def prefer(words: str, leaving: bool, advocating: bool) -> str:
    """The stage by cues ("" = none), unless the voices carry a signal that tells it more surely.

    Who speaks of a renewal or weighs joining does not leave, whatever is asked about the end.
    """
    if words == "leave" or (leaving and words not in {"renew", "consider"}):
        return "leave"
    return "recommend" if advocating else words


def _from_dates(contacts: pd.DataFrame) -> pd.Series:
    """`leave` on and after the day of cancellation, `start` within 30 days of the contract, else ""."""
    day = pd.to_datetime(contacts["day"]).dt.date
    since, gone = (_days(contacts[column]) for column in ("contract_since", "churned_at"))
    out = []
    for at, began, ended in zip(day, since, gone, strict=True):
        if at is None or pd.isna(at):
            out.append("")
        elif ended is not None and at >= ended:
            out.append("leave")
        elif began is not None and 0 <= (at - began).days <= NEW_DAYS:
            out.append("start")
        else:
            out.append("")
    return pd.Series(out, index=contacts.index, dtype=object)


def _days(column: pd.Series) -> list[date | None]:
    return [
        None if pd.isna(value) or value == "" else pd.Timestamp(value).date() for value in column
    ]


def _flag(facts: Facts, signals: tuple[str, ...]) -> pd.Series:
    present = [signal for signal in signals if signal in facts.held]
    if not present:
        return pd.Series(False, index=facts.contacts.index)
    ids = facts.voices.loc[facts.held[present].any(axis=1).to_numpy(dtype=bool), "contact_id"]
    return facts.contacts["contact_id"].isin(ids)


def _complains(facts: Facts) -> pd.Series:
    return _flag(facts, ("complaint",))
