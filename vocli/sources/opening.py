"""Files to tables: which container a file is, and what reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.delimited import read_delimited
from vocli.sources.grid import Table
from vocli.sources.jsonfile import read_json
from vocli.sources.options import Opened, Reading
from vocli.sources.table import build_table
from vocli.sources.workbook import read_workbook

Reader = Callable[[Opened], Table]


def _delimited(opened: Opened) -> Table:
    return build_table(read_delimited(opened.data, opened.path), opened.path, opened.names)


def _workbook(opened: Opened) -> Table:
    return build_table(read_workbook(opened.data, opened.path), opened.path, opened.names)


def _json(opened: Opened) -> Table:
    return read_json(opened.data, opened.path)


# How a container is read, by what the file holds; `container_of` decides.
READERS: dict[str, Reader] = {"delimited": _delimited, "workbook": _workbook, "json": _json}

_JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")
_BOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def container_of(data: bytes, path: Path) -> str:
    """The key of READERS for a file: its first bytes before its suffix, for exports are often misnamed."""
    suffix = path.suffix.casefold()
    if data.startswith((_ZIP, _OLE)) and suffix in (*_BOOK_SUFFIXES, ".csv", ".txt", ".tsv"):
        return "workbook"
    return "json" if suffix in _JSON_SUFFIXES else "delimited"


def open_all(
    paths: Sequence[Path], reading: Reading
) -> tuple[list[tuple[str, str, Table]], list[Finding]]:
    """(path, sha256, table) of every file, by name; a file with the content of another is named, not read."""
    opened: list[tuple[str, str, Table]] = []
    findings: list[Finding] = []
    seen: dict[str, str] = {}
    for path in sorted(paths, key=lambda p: (p.name, str(p))):
        data = _bytes(path)
        sha = hashlib.sha256(data).hexdigest()
        name = str(path)
        if sha in seen:
            message = t("sources.same_file", other=seen[sha])
            findings.append(Finding("VOC-F110", Severity.NOTE, message, name))
            continue
        seen[sha] = name
        if not data.strip(b"\r\n\t \x00\xef\xbb\xbf\xff\xfe"):
            raise VocliError(
                "VOC-E104", t("sources.empty"), where=name, hint=t("sources.empty_hint")
            )
        opened.append((name, sha, READERS[container_of(data, path)](Opened(data, name, reading))))
    return opened, findings


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise VocliError("VOC-E105", t("sources.missing", path=str(path))) from None
    except OSError:
        raise VocliError(
            "VOC-E106", t("sources.unreadable"), where=str(path), hint=t("sources.unreadable_hint")
        ) from None
