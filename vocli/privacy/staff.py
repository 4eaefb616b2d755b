"""Names of the company's own people, kept apart from customers' names so that praise finds its owner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.lists import words
from vocli.privacy.shapes import KANJI, KATAKANA
from vocli.privacy.spans import Context, Hit, holds
from vocli.privacy.surnames import is_common, is_full_name, is_kana_name, is_surname

PLACEHOLDER = "〔担当者名〕"
_OPENING = ("【", "[", "(", "<", "≪", "〈")
_OWN = (
    "担当",
    "対応者",
    "受付",
    "記入者",
    "入力者",
    "作成者",
    "登録者",
    "オペレータ",
    "OP",
    "SV",
    "スタッフ",
    "営業",
    "窓口",
    "店員",
    "係の",
    "電話の",
    "配送員",
    "技術員",
    "作業員",
    "弊社の",
    "当社の",
    "が承",
    "が対応",
    "がご対応",
    "が案内",
    "がご案内",
    "が伺",
    "起票者",
    "承認者",
    "引継",
    "引き継",
    "リーダー",
    "エスカ",
    "申し送",
    "申送",
    "LD",
    "マネージャ",
)
_NAME = rf"(?:[{KANJI}ヶ]{{1,4}}(?:[ ][{KANJI}]{{1,3}})?|[{KATAKANA}]{{2,8}})"
_DAY = r"(?:\d{2,4}[/年.-])?\d{1,2}[/月.-]\d{1,2}日?"
_TIME = r"\d{1,2}[::時]\d{2}分?"
_STAMP = re.compile(
    rf"[【\[(<≪〈]\s*(?:{_DAY}\s*(?:\([月火水木金土日]\))?\s*(?:{_TIME})?|{_TIME})\s*(?:担当|対応|受付)?[:\s]*(?P<name>{_NAME})\s*[】\])>≫〉]"
)
_LABEL = re.compile(
    rf"(?:担当者?|対応者|受付者|記入者|入力者|作成者|登録者|起票者|承認者|オペレーター?|OP|SV)(?:氏名|名)?[】\])]?\s*(?:[:=]|(?<=[】\]]))\s*(?P<name>{_NAME})(?![{KANJI}{KATAKANA}:=])"
)
_WHO = r"(?:担当者?|オペレーター?|スタッフ|受付|営業|窓口|店員|係|電話|配送員|技術員|作業員)"
_TITLE = re.compile(rf"{_WHO}の(?P<name>{_NAME})(?=さん|様|さま|氏|という方|と名乗)")
# Without an honorific only names that the list knows: 担当の佐藤が, 担当は佐藤です, 佐藤が承りました.
_PLAIN = re.compile(
    rf"(?:{_WHO}(?:の|は|が|者は|者が)|(?:担当者|対応者|受付者?|記入者|入力者|登録者|作成者)(?:[ ]|:)|弊社の|当社の|弊社担当の?|オペレーター|担当|SV|OP)[ ]?(?P<name>{_NAME})(?=です|でした|が|は|より|から|まで|に|へ|と申|と名乗|という|を|の(?:対応|応対|説明|電話|名前|態度|方)|[、。,)\s]|$|でござ|も|宛)"
)
# 岩城SV, 内海→外村へ引き継ぎ: between the company's own people.
_RANKED = re.compile(
    rf"(?<![{KANJI}{KATAKANA}])(?P<name>{_NAME})(?:SV|LD|リーダー|オペレーター|マネージャー)(?![A-Za-z])"
)
_HANDED = re.compile(
    rf"(?<![{KANJI}{KATAKANA}])(?:(?P<first>{_NAME})(?:→|⇒|から))?(?P<name>{_NAME})(?:へ|に)(?:引き?継|申し?送り|エスカ|交代|バトンタッチ)"
)
_TOOK = re.compile(
    rf"(?<![{KANJI}{KATAKANA}])(?P<name>{_NAME})が(?:承り|承った|担当(?:し|いた|させ)|ご?対応(?:し|いた|させ)|伺い|ご?案内(?:し|いた|させ))"
)


def may(text: str) -> bool:
    """A bracket with a number, or words for the company's own people."""
    return holds(text, _OWN) or holds(text, _OPENING)


def find(context: Context) -> Iterator[Hit]:
    """Names in stamps (【11/5 10:12 佐藤】), after labels (担当:佐藤) and titles (担当の佐藤さん)."""
    for beside, pattern in _CERTAIN:
        if holds(context.text, beside):
            for match in pattern.finditer(context.text):
                if match["name"] not in words("not_staff.txt") and not is_common(match["name"]):
                    yield Hit(*match.span("name"), PLACEHOLDER)
    for beside, pattern in _LISTED:
        if not holds(context.text, beside):
            continue
        for match in pattern.finditer(context.text):
            for group in match.groupdict():
                if match[group] and _is_known(context, match, group):
                    yield Hit(*match.span(group), PLACEHOLDER)


def _is_known(context: Context, match: re.Match[str], group: str) -> bool:
    name = match[group]
    if name in words("not_staff.txt") or is_common(name):
        return False
    ranked = match.re in {_RANKED, _HANDED}
    if is_surname(name, alone=not ranked) or (
        len(name) > 2 and is_full_name(context, *match.span(group))
    ):
        return True
    return name[0] < "一" and is_kana_name(name)


_CERTAIN: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (_OPENING, _STAMP),
    ((":", "=", "】", "]"), _LABEL),
    (("さん", "様", "さま", "氏", "という方", "と名乗"), _TITLE),
)
_LISTED: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        (
            "担当",
            "オペレータ",
            "スタッフ",
            "受付",
            "営業",
            "窓口",
            "店員",
            "係",
            "電話",
            "配送員",
            "技術員",
            "作業員",
            "対応者",
            "記入者",
            "入力者",
            "登録者",
            "作成者",
            "弊社",
            "当社",
            "SV",
            "OP",
        ),
        _PLAIN,
    ),
    (("が承", "が担当", "が対応", "がご対応", "が伺", "が案内", "がご案内"), _TOOK),
    (("SV", "LD", "リーダー", "オペレーター", "マネージャー"), _RANKED),
    (("引継", "引き継", "申し送", "申送", "エスカ", "交代", "バトン"), _HANDED),
)
