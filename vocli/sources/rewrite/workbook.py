"""XLSX in place: the XML of its parts is rewritten where a person's data stand, all else stays byte for byte.

A library that loads a workbook and saves it again drops what it does not know (pictures, charts,
results of formulas, threaded comments); here nothing is dropped.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from vocli.sources.rewrite.cells import Account, Cell, Mask, Unit, weave
from vocli.sources.rewrite.headers import LOOKED_AT, Headers, find_headers, is_kept, is_sum
from vocli.sources.rewrite.package import (
    copy_part,
    damaged,
    open_package,
    read_chunks,
    read_text,
    write_package,
)
from vocli.sources.rewrite.parts import is_seen, rules_of, sheet_rules
from vocli.sources.rewrite.sheet import SheetCell, walk_sheet
from vocli.sources.rewrite.xmltext import Part, Rules, XmlError

_TYPES = "[Content_Types].xml"
_TYPED = re.compile(r"<[^<>]*\bPartName=\"/?([^\"]+)\"[^<>]*>")
_SHEET = re.compile(r"\.(?:work|macro|intlMacro)sheet\+xml\"")
_STRINGS = re.compile(r"\.sharedStrings\+xml\"")
_MASKED = re.compile("〔[^〔〕]+〕")
_END_OF_ROWS = re.compile(r"</(?:[\w.-]+:)?sheetData\s*>|<(?:[\w.-]+:)?sheetData\s*/>")
_NUMBER = re.compile(r"[-+.\dEe]*")

Over = tuple[str, ...]
_HEADER: Over = ("",)  # over the cells of the header itself


class _MaskError(Exception):
    """An error of the masker: no sign of a damaged workbook."""

    def __init__(self, cause: Exception) -> None:
        super().__init__()
        self.cause = cause


def rewrite_workbook(path: Path, mask: Mask, account: Account) -> Iterator[bytes]:
    """The bytes of the masked workbook. Raises VOC-E334."""

    def masked(cells: Sequence[Cell]) -> list[str]:
        try:
            return mask(cells)
        except Exception as error:
            raise _MaskError(error) from None

    try:
        with open_package(path) as package:
            yield from _Book(package, masked, account).chunks()
        return
    except _MaskError as failed:
        error = failed.cause
    except (XmlError, IndexError, AssertionError):
        error = damaged(path)
    raise error


class _Book:
    """A workbook on its way through the mask."""

    def __init__(self, package: zipfile.ZipFile, mask: Mask, account: Account) -> None:
        self._package = package
        self._mask = mask
        self._account = account
        types = read_text(package, _TYPES)
        tables = self._parts(types, _STRINGS)
        self._table = tables[0] if tables else ""
        self._shared = Part(read_text(package, self._table), Rules()) if tables else None
        self._strings = self._texts()
        self._headers = {name: self._find_headers(name) for name in self._parts(types, _SHEET)}
        self._exact: dict[str, str] = {}
        self._new = self._mask_shared()  # (index, headers) -> text
        self._items = self._choose()  # index -> the text that the table holds from now on

    def _parts(self, types: str, kind: re.Pattern[str]) -> list[str]:
        """The parts of a kind, as the list of contents tells, in the archive's order."""
        tags = _TYPED.finditer(types)
        wanted = {tag.group(1).casefold() for tag in tags if kind.search(tag.group())}
        return [name for name in self._package.namelist() if name.casefold() in wanted]

    def chunks(self) -> Iterator[bytes]:
        """The archive, part by part."""
        if not all(map(is_seen, self._package.namelist())):
            self._account.remarks.append("sources.mask_unseen")
        infos = self._package.infolist()
        yield from write_package((info, self._part(info)) for info in infos)

    def _part(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        name = info.filename
        if name == self._table:
            yield self._write_shared().encode()
        elif name in self._headers:
            yield from self._sheet(name)
        else:
            rules = rules_of(name, self._exact)
            if rules is None:
                yield from copy_part(self._package, name)
            else:
                part = Part(read_text(self._package, name), rules)
                yield part.write(self._mask(part.cells)).encode()
        self._account.done += info.compress_size

    # --- shared strings ---

    def _texts(self) -> list[str]:
        if self._shared is None:
            return []
        cells = self._shared.cells
        return [cells[i].text if i >= 0 else "" for i in self._shared.groups]

    def _mask_shared(self) -> dict[tuple[int, Over], str]:
        """The new text of every shared string under every header that it stands under."""
        uses: Counter[tuple[int, Over]] = Counter()
        for name, sheet in self._headers.items():
            for cell in self._cells(name):
                if cell.kind == "s" and not cell.formula:
                    index = int(cell.value)
                    uses[index, self._over(sheet, cell, self._strings[index])] += 1
        keys = [*uses]
        cells = [
            Cell(text, over, _stays(over, text), times=uses[i, over])
            for i, over in keys
            for text in [self._strings[i]]
        ]
        new = self._mask(cells)
        for old, text in zip(cells, new, strict=True):
            self._learn(old, text)
        return dict(zip(keys, new, strict=True))

    def _learn(self, cell: Cell, text: str) -> None:
        """Remember what was replaced as a whole: charts and pivot tables keep copies of it."""
        if cell.text != text and _MASKED.fullmatch(text) and not _NUMBER.fullmatch(cell.text):
            self._exact.setdefault(cell.text.strip(), text)

    def _choose(self) -> dict[int, str]:
        chosen: dict[int, str] = {}
        for (index, _), text in self._new.items():
            chosen.setdefault(index, text)
        return chosen

    def _write_shared(self) -> str:
        assert self._shared is not None
        texts = [cell.text for cell in self._shared.cells]
        for index, place in enumerate(self._shared.groups):
            if place >= 0:
                # What no cell shows any more would still be in the file.
                texts[place] = self._items.get(index, "")
        return self._shared.write(texts)

    # --- sheets ---

    def _cells(self, name: str) -> Iterator[SheetCell]:
        for item in walk_sheet(read_chunks(self._package, name)):
            if isinstance(item, SheetCell):
                yield item

    def _find_headers(self, name: str) -> tuple[int, Headers]:
        """(the sheet row behind the header, the names over the columns)."""
        rows: dict[int, dict[int, str]] = {}
        for cell in self._cells(name):
            if cell.row not in rows and len(rows) == LOOKED_AT:
                break
            rows.setdefault(cell.row, {})[cell.column] = self._shown(cell)
        table = [
            [row.get(i, "") for i in range(1, max(row, default=0) + 1)] for row in rows.values()
        ]
        headers = find_headers(table) if table else Headers()
        last = list(rows)[headers.end - 1] if headers.end else 0
        return last, headers

    def _shown(self, cell: SheetCell) -> str:
        return self._strings[int(cell.value)] if cell.kind == "s" else cell.value

    def _over(self, sheet: tuple[int, Headers], cell: SheetCell, text: str) -> Over:
        below, headers = sheet
        if cell.row <= below or is_sum(text):
            return _HEADER if below - (headers.end - headers.start) < cell.row <= below else ()
        return headers.over(cell.column - 1)

    def _sheet(self, name: str) -> Iterator[bytes]:
        tail: list[str] = []
        for text in weave(self._units(name, tail), self._mask, Account()):
            yield text.encode()
        part = Part("".join(tail), sheet_rules(self._exact))
        yield part.write(self._mask(part.cells)).encode()

    def _units(self, name: str, tail: list[str]) -> Iterator[Unit]:
        """The sheet down to its last row; what follows goes to `tail`."""
        row = 0
        below = self._headers[name][0]
        for item in walk_sheet(read_chunks(self._package, name)):
            if isinstance(item, SheetCell):
                self._account.rows += item.row > max(row, below)
                row = max(row, item.row)
                yield self._unit(name, item)
                continue
            end = None if tail else _END_OF_ROWS.search(item)
            if tail:
                tail.append(item)
            elif end:
                yield Unit(item[: end.end()])
                tail.append(item[end.end() :])
            else:
                yield Unit(item)

    def _unit(self, name: str, cell: SheetCell) -> Unit:
        shown = self._shown(cell)
        over = self._over(self._headers[name], cell, shown)
        if cell.formula:
            return self._formula(cell, over)
        if cell.kind == "s":
            index = int(cell.value)
            text = self._new[index, over]
            return Unit(cell.raw if text == self._items[index] else cell.as_text(text))
        if not shown.strip() or cell.kind in ("b", "e") or over == _HEADER:
            return Unit(cell.raw)
        kept = cell.kind in ("n", "d") or any(is_kept(one, shown) for one in over)
        if kept and not over:
            return Unit(cell.raw)
        return Unit(cell.raw, (Cell(shown, over, kept),), lambda new: cell.as_text(new[0]))

    def _formula(self, cell: SheetCell, over: Over) -> Unit:
        literals = cell.literals()
        cells = [Cell(text) for text in literals]
        shows = bool(cell.value.strip()) and cell.kind in ("str", "n") and over != _HEADER
        if shows and (over or cell.kind == "str"):
            cells.append(Cell(cell.value, over, kept=cell.kind == "n"))
        return Unit(cell.raw, cells, partial(_with_formula, cell, len(literals)))


def _stays(over: Over, text: str) -> bool:
    """True for a header, an id or a time."""
    return over == _HEADER or any(is_kept(one, text) for one in over)


def _with_formula(cell: SheetCell, count: int, new: Sequence[str]) -> str:
    formula = cell.formula_with(new[:count]) if count else cell.formula
    result = next(iter(new[count:]), None)
    return cell.with_result(formula, None if result == cell.value else result)
