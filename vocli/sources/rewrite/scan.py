"""The encoding of a file that is too large to be decoded at once: the same rules, chunk by chunk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vocli.model import Finding
from vocli.sources.encoding import (
    _BOMS,
    _STRICT,
    _UTF8_KANA,
    MAX_BAD_SHARE,
    Place,
    _bad_finding,
    _bad_lines,
    _better,
    _decode_whole,
    _mixed,
    _refuse_binary,
    _undecidable,
)
from vocli.sources.japanese import looks_japanese
from vocli.sources.options import WHOLE

_CHUNK = 8 * 2**20
_SAMPLE = 2**19  # bytes of lines beyond ASCII that decide between CP932 and EUC-JP
_NAMED = 200  # bad lines that get a finding each


@dataclass
class _Seen:
    """What the chunks have shown so far."""

    lines: int = 0
    ascii_only: bool = True
    sample: bytearray = field(default_factory=bytearray)
    bad: dict[str, list[tuple[int, int]]] = field(
        default_factory=lambda: {name: [] for name, _ in _STRICT}
    )
    counts: dict[str, int] = field(default_factory=lambda: {name: 0 for name, _ in _STRICT})
    kana: int = -1  # offset of two kana in UTF-8


def scan(path: Path) -> tuple[str, tuple[Finding, ...], bool]:
    """(label, findings, nothing beyond ASCII). Raises VOC-E101 to E103 as `decode` does."""
    place = Place(str(path), WHOLE)
    with path.open("rb") as stream:
        head = stream.read(64 * 1024)
    for mark, codec, label in _BOMS:
        if head.startswith(mark):
            return label, _marked(path, (mark, codec), place), False
    seen = _Seen()
    offset = 0
    for chunk in _chunks(path):
        _refuse_binary(chunk, place)
        _look(chunk, offset, seen)
        offset += len(chunk)
    if seen.ascii_only:
        whole = _decode_whole(head, place)  # escape sequences of ISO-2022-JP come early
        return (whole.encoding if whole else "UTF-8"), (), True
    return _settle(seen, place)


def _chunks(path: Path) -> Iterator[bytes]:
    """The file in pieces that end at a line break, where there is any."""
    rest = b""
    with path.open("rb") as stream:
        while block := stream.read(_CHUNK):
            cut = block.rfind(b"\n") + 1 or block.rfind(b"\r") + 1
            yield rest + block[:cut]
            rest = block[cut:]
    if rest:
        yield rest


def _look(chunk: bytes, offset: int, seen: _Seen) -> None:
    count = chunk.count(b"\n") or chunk.count(b"\r")
    if not chunk.isascii():
        seen.ascii_only = False
        for name, strict in _STRICT:
            try:
                strict(chunk)
            except UnicodeDecodeError:
                _bad(chunk, offset, (name, seen.lines), seen)
        if len(seen.sample) < _SAMPLE:
            foreign = [line for line in chunk.splitlines(keepends=True) if not line.isascii()]
            seen.sample += b"".join(foreign)[:_SAMPLE]
        kana = _UTF8_KANA.search(chunk) if seen.kana < 0 else None
        if kana:
            seen.kana = offset + kana.start()
    seen.lines += count


def _bad(chunk: bytes, offset: int, place: tuple[str, int], seen: _Seen) -> None:
    """Note the lines of a chunk that one encoding refuses, with the offset of the byte in the file."""
    name, before = place
    lines = chunk.splitlines(keepends=True)
    found = _bad_lines(lines, dict(_STRICT)[name])
    seen.counts[name] += len(found)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    room = _NAMED - len(seen.bad[name])
    seen.bad[name] += [(before + i + 1, offset + starts[i] + at) for i, at in found[: max(room, 0)]]


def _settle(seen: _Seen, place: Place) -> tuple[str, tuple[Finding, ...], bool]:
    whole = [name for name, count in seen.counts.items() if not count]
    if "UTF-8" in whole:
        return "UTF-8", (), False
    if whole:
        if "CP932" in whole and seen.kana >= 0:
            raise _mixed(place, seen.kana)
        sample = _lines_of(bytes(seen.sample))
        found = _better({n: strict(sample) for n, strict in _STRICT if n in whole})
        if found:
            return found, (), False
    best = min(seen.counts, key=lambda name: seen.counts[name])
    first = seen.bad[best][0][1] if seen.bad[best] else 0
    if not seen.counts[best] or seen.counts[best] > int(seen.lines * MAX_BAD_SHARE):
        raise _undecidable(place, first)
    if best != "UTF-8":
        if seen.kana >= 0:
            raise _mixed(place, seen.kana)
        codec = {"CP932": "cp932", "EUC-JP": "euc_jp"}[best]
        if not looks_japanese(bytes(seen.sample).decode(codec, "replace")):
            raise _undecidable(place, first)
    return best, tuple(_bad_finding(place, row, at) for row, at in seen.bad[best]), False


def _lines_of(sample: bytes) -> bytes:
    """The sample up to its last line break, so that no character is cut."""
    cut = max(sample.rfind(b"\n"), sample.rfind(b"\r")) + 1
    return sample[:cut] if cut else sample


def _marked(path: Path, mark: tuple[bytes, str], place: Place) -> tuple[Finding, ...]:
    """The bad lines of a file with a byte order mark: a few in UTF-8, none in UTF-16."""
    if mark[1] != "utf-8":
        _check_wide(path, mark, place)
        return ()
    bad: list[tuple[int, int]] = []
    lines = offset = 0
    for chunk in _chunks(path):
        found = _bad_lines(chunk.splitlines(keepends=True), _STRICT[0][1])
        starts = [0]
        for line in chunk.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        bad += [(lines + i + 1, offset + starts[i] + at) for i, at in found]
        lines += chunk.count(b"\n")
        offset += len(chunk)
    if len(bad) > int(lines * MAX_BAD_SHARE):
        raise _undecidable(place, bad[0][1])
    return tuple(_bad_finding(place, row, at) for row, at in bad[:_NAMED])


def _check_wide(path: Path, mark: tuple[bytes, str], place: Place) -> None:
    import codecs

    decoder = codecs.getincrementaldecoder(mark[1])()
    offset = len(mark[0])
    with path.open("rb") as stream:
        stream.seek(offset)
        while block := stream.read(_CHUNK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as bad:
                raise _undecidable(place, offset + bad.start) from None
            offset += len(block)
