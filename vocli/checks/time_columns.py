"""Times of contacts as days, counted per file: a few thousand numbers, however long the file is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from vocli.model import Block


def days_of(block: Block) -> Iterator[tuple[int, int, int]]:
    """(day since 1970 in local time, contacts, line of the first) of each day of a block, in order."""
    times = block.contacts["occurred_at"]
    known = times.notna().to_numpy()
    if not known.any():
        return
    plain: pd.Series[pd.Timestamp] = times.dt.tz_localize(None)
    days = plain.to_numpy()[known].astype("datetime64[D]").astype(np.int64)
    lines = block.contacts["source_row"].to_numpy()[known]
    values, first, counts = np.unique(days, return_index=True, return_counts=True)
    for day, at, count in zip(values.tolist(), first.tolist(), counts.tolist(), strict=True):
        yield day, count, int(lines[at])
