"""Names that people give themselves or a form gives them: 会員の今井です, 名前は今井, フリガナ イマイ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vocli.privacy.lists import words
from vocli.privacy.shapes import KANJI, KATAKANA
from vocli.privacy.spans import Context, Hit, holds
from vocli.privacy.surnames import (
    is_all_person,
    is_common,
    is_full_name,
    is_kana_name,
    is_surname,
)

PLACEHOLDER = "〔氏名〕"
_KANJI_NAME = rf"[{KANJI}]{{1,4}}(?:[ ]?[{KANJI}]{{1,3}})?(?:[ぁ-ん]{{2,3}})?"
_KANA_NAME = (
    rf"[{KATAKANA}]{{2,8}}(?:[ ・][{KATAKANA}]{{2,8}})?|[ぁ-ん]{{2,7}}(?:[ ][ぁ-ん]{{2,6}})?"
)
_NAME = rf"(?P<name>{_KANJI_NAME}|{_KANA_NAME})"
_GREETING = (
    r"(?:もしもし|(?:いつも|平素より|平素は)?(?:大変)?お世話に?(?:なっております|なっています|になります|様です|さまです|なります)|こんにち[はわ]|こんばん[はわ]|おはようございます|(?:初|はじ)めまして"
    r"|(?:ご質問|お忙しいところ|夜分|突然|朝早く)?(?:に|で)?(?:恐れ入ります|失礼します|失礼いたします|すみません|すいません|申し訳ありません)(?:が)?|あの|えーと|えっと|はい|ええと|先日は[^、。\n]{0,14}ました)"
)
# What follows a name with which somebody begins: looked for first, the name only right before it.
_END = re.compile(
    r"ですが|ですけど?|だけど|だが|なんですが|でございます|です(?=[。、!\s]|$)|って(?:いい|言い|いう|言う)|と(?:いい|言い|いう|言う|申)"
    r"|から(?=入電|電話|お電話|連絡|ご連絡|問い?合)"
)
_START = re.compile(
    rf"[ ]*(?P<greeting>(?:{_GREETING}[、。,.!~ー\s]*){{0,3}})(?P<who>(?:[^、。\n「」]{{0,14}}の)?){_NAME}"
)
_ROLE = (
    r"会員|契約者?|利用者|加入者|ユーザー?|購入者|購読者|客|申込者|本人|自宅|名義|家族|妻|夫|父|母|娘|息子|隣|大家|組合"
    r"|先ほど|さきほど|先日|今朝|昨日|一昨日|以前|前回|朝|昼|午前|午後|さっき|電話|予約|注文|依頼"
)
_ACTED = (
    r"(?:電話|連絡|注文|購入|契約|問い?合わ?せ|申し?込み?|予約|登録|相談|依頼|お願い|送信|投稿|メール|かけ|利用|使用)"
    r"を?(?:し|しまし|いたしまし|致しまし|させていただい|して[いお]り?まし|してい|まし)た"
)
_ROLED = re.compile(rf"(?:(?:{_ROLE})の|{_ACTED}){_NAME}$")
_SOMEBODY = re.compile(rf"(?<![{KANJI}{KATAKANA}])(?P<name>{_KANJI_NAME}|[{KATAKANA}]{{2,8}})$")
_PERSON_AFTER = re.compile(r"者|もの|方|かた|人|お客")
_CALLED = re.compile(
    rf"(?<![{KANJI}{KATAKANA}])(?P<name>{_KANJI_NAME}|[{KATAKANA}]{{2,8}})と(?:名乗|名のる|名のり)"
)
_FORM = (
    r"(?:ご?氏名|お?名前|ご?芳名|ご?契約者(?:様)?名?|申込者(?:様)?名?|お?申込み?人|申出者(?:様)?名?|(?:口座|カード)?名義人?|会員(?:様)?名|お客様(?:氏)?名|お客さま名|顧客(?:氏)?名|利用者名|患者名"
    r"|受取人(?:様)?名?|お?届け先(?:の)?(?:氏名|お?名前|様名)|宛名|お?宛先名|送り主|依頼主|購入者名|注文者名?|予約者?名|旧姓|新姓|姓名|苗字|名字|姓)"
)
_FIELD = re.compile(
    rf"(?<![一-鿿]){_FORM}[」』)）]?\s*(?P<sep>[:=]|は[、 ]?|が[、 ]?|を[、 ]?|[ \t]|\n|「|『)\s*[「『]?"
    rf"(?P<name>[{KANJI}]{{1,4}}[ ]?(?:[{KANJI}]{{0,4}}[ぁ-ん]{{0,3}}?|[ぁ-ん]{{2,4}}|[{KATAKANA}]{{2,4}})|{_KANA_NAME}|[A-Z][A-Za-z]{{1,15}}[ ][A-Z][A-Za-z]{{1,15}})"
    r"(?=\s*(?:$|[、。,\n(（/」』)・ ]|様|さん|です|と申|で契約|でござ|から|に変|へ変|を|で登録|になって|となって|の))",
    re.MULTILINE,
)
_CHANGED = re.compile(
    rf"[」』]?(?:から|より|→|⇒|->|ではなく|を)[「『]?(?P<name>[{KANJI}]{{2,4}}[ ]?[{KANJI}]{{0,3}}?)(?=[」』]?(?:に|へ|$|[、。\s]))"
)
_READING = re.compile(
    rf"(?:フリガナ|ふりがな|振り仮名|ヨミガナ|よみがな|読み仮名|読みがな|(?:氏名|お?名前)\(?カナ\)?|カナ氏名|カナ名|(?<![{KATAKANA}])カナ|(?<![ぁ-ん一-鿿])読み方?)"
    rf"[」)]?\s*(?:[:=]|は[、 ]?|が[、 ]?|\s|「)\s*[「『]?(?P<name>{_KANA_NAME})"
)
_KIN = r"主人|旦那|夫|妻|家内|嫁|息子|娘|長男|次男|三男|長女|次女|三女|父親?|母親?|祖父|祖母|義父|義母|兄|弟|姉|妹|孫|叔父|叔母|いとこ|甥|姪|子供|子ども|子"
_RELATIVE = re.compile(
    rf"(?:{_KIN})(?:さん|様)?の(?P<name>[{KANJI}]{{1,5}}|[ぁ-ん]{{2,4}}|[{KATAKANA}]{{2,5}})"
    r"(?=[がはもをにへとで、。\s]|の(?:名義|口座|携帯|電話|分|契約|名前|カード|住所|誕生)|です|名義|宛|$)"
)
_SIGNED = re.compile(
    rf"(?:お願い[^\n]{{0,12}}|以上[^\n]{{0,8}}|敬具|草々|かしこ|-{{2,}}|─{{2,}}|_{{2,}}|={{2,}})[。.]?\s*\n\s*(?:[^\n]{{1,20}}\n *)?(?P<name>[{KANJI}]{{1,4}}(?:[ ]?[{KANJI}]{{1,3}})?) *(?:$|\n)"
)
_ENDINGS = ("です", "だけど", "だが", "でござ", "って", "と申", "とい", "と言", "から", "と名")
_FORMS = (
    "名",
    "姓",
    "苗字",
    "申込",
    "宛",
    "送り主",
    "依頼主",
    "契約者",
    "受取人",
    "注文者",
    "申出者",
)
_KANA_FORMS = ("ガナ", "がな", "カナ", "仮名", "読み")
_KINDRED = (
    *(
        "主人の",
        "旦那の",
        "夫の",
        "妻の",
        "家内の",
        "嫁の",
        "息子",
        "娘",
        "男の",
        "女の",
        "父",
        "母",
        "兄の",
        "弟",
    ),
    *("姉の", "妹", "孫", "いとこ", "甥", "姪", "子供", "子ども", "子の", "さんの", "様の"),
)
_SIGNING = ("お願い", "以上", "敬具", "草々", "かしこ", "--", "──", "__", "==")
_STARTS = "\n「『】〉>"  # what stands before the first word of a note
_REACH = 60


def may(text: str) -> bool:
    """Words that stand beside a name which has no honorific."""
    return (
        holds(text, _ENDINGS)
        or holds(text, _FORMS)
        or holds(text, _KANA_FORMS)
        or holds(text, _KINDRED)
        or "\n" in text
    )


def find(context: Context) -> Iterator[Hit]:
    """Names with evidence but without an honorific; each pattern says what its evidence is."""
    text = context.text
    for end in _END.finditer(text):
        match = _named(context, end)
        if match:
            yield Hit(*match.span("name"), PLACEHOLDER)
    for beside, pattern, is_meant in _PATTERNS:
        if not holds(text, beside):
            continue
        for match in pattern.finditer(text):
            if is_meant(context, match):
                yield Hit(*match.span("name"), PLACEHOLDER)
                if pattern is _FIELD:
                    yield from _changed(context, match.end("name"))


def _named(context: Context, end: re.Match[str]) -> re.Match[str] | None:
    """A name right before です, と申します, から入電: at the start of a note or after who says it."""
    text, stop = context.text, end.start()
    if stop == 0 or text[stop - 1] in " 、。\n":
        return None
    begin = max(text.rfind(ch, 0, stop) for ch in _STARTS) + 1
    if stop - begin <= _REACH:
        match = _START.fullmatch(text, begin, stop)
        if match and _opens_with_name(context, match, end.group()):
            return match
    match = _ROLED.search(text, max(0, stop - _REACH), stop)
    if match and _is_name(context, match, alone=False):
        return match
    if end.group() in {"という", "と言う"} and _PERSON_AFTER.match(text, end.end()):
        match = _SOMEBODY.search(text, max(0, stop - 12), stop)
        if match and _is_name(context, match, alone=True):
            return match
    return None


def _opens_with_name(context: Context, match: re.Match[str], end: str) -> bool:
    """After a greeting any surname will do; without one not those that are places or words too."""
    if end == "です" and not match["greeting"] and not match["who"]:
        return _is_name(context, match, alone=True)
    return _is_name(context, match, alone=not (match["greeting"] and not match["who"]))


def _is_named_by_others(context: Context, match: re.Match[str]) -> bool:
    return _is_name(context, match, alone=True)


def _is_reading(_context: Context, match: re.Match[str]) -> bool:
    name = match["name"]
    if name in words("not_names.txt"):
        return False
    return is_kana_name(name) or ":" in match.group() or len(name.split()) > 1


def _is_name(context: Context, match: re.Match[str], *, alone: bool) -> bool:
    name = match["name"].strip()
    before = context.text[max(0, match.start("name") - 3) : match.start("name")]
    if name in words("not_names.txt") or before.endswith(("担当の", "係の")):
        return False
    if is_surname(name, alone=alone):
        return True
    if (
        name[0] < "一"
    ):  # kana: only surnames that the list knows, and a greeting or a role before them
        return not alone and is_kana_name(name)
    if len(name) > 2 and is_full_name(context, *match.span("name")):
        return True
    return not alone and is_all_person(context, *match.span("name"))


def _is_field(context: Context, match: re.Match[str]) -> bool:
    name = match["name"].strip()
    if name in words("not_names.txt") or is_common(name):
        return False
    if match["sep"][0] in ":=「『" and name[0] >= "ァ":
        return True
    start, end = match.span("name")
    if name[0] < "一":
        return name.isascii() or is_kana_name(name) or match["sep"] in {":", "="}
    return (
        is_surname(name, alone=False)
        or is_full_name(context, start, end)
        or is_all_person(context, start, end)
    )


def _changed(context: Context, end: int) -> Iterator[Hit]:
    """名前を今井から佐藤に変更: what a name is changed to is a name."""
    match = _CHANGED.match(context.text, end)
    if match and (
        is_surname(match["name"], alone=False) or is_full_name(context, *match.span("name"))
    ):
        yield Hit(*match.span("name"), PLACEHOLDER)


def _is_given_or_full(context: Context, match: re.Match[str]) -> bool:
    start, end = match.span("name")
    if match["name"] in words("not_names.txt") or is_common(match["name"]):
        return False
    if match.re is _SIGNED:
        return is_surname(match["name"], alone=False) or is_full_name(context, start, end)
    return is_all_person(context, start, end)


_PATTERNS: tuple[
    tuple[tuple[str, ...], re.Pattern[str], Callable[[Context, re.Match[str]], bool]], ...
] = (
    (("と名",), _CALLED, _is_named_by_others),
    (_FORMS, _FIELD, _is_field),
    (_KANA_FORMS, _READING, _is_reading),
    (_KINDRED, _RELATIVE, _is_given_or_full),
    (_SIGNING, _SIGNED, _is_given_or_full),
)
