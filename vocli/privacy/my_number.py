"""Individual Numbers (マイナンバー)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.shapes import DASHES, digits_of, is_called_otherwise, plain_digits
from vocli.privacy.spans import Context, Hit

PLACEHOLDER = "〔マイナンバー〕"
_GAP = rf"[ ]?[{DASHES}・./_]?[ ]?"
_NUMBER = re.compile(
    rf"(?<![\dA-Za-z+])(?<![A-Za-z\d][-_./])\d(?:{_GAP}\d){{11}}(?![-./]?\d)(?! \d{{4}}(?!\d))(?![A-Za-z円])"
)
_LABEL = re.compile(
    r"(?:マイナンバー|マイナ番号|マイナンバーカード|個人番号|my ?number)(?:の?番号|カード)?[^\d。\n]{0,8}$",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d"
)
# Parcel numbers have twelve digits as well, and one in ten of them a check digit that fits here.
_PARCEL = re.compile(
    r"送り状|追跡|伝票|荷物|配送|配達|宅配|宅急便|発送|急便|ヤマト|佐川|ゆうパック|お問い?合わ?せ番号|注文|JAN|バーコード|IMEI|シリアル"
)
_REACH = 24


def may(context: Context) -> bool:
    """Twelve digits are enough to look."""
    return True


def find(context: Context) -> Iterator[Hit]:
    """Twelve digits with the right check digit, or after the label; parcel and order numbers stay."""
    for match in _NUMBER.finditer(plain_digits(context.text)):
        before = context.text[max(0, match.start() - _REACH) : match.start()]
        if _LABEL.search(before) or _is_unlabelled(context.text, match, before):
            yield Hit(match.start(), match.end(), PLACEHOLDER)


def _is_unlabelled(text: str, match: re.Match[str], before: str) -> bool:
    number = digits_of(match.group())
    if not is_valid(number) or _STAMP.fullmatch(number) or is_called_otherwise(text, match.start()):
        return False
    near = before + text[match.end() : match.end() + _REACH]
    return not _PARCEL.search(near) and not text.startswith(("0",), match.start())


def is_valid(number: str) -> bool:
    """The check digit of the ordinance on Individual Numbers: weights 2 to 7 and 2 to 6 from the right, modulo 11."""
    digits = [int(ch) for ch in number]
    if len(digits) != 12 or len(set(digits)) == 1:
        return False
    total = sum(digit * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(digits[-2::-1], 1))
    return digits[-1] == (0 if total % 11 <= 1 else 11 - total % 11)
