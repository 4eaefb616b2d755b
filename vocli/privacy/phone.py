"""Telephone numbers of Japan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.spans import Context, Hit

PLACEHOLDER = "〔電話番号〕"
_GAP = r"(?:[ ]?[-‐‑‒–—―−ーｰ─~.・/][ ]?|[ ]|\)[ ]?[-‐−ー]?|[ ]?\(|の)"
_AHEAD = r"(?<![\dA-Za-z])(?<![A-Za-z\d][-‐−_.])"
_BEHIND = r"(?!\d)(?![-‐−][\dA-Za-z])(?![A-Za-z])(?!円|個|本|件|点|ポイント|年|月)"
_INTERNATIONAL = rf"(?:\+|0?0?10[- ])81{_GAP}?(?:\(?0\)?)?"
_NUMBER = re.compile(
    rf"{_AHEAD}(?:"
    rf"{_INTERNATIONAL}[1-9]\d{{0,3}}{_GAP}?\d{{1,4}}{_GAP}?\d{{3,4}}"
    rf"|\(?0[5-9]0\)?{_GAP}?\d{{4}}{_GAP}?\d{{4}}"
    rf"|0(?:120|570|990){_GAP}?(?:\d{{3}}{_GAP}?\d{{3}}|\d{{2}}{_GAP}?\d{{4}})"
    rf"|0800{_GAP}?\d{{3}}{_GAP}?\d{{4}}"
    rf"|\(?0[1-9]\d{{0,3}}\)?{_GAP}\d{{1,4}}{_GAP}\d{{4}}"
    r"|0[1-9]\d{8}"
    rf"){_BEHIND}"
)
_LOCAL = re.compile(
    rf"(?:電話番号|電話|携帯|連絡先|TEL|Tel|tel)(?:番号)?[はがを:\s]{{0,3}}(?P<number>\d{{2,4}}[-‐−ー]\d{{4}}){_BEHIND}"
)
# A number that its own label calls something else.
_OTHER_LABEL = re.compile(
    r"(?:受付|注文|会員|契約|伝票|問い?合わ?せ|整理|管理|顧客|お客様|商品|製造|型|口座|予約|追跡|送り状|シリアル|製品|機器|申込|ID|No)(?:番号|No|ID|コード)?[.はがを::\s#]{0,4}$",
    re.IGNORECASE,
)
_LABEL_REACH = 16


def find(context: Context) -> Iterator[Hit]:
    """Land lines, mobiles, free dial and +81, with any separators or none; not what a label calls otherwise."""
    for match in _NUMBER.finditer(context.text):
        before = context.text[max(0, match.start() - _LABEL_REACH) : match.start()]
        if _has_right_length(match.group()) and not _OTHER_LABEL.search(before):
            yield Hit(match.start(), match.end(), PLACEHOLDER)
    for match in _LOCAL.finditer(context.text):
        yield Hit(*match.span("number"), PLACEHOLDER)


def _has_right_length(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    if number.startswith("+") or not digits.startswith("0") or digits.startswith("010"):
        return 11 <= len(digits.removeprefix("010")) <= 13
    return len(digits) == (11 if re.match(r"0[5-9]0|0800", digits) else 10)
