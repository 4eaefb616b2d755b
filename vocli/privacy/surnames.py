"""What a surname looks like: the list, old forms of kanji, readings, and the dictionary where there is one."""

from __future__ import annotations

import re
from functools import cache

from vocli.privacy.lists import words
from vocli.privacy.shapes import modern
from vocli.privacy.spans import Context

PERSON = "名詞,固有名詞,人名"
_KANA_NAME = re.compile(r"[ァ-ヴー]+|[ぁ-んー]+")
_HEADCOUNT = re.compile(r"[一二三四五六七八九十百数何各]{1,3}名")
_LONGEST_GIVEN = 3


@cache
def surnames() -> frozenset[str]:
    """Surnames in kanji."""
    return frozenset(line.split()[0] for line in words("surnames.txt"))


@cache
def readings() -> frozenset[str]:
    """Surnames in hiragana."""
    return frozenset(kana for line in words("surnames.txt") for kana in line.split()[1:])


def is_surname(name: str, *, alone: bool = True) -> bool:
    """True for a listed surname; those that are as often a place or a word only when not `alone` as evidence."""
    plain = modern(name)
    if plain in surnames():
        return not (alone and plain in words("surnames_also_words.txt"))
    return not alone and _hiragana(plain) in readings()


def surname_at(name: str) -> str:
    """The longest listed surname that `name` begins with, "" for none."""
    plain = modern(name)
    return next((plain[:n] for n in (3, 2, 1) if plain[:n] in surnames()), "")


def is_full_name(context: Context, start: int, end: int) -> bool:
    """A listed surname and a given name, or nothing but words for people in the dictionary."""
    name = context.text[start:end]
    if is_all_person(context, start, end):
        return True
    head = surname_at(name)
    given = name[len(head) :].strip()
    if not head or not 1 <= len(given) <= _LONGEST_GIVEN:
        return False
    inside = [w for w in context.words() if w[0] >= start + len(head) and w[1] <= end]
    # 今井太郎: the dictionary may cut the given name into pieces, but calls none of them a common word.
    return context.tokenizer is None or any(
        w[2].pos.startswith((PERSON, "名詞,固有名詞")) for w in inside
    )


def is_all_person(context: Context, start: int, end: int) -> bool:
    """True when every word of the span is a person's name; False without a tokenizer."""
    inside = [w for w in context.words() if w[0] < end and w[1] > start]
    return bool(inside) and all(w[2].pos.startswith(PERSON) for w in inside)


def is_kana_name(name: str) -> bool:
    """A listed surname in kana, alone or before a given name."""
    parts = re.split(r"[ ・]+", name.strip())
    if not all(_KANA_NAME.fullmatch(part) for part in parts):
        return False
    plain = _hiragana(parts[0])
    if plain in readings():
        return True
    # ヤマダタロウ; in hiragana whole words would pass for names (ありません).
    return (
        len(parts) == 1
        and parts[0][0] >= "ァ"
        and any(plain[:n] in readings() and len(plain) - n in {2, 3, 4} for n in (2, 3, 4, 5))
    )


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
