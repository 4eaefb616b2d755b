"""Whether and when it was solved: 対応解決時間, 一次完結率, 初回解決率."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from vocli.insights.metrics_row import Measured, cannot, in_unit, logarithms, of_share
from vocli.model import Note
from vocli.stats.scores import mean, quantile

_HOUR = 3600.0
_DONE = re.compile(
    r"完結|完了|終話|終了|解決|対応済|回答済|済み?$|クローズ|close|solved|resolved|done|complete",
    re.I,
)
_NOT_DONE = re.compile(
    r"未|折り?返|[2二]次|転送|保留|エスカ|引き?継|継続|対応中|調査中|確認中|再[入架]電|pending|transfer"
    r"|escalat|callback|open|hold",
    re.I,
)
_NO = re.compile(r"|0|0\.0|no|n|false|いいえ|なし|無し?|-", re.I)


def measure_solving(group: pd.DataFrame, as_of: date | None) -> list[Measured]:
    """From arrival to solution in calendar hours: median, 90% point; what is unsolved is shown beside it."""
    if not group["resolved_at"].notna().any():
        return [cannot("solving_time", "hours", "no_resolved")]
    # A channel whose export has no such column leaves nothing open: it does not tell.
    telling = group.groupby("channel")["resolved_at"].transform(lambda own: own.notna().any())
    own = group[telling & group["occurred_at"].notna()]
    taken = (own["resolved_at"] - own["occurred_at"]).dt.total_seconds() / _HOUR
    backwards = int((taken < 0).sum())
    known = taken[taken >= 0]
    basis = [Note("metrics.basis.solved", {"n": len(known)})]
    if len(known):
        high = in_unit(quantile(known.tolist(), 0.9), "hours")
        basis = [Note("metrics.basis.solving", {"n": len(known), "high": high})]
    waiting = own[own["resolved_at"].isna()]
    basis += _waiting(waiting, as_of)
    if backwards:
        basis.append(Note("metrics.basis.backwards", {"n": backwards}))
    value = quantile(known.tolist(), 0.5) if len(known) else None
    ids = tuple(sorted(own.loc[known.index, "contact_id"]))
    sample = mean(sorted(logarithms(known)))
    return [
        Measured(
            "solving_time", "hours", value, len(known), sample, drawn=False, basis=tuple(basis), ids=ids
        )
    ]  # fmt: skip


def measure_done(group: pd.DataFrame) -> list[Measured]:
    """一次完結率: the first desk ended it, without transfer, second line or call back."""
    said = group["outcome"].astype(str).map(_plain)
    if not (said != "").any():
        return [cannot("done_at_first", "share", "no_outcome")]
    undone = said.str.contains(_NOT_DONE) | _passed_on(group)
    known = (said != "") & (said.str.contains(_DONE) | undone)
    unclear = int(((said != "") & ~known).sum())
    more = (Note("metrics.basis.unclear_outcome", {"n": unclear}),) if unclear else ()
    if not known.any():
        return [cannot("done_at_first", "share", "unknown_outcome", n=unclear)]
    return [of_share("done_at_first", ~undone[known], group.loc[known, "contact_id"], *more)]


def add_first_contacts(
    contacts: pd.DataFrame, days: int, covered: Sequence[tuple[date, date]], themed: bool
) -> pd.DataFrame:
    """The contacts with `first` (of a `matter` within `days`), `again` (came back in time), `final` (may be told).

    A matter is the case, else the theme where themes were made, else the team's own code. covered: spans of
    days that the facts hold; a contact is final where they hold all of the days after it.
    """
    own = contacts.assign(matter=_matter(contacts, themed))
    told = own[(own["customer"] != "") & (own["matter"] != "") & own["occurred_at"].notna()]
    told = told.sort_values(["occurred_at", "contact_id"], kind="stable")
    chain = told.groupby(["customer", "matter"])["occurred_at"]
    within = pd.Timedelta(days=days)
    since, until = chain.diff(), -chain.diff(-1)
    index = contacts.index
    known = {day: _is_final(day, days, covered) for day in set(contacts["day"]) - {None}}
    final = [known.get(day, False) for day in contacts["day"]]
    return own.assign(
        told=contacts.index.isin(told.index),
        first=(since.isna() | (since > within)).reindex(index, fill_value=False),
        again=(until <= within).reindex(index, fill_value=False),
        final=final,
    )


def measure_first(group: pd.DataFrame, days: int, last: date | None) -> list[Measured]:
    """初回解決率 of the contacts that `add_first_contacts` has seen."""
    if not (group["customer"] != "").any():
        return [cannot("solved_first", "share", "no_customer")]
    if not group["told"].any():
        return [cannot("solved_first", "share", "no_matter")]
    firsts = group[group["first"]]
    own = firsts[firsts["final"]]
    basis = [Note("metrics.basis.days", {"days": days})]
    early = len(firsts) - len(own)
    if early and last is not None:
        when = last + timedelta(days)
        basis.append(Note("metrics.basis.early", {"n": early, "day": f"{when.month}/{when.day}"}))
    unknown = len(group) - int(group["told"].sum())
    if unknown:
        basis.append(Note("metrics.basis.untold", {"n": unknown}))
    if own.empty:
        why = cannot("solved_first", "share", "all_early", days=days)
        return [why]
    return [of_share("solved_first", ~own["again"], own["contact_id"], *basis)]


def _matter(contacts: pd.DataFrame, themed: bool) -> pd.Series:
    """What a contact is about: its case, else its theme (where made), else the first code that is filled."""
    out = contacts["case_id"].astype(str).map(lambda cell: f"case:{cell}" if cell else "")
    fields = ("theme_id",) if themed else ("category", "reason1")
    for field in fields:
        own = contacts[field].astype(str)
        out = out.where((out != "") | (own == ""), f"{field}:" + own)
    return out


def _is_final(day: date, days: int, covered: Sequence[tuple[date, date]]) -> bool:
    end = day
    for start, last in sorted(covered):
        if start <= end + timedelta(1) and last > end:
            end = last
    return end >= day + timedelta(days)


def _passed_on(group: pd.DataFrame) -> pd.Series:
    escalated = ~group["escalated"].astype(str).map(_plain).str.fullmatch(_NO)
    return (group["transfers"].fillna(0) > 0) | escalated | group["callback_due"].notna()


def _waiting(waiting: pd.DataFrame, as_of: date | None) -> list[Note]:
    if waiting.empty or as_of is None:
        return []
    oldest = (as_of - min(waiting["day"])).days
    return [Note("metrics.basis.waiting", {"n": len(waiting), "days": oldest})]


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip()
