"""What is counted of a group of contacts in more than one table."""

from __future__ import annotations

import pandas as pd

from vocli.model import Facts
from vocli.stats.rates import wilson


def people(contacts: pd.DataFrame) -> int | None:
    """How many different customers are known to be behind these contacts; None where none is."""
    known = contacts.loc[contacts["customer"] != "", "customer"]
    return int(known.nunique()) if len(known) else None


def share_of(n: int, base: int) -> dict[str, float | None]:
    """The cells share, share_low and share_high of n in base (95%, Wilson); empty ones without a base."""
    if not base:
        return {"share": None, "share_low": None, "share_high": None}
    low, high = wilson(n, base)
    return {"share": n / base, "share_low": low, "share_high": high}


def top_theme(facts: Facts, contacts: pd.DataFrame) -> tuple[str, int] | None:
    """The name of the theme with most of these contacts and how many; the smaller id among equals."""
    counts = contacts.loc[contacts["theme_id"] != "", "theme_id"].value_counts()
    if counts.empty:
        return None
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    best = min(counts.index, key=lambda id_: (-counts[id_], id_))
    return str(names.get(best, best)), int(counts[best])
