"""Rules of a theme: words joined by AND, OR, NOT and NEAR, held against one voice.

    焦げ OR 煙            either word
    解約金 AND NOT 返金    one without the other
    "届く 日" NEAR/10 違う  both within ten characters of each other

A word matches anywhere in the voice; width and case do not matter. AND binds tighter than OR; brackets help.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vocli.errors import VocliError
from vocli.messages import t
from vocli.text import nfkc

NEAR = 10  # characters between two words that are near, where the rule names no number
_TOKEN = re.compile(r'\s*(?:(?P<mark>[()])|"(?P<quoted>[^"]*)"|(?P<word>[^\s()"]+))')
_NEAR = re.compile(r"NEAR(?:/(\d{1,3}))?")
_OPERATORS = ("AND", "OR", "NOT")

Rule = Callable[[str], bool]  # over a text that was folded


@dataclass
class _Tokens:
    """The tokens of a rule and how far they were read."""

    rule: str
    items: list[tuple[str, bool]]  # text, whether it is a word whatever it looks like
    at: int = 0

    def peek(self) -> str:
        """The next operator or bracket; "" for a word or the end."""
        if self.at >= len(self.items):
            return ""
        text, quoted = self.items[self.at]
        known = text in _OPERATORS or text in ("(", ")") or _NEAR.fullmatch(text)
        return text if known and not quoted else ""

    def take(self) -> str:
        """The next token; VOC-E351 where the rule ends too early."""
        if self.at >= len(self.items):
            raise _wrong(self.rule, "codebook.rule_ends")
        self.at += 1
        return self.items[self.at - 1][0]

    @property
    def over(self) -> bool:
        """True behind the last token."""
        return self.at >= len(self.items)


def folded(text: str) -> str:
    """The text as rules see it: full and half width, upper and lower case are the same."""
    return nfkc(text).casefold()


def compile_rule(rule: str) -> Rule:
    """What says of a folded text whether the rule holds. VOC-E351 for a rule that cannot be read."""
    tokens = _Tokens(rule, list(_tokens(rule)))
    if tokens.over:
        raise _wrong(rule, "codebook.rule_empty")
    made = _either(tokens)
    if not tokens.over:
        raise _wrong(rule, "codebook.rule_rest")
    return made


def _tokens(rule: str) -> Iterator[tuple[str, bool]]:
    at = 0
    text = nfkc(rule).strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            raise _wrong(rule, "codebook.rule_quote")
        at = found.end()
        quoted = found["quoted"]
        if quoted is not None and not quoted.strip():
            raise _wrong(rule, "codebook.rule_empty")
        yield (quoted, True) if quoted is not None else (found["mark"] or found["word"], False)


def _either(tokens: _Tokens) -> Rule:
    parts = [_both(tokens)]
    while tokens.peek() == "OR":
        tokens.take()
        parts.append(_both(tokens))
    return parts[0] if len(parts) == 1 else lambda text: any(part(text) for part in parts)


def _both(tokens: _Tokens) -> Rule:
    parts = [_plain(tokens)]
    # Two words side by side are both wanted: AND may be left out.
    while not tokens.over and tokens.peek() not in ("OR", ")"):
        if tokens.peek() == "AND":
            tokens.take()
        parts.append(_plain(tokens))
    return parts[0] if len(parts) == 1 else lambda text: all(part(text) for part in parts)


def _plain(tokens: _Tokens) -> Rule:
    operator = tokens.peek()
    if operator == "NOT":
        tokens.take()
        inner = _plain(tokens)
        return lambda text: not inner(text)
    if operator == "(":
        tokens.take()
        inner = _either(tokens)
        if tokens.over or tokens.take() != ")":
            raise _wrong(tokens.rule, "codebook.rule_bracket")
        return inner
    if operator:
        raise _wrong(tokens.rule, "codebook.rule_operator")
    return _word(tokens)


def _word(tokens: _Tokens) -> Rule:
    word = folded(tokens.take())
    distance = _NEAR.fullmatch(tokens.peek())
    if not distance:
        return lambda text: word in text
    tokens.take()
    if tokens.peek():
        raise _wrong(tokens.rule, "codebook.rule_near")
    other, most = folded(tokens.take()), int(distance[1] or NEAR)
    return lambda text: _near(text, word, other, most)


def _near(text: str, one: str, other: str, most: int) -> bool:
    """True where at most `most` characters stand between a place of one word and a place of the other."""
    ends = [(found.start(), found.end()) for found in re.finditer(re.escape(one), text)]
    others = [(found.start(), found.end()) for found in re.finditer(re.escape(other), text)]
    return any(
        0 <= max(a[0], b[0]) - min(a[1], b[1]) <= most for a in ends for b in others if a != b
    )


def _wrong(rule: str, why: str) -> VocliError:
    return VocliError(
        "VOC-E351", t("codebook.bad_rule", why=t(why)), where=rule, hint=t("codebook.bad_rule_hint")
    )
