"""What a file is, so far as masking goes; and the reason where it cannot be masked."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vocli.errors import VocliError
from vocli.messages import t
from vocli.sources.opening import container_of, read_start
from vocli.sources.rewrite.cells import Account, Mask, Unit, weave
from vocli.sources.rewrite.charset import Charset, decide, pack
from vocli.sources.rewrite.delimited import looks_delimited, read_head, walk_delimited
from vocli.sources.rewrite.jsontext import is_ndjson, walk_json, walk_ndjson
from vocli.sources.rewrite.package import BROKEN, damaged
from vocli.sources.rewrite.talk import walk_line_talk, walk_lines, walk_subtitles
from vocli.sources.rewrite.workbook import rewrite_workbook

Walk = Callable[[Path, Charset, Account], Iterator[Unit]]

# How a text file is cut into cells, by what the file is.
WALKS: dict[str, Walk] = {
    "delimited": walk_delimited,
    "json": walk_json,
    "ndjson": walk_ndjson,
    "subtitles": walk_subtitles,
    "linetalk": walk_line_talk,
    "text": walk_lines,
}

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EMPTY_ZIP = b"PK\x05\x06"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_TABLES = (".csv", ".tsv", ".tab")
_HEAD = 64 * 1024
_BLANK = b"\r\n\t \x00\xef\xbb\xbf\xff\xfe"


@dataclass
class Rewriting:
    """A file that can be masked. `account` is complete when all chunks have been taken."""

    path: Path
    kind: str  # a key of WALKS, or "workbook"
    size: int  # what account.done reaches in the end, about
    charset: Charset | None = None
    account: Account = field(default_factory=Account)

    @property
    def encoding(self) -> str:
        """The encoding by the name that reading prints; "" for a workbook."""
        return self.charset.label if self.charset else ""

    def chunks(self, mask: Mask) -> Iterator[bytes]:
        """The masked file, in pieces; each piece is read when it is asked for."""
        if self.charset is None:
            return rewrite_workbook(self.path, mask, self.account)
        units = WALKS[self.kind](self.path, self.charset, self.account)
        return pack(weave(units, mask, self.account), self.charset)


def open_rewriting(path: Path) -> Rewriting:
    """The file, ready to be masked.

    Raises VOC-E101 to E106 as reading does, VOC-E331 to E338 for what cannot be masked.
    """
    head = _head(path)
    size = path.stat().st_size
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        _check_workbook(path)
        return Rewriting(path, "workbook", size)
    if head.startswith(_OLE):
        raise _refuse_ole(path)
    if not head.strip(_BLANK):
        raise VocliError(
            "VOC-E104", t("sources.empty"), where=str(path), hint=t("sources.empty_hint")
        )
    charset, findings = decide(path)
    units = size // 2 if charset.wide else size
    return Rewriting(
        path, _kind(path, charset, head), units, charset, Account(findings=list(findings))
    )


def _head(path: Path) -> bytes:
    if path.is_dir():
        raise VocliError(
            "VOC-E335",
            t("sources.mask_folder"),
            where=str(path),
            hint=t("sources.mask_folder_hint"),
        )
    return read_start(path, _HEAD)


def _kind(path: Path, charset: Charset, start: bytes) -> str:
    container = container_of(start, path)
    if container == "json":
        return "ndjson" if is_ndjson(path, charset) else "json"
    if container != "delimited" or path.suffix.casefold() in _TABLES:
        return container
    # Reading takes any other text for a table of one column; here it is a text.
    return "delimited" if looks_delimited(read_head(path, charset, _HEAD)) else "text"


def _check_workbook(path: Path) -> None:
    """Nothing for an XLSX; the reason against every other archive."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
    except BROKEN:
        raise damaged(path) from None
    if "xl/workbook.xml" in names:
        return
    if names & {"xl/workbook.bin", "content.xml"}:
        raise _old_workbook(path)
    raise VocliError(
        "VOC-E331", t("sources.mask_archive"), where=str(path), hint=t("sources.mask_archive_hint")
    )


def _refuse_ole(path: Path) -> VocliError:
    if _LOCKED in path.read_bytes():
        return VocliError(
            "VOC-E333",
            t("sources.mask_password"),
            where=str(path),
            hint=t("sources.mask_password_hint"),
        )
    return _old_workbook(path)


def _old_workbook(path: Path) -> VocliError:
    return VocliError(
        "VOC-E332",
        t("sources.mask_old_workbook"),
        where=str(path),
        hint=t("sources.mask_old_workbook_hint"),
    )
