"""Names in kana: said on the phone, given by parents, spelt with their kanji, and those of people from abroad."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vocli.privacy.lazy import lazily
from vocli.privacy.lists import words
from vocli.privacy.shapes import KATAKANA
from vocli.privacy.spans import Context, Hit, holds
from vocli.privacy.surnames import is_common, is_kana_name, readings, whole_name

PLACEHOLDER = "〔氏名〕"
_HIRA = r"[ぁ-んー]"
_KATA = rf"[{KATAKANA}]"
_SAID = r"(?:なん)?です(?=[がけよねーー、。!!?♪☆\s漢字]|$)|でござ|でーす|といい|と言い|と申|ともうし|っていい|って言い|っていう|という(?:者|もの)|とお[っ電]|と名乗"
_FILLED = r"(?:もしもし|はい|あの[ーう]?|えー?っ?と?|ええと|すみません|わたくし|わたし|私|こんにちは|お世話になっております|お世話になります|いつもお世話になっております|初めまして|はじめまして)[ーあ、。 ]{0,2}"
# ふじもとですけど: at the start of what somebody says.
_OPENING = lazily(
    rf"[ ]?(?:{_FILLED}){{0,3}}(?P<name>{_HIRA}{{2,6}}(?: {_HIRA}{{2,6}})?|{_KATA}{{2,8}}(?:[ ・]{_KATA}{{2,8}}){{0,2}})(?P<end>{_SAID})"
)
_SENTENCE = lazily(r"[。「\n](?=[ ぁ-んァ-ヴ])")
_SAYS = lazily(r"[。「\n][ぁ-んァ-ヴー]{2,8}(?:です|とい|と申|でご)")
_FIELDS = ("カナ", "かな", "がな", "ガナ", "よみ", "ヨミ", "読み(")
_CALLED = ("名", "姓", "字", "フルネーム", "表札", "読み", "呼び")
_SPELLING = lazily(r"の[一-鿿]で|と書いて|の字|(?:へん|偏|かんむり)に")
# 名前はおのだです, 本名のユウスケで呼んで, 山に田んぼの田でヤマダです
_NAMED = lazily(
    rf"(?:(?:名前|氏名|フルネーム|本名|名字|苗字|姓|旧姓|下の名前|宛名|名義|表札|読み方?|呼び方|漢字)(?:は|が|の|も|:|を)[、 ]?|(?:お名前|フルネーム|氏名)[^\n。、]{{0,12}}(?:ですか|ますか|ください|お願いします|でしょうか|お名前は)[?、。 ]{{0,2}}(?:{_FILLED}){{0,2}})"
    rf"[「『]?(?P<name>{_HIRA}{{2,7}}?(?: {_HIRA}{{2,5}})?|{_KATA}{{2,8}}(?:[ ・]{_KATA}{{2,8}}){{0,2}})[」』]?(?={_SAID}|です|様|さま|さん|で(?:お願|よろし|呼|登録|申|合|結構|いい)|と(?:呼|読|書|登録|な)|に(?:変|な|直)|名義|でお間違)"
)
_OF_A_THING = lazily(
    r"(?:品|店|会社|施設|ファイル|機種|建物|プラン|コース|ブランド|メーカー|アプリ|サービス|色|種類|シリーズ|犬|猫|ペット)の$"
)
_SPELT = lazily(
    rf"(?:(?:の[一-鿿]|の字|(?:へん|偏|かんむり)に[^、。\n]{{1,8}})で、?|と書いて、?)[「『]?(?P<name>{_HIRA}{{2,6}}?|{_KATA}{{2,8}})[」』]?(?=です|と(?:読|いい|申|呼)|になり)"
)
_IN_FORM = lazily(
    rf"(?:(?:お?名前|氏名|姓|名|名字|苗字|ふりがな|フリガナ|かな|カナ|よみ|ヨミ|よみがな)(?:\((?:カナ|かな|フリガナ|ふりがな|全角カナ|全角|ひらがな|カタカナ)\)|カナ|かな|よみ)|(?:ふりがな|フリガナ|ヨミガナ|よみがな|カナ|かな|よみ|ヨミ|読み)(?=\())[ :=]*\(?(?P<name>{_KATA}{{2,8}}(?:[ ・]{_KATA}{{2,8}})?|{_HIRA}{{2,6}}(?: {_HIRA}{{2,6}})?)(?=[)\s、。,/;(【名]|$)"
)
# 娘のみゆが, さえこさん, タロウくん: given names that the list knows.
_KIN = r"(?:主人|旦那|夫|妻|家内|嫁|息子|娘|長男|次男|三男|長女|次女|三女|父|母|祖父|祖母|兄|弟|姉|妹|孫|叔父|叔母|いとこ|甥|姪|子供|子ども|うちの子|友人|友達|彼女|彼氏|彼|同僚|上司|先輩|後輩|知人|パートナー)"
_OF_KIN = lazily(
    rf"{_KIN}(?:さん|様)?[の、「]{{1,2}}(?P<name>{_HIRA}{{2,6}}|{_KATA}{{2,8}}(?:・{_KATA}{{2,8}})?)"
)
_HONOUR = lazily(
    r"さん(?!ざ|が[つい])|様|さま|くん|クン|ちゃん(?!と)|君|先生|氏(?!名)|(?:の)?(?:ママ|パパ)"
)
_HONOURED = lazily(
    rf"(?:(?<![ぁ-んー一-鿿{KATAKANA}])|(?<=[のとでにへは、])(?=[ぁ-ん]))(?P<name>{_HIRA}{{2,6}}|{_KATA}{{2,10}}(?:・{_KATA}{{2,10}}){{0,2}})$"
)
_LABELLED = lazily(
    rf"(?:契約者|名義人?|申込者|注文者|購入者|利用者|使用者|お?客様|会員|氏名|お?名前|宛名|差出人|受取人|送り主|お?届け先|担当者?|予約者|患者|生徒|保護者|依頼主)(?:様|名|氏名)?[ :=】]{{1,2}}(?P<name>{_KATA}{{2,10}}(?:[・ ]{_KATA}{{2,10}}){{1,2}}|{_KATA}{{3,10}})(?=[\s、。,/;(【]|$)"
)
# What follows a name in kana after a relative.
_AFTER = lazily(
    r"が|は|も|を|に|へ|と|で|の|です|から|まで|名義|宛|さん|くん|ちゃん|様|、|。|\s|$|」|\)"
)
_SIGNS = lazily(
    "名(?!様|分|義変)|姓|名字|[の漢]字|と書|読|宛|フルネーム|表札|ガナ|がな|カナ|かな|よみ|ヨミ|[一-鿿]で[ァ-ヴ]"
)
_HONOURS = ("さん", "様", "さま", "くん", "クン", "ちゃん", "君", "先生", "氏", "ママ", "パパ")
_KIN_SIGN = lazily(
    "[夫妻父母兄弟姉妹孫嫁娘甥姪友彼人達那主子男女こ輩僚司ー](?:さん|様)?[の、「][ぁ-んァ-ヴ]"
)
_LABEL_SIGN = lazily(r"[者名様客会員先主人徒】][ :=】]{1,2}[ァ-ヴ]")
_REACH = 24
_SHORTEST = 3


def may(context: Context) -> bool:
    """Kana at the beginning or words with which people are named."""
    text = context.text
    return (
        "ぁ" <= text[:1] <= "ー"
        or holds(text, _HONOURS)
        or bool(_SIGNS.search(text) or _KIN_SIGN.search(text) or _LABEL_SIGN.search(text))
        or bool(_SAYS.search(text))
    )


def find(context: Context) -> Iterator[Hit]:
    """Names in kana; surnames, given names and foreign names are told from words by lists."""
    text = context.text
    yield from _opening(text)
    if _SIGNS.search(text):
        yield from _named(text)
    if _KIN_SIGN.search(text):
        yield from _of_kin(text)
    if holds(text, _HONOURS):
        yield from _honoured(context)
    if _LABEL_SIGN.search(text):
        for match in _LABELLED.finditer(text):
            if is_person(match["name"]):
                yield Hit(*match.span("name"), PLACEHOLDER)


def _opening(text: str) -> Iterator[Hit]:
    for start in (0, *(mark.end() for mark in _SENTENCE.finditer(text))):
        if not ("ぁ" <= text[start : start + 1] <= "ー" or text.startswith(" ", start)):
            continue
        opening = _OPENING.match(text, start)
        if opening and _is_opening(opening["name"], opening["end"]):
            yield Hit(*opening.span("name"), PLACEHOLDER)


def _named(text: str) -> Iterator[Hit]:
    for match in _NAMED.finditer(text) if holds(text, _CALLED) else ():
        known = is_person(match["name"]) or is_kana_name(match["name"], labelled=True)
        if known and not is_of_a_thing(text, match.start()):
            yield Hit(*match.span("name"), PLACEHOLDER)
    for pattern, meant in ((_SPELT, _SPELLING.search(text)), (_IN_FORM, holds(text, _FIELDS))):
        for match in pattern.finditer(text) if meant else ():
            if _is_spelt(match):
                yield Hit(*match.span("name"), PLACEHOLDER)


def is_of_a_thing(text: str, start: int) -> bool:
    """商品の名前は: what stands before the label at `start` has a name without being a person."""
    return bool(_OF_A_THING.search(text, 0, start))


def is_person(name: str) -> bool:
    """A surname, a given name or a foreign name that the lists know, or two such words."""
    parts = re.split(r"[ ・]", name)
    known = [_is_listed(part) for part in parts]
    return any(known) if len(parts) > 1 else known[0]


def _is_listed(part: str) -> bool:
    if part in words("foreign.txt"):
        return True
    plain = _hiragana(part)
    return plain in readings() or plain in words("given_kana.txt") or _is_joined(plain)


def _is_joined(plain: str) -> bool:
    """たなかゆうすけ: a surname and a given name without a space."""
    given = words("given_kana.txt")
    return any(plain[:n] in readings() and plain[n:] in given for n in (2, 3, 4, 5))


@cache
def _words_too() -> frozenset[str]:
    return words("kana_also_words.txt") | words("not_names.txt")


def _is_opening(name: str, end: str) -> bool:
    """たかいですが is no name, たかいと申します is one."""
    if is_common(name) or name in words("not_names.txt"):
        return False
    if " " in name or "・" in name:
        return is_person(name)
    plain = _hiragana(name)
    strong = end.startswith(("と申", "ともうし", "でござ", "という"))
    if strong:
        return _is_listed(name) and plain not in words("not_names.txt")
    if name in words("foreign.txt"):
        return len(name) > 2
    if len(plain) < _SHORTEST or plain in _words_too():
        return False
    return plain in readings() or plain in words("given_kana.txt") or _is_joined(plain)


def _is_spelt(match: re.Match[str]) -> bool:
    name = match["name"]
    return name not in words("not_names.txt") and not is_common(name)


def _of_kin(text: str) -> Iterator[Hit]:
    for match in _OF_KIN.finditer(text):
        start, end = match.span("name")
        # みゆが, はるとと: the longest name that the list knows and that something may follow
        for stop in range(end, start + 1, -1):
            name = text[start:stop]
            if _is_given(name) and _AFTER.match(text, stop):
                yield Hit(start, stop, PLACEHOLDER)
                break


def _honoured(context: Context) -> Iterator[Hit]:
    text = context.text
    for title in _HONOUR.finditer(text):
        stop = title.start()
        if not "ぁ" <= text[stop - 1 : stop] <= "ー":
            continue
        match = _HONOURED.search(text, max(0, stop - _REACH), stop)
        if not match or is_common(match["name"]) or match["name"] in words("no_child.txt"):
            continue
        name = match["name"]
        if _is_given(name) or ("・" in name and is_person(name)):
            yield Hit(*whole_name(context, *match.span("name")), PLACEHOLDER)


def _is_given(name: str) -> bool:
    if name in words("foreign.txt"):
        return len(name) > 2
    plain = _hiragana(name)
    return plain in words("given_kana.txt") or (len(plain) > _SHORTEST and _is_joined(plain))


def _hiragana(text: str) -> str:
    return "".join(chr(ord(ch) - 0x60) if "ァ" <= ch <= "ヶ" else ch for ch in text)
