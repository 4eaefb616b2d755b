"""Names of the company's own people, kept apart from customers' names so that praise finds its owner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.lists import words
from vocli.privacy.spans import Context, Hit

PLACEHOLDER = "〔担当者名〕"
_NAME = r"(?:[一-鿿々ヶ]{1,4}(?:[ ][一-鿿々ヶ]{1,3})?|[ァ-ヴー]{2,8})"
_DAY = r"(?:\d{2,4}[/年.-])?\d{1,2}[/月.-]\d{1,2}日?"
_TIME = r"\d{1,2}[::時]\d{2}分?"
_STAMP = re.compile(
    rf"[【\[(<≪〈]\s*(?:{_DAY}\s*(?:\([月火水木金土日]\))?\s*(?:{_TIME})?|{_TIME})\s*(?:担当|対応|受付)?[:\s]*(?P<name>{_NAME})\s*[】\])>≫〉]"
)
_LABEL = re.compile(
    rf"(?:担当者?|対応者|受付者|記入者|入力者|オペレーター|OP|SV)(?:名)?\s*[:=]\s*(?P<name>{_NAME})(?![一-鿿ァ-ヴー])"
)
_TITLE = re.compile(
    rf"(?:担当者?|オペレーター|スタッフ|受付|営業|窓口|店員|係|電話|配送員|技術員|作業員)の(?P<name>{_NAME})(?=さん|様|さま|氏|という方|と名乗)"
)


def find(context: Context) -> Iterator[Hit]:
    """Names in stamps (【11/5 10:12 佐藤】), after labels (担当:佐藤) and titles (担当の佐藤さん)."""
    for pattern in (_STAMP, _LABEL, _TITLE):
        for match in pattern.finditer(context.text):
            if match.group("name") not in words("not_staff.txt"):
                yield Hit(*match.span("name"), PLACEHOLDER)
