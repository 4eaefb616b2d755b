"""Names that a form, a signature or their neighbours give away: 氏名:今井, フリガナ イマイ, 今井 太郎 / 〒..."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vocli.privacy.lists import words
from vocli.privacy.shapes import KANJI, KATAKANA
from vocli.privacy.spans import SHIELD, Context, Hit, holds
from vocli.privacy.surnames import (
    is_all_person,
    is_common,
    is_full_name,
    is_given,
    is_kana_name,
    is_surname,
    whole_name,
)

PLACEHOLDER = "〔氏名〕"
_KANJI_NAME = (
    rf"[{KANJI}]{{1,4}}(?:[ ]?[{KANJI}]{{1,4}})?(?:[ ]?(?:[ぁ-ん]{{2,4}}|[{KATAKANA}]{{2,5}}))?"
)
_KANA_NAME = (
    rf"[{KATAKANA}]{{2,8}}(?:[ ・][{KATAKANA}]{{2,8}})?|[ぁ-ん]{{2,7}}(?:[ ][ぁ-ん]{{2,6}})?"
)
_LATIN_NAME = r"[A-Z][A-Za-z'-]{1,15}(?:[ ,]{1,2}[A-Z][A-Za-z'-]{1,15}){1,2}"
_WHO = (
    r"(?:ご?契約者|お?申し?込み?(?:者|人)|申出者|ご?注文者|ご?購入者|ご?利用者|ご?使用者|ご?連絡者|会員|お?客様|お客さま|顧客|患者|受取人|受取|お?届け先|配送先|送り主|送付先|ご?依頼主|発送元|(?:口座|カード|振込人?|引落)?名義人?"
    r"|宛名|お?宛先|予約者|受講者|参加者|代表者|保護者|緊急連絡先|署名|差出人|投稿者|回答者|記入者|承認者|起票者)"
)
_SORT = (
    r"(?:[(（](?:漢字|かな|カナ|ひらがな|カタカナ|フリガナ|ふりがな|ローマ字|英字|全角|半角)[)）])?"
)
_FIELD = re.compile(
    rf"(?<![{KANJI}])(?:漢字|ローマ字|英字|新しい)?(?:{_WHO}(?:様)?(?:の)?(?:ご?氏名|お?名前|名(?!前))?|ご?氏名|お?名前|ご?芳名|姓名|苗字|名字|(?<![性])姓|下の名前|名(?=[ :=])|旧姓|新姓){_SORT}[」』)）]?"
    rf"\s*(?P<sep>[:=】\]]|は[、 ]?|が[、 ]?|を[、 ]?|[ \t]|\n|「|『|(?<=[)）])|(?=[A-Z]{{2}}))\s*[「『]?(?P<name>{_LATIN_NAME}|{_KANJI_NAME}?|{_KANA_NAME})"
    r"(?=\s*(?:$|[、。,.\n(（/」』】【)・;|! ]|様|さん|です|と申|とい|で(?:契約|ござ|登録|航空|お願)|から|に変|へ変|を|になって|となって|の|宛|≫|→|⇒))",
    re.MULTILINE,
)
_STRONG = frozenset(":=】]「『")
_CHANGED = re.compile(
    rf"[」』]?(?:から|より|→|⇒|->|ではなく|を)[「『]?(?P<name>[{KANJI}]{{2,4}}[ ]?[{KANJI}]{{0,3}}?)(?=[」』]?(?:に|へ|$|[、。\s]))"
)
_READING = re.compile(
    rf"(?:フリガナ|ふりがな|振り仮名|ヨミガナ|よみがな|読み仮名|読みがな|(?:氏名|お?名前){_SORT[:-1]}|カナ氏名|カナ名|(?<![{KATAKANA}])カナ(?![{KATAKANA}])|(?<![ぁ-ん{KANJI}])読み方?|よみ(?=[:= ]))"
    rf"[」)】]?\s*(?:[:=】]|(?<=\s)|(?<=[】)）])|(?<=読み)|は[、 ]?|が[、 ]?|「)\s*[「『]?(?P<name>{_KANA_NAME})"
)
_PART = re.compile(
    rf"(?<![{KATAKANA}])(?:セイ|メイ)[ :=は]{{1,2}}(?P<name>[{KATAKANA}]{{2,8}})(?![{KATAKANA}])"
)
_READ_AS = re.compile(
    rf"(?:(?<![ぁ-ん{KATAKANA}])|(?<=なく)|(?<=は)(?!なく))(?P<name>[ぁ-ん]{{2,6}}|[{KATAKANA}]{{2,6}})」?と(?:読|お読み|いう読み)"
)
_CORRECT = re.compile(
    rf"正しくは[、「『]?(?P<name>{_KANA_NAME}|[{KANJI}]{{2,4}}(?:[ ][{KANJI}]{{1,3}})?)(?=[」』]?(?:です|だ|様|と|。|、|$))"
)
_SIGNED = re.compile(
    rf"(?:お願い[^\n]{{0,12}}|以上[^\n]{{0,8}}|敬具|草々|かしこ|-{{2,}}|─{{2,}}|_{{2,}}|={{2,}}|\*{{2,}})[。.]?\s*\n\s*(?:[^\n]{{1,20}}\n *)?(?P<name>[{KANJI}]{{1,4}}(?:[ ]?[{KANJI}]{{1,3}})?) *(?:$|\n)"
)
# 若林 美帆 / ワカバヤシ ミホ: a listed surname, a space and a given name are a person without more ado.
_FULL = re.compile(
    rf"(?<![{KANJI}])(?P<name>(?P<family>[{KANJI}]{{1,4}})[ ](?P<given>[{KANJI}]{{1,3}}|[ぁ-ん]{{2,4}}|[{KATAKANA}]{{2,5}}))(?![{KANJI}{KATAKANA}])"
)
_FULL_KANA = re.compile(
    rf"(?<![{KATAKANA}])(?P<name>(?P<family>[{KATAKANA}]{{2,6}})[ ・](?P<given>[{KATAKANA}]{{2,5}}))(?![{KATAKANA}])|(?<![ぁ-ん])(?P<hira>(?P<family2>[ぁ-ん]{{2,6}})[ ](?P<given2>[ぁ-ん]{{2,5}}))(?![ぁ-ん])"
)
_LINKED = re.compile(
    rf"{SHIELD}[ ]?(?:[、,/・|:;(→]|[ ])[ ]?(?P<name>[{KANJI}]{{2,4}}|[{KATAKANA}]{{2,6}})(?=[)、,/・|;\s]|$)|(?:^|[、,/・|;\s])(?P<ahead>[{KANJI}]{{2,4}})[ ]?[、,/・|;→][ ]?{SHIELD}",
    re.MULTILINE,
)
_NAMES = (
    "名",
    "姓",
    "苗字",
    "申込",
    "申し込み",
    "宛",
    "送り主",
    "依頼主",
    "契約者",
    "受取",
    "注文者",
    "申出者",
    "連絡者",
    "使用者",
    "利用者",
    "購入者",
    "届け先",
    "お客",
    "顧客",
    "会員",
    "署名",
    "承認者",
    "起票者",
    "差出人",
)
_KANA_FORMS = ("ガナ", "がな", "カナ", "仮名", "読み", "セイ", "よみ", "ひらがな")
_SIGNING = ("お願い", "以上", "敬具", "草々", "かしこ", "--", "──", "__", "==", "**")


# A label and what stands between it and a name; tried before the long pattern.
_LABELLED = re.compile(
    r"[名姓宛主者人取先員客様字署)）」』】前][ \t\n]*[:=】\]「『 \t\n]|(?:名前|氏名|芳名|姓名|苗字|名字|旧姓|新姓|宛名|名義|者|主|先)[はがを]|名義[A-Z]|[)）](?=[一-鿿ァ-ヴA-Z])"
)
_SPACED = re.compile(rf"[{KANJI}{KATAKANA}ぁ-ん][ ・][{KANJI}{KATAKANA}ぁ-ん]")


def may(text: str) -> bool:
    """A label, a reading, a line end, a space between two names, or something that is masked already."""
    return (
        bool(_LABELLED.search(text))
        or ((" " in text or "・" in text) and bool(_SPACED.search(text)))
        or holds(text, _KANA_FORMS)
        or holds(text, ("\n", SHIELD, "正しくは", "と読"))
    )


def find(context: Context) -> Iterator[Hit]:
    """Names beside labels, readings, signatures, and in full with a space; each pattern has its own judge."""
    for beside, pattern, is_meant in _PATTERNS:
        if not holds(context.text, beside) or (
            pattern is _FIELD and not _LABELLED.search(context.text)
        ):
            continue
        for match in pattern.finditer(context.text):
            group = "name" if match["name"] else match.lastgroup or "name"
            if pattern is _FULL_KANA and not match["name"]:
                group = "hira"
            if is_meant(context, match, group):
                start, end = match.span(group)
                if pattern is not _PART:
                    start, end = whole_name(context, start, end)
                yield Hit(start, end, PLACEHOLDER)
                if pattern is _FIELD:
                    yield from _changed(context, match.end("name"))


def _is_reading(_context: Context, match: re.Match[str], group: str) -> bool:
    name = match[group]
    if name in words("not_names.txt"):
        return False
    labelled = match.group()[: match.start(group) - match.start()].rstrip("「『 ")
    return (
        is_kana_name(name) or labelled.endswith((":", "=", "】", "読み")) or len(name.split()) > 1
    )


def _is_part(_context: Context, match: re.Match[str], group: str) -> bool:
    return match[group] not in words("not_names.txt")


def _is_kana(_context: Context, match: re.Match[str], group: str) -> bool:
    return is_kana_name(match[group]) and match[group] not in words("not_names.txt")


def _is_name(context: Context, match: re.Match[str], group: str) -> bool:
    name = match[group]
    return is_kana_name(name) or is_surname(name) or is_full_name(context, *match.span(group))


def _is_field(context: Context, match: re.Match[str], _group: str) -> bool:
    name = match["name"].strip()
    if (
        not name
        or name in words("not_names.txt")
        or is_common(name)
        or name in words("not_staff.txt")
    ):
        return False
    strong = match["sep"][:1] in _STRONG
    if name.isascii():
        return True
    if name[0] < "一":
        return (
            is_kana_name(name, labelled=True)
            or (strong and match["sep"] in ":=】")
            or len(name.split()) > 1
        )
    if strong and len(name) > 1:
        return True
    start, end = match.span("name")
    return (
        is_surname(name, alone=False)
        or is_full_name(context, start, end)
        or is_all_person(context, start, end)
        or _is_proper(context, match)
    )


def _is_proper(context: Context, match: re.Match[str]) -> bool:
    """下の名前は幸子です: a proper noun after a label that nothing but names follow."""
    start, end = match.span("name")
    inside = [w for w in context.words() if w[0] >= start and w[1] <= end]
    named = "名前" in match.group() or "氏名" in match.group()
    return (
        named
        and len(inside) == 1
        and inside[0][2].pos.startswith("名詞,固有名詞")
        and end - start <= 4
    )


def _changed(context: Context, end: int) -> Iterator[Hit]:
    """名前を今井から佐藤に変更: what a name is changed to is a name."""
    match = _CHANGED.match(context.text, end)
    if match and (
        is_surname(match["name"], alone=False) or is_full_name(context, *match.span("name"))
    ):
        yield Hit(*match.span("name"), PLACEHOLDER)


def _is_signed(context: Context, match: re.Match[str], group: str) -> bool:
    name = match[group]
    if name in words("not_names.txt") or is_common(name):
        return False
    return is_surname(name, alone=False) or is_full_name(context, *match.span(group))


def _is_full(context: Context, match: re.Match[str], _group: str) -> bool:
    family, given = match["family"], match["given"]
    if not is_surname(family, alone=False) or is_common(family) or len(family + given) < 3:
        return False
    if given[0] < "一":
        return (
            is_surname(family)
            and given not in words("not_names.txt")
            and is_given(context, *match.span("given"))
        )
    if is_surname(family):
        return is_given(context, *match.span("given"))
    return is_all_person(context, *match.span("given"))


def _is_full_kana(context: Context, match: re.Match[str], group: str) -> bool:
    family = match["family"] or match["family2"]
    given = match["given"] or match["given2"]
    if (
        given.endswith("ー")
        or given in words("not_names.txt")
        or not is_kana_name(family, alone=True)
    ):
        return False
    if group == "hira":  # without kanji only a whole line or field is a name
        after = context.text[match.end() : match.end() + 1]
        before = context.text[max(0, match.start() - 1) : match.start()]
        return after in {"", "\n", "】", ")", "、", "/", ";"} and before in {
            "",
            "\n",
            "】",
            "(",
            "、",
            "/",
            ":",
            "=",
        }
    return True


def _is_linked(context: Context, match: re.Match[str], group: str) -> bool:
    name = match[group]
    return (
        is_surname(name) or (name[0] < "一" and is_kana_name(name, alone=len(name) < 5))
    ) and not is_common(name)


_PATTERNS: tuple[
    tuple[tuple[str, ...], re.Pattern[str], Callable[[Context, re.Match[str], str], bool]], ...
] = (
    (_NAMES, _FIELD, _is_field),
    (_KANA_FORMS, _READING, _is_reading),
    (("セイ", "メイ"), _PART, _is_part),
    (("と読", "とお読", "という読"), _READ_AS, _is_kana),
    (("正しくは",), _CORRECT, _is_name),
    (_SIGNING, _SIGNED, _is_signed),
    ((" ",), _FULL, _is_full),
    ((" ", "・"), _FULL_KANA, _is_full_kana),
    ((SHIELD,), _LINKED, _is_linked),
)
