"""Bytes to text by rule: BOM, ISO-2022-JP, strict UTF-8, strict CP932 against strict EUC-JP; never a guess."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.japanese import (
    decode_cp932,
    decode_euc,
    decode_iso2022,
    looks_japanese,
    plausibility,
)
from vocli.sources.options import WHOLE, Origin

MAX_BAD_SHARE = 0.001
_PAIRS = 2**16  # bytes that decide whether a text is UTF-16
_SMALL = 1000  # below so many lines one bad line is still "a few"
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8 (BOM)"),
    (b"\xff\xfe", "utf-16-le", "UTF-16 LE"),
    (b"\xfe\xff", "utf-16-be", "UTF-16 BE"),
)
_MAGIC = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"BM6",
)
_CONTROL = bytes([*range(1, 9), *range(14, 26), 28, 29, 30, 31])
# Two kana in UTF-8, one after the other: in CP932 that would be 縺 or 繧 beside half-width kana, which nobody writes.
_UTF8_KANA = re.compile(rb"\xe3[\x81-\x83][\x80-\xbf]\xe3[\x81-\x83][\x80-\xbf]")
_EUC_MARGIN = 0.15  # EUC-JP must look better than CP932 by so much: CP932 is far more common
_DAMAGED = 0.3  # a line with a larger share of unreadable characters is in another encoding


@dataclass(frozen=True)
class Decoded:
    """The text of a file; `newline` is CRLF, LF or CR; bad cells hold U+FFFD and stand in `findings`."""

    text: str
    encoding: str
    newline: str
    findings: tuple[Finding, ...] = ()


class Place(NamedTuple):
    """The file that is decoded, and where this part of it stands."""

    path: str
    origin: Origin


Decoder = Callable[[bytes], str]
_STRICT: tuple[tuple[str, Decoder], ...] = (
    ("UTF-8", lambda data: data.decode("utf-8")),
    ("CP932", decode_cp932),
    ("EUC-JP", decode_euc),
)
_CODEC = {"UTF-8": "utf-8", "CP932": "cp932", "EUC-JP": "euc_jp"}


def decode(data: bytes, path: str, origin: Origin = WHOLE) -> Decoded:
    """The text of `data`, a file or a block of it.

    Raises VOC-E101 (no encoding fits), VOC-E102 (two encodings in one file), VOC-E103 (no text at all).
    """
    place = Place(path, origin)
    for mark, codec, label in _BOMS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], (codec, label, len(mark)), place)
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return _decode_marked(data, (unmarked, f"UTF-16 {unmarked[-2:].upper()}", 0), place)
    _refuse_binary(data, place)
    clean = data.replace(b"\0", b"")
    findings = _nul_finding(len(data) - len(clean), place)
    whole = _decode_whole(clean, place)
    if whole is None:
        # Offsets are counted in the file as it is, so the lines are cut before NULs are removed.
        whole = _decode_lines(data, place)
    return _finish(whole.text, whole.encoding, (*findings, *whole.findings))


def _unmarked_utf16(data: bytes) -> str:
    """utf-16-le or utf-16-be for a text whose zeros nearly all stand on one side of the pairs; else ""."""
    head = data[:_PAIRS]
    nuls = head.count(0)
    if nuls < max(4, 0.02 * len(head)):
        return ""
    for codec, side in (("utf-16-le", 1), ("utf-16-be", 0)):
        if head[side::2].count(0) >= 0.98 * nuls:
            text = head[: len(head) // 2 * 2].decode(codec, "replace")
            plain = not any(ch < " " and ch not in "\t\r\n" for ch in text.rstrip("\0"))
            if plain and "\n" in text.replace("\r", "\n") and plausibility(text) >= 0.5:
                return codec
    return ""


def _decode_marked(body: bytes, mark: tuple[str, str, int], place: Place) -> Decoded:
    codec, label, skipped = mark
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as bad:
        if codec == "utf-8":
            lines = _decode_lines(body, place, (_STRICT[0],), skipped)
            return _finish(lines.text, label, lines.findings)
        if len(body) % 2 and bad.start >= len(body) - 2:
            text = body[:-1].decode(codec, "replace")
            text += "\ufffd"
            row = text.count("\n") + 1
            return _finish(text, label, (_bad_finding(place, row, skipped + bad.start),))
        raise _undecidable(place, skipped + bad.start) from None
    nuls = text.count("\0")
    return _finish(text.replace("\0", ""), label, _nul_finding(nuls, place))


def _decode_whole(data: bytes, place: Place) -> Decoded | None:
    """The text if one encoding reads every byte and the result is Japanese (or ASCII)."""
    if data.isascii():
        if b"\x1b$" in data or b"\x1b(J" in data or b"\x1b(I" in data:
            text = decode_iso2022(data)
            return None if text is None else Decoded(text, "ISO-2022-JP", "")
        return Decoded(data.decode("ascii"), "UTF-8", "")
    texts: dict[str, str] = {}
    for name, strict in _STRICT:
        try:
            texts[name] = strict(data)
        except UnicodeDecodeError:
            continue
        if name == "UTF-8":
            return Decoded(texts[name], name, "")
    if "CP932" in texts and (mixed := _UTF8_KANA.search(data)):
        raise _mixed(place, mixed.start())
    name = _better(texts)
    return Decoded(texts[name], name, "") if name else None


def _better(texts: dict[str, str]) -> str:
    """CP932 or EUC-JP, whichever reads like Japanese; "" when neither does."""
    scores = {name: plausibility(text) for name, text in texts.items()}
    if "EUC-JP" in scores and scores["EUC-JP"] > scores.get("CP932", 0.0) + _EUC_MARGIN:
        return "EUC-JP"
    return "CP932" if "CP932" in texts and looks_japanese(texts["CP932"]) else ""


def _decode_lines(
    data: bytes, place: Place, decoders: tuple[tuple[str, Decoder], ...] = _STRICT, skipped: int = 0
) -> Decoded:
    """The text with a few bad lines, read by the encoding that has the fewest of them."""
    lines = data.splitlines(keepends=True)
    bad = {name: _bad_lines(lines, strict) for name, strict in decoders}
    best = min(bad, key=lambda name: len(bad[name]))
    allowed = max(1 if len(lines) < _SMALL else 0, int(len(lines) * MAX_BAD_SHARE))
    starts = _starts(lines, skipped)
    first = bad[best][0] if bad[best] else (0, 0)
    if not bad[best] or len(bad[best]) > allowed or len(lines) < 2:
        raise _undecidable(place, starts[first[0]] + first[1])
    if best != "UTF-8" and (mixed := _UTF8_KANA.search(data)):
        raise _mixed(place, skipped + mixed.start())
    text = _replace_bad(lines, best, bad[best], (place, starts))
    if best != "UTF-8" and not looks_japanese(text):
        raise _undecidable(place, starts[first[0]] + first[1])
    findings = tuple(_bad_finding(place, i + 1, starts[i] + at) for i, at in bad[best])
    return Decoded(text, best, "", findings)


def _bad_lines(lines: list[bytes], strict: Decoder) -> list[tuple[int, int]]:
    """(index of the line, offset in it) for each line that the decoder refuses."""
    out = []
    for i, line in enumerate(lines):
        if line.isascii():
            continue
        try:
            strict(line)
        except UnicodeDecodeError as error:
            out.append((i, error.start))
    return out


def _replace_bad(
    lines: list[bytes], name: str, bad: list[tuple[int, int]], where: tuple[Place, list[int]]
) -> str:
    place, starts = where
    broken = dict(bad)
    strict = dict(_STRICT)[name]
    parts = []
    for i, line in enumerate(lines):
        if i not in broken:
            parts.append(strict(line))
            continue
        text = _replace_private(line.decode(_CODEC[name], "replace"))
        foreign = sum(1 for ch in text if not ch.isascii())
        if text.count("\ufffd") >= 3 and text.count("\ufffd") > _DAMAGED * foreign:
            raise _mixed(place, starts[i] + broken[i])
        parts.append(text)
    return "".join(parts).replace("\0", "")


def _replace_private(text: str) -> str:
    # Python's cp932 reads the bytes 80, A0, FD-FF, which stand for nothing, as private characters.
    return re.sub("[\x80\xa0\uf8f0-\uf8f3]", "\ufffd", text)


def _starts(lines: list[bytes], skipped: int) -> list[int]:
    starts = [skipped]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def _refuse_binary(data: bytes, place: Place) -> None:
    controls = len(data) - len(data.translate(None, _CONTROL))
    nuls = data.count(b"\0")
    if data.startswith(_MAGIC) or controls > 0.005 * len(data) + 1 or nuls > 0.1 * len(data) + 1:
        raise VocliError(
            "VOC-E103", t("sources.binary"), where=place.path, hint=t("sources.binary_hint")
        )


def _finish(text: str, encoding: str, findings: tuple[Finding, ...]) -> Decoded:
    # Files that were joined byte by byte carry a BOM in the middle.
    if "\ufeff" in text:
        text = re.sub("(^|[\r\n])\ufeff", r"\1", text)
    text = text.rstrip("\x1a")
    return Decoded(text, encoding, _newline(text), findings)


def _newline(text: str) -> str:
    pairs = text.count("\r\n")
    counts = {"CRLF": pairs, "LF": text.count("\n") - pairs, "CR": text.count("\r") - pairs}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def _nul_finding(count: int, place: Place) -> tuple[Finding, ...]:
    if not count:
        return ()
    return (Finding("VOC-F102", Severity.NOTE, t("sources.nul_removed", count=count), place.path),)


def _bad_finding(place: Place, row: int, offset: int) -> Finding:
    row, offset = place.origin.line(row), place.origin.byte(offset)
    message = t("sources.bad_byte", row=row, offset=f"{offset + 1:,}")
    return Finding(
        "VOC-F101", Severity.WARNING, message, place.path, row, hint=t("sources.bad_byte_hint")
    )


def _undecidable(place: Place, offset: int) -> VocliError:
    return VocliError(
        "VOC-E101",
        t("sources.encoding", offset=f"{place.origin.byte(offset) + 1:,}"),
        where=place.path,
        hint=t("sources.encoding_hint"),
    )


def _mixed(place: Place, offset: int) -> VocliError:
    return VocliError(
        "VOC-E102",
        t("sources.mixed", offset=f"{place.origin.byte(offset) + 1:,}"),
        where=place.path,
        hint=t("sources.mixed_hint"),
    )
