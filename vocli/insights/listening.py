"""How agents listen: what their replies do with the customer's words, by team; never a ranking of people."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vocli.errors import VocliError
from vocli.insights import listening_compare, listening_examples, listening_script
from vocli.messages import t
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place
from vocli.stats.rates import wilson

NEEDS = Needs(turns=True, turn_tags=("listening",), voices=False)

SKILLS: tuple[str, ...] = ("repeat", "confirm", "summary", "empathy", "set_apology")
# Precision on the half of benchmarks/data/insights/listening.csv that no rule was written on, as
# (right, claimed): `python benchmarks/insights_quality.py listening` prints it.
MEASURED: dict[str, tuple[int, int]] = {
    "repeat": (15, 22),
    "confirm": (10, 10),
    "summary": (6, 8),
    "empathy": (13, 13),
    "set_apology": (7, 7),
}
TRUSTED = 0.7  # precision below which the table says 参考値
FEW = 20  # contacts below which a share says little; nobody is shown alone with fewer
# Where a reply is typed or spoken while the customer listens.
_TALKS = frozenset(
    {"phone", "chat", "bot", "line", "sns", "app", "store", "visit", "other", "unknown"}
)

_TURNS = ("contact_id", "speaker", "kind", "text", "reply", "asked", "shared", "interrupted")

_COLUMNS = (
    Column("by", Kind.TEXT, label="listening.columns.by"),
    Column("skill", Kind.CODE, label="listening.columns.skill"),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("share_low", Kind.SHARE, Place.ROW),
    Column("share_high", Kind.SHARE, Place.ROW),
    Column("replies", Kind.INT, label="listening.columns.replies"),
    Column("reliability", Kind.CODE, label="listening.columns.reliability"),
    Column("base", Kind.INT, Place.DETAIL, label="listening.columns.base"),
    Column("precision", Kind.SHARE, Place.DETAIL),
)


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """Three good examples per skill, then contacts with each skill by team; with `script` what was said of it.

    VOC-E311 where no agent answered a customer in a call or chat. One row per group and skill;
    `evidence` are the contacts behind it.
    """
    said = talks(facts)
    replies = said[said["reply"].astype(bool)]
    if replies.empty and len(facts.contacts):
        raise VocliError("VOC-E311", t("listening.no_replies"), hint=t("listening.no_replies_hint"))
    groups, left_out = groups_of(facts, replies, asked)
    script = asked.options.get("script")
    table = _table(replies, groups, _notes(said, replies, left_out))
    if asked.earlier is not None and asked.window is not None:
        contacts = (len(facts.contacts), len(asked.earlier.contacts))
        before = _before(asked.earlier, asked)
        table = listening_compare.compare(table, before, asked.window, contacts, FEW)
    tables = [listening_examples.build(facts, replies, SKILLS), table]
    if script:
        tables += listening_script.build(said, groups, script.text)
    return tuple(tables)


def _before(facts: Facts, asked: Asked) -> Insight:
    said = talks(facts)
    replies = said[said["reply"].astype(bool)]
    return _table(replies, groups_of(facts, replies, asked)[0], ())


def talks(facts: Facts) -> pd.DataFrame:
    """The turns of calls and chats: what was typed or spoken, no notes, no mails."""
    if facts.said.empty:
        return pd.DataFrame(columns=[*_TURNS, *SKILLS])
    live = facts.contacts.loc[facts.contacts["channel"].isin(_TALKS), "contact_id"]
    spoken = facts.said["kind"].isin(["verbatim", "asr"])
    return facts.said[spoken & facts.said["contact_id"].isin(live)]


def groups_of(
    facts: Facts, replies: pd.DataFrame, asked: Asked
) -> tuple[list[tuple[str, frozenset[str]]], int]:
    """(label, contacts that were answered) per row group, the whole first, and agents left out.

    As asked with --by; else by team, or site, where there are several. An agent with fewer than 20
    contacts is told nowhere.
    """
    answered = facts.contacts[facts.contacts["contact_id"].isin(replies["contact_id"])]
    whole = (t("listening.whole"), frozenset(answered["contact_id"]))
    labels = _labels(answered, asked)
    if labels is None:
        return [whole], 0
    parts = [
        (str(label), frozenset(own["contact_id"]))
        for label, own in sorted(answered.groupby(labels, sort=True), key=lambda part: str(part[0]))
        if label
    ]
    if not _names_agents(facts.contacts, asked):
        return [whole, *parts], 0
    kept = [part for part in parts if len(part[1]) >= FEW]
    agents = len(set(answered["agent"]) - {""})
    return [whole, *kept], max(agents, len(parts)) - len(kept)


def _labels(contacts: pd.DataFrame, asked: Asked) -> pd.Series | None:
    if asked.by:
        return contacts["by"]
    for column in ("team", "site"):
        if contacts[column].replace("", None).nunique() > 1:
            return contacts[column].astype(str)
    return None


def _names_agents(contacts: pd.DataFrame, asked: Asked) -> bool:
    """Whether a label of --by is an agent's code."""
    agents = set(contacts["agent"]) - {""}
    columns = [c for c in ("by", "by_1", "by_2") if c in contacts]
    named = [set(contacts[c]) - {""} for c in columns]
    return bool(asked.by) and any(labels and labels <= agents for labels in named)


def _table(
    replies: pd.DataFrame,
    groups: Sequence[tuple[str, frozenset[str]]],
    notes: tuple[Note, ...],
) -> Insight:
    rows, evidence = [], []
    for label, contacts in groups:
        own = replies[replies["contact_id"].isin(contacts)]
        for skill in SKILLS:
            marked = own[own[skill].astype(bool)]
            rows.append(_row(label, skill, marked, len(contacts)))
            evidence.append(tuple(sorted(set(marked["contact_id"]))))
    columns = _COLUMNS if len(groups) > 1 else _COLUMNS[1:]
    values = {"n": len(groups[0][1]), "replies": len(replies)}
    return Insight(
        name="listening",
        title=Note("listening.title", values),
        table=pd.DataFrame(rows, columns=[c.key for c in columns], dtype=object),
        columns=columns,
        notes=notes,
        n_input=len(groups[0][1]),
        n_used=len(groups[0][1]),
        evidence=tuple(evidence),
        keys=("skill",) if len(groups) == 1 else ("by", "skill"),
    )


def _row(label: str, skill: str, marked: pd.DataFrame, base: int) -> dict[str, object]:
    n = int(marked["contact_id"].nunique())
    low, high = wilson(n, base)
    right, claimed = MEASURED[skill]
    precision = right / claimed
    doubt = None if precision >= TRUSTED else "reference"
    return {
        "by": label,
        "skill": skill,
        "contacts": n,
        "share": n / base if base else None,
        "share_low": low,
        "share_high": high,
        "replies": len(marked),
        "reliability": doubt if base >= FEW else "few",
        "base": base,
        "precision": precision,
    }


def _notes(said: pd.DataFrame, replies: pd.DataFrame, left_out: int) -> tuple[Note, ...]:
    notes = [_interruptions(replies), Note("listening.not_notes")]
    if (said["kind"] == "asr").any():
        notes.append(Note("listening.asr"))
    notes.append(Note("listening.set_phrases"))
    unsure = [skill for skill in SKILLS if MEASURED[skill][0] < TRUSTED * MEASURED[skill][1]]
    if unsure:
        names = [Note(f"listening.skill_{skill}") for skill in unsure]
        notes.append(Note("listening.reference", {"skills": names}))
    if left_out:
        notes.append(Note("listening.left_out", {"n": left_out, "least": FEW}))
    return tuple(notes)


def _interruptions(replies: pd.DataFrame) -> Note:
    """Contacts in which a reply cut the customer off, where the times of the turns tell."""
    known = replies[replies["interrupted"].notna()]
    if known.empty:
        return Note("listening.no_times")
    cut = known[known["interrupted"].astype(bool)]
    values = {"n": int(cut["contact_id"].nunique()), "base": int(known["contact_id"].nunique())}
    return Note("listening.interrupted", values)
