"""What remains of all batches: numbers about contacts, and the masked voices behind them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from vocli.model.plan import Period
from vocli.model.side import SideFacts, SideTables


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

    contacts: one row per contact in scope, no text. contact_id, day (date or None), occurred_at, channel,
    customer (a code long enough to count by; only its beginning is shown), agent (such a code, too),
    hours (of work), theme_id and plus_id ("" = none), considered (has a voice of the asked signal), one
    flag per marked signal, repeat (same customer and theme within 7 days), `by` (the asked dimension's
    label, "" without one) and, as they were read, the columns of CARRIED.
    voices: one row per voice in scope: voice_id, contact_id, kind, text (masked), path, row, day, turn,
    set_aside, one score column per marked signal, signal (strongest), considered, theme_id, theme_score
    (likeness to the theme times the score of the asked signal), main, plus_id, plus_score (likeness), and one column per tag that was
    asked for ("" = none); `terms` and `phrases` where asked for.
    held: one bool column per marked signal, rows as in voices: the voice carries it (never one set aside).
    themes: theme_id, name, critical, terms (text), owners (tuple), status (of a codebook's theme, else draft), in the order of the plan. plus: the same for what
    is praised, where asked for.
    said: every turn of both sides, masked, where asked for: contact_id, turn, speaker, at, kind, text, and
    the tags of `Needs.turn_tags` (with `listening` also reply, asked, shared and interrupted, with `operator` also desk,
    the desk's part of the text); in the order of contacts and turns.
    calls_back: contacts that the desk began itself: contact_id, occurred_at, channel, customer, case_id.
    listed, where asked for: the customers of the customer list: member (their number there), customer (code), do_not_contact,
    churned_at, and the columns of `traits`. traits: contact_id and what its customer has in common with others, one column
    per product, plan, reseller and per header such as ロット; "" = unknown.
    """

    contacts: pd.DataFrame
    voices: pd.DataFrame
    themes: pd.DataFrame
    funnel: Funnel
    signal: str
    period: Period | None
    open_days: tuple[date, ...] = ()
    side: SideFacts = field(default_factory=SideFacts)
    held: pd.DataFrame = field(default_factory=pd.DataFrame)
    plus: pd.DataFrame = field(default_factory=pd.DataFrame)
    said: pd.DataFrame = field(default_factory=pd.DataFrame)
    tables: SideTables = field(default_factory=SideTables, repr=False)
    calls_back: pd.DataFrame = field(default_factory=pd.DataFrame)
    listed: pd.DataFrame = field(default_factory=pd.DataFrame)
    traits: pd.DataFrame = field(default_factory=pd.DataFrame)

    def of(self, kept: pd.Series) -> Facts:
        """The facts of the contacts where `kept` (bool, index as in contacts) is true.

        The funnel counts them; what was left out before stays as it was.
        """
        contacts = self.contacts[kept].reset_index(drop=True)
        inside = self.voices["contact_id"].isin(contacts["contact_id"])
        with_signal = int(contacts["considered"].sum())
        in_theme = int((contacts["considered"] & (contacts["theme_id"] != "")).sum())
        funnel = replace(
            self.funnel,
            in_scope=len(contacts),
            with_signal=with_signal,
            in_theme=in_theme,
            unassigned=with_signal - in_theme,
        )
        said = self.said
        if len(said):
            said = said[said["contact_id"].isin(contacts["contact_id"])].reset_index(drop=True)
        return replace(
            self,
            contacts=contacts,
            voices=self.voices[inside].reset_index(drop=True),
            held=self.held[inside.to_numpy()].reset_index(drop=True)
            if len(self.held)
            else self.held,
            said=said,
            funnel=funnel,
        )


# Columns of the export that facts carry as they were read.
CARRIED: tuple[str, ...] = (
    "team",
    "site",
    "reseller",
    "end_user",
    "place",
    "product",
    "plan",
    "category",
    "reason1",
    "reason2",
    "reason3",
    "status",
    "outcome",
    "inquirer",
    "case_id",
    "escalated",
    "transfers",
    "reopens",
    "talk_seconds",
    "hold_seconds",
    "wrap_seconds",
    "handle_seconds",
    "wait_seconds",
    "resolved_at",
    "first_response_at",
    "callback_due",
    "nps",
    "csat",
    "ces",
    "ease",
    "said_solved",
    "churned_at",
    "contract_since",
    "monthly_fee",
    "do_not_contact",
)
