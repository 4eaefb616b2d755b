"""The row that people add to their list of requests: its columns are those of the list, nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vocli.insights.named_theme import NamedTheme
from vocli.insights.tabulate import tabulate
from vocli.messages import t
from vocli.model import Column, Insight, Kind
from vocli.model.requests import KEYS, RequestList


def new_row(
    cells: Mapping[str, object], theme: NamedTheme, requests: RequestList | None
) -> Insight:
    """One row, a draft, in the columns of the list; in the usual ones without a list.

    Columns that only the list knows stay empty. cells: texts and days by the keys of the list.
    """
    aim = "increase" if theme.column == "plus_id" else "reduce"
    filled: dict[str, object] = {
        **cells,
        "state": t("codes.request_state.draft"),
        "aim": t(f"codes.aim.{aim}"),
    }
    columns = requests.columns if requests else tuple((t(f"requests.head.{k}"), k) for k in KEYS)
    keys = [key or f"extra_{i}" for i, (_, key) in enumerate(columns)]
    described = tuple(
        Column(key, Kind.TEXT, label=header) for key, (header, _) in zip(keys, columns, strict=True)
    )
    return Insight(
        name="request",
        title=None,
        table=tabulate([{key: _text(filled.get(key)) for key in keys}], described),
        columns=described,
    )


def _text(cell: object) -> str:
    if isinstance(cell, date):
        return f"{cell.year}/{cell.month}/{cell.day}"
    return str(cell) if cell is not None else ""
