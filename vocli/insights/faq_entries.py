"""The FAQ as it stands: one entry a row of a CSV that somebody keeps by hand."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import GivenFile
from vocli.text import nfkc

# Field -> headers that stand for it, folded; only the question must be there.
_NAMES: dict[str, tuple[str, ...]] = {
    "number": ("番号", "no", "no.", "id", "faq番号", "faqid", "number"),
    "opened": ("公開日", "掲載日", "登録日", "公開日時", "published", "published_at"),
    "question": ("質問", "質問文", "q", "問", "件名", "タイトル", "question"),
    "answer": ("答", "答え", "回答", "回答文", "a", "本文", "answer"),
}
_HEADER_WITHIN = 10  # rows in which the header is looked for
_DATE = re.compile(r"(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})")


@dataclass(frozen=True)
class Entry:
    """One question that the FAQ answers. opened: the day of its publication, None where it is not told."""

    number: str
    opened: date | None
    question: str
    answer: str


def parse_entries(given: GivenFile) -> tuple[Entry, ...]:
    """The entries in the order of the file; rows without a question are passed over.

    VOC-E314 where no row names the column of questions, or none holds one; VOC-E315 with the row's number for
    a date that cannot be read, or a number that stands twice.
    """
    rows = list(csv.reader(io.StringIO(given.text, newline="")))
    at, places = _header(rows, given)
    out: list[Entry] = []
    seen: set[str] = set()
    for n, row in enumerate(rows[at + 1 :], at + 2):
        cells = {field: _cell(row, place) for field, place in places.items()}
        if not cells["question"]:
            continue
        number = cells.get("number") or str(len(out) + 1)
        if number in seen:
            raise _wrong_row("faq.number_twice", given, n, number=number)
        seen.add(number)
        opened = _opened(cells.get("opened", ""), given, n)
        out.append(Entry(number, opened, cells["question"], cells.get("answer", "")))
    if not out:
        raise VocliError(
            "VOC-E314", t("faq.no_entries"), where=given.path, hint=t("faq.columns_hint")
        )
    return tuple(out)


def _header(rows: Sequence[Sequence[str]], given: GivenFile) -> tuple[int, dict[str, int]]:
    """The header's place and the place of each known column in it."""
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        names = [nfkc(cell).strip().casefold() for cell in row]
        places = {
            field: next(i for i, name in enumerate(names) if name in known)
            for field, known in _NAMES.items()
            if any(name in known for name in names)
        }
        if "question" in places:
            return at, places
    first = next((row for row in rows if any(cell.strip() for cell in row)), [])
    shown = t("render.comma").join(cell.strip() for cell in first[:8]) or "-"
    raise VocliError(
        "VOC-E314",
        t("faq.no_question_column", row=1, columns=shown),
        where=given.path,
        hint=t("faq.columns_hint"),
    )


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _opened(cell: str, given: GivenFile, row: int) -> date | None:
    if not cell:
        return None
    found = _DATE.search(nfkc(cell))
    try:
        if found:
            return date(*(int(part) for part in found.groups()))
    except ValueError:
        pass
    raise _wrong_row("faq.bad_date", given, row, value=cell)


def _wrong_row(key: str, given: GivenFile, row: int, **values: str) -> VocliError:
    text = t(key, row=row, **values)
    return VocliError("VOC-E315", text, where=given.path, hint=t(f"{key}_hint"))
