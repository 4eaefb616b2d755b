"""Strict decoders of the older Japanese encodings, and how much a text looks like Japanese."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

_UNASSIGNED_CHARS = "\x80\xa0\uf8f0\uf8f1\uf8f2\uf8f3"
_UNASSIGNED = re.compile("[\x80\xa0\uf8f0-\uf8f3]")
_JIS = re.compile(rb"\x1b(\$[@B]|\$\([@BD]|\([BJI])")
_SAMPLE = 100_000
_AS_CP932 = str.maketrans(
    "\u301c\u2212\u2016\u2014\xa2\xa3\xac", "\uff5e\uff0d\u2225\u2015\uffe0\uffe1\uffe2"
)
_EUC_CHAR = re.compile(
    rb"\x8f[\xa1-\xfe][\xa1-\xfe]|\x8e[\xa1-\xdf]|(?:[\xa1-\xfe][\xa1-\xfe])+|[\x00-\x7f]+"
)


def decode_cp932(data: bytes) -> str:
    """Strict CP932; the bytes 80, A0 and FD to FF, which stand for nothing, are refused as well."""
    text = data.decode("cp932")
    # Six plain searches are several times as fast as one search for a class of characters.
    if any(ch in text for ch in _UNASSIGNED_CHARS):
        bad = _UNASSIGNED.search(text)
        assert bad is not None
        start = len(text[: bad.start()].encode("cp932"))
        raise UnicodeDecodeError("cp932", data, start, start + 1, "unassigned byte")
    return text


def decode_euc(data: bytes) -> str:
    """Strict EUC-JP with the vendors' row 13 (①㈱), read the way CP932 reads the same characters (～－)."""
    try:
        return data.decode("euc_jp").translate(_AS_CP932)
    except UnicodeDecodeError:
        return _decode_euc_slowly(data)


def _decode_euc_slowly(data: bytes) -> str:
    parts = []
    end = 0
    for match in _EUC_CHAR.finditer(data):
        if match.start() != end:
            break
        end = match.end()
        parts.append(_euc_piece(match.group(), data, match.start()))
    if end != len(data):
        raise UnicodeDecodeError("euc_jp", data, end, end + 1, "no EUC-JP character")
    return "".join(parts)


def _euc_piece(piece: bytes, data: bytes, at: int) -> str:
    try:
        if piece[0] < 0x80:
            return piece.decode("ascii")
        if piece[0] == 0x8E:
            return piece[1:].decode("cp932")
        if piece[0] == 0x8F:
            return piece.decode("euc_jp")
        pairs = zip(piece[::2], piece[1::2], strict=True)
        return decode_cp932(b"".join(_shift(high - 0x80, low - 0x80) for high, low in pairs))
    except UnicodeDecodeError as bad:
        # Both encodings take two bytes a character, so that the place is the same.
        at += bad.start if piece[0] > 0x8F else 0
        raise UnicodeDecodeError("euc_jp", data, at, at + 1, bad.reason) from None


def decode_iso2022(data: bytes) -> str | None:
    """ISO-2022-JP with half-width kana and the vendors' row 13; None when its bytes are no such text."""
    parts = _JIS.split(data)
    out = [parts[0]]
    for mark, body in zip(parts[1::2], parts[2::2], strict=True):
        if mark in {b"(B", b"(J"}:
            out.append(body)
        elif mark == b"(I":
            out.append(bytes(b | 0x80 if 0x21 <= b <= 0x5F else b for b in body))
        else:
            out.append(_shift_all(body))
    try:
        return decode_cp932(b"".join(out))
    except UnicodeDecodeError:
        return None


def _shift_all(body: bytes) -> bytes:
    out = bytearray()
    i = 0
    while i < len(body):
        if i + 1 < len(body) and 0x21 <= body[i] <= 0x7E and 0x21 <= body[i + 1] <= 0x7E:
            out += _shift(body[i], body[i + 1])
            i += 2
        else:
            out.append(body[i])
            i += 1
    return bytes(out)


@cache
def _shift(high: int, low: int) -> bytes:
    """The JIS X 0208 position as the two bytes that CP932 uses for it."""
    lead = ((high - 0x21) >> 1) + 0x81
    lead += 0x40 if lead > 0x9F else 0
    if high % 2:
        return bytes((lead, low + (0x1F if low < 0x60 else 0x20)))
    return bytes((lead, low + 0x7E))


def looks_japanese(text: str) -> bool:
    """True if CP932 gave Japanese rather than letters of a western encoding glued into kanji (r駸um)."""
    score = plausibility(text)
    if score >= 0.5:
        return True
    # A name such as 檜 or 髙﨑 may be all that is not ASCII; it does not follow a letter.
    head = text[: 4 * _SAMPLE]
    foreign = len(re.findall("[^\x00-\x7f]+", head))
    glued = len(re.findall("[A-Za-z][^\x00-\x7f]", head))
    return score >= 0.15 and glued < 0.3 * foreign


def plausibility(text: str) -> float:
    """Mean weight of the characters beyond ASCII, 0 to 1: kana and everyday kanji count, rare ones do not."""
    foreign = re.sub("[\x00-\x7f]+", "", text[: 2 * _SAMPLE])
    if len(foreign) < 1000:
        foreign = re.sub("[\x00-\x7f]+", "", text)[:_SAMPLE]
    if not foreign:
        return 1.0
    return sum(_weight(ch) * n for ch, n in Counter(foreign).items()) / len(foreign)


def _weight(ch: str) -> float:
    if "ｦ" <= ch <= "ﾟ":
        return 0.9
    if "｡" <= ch <= "･":
        return 0.3
    if "\u3040" <= ch <= "\u30ff" or "\uff01" <= ch <= "\uff5e":
        return 1.0
    try:
        code = ch.encode("cp932")
    except UnicodeEncodeError:
        return 0.0
    if len(code) != 2:
        return 0.0
    # Rows of symbols and the first level of kanji; then the vendors' ①㈱ and 髙﨑, which do occur.
    value = code[0] << 8 | code[1]
    return 1.0 if 0x8140 <= value <= 0x9872 else 0.3 if value >= 0xFA40 else 0.2
