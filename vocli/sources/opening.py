"""Files to tables: which container a file is, and what reads it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import NamedTuple

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.archive import ZIP_STARTS, is_book, unpack
from vocli.sources.delimited import read_delimited
from vocli.sources.grid import Table
from vocli.sources.jsonfile import read_json
from vocli.sources.linetalk import read_talk
from vocli.sources.options import Opened, Reading
from vocli.sources.parts import LONG, is_cuttable, read_blocks
from vocli.sources.subtitles import read_subtitles
from vocli.sources.tables import table_of
from vocli.sources.workbook import read_tables

Reader = Callable[[Opened], list[Table]]
AT_ONCE = 256 * 2**20  # bytes of all files that are held as tables before the first is understood
_PEEKED = 2**16


class Piece(NamedTuple):
    """A table with the file that it comes from; `number` counts the blocks of a long file."""

    path: str
    sha256: str
    table: Table
    number: int = 0


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


@dataclass
class Opening:
    """Files about to be read: those at hand as tables, and those that are opened when they are needed.

    `findings` grows with what is skipped.
    """

    reading: Reading
    findings: list[Finding]
    watch: Callable[[int, int], None]
    short: list[Piece] = field(default_factory=list)
    later: list[Path] = field(default_factory=list)
    total: int = 0
    _done: int = 0
    _seen: dict[str, str] = field(default_factory=dict)

    def pieces(self) -> Iterator[Piece]:
        """The tables at hand, then those of all other files, block by block."""
        yield from self.short
        for path in self.later:
            yield from self._long(path)

    def add(self, path: Path) -> None:
        """Read a file as a whole."""
        self.short.extend(self._whole(path))

    def _whole(self, path: Path) -> Iterator[Piece]:
        data = read_start(path)
        self._done += len(data)
        self.watch(self._done, self.total)
        for one in _files(Opened(data, str(path), self.reading)):
            if isinstance(one, Finding):
                self.findings.append(one)
                continue
            sha = hashlib.sha256(one.data).hexdigest()
            if not self._is_copy(sha, one.path):
                yield from _tables(one, sha)

    def _is_copy(self, sha: str, path: str) -> bool:
        if sha in self._seen:
            message = t("sources.same_file", other=self._seen[sha])
            self.findings.append(Finding("VOC-F110", Severity.NOTE, message, path))
            return True
        self._seen[sha] = path
        return False

    def _long(self, path: Path) -> Iterator[Piece]:
        head = read_start(path, _PEEKED)
        container = container_of(head, path)
        if path.stat().st_size <= LONG or not is_cuttable(head, container):
            yield from self._whole(path)
            return
        sha = digest_file(path)
        if self._is_copy(sha, str(path)):
            return
        before = self._done
        tables = read_blocks(
            path,
            self.reading,
            container,
            READERS[container],
            lambda n: self.watch(before + n, self.total),
        )
        for number, table in enumerate(tables):
            yield Piece(str(path), sha, table, number)
        self._done = before + path.stat().st_size


def open_pieces(
    paths: Sequence[Path],
    reading: Reading,
    findings: list[Finding],
    watch: Callable[[int, int], None],
) -> Opening:
    """The tables of all files, by name; a file with the content of another is named, not read.

    Members of archives are files too. A workbook with several sheets of one header gives a table each,
    named `book.xlsx[sheet]`, so that a row can be found again. Files up to AT_ONCE bytes together are
    read before any of them is understood, so that a wrong --map is told at once; a longer file comes
    later, in blocks.
    """
    sizes = {path: _size(path) for path in paths}
    opening = Opening(reading, findings, watch, total=sum(sizes.values()))
    held = 0
    for path in sorted(paths, key=lambda p: (p.name, str(p))):
        if sizes[path] > LONG or held + sizes[path] > AT_ONCE:
            opening.later.append(path)
            continue
        held += sizes[path]
        opening.add(path)
    return opening


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # reading it will say what is wrong


def digest_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, as hexadecimal text."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _files(opened: Opened) -> Iterator[Opened | Finding]:
    if container_of(opened.data, PurePath(opened.path)) == ARCHIVE:
        yield from unpack(opened)
    else:
        yield opened


def _tables(opened: Opened, sha: str) -> Iterator[Piece]:
    if not opened.data.strip(b"\r\n\t \x00\xef\xbb\xbf\xff\xfe"):
        raise VocliError(
            "VOC-E104", t("sources.empty"), where=opened.path, hint=t("sources.empty_hint")
        )
    tables = READERS[container_of(opened.data, PurePath(opened.path))](opened)
    for table in tables:
        if len(tables) == 1:
            yield Piece(opened.path, sha, table)
            return
        # Rows are told apart by source and number, so that every sheet is a source of its own.
        own = hashlib.sha256(f"{sha}\0{table.grid.title}".encode()).hexdigest()
        yield Piece(f"{opened.path}[{table.grid.title}]", own, table)


def read_start(path: Path, most: int = -1) -> bytes:
    """The first bytes of a file, all of them without `most`. Raises VOC-E105 (missing), E106 (unreadable)."""
    try:
        with path.open("rb") as stream:
            return stream.read(most)
    except FileNotFoundError:
        raise VocliError("VOC-E105", t("sources.missing", path=str(path))) from None
    except OSError:
        raise VocliError(
            "VOC-E106", t("sources.unreadable"), where=str(path), hint=t("sources.unreadable_hint")
        ) from None
