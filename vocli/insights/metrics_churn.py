"""Who leaves: the share of contacts that speak of it, and the rate of the customer list. Two different figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from vocli.insights.metrics_row import Measured, cannot, none_of, of_share
from vocli.model import Facts, Note
from vocli.stats.scores import share

_SPOKEN = ("churn_threat", "churn_request", "churned")
_UNITS = ("share", "count", "share")
_LISTED = ("churn_rate", "churned_customers", "retention")


@dataclass(frozen=True)
class _Listed:
    """Contracts of the customer list; bool per row. Of a contract without 契約日 it is taken to be old."""

    rows: pd.DataFrame
    at_start: pd.Series
    left: pd.Series  # in the period
    joined: pd.Series  # in the period
    undated: int


def measure_churn_voices(group: pd.DataFrame, words: bool) -> list[Measured]:
    """解約の声の割合: contacts that threaten to leave, ask to, or have left, among all; not without their words."""
    marked = [signal for signal in _SPOKEN if signal in group]
    if not words or not marked:
        return [cannot("churn_voices", "share", "no_voices")]
    if group.empty:
        return [cannot("churn_voices", "share", "no_contacts")]
    said = group[marked].any(axis=1)
    parts = [Note("metrics.basis.kind", {"kind": Note(f"codes.{s}"), "n": int(group[s].sum())}) for s in marked]  # fmt: skip
    return [of_share("churn_voices", said, group["contact_id"], Note("metrics.basis.parts_of", {"parts": parts}))]  # fmt: skip


def measure_churn(facts: Facts, span: tuple[date, date] | None) -> list[Measured]:
    """解約率, 解約数 and 継続率 of the customer list in the days `span`; by companies and fees where it has them."""
    table = facts.tables.customers
    if table is None:
        return none_of(_LISTED, _UNITS, "no_list")
    if "churned_at" not in table.rows:
        return none_of(_LISTED, _UNITS, "no_churn_date")
    if span is None:
        return none_of(_LISTED, _UNITS, "no_days")
    listed = _read(table.rows, span)
    n = int(listed.at_start.sum())
    if not n:
        return none_of(_LISTED, _UNITS, "nobody_at_start")
    return [*_by_customers(listed, n), *_by_accounts(listed), *_by_fees(listed)]


def _read(rows: pd.DataFrame, span: tuple[date, date]) -> _Listed:
    start = pd.Timestamp(span[0], tz="Asia/Tokyo")
    after = pd.Timestamp(span[1], tz="Asia/Tokyo") + pd.Timedelta(days=1)
    gone = rows["churned_at"]
    since = rows["contract_since"] if "contract_since" in rows else gone.mask(gone.notna())
    left = (gone >= start) & (gone < after)
    joined = (since >= start) & (since < after)
    at_start = (since.isna() | (since < start)) & (gone.isna() | (gone >= start))
    return _Listed(rows, at_start, left, joined, int((at_start & since.isna()).sum()))


def _by_customers(listed: _Listed, n: int) -> list[Measured]:
    left = int((listed.at_start & listed.left).sum())
    passing = int((listed.joined & listed.left).sum())
    basis = [Note("metrics.basis.churn", {"hits": left, "n": n})]
    if passing:
        basis.append(Note("metrics.basis.passing", {"n": passing}))
    if listed.undated:
        basis.append(Note("metrics.basis.undated", {"n": listed.undated}))
    stay = Note("metrics.basis.stayed", {"hits": n - left, "n": n})
    gone, kept = share(left, n), share(n - left, n)
    count = Note("metrics.basis.churned", {"joined": int(listed.joined.sum())})
    return [
        Measured("churn_rate", "share", gone.mean, n, gone, drawn=False, basis=tuple(basis)),
        Measured("churned_customers", "count", float(left), n, drawn=False, basis=(count,)),
        Measured("retention", "share", kept.mean, n, kept, drawn=False, basis=(stay,)),
    ]


def _by_accounts(listed: _Listed) -> list[Measured]:
    """A company has left when all of its contracts of the start have."""
    if "account_id" not in listed.rows:
        return []
    own = pd.DataFrame({"name": listed.rows["account_id"], "left": listed.left})[listed.at_start]
    own = own[own["name"] != ""]
    if own.empty:
        return []
    gone = own.groupby("name")["left"].all()
    told = share(int(gone.sum()), len(gone))
    basis = Note("metrics.basis.accounts", {"hits": told.hits, "n": told.n})
    return [
        Measured("churn_accounts", "share", told.mean, told.n, told, drawn=False, basis=(basis,))
    ]


def _by_fees(listed: _Listed) -> list[Measured]:
    if "monthly_fee" not in listed.rows:
        return []
    fees = listed.rows["monthly_fee"].fillna(0.0)
    whole, lost = (
        float(fees[own].sum()) for own in (listed.at_start, listed.at_start & listed.left)
    )
    if not whole:
        return []
    basis = Note("metrics.basis.fees", {"lost": lost, "whole": whole})
    n = int((fees[listed.at_start] > 0).sum())
    return [Measured("churn_fees", "share", lost / whole, n, drawn=False, basis=(basis,))]
