"""Telephone numbers, Japanese in every notation and foreign ones that begin with +."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.lazy import lazily
from vocli.privacy.shapes import KANJI_DIGITS, digits_of, is_called_otherwise, plain_digits
from vocli.privacy.spans import Context, Hit, holds

PLACEHOLDER = "〔電話番号〕"
_GAP = r"(?:[ ]?[-‐‑‒–—―−ーｰ─~.・·/_][ ]?|[ ]{1,2}|[)\]】][ ]?[-‐−ー]?[ ]?|[ ]?\([ ]?|の)"
_AHEAD = r"(?:(?<![\dA-Za-z])(?<![A-Za-z\d][-‐−_.])|(?<=TEL)|(?<=Tel)|(?<=tel)|(?<=FAX)|(?<=Fax)|(?<=fax)|(?<=[Pp]hone))"
_BEHIND = r"(?!\d)(?![-‐−][\dA-Za-z])(?![A-Za-z])(?!円|個|本|件|点|ポイント|年|月)"
_INTERNATIONAL = rf"(?:\+|0?0?10[- ]|00)[ ]?81{_GAP}?(?:\(?0\)?)?"
_EXTENSION = r"(?:[ ]?\(?(?:内線|ext\.?)(?:番号)?[ :]?\d{1,6}\)?)?"
_NUMBER = lazily(
    rf"(?=[0-9+(\[【]){_AHEAD}(?:"
    rf"{_INTERNATIONAL}{_GAP}?[1-9]\d{{0,3}}{_GAP}?\d{{1,4}}{_GAP}?\d{{3,4}}"
    rf"|81[- ][5-9]0[- ]\d{{4}}[- ]\d{{4}}|[(\[【]?0[5-9]0[)\]】]?{_GAP}?\d{{4}}{_GAP}?\d{{4}}"
    rf"|0(?:120|570|990){_GAP}?(?:\d{{3}}{_GAP}?\d{{3}}|\d{{2}}{_GAP}?\d{{4}})"
    rf"|0800{_GAP}?\d{{3}}{_GAP}?\d{{4}}"
    rf"|[(\[【]?0[1-9]\d{{0,3}}[)\]】]?{_GAP}\d{{1,4}}{_GAP}\d{{4}}"
    r"|0[1-9]\d{8}"
    rf"){_BEHIND}{_EXTENSION}"
)
_LOCAL = lazily(
    r"(?:電話番号|電話|携帯|自宅|連絡先|折り?返し先?|TEL|Tel|tel|FAX)(?:番号)?(?:は|が|を|:|も|、|\s|に){0,3}"
    rf"(?P<number>\d{{2,4}}[-‐−ー]\d{{4}}){_BEHIND}"
)
_DIGIT = rf"(?:[0-9{KANJI_DIGITS}]|ゼロ|ぜろ|れい|レイ|まる|マル|いち|イチ|にい|にー|ニー|ニイ|ニ|さん|サン|よん|ヨン|シー|ごー|ごお|ゴー|ゴ|ろく|ロク|なな|ナナ|しち|シチ|はち|ハチ|きゅう|きゅー|キュウ|キュー|に(?=[いさよろはきぜれ])|ご(?=[いさよろなはきぜれ]))"
# Read out or typed oddly: groups of any length, little between them; the library decides what may be dialled.
_SPOKEN = lazily(
    rf"(?=[0〇零○◯ゼぜれレまマ])(?<![\dA-Za-z{KANJI_DIGITS}])(?<![A-Za-z\d][-‐−_.])(?:0|[〇零○◯]|ゼロ|ぜろ|れい|レイ|まる|マル)(?:(?:の|[-‐−ー~・]|[、,] ?| ){{0,2}}{_DIGIT}){{9,10}}"
    rf"(?![\dA-Za-z{KANJI_DIGITS}])(?!円|個|本|件|点|年|月|日|時)"
)
_FOREIGN = lazily(r"(?<![\dA-Za-z])\+[1-9]\d{0,2}(?:[ .()-]{0,2}\d){6,13}(?![\d-])")
_KANJI_RUN = lazily(f"[{KANJI_DIGITS}]{{3}}")
_AREA = lazily(r"(?<![\d-])\d{1,4}[-‐−ー]\d{4}(?= ?\(?市外局番)")
_SIX = lazily(r"\d(?:[^\d\n]{0,4}\d){5}")
_NO_DIGIT = lazily(r"\D")
_LABELS = ("電話", "携帯", "自宅", "連絡先", "返し", "TEL", "Tel", "tel", "FAX")
_NOUGHTS = ("〇", "零", "○", "◯", "ゼロ", "ぜろ", "れい", "レイ", "まる", "マル")
_READ_OUT = lazily(
    rf"(?:[〇零○◯]|ゼロ|ぜろ|れい|レイ|まる|マル)(?:の|[、ー -])?{_DIGIT}(?:の|[、ー -])*{_DIGIT}(?:の|[、ー -])*{_DIGIT}"
)
_READINGS = (
    ("ゼロ|ぜろ|れい|レイ|まる|マル", "0"),
    ("いち|イチ", "1"),
    ("さん|サン", "3"),
    ("よん|ヨン|シー", "4"),
    ("ろく|ロク", "6"),
    ("なな|ナナ|しち|シチ", "7"),
    ("はち|ハチ", "8"),
    ("きゅう|きゅー|キュウ|キュー", "9"),
    ("にい|にー|に|ニー|ニイ|ニ", "2"),
    ("ごー|ごお|ご|ゴー|ゴ", "5"),
)


def may(context: Context) -> bool:
    """Six digits, or the beginning of a number that was read out."""
    text = context.text
    if context.digits >= 6 and (_SIX.search(text) or _KANJI_RUN.search(text)):
        return True
    return holds(text, _NOUGHTS) and bool(_READ_OUT.search(text))


def find(context: Context) -> Iterator[Hit]:
    """Land lines, mobiles, free dial and +81, with any separators or none; not what a label calls otherwise."""
    text = context.text
    for match in _NUMBER.finditer(text):
        number = match.group().partition("内線")[0].partition("ext")[0]
        if _has_right_length(number) and not is_called_otherwise(text, match.start()):
            # 吉田さん(090-...): a bracket that closes behind the number is not part of it.
            opened = number[0] in "([【" and not re.search(r"[)\]】]", number)
            yield Hit(match.start() + opened, match.end(), PLACEHOLDER)
    if holds(text, _LABELS):
        for match in _LOCAL.finditer(text):
            yield Hit(*match.span("number"), PLACEHOLDER)
    if "市外局番" in text:
        for match in _AREA.finditer(text):
            yield Hit(match.start(), match.end(), PLACEHOLDER)
    if "+" in text:
        for match in _FOREIGN.finditer(text):
            if _can_be_dialled(match.group()):
                yield Hit(match.start(), match.end(), PLACEHOLDER)
    for match in _SPOKEN.finditer(text):
        if _is_spoken(match.group()) and not is_called_otherwise(text, match.start()):
            yield Hit(match.start(), match.end(), PLACEHOLDER)


def _has_right_length(number: str) -> bool:
    digits = _NO_DIGIT.sub("", number)
    abroad = digits.removeprefix("010").removeprefix("00")
    if number.startswith("+") or abroad.startswith("81"):
        return 11 <= len(abroad) <= 13
    return len(digits) == (11 if re.match(r"0[5-9]0|0800", digits) else 10)


def _is_spoken(said: str) -> bool:
    for reading, digit in _READINGS:
        said = re.sub(reading, digit, said)
    number = digits_of(plain_digits(said))
    if re.fullmatch(r"0[789]0\d{8}|0(?:120|570)\d{6}", number):
        return True
    return _can_be_dialled(number)


def _can_be_dialled(number: str) -> bool:
    """What the numbering plans say: the country's lengths with +, the area codes of Japan without."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, None if number.startswith("+") else "JP")
    except phonenumbers.NumberParseException:
        return False
    return (
        phonenumbers.is_possible_number(parsed)
        if number.startswith("+")
        else phonenumbers.is_valid_number(parsed)
    )
