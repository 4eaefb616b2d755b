"""The list of improvement requests (改善要望票) that people keep in Excel: read whole, and every oddity said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.model.requests import ACTED, UNANSWERED, ImprovementRequest, RequestList
from vocli.sources.contacts import decide_order
from vocli.sources.dates import order_of, parse_times
from vocli.sources.side.sheet import Sheet, is_nothing, open_sheet
from vocli.text import nfkc

_REQUIRED = ("number", "theme", "state", "acted_on")
_DATES = ("raised", "due", "acted_on")
_STATES = {
    "draft": ("下書き", "作成中", "新規", "draft", "new"),
    "asked": ("依頼", "依頼中", "依頼済み", "依頼済", "起票", "asked", "sent"),
    "waiting": ("回答待ち", "回答待", "未回答", "waiting", "pending"),
    "considering": ("検討", "検討中", "considering", "under review"),
    "planned": ("実施予定", "対応予定", "予定", "planned", "scheduled"),
    "done": ("実施済み", "実施済", "実施", "対応済み", "対応済", "完了", "done"),
    "dropped": ("見送り", "見送", "却下", "中止", "dropped", "rejected"),
    "verified": ("効果確認済み", "効果確認済", "効果確認", "確認済み", "verified"),
}
_AIMS = {
    "reduce": ("減らす", "減", "削減", "減少", "reduce", "decrease"),
    "increase": ("増やす", "増", "増加", "increase"),
}
_STATE = {word: state for state, words in _STATES.items() for word in words}
_AIM = {word: aim for aim, words in _AIMS.items() for word in words}
_WITH_DAY = ACTED | {"planned"}


def read_requests(
    data: bytes, path: str, order: str = ""
) -> tuple[RequestList, tuple[Finding, ...]]:
    """The requests of a table with 番号, テーマID, 状態 and 実施日, and what is odd about its rows.

    An unreadable date is an empty one with a finding: one bad cell must not hide the other requests.
    Rows without a number and a theme are no requests. Raises VOC-E132 and E133 for the table itself, VOC-E114
    where the cells cannot tell month and day apart.
    """
    sheet = open_sheet(data, path, "requests", _REQUIRED)
    days = {key: _days(sheet, key, order) for key in _DATES}
    held = {name: key for key, names in sheet.columns.items() for name in names}
    others = [name for name in sheet.table.header if name not in held]
    found = []
    for i, row in enumerate(sheet.table.lines):
        cells = {key: _cell(sheet, key, i) for key in sheet.columns}
        if not cells["number"] and not cells["theme"]:
            continue
        found.append(
            ImprovementRequest(
                number=cells["number"],
                theme=nfkc(cells["theme"]).strip(),
                subject=cells.get("subject", ""),
                department=cells.get("department", ""),
                raised=days["raised"][i],
                due=days["due"][i],
                state=_STATE.get(_word(cells["state"]), "unknown"),
                answer=cells.get("answer", ""),
                acted_on=days["acted_on"][i],
                aim=_AIM.get(_word(cells.get("aim", "")), ""),
                told=cells.get("told", ""),
                row=int(row),
                extra=tuple((name, sheet.table.column(name)[i]) for name in others),
            )
        )
    requests = tuple(sorted(found, key=lambda r: (r.number, r.row)))
    findings = (*sheet.findings, *_unread(sheet, days), *_odd(requests, sheet))
    columns = tuple((name, held.get(name, "")) for name in sheet.table.header)
    return RequestList(path, requests, columns), findings


def _cell(sheet: Sheet, key: str, i: int) -> str:
    cell = sheet.cells(key)[i]
    return "" if is_nothing(cell) and key != "told" else cell


def _word(cell: str) -> str:
    return nfkc(cell).strip().casefold().replace("済み", "済").replace("済", "済み")


def _days(sheet: Sheet, key: str, order: str) -> list[date | None]:
    """The days of a column, None for an empty or unreadable cell."""
    if not sheet.has(key):
        return [None] * len(sheet.table.lines)
    cells = ["" if is_nothing(cell) else cell for cell in sheet.cells(key)]
    own = order_of(cells)
    order = decide_order(cells, sheet.name(key), order, sheet.path) if own == "?" else own
    values = parse_times(cells, order).values
    return [
        None if missing else stamp.date()
        for stamp, missing in zip(values, values.isna(), strict=True)
    ]


def _unread(sheet: Sheet, days: dict[str, list[date | None]]) -> list[Finding]:
    """Filled cells of the date columns that are no dates."""
    out = []
    for key in _DATES:
        for i, cell in enumerate(sheet.cells(key)):
            if not is_nothing(cell) and days[key][i] is None:
                row = int(sheet.table.lines[i])
                out.append(_finding("VOC-F171", "no_date", sheet, row, key))
    return out


def _odd(requests: Sequence[ImprovementRequest], sheet: Sheet) -> list[Finding]:
    """What does not fit together, row by row."""
    times = Counter(r.number for r in requests if r.number)
    raw = {int(row): i for i, row in enumerate(sheet.table.lines)}
    out = []
    for r in requests:
        state, aim = sheet.cells("state")[raw[r.row]], sheet.cells("aim")[raw[r.row]]
        checks = (
            ("VOC-F172", "no_state", "state", r.state == "unknown"),
            ("VOC-F173", "no_aim", "aim", bool(aim) and not r.aim),
            ("VOC-F173", "aim_missing", "aim", not aim and r.acted_on is not None),
            ("VOC-F174", "number_twice", "number", times[r.number] > 1),
            ("VOC-F174", "number_missing", "number", not r.number),
            ("VOC-F175", "day_without_state", "state", _early(r) and bool(state)),
            ("VOC-F176", "theme_missing", "theme", not r.theme),
            ("VOC-F177", "day_missing", "acted_on", _undated(r, sheet, raw[r.row])),
            ("VOC-F177", "due_missing", "due", r.state in UNANSWERED and _blank(sheet, "due", r)),
        )
        out += [
            _finding(code, key, sheet, r.row, column) for code, key, column, bad in checks if bad
        ]
    return out


def _early(request: ImprovementRequest) -> bool:
    """A day of action beside a state that knows of none."""
    return request.acted_on is not None and request.state not in _WITH_DAY | {"unknown"}


def _undated(request: ImprovementRequest, sheet: Sheet, i: int) -> bool:
    return request.state in ACTED and is_nothing(sheet.cells("acted_on")[i])


def _blank(sheet: Sheet, key: str, request: ImprovementRequest) -> bool:
    """True where the list has the column and the request's own date is missing; VOC-F171 tells unreadable ones."""
    at = next(i for i, row in enumerate(sheet.table.lines) if int(row) == request.row)
    return sheet.has(key) and is_nothing(sheet.cells(key)[at])


def _finding(code: str, key: str, sheet: Sheet, row: int, column: str) -> Finding:
    name = sheet.name(column) if sheet.has(column) else None
    return Finding(
        code,
        Severity.WARNING,
        t(f"requests.{key}", column=name or ""),
        sheet.path,
        row,
        name,
        hint=t(f"requests.{key}_hint", column=name or ""),
    )
