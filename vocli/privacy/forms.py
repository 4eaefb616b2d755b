"""Names that a form, a signature or their neighbours give away: 氏名:今井, フリガナ イマイ, 今井 太郎 / 〒..."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vocli.privacy.lazy import is_from, lazily
from vocli.privacy.lists import words
from vocli.privacy.readings import is_of_a_thing
from vocli.privacy.shapes import KANJI, KATAKANA
from vocli.privacy.spans import SHIELD, Context, Hit, holds
from vocli.privacy.surnames import (
    is_all_person,
    is_common,
    is_family,
    is_full_name,
    is_given,
    is_kana_name,
    is_surname,
    whole_name,
)

PLACEHOLDER = "〔氏名〕"
_KANA_NAME = (
    rf"[{KATAKANA}]{{2,8}}(?:[ ・][{KATAKANA}]{{2,8}})?|[ぁ-ん]{{2,7}}(?:[ ][ぁ-ん]{{2,6}})?"
)
_LATIN_NAME = r"[A-Z][A-Za-z'-]{1,15}(?:[ ,]{1,2}[A-Z][A-Za-z'-]{1,15}){1,2}"
_WHO = (
    r"(?:ご?契約者|お?申し?込み?(?:者|人)|申出者|ご?注文者|ご?購入者|ご?利用者|ご?使用者|ご?連絡者|会員|お?客様|お客さま|顧客|患者|受取人|受取|お?届け先|配送先|送り主|送付先|ご?依頼主|発送元|(?:口座|カード|振込人?|引落)?名義人?"
    r"|宛名|お?宛先|代表|代理人?|契約者本人|本人|保証人|同席者|紹介者|後見人|相続人|責任者|予約者|受講者|参加者|代表者|保護者|緊急連絡先|署名|差出人|投稿者|回答者|記入者|承認者|起票者)"
)
_SORT = (
    r"(?:[(（](?:漢字|かな|カナ|ひらがな|カタカナ|フリガナ|ふりがな|ローマ字|英字|全角|半角)[)）])?"
)
_FIELD = lazily(
    rf"(?=[漢ロ英新契申注購利使連会客お顧患受届配送依発口カ振引名宛予講参代保緊署差投回記承起本同紹後相責氏ご姓苗下旧芳nNmM])(?<![{KANJI}])(?:漢字|ローマ字|英字|新しい)?(?:(?i:(?:my )?name)(?= is|:)(?: is)?|{_WHO}(?:様)?(?:の)?(?:ご?氏名|お?名前|名(?!前))?|ご?氏名|お?名前|ご?芳名|姓名|苗字|名字|(?<![性])姓|下の名前|名(?=[ :=])|旧姓|新姓){_SORT}[」』)）]?"
    rf"\s*(?P<sep>[:=】\]/→⇒]|は[、? ]?|が[、 ]?|を[、 ]?|[ \t]|\n|「|『|(?<=[)）])|(?<=[旧新]姓)|(?=[A-Z]{{2}}))\s*[「『]?(?P<name>{_LATIN_NAME}|[{KANJI}]{{1,6}}?(?:[ぁ-ん]{{2,3}}|[{KATAKANA}]{{2,5}})??|{_KANA_NAME})"
    r"(?=\s*(?:$|[、。,.\n(（/」』】【)・;|! ]|様|さん|です|と申|とい|で(?:契約|ござ|登録|航空|お願|す|$|、)|から|に変|へ変|を|[にと]な[っりる]|と(?![も])|の|宛|≫|→|⇒))",
    re.MULTILINE,
)
_STRONG = frozenset(":=】]「『/→⇒")
_CHANGED = lazily(
    rf"[」』]?(?:から|より|→|⇒|->|ではなく|を)[「『]?(?P<name>[{KANJI}]{{2,4}}[ ]?[{KANJI}]{{0,3}}?)(?=[」』]?(?:に|へ|$|[、。\s]))"
)
_READING = lazily(
    rf"(?:フリガナ|ふりがな|振り仮名|ヨミガナ|よみがな|読み仮名|読みがな|(?:氏名|お?名前){_SORT[:-1]}|カナ氏名|カナ名|(?<![{KATAKANA}])カナ(?![{KATAKANA}])|(?<![ぁ-ん{KANJI}])読み方?(?!が?な|仮名|に[くよ]|やす|づら)|よみ(?=[:= ]))"
    rf"[」)】]?\s*(?:[:=】]|(?<=\s)|(?<=[】)）])|(?<=読み)|は[、 ]?|が[、 ]?|「)\s*[「『]?(?P<name>{_KANA_NAME})"
)
_PART = lazily(
    rf"(?<![{KATAKANA}])(?:セイ|メイ)[ :=は]{{1,2}}(?P<name>[{KATAKANA}]{{2,8}})(?![{KATAKANA}])"
)
_READ_AS = lazily(
    rf"(?:(?<![ぁ-ん{KATAKANA}])|(?<=なく)|(?<=は)(?!なく))(?P<name>[ぁ-ん]{{2,6}}|[{KATAKANA}]{{2,6}})」?と(?:読|お読み|いう読み)"
)
_CORRECT = lazily(
    rf"正しくは[、「『]?(?P<name>{_KANA_NAME}|[{KANJI}]{{2,4}}(?:[ ][{KANJI}]{{1,3}})?)(?=[」』]?(?:です|だ|様|と|。|、|$))"
)
# 若林 美帆 / ワカバヤシ ミホ: a listed surname, a space and a given name are a person without more ado.
_FULL = lazily(
    rf"(?<![{KANJI}])(?P<name>(?P<family>[{KANJI}]{{1,4}})(?P<gap>[ ・,_])(?P<given>[{KANJI}]{{1,3}}|[ぁ-ん]{{2,4}}|[{KATAKANA}]{{2,5}}))(?![{KANJI}{KATAKANA}])"
)
_FULL_KANA = lazily(
    rf"(?<![{KATAKANA}])(?P<name>(?P<family>[{KATAKANA}]{{2,6}})[ ・,.](?P<given>[{KATAKANA}]{{2,5}}))(?![{KATAKANA}])|(?<![ぁ-ん])(?P<hira>(?P<family2>[ぁ-ん]{{2,6}})[ ](?P<given2>[ぁ-ん]{{2,5}}))(?![ぁ-ん])"
)
_AGED = lazily(rf"(?<![{KANJI}])(?P<name>[{KANJI}]{{3,6}})(?=[(（] ?\d{{1,3}}(?:歳|才)?[)）])")
# トガワタロウ(戸川太郎), 戸川→中根に変更: two spellings or two names of one person.
_PAIRED = lazily(
    rf"(?<![{KATAKANA}])(?P<name>[{KATAKANA}]{{3,10}}(?:[ ・][{KATAKANA}]{{2,8}})?)\((?P<kanji>[{KANJI}]{{2,6}}(?:[ ][{KANJI}]{{1,3}})?)\)"
)
_KANA_FORMS = ("ガナ", "がな", "カナ", "仮名", "読み", "セイ", "よみ", "ひらがな")


# Small patterns that are tried before the long ones. Each begins with one class of characters: that is what
# the engine skips along with fastest.
_SIGN = lazily(f"[:=】 \\n→⇒・_,.宛読{SHIELD}]")
_BEFORE_SIGN = lazily(r"[名姓宛主者人取先員客様字署義)）」』】前][ \t\n]*[:=】\]「『/→⇒ \t\n]")
_BEFORE_PARTICLE = lazily(r"[名姓字義前者主先人旧新][はがを姓]")
_BEHIND_BRACKET = lazily(r"[)）][一-鿿ァ-ヴA-Z]")
_GAPS = (" ", "・", "_", ",", ".")
_SIDE_BY_SIDE = lazily(
    rf"[{KANJI}{KATAKANA}][ ・,_.][{KANJI}{KATAKANA}ぁ-ん]|[ぁ-ん] [ぁ-ん]|[A-Za-z][ ,]{{1,2}}[A-Z]"
)
_BRACKETED = lazily(rf"[{KANJI}{KATAKANA}]\( ?[\d{KANJI}]")


def may(context: Context) -> bool:
    """A character of those that stand between a label and a name, or part of a label."""
    text = context.text
    return (
        bool(_SIGN.search(text) or _BEFORE_PARTICLE.search(text))
        or holds(text, _KANA_FORMS)
        or holds(text, ("正しくは", "名義", "(", "名/", "名前/"))
    )


def _is_labelled(text: str) -> bool:
    return (
        bool(_BEFORE_SIGN.search(text) or _BEFORE_PARTICLE.search(text))
        or (")" in text and bool(_BEHIND_BRACKET.search(text)))
        or holds(text, ("名義", "ame"))
    )


def find(context: Context) -> Iterator[Hit]:
    """Names beside labels, readings, signatures, and in full with a space; each pattern has its own judge."""
    for match, group in _judged(context, _patterns(context)):
        start, end = match.span(group)
        if not is_from(match, _PART):
            start, end = whole_name(context, start, end)
        yield Hit(start, end, PLACEHOLDER)
        for second in ("kanji",):
            if second in match.re.groupindex:
                yield Hit(*match.span(second), PLACEHOLDER)
        if is_from(match, _FIELD):
            yield from _changed(context, match.end("name"))


def _patterns(context: Context) -> Iterator[re.Pattern[str]]:
    """Those that may find something in this text."""
    text = context.text
    if _is_labelled(text):
        yield _FIELD
    if holds(text, _KANA_FORMS):
        yield from (_READING, _PART)
    if "と" in text and "読" in text:
        yield _READ_AS
    if "正しくは" in text:
        yield _CORRECT
    if holds(text, _GAPS) and _SIDE_BY_SIDE.search(text):
        yield from (_FULL, _FULL_KANA)
    if "(" in text and _BRACKETED.search(text):
        yield from (_AGED, _PAIRED)


def _judged(
    context: Context, patterns: Iterator[re.Pattern[str]]
) -> Iterator[tuple[re.Match[str], str]]:
    """(match, group of the name) of what each pattern's judge accepts."""
    for pattern in patterns:
        for match in pattern.finditer(context.text):
            group = "name" if match["name"] else match.lastgroup or "name"
            if pattern is _FULL_KANA and not match["name"]:
                group = "hira"
            if _JUDGES[pattern](context, match, group):
                yield match, group


def _is_reading(_context: Context, match: re.Match[str], group: str) -> bool:
    name = match[group]
    if name in words("not_names.txt"):
        return False
    labelled = match.group()[: match.start(group) - match.start()].rstrip("「『 ")
    kana = "ァ" <= name[0] < "一" and len(name) > 3 and not name.endswith("ー")
    return (
        is_kana_name(name, labelled=True)
        or kana
        or labelled.endswith((":", "=", "】", "読み", "読みは", "方は", "ガナは", "がなは"))
        or len(name.split()) > 1
    )


def _is_part(_context: Context, match: re.Match[str], group: str) -> bool:
    return match[group] not in words("not_names.txt")


def _is_kana(_context: Context, match: re.Match[str], group: str) -> bool:
    return is_kana_name(match[group]) and match[group] not in words("not_names.txt")


def _is_name(context: Context, match: re.Match[str], group: str) -> bool:
    name = match[group]
    return (
        is_kana_name(name)
        or is_family(context, *match.span(group))
        or is_full_name(context, *match.span(group))
    )


def _is_field(context: Context, match: re.Match[str], _group: str) -> bool:
    name = match["name"].strip()
    if (
        not name
        or name in words("not_names.txt")
        or is_common(name)
        or name in words("not_staff.txt")
        or is_of_a_thing(context.text, match.start())
    ):
        return False
    strong = match["sep"][:1] in _STRONG
    if name.isascii():
        return True
    if name[0] < "一":
        if not match["sep"].strip() and match["sep"] not in {" ", "\n", "\t"}:
            return False
        return (
            is_kana_name(name, labelled=True)
            or (strong and match["sep"] in ":=】")
            or len(name.split()) > 1
        )
    if strong and len(name) > 1:
        return True
    start, end = match.span("name")
    return (
        is_family(context, start, end, alone=False)
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
        is_family(context, *match.span("name"), alone=False)
        or is_full_name(context, *match.span("name"))
    ):
        yield Hit(*match.span("name"), PLACEHOLDER)


def _is_full(context: Context, match: re.Match[str], _group: str) -> bool:
    family, given = match["family"], match["given"]
    if is_common(family) or is_common(given) or len(family + given) < 3:
        return False
    if family in words("not_staff.txt") or given in words("not_names.txt"):
        return False
    if match["gap"] != " ":
        listed = is_surname(family, alone=False)
        return listed and given[0] >= "一" and is_all_person(context, *match.span("given"))
    if given[0] < "一":
        return is_surname(family) and is_given(context, *match.span("given"))
    if is_surname(family):
        return is_given(context, *match.span("given"))
    return is_all_person(context, *match.span("given")) and is_family(
        context, *match.span("family"), alone=False
    )


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


def _is_full_together(context: Context, match: re.Match[str], group: str) -> bool:
    return is_full_name(context, *match.span(group))


def _is_paired(context: Context, match: re.Match[str], _group: str) -> bool:
    span = match.span("kanji")
    return is_full_name(context, *span) or is_family(context, *span)


_JUDGES: dict[re.Pattern[str], Callable[[Context, re.Match[str], str], bool]] = {
    _FIELD: _is_field,
    _READING: _is_reading,
    _PART: _is_part,
    _READ_AS: _is_kana,
    _CORRECT: _is_name,
    _FULL: _is_full,
    _FULL_KANA: _is_full_kana,
    _AGED: _is_full_together,
    _PAIRED: _is_paired,
}
