"""Bank accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.lazy import lazily
from vocli.privacy.shapes import DASHES, KANJI, plain_digits
from vocli.privacy.spans import Context, Hit, holds

PLACEHOLDER = "〔口座番号〕"
_BANKING = (
    "普 ",
    "普:",
    "口座",
    "普通",
    "当座",
    "貯蓄",
    "(普",
    "(当",
    "記号",
    "銀行",
    "信金",
    "信用",
    "ゆうちょ",
    "農協",
    "支店",
    "IBAN",
    "ccount",
    "ACCOUNT",
    "労金",
)
_GAP = r"(?:[ :=、,はがを「『(#.]|No\.?|番号|の番号|番)"
_END = rf"(?!\d)(?![{DASHES}.]?\d)(?!円|個|本|件|点|ポイント|年|月|日|時|分|人|名|%|,\d)"
_NUMBER = rf"\d{{3,4}}[{DASHES} ]\d{{6,8}}|\d{{4}}[{DASHES} ]\d{{3}}[{DASHES} ]\d{{7}}|\d{{6,14}}|\d{{3}} \d{{4}}|\d{{1,5}}(?:[{DASHES}]\d{{1,8}}){{1,3}}"
_LABELLED = lazily(
    rf"(?:口座(?:の?番号|No\.?|ナンバー)|口座(?=[:=\s])|通帳の?番号|account (?:number|no\.?)){_GAP}{{0,5}}(?P<number>{_NUMBER}){_END}",
    re.IGNORECASE,
)
_NEAR = lazily(rf"口座[^\d。\n]{{0,12}}(?P<number>(?<!\d)\d{{7}}){_END}")
_KIND = lazily(
    rf"(?:普通|当座|貯蓄|\(普\)|\(当\))(?:(?:預金|貯金)? ?(?:口座)?の?(?<!普通の)(?<!当座の))[)】\]]?{_GAP}{{0,4}}(?:口座番号)?{_GAP}{{0,3}}(?P<number>\d{{6,8}}|\d{{3}}[ {DASHES}]\d{{4}}){_END}"
)
_BRANCH = lazily(
    rf"(?:銀行|信用金庫|信金|信用組合|信組|農協|労働金庫|労金|ゆうちょ)[^。\n\d]{{0,14}}?(?:本店|支店|出張所|営業部|店番|支店番号|店)?(?P<branch>[ :(]{{0,2}}\d{{3}}[ )、,]{{0,2}})?[^。\n\d]{{0,6}}?(?P<number>(?<!\d)\d{{7}}){_END}"
)
_POST = lazily(
    rf"(?:記号|ゆうちょ)[^\d。\n]{{0,8}}(?P<sign>(?<!\d)1\d{{4}}(?:[{DASHES}]\d(?!\d))?)(?!\d)(?:[^\d。\n]{{0,6}}(?:番号)?[^\d。\n]{{0,3}}(?P<number>\d{{2,8}}){_END})?"
)
_TRANSFER = lazily(rf"(?<!\d)0\d{{4}}[{DASHES}]\d[{DASHES}]\d{{1,7}}(?!\d)")
_SHORT = lazily(rf"(?<![{KANJI}])普[ :]{{1,2}}(?P<number>\d{{7}}){_END}")
_BEFORE_SIGN = lazily(r"番号[ :]{0,2}(?P<number>\d{6,8})(?=[^\d\n]{0,6}記号)")
_SPACED = lazily(r"(?:記号|番号)[^\d。\n]{0,4}(?P<number>\d(?: \d){4,7})(?![\d ]*\d)")
_POST_BARE = lazily(rf"(?<![\d{DASHES}])1\d{{3}}0[{DASHES}](?:\d[{DASHES}])?\d{{6,7}}1{_END}")
_IBAN = lazily(
    r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?(?![A-Za-z0-9])"
)
_NOT_MONEY = lazily(r"(?:受付|注文|伝票|管理|整理|問い?合わ?せ)(?:番号|No|ID)")


def may(context: Context) -> bool:
    """An account has digits and stands beside words of banking."""
    return holds(context.text, _BANKING)


def find(context: Context) -> Iterator[Hit]:
    """Account numbers after 口座番号, 普通, a bank and its branch, and the sign and number of ゆうちょ."""
    text = context.text
    for match in _POST.finditer(text):
        yield from _sign_and_number(match)
    if holds(text, ("ゆうちょ", "口座", "記号")):
        for pattern in (_POST_BARE, _TRANSFER):
            for match in pattern.finditer(text):
                yield Hit(match.start(), match.end(), PLACEHOLDER)
        for match in _SPACED.finditer(text):
            yield Hit(*match.span("number"), PLACEHOLDER)
    for pattern in (_LABELLED, _KIND, _BRANCH, _NEAR, _SHORT, _BEFORE_SIGN):
        for match in pattern.finditer(plain_digits(text)):
            if not _NOT_MONEY.search(match.group()):
                yield Hit(*match.span("number"), PLACEHOLDER)
    if "IBAN" in text:
        for match in _IBAN.finditer(text):
            yield Hit(match.start(), match.end(), PLACEHOLDER)


def _sign_and_number(match: re.Match[str]) -> Iterator[Hit]:
    """記号 11940 番号 12345671 are two, 11940-12345671 is one; a lone 記号 needs ゆうちょ before it."""
    if match["number"] and re.fullmatch(
        rf"[{DASHES} ]", match.string[match.end("sign") : match.start("number")]
    ):
        yield Hit(match.start("sign"), match.end("number"), PLACEHOLDER)
    elif match["number"] or "ゆうちょ" in match.group():
        yield Hit(*match.span("sign"), PLACEHOLDER)
        if match["number"]:
            yield Hit(*match.span("number"), PLACEHOLDER)
