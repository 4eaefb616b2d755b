"""E-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.spans import Context, Hit, holds

PLACEHOLDER = "〔メール〕"
_AT = r"(?:@|[(\[{<] ?(?:at|AT|@|アット(?:マーク)?|あっと(?:まーく)?) ?[)\]}>]|アットマーク|あっとまーく)"
_SAID_DOT = r"(?:[(\[{] ?(?:dot|DOT|ドット|\.) ?[)\]}]|ドット)"
_DOT = rf"(?:\.|{_SAID_DOT})"
_SIGNS = (
    "@",
    "_at_",
    "at)",
    "AT)",
    "at]",
    "at }",
    "at>",
    "at )",
    "at ]",
    "AT]",
    "アット",
    "あっと",
)
_LOCAL = rf"[A-Za-z0-9_%+](?:[A-Za-z0-9._%+/='-]|{_SAID_DOT}){{0,63}}"
_LABEL = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})|[ぁ-んァ-ヴー一-鿿]{1,20})"
_ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9._%+-]){_LOCAL} ?{_AT} ?(?:{_LABEL} ?{_DOT} ?){{1,6}}(?:[A-Za-z]{{2,24}}|xn--[A-Za-z0-9-]{{2,40}})(?![A-Za-z0-9])"
)
_UNDERSCORED = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9.+-]{1,40}_at_[A-Za-z0-9-]{1,40}(?:\.[A-Za-z]{2,10}){1,3}(?![A-Za-z0-9])"
)
# People leave the ending out where everybody knows it.
_SHORT = re.compile(
    rf"(?<![A-Za-z0-9._%+-]){_LOCAL}{_AT}(?:gmail|g-?mail|yahoo|docomo|ezweb|au|softbank|i\.softbank|icloud|hotmail|outlook|live|nifty|ocn|rakuten|uqmobile|ymobile)(?![A-Za-z0-9.-])",
    re.IGNORECASE,
)


def may(text: str) -> bool:
    """An address needs @ or what stands for it."""
    return holds(text, _SIGNS)


def find(context: Context) -> Iterator[Hit]:
    """Addresses with a domain, @ written out in brackets or words too; a bare @name is not one."""
    for pattern in (_ADDRESS, _SHORT, _UNDERSCORED):
        for match in pattern.finditer(context.text):
            yield Hit(match.start(), match.end(), PLACEHOLDER)
