"""Customers' names before 様, さん, 氏 and the like, and where people introduce themselves with と申します."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vocli.model import Token
from vocli.privacy.lazy import lazily
from vocli.privacy.lists import words
from vocli.privacy.shapes import KANJI, KATAKANA
from vocli.privacy.spans import Context, Hit, holds
from vocli.privacy.surnames import (
    PERSON,
    heads,
    is_all_person,
    is_common,
    is_family,
    is_full_name,
    is_kana_name,
    is_surname,
    surname_at,
    whole_name,
)

PLACEHOLDER = "〔氏名〕"
_K = rf"(?:(?![様氏殿君])[{KANJI}ヶ])"
_KANA = rf"[{KATAKANA}・]"
_NAME = rf"(?:{_K}{{1,4}}[ ]?{_K}{{0,4}}|{_KANA}{{2,10}}(?:[ ]{_KANA}{{2,8}})?)"
# Titles are looked for first, names only right before them.
_TITLE = lazily(
    r"[様樣](?![子々式相変態似])|さま|サマ(?![ァ-ヴー])|さん(?![がざ]ん|せい|か所|ま(?![でえた]))|サン(?![ァ-ヴー])|氏(?!名|神|族)"
)
_TITLES = ("様", "樣", "さま", "サマ", "さん", "サン", "氏")
_HONOURED = lazily(rf"(?<![{KANJI}ヶ{KATAKANA}])(?P<name>{_NAME})[ ]?$")
_HIRAGANA = lazily(r"(?P<name>[ぁ-んー]{2,6})[ ]?$")
_MIXED = lazily(rf"(?<![{KANJI}ヶ])(?P<name>{_K}{{1,4}}[ ]?[ぁ-んァ-ヴー]{{2,4}})[ ]?$")
_LATIN = lazily(
    r"(?<![A-Za-z])(?P<name>[A-Z][A-Za-z'-]{1,15}[ ][A-Z][A-Za-z'-]{1,15}|[A-Z][a-z]{2,12}|[A-Z]{4,12}|[a-z]{3,12} [a-z]{3,12})[ ]?$"
)
_RANK = lazily(
    r"殿(?![様堂方下])|君(?!が代|主|臨)|くん|クン(?![ァ-ヴー])|ちゃん(?!と|ぽん|ねる)|先生|店長|社長|部長|課長|係長|主任|専務|常務|会長|院長|園長|校長|教授|支店長|所長|工場長|女史|嬢|選手|議員|弁護士|看護師|オーナー|夫妻|ご夫妻|ご夫婦|一家|家(?=の(?:者|もの|方|皆|家|奥|ご)|族)|邸|宅(?![配急])|方(?=[、。\s)]|$)"
)
_FAMILIAR = ("殿", "君", "くん", "クン", "ちゃん", "宅", "邸", "店長", "夫妻")
_RANKED = lazily(
    rf"(?<![{KANJI}ヶ{KATAKANA}])(?P<name>{_K}{{1,4}}[ ]?{_K}{{0,3}}|[{KATAKANA}]{{2,6}}|(?<![ぁ-ん])[ぁ-ん]{{2,4}}?)$"
)
# けんじくん, あやかちゃん: kana that begin a phrase.
_CHILD = lazily(
    r"(?:(?<![ぁ-んー])|(?<=[のと、。]))(?P<name>(?![のとはもにがを])[ぁ-ん]{2,4}?)(?:くん|ちゃん)(?!と|ぽん|ねる|ちゃん)"
)
_SAYING = lazily(r"[ ]?と(?P<verb>申し|もうし|申す|言い|いい)(?:ます(?!か)|まし|者|て)")
_SAYINGS = ("と申", "ともうし", "と言い", "といい")
_INTRODUCED = lazily(
    rf"(?P<name>{_K}{{1,5}}(?:[ ]{_K}{{1,4}})?|{_KANA}{{2,10}}(?:[ ]{_KANA}{{2,8}})?|(?<![ぁ-ん一-鿿])[ぁ-ん]{{2,10}}?)$"
)
_CLAUSE_ENDS = ("る", "か", "です", "ます", "ない", "だ")  # 「いつになると申しますか」
_SELF = ("わたくし", "わたし", "ぼく", "おれ", "こちら", "なまえは", "私", "本人")
# Surnames of one character; any other single character before さん is a relative, a trade or an animal.
_SINGLE = frozenset(
    "林田森原岡関辻堀谷南東西北星菅泉島嶋畑秦堤柳桂梅椿榊橘金李朴崔張陳劉楊黄呉周徐郭宋鄭韓唐沈乾滝平江窪湊辰向宮栗杉松竹萩葛門境塙轟旭巽城浜濱沖岸峰峯"
)
_TRADE = lazily(r"..[アカサタナハマヤラワガザダバパァャ]ー$")
_BEFORE_YOU = frozenset("同左多一有仕模異今逆文紋")  # 同様, 左様, 多様, 一様, 有様, 仕様 ...
_PROPER = "名詞,固有名詞"
_IN_BRACKETS = lazily(r"\([ァ-ヴー・ ]{2,12}\)|\([ぁ-ん・ ]{2,12}\)")
_REACH = 36
# 三枝(みつえだ)様: the reading in brackets is as personal as the name.
_READ = lazily(
    rf"(?<![{KANJI}])(?P<name>{_K}{{1,4}}(?:[ ]{_K}{{1,3}})?)\((?P<kana>[{KATAKANA}]{{2,8}}(?:[ ・][{KATAKANA}]{{2,8}})?|[ぁ-ん]{{2,8}}(?:[ ・][ぁ-ん]{{2,8}})?)\)[ ]?(?P<after>様|さま|さん|氏|です|と申|で登録)?"
)


def may(context: Context) -> bool:
    """A title, a reading in brackets, words with which people introduce themselves, or a listed surname."""
    text = context.text
    return (
        holds(text, _TITLES)
        or holds(text, _FAMILIAR)
        or holds(text, _SAYINGS)
        or context.may_name(heads())
        or ("(" in text and bool(_IN_BRACKETS.search(text)))
    )


def find(context: Context) -> Iterator[Hit]:
    """Names with an honorific and before と申します; roles and relatives are no names."""
    for title in _TITLE.finditer(context.text):
        yield from _honoured(context, title)
    if ")" in context.text:
        for match in _READ.finditer(context.text):
            if _is_read(context, match):
                yield Hit(*match.span("name"), PLACEHOLDER)
                yield Hit(*match.span("kana"), PLACEHOLDER)
    if holds(context.text, _FAMILIAR) or context.may_name(heads()):
        yield from _ranked(context)
    if holds(context.text, _SAYINGS):
        yield from _introduced(context)


def _before(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """What ends right before `end`; starts that the reach cuts off are no starts."""
    return pattern.search(text, max(0, end - _REACH), end)


def _honoured(context: Context, title: re.Match[str]) -> Iterator[Hit]:
    text = context.text
    last = text[title.start() - 1 : title.start()]
    if last == " ":
        last = text[title.start() - 2 : title.start() - 1]
    if not last or last in "、。\n":
        return
    if match := _before(_HONOURED, text, title.start()):
        start, end = _trim_space(text, *match.span("name"))
        span = _person_in(context, start, end, title.group())
        if span and (
            not _is_word_in_you(match["name"], title.group()) or _holds_person(context, *span)
        ):
            yield Hit(*whole_name(context, *span), PLACEHOLDER)
    elif match := _before(_LATIN, text, title.start()):
        if match["name"].split()[0] not in words("not_names.txt") and (
            " " in match["name"] or title.group() == "様" or not match["name"].isupper()
        ):
            yield Hit(*match.span("name"), PLACEHOLDER)
    elif (match := _before(_MIXED, text, title.start())) and _is_mixed(context, match):
        yield Hit(*match.span("name"), PLACEHOLDER)
    elif (match := _before(_HIRAGANA, text, title.start())) and title.group() != "サン":
        yield from _hiragana(context, match)


def _is_read(context: Context, match: re.Match[str]) -> bool:
    if is_common(match["name"]) or is_common(match["kana"]):
        return False
    span = match.span("name")
    if match["after"] in {"様", "さま", "さん", "氏", "と申"}:
        return True
    return is_family(context, *span, alone=not match["after"]) or is_full_name(context, *span)


def _is_mixed(context: Context, match: re.Match[str]) -> bool:
    """今井さくら: a listed surname and a given name in kana."""
    head = surname_at(match["name"])
    return 0 < len(head) < len(match["name"]) and is_full_name(context, *match.span("name"))


def _hiragana(context: Context, match: re.Match[str]) -> Iterator[Hit]:
    """いまい様: a listed reading that no other kana run into, or a word that the dictionary calls a person."""
    start, end = match.span("name")
    if is_kana_name(match["name"]) and not re.match(r"[ぁ-ん]", context.text[start - 1 : start]):
        yield Hit(start, end, PLACEHOLDER)
        return
    for begin, stop, token in context.words():
        if stop == end and token.pos.startswith(PERSON) and stop - begin > 1:
            yield Hit(begin, stop, PLACEHOLDER)


def _person_in(context: Context, start: int, end: int, title: str) -> tuple[int, int] | None:
    """The part of a candidate that is a name, or None."""
    name = context.text[start:end]
    first = name.split(" ")[0]
    if " " in name and (is_common(first) or first in _labels()):  # ご担当 小松様
        start = end - len(name.split(" ", 1)[1])
        name = context.text[start:end]
    if _is_surely_name(name, title):
        return start, end
    if is_common(name) or context.text[start - 1 : start] in {"お", "ご", "御"}:
        return None
    if len(name) > 1 and is_surname(name, alone=False) and name[0] >= "一":
        return start, end
    return _people_in(context, start, end, title)


@cache
def _labels() -> frozenset[str]:
    return words("not_names.txt") | words("not_staff.txt")


def _is_surely_name(name: str, title: str) -> bool:
    """王さん but not 王様; アリ・ハッサン; ヤマダハナコ."""
    if name == "王":
        return title != "様"
    return _is_kana(name) and ("・" in name or (len(name) > 3 and is_kana_name(name)))


def _people_in(context: Context, start: int, end: int, title: str) -> tuple[int, int] | None:
    """Where the dictionary sees people; without any the shape of the candidate decides."""
    inside = [word for word in context.words() if word[0] < end and word[1] > start]
    people = [word for word in inside if word[2].pos.startswith(PERSON) and word[0] >= start]
    if people and people[-1][1] >= end - 1:
        # 佐川の田中様: the name begins where the words for people begin.
        first = people[0][0]
        rest = [word for word in inside if word[0] >= first]
        if all(word[2].pos.startswith(("名詞", "接頭詞", "未知語")) for word in rest):
            return first, end
    name = context.text[start:end]
    return (start, end) if _has_shape_of_name(name, title, inside) else None


def _is_word_in_you(name: str, title: str) -> bool:
    """以前同様, 新仕様: 様 belongs to the word before it, unless that is a person's name."""
    return title == "様" and name[-1] in _BEFORE_YOU and not is_surname(name, alone=len(name) == 1)


def _holds_person(context: Context, start: int, end: int) -> bool:
    return any(
        token.pos.startswith(PERSON)
        for begin, stop, token in context.words()
        if start <= begin < stop <= end
    )


def _has_shape_of_name(name: str, title: str, inside: list[tuple[int, int, Token]]) -> bool:
    """Judges a candidate in which the dictionary knows no person."""
    if len(name) == 1:
        return name in _SINGLE
    if _is_kana(name):
        # ダンサーさん, インストラクターさん: trades end in a long a.
        # リーさん, メアリーさん are people.
        return title not in {"さん", "サン"} or not _TRADE.search(name) or is_kana_name(name)
    if not inside or inside[-1][2].pos.startswith(_PROPER):
        return True
    # A known word is no name before さん. Before 様 it may be one (蓬莱様), unless it is long or put together.
    if title not in {"様", "さま", "樣"}:
        return False
    return inside[-1][1] - inside[-1][0] < len(name) or (len(name) < 4 and len(inside) == 1)


def _is_kana(name: str) -> bool:
    return all("ァ" <= ch <= "ー" or ch in " ・" for ch in name)


def _ranked(context: Context) -> Iterator[Hit]:
    """殿, 君, ちゃん and titles of firms follow many words: only listed or known names count."""
    for rank in _RANK.finditer(context.text):
        match = _before(_RANKED, context.text, rank.start())
        if not match:
            continue
        start, end = _trim_space(context.text, *match.span("name"))
        name = context.text[start:end]
        if is_common(name) or context.text[start - 1 : start] in {"お", "ご", "御"}:
            continue
        whole = name[0] >= "一" and len(name) > 2 and is_full_name(context, start, end)
        if (
            is_family(context, start, end)
            or whole
            or (len(name) > 1 and is_all_person(context, start, end))
        ):
            yield Hit(*whole_name(context, start, end), PLACEHOLDER)
        elif people := _people_at_end(context, start, end):
            yield Hit(people, end, PLACEHOLDER)
    for match in _CHILD.finditer(context.text):
        if match["name"] not in words("no_child.txt") and not is_common(match["name"]):
            yield Hit(*match.span("name"), PLACEHOLDER)


def _people_at_end(context: Context, start: int, end: int) -> int | None:
    """息子蓮くん: where the words for people begin at the end of a run; None where there are none."""
    inside = [w for w in context.words() if start <= w[0] and w[1] <= end]
    people = [w for w in inside if w[2].pos.startswith(PERSON)]
    return people[-1][0] if people and people[-1][1] == end and len(inside) > 1 else None


def _introduced(context: Context) -> Iterator[Hit]:
    for saying in _SAYING.finditer(context.text):
        match = _before(_INTRODUCED, context.text, saying.start())
        if not match:
            continue
        start, end = match.span("name")
        name = match["name"]
        for prefix in _SELF:
            if name.startswith(prefix) and len(name) > len(prefix):
                start += len(prefix)
                name = name[len(prefix) :]
        begins = start == 0 or context.text[start - 1] in "、。\n「 "
        clause = name.endswith(_CLAUSE_ENDS) and not (begins and len(name) < 5)
        if name in words("not_names.txt") or clause or is_common(name):
            continue
        if len(name) == 1 and not (name in _SINGLE or is_surname(name, alone=False)):
            continue
        if saying["verb"] in {"言い", "いい"} and not _is_known(context, start, end):
            continue
        yield Hit(start, end, PLACEHOLDER)


def _is_known(context: Context, start: int, end: int) -> bool:
    name = context.text[start:end]
    return (
        is_family(context, start, end, alone=False)
        or is_all_person(context, start, end)
        or (name[0] >= "一" and is_full_name(context, start, end))
    )


def _trim_space(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end
