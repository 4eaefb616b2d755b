"""The second walk: every voice finds its theme, and what remains are facts about contacts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.model import CARRIED, Facts, Funnel, Period, Plan, Source
from vocli.pipeline.placing import NEVER, Placed, place_voices, seats_of
from vocli.pipeline.planning import is_critical, is_plus
from vocli.pipeline.prepared import Prepared
from vocli.pipeline.scope import Scoped
from vocli.privacy import COUNTED, pseudonym
from vocli.signals import holds, label
from vocli.stats.calendar import open_days

_WINDOW = 4  # weeks of each window that a change is judged on
_REPEAT_DAYS = 7


def apply(
    scoped: Scoped,
    prepared: Prepared,
    plan: Plan,
    sources: Sequence[Source],
    as_of: date | None,
    key: bytes = b"",
) -> Facts:
    """The facts of all contacts in scope under the plan.

    Customers are counted by codes made with `key`; made without one they must not be shown.
    """
    voices = _voices(prepared, plan, scoped, sources)
    voices["plus_id"], voices["plus_score"], since = _plus_ids(prepared, plan.plus)
    held = _held(prepared)
    contacts = _contacts(scoped, voices.assign(plus_since=since), held, key)
    days = [d for d in contacts["day"] if d is not None]
    last = as_of or max(days, default=None)
    return Facts(
        contacts=contacts,
        voices=voices,
        themes=_themes(plan),
        funnel=_funnel(scoped, contacts),
        signal=plan.signal,
        period=_period(days, last) if last else None,
        open_days=tuple(open_days(days, min(days), last)) if days and last else (),
        held=held,
        calls_back=_calls_back(scoped, key),
        plus=_themes(plan.plus)
        if plan.plus
        else pd.DataFrame(columns=["theme_id", "name", "terms", "owners", "status"]),
    )


def _voices(
    prepared: Prepared, plan: Plan, scoped: Scoped, sources: Sequence[Source]
) -> pd.DataFrame:
    placed = _placed(prepared, plan)
    names = {source.sha256[:12]: source.path for source in sources}
    when = scoped.contacts.set_index("contact_id")["occurred_at"].dt.strftime("%Y-%m-%d")
    frame = prepared.frame
    voices = pd.DataFrame(
        {
            "voice_id": frame["voice_id"],
            "contact_id": frame["contact_id"],
            "turn": frame["turn"],
            "kind": frame["kind"],
            "text": frame["text"],
            "path": [names.get(source, source) for source in frame["source_id"]],
            "row": frame["source_row"].astype(int),
            "day": frame["contact_id"].map(when).fillna(""),
            "set_aside": frame["set_aside"],
            "considered": prepared.considered,
            "theme_id": placed.ids,
            "theme_score": np.round(placed.score, 4),
        }
    )
    voices = pd.concat([voices, prepared.scores.reset_index(drop=True)], axis=1)
    voices["signal"] = label(prepared.scores).to_numpy()
    voices["main"] = _main(voices, placed.since, placed.first)
    return voices


def _placed(prepared: Prepared, plan: Plan) -> Placed:
    """The theme of every voice. In `since` voices about safety come first, then the codebook's by age, then drafts."""
    n = len(prepared.frame)
    critical = is_critical(prepared, plan.signal)
    rows = np.flatnonzero(prepared.considered & ~critical)
    found = place_voices(prepared, plan, rows)
    strength = _strength(prepared, plan.signal)[rows]
    every = Placed(np.full(n, "", dtype=object), np.zeros(n), np.zeros(n, np.int64), np.zeros(n))
    every.ids[rows], every.score[rows] = found.ids, found.score * strength
    every.since[rows], every.first[rows] = found.since, np.round(found.first * strength, 4)
    for profile in plan.profiles:
        if profile.critical:
            every.ids[critical] = profile.theme_id
            # Above any likeness (at most 1 + 2), so that a critical voice gives its contact's theme.
            every.score[critical] = 3.0 + prepared.scores["safety"].to_numpy()[critical]
            every.first[critical] = every.score[critical]
    return every


def _strength(prepared: Prepared, signal: str) -> NDArray[np.float64]:
    """How surely each voice carries the signal: one that hardly does must not stand for its contact."""
    if signal not in prepared.scores:
        return np.ones(len(prepared.frame))
    return prepared.scores[signal].to_numpy(dtype=np.float64)


def _plus_ids(
    prepared: Prepared, plus: Plan | None
) -> tuple[NDArray[np.object_], NDArray[np.float64], NDArray[np.int64]]:
    """The plus theme of every voice that praises or complains, "" for all others; likeness; generation.

    A complaint stands beside the praise of the same matter, so that both sides of it can be told: it must
    be as near to the theme as half of the praise is, or any bad word would count against some praise.
    """
    theme = np.full(len(prepared.frame), "", dtype=object)
    score = np.zeros(len(prepared.frame))
    since = np.full(len(prepared.frame), NEVER, dtype=np.int64)
    if plus is None or not plus.profiles:
        return theme, score, since
    good = is_plus(prepared)
    rows = np.flatnonzero(good | prepared.considered)
    placed = place_voices(prepared, plus, rows)
    ids, likeness = placed.ids, placed.score
    kept = {seat.theme_id: seat.middle for seat in seats_of(plus) if not seat.until}
    near = np.ones(len(rows), dtype=bool)
    for profile in plus.profiles:
        own = ids == profile.theme_id
        middle = kept.get(profile.theme_id) or middle_of(likeness[own & good[rows]])
        near &= ~own | good[rows] | (likeness >= middle)
    theme[rows] = np.where(near, ids, "")
    score[rows] = np.where(theme[rows] == "", 0.0, np.round(likeness, 4))
    since[rows] = placed.since
    return theme, score, since


def middle_of(likeness: NDArray[np.float64]) -> float:
    """The likeness that half of a theme's own voices have; nothing reaches that of a theme without any."""
    return float(np.median(likeness)) if len(likeness) else np.inf


def _held(prepared: Prepared) -> pd.DataFrame:
    """Whether each voice carries each marked signal; one set aside carries none."""
    live = prepared.frame["set_aside"] == ""
    scores = prepared.scores
    return pd.DataFrame(
        {s: holds(scores, s).to_numpy() & live.to_numpy() for s in scores.columns},
        index=range(len(scores)),
    )


def _main(
    voices: pd.DataFrame, since: NDArray[np.int64], first: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """One voice per contact: of those considered, the best placed one; the earlier among equals.

    The oldest generation of a codebook that knows one goes first, by the likeness of that time: what a contact
    counts as must hang neither on this week's drafts nor on themes that were added or changed since.
    """
    main = np.zeros(len(voices), dtype=bool)
    own = voices[["contact_id"]].assign(since=since, first=first)[voices["considered"]]
    if len(own):
        best = own.sort_values(["since", "first"], ascending=[True, False], kind="stable")
        main[best.drop_duplicates("contact_id").index] = True
    return main


def _calls_back(scoped: Scoped, key: bytes) -> pd.DataFrame:
    """What the desk began itself, with the customers' codes."""
    own = scoped.calls_back[["contact_id", "occurred_at", "channel", "customer_id", "case_id"]]
    codes = own["customer_id"] if scoped.coded else code_ids(own["customer_id"], "C", key)
    return own.assign(customer=codes).drop(columns="customer_id")


def code_ids(ids: pd.Series, prefix: str, key: bytes) -> pd.Series:
    """The pseudonym of every identifier, long enough to count by."""
    codes = {id_: pseudonym(id_, prefix, key, COUNTED) for id_ in ids.unique()}
    return ids.map(codes).astype(object)


def _contacts(scoped: Scoped, voices: pd.DataFrame, held: pd.DataFrame, key: bytes) -> pd.DataFrame:
    source = scoped.contacts
    by_id = voices[voices["main"]].set_index("contact_id")["theme_id"]
    considered = source["contact_id"].isin(by_id.index)
    codes = {
        column: source[column] if scoped.coded else code_ids(source[column], prefix, key)
        for column, prefix in (("customer_id", "C"), ("agent_id", "A"))
    }
    seconds = source[["talk_seconds", "hold_seconds", "wrap_seconds"]]
    worked = seconds.sum(axis=1, min_count=1).fillna(source["handle_seconds"])
    when = source["occurred_at"]
    days = pd.Series(
        [None if pd.isna(t) else t.date() for t in when], index=source.index, dtype=object
    )
    contacts = pd.DataFrame(
        {
            "contact_id": source["contact_id"],
            "occurred_at": source["occurred_at"],
            "day": days,
            "channel": source["channel"],
            "customer": codes["customer_id"],
            "agent": codes["agent_id"],
            "account": source["account_id"],
            **{column: source[column] for column in CARRIED},
            "by": "",
            "hours": worked / 3600,
            "theme_id": source["contact_id"].map(by_id).astype(object).fillna(""),
            "considered": considered,
        }
    )
    contacts["plus_id"] = contacts["contact_id"].map(_first_plus(voices)).astype(object).fillna("")
    flags = {
        signal: contacts["contact_id"].isin(voices["contact_id"][held[signal].to_numpy()])
        for signal in held.columns
    }
    contacts = pd.concat([contacts, pd.DataFrame(flags, index=contacts.index)], axis=1)
    contacts["repeat"] = _repeats(contacts)
    return contacts


def _first_plus(voices: pd.DataFrame) -> pd.Series:
    """The plus theme of each contact that praises: that of its first voice with one.

    Under a codebook that of its first voice that the oldest generation knew.
    """
    known = (voices["plus_id"] != "") | (voices["plus_since"] < NEVER)
    own = voices[known & ~voices["considered"]].sort_values("plus_since", kind="stable")
    return own.drop_duplicates("contact_id").set_index("contact_id")["plus_id"]


def _repeats(contacts: pd.DataFrame) -> pd.Series:
    """True where the same customer came about the same theme within the 7 days before."""
    known = contacts[(contacts["customer"] != "") & (contacts["theme_id"] != "")]
    known = known.sort_values(["occurred_at", "contact_id"], kind="stable")
    gap = known.groupby(["customer", "theme_id"])["occurred_at"].diff()
    again = gap.notna() & (gap <= pd.Timedelta(days=_REPEAT_DAYS))
    return again.reindex(contacts.index, fill_value=False)


def _themes(plan: Plan) -> pd.DataFrame:
    defined = {theme.theme_id: theme for theme in plan.book.themes} if plan.book else {}
    return pd.DataFrame(
        {
            "theme_id": [p.theme_id for p in plan.profiles],
            "name": [p.name for p in plan.profiles],
            "critical": [p.critical for p in plan.profiles],
            "terms": [" ".join(term for term, _ in p.terms[:10]) for p in plan.profiles],
            "owners": [d.owners if (d := defined.get(p.theme_id)) else () for p in plan.profiles],
            "status": [
                d.status.value if (d := defined.get(p.theme_id)) else "draft" for p in plan.profiles
            ],
        }
    )


def _funnel(scoped: Scoped, contacts: pd.DataFrame) -> Funnel:
    with_signal = int(contacts["considered"].sum())
    in_theme = int((contacts["considered"] & (contacts["theme_id"] != "")).sum())
    return Funnel(
        rows_read=scoped.rows_read,
        read=scoped.read,
        out_of_period=scoped.out_of_period,
        filtered=scoped.filtered,
        outbound=scoped.outbound,
        out_of_scope=scoped.out_of_scope,
        in_scope=len(contacts),
        with_signal=with_signal,
        in_theme=in_theme,
        unassigned=with_signal - in_theme,
    )


def _period(days: Sequence[date], last: date) -> Period | None:
    """Four whole weeks (Monday to Sunday) up to `last`, and the four before; None without that history."""
    recent_to = last + timedelta(6 - last.weekday())
    recent_from = recent_to - timedelta(7 * _WINDOW - 1)
    before_to = recent_from - timedelta(1)
    before_from = before_to - timedelta(7 * _WINDOW - 1)
    if not days or min(days) > before_from + timedelta(6):
        return None
    return Period(
        recent_from,
        recent_to,
        before_from,
        before_to,
        len(open_days(days, recent_from, min(recent_to, last))) if recent_from <= last else 0,
        len(open_days(days, before_from, before_to)),
    )
