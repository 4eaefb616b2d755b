"""Names that people say without an honorific: 会員の今井です, もしもし今井ですが, 長男の健太が, 今井宛."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vocli.privacy.lazy import lazily
from vocli.privacy.lists import words
from vocli.privacy.shapes import KANJI, KATAKANA
from vocli.privacy.spans import SHIELD, Context, Hit, holds
from vocli.privacy.surnames import (
    heads,
    is_all_person,
    is_common,
    is_family,
    is_full_name,
    is_kana_name,
    is_surname,
    whole_name,
)

PLACEHOLDER = "〔氏名〕"
_KANJI_NAME = rf"[{KANJI}]{{1,4}}(?:[ ]?[{KANJI}]{{1,3}})?(?:[ぁ-ん]{{2,3}})?"
_KANA_NAME = (
    rf"[{KATAKANA}]{{2,8}}(?:[ ・][{KATAKANA}]{{2,8}})?|[ぁ-ん]{{2,7}}(?:[ ][ぁ-ん]{{2,6}})?"
)
_NAME = rf"(?P<name>{_KANJI_NAME}|{_KANA_NAME})"
_GREETING = (
    r"(?:もしもし|(?:いつも|平素より|平素は)?(?:大変)?お世話に?(?:なっております|なっています|になります|様です|さまです|なります)|こんにち[はわ]|こんばん[はわ]|おはようございます|(?:初|はじ)めまして|お疲れ様です"
    r"|(?:ご質問|お忙しいところ|夜分|突然|朝早く|たびたび|何度も)?(?:に|で)?(?:恐れ入ります|失礼します|失礼いたします|すみません|すいません|申し訳ありません)(?:が)?|あの[ーう]?|えーと?|えっと|はい|ええと|ええ|名前ですか|お名前ですか|先日は[^、。\n]{0,14}ました"
    r"|わたくし|わたし|私|こちら|ごめんください|あー?|どうも|お電話代わりました|代わりました|失礼ですが|何度もすみません|お願いします|ちょっと|うちは?|ども|突然のご?連絡(?:失礼いたします|すみません)|ご担当者様|先ほどの|さっきの|前にも(?:電話|連絡)した|(?:質問|相談|確認)(?:が|を)?(?:ある|あり|し)(?:の|まし|たい)[^、。\n]{0,8}が)"
)
# What follows a name with which somebody begins: looked for first, the name only right before it.
_END = lazily(
    r"なん?です(?:が|けど?|よ)?|なのです|でーす|です|だけど|だが|でございます|であります|でして|っす(?=[。!\s]|$)|って(?:いい|言い|いう|言う|者|もん|人|方)|とかいう|と(?:いい(?!ますか)|言い(?!ますか)|いう(?=者|もの|名|苗|方|かた|人|お客|の[はがでも]|女|男)|言う(?=者|もの|名|苗|方|かた|人|お客|の[はがでも]|女|男)|申(?!しますか)|もうし|名乗|おっしゃる|伺)"
    r"|(?:から|より)(?=入電|電話|お電話|連絡|ご連絡|問い?合|伝言|架電|着電|受電|[、。「]|$)|に(?=架電|折り?返|電話|お電話|ご?連絡|確認|ご?案内)|へ(?=架電|折り?返|電話|お電話|ご?連絡|本日|明日|[0-9])"
)
_ENDINGS = (
    "より",
    "です",
    "だけど",
    "だが",
    "でござ",
    "って",
    "と申",
    "とい",
    "と言",
    "でーす",
    "であり",
    "でして",
    "っす",
    "と名",
    "とお",
    "ともう",
    "と伺",
    "とか",
)
_BINDING = ("宛", "名義", "改姓", "で登録", "で契約", "家の者", "あて")
_BREAK = lazily(r"が|けど|けれど|。|、|!|！|\?|\s|$|[♪☆〜~ー]|と|の件|よ|ね|ので|から|し(?=、)")
_START = lazily(
    rf"[ ]*(?P<greeting>(?:{_GREETING}[、。,.!~ー\s]*){{0,3}})(?P<who>(?:[^、。\n「」]{{0,24}}[の ])?){_NAME}"
)
_ROLE = (
    r"会員|契約者?|利用者|加入者|ユーザー?|購入者|購読者|客|申込者|本人|自宅|名義|家族|妻|夫|父|母|娘|息子|主人|家内|隣|大家|組合"
    rf"|生まれ|生|先ほど|さきほど|先日|今朝|昨日|一昨日|以前|前回|朝|昼|午前|午後|さっき|電話|予約|注文|依頼|{SHIELD}(?:\([^()\n]{{0,10}}\))?"
)
_ACTED = (
    r"(?:電話|連絡|注文|購入|契約|問い?合わ?せ|申し?込み?|予約|登録|相談|依頼|お願い|送信|投稿|メール|かけ|利用|使用)"
    r"を?(?:し|しまし|いただい|いただきまし|頂い|いたしまし|致しまし|させていただい|して[いお]り?まし|してい|まし)た"
)
_ROLED = lazily(rf"(?:(?:{_ROLE})の|{_ACTED}|名前ですか|(?:わたくし|わたし|私)(?:は|、)?){_NAME}$")
# いつも使っています三枝です: after a sentence or its end only surnames that are nothing else.
_AFTER_CLAUSE = lazily(
    rf"(?:ます|ました|ません|です|でした|ください|[。、!\s])(?P<name>[{KANJI}]{{2,5}}(?:[ ][{KANJI}]{{1,3}})?)$"
)
_SOMEBODY = lazily(rf"(?<![{KANJI}{KATAKANA}])(?P<name>{_KANJI_NAME}|[{KATAKANA}]{{2,8}})$")
_PERSON_AFTER = lazily(r"者|もの|方|かた|人|お客")
_CALLED = lazily(
    rf"(?<![{KANJI}{KATAKANA}])(?P<name>{_KANJI_NAME}|[{KATAKANA}]{{2,8}})と(?:名乗|名のる|名のり)"
)
_KIN = r"主人|旦那|夫|妻|家内|嫁|息子|娘|長男|次男|三男|長女|次女|三女|父親?|母親?|祖父|祖母|義父|義母|兄|弟|姉|妹|孫|叔父|叔母|いとこ|甥|姪|子供|子ども|子"
_RELATIVE = lazily(
    rf"(?:{_KIN})(?:さん|様)?(?P<sep>の|、|・|\(|:| |)(?P<name>[{KANJI}]{{1,5}}?(?:[ ][{KANJI}]{{1,3}})?|[ぁ-ん]{{2,4}}?|[{KATAKANA}]{{2,5}})"
    r"(?=[がはもをにへとで、。\s)(]|の|です|名義|宛|$|君|くん|ちゃん)"
)
# Where the name alone says to whom: 今井宛, 今井宅, 以前今井で登録.
_BOUND = lazily(
    rf"(?<![{KANJI}{KATAKANA}])(?:以前|旧姓|現在は|今は|前は|改姓して|結婚して)?(?P<name>[{KANJI}]{{2,5}}?(?:[ ][{KANJI}]{{1,3}})?|[{KATAKANA}]{{2,6}})(?:宛(?!名|先)|宅(?!配|急)|方(?=[、。\s]|$)(?<=様方)|家の者|の(?:妻|夫|母|父|息子|娘|代理|家内|主人)(?=です|ですが|と申|で(?:お?電話|す))|名義|本人(?!確認)|両名|\(旧姓|拝(?=[。\s]|$)|(?:に|へ)改姓|姓(?=に|で|から|を|の)|(?:に|へ)(?:名前|姓|名義)|で(?:登録|契約(?!し)|予約を?取|検索|申し?込)|あて(?=に|で|、|。|$)|まで(?=お?電話|ご?連絡|お?折り?返|$))"
)
_KIN_SIGN = lazily("[夫妻父母兄弟姉妹孫嫁娘甥姪]")
_KINDRED = (
    "主人",
    "旦那",
    "家内",
    "息子",
    "長男",
    "長女",
    "次男",
    "次女",
    "三男",
    "三女",
    "いとこ",
    "子供",
    "子ども",
    "子の",
)
_STARTS = "\n「『】〉>"  # what stands before the first word of a note
_REACH = 60
_NEAR_START = 24
_GREETED = lazily(r"もしもし|こん|いつも|お世話|はじめ|初め|すみ|すい|恐れ|あの|えっ?と|はい")


def _speaks_of_kin(text: str) -> bool:
    return bool(_KIN_SIGN.search(text)) or holds(text, _KINDRED)


def may(context: Context) -> bool:
    """Words that follow a name, relatives, or the beginning of a listed surname."""
    text = context.text
    return (
        holds(text, _ENDINGS)
        or holds(text, _BINDING)
        or _speaks_of_kin(text)
        or context.may_name(heads())
    )


def find(context: Context) -> Iterator[Hit]:
    """Names with evidence but without an honorific; each pattern says what its evidence is."""
    text = context.text
    for end in _END.finditer(text):
        match = _named(context, end)
        if match:
            yield Hit(*whole_name(context, *match.span("name")), PLACEHOLDER)
    if "と名" in text:
        yield from _judged(context, _CALLED, _is_named_by_others)
    if _speaks_of_kin(text):
        yield from _judged(context, _RELATIVE, _is_relative)
    if context.may_name(heads()) or holds(text, _BINDING):
        yield from _judged(context, _BOUND, _is_bound)


def _judged(
    context: Context, pattern: re.Pattern[str], is_meant: Callable[[Context, re.Match[str]], bool]
) -> Iterator[Hit]:
    for match in pattern.finditer(context.text):
        if is_meant(context, match):
            yield Hit(*whole_name(context, *match.span("name")), PLACEHOLDER)


def _named(context: Context, end: re.Match[str]) -> re.Match[str] | None:
    """A name right before です, と申します, から入電: at the start of a note or after who says it."""
    text, stop = context.text, end.start()
    if stop == 0 or text[stop - 1] in " 、。\nのはがを":
        return None
    begin = max(text.rfind(ch, 0, stop) for ch in _STARTS) + 1
    near = stop - begin <= (_NEAR_START if text[stop - 1] >= "ァ" else _NEAR_START // 2) or bool(
        _GREETED.match(text, begin)
    )
    said = end.group()[:1] in {"と", "っ"}
    listed = text[stop - 1] >= "一" and context.may_name(heads())
    if not (near or said or listed):
        return None
    if stop - begin <= _REACH:
        match = _START.fullmatch(text, begin, stop)
        if match and _opens_with_name(context, match, end):
            return match
    return _named_within(context, end)


def _named_within(context: Context, end: re.Match[str]) -> re.Match[str] | None:
    """After a role (会員の今井です), after a sentence, or where others say who somebody is."""
    text, stop = context.text, end.start()
    match = _ROLED.search(text, max(0, stop - _REACH), stop)
    if match and _is_name(context, match, alone=False):
        return match
    match = _AFTER_CLAUSE.search(text, max(0, stop - _REACH), stop)
    if match and _BREAK.match(text, end.end()) and is_surname(match["name"].split(" ")[0]):
        return match
    named = end.group() in {"と名乗", "とおっしゃる", "と伺", "って人", "って方", "とかいう"}
    if named or (end.group() in {"という", "と言う"} and _PERSON_AFTER.match(text, end.end())):
        match = _SOMEBODY.search(text, max(0, stop - 12), stop)
        if match and _is_name(context, match, alone=True):
            return match
    return None


def _opens_with_name(context: Context, match: re.Match[str], end: re.Match[str]) -> bool:
    """After a greeting any surname will do; without one not those that are places or words too."""
    broken = bool(_BREAK.match(context.text, end.end()))
    greeted = bool(match["greeting"]) and not match["who"]
    span = match.span("name")
    if end.group() == "です" and not broken and not greeted:
        return not match["who"] and is_family(context, *span) and len(match["name"]) > 1
    said = end.group() in {"と言い", "といい", "って言い", "っていい", "と申"}
    if _is_name(context, match, alone=not (greeted or said)):
        return True
    if match["who"] or end.group() not in {"です", "より"}:
        return False
    # みほです♪, タナカです: chats begin like that.
    if "ァ" <= match["name"][0] < "一" and is_kana_name(match["name"], alone=True):
        return True
    return is_all_person(context, *span)


def _is_named_by_others(context: Context, match: re.Match[str]) -> bool:
    return _is_name(context, match, alone=True)


def _is_name(context: Context, match: re.Match[str], *, alone: bool) -> bool:
    name = match["name"].strip()
    before = context.text[max(0, match.start("name") - 3) : match.start("name")]
    if name in words("not_names.txt") or before.endswith(("担当の", "係の")):
        return False
    if is_family(context, *match.span("name"), alone=alone):
        return True
    if (
        name[0] < "一"
    ):  # kana: only surnames that the list knows, and a greeting or a role before them
        return not alone and is_kana_name(name)
    if len(name) > 2 and is_full_name(context, *match.span("name")):
        return True
    return not alone and is_all_person(context, *match.span("name"))


def _is_relative(context: Context, match: re.Match[str]) -> bool:
    name = match["name"]
    if name in words("not_names.txt") or is_common(name):
        return False
    if name[0] < "ァ" and (
        not match["sep"]
        or name.startswith(("から", "より", "まで", "です", "だけ", "とも", "にも"))
    ):
        return False
    if not match["sep"] and len(name) < 3 and not is_surname(name):
        return False
    if context.text.startswith(("くん", "ちゃん"), match.end("name")):
        return len(name) > 1
    start, end = match.span("name")
    return is_all_person(context, start, end) or (
        end - start > 2 and is_full_name(context, start, end)
    )


def _is_bound(context: Context, match: re.Match[str]) -> bool:
    name = match["name"]
    if is_common(name) or name in words("not_names.txt"):
        return False
    return is_family(context, *match.span("name")) or (
        len(name) > 2 and is_full_name(context, *match.span("name"))
    )
