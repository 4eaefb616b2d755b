"""Payment card numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.shapes import DASHES, digits_of, is_called_otherwise, plain_digits
from vocli.privacy.spans import Context, Hit

PLACEHOLDER = "〔カード番号〕"
_GAP = rf"[ ]?[{DASHES}の./_]?[ ]?"
_NUMBER = re.compile(
    rf"(?<![\dA-Za-z])(?<![A-Za-z\d][-_.])[2-6](?:{_GAP}\d){{12,18}}(?![-]?\d)(?![A-Za-z])"
)
_LABEL = re.compile(r"(?:カード|クレカ)(?:の?番号|No\.?|ナンバー)?[^\d。\n]{0,6}$", re.IGNORECASE)
_POINTS = re.compile(
    r"(?:ポイント|会員|メンバーズ?|診察|図書|交通系?IC|マイナンバー|プリペイド|ギフト)カード[^。\n]{0,8}$"
)
# Issuer ranges of the schemes: a sixteen-digit order number that begins with a year is in none of them.
_ISSUERS = (
    (16, re.compile(r"4|5[0-8]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|35|6")),
    (15, re.compile(r"3[47]")),
    (14, re.compile(r"3[0689]")),
    (13, re.compile(r"4")),
    (17, re.compile(r"6")),
    (18, re.compile(r"6")),
    (19, re.compile(r"4|6")),
)
_REACH = 20


def may(context: Context) -> bool:
    """Thirteen digits are enough to look."""
    return True


def find(context: Context) -> Iterator[Hit]:
    """13 to 19 digits of an issuer's range whose check digit is right, or that stand after カード番号."""
    for match in _NUMBER.finditer(plain_digits(context.text)):
        number = digits_of(match.group())
        before = context.text[max(0, match.start() - _REACH) : match.start()]
        labelled = bool(_LABEL.search(before)) and not _POINTS.search(before)
        if is_called_otherwise(context.text, match.start()) and not labelled:
            continue
        if (is_valid(number) and _is_issued(number, labelled)) or (labelled and len(number) >= 14):
            yield Hit(match.start(), match.end(), PLACEHOLDER)


def is_valid(number: str) -> bool:
    """The check of ISO/IEC 7812 (Luhn): every second digit from the right doubled, sum divisible by 10."""
    digits = [int(ch) for ch in number if ch.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return len(set(digits)) > 1 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_issued(number: str, labelled: bool) -> bool:
    if len(number) == 13 and not labelled and _is_article(number):
        return False
    return any(len(number) == length and start.match(number) for length, start in _ISSUERS)


def _is_article(number: str) -> bool:
    """The check digit of a 13-digit article number (JAN, EAN): weights 1 and 3 in turn."""
    digits = [int(ch) for ch in number]
    return (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0
