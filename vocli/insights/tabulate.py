"""Rows of an insight as the table that its columns describe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from vocli.model import Column


def tabulate(rows: Sequence[Mapping[str, object]], columns: Sequence[Column]) -> pd.DataFrame:
    """One row per mapping, only the described columns, in their order; KeyError for a missing cell."""
    keys = [column.key for column in columns]
    return pd.DataFrame([{k: row[k] for k in keys} for row in rows], columns=keys, dtype=object)
