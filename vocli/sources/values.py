"""Cells to the schema's values: roles, direction, channel, out of scope, numbers and spans of time."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import cache

from vocli.sources.synonyms import normalise, word, words
from vocli.text import nfkc

UNKNOWN = "unknown"
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_UNIT = re.compile(r"^[¥\\$]|(?:円|回|件|点|秒|人|sec(?:onds?)?|s|times?|%)$")
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2})(?:\.\d+)?")
_SPAN = re.compile(
    r"(?:(\d+)\s*(?:時間|h(?:ours?|r)?))?\s*(?:(\d+)\s*(?:分|m(?:in(?:utes?)?)?))?\s*(?:(\d+)\s*(?:秒|s(?:ec(?:onds?)?)?))?"
)
_MARKER_END = re.compile(
    r"(?:電話)?(?:でした|です|(?:の?ため|にて|により|で)?(?:終話|切断|終了)?)?"
)
LONGEST_MARKER = 24


def by_distinct(cells: Sequence[str], convert: Callable[[str], str]) -> list[str]:
    """Every cell converted, each distinct one once."""
    known = {cell: convert(cell) for cell in set(cells)}
    return [known[cell] for cell in cells]


@cache
def role_of(cell: str) -> str:
    """customer, agent, bot, system, or unknown."""
    table = words("speaker")
    text = word(cell)
    # お客様A, OP1, 担当(佐藤): a role with a number or a name in brackets behind it.
    return table.get(text) or table.get(re.sub(r"(?:\d{1,3}|[(（].*)$", "", text), UNKNOWN)


def direction_of(cell: str) -> str:
    """inbound, outbound, internal, or ""."""
    text = word(cell)
    table = words("direction")
    if text in table:
        return table[text]
    for key in ("発信", "架電", "outbound", "outgoing"):
        if key in text and "受" not in text:
            return "outbound"
    return "internal" if "社内" in text else "inbound" if "受信" in text or "入電" in text else ""


def channel_of(cell: str) -> str:
    """One of schema.CHANNELS; unknown for an empty cell, other for a channel without a name here."""
    text = word(cell)
    if not text:
        return UNKNOWN
    table = words("channel")
    if text in table:
        return table[text]
    for key, channel in table.items():
        if len(key) > 1 and key != "ライン" and _mentions(text, key):
            return channel
    return "other"


@cache
def scope_of(cell: str) -> str:
    """Why a status or category takes a contact out of scope; "" for all others."""
    return words("out_of_scope").get(word(cell), "") if len(cell) <= LONGEST_MARKER else ""


def flagged_scope(cell: str) -> str:
    """The reason in a 対象外 column; `other` for a bare mark."""
    return scope_of(cell) or ("other" if word(cell) in words("yes") else "")


def marker_of(text: str) -> str:
    """The reason when a whole text is but a marker: 無言, 間違い電話でした。"""
    if not text or len(text) > LONGEST_MARKER:
        return ""
    bare = word(re.sub(r"[\s。、.,!！]+", "", text))
    for key, reason in _markers():
        if bare.startswith(key) and _MARKER_END.fullmatch(bare[len(key) :]):
            return reason
    return ""


@cache
def _markers() -> tuple[tuple[str, str], ...]:
    table = words("out_of_scope").items()
    return tuple(sorted(table, key=lambda item: (-len(item[0]), item[0])))


def number_of(cell: str) -> float:
    """A number with 桁区切り, 円, 回 or 点 around it; NaN for anything else."""
    text = _UNIT.sub("", _UNIT.sub("", nfkc(cell).strip().casefold()).strip()).strip()
    return float(text.replace(",", "")) if _NUMBER.fullmatch(text) else math.nan


def seconds_of(cell: str, unit: float = 1.0) -> float:
    """A span of time in seconds: 302, 5:02, 00:05:02, 5分2秒; bare numbers count in `unit` seconds."""
    text = nfkc(cell).strip().casefold()
    clock = _CLOCK.fullmatch(text)
    if clock:
        return float(int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3]))
    number = number_of(text)
    if not math.isnan(number):
        return number * (1.0 if text.endswith(("秒", "s", "sec")) else unit)
    span = _SPAN.fullmatch(text) if text else None
    if span and any(span.groups()):
        return float(int(span[1] or 0) * 3600 + int(span[2] or 0) * 60 + int(span[3] or 0))
    return math.nan


def unit_of(header: str) -> float:
    """Seconds per unit that the header names: 通話時間(分) is 60."""
    text = nfkc(header).casefold()
    if re.search(r"\((?:分|min(?:utes?)?)\)|(?:_| in )min(?:utes?)?$|分数$", text):
        return 60.0
    if re.search(r"\((?:ms|ミリ秒|millis)\)|_ms$|millis$", text):
        return 0.001
    return 3600.0 if re.search(r"\((?:時間|h|hours?)\)|(?:_| in )hours?$", text) else 1.0


def hinted_channel(headers: Sequence[str], texts: Sequence[str]) -> str:
    """The channel that a file's headers, its name and its title lines give away; unknown without any."""
    names = {normalise(header) for header in headers}
    for channel in ("phone", "email", "survey"):
        known = {
            normalise(key) for key, value in words("channel_columns").items() if value == channel
        }
        if names & known:
            return channel
    for text in texts:
        folded = nfkc(text).casefold()
        for key, channel in words("channel_hint").items():
            if _mentions(folded, key):
                return channel
    return UNKNOWN


def _mentions(text: str, key: str) -> bool:
    if key.isascii():
        # "line" is no part of "online", "tel" none of "hotel".
        return re.search(rf"(?<![a-z]){re.escape(key)}s?(?![a-z])", text) is not None
    return key in text
