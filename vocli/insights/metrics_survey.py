"""Scores that customers give: NPS, CSAT, CES, ease; and the cells that are no answer on their scale."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import pandas as pd

from vocli.insights.metrics_row import FEW, Measured, cannot, of_share, percent
from vocli.model import Column, Insight, Kind, Note
from vocli.stats.answers import (
    Answer,
    Scale,
    answers_of,
    is_answer,
    plain_number,
    settle_scale,
    yes_or_no,
)
from vocli.stats.scores import clearly_positive, count_promoters, mean, nps, rank_correlation

SCORES = ("nps", "csat", "ces", "ease")
_OF_CSAT = ("satisfied", "dissatisfied")
_FIVE = (1.0, 5.0)
_EXAMPLES = 3
_PAIRS = 30  # contacts with both scores from which their directions are compared


@dataclass(frozen=True)
class Survey:
    """How every score column is read. numbers: contacts x scores, NaN for what is no answer on the scale.

    scales: None where the column holds no numbers of one scale, missing where it holds nothing.
    odd: (score, cell as it may be printed, contacts) that were left out.
    """

    numbers: pd.DataFrame
    scales: dict[str, Scale | None]
    odd: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


def read_survey(contacts: pd.DataFrame) -> Survey:
    """The numbers of all score columns; a scale is settled once, over all contacts."""
    numbers: dict[str, pd.Series] = {}
    scales: dict[str, Scale | None] = {}
    odd: list[tuple[str, str, tuple[str, ...]]] = []
    for score in SCORES:
        cells = contacts[score].astype(str) if score in contacts else pd.Series("", contacts.index)
        answers = answers_of(Counter(cells))
        numbers[score] = pd.Series(float("nan"), contacts.index)
        if not answers:
            continue
        scale = _one_scale(score, cells, contacts["channel"], answers)
        scales[score] = scale
        if scale is None:
            continue
        values = {a.cell: _value(a, scale) for a in answers}
        numbers[score] = cells.map(values).astype(float)
        odd += _odd(score, answers, values, contacts["contact_id"].groupby(cells))
    return Survey(pd.DataFrame(numbers), scales, tuple(odd))


def measure_survey(group: pd.DataFrame, survey: Survey, asked: int) -> list[Measured]:
    """The scores of the contacts `group`; `asked` is how many were asked, 0 where nobody knows."""
    own = survey.numbers.loc[group.index]
    out = [*_satisfaction(group, own["csat"], survey, asked)]
    out += [_plain(score, group, own[score], survey) for score in ("ces", "ease")]
    return [*out, _recommending(group, own["nps"], survey), _said_solved(group)]


def direction_warning(survey: Survey) -> tuple[Note, ...]:
    """A sentence where effort and satisfaction rise together: one of them is read the wrong way round."""
    both = survey.numbers[["csat", "ces"]].dropna()
    r, n = rank_correlation(Counter(zip(both["csat"], both["ces"], strict=True)))
    if not clearly_positive(r, n, _PAIRS):
        return ()
    return (Note("metrics.direction", {"n": n, "r": f"{r:.2f}"}),)


def odd_answers(survey: Survey) -> tuple[Insight, ...]:
    """The cells that were not counted, with how often and where; words are counted, not shown."""
    rows = [
        {
            "metric": score,
            "answer": cell or Note("metrics.words"),
            "contacts": len(ids),
            "contact_id": "  ".join(ids[:_EXAMPLES]),
        }
        for score, cell, ids in survey.odd
    ]
    if not rows:
        return ()
    columns = (
        Column("metric", Kind.CODE, label="metrics.columns.metric"),
        Column("answer", Kind.TEXT, label="metrics.columns.answer"),
        Column("contacts", Kind.INT),
        Column("contact_id", Kind.TEXT, label="metrics.columns.example"),
    )
    table = pd.DataFrame(rows, columns=[c.key for c in columns], dtype=object)
    title = Note("metrics.odd_title", {"n": sum(len(ids) for _, _, ids in survey.odd)})
    ids = tuple(ids for _, _, ids in survey.odd)
    return (Insight("metrics_odd", title, table, columns, evidence=ids, n_input=len(rows)),)


def _one_scale(
    score: str, cells: pd.Series, channels: pd.Series, answers: list[Answer]
) -> Scale | None:
    """The scale of the column, None where channels answer on different ones."""
    whole = settle_scale(score, answers)
    if whole is None or score == "nps":
        return whole
    for _, own in cells.groupby(channels):
        known = answers_of(Counter(own))
        if sum(a.count for a in known) < FEW:
            continue
        if settle_scale(score, known) not in (whole, None) and whole.high > 5:
            return None
    return whole


def _value(answer: Answer, scale: Scale) -> float:
    if answer.number is None or not scale.holds(answer.number):
        return float("nan")
    return scale.value(answer.number)


def _odd(
    score: str, answers: list[Answer], values: dict[str, float], by_cell: object
) -> list[tuple[str, str, tuple[str, ...]]]:
    groups: dict[str, list[str]] = {}
    ids = dict(iter(by_cell))  # type: ignore[call-overload]
    for answer in answers:
        if values[answer.cell] != values[answer.cell]:
            shown = "" if answer.number is None else plain_number(answer.number)
            groups.setdefault(shown, []).extend(ids[answer.cell])
    ordered = sorted(groups.items(), key=lambda item: (item[0] == "", item[0]))
    return [(score, shown, tuple(sorted(found))) for shown, found in ordered]


def _satisfaction(
    group: pd.DataFrame, column: pd.Series, survey: Survey, asked: int
) -> list[Measured]:
    first = _plain("csat", group, column, survey)
    if first.impossible:
        return [
            first,
            *(cannot(m, "share", "same", metric=Note("codes.metric.csat")) for m in _OF_CSAT),
        ]
    given = column.dropna()
    scale = survey.scales["csat"]
    answered = (
        Note("metrics.basis.answered", {"rate": percent(len(given), asked), "asked": asked})
        if asked
        else Note("metrics.basis.asked_unknown")
    )
    if scale is None or (scale.low, scale.high) != _FIVE:
        why = [cannot(m, "share", "not_five") for m in _OF_CSAT]
        return [_with(first, answered), *why]
    up, down = given >= 4, given <= 2
    counts = {"up": int(up.sum()), "down": int(down.sum()), "n": len(given)}
    counts["middle"] = counts["n"] - counts["up"] - counts["down"]
    ids = group.loc[given.index, "contact_id"]
    return [
        _with(first, Note("metrics.basis.csat", counts), answered),
        of_share("satisfied", up, ids),
        of_share("dissatisfied", down, ids),
    ]


def _with(own: Measured, *notes: Note) -> Measured:
    return replace(own, basis=(*own.basis, *notes))


def _plain(score: str, group: pd.DataFrame, column: pd.Series, survey: Survey) -> Measured:
    """The mean of a score."""
    if score not in survey.scales:
        return cannot(score, "score", "no_column", field=Note(f"columns.{score}"), names=Note(f"metrics.names.{score}"))  # fmt: skip
    scale = survey.scales[score]
    if survey.numbers[score].isna().all():
        return cannot(score, "score", "no_numbers", field=Note(f"columns.{score}"))
    if scale is None:
        return cannot(score, "score", "no_scale", field=Note(f"columns.{score}"))
    given = column.dropna()
    told = mean(given.tolist())
    basis = [Note("metrics.basis.answers", {"n": len(given)})]
    if (scale.low, scale.high) != _FIVE:
        ends = {"low": plain_number(scale.low), "high": plain_number(scale.high)}
        basis.append(Note("metrics.basis.scale", ends))
    if scale.turned:
        basis.append(Note("metrics.basis.turned"))
    ids = tuple(sorted(group.loc[given.index, "contact_id"]))
    return Measured(
        score, "score", told.mean if len(given) else None, len(given), told,
        steps=scale.high - scale.low, basis=tuple(basis), ids=ids,
    )  # fmt: skip


def _recommending(group: pd.DataFrame, column: pd.Series, survey: Survey) -> Measured:
    if "nps" not in survey.scales:
        return cannot("nps", "points", "no_column", field=Note("columns.nps"), names=Note("metrics.names.nps"))  # fmt: skip
    if survey.numbers["nps"].isna().all():
        return cannot("nps", "points", "no_numbers", field=Note("columns.nps"))
    given = column.dropna()
    groups = count_promoters(given.tolist())
    told = nps(groups)
    counts = {"up": groups.promoters, "middle": groups.passives, "down": groups.detractors}
    ids = tuple(sorted(group.loc[given.index, "contact_id"]))
    value = told.mean if len(given) else None
    basis = Note("metrics.basis.nps", {**counts, "n": len(given)})
    return Measured("nps", "points", value, len(given), told, basis=(basis,), ids=ids)


def _said_solved(group: pd.DataFrame) -> Measured:
    """The share of yes to 「1回で解決しましたか」, where the export has such a column."""
    if "said_solved" not in group or not group["said_solved"].astype(str).map(is_answer).any():
        return cannot("said_solved", "share", "no_said_solved")
    said = group["said_solved"].astype(str).map(yes_or_no).dropna().astype(bool)
    return of_share("said_solved", said, group.loc[said.index, "contact_id"])
