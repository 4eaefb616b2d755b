"""Names that stand beside other names or at the end of what somebody wrote: 今井、大橋の2名, よろしくお願いします。今井."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.lazy import lazily
from vocli.privacy.lists import words
from vocli.privacy.shapes import KANJI, KATAKANA
from vocli.privacy.spans import SHIELD, Context, Hit, holds
from vocli.privacy.surnames import (
    PERSON,
    ends_like_given,
    heads,
    is_all_person,
    is_common,
    is_family,
    is_full_name,
    is_kana_name,
    surname_at,
    whole_name,
)

PLACEHOLDER = "〔氏名〕"
_K = rf"(?:(?![様氏殿])[{KANJI}ヶ])"
_FREE = rf"(?<![{KANJI}ヶ{KATAKANA}])"
_ONE = rf"{_K}{{2,4}}(?: {_K}{{1,3}})?"
# 今井と大橋が受講, 今井、大橋、石塚の3名
_LIST = lazily(
    rf"{_FREE}(?P<names>{_ONE}(?:(?:、|,|・|/| ?& ?|と|や|および|及び|並びに)(?:{_ONE}|{SHIELD}+(?:様|さん)?)){{1,5}})(?=(?:様|さん|さま|氏)|の?(?:[2-9二三四五六両]名|[2-9二三四五六両]人|お?二人|ご?両名|ふたり|ご?夫[妻婦]|連名)|が(?:受講|参加|来|行|伺|訪|申|予約|契約|利用|対応|担当|同席|出席|宿泊|一緒|住)|で(?:予約|伺|参|訪|申|契約|対応)|は(?:同|別|親|家族|夫|兄|姉)|宛)"
)
_COUNTED = lazily("様|さん|さま|氏|の?[2-9二三四五六両][名人]|ご?両名|お?二人|宛")
_BESIDE = lazily(
    rf"{SHIELD}(?:様|さん|さま|氏)?(?:と|、|・|/|及び|および|や)(?P<name>{_ONE})(?=の|が|を|に|は|様|さん|で|も|、|。|$|です)|{_FREE}(?P<ahead>{_ONE})(?:と|、|・|/|及び|および|や){SHIELD}(?=の?[2-9二三四両]|が|様|さん|は|の)"
)
_POLITE = r"(?:お願い(?:いた|致|申し上げ|申しあげ|し)?(?:し)?ます|お願い[^\n。]{0,10}|(?:お待ち|待って)[^\n。、]{0,9}|(?:くだ|下)さい(?:ませ)?|以上(?:です)?|失礼(?:いた|致)?し(?:ます|ました)|ありがとうございま(?:す|した)|ございました|助かります|幸いです|恐縮です|敬具|草々|かしこ|拝|願います|までに?|m\(__\)m|\(\^[^)\n]{1,6}\))"
_ENDING = lazily(
    rf"{_POLITE}(?:\([^)\n{KANJI}]{{1,6}}\))?[。.!?♪☆\s]{{0,4}}[(\[-]?[ ]?(?P<name>{_K}{{1,5}}(?:[ ](?:{_K}{{1,3}}|[ぁ-ん]{{2,4}}))?)[)\]]?(?=[。 ]*(?:$|\n|{SHIELD}|より[。 ]*(?:$|\n)|拝|\())"
)
_SIGNED = lazily(
    rf"(?:お願い[^\n]{{0,12}}|以上[^\n]{{0,8}}|敬具|草々|かしこ|-{{2,}}|─{{2,}}|_{{2,}}|={{2,}}|\*{{2,}})[。.]?\s*\n\s*(?:[^\n]{{1,20}}\n *)?(?P<name>[{KANJI}]{{1,4}}(?:[ ]?[{KANJI}]{{1,3}})?) *(?:$|\n)"
)
_LINKED = lazily(
    rf"{SHIELD}[ ]?(?:[、,/・|:;(→]|[ ])[ ]?(?P<name>[{KANJI}]{{2,4}}|[{KATAKANA}]{{2,6}})(?=[)、,/・|;\s]|$)|(?:^|[、,/・|;\s])(?P<ahead>[{KANJI}]{{2,4}})[ ]?[、,/・|;→][ ]?{SHIELD}",
    re.MULTILINE,
)
# 佐々木健太郎、会員証を紛失; 藤沢 瑞穂(〓: a full name at the head of a note or of a field.
_HEADED = lazily(
    rf"(?P<name>{_K}{{1,4}} (?:{_K}{{1,3}}|[ぁ-ん]{{2,4}}|[{KATAKANA}]{{2,5}})|{_K}{{3,6}}|{_K}{{1,4}}[ぁ-ん]{{2,4}}|{_K}{{1,4}}[{KATAKANA}]{{2,4}})(?=[、/,(: )|;\n」]|$|{SHIELD}|の件|ですが|です。|と申|がお?電話|名義|宛)",
)
_HEAD = frozenset("\n、。:/(「】>・;|] " + SHIELD)
_SINGLE = lazily(
    rf"(?:^|(?<=[\s、。・/(「:]))(?P<name>[{KANJI}])[ ]?(?=(?:様|さま)(?:より|からお?電|から入電|から連絡|TEL|へ架電|に架電|宛|、[^。\n]{{0,8}}(?:希望|騒音|相談))|さん(?:という|って|より|からお?電|から入電|[とのから]{{1,2}}[^、。\n]{{0,8}}(?:尋ね|問い?合|連絡|相談|方から)))",
    re.MULTILINE,
)
_WORKS = lazily(
    r"の(?:漫画|マンガ|コンサート|ライブ|本|番組|展|記念|美術館|映画|小説|曲|歌|CD|DVD|ドラマ|作品|フィギュア|アルバム|写真集|グッズ|ポスター|伝記|木刀|千円札|切手)"
)


def may(context: Context) -> bool:
    """The beginning of a listed surname, something masked, a polite ending, or one character with a title."""
    text = context.text
    return (
        context.may_name(heads())
        or holds(text, (SHIELD, "\n"))
        or _ends_with_name(text)
        or _has_title(text)
    )


def _ends_with_name(text: str) -> bool:
    return text[-1:] >= "一" and bool(_ENDED.search(text, max(0, len(text) - _TAIL)))


def _has_title(text: str) -> bool:
    return holds(text, ("様", "さま", "さん")) and bool(_TITLED.search(text))


_ENDED = lazily(rf"(?:ます|さい|ました|\))[。!♪ ]{{1,3}}[{KANJI}]{{2,4}}$")
_TITLED = lazily(rf"(?:^|[\s、。・/(「:])[{KANJI}] ?(?:様|さま|さん)")
_LISTING = lazily(rf"[{KANJI}] ?(?:、|,|・|/|&|と|や|び|び)[{KANJI}{SHIELD}]")
_ADJACENT = lazily(rf"{SHIELD}(?:様|さん|さま|氏)?[と、・/及おや]|[と、・/びや]{SHIELD}")
_TAIL = 12
_SHORT = 5


def find(context: Context) -> Iterator[Hit]:
    """Names in lists of names, beside masked names, at the end of a message and at the head of a note."""
    text = context.text
    if context.may_name(heads()) and _LISTING.search(text):
        yield from _listed(context)
    for match in _ENDING.finditer(text):
        if _is_ending(context, *match.span("name")):
            yield Hit(*whole_name(context, *match.span("name")), PLACEHOLDER)
    yield from _headed(context)
    if "\n" in text:
        yield from _signed(context)
    if SHIELD in text:
        yield from _linked(context)
    if _ADJACENT.search(text):
        yield from _beside(context)
    for match in _SINGLE.finditer(text) if _has_title(text) else ():
        if surname_at(match["name"]):
            yield Hit(*match.span("name"), PLACEHOLDER)


def _headed(context: Context) -> Iterator[Hit]:
    """Full names at the head of a note or of a field."""
    text = context.text
    for start in context.surname_starts(heads()):
        if start == 0 or text[start - 1] in _HEAD:
            headed = _HEADED.match(text, start)
            if headed and _is_headed(context, headed):
                yield Hit(*headed.span("name"), PLACEHOLDER)


def _beside(context: Context) -> Iterator[Hit]:
    """〔氏名〕と今井: a name that and joins to a masked one."""
    for match in _BESIDE.finditer(context.text):
        group = "name" if match["name"] else "ahead"
        if is_family(context, *match.span(group)) or _is_whole(context, *match.span(group)):
            yield Hit(*match.span(group), PLACEHOLDER)


def _signed(context: Context) -> Iterator[Hit]:
    """The line after a closing line."""
    for match in _SIGNED.finditer(context.text):
        start, end = match.span("name")
        name = context.text[start:end]
        if name in words("not_names.txt") or is_common(name):
            continue
        if is_family(context, start, end, alone=False) or is_full_name(context, start, end):
            yield Hit(*whole_name(context, start, end), PLACEHOLDER)


def _linked(context: Context) -> Iterator[Hit]:
    """〔電話番号〕 今井: a name in the field beside something masked."""
    for match in _LINKED.finditer(context.text):
        start, end = match.span("name" if match["name"] else "ahead")
        name = context.text[start:end]
        kana = name[0] < "一" and is_kana_name(name, alone=len(name) < _SHORT)
        if (kana or is_family(context, start, end)) and not is_common(name):
            yield Hit(*whole_name(context, start, end), PLACEHOLDER)


def _listed(context: Context) -> Iterator[Hit]:
    """All names of a list, when each is a surname that is nothing else, a full name or masked already."""
    for match in _LIST.finditer(context.text):
        base = match.start("names")
        spans = [
            (base + part.start(), base + part.end())
            for part in re.finditer(rf"[^、,・/&とやおよび及並にの様さん{SHIELD}]+", match["names"])
        ]
        counted = bool(_COUNTED.match(context.text, match.end()))
        if spans and all(_is_known(context, *span, alone=not counted) for span in spans):
            for start, end in spans:
                yield Hit(start, end, PLACEHOLDER)


def _is_known(context: Context, start: int, end: int, *, alone: bool) -> bool:
    name = context.text[start:end]
    if is_common(name) or name in words("not_names.txt"):
        return False
    return is_family(context, start, end, alone=alone) or _is_whole(context, start, end)


def _is_whole(context: Context, start: int, end: int) -> bool:
    return end - start > 2 and is_full_name(context, start, end)


def _is_ending(context: Context, start: int, end: int) -> bool:
    name = context.text[start:end]
    if is_common(name) or name in words("not_names.txt") or name in words("not_staff.txt"):
        return False
    if len(name) == 1:
        return False
    return (
        is_family(context, start, end, alone=False)
        or is_full_name(context, start, end)
        or is_all_person(context, start, end)
    )


def _is_headed(context: Context, match: re.Match[str]) -> bool:
    """A surname with what the dictionary or a list calls a given name; works of famous people stay."""
    start, end = match.span("name")
    name = context.text[start:end]
    if is_common(name) or _WORKS.match(context.text, end):
        return False
    head = surname_at(name)
    if " " in name and is_family(context, start, start + name.index(" "), alone=False):
        head = name[: name.index(" ")]
    given = name[len(head) :].strip()
    if not head or not given:
        return is_all_person(context, start, end) and " " in name
    if given in words("not_given.txt"):
        return False
    if given in words("given_kanji.txt") or given in words("given_kana.txt"):
        return len(given) > 1 or " " in name or SHIELD in context.text
    if context.tokenizer is None:
        return ends_like_given(given)
    inside = [w for w in context.words() if w[0] >= end - len(given) and w[1] <= end]
    return bool(inside) and all(w[2].pos.startswith(f"{PERSON},名") for w in inside)
