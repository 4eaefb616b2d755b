"""Workbooks as archives: what may be opened, and an archive that is written as a stream."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from vocli.errors import VocliError
from vocli.messages import t

_MOST = 4 * 2**30  # bytes that a workbook may unfold to
_DENSEST = 1000  # times: more than deflate makes of any real sheet
_CHUNK = 2**20
# What reading a damaged archive ends in, one way or another.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    EOFError,
    OSError,
    KeyError,
    ValueError,
)
_LARGE = 2**30


def damaged(path: Path) -> VocliError:
    """VOC-E334: the workbook cannot be read, so that nothing can be promised of a masked one."""
    return VocliError(
        "VOC-E334",
        t("sources.mask_damaged"),
        where=str(path),
        hint=t("sources.mask_damaged_hint"),
    )


@contextmanager
def open_package(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive of a workbook. Raises VOC-E334 for a broken one or one that unfolds without measure."""
    try:
        with zipfile.ZipFile(path) as package:
            infos = package.infolist()
            unfolded = sum(info.file_size for info in infos)
            packed = sum(info.compress_size for info in infos)
            names = [info.filename for info in infos]
            if (
                unfolded > min(_MOST, max(_DENSEST * packed, _CHUNK))
                or any(info.flag_bits & 1 for info in infos)
                or len(set(names)) != len(names)
            ):
                raise damaged(path)
            yield package
    except BROKEN as bad:
        raise damaged(path) from bad


def read_text(package: zipfile.ZipFile, name: str) -> str:
    """One part as text."""
    return package.read(name).decode("utf-8")


def read_chunks(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    """One part as text, in pieces."""
    with (
        package.open(name) as raw,
        io.TextIOWrapper(raw, encoding="utf-8", newline="") as stream,
    ):
        while chunk := stream.read(_CHUNK):
            yield chunk


def copy_part(package: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """One part as it is."""
    with package.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


class _Pipe(io.RawIOBase):
    """Takes what the archive writes, until it is asked for."""

    def __init__(self) -> None:
        self._taken: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._taken.append(piece)
        return len(piece)

    def drain(self) -> bytes:
        """What was written since the last time."""
        out = b"".join(self._taken)
        self._taken.clear()
        return out


def write_package(
    infos: Iterable[tuple[zipfile.ZipInfo, Iterator[bytes]]],
) -> Iterator[bytes]:
    """The bytes of an archive with these parts, in this order; dates and kinds of packing are kept."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as out:
        for old, content in infos:
            info = zipfile.ZipInfo(old.filename, old.date_time)
            stored = old.compress_type == zipfile.ZIP_STORED
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.external_attr = old.external_attr
            with out.open(info, "w", force_zip64=old.file_size > _LARGE) as part:
                for chunk in content:
                    part.write(chunk)
                    yield pipe.drain()
    yield pipe.drain()
