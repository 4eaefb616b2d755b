"""Files to tables: which container a file is, and what reads it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.archive import ZIP_STARTS, is_book, unpack
from vocli.sources.delimited import read_delimited
from vocli.sources.grid import Table
from vocli.sources.jsonfile import read_json
from vocli.sources.linetalk import read_talk
from vocli.sources.options import Opened, Reading
from vocli.sources.subtitles import read_subtitles
from vocli.sources.tables import table_of
from vocli.sources.workbook import read_tables

Reader = Callable[[Opened], list[Table]]
Named = tuple[str, str, Table]  # path, sha256, table


def _delimited(opened: Opened) -> list[Table]:
    return [table_of(read_delimited(opened.data, opened.path, opened.origin), opened)]


def _workbook(opened: Opened) -> list[Table]:
    return read_tables(opened)


def _json(opened: Opened) -> list[Table]:
    return [read_json(opened)]


def _subtitles(opened: Opened) -> list[Table]:
    return [read_subtitles(opened)]


def _talk(opened: Opened) -> list[Table]:
    return [read_talk(opened)]


# How a container is read, by what the file holds; `container_of` decides. A workbook may give several
# tables; an archive is no table at all but more files.
READERS: dict[str, Reader] = {
    "delimited": _delimited,
    "workbook": _workbook,
    "json": _json,
    "subtitles": _subtitles,
    "linetalk": _talk,
}
ARCHIVE = "archive"

_JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")
_BOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_CUE_SUFFIXES = (".vtt", ".srt", ".sbv")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_JSON_START = re.compile(rb'\s*(?:\{\s*"|\[\s*\{\s*")')
_CUE_START = re.compile(rb"WEBVTT(?:[ \t\r\n]|$)|\s*\d+[ \t]*\r?\n\d+:\d\d:\d\d,\d+ +-->")
_TALK_START = re.compile(rb"\[LINE\][ \t]")


def container_of(data: bytes, path: PurePath) -> str:
    """The key of READERS for a file, or ARCHIVE: its first bytes before its suffix, for exports are often misnamed."""
    suffix = path.suffix.casefold()
    if data.startswith(_OLE):
        return "workbook"
    if data.startswith(ZIP_STARTS):
        return "workbook" if is_book(data) or suffix in _BOOK_SUFFIXES else ARCHIVE
    head = _head(data)
    if _TALK_START.match(head):
        return "linetalk"
    if suffix in _CUE_SUFFIXES or _CUE_START.match(head):
        return "subtitles"
    return "json" if suffix in _JSON_SUFFIXES or _JSON_START.match(head) else "delimited"


def _head(data: bytes) -> bytes:
    """The first bytes without a mark of the encoding and without the zeros of UTF-16."""
    head = data[:200]
    for mark in _BOMS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"")


def open_all(paths: Sequence[Path], reading: Reading) -> tuple[list[Named], list[Finding]]:
    """(path, sha256, table) of every file, by name; a file with the content of another is named, not read.

    Members of archives are files too. A workbook with several sheets of one header gives a table each,
    named `book.xlsx[sheet]`, so that a row can be found again.
    """
    opened: list[Named] = []
    findings: list[Finding] = []
    seen: dict[str, str] = {}
    for path in sorted(paths, key=lambda p: (p.name, str(p))):
        for one in _files(Opened(_bytes(path), str(path), reading)):
            if isinstance(one, Finding):
                findings.append(one)
                continue
            sha = hashlib.sha256(one.data).hexdigest()
            if sha in seen:
                message = t("sources.same_file", other=seen[sha])
                findings.append(Finding("VOC-F110", Severity.NOTE, message, one.path))
                continue
            seen[sha] = one.path
            opened.extend(_tables(one, sha))
    return opened, findings


def _files(opened: Opened) -> Iterator[Opened | Finding]:
    if container_of(opened.data, PurePath(opened.path)) == ARCHIVE:
        yield from unpack(opened)
    else:
        yield opened


def _tables(opened: Opened, sha: str) -> list[Named]:
    if not opened.data.strip(b"\r\n\t \x00\xef\xbb\xbf\xff\xfe"):
        raise VocliError(
            "VOC-E104", t("sources.empty"), where=opened.path, hint=t("sources.empty_hint")
        )
    tables = READERS[container_of(opened.data, PurePath(opened.path))](opened)
    if len(tables) == 1:
        return [(opened.path, sha, tables[0])]
    # Rows are told apart by source and number, so that every sheet is a source of its own.
    return [
        (
            f"{opened.path}[{table.grid.title}]",
            hashlib.sha256(f"{sha}\0{table.grid.title}".encode()).hexdigest(),
            table,
        )
        for table in tables
    ]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise VocliError("VOC-E105", t("sources.missing", path=str(path))) from None
    except OSError:
        raise VocliError(
            "VOC-E106", t("sources.unreadable"), where=str(path), hint=t("sources.unreadable_hint")
        ) from None
