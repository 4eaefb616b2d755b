"""One day that holds far too many contacts of a theme: when it began, in which hours, and when it could be seen."""

from __future__ import annotations

from datetime import date

import pandas as pd

from vocli.insights.bursts import LEAST
from vocli.model import Note

_HELD = 0.9  # of the day's contacts that the told hours hold


def burst_note(group: pd.DataFrame, day: date) -> Note:
    """「11/5に集中: 最初の声 10:07、10時から15時に22件、5件目は10:41(34分後)」, or less where times are unknown.

    The fifth contact of the day is when a burst can be noticed: fewer are never called one.
    """
    own = group[group["day"] == day]
    times = sorted(pd.Timestamp(at) for at in own["occurred_at"] if pd.notna(at))
    told = f"{day.month}/{day.day}"
    if len(times) < LEAST or all(at.hour == 0 and at.minute == 0 for at in times):
        return Note("watch.burst_day", {"day": told, "n": len(own)})
    start, end, n = hours_of(times)
    fifth = times[LEAST - 1]
    return Note(
        "watch.burst",
        {
            "day": told,
            "first": f"{times[0]:%H:%M}",
            "start": start,
            "end": end,
            "n": n,
            "all": len(own),
            "least": LEAST,
            "seen": f"{fifth:%H:%M}",
            "minutes": int((fifth - times[0]).total_seconds() // 60),
        },
    )


def hours_of(times: list[pd.Timestamp]) -> tuple[int, int, int]:
    """The shortest run of whole hours that holds nine of ten contacts: from, to (not included), and how many."""
    hours = [at.hour for at in times]
    spans = [(b - a, a, b) for a in range(24) for b in range(a + 1, 25)]
    for _, a, b in sorted(spans):
        held = sum(a <= hour < b for hour in hours)
        if held >= _HELD * len(hours):
            return a, b, held
    return 0, 24, len(hours)
