"""Long files in blocks: each is read as a file of its own behind the head of the whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vocli.sources.grid import Table
from vocli.sources.options import Opened, Origin, Reading

LONG = 32 * 2**20  # bytes; a shorter file is read as a whole
BLOCK = 2 * 2**20  # a block's cells and frames take some thirty times as much
_MOST = 8  # blocks that one record may span before it is cut all the same
_PEEK = 2**16
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16: a line break is no single byte
_BREAK = re.compile(rb"\r\n|\n|\r")


@dataclass(frozen=True)
class Block:
    """Whole records of a file, and how many lines and bytes lie before them."""

    data: bytes
    lines: int
    offset: int


def is_cuttable(head: bytes, container: str) -> bool:
    """True if a file can be read in blocks: delimited text, or one JSON object per line."""
    if head.startswith(_WIDE) or b"\0" in head[:1000]:
        return False
    if container == "delimited":
        return True
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0].rstrip()
    return container == "json" and first.startswith(b"{") and first.endswith(b"}")


def cut(path: Path, quoted: bool, watch: Callable[[int], None]) -> Iterator[Block]:
    """The blocks of a file; with `quoted` no block ends inside quotation marks. `watch` gets the bytes so far."""
    rest, lines, offset = b"", 0, 0
    with path.open("rb") as stream:
        while more := stream.read(BLOCK):
            data = rest + more
            end = _boundary(data, quoted)
            if not end and len(data) < _MOST * BLOCK:
                rest = data
                continue
            end = end or data.rfind(b"\n") + 1 or len(data)
            yield Block(data[:end], lines, offset)
            lines, offset, rest = lines + count_lines(data[:end]), offset + end, data[end:]
            watch(offset)
    if rest:
        yield Block(rest, lines, offset)


def _boundary(data: bytes, quoted: bool) -> int:
    """Where the last whole record ends; 0 for none. Quotation marks come in pairs up to there."""
    end = data.rfind(b"\n")
    if not quoted:
        return end + 1
    before = data.count(b'"', 0, end + 1)
    while end > 0 and before % 2:
        earlier = data.rfind(b"\n", 0, end)
        before -= data.count(b'"', earlier + 1, end + 1)
        end = earlier
    return max(end + 1, 0)


def count_lines(data: bytes) -> int:
    """Line breaks of any kind."""
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


def read_blocks(
    path: Path,
    reading: Reading,
    container: str,
    read: Callable[[Opened], list[Table]],
    watch: Callable[[int], None],
) -> Iterator[Table]:
    """The tables of a file's blocks. The head (title lines and header) is put before every later block."""
    name = str(path)
    head, header_at = b"", None
    for number, block in enumerate(cut(path, container == "delimited", watch)):
        if not number:
            (table,) = read(Opened(block.data, name, reading, origin=Origin(part=True)))
            head, header_at = _head(block.data, table, container)
            yield table
            continue
        if container == "delimited" and not head:
            header_at = -1
        origin = Origin(True, count_lines(head), len(head), block.lines, block.offset)
        (table,) = read(
            Opened(head + block.data, name, reading, origin=origin, header_at=header_at)
        )
        yield table


def _head(data: bytes, table: Table, container: str) -> tuple[bytes, int | None]:
    """The bytes up to the first row behind the header, and the header's index among the rows."""
    if container != "delimited" or not table.header_row:
        return b"", None
    lines = table.grid.lines
    at = lines.index(table.header_row)
    first = lines[at + 1] if at + 1 < len(lines) else lines[-1] + 1
    end = 0
    for _, found in zip(range(first - 1), _BREAK.finditer(data), strict=False):
        end = found.end()
    return data[:end], at
