"""E-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.spans import Context, Hit, holds

PLACEHOLDER = "〔メール〕"
_AT = r"(?:@|[(\[{<] ?(?:at|AT|a|@|アット(?:マーク)?|あっと(?:まーく)?) ?[)\]}>]|\*at\*| ?(?:アットマーク|あっとまーく|アット|あっと) ?)"
_SAID_DOT = r"(?:[(\[{] ?(?:dot|DOT|ドット|\.) ?[)\]}]| ?(?:ドット|どっと) ?)"
_DOT = rf"(?:\.|{_SAID_DOT})"
_SIGNS = ("at", "AT", "アット", "あっと", "(a)", "を@")
_LOCAL = rf"[A-Za-z0-9_%+](?:[A-Za-z0-9._%+/='-]|{_SAID_DOT}){{0,63}}"
_LABEL = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})|[ぁ-んァ-ヴー一-鿿]{1,20})"
_ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9._%+-]){_LOCAL} ?{_AT} ?(?:{_LABEL} ?{_DOT} ?){{1,6}}(?:[A-Za-z]{{2,24}}|xn--[A-Za-z0-9-]{{2,40}})(?![A-Za-z0-9])"
)
_UNDERSCORED = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9.+-]{1,40}_at_[A-Za-z0-9-]{1,40}(?:\.[A-Za-z]{2,10}){1,3}(?![A-Za-z0-9])"
)
_LABELLED = re.compile(
    rf"(?:メール|アドレス|メアド|e-?mail)[^A-Za-z0-9。\n]{{0,6}}(?P<address>{_LOCAL}@[A-Za-z0-9-]{{2,40}})(?![A-Za-z0-9.-])",
    re.IGNORECASE,
)
# taro☆example.jp(☆を@に変えて): the sign that stands for @ is explained behind it.
_STARRED = re.compile(
    rf"(?<![A-Za-z0-9._%+-]){_LOCAL}(?P<sign>[☆★■●◆▲*#＊])(?:{_LABEL}\.){{1,4}}[A-Za-z]{{2,10}}(?=[^\n]{{0,12}}(?P=sign)[^\n]{{0,6}}(?:@|アット))"
)
# taro at example dot jp: in Japanese text two Latin words around "at" are nothing else.
_SPOKEN = re.compile(
    r"(?<![A-Za-z0-9._%+-])(?!(?:look|see|us|me|it|is|him|them|available|found|arrived?|meet|only|not) )[A-Za-z0-9._%+-]{2,40} at [A-Za-z0-9-]{2,40}(?:(?:\.| dot )[A-Za-z]{2,10}){1,3}(?![A-Za-z0-9])"
)
_KANA_LOCAL = re.compile(
    r"[ァ-ヴー]{1,12}@[A-Za-z0-9-]{2,40}(?:\.[A-Za-z]{2,10}){1,3}(?![A-Za-z0-9])"
)
# People leave the ending out where everybody knows it.
_SHORT = re.compile(
    rf"(?<![A-Za-z0-9._%+-]){_LOCAL}{_AT}(?:gmail|g-?mail|yahoo|docomo|ezweb|au|softbank|i\.softbank|icloud|hotmail|outlook|live|nifty|ocn|rakuten|uqmobile|ymobile)(?![A-Za-z0-9.-])",
    re.IGNORECASE,
)


def may(context: Context) -> bool:
    """An address needs @ or what stands for it."""
    text = context.text
    return "@" in text or holds(text, _SIGNS)


def find(context: Context) -> Iterator[Hit]:
    """Addresses with a domain, @ written out in brackets or words too; a bare @name is not one."""
    for pattern in (_ADDRESS, _SHORT, _UNDERSCORED, _STARRED, _SPOKEN, _KANA_LOCAL):
        for match in pattern.finditer(context.text):
            yield Hit(match.start(), match.end(), PLACEHOLDER)
    for match in _LABELLED.finditer(context.text):
        yield Hit(*match.span("address"), PLACEHOLDER)
