"""What a surname and a full name look like: the list, old forms of kanji, readings, and the dictionary if there is one."""

from __future__ import annotations

import re
from collections.abc import Hashable
from functools import cache, lru_cache
from typing import Any, cast

from vocli.privacy.lazy import lazily
from vocli.privacy.lists import words
from vocli.privacy.shapes import KANJI, KATAKANA, modern, spellings
from vocli.privacy.spans import Context, Heads

PERSON = "名詞,固有名詞,人名"
_PROPER = "名詞,固有名詞"
_KANA_NAME = lazily(r"[ァ-ヴー]+|[ぁ-んー]+")
_HEADCOUNT = lazily(r"[一二三四五六七八九十百数何各]{1,3}名")
_LONGEST_GIVEN = 3
# Given names of one character; any other single character after a surname is a word.
_GIVEN = frozenset(
    "正清寛聡忠巧隆蓮誠明浩実純健学薫進茂勝豊稔守司修猛武剛徹亮翔樹葵凛翼駿勉昇弘博宏洋治久仁智悟哲望歩渉淳潤駆優光輝栞楓桜茜梓恵愛幸泉渚忍緑円環旬蒼湊陸律新樹悠陽大空海海"
    "匠凪岬昴晃暁渡直等繁要譲豪賢毅肇滋滉澪瞳碧紬結舞華萌遥雫雅雪静香麗操文節章"
)
# What most given names of two or three characters end with.
_GIVEN_ENDS = frozenset("子美香奈樹介郎男雄夫彦也哉斗翔穂恵枝江輔佑弥司治之菜花音乃莉希")
# Cars and makers, not people, where no other evidence stands beside them.
_BRANDS = frozenset(
    ("ほんだ", "すずき", "まつだ", "とよだ", "かわさき", "のむら", "もりなが", "きたの", "みずの")
)
_FAMILY_AFTER = lazily(
    rf"[ ](?P<given>[{KANJI}]{{1,3}}|[{KATAKANA}]{{2,6}})"
    r"(?=[ \s、。,.!(（)）」』】【;|/・→⇒]|$|は|が|を|に|の|と|で|も|へ|様|さん|殿|氏|本人|名義|宛)"
)
_KANA_GIVEN_AFTER = lazily(
    r"[ ](?P<given>(?!から|より|まで|です|さん|さま|など|あて|にて|とのこと|ほか|について)[ぁ-ん]{2,5})(?=[ \s、。,)）」』】【;|/]|$|様|さん)"
)
_FAMILY_BEFORE = lazily(
    rf"(?<![{KANJI}{KATAKANA}])(?P<family>[{KANJI}]{{1,4}}|[{KATAKANA}]{{2,6}})[ ]$"
)


@cache
def surnames() -> frozenset[str]:
    """Surnames in kanji."""
    return frozenset(line.split()[0] for line in words("surnames.txt"))


@cache
def heads() -> Heads:
    """The first two characters of every surname that has them, old forms of kanji included."""
    names = (name[:2] for name in surnames() if len(name) > 1)
    pairs = frozenset(form for name in names for form in spellings(name))
    first, second = ("".join(sorted({pair[i] for pair in pairs})) for i in (0, 1))
    return Heads(pairs, lazily(f"(?=([{first}][{second}]))"))


@cache
def readings() -> frozenset[str]:
    """Surnames in hiragana."""
    return frozenset(kana for line in words("surnames.txt") for kana in line.split()[1:])


@cache
def doubtful_readings() -> frozenset[str]:
    """Readings of surnames that are also words, and of makers."""
    also = words("surnames_also_words.txt")
    lines = (line.split() for line in words("surnames.txt"))
    return _BRANDS.union(*(line[1:] for line in lines if line[0] in also))


def is_surname(name: str, *, alone: bool = True) -> bool:
    """True for a listed surname; those that are as often a place or a word only when not `alone` as evidence."""
    plain = modern(name)
    if plain in surnames():
        return not (alone and plain in words("surnames_also_words.txt"))
    return not alone and _hiragana(plain) in readings()


def is_family(context: Context, start: int, end: int, *, alone: bool = True) -> bool:
    """A listed surname, or what the dictionary takes for a name before 様.

    When the name is not `alone` a proper noun of any kind will do: 亀岡 is a town, but 会員の亀岡です is not.
    """
    name = context.text[start:end]
    if is_surname(name, alone=alone):
        return True
    plain = modern(name)
    if not 1 < len(plain) < 5 or plain[0] < "一" or is_common(name):
        return False
    if context.tokenizer is None or plain in words("surnames_also_words.txt"):
        return False
    kinds = kinds_before_you(cast("Hashable", context.tokenizer), plain)
    if len(kinds) != 1:
        return False
    if not alone:
        return kinds[0].startswith(_PROPER)
    return kinds[0].startswith(PERSON) and not any(
        begin == start and stop == end and not token.pos.startswith(PERSON)
        for begin, stop, token in context.words()
    )


@lru_cache(maxsize=8192)
def kinds_before_you(tokenizer: Any, name: str) -> tuple[str, ...]:
    """What the dictionary calls the words of `name` in 「name様」, without the sentence around it."""
    tokens = tokenizer.tokens(f"{name}様")
    if not tokens or "".join(t.surface for t in tokens[:-1]) != name:
        return ()
    return tuple(t.pos for t in tokens[:-1])


def surname_at(name: str) -> str:
    """The longest listed surname that `name` begins with, "" for none."""
    plain = modern(name)
    return next((plain[:n] for n in (4, 3, 2, 1) if plain[:n] in surnames()), "")


def is_full_name(context: Context, start: int, end: int) -> bool:
    """A listed surname and a given name, or nothing but words for people in the dictionary."""
    name = context.text[start:end]
    if is_all_person(context, start, end):
        return True
    if context.tokenizer is not None:
        kinds = kinds_before_you(cast("Hashable", context.tokenizer), modern(name).replace(" ", ""))
        if len(kinds) > 1 and all(kind.startswith(PERSON) for kind in kinds):
            return True
    head = surname_at(name)
    given = name[len(head) :].strip()
    if not head or not 1 <= len(given) <= _LONGEST_GIVEN + (given[:1] < "一"):
        return False
    return is_given(context, end - len(given), end)


def is_given(context: Context, start: int, end: int) -> bool:
    """False where the dictionary knows a common word in what should be a given name."""
    name = context.text[start:end]
    if is_common(name) or name in words("not_staff.txt") or name in words("not_names.txt"):
        return False
    if len(name) == 1:
        return name in _GIVEN or name in words("given_kanji.txt")
    if name in words("given_kanji.txt") or ends_like_given(name):
        return True
    if name.startswith(("さん", "さま", "くん", "ちゃん", "です", "から", "まで", "より")):
        return False
    return context.tokenizer is None or _is_given_in_dictionary(context, start, end)


def ends_like_given(name: str) -> bool:
    """True for two or three characters of which the last is one that given names end with."""
    return len(name) in {2, 3} and name[-1] in _GIVEN_ENDS and name not in words("not_given.txt")


def _is_given_in_dictionary(context: Context, start: int, end: int) -> bool:
    inside = [w for w in context.words() if w[0] >= start and w[1] <= end]
    if any(w[2].pos.startswith(PERSON) for w in inside):
        return True
    # 小|百|合 and 悠|斗 are cut into single characters; 営業|所 and 対応|済 hold a longer common word.
    return all(w[1] - w[0] == 1 or w[2].pos.startswith(_PROPER) for w in inside) and bool(inside)


def is_all_person(context: Context, start: int, end: int) -> bool:
    """True when every word of the span is a person's name; False without a tokenizer."""
    inside = [w for w in context.words() if w[0] < end and w[1] > start]
    return bool(inside) and all(w[2].pos.startswith(PERSON) for w in inside)


def is_kana_name(name: str, *, alone: bool = False, labelled: bool = False) -> bool:
    """A listed surname in kana, alone or before a given name; `alone` leaves out words and makers.

    Only a label (氏名は) makes hiragana without a space a full name.
    """
    parts = re.split(r"[ ・]+", name.strip())
    if not all(_KANA_NAME.fullmatch(part) for part in parts):
        return False
    plain = _hiragana(parts[0])
    if plain in readings():
        return not (alone and plain in doubtful_readings())
    # ヤマダタロウ; in hiragana whole words would pass for names (ありません).
    return (
        len(parts) == 1
        and not alone
        and (
            parts[0][0] >= "ァ"
            or (labelled and not plain.endswith(("せん", "ます", "です", "した")))
        )
        and any(plain[:n] in readings() and len(plain) - n in {2, 3, 4} for n in (2, 3, 4, 5))
    )


def whole_name(context: Context, start: int, end: int) -> tuple[int, int]:
    """The span of a surname with the given name behind a space, or of a given name with its surname before one."""
    text = context.text
    name = text[start:end]
    if " " in name or not name:
        return start, end
    if is_family(context, start, end, alone=False):
        if after := _KANA_GIVEN_AFTER.match(text, end):
            return start, after.end()
        after = _FAMILY_AFTER.match(text, end)
        if after and (after["given"][0] < "一" or is_given(context, *after.span("given"))):
            return start, after.end()
    before = _FAMILY_BEFORE.search(text, max(0, start - 8), start)
    if before and is_family(context, *before.span("family"), alone=False):
        return before.start("family"), end
    return start, end


@cache
def _tails() -> tuple[str, ...]:
    return tuple(sorted(words("company_tails.txt")))


def is_common(name: str) -> bool:
    """Roles, relatives, trades, firms, shops and head counts (三名様)."""
    bare = name.replace(" ", "").removeprefix("お").removeprefix("ご")
    if modern(bare) in surnames():
        return bare in words("common.txt")  # 阿部 ends like a department, 照屋 like a shop
    if bare in words("common.txt") or _HEADCOUNT.fullmatch(bare):
        return True
    return len(bare) > 1 and bare.endswith(_tails())


def _hiragana(text: str) -> str:
    return "".join(chr(ord(ch) - 0x60) if "ァ" <= ch <= "ヶ" else ch for ch in text)
