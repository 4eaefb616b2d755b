"""What followed a first contact with a complaint, set against first contacts without one."""

from __future__ import annotations

from typing import Any

import pandas as pd

from vocli.insights.first_impression_who import DAYS, Newcomers
from vocli.insights.metrics_survey import read_survey
from vocli.insights.tabulate import tabulate
from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.stats.proportions import FEW, differ
from vocli.stats.rates import benjamini_hochberg, wilson

_LIMIT = 0.05
_DISSATISFIED = 2  # the highest answer of 1 to 5 that is called dissatisfied
OUTCOMES = ("again", "churn_threat", "churned", "dissatisfied")
_COLUMNS = (
    Column("followed", Kind.CODE, label="first_impression.columns.followed"),
    Column("hits", Kind.INT, label="first_impression.columns.hits"),
    Column("base", Kind.INT, label="first_impression.columns.base"),
    Column("share", Kind.SHARE, label="first_impression.columns.share"),
    Column("other_hits", Kind.INT, label="first_impression.columns.other_hits"),
    Column("other_base", Kind.INT, label="first_impression.columns.other_base"),
    Column("other_share", Kind.SHARE, label="first_impression.columns.other_share"),
    Column("verdict", Kind.CODE, label="first_impression.columns.verdict"),
    Column("range", Kind.TEXT, Place.BELOW, label="first_impression.columns.range"),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("other_low", Kind.SHARE, Place.DETAIL, label="first_impression.columns.other_low"),
    Column("other_high", Kind.SHARE, Place.DETAIL, label="first_impression.columns.other_high"),
    Column("q", Kind.SCORE, Place.DETAIL),
)


def build(facts: Facts, new: Newcomers) -> Insight:
    """One row per outcome: customers of whom it followed within DAYS, of those whose days have passed.

    Tested by stats.proportions.differ where both groups have FEW customers or more, corrected over these
    outcomes (Benjamini-Hochberg). `evidence` are the first contacts of the customers of both groups that
    are counted as hits.
    """
    rows = [_row(key, *counted) for key, counted in _outcomes(facts, new).items()]
    _judge(rows)
    notes = [Note("first_impression.after_means", {"days": DAYS})]
    if any(row["verdict"] == "undecided" for row in rows):
        notes.append(Note("first_impression.undecided", {"least": FEW}))
    notes += _missing(facts)
    return Insight(
        name="followed",
        title=Note("first_impression.after_title", {"days": DAYS}),
        table=tabulate(rows, _COLUMNS),
        columns=_COLUMNS,
        notes=tuple(notes),
        n_input=len(new.first),
        n_used=int(new.first["final"].sum()) if len(new.first) else 0,
        evidence=tuple(row["evidence"] for row in rows),
    )


def _outcomes(facts: Facts, new: Newcomers) -> dict[str, tuple[pd.DataFrame, pd.Series]]:
    """Of each outcome the first contacts of whom it is known, and whether it followed."""
    final = new.first[new.first["final"]] if len(new.first) else new.first
    follow = new.follow
    out = {"again": (final, final["again"] if len(final) else pd.Series(dtype=bool))}
    threat = set(follow.loc[follow["churn_threat"].astype(bool), "customer"])
    out["churn_threat"] = (final, final["customer"].isin(threat))
    if facts.contacts["churned_at"].notna().any():
        # The day of a contract's end has no hour: one on the day of the contact follows it.
        gap = final["churned_at"].dt.normalize() - final["occurred_at"].dt.normalize()
        out["churned"] = (final, (gap >= pd.Timedelta(0)) & (gap <= pd.Timedelta(days=DAYS)))
    answers = _answers(facts, new)
    if answers:
        told = final[final["customer"].isin(answers)]
        low = [answers[c] <= _DISSATISFIED for c in told["customer"]]
        out["dissatisfied"] = (told, pd.Series(low, index=told.index, dtype=bool))
    return out


def _answers(facts: Facts, new: Newcomers) -> dict[str, float]:
    """The lowest 満足度 (1 to 5) of every new customer in the first contact or the days after it."""
    survey = read_survey(facts.contacts)
    scale = survey.scales.get("csat")
    if scale is None or (scale.low, scale.high) != (1.0, 5.0):
        return {}
    ids = {*new.first["contact_id"], *new.follow["contact_id"]}
    told = facts.contacts.assign(answer=survey.numbers["csat"])
    told = told[told["contact_id"].isin(ids) & told["answer"].notna()]
    return {str(c): float(a) for c, a in told.groupby("customer")["answer"].min().items()}


def _row(key: str, known: pd.DataFrame, followed: pd.Series) -> dict[str, Any]:
    bad = known["considered"].astype(bool)
    hits, base = int((followed & bad).sum()), int(bad.sum())
    other_hits, other_base = int((followed & ~bad).sum()), int((~bad).sum())
    low, high = wilson(hits, base)
    other_low, other_high = wilson(other_hits, other_base)
    spans = {"low": _percent(low), "high": _percent(high), "other_low": _percent(other_low), "other_high": _percent(other_high)}  # fmt: skip
    return {
        "followed": key,
        "hits": hits,
        "base": base,
        "share": hits / base if base else None,
        "other_hits": other_hits,
        "other_base": other_base,
        "other_share": other_hits / other_base if other_base else None,
        "range": Note("first_impression.range", spans) if base and other_base else None,
        "share_low": low if base else None,
        "share_high": high if base else None,
        "other_low": other_low if other_base else None,
        "other_high": other_high if other_base else None,
        "evidence": tuple(sorted(known.loc[followed.astype(bool), "contact_id"])),
    }


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _judge(rows: list[dict[str, Any]]) -> None:
    """Add verdict and q to every row."""
    enough = [row for row in rows if min(row["base"], row["other_base"]) >= FEW]
    p = [differ(r["hits"], r["base"], r["other_hits"], r["other_base"]) for r in enough]
    for row in rows:
        row.update(verdict="undecided", q=None)
    for row, q in zip(enough, benjamini_hochberg(p), strict=True):
        more = row["share"] > row["other_share"]
        verdict = "no_difference" if q >= _LIMIT else "higher" if more else "lower"
        row.update(verdict=verdict, q=round(q, 4))


def _missing(facts: Facts) -> list[Note]:
    out = []
    if not facts.contacts["churned_at"].notna().any():
        out.append(Note("first_impression.no_churned"))
    if not (facts.contacts["csat"] != "").any():
        out.append(Note("first_impression.no_csat"))
    return out
