"""What remains of all batches: numbers about contacts, and the masked voices behind them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from vocli.model.plan import Period
from vocli.model.side import SideFacts


@dataclass(frozen=True)
class Funnel:
    """How many contacts were read and left out, and why; the same figures stand in every output."""

    rows_read: int
    read: int  # contacts after totals and duplicates were dropped
    out_of_period: int
    filtered: int  # left out by --channel or --where
    outbound: int
    out_of_scope: int
    in_scope: int
    with_signal: int  # contacts with at least one voice of the asked signal
    in_theme: int
    unassigned: int


@dataclass(frozen=True)
class Facts:
    """An insight reads only this and never knows whether it came from a run or from the history.

    contacts: one row per contact in scope, no text. contact_id, day (date or None), hour, channel,
    customer (a code long enough to count by; only its beginning is shown), account, reseller, product,
    site, category, hours (of work), theme_id ("" = none), considered (has a voice of the asked signal),
    thanks, delight, repeat (same customer and theme within 7 days), churn_threat, escalation_request.
    voices: one row per voice in scope: voice_id, contact_id, kind, text (masked), path, row, day,
    set_aside, one score column per signal, signal (strongest), considered, theme_id, theme_score, main.
    themes: theme_id, name, critical, terms (text), in the order of the plan.
    """

    contacts: pd.DataFrame
    voices: pd.DataFrame
    themes: pd.DataFrame
    funnel: Funnel
    signal: str
    period: Period | None
    open_days: tuple[object, ...] = ()
    side: SideFacts = field(default_factory=SideFacts)
