"""Postal codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.places import PREFECTURE, PREFECTURE_NAMES
from vocli.privacy.shapes import DASHES, KANJI, plain_digits
from vocli.privacy.spans import Context, Hit

PLACEHOLDER = "〔郵便番号〕"
_HYPHEN = rf" ?[{DASHES}の] ?"
_PLACE = (
    rf"(?:{PREFECTURE}|\(?{PREFECTURE_NAMES}(?=[市区郡\s、,)])|[{KANJI}]{{1,4}}[市区郡][{KANJI}])"
)
_SHAPE = re.compile(
    rf"〒|郵便|ゆうびん|\d{{3}}{_HYPHEN}\d{{4}}|\d{{3}} \d{{4}}|\d{{7}}|[Zz][Ii][Pp]|postal"
)
_CODE = re.compile(
    rf"〒[\s:]{{0,2}}(?:なしで|は|が|の番号は)?[\s:]?\d{{3}}(?:{_HYPHEN}| )?\d{{4}}(?!\d)"
    rf"|(?:(?:郵便|ゆうびん|〒)番号|郵便No\.?|ゆうびん|(?<![A-Za-z])(?:ZIP|zip|postal)(?: ?code)?)(?P<gap>[^\d。\n]{{0,8}}?)\d{{3}}(?:{_HYPHEN}| )?\d{{4}}(?!\d)"
    rf"|(?<![\dA-Za-z-])\d{{3}}(?:{_HYPHEN})?\d{{4}}(?= ?[(]?(?:郵便|ゆうびん)番号)"
    rf"|(?<![\dA-Za-z])(?<![\d][-])\d{{3}}{_HYPHEN}\d{{4}}(?=[\s、,:)]{{0,2}}{_PLACE})"
    rf"|(?<![\dA-Za-z-])\d{{7}}(?=[\s、,:)]{{0,2}}{PREFECTURE})"
)


def may(context: Context) -> bool:
    """A mark, a label or a number of the right shape."""
    return bool(_SHAPE.search(context.text))


def find(context: Context) -> Iterator[Hit]:
    """Seven digits that 〒, 郵便番号 or a following address makes a postal code."""
    for match in _CODE.finditer(plain_digits(context.text)):
        start = match.end("gap") if match["gap"] is not None else match.start()
        yield Hit(start, match.end(), PLACEHOLDER)
