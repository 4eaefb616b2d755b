"""What was masked in a file: places by kind."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vocli.model import Column, Insight, Kind, Note

_COLUMNS = (Column("placeholder", Kind.TEXT), Column("places", Kind.INT))


def build(
    places: Sequence[tuple[str, int]],
    columns: Sequence[tuple[str, str]],
    size: tuple[int, int],
    remarks: Sequence[str] = (),
) -> Insight:
    """One row per placeholder; `columns` are (header, placeholder) of those replaced as a whole.

    `size` is (rows of the file, cells that changed); `remarks` are sentences about the container.
    """
    rows, cells = size
    whole = [Note("insights.mask_column", {"header": name, "mask": mask}) for name, mask in columns]
    notes = (
        *([Note("insights.mask_columns", {"columns": whole})] if whole else []),
        *(Note("insights.mask_remark", {"text": text}) for text in remarks),
        Note("insights.mask_check"),
    )
    return Insight(
        name="mask",
        title=Note("insights.mask_title", {"rows": rows, "cells": cells}),
        table=pd.DataFrame(list(places), columns=[c.key for c in _COLUMNS], dtype=object),
        columns=_COLUMNS,
        notes=notes,
        n_input=rows,
        n_used=cells,
    )
