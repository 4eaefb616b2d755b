"""Dates written out in Kanji, with the digits that the date reader expects."""

from __future__ import annotations

import re

_DIGITS = "〇一二三四五六七八九"
_WRITTEN = re.compile(r"([〇零一二三四五六七八九十]+)(?=[年月日時分秒])")


def write_digits(text: str) -> str:
    """A folded cell with 八年十一月一日 as 8年11月1日, 正午 as 12:00 and 時半 as 時30分."""
    if not text.isascii():
        text = text.replace("時半", "時30分").replace("正午", " 12:00")
        text = _WRITTEN.sub(lambda match: _digits(match[1]), text)
    return text


def _digits(word: str) -> str:
    """十一 as 11, 二十 as 20, 二〇二六 as 2026."""
    word = word.replace("零", "〇")
    if "十" not in word:
        return "".join(str(_DIGITS.index(ch)) for ch in word)
    tens, _, ones = word.partition("十")
    if "十" in ones:
        return word
    return _digits(tens or "一") + (_digits(ones) if ones else "0")
