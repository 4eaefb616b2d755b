"""Names of the company's own people, kept apart from customers' names so that praise finds its owner."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from typing import cast

from vocli.privacy.lazy import is_from, lazily
from vocli.privacy.lists import words
from vocli.privacy.shapes import KANJI, KATAKANA, modern
from vocli.privacy.spans import Context, Hit, holds
from vocli.privacy.surnames import (
    PERSON,
    heads,
    is_common,
    is_family,
    is_full_name,
    is_kana_name,
    is_surname,
    kinds_before_you,
)

PLACEHOLDER = "〔担当者名〕"
_K = rf"(?:(?![様氏殿])[{KANJI}ヶ])"
_NAME = rf"(?:{_K}{{1,4}}(?:[ ]{_K}{{1,3}}(?![様氏殿]))?|[{KATAKANA}]{{2,8}})"
_DAY = r"(?:\d{2,4}[/年.-])?\d{1,2}[/月.-]\d{1,2}日?"
_TIME = r"\d{1,2}[::時]\d{2}分?"
_STAMP = lazily(
    rf"[【\[(<≪〈]\s*(?:{_DAY}\s*(?:\([月火水木金土日]\))?\s*(?:{_TIME})?|{_TIME})\s*(?:担当|対応|受付)?[:\s]*(?P<name>{_NAME})\s*[】\])>≫〉]"
)
# Separators are looked for first, labels only right before them.
_AFTER_LABEL = lazily(r"(?=[氏名】\])\s:=])(?:氏名|名)?[】\])]?\s*[:=]\s*|[】\]]\s*")
_LABELS = tuple(
    f"{when}{label}"
    for when in ("", "前回", "今回", "次回")
    for label in (
        *(
            "担当",
            "担当者",
            "対応",
            "対応者",
            "応対",
            "応対者",
            "受付者",
            "受電",
            "受電者",
            "記入者",
            "入力者",
            "作成者",
            "登録者",
            "起票者",
            "承認者",
            "処理",
            "処理者",
        ),
        *(
            "確認者",
            "作業者",
            "訪問者",
            "責任者",
            "聴取者",
            "架電者",
            "上席",
            "後任",
            "前任",
            "オペレーター",
            "オペレータ",
            "OP",
            "SV",
            "CS",
        ),
    )
)
_LABELLED = lazily(rf"(?P<name>{_NAME})(?=様|氏|殿|[^{KANJI}{KATAKANA}:=]|$)")
_WHO = r"(?:担当者?|オペレーター?|スタッフ|受付|営業|窓口|店員|係|電話|配送員|技術員|作業員|店長|リーダー|主任|技師|配達員|ドライバー)"
_TITLE = lazily(rf"{_WHO}の(?P<name>{_NAME})(?=さん|様|さま|氏|という|と名乗)")
# Without an honorific only names that the list knows: 担当の佐藤が, 担当は佐藤です, 佐藤が承りました.
_PLAIN = lazily(
    rf"(?:{_WHO}(?:の|は|が|者は|者が)|(?:担当者|対応者|応対者|受付者?|受電者?|記入者|入力者|登録者|作成者|処理者|確認者|作業者|訪問者|責任者|上席|聴取者|架電者)(?:[ :はがの])?|(?:後任者?|前任者?)[はがの:]"
    rf"|(?:対応|担当|案内|説明|応対)(?:し|してくれ|してくださっ|していただい|され)た|弊社の|当社の|弊社担当の?|オペレーター|担当|SV|OP)[ ]?(?P<name>{_NAME})"
    r"(?=です|でした|が|は|より|から|まで|に|へ|と申|と名乗|という|を|の(?:対応|応対|説明|電話|名前|態度|方)|[、。,)/|\s]|$|でござ|も|宛)"
)
# 岩城SV, 内海→外村へ引き継ぎ, [佐藤] or 11/5 佐藤 at the head of a note: between the company's own people.
_RANKED = lazily(
    rf"(?<![{KANJI}{KATAKANA}])(?P<name>{_NAME})(?:SV|LD|リーダー|オペレーター|マネージャー|店員|係員|スタッフ)(?![A-Za-z])"
)
_HANDED = lazily(
    rf"(?<![{KANJI}{KATAKANA}])(?:(?P<first>{_NAME})(?:→|⇒|から))?(?P<name>{_NAME})(?:へ|に)(?:引き?継|申し?送り|エスカ|交代|バトンタッチ|担当(?:を)?変更|担当替)"
)
_NOTED = lazily(
    rf"(?m:^)[ ]*(?:[【\[<＜(](?P<name>{_NAME})[】\]>＞)]|(?:{_DAY} {_TIME}|{_DAY}|{_TIME}) (?P<second>{_NAME})(?=[ :、]))|(?:記|記入|文責):(?P<third>{_NAME})"
)
_TOOK = lazily(
    rf"(?<![{KANJI}{KATAKANA}])(?P<name>{_NAME})が(?:承り|承った|担当(?:し|いた|させ)|ご?対応(?:し|いた|させ)|伺い|ご?案内(?:し|いた|させ))"
)
# Words beside a name: a pattern is tried only where one of its words stands.
_CERTAIN: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (("【", "[", "(", "<", "≪", "〈"), _STAMP),
    (("さん", "様", "さま", "氏", "という", "と名乗"), _TITLE),
)
_ANYONE = ("SV", "LD", "引き継", "引継", "担当は", "担当の", "弊社の", "後任", "前任")
_BESIDE = (
    *_ANYONE,
    "【",
    "[",
    "(",
    "<",
    "≪",
    "〈",
    ":",
    "=",
    "さん",
    "の様",
    "氏",
    "という",
    "と名乗",
)
_LISTED: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        (
            "担",
            "応",
            "受",
            "オペ",
            "スタ",
            "営業",
            "窓",
            "店",
            "係",
            "電話",
            "員",
            "長",
            "リーダー",
            "主任",
            "技師",
            "者",
            "弊社",
            "当社",
            "上席",
            "任",
            "SV",
            "OP",
        ),
        _PLAIN,
    ),
    (("が承", "が担", "が対", "がご", "が伺", "が案"), _TOOK),
    (("SV", "LD", "リーダー", "オペ", "マネ", "店員", "係員", "スタッフ"), _RANKED),
    (("引", "申し送", "申送", "エスカ", "交代", "バトン", "担当変", "担当を", "担当替"), _HANDED),
    (("]", "】", ")", ">", "＞", " ", "記:", "入:", "責:"), _NOTED),
)


def may(context: Context) -> bool:
    """A bracket, a separator or a title, or the beginning of a listed surname."""
    return holds(context.text, _BESIDE) or context.may_name(heads())


def find(context: Context) -> Iterator[Hit]:
    """Names in stamps (【11/5 10:12 佐藤】), after labels (担当:佐藤) and titles (担当の佐藤さん)."""
    for beside, pattern in _CERTAIN:
        if holds(context.text, beside):
            for match in pattern.finditer(context.text):
                if match["name"] not in words("not_staff.txt") and not is_common(match["name"]):
                    yield Hit(*match.span("name"), PLACEHOLDER)
    if holds(context.text, (":", "=", "】", "]")):
        yield from _labelled(context.text)
    if not (context.may_name(heads()) or holds(context.text, _ANYONE)):
        return
    for beside, pattern in _LISTED:
        if not holds(context.text, beside):
            continue
        for match in pattern.finditer(context.text):
            for group in match.groupdict():
                if match[group] and _is_known(context, match, group):
                    yield Hit(*match.span(group), PLACEHOLDER)


def _labelled(text: str) -> Iterator[Hit]:
    for mark in _AFTER_LABEL.finditer(text):
        if not text.endswith(_LABELS, 0, mark.start()):
            continue
        match = _LABELLED.match(text, mark.end())
        if match and match["name"] not in words("not_staff.txt") and not is_common(match["name"]):
            yield Hit(*match.span("name"), PLACEHOLDER)


def _is_person(context: Context, name: str) -> bool:
    kinds = kinds_before_you(cast("Hashable", context.tokenizer), modern(name))
    return bool(kinds) and all(kind.startswith(PERSON) for kind in kinds)


def _is_known(context: Context, match: re.Match[str], group: str) -> bool:
    name = match[group]
    if is_from(match, _NOTED) and len(name) < 2:
        return False
    if name in words("not_staff.txt") or is_common(name):
        return False
    between_us = is_from(match, _RANKED, _HANDED, _NOTED)
    spoken_of = is_from(match, _PLAIN) and match.group().startswith(
        ("担当の", "担当は", "オペレーターの")
    )
    if is_surname(name, alone=not (between_us or spoken_of)) or (
        len(name) > 2 and is_surname(name[:2]) and is_full_name(context, *match.span(group))
    ):
        return True
    if between_us or is_from(match, _PLAIN):
        return (
            name[:1] >= "一"
            and is_family(context, *match.span(group), alone=False)
            and _is_person(context, name)
        )
    return name[0] < "一" and is_kana_name(name)
