"""Every verdict of a periodic page at once: corrected together, so that a quiet page hardly ever has an arrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

import pandas as pd

from vocli.insights.changes import Change, judge_together
from vocli.insights.picture import PRAISE, carries, groups_of
from vocli.insights.surges import Surge, judge_sharply_together
from vocli.model import Facts, Period
from vocli.model.page import PageSpan

_T = TypeVar("_T")


@dataclass(frozen=True)
class Verdicts:
    """Kind of contacts, theme of complaint, theme of praise -> what became of it; of a week, the themes' surges too."""

    whole: Mapping[str, Change]
    themes: Mapping[str, Change]
    plus: Mapping[str, Change]
    surges: Mapping[str, Surge] = field(default_factory=dict)


def judge_page(facts: Facts, page: PageSpan) -> Verdicts:
    """The verdicts of a page; drafts count among the themes that are judged.

    A week is judged as `watch` judges (four weeks against four, and the week against its usual). Of a month the facts'
    period is the month and the one before (see `months_period`): bursts, single accounts and the scatter of
    weekly counts are looked for within the two, the exposure is their open days.
    """
    complaints = facts.contacts[facts.contacts["considered"]]
    praised = facts.contacts[carries(facts.contacts, PRAISE)]
    families = (
        groups_of(facts.contacts),
        _by_theme(complaints, facts.themes, "theme_id"),
        _by_theme(praised, facts.plus, "plus_id"),
    )
    groups = [[*family.values()] for family in families]
    if page.kind == "month":
        judged = _judge_month(groups, facts)
        whole, themes, plus = map(_named, families, judged)
        return Verdicts(whole, themes, plus)
    sharp = judge_sharply_together(groups, facts.period, facts.open_days, page.end, facts.side)
    surges = [_named(family, own) for family, own in zip(families, sharp, strict=True)]
    whole, themes, plus = map(_changes, surges)
    return Verdicts(whole, themes, plus, surges[1])


def _changes(surges: Mapping[str, Surge]) -> dict[str, Change]:
    return {key: surge.change for key, surge in surges.items()}


def _named(family: Mapping[str, pd.DataFrame], found: Sequence[_T]) -> dict[str, _T]:
    return dict(zip(family, found, strict=True))


def _by_theme(contacts: pd.DataFrame, themes: pd.DataFrame, column: str) -> dict[str, pd.DataFrame]:
    return {theme: contacts[contacts[column] == theme] for theme in themes["theme_id"]}


def _judge_month(groups: Sequence[Sequence[pd.DataFrame]], facts: Facts) -> list[list[Change]]:
    days, side, period = facts.open_days, facts.side, facts.period
    if period is not None:
        groups = [[_within(group, period) for group in own] for own in groups]
        inside = [period.before_from <= d <= period.recent_to for d in days]
        days = tuple(day for day, kept in zip(days, inside, strict=True) if kept)
        if side.weights:
            weights = tuple(w for w, kept in zip(side.weights, inside, strict=True) if kept)
            side = replace(side, weights=weights)
    return judge_together(groups, period, days, side)


def _within(group: pd.DataFrame, period: Period) -> pd.DataFrame:
    inside = [
        isinstance(day, date) and period.before_from <= day <= period.recent_to
        for day in group["day"]
    ]
    return group[pd.Series(inside, group.index, bool)]
