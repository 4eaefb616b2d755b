"""Names in Latin letters: My name is, Best regards, Name:, and Japanese surnames spelt in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vocli.privacy.lists import words
from vocli.privacy.spans import Context, Hit, holds
from vocli.privacy.surnames import doubtful_readings, readings

PLACEHOLDER = "〔氏名〕"
_CAPITAL = re.compile(r"[A-Z][A-Za-z]")
_WORD = r"(?:[A-Z][a-z'-]{1,15}(?:[A-Z][a-z]{1,12})?|[A-Z]{2,14}|[A-Z]\.)"
_FULL = rf"{_WORD}(?: {_WORD}){{1,3}}"
_ONE_OR_MORE = rf"{_WORD}(?: {_WORD}){{0,3}}"
_EVIDENT: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"(?i:\bmy (?:full )?name(?: is|'s)|\bthis is|\bi am|\bi'm|\bnamed|\bcalled|\bspeaking with|\bon behalf of) (?P<name>{_FULL})"
    ),
    re.compile(rf"(?i:\bmy (?:full )?name(?: is|'s)) (?P<name>{_ONE_OR_MORE})"),
    re.compile(
        rf"(?i:\b(?:best|kind|warm|with)? ?regards|\bsincerely(?: yours)?|\byours (?:truly|sincerely|faithfully)|\bbest wishes|\bcheers|\bmany thanks|\bthanks|\bthank you),?[ \n]+(?P<name>{_ONE_OR_MORE})(?=[ \n.]*$)"
    ),
    re.compile(
        rf"(?i:\b(?:(?:first|last|family|given|full|sur|customer|contact|user|account holder|holder|billing|shipping) ?)?name|\battn|\bdear|\bfrom|\bto|\bcustomer|\bcontact|\bagent) ?[:=] ?(?P<name>{_ONE_OR_MORE}?)(?= (?i:first|last|family|given|full|tel|phone|e?-?mail|address|order|no)\b|\s*$|[,;/|<(\n]| [^A-Za-z])"
    ),
    re.compile(rf"(?i:\bdear (?:mr|ms|mrs|dr)?\.? ?)(?P<name>{_ONE_OR_MORE})(?=,)"),
    re.compile(
        rf"(?<![A-Za-z.])(?P<name>{_FULL}|[A-Z][a-z]{{2,14}})(?= ?(?:と申|といい|と言い|でござ|様|さま|さん|殿|氏|先生|くん|ちゃん|名義|宛))"
    ),
    re.compile(
        rf"(?:氏名|名前|宛名|名義人?|契約者|差出人|署名|申込者|担当者?|ローマ字)[はがを:= 「]{{1,2}}(?P<name>{_FULL})"
    ),
)
_BESIDE = (
    *(
        "name",
        "this is",
        "i am",
        "i'm",
        "called",
        "speaking",
        "behalf",
        "regards",
        "sincerely",
        "yours",
    ),
    *("wishes", "cheers", "thank", "attn", "dear", "from", "to", "customer", "contact", "agent"),
    *(
        "申",
        "いい",
        "言い",
        "ござ",
        "様",
        "さま",
        "さん",
        "殿",
        "氏",
        "先生",
        "くん",
        "ちゃん",
        "名",
        "宛",
        "契約者",
        "差出人",
        "担当",
        "ローマ字",
    ),
)
_ENGLISH = re.compile(
    r"(?<![A-Za-z])(?:(?:Mr|Mrs|Ms|Miss|Dr)(?:\. ?| )(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+)?)|(?P<san>[A-Z][a-z]{2,12})-san)"
)
_QUOTED = re.compile(r"[「『(](?P<name>[A-Z][A-Za-z]{3,12})[」』)]")
# NISHIMURA YUKI: one of the two is a Japanese surname.
_PAIR = re.compile(
    r"(?<![A-Za-z])(?P<name>(?P<one>[A-Z][a-z]{1,12}|[A-Z]{2,12}|[A-Z]\.)[ ,]{1,2}(?P<two>[A-Z][a-z]{1,12}|[A-Z]{2,12}))(?![A-Za-z])"
)
_NO_NAMES = frozenset(
    [
        "the",
        "your",
        "you",
        "customer",
        "support",
        "team",
        "sir",
        "madam",
        "all",
        "service",
        "thank",
        "thanks",
        "order",
        "page",
        "my",
        "not",
        "very",
        "so",
        "from",
        "to",
        "re",
        "fw",
        "fwd",
        "required",
        "please",
        "staff",
        "everyone",
        "hello",
        "hi",
        "this",
        "that",
        "it",
        "is",
        "was",
        "are",
        "unable",
        "trying",
        "looking",
        "having",
        "happy",
        "sorry",
        "sure",
        "still",
        "calling",
        "writing",
        "in",
        "of",
        "and",
        "on",
        "android",
        "windows",
        "iphone",
        "mac",
        "web",
        "error",
        "app",
        "help",
        "center",
        "desk",
        "office",
        "pro",
        "plus",
        "max",
        "mini",
        "air",
        "store",
        "shop",
        "mail",
        "line",
        "club",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "tel",
        "fax",
        "id",
        "no",
        "ok",
        "ng",
        "url",
        "pc",
        "wifi",
        "usb",
        "cd",
        "dvd",
        "led",
        "nps",
        "vip",
        "pdf",
        "csv",
        "api",
        "faq",
        "sms",
        "japan",
        "tokyo",
        "english",
        "japanese",
    ]
)
_SYLLABLES = (
    "あa いi うu えe おo かka きki くku けke こko さsa しshi すsu せse そso たta ちchi つtsu てte とto なna にni ぬnu ねne のno"
    " はha ひhi ふfu へhe ほho まma みmi むmu めme もmo やya ゆyu よyo らra りri るru れre ろro わwa をo んn がga ぎgi ぐgu げge ごgo"
    " ざza じji ずzu ぜze ぞzo だda ぢji づzu でde どdo ばba びbi ぶbu べbe ぼbo ぱpa ぴpi ぷpu ぺpe ぽpo"
)
_ROMAN = {syllable[0]: syllable[1:] for syllable in _SYLLABLES.split()}
_GLIDES = {"ゃ": "a", "ゅ": "u", "ょ": "o"}


def may(context: Context) -> bool:
    """A capital and another letter."""
    return bool(_CAPITAL.search(context.text))


def find(context: Context) -> Iterator[Hit]:
    """Names in Latin letters where the words around them say so, and full names with a Japanese surname."""
    text = context.text
    if holds(text.lower(), _BESIDE):
        for pattern in _EVIDENT:
            for match in pattern.finditer(text):
                if _is_name(match["name"]):
                    yield Hit(*match.span("name"), PLACEHOLDER)
    for match in _ENGLISH.finditer(text):
        yield Hit(*match.span(match.lastgroup or "name"), PLACEHOLDER)
    for match in _QUOTED.finditer(text):
        if match["name"].lower() in roman_surnames():
            yield Hit(*match.span("name"), PLACEHOLDER)
    for match in _PAIR.finditer(text):
        both = {match["one"].lower(), match["two"].lower()}
        if not both.isdisjoint(roman_surnames()) and both.isdisjoint(_NO_NAMES):
            yield Hit(*match.span("name"), PLACEHOLDER)


def _is_name(name: str) -> bool:
    parts = name.split()
    if len(parts) == 1 and (len(name) < 3 or name.isupper()):
        return name.lower() in roman_surnames()
    return (
        _NO_NAMES.isdisjoint(part.lower().rstrip(".") for part in parts)
        and parts[0] not in words("not_names.txt")
        and not all(len(part) < 3 for part in parts)
    )


@cache
def roman_surnames() -> frozenset[str]:
    """Surnames in Latin letters, lower case, with and without the second letter of long vowels."""
    found: set[str] = set()
    for kana in readings() - doubtful_readings():
        roman = _roman(kana)
        found |= {roman, roman.replace("ou", "o").replace("oo", "o").replace("uu", "u")}
    return frozenset(name for name in found if len(name) > 3)


def _roman(kana: str) -> str:
    out = ""
    double = False
    for ch in kana:
        if ch in _GLIDES:
            head = out[:-1]
            out = head + ("" if head.endswith(("sh", "ch", "j")) else "y") + _GLIDES[ch]
        elif ch == "っ":
            double = True
        else:
            syllable = _ROMAN.get(ch, "")
            out += (syllable[:1] if double else "") + syllable
            double = False
    return out
