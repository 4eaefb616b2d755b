"""What both engines are given: the same pieces, short enough that neither chokes."""

from __future__ import annotations

import re

from vocli.language.words import inner

_SOFT = 400  # characters; from here on a piece ends at the next punctuation
_HARD = 900  # the portable engine would cut by itself at 1,024
_PUNCTUATION_RUN = re.compile(r"([^\w\s])\1{3,}")
_SAME_RUN = re.compile(r"(\S)\1{15,}")
# Unknown words grow as long as their character class: a pasted key of 5,000 letters takes seconds.
_UNBROKEN = re.compile(r"[!-~]{64}|[ァ-ヺー]{64}")
_BREAK = re.compile(r"[、。,.？?！!\u3000]")


def pieces(text: str) -> list[str]:
    """A folded text, runs capped, white space unified, cut into pieces of at most 900 characters."""
    text = inner(text.strip())
    if not text:
        return []
    if len(text) > 3:
        text = _PUNCTUATION_RUN.sub(r"\1\1\1", text)
        text = _SAME_RUN.sub(lambda m: m.group(1) * 16, text)
    if len(text) <= 64:
        return [text]
    text = _UNBROKEN.sub("\\g<0>\u3000", text)
    return _cut(text)


def _cut(text: str) -> list[str]:
    out = []
    while len(text) > _SOFT:
        found = _BREAK.search(text, _SOFT, _HARD)
        end = found.end() if found else min(_HARD, len(text))
        out.append(text[:end])
        text = text[end:]
    if text:
        out.append(text)
    return out
