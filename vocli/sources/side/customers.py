"""The customer list: contract data per member number."""

from __future__ import annotations

import numpy as np
import pandas as pd

from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.model.side import Customers
from vocli.schema import CONTACT_FIELDS, Dtype
from vocli.sources.contacts import decide_order
from vocli.sources.dates import order_of, parse_times
from vocli.sources.side.identifiers import identifier
from vocli.sources.side.sheet import Sheet, is_nothing, open_sheet
from vocli.sources.values import number_of

_DTYPES = {field.key: field.dtype for field in CONTACT_FIELDS}
_KEY = "customer_id"
_REPEATED = 5  # rows that a value stands in on average, from which a column tells what customers have in common
_NO = frozenset({"0", "no", "false", "いいえ", "可", "可能", "無", "off", "n"})


def read_customers(
    data: bytes, path: str, order: str = ""
) -> tuple[Customers, tuple[Finding, ...]]:
    """The customers of a table with 会員番号 and any of 契約日, 解約日, プラン, 月額, 代理店, 連絡不可, 取引先, 商品.

    Of several rows of one number the one with the latest 契約日 counts. Raises VOC-E132 and E133. Findings:
    VOC-F138 (cells that are no date or number, taken as empty), VOC-F139 (numbers with several rows),
    VOC-F140 (rows without a number).
    """
    sheet = open_sheet(data, path, "customers", (_KEY,))
    keys = ["" if is_nothing(cell) else identifier("member", cell) for cell in sheet.cells(_KEY)]
    findings = list(sheet.findings)
    columns: dict[str, pd.Series] = {_KEY: pd.Series(keys, dtype=object)}
    for key in sheet.columns:
        if key != _KEY:
            columns[key], unread = _typed(sheet, key, order)
            findings += unread
    frame = pd.DataFrame(columns)
    rows, several = _one_each(frame[frame[_KEY] != ""])
    for n, code, message in (
        (several, "VOC-F139", "side.several_rows"),
        (keys.count(""), "VOC-F140", "side.no_member"),
    ):
        if n:
            findings.append(Finding(code, Severity.NOTE, t(message, n=n), path))
    return Customers(path, rows, _further(sheet, keys).reindex(rows.index)), tuple(findings)


def _further(sheet: Sheet, keys: list[str]) -> pd.DataFrame:
    """Columns with a meaning of the team's own whose values repeat, by number; names and free texts do not."""
    known = {name for own in sheet.columns.values() for name in own}
    columns: dict[str, list[str]] = {}
    for header in sheet.table.header:
        if header and header not in known:
            cells = ["" if is_nothing(c) else c.strip() for c in sheet.table.column(header)]
            filled = [cell for cell in cells if cell]
            if filled and _REPEATED * len({*filled}) <= len(filled):
                columns[header] = cells
    frame = pd.DataFrame({**columns, _KEY: keys}, dtype=object)
    # Of several rows of one number the greatest cells win, whatever the order of the rows.
    frame = frame[frame[_KEY] != ""].sort_values([_KEY, *columns], kind="stable")
    return frame.drop_duplicates(_KEY, keep="last").set_index(_KEY)


def _typed(sheet: Sheet, key: str, order: str) -> tuple[pd.Series, list[Finding]]:
    """A column as the schema types it, and a finding when some cells are not of that type."""
    cells = ["" if is_nothing(cell) else cell for cell in sheet.cells(key)]
    if _DTYPES[key] is Dtype.TIME:
        own = order_of(cells)
        asked = decide_order(cells, sheet.name(key), order, sheet.path) if own == "?" else own
        times = parse_times(cells, asked)
        return times.values, _unread(sheet, key, times.unread, times.first_unread)
    if _DTYPES[key] is Dtype.NUMBER:
        values = np.array([number_of(cell) for cell in cells], dtype=np.float64)
        bad = [i for i, cell in enumerate(cells) if cell and np.isnan(values[i])]
        return pd.Series(values), _unread(sheet, key, len(bad), bad[0] if bad else -1)
    if key == "do_not_contact":
        cells = ["" if cell.casefold() in _NO else cell for cell in cells]
    return pd.Series(cells, dtype=object), []


def _unread(sheet: Sheet, key: str, n: int, first: int) -> list[Finding]:
    if not n:
        return []
    row, column = int(sheet.table.lines[first]), sheet.name(key)
    text = t("side.unread_cells", column=column, n=n, row=row)
    hint = t("side.unread_cells_hint")
    return [Finding("VOC-F138", Severity.WARNING, text, sheet.path, row, column, hint=hint)]


def _one_each(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """One row per number, by number; and how many numbers had several different rows."""
    frame = frame.drop_duplicates()
    several = int(frame.loc[frame[_KEY].duplicated(), _KEY].nunique())
    by = [key for key in ("contract_since", "churned_at") if key in frame.columns]
    rest = [key for key in frame.columns if key not in (_KEY, *by)]
    # The other cells settle a tie, so that the order of the rows cannot.
    frame = frame.sort_values([_KEY, *by, *rest], na_position="first", kind="stable")
    return frame.drop_duplicates(_KEY, keep="last").set_index(_KEY), several
