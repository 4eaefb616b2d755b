"""Customers' names: before 様, さん, 氏, and where people introduce themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.model import Token
from vocli.privacy.lists import words
from vocli.privacy.spans import Context, Hit

PLACEHOLDER = "〔氏名〕"
_KANJI = r"(?:(?![様氏])[一-鿿々ヶ])"
_KANA = r"[ァ-ヴー・]"
_NAME = rf"(?:{_KANJI}{{1,4}}[ ]?{_KANJI}{{0,4}}|{_KANA}{{2,10}}(?:[ ]{_KANA}{{2,8}})?)"
_HONORIFIC = re.compile(
    rf"(?<![一-鿿々ヶァ-ヴー])(?P<name>{_NAME})[ ]?"
    r"(?P<title>様(?![子々式相変態似])|さま|さん(?![がざ]ん|せい|か所)|氏(?!名|神|族))"
)
_HIRAGANA = re.compile(r"(?P<name>[ぁ-ん]{2,6})[ ]?(?P<title>様(?![子々式相変態似])|さま|さん|氏)")
_INTRODUCED = re.compile(
    rf"(?P<name>{_KANJI}{{1,5}}(?:[ ]{_KANJI}{{1,4}})?|{_KANA}{{2,10}}|(?<![ぁ-ん一-鿿])[ぁ-ん]{{2,10}}?)[ ]?と(?P<verb>申し|もうし|申す|言い|いい)(?:ます|まし|者|て)"
)
_LABEL = re.compile(
    rf"(?:氏名|お名前|ご?契約者名?|申込者名?|名義人?|(?<![一-鿿])名前)\s*(?:[:=]|は[、 ]?)\s*(?P<name>{_KANJI}{{1,4}}[ ]?{_KANJI}{{0,4}}|{_KANA}{{2,8}}(?:[ ]{_KANA}{{2,8}})?)(?=\s*(?:$|[、。,\n(（/ ]|様|さん|です|と申|で契約|でござ))",
    re.MULTILINE,
)
_COMMON_TAILS = (
    "会社",
    "業者",
    "者",
    "屋",
    "店",
    "社",
    "局",
    "員",
    "所",
    "部",
    "課",
    "係",
    "センター",
    "サービス",
    "便",
    "急便",
    "運輸",
    "客",
    "ショップ",
    "企業",
    "法人",
    "担当",
    "先",
)
_NOT_INTRODUCED = frozenset(
    ("かな", "どう", "こう", "そう", "なん", "なに", "これ", "それ", "あれ", "もの", "いい")
)
_CLAUSE_ENDS = ("る", "か", "です", "ます", "ない", "だ")  # 「いつになると申しますか」
_SELF = ("わたくし", "わたし", "ぼく", "おれ", "こちら", "なまえは")
# Surnames of one character; any other single character before さん is a relative, a trade or an animal.
_SINGLE = frozenset(
    "林森原岡関辻堀谷南東西北星菅泉島嶋畑秦堤柳桂梅椿榊橘金李朴崔張陳劉楊黄呉周徐郭宋鄭韓唐沈乾滝平江窪湊辰向宮栗杉松竹萩葛門境塙轟旭巽城浜濱沖岸峰峯"
)
_BEFORE_YOU = frozenset("同左多一有仕模異今逆文紋")  # 同様, 左様, 多様, 一様, 有様, 仕様 ...
_HEADCOUNT = re.compile(r"[一二三四五六七八九十百数何各]{1,3}名")  # 三名様
_PERSON = "名詞,固有名詞,人名"
_PROPER = "名詞,固有名詞"


def find(context: Context) -> Iterator[Hit]:
    """Names with an honorific, after 氏名: and before と申します; roles and relatives are no names."""
    for match in _LABEL.finditer(context.text):
        if not _is_common(match.group("name")):
            yield Hit(*match.span("name"), PLACEHOLDER)
    yield from _honoured(context)
    yield from _introduced(context)


def _honoured(context: Context) -> Iterator[Hit]:
    for match in _HONORIFIC.finditer(context.text):
        start, end = match.span("name")
        start, end = _trim_space(context.text, start, end)
        span = _person_in(context, start, end, match.group("title"))
        if span and (not _is_word_in_you(match) or _holds_person(context, *span)):
            yield Hit(*span, PLACEHOLDER)
    if context.tokenizer is None:
        return
    for match in _HIRAGANA.finditer(context.text):
        for start, end, token in context.words():
            if end == match.end("name") and token.pos.startswith(_PERSON) and end - start > 1:
                yield Hit(start, end, PLACEHOLDER)


def _person_in(context: Context, start: int, end: int, title: str) -> tuple[int, int] | None:
    """The part of a candidate that is a name, or None."""
    name = context.text[start:end]
    if _is_common(name) or context.text[start - 1 : start] in {"お", "ご", "御"}:
        return None
    words = [word for word in context.words() if word[0] < end and word[1] > start]
    people = [word for word in words if word[2].pos.startswith(_PERSON) and word[0] >= start]
    if people and people[-1][1] >= end - 1:
        # 佐川の田中様: the name begins where the words for people begin.
        first = people[0][0]
        inside = [w for w in words if w[0] >= first]
        if all(w[2].pos.startswith(("名詞", "接頭詞", "未知語")) for w in inside):
            return first, end
    return (start, end) if _has_shape_of_name(name, title, words) else None


def _is_word_in_you(match: re.Match[str]) -> bool:
    """以前同様, 新仕様: 様 belongs to the word before it, unless that is a person's name."""
    return match["title"] == "様" and match["name"][-1] in _BEFORE_YOU


def _holds_person(context: Context, start: int, end: int) -> bool:
    return any(
        token.pos.startswith(_PERSON)
        for begin, stop, token in context.words()
        if start <= begin < stop <= end
    )


def _has_shape_of_name(name: str, title: str, words: list[tuple[int, int, Token]]) -> bool:
    """Judges a candidate in which the dictionary knows no person."""
    if len(name) == 1:
        return name in _SINGLE
    if _is_kana(name):
        # ダンサーさん, インストラクターさん: trades end in ー, Japanese names do not.
        return title != "さん" or not name.endswith("ー")
    if not words or words[-1][2].pos.startswith(_PROPER):
        return True
    # A known word is no name; characters that the dictionary has to put together may be one.
    return title in {"様", "さま"} and words[-1][1] - words[-1][0] < len(name)


def _is_kana(name: str) -> bool:
    return all("ァ" <= ch <= "ー" or ch in " ・" for ch in name)


def _introduced(context: Context) -> Iterator[Hit]:
    for match in _INTRODUCED.finditer(context.text):
        start, end = match.span("name")
        name = match.group("name")
        for prefix in _SELF:
            if name.startswith(prefix) and len(name) > len(prefix):
                start += len(prefix)
                name = name[len(prefix) :]
        if name in _NOT_INTRODUCED or name.endswith(_CLAUSE_ENDS) or _is_common(name):
            continue
        if match.group("verb") in {"言い", "いい"} and not _all_person(context, start, end):
            continue
        yield Hit(start, end, PLACEHOLDER)


def _all_person(context: Context, start: int, end: int) -> bool:
    inside = [w for w in context.words() if w[0] < end and w[1] > start]
    return bool(inside) and all(w[2].pos.startswith(_PERSON) for w in inside)


def _is_common(name: str) -> bool:
    bare = name.replace(" ", "").removeprefix("お").removeprefix("ご")
    if bare in words("common.txt"):
        return True
    if _HEADCOUNT.fullmatch(bare):
        return True
    return len(bare) > 1 and bare.endswith(_COMMON_TAILS)


def _trim_space(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end
