"""The encoding of a file of any size, and the way from its bytes to text and back without a loss.

A file is walked as *carrier* text: one character per byte (per UTF-16 unit in UTF-16), so that whatever
is not changed is written as the very bytes it was read from. Only cells are decoded.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding
from vocli.sources.encoding import decode
from vocli.sources.japanese import decode_euc
from vocli.sources.rewrite.scan import scan

_WHOLE = 16 * 2**20  # up to this size a file is decided on as a whole, as reading does
_CODECS = {
    "UTF-8": ("utf-8", b""),
    "UTF-8 (BOM)": ("utf-8", b"\xef\xbb\xbf"),
    "CP932": ("cp932", b""),
    "EUC-JP": ("euc_jp", b""),
    "UTF-16 LE": ("utf-16-le", b"\xff\xfe"),
    "UTF-16 BE": ("utf-16-be", b"\xfe\xff"),
}
_DOUBLE = re.compile("[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]")
_CHARS = {
    "cp932": re.compile(rb"[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]|[\x00-\xff]", re.DOTALL),
    "euc_jp": re.compile(
        rb"\x8f[\xa1-\xfe]{2}|\x8e[\xa1-\xdf]|[\xa1-\xfe]{2}|[\x00-\xff]", re.DOTALL
    ),
}


@dataclass(frozen=True)
class Charset:
    """An encoding by the label that reading prints; `ascii_only`: no byte of the file is beyond ASCII."""

    label: str
    ascii_only: bool = False

    @cached_property
    def codec(self) -> str:
        """Python's name of the encoding."""
        return _CODECS[self.label][0]

    @property
    def mark(self) -> bytes:
        """The byte order mark at the beginning of the file."""
        return _CODECS[self.label][1]

    @property
    def wide(self) -> bool:
        """True for UTF-16, whose carrier is the text itself."""
        return self.codec.startswith("utf-16")

    @property
    def carrier(self) -> str:
        """The codec between bytes and carrier text."""
        return self.codec if self.wide else "latin-1"

    def text(self, carrier: str) -> str:
        """The text behind carrier characters; bytes that stand for nothing become lone surrogates."""
        if self.wide or carrier.isascii():
            return carrier
        return self._decode(carrier.encode("latin-1"))

    def carry(self, text: str, like: str) -> str:
        """The carrier of a text; characters that `like` holds are written with the bytes they have there.

        Two encodings have more than one way to write some characters, and Python's encoder knows but one.
        """
        if self.wide or text.isascii():
            return text
        raw = like.encode("latin-1")
        if self.codec == "utf-8" or self._encode(self._decode(raw)) == raw:
            return self._encode(text).decode("latin-1")
        own = {self._decode(piece): piece for piece in _CHARS[self.codec].findall(raw)}
        pieces = [own.get(ch) or self._encode(ch) for ch in text]
        return b"".join(pieces).decode("latin-1")

    def shadow(self, carrier: str) -> str:
        """Text of the same length without ASCII characters that are half of another one (表 ends in a backslash)."""
        if self.codec == "cp932" and not carrier.isascii():
            return _DOUBLE.sub("xx", carrier)
        return carrier

    def _decode(self, raw: bytes) -> str:
        if self.codec != "euc_jp":
            return raw.decode(self.codec, "surrogateescape")
        try:
            return decode_euc(raw)
        except UnicodeDecodeError:
            return "".join(map(_euc_char, _CHARS["euc_jp"].findall(raw)))

    def _encode(self, text: str) -> bytes:
        try:
            return text.encode(self.codec, "surrogateescape")
        except UnicodeEncodeError:
            return b"".join(self._char(ch) for ch in text)

    def _char(self, ch: str) -> bytes:
        try:
            return ch.encode(self.codec, "surrogateescape")
        except UnicodeEncodeError:
            return b"?"


def _euc_char(piece: bytes) -> str:
    try:
        return decode_euc(piece)
    except UnicodeDecodeError:
        return piece.decode("ascii", "surrogateescape")


def decide(path: Path) -> tuple[Charset, tuple[Finding, ...]]:
    """The encoding of a file and what is odd about it, by the rules of reading.

    Raises VOC-E101 to E103 as reading does, VOC-E338 for ISO-2022-JP, which cannot be written back.
    """
    if path.stat().st_size <= _WHOLE:
        data = path.read_bytes()
        found = decode(data, str(path))
        label, findings, plain = found.encoding, found.findings, data.isascii()
    else:
        label, findings, plain = scan(path)
    if label not in _CODECS:
        raise VocliError(
            "VOC-E338",
            t("sources.mask_encoding", encoding=label),
            where=str(path),
            hint=t("sources.mask_encoding_hint"),
        )
    charset = Charset(label, plain)
    if charset.wide and path.stat().st_size % 2:
        raise VocliError(
            "VOC-E101",
            t("sources.encoding", offset=f"{path.stat().st_size:,}"),
            where=str(path),
            hint=t("sources.encoding_hint"),
        )
    return charset, findings


def open_lines(path: Path, charset: Charset) -> io.TextIOWrapper:
    """The file as carrier text behind its byte order mark; line breaks stay as they are."""
    raw = path.open("rb")
    raw.seek(len(charset.mark))
    return io.TextIOWrapper(raw, encoding=charset.carrier, newline="")


def pack(texts: Iterator[str], charset: Charset) -> Iterator[bytes]:
    """The bytes of carrier texts, the byte order mark first."""
    if charset.mark:
        yield charset.mark
    for text in texts:
        yield text.encode(charset.carrier)
