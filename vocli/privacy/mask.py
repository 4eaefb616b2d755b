"""Replaces what points at a person by a placeholder, before anything else sees the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from vocli.model import Tokenizer
from vocli.privacy import card, email, names, phone, postal, staff
from vocli.privacy.policy import NO_POLICY, Policy
from vocli.privacy.spans import DETECTOR, Context, Hit, shield
from vocli.text import fold

# In order of precedence: where two detectors claim the same characters, the earlier one has them.
DETECTORS: dict[str, DETECTOR] = {
    "email": email.find,
    "card": card.find,
    "phone": phone.find,
    "postal": postal.find,
    "staff": staff.find,
    "names": names.find,
}
PLACEHOLDER = re.compile(r"〔(?:電話番号|メール|郵便番号|カード番号|氏名|担当者名)〕")
# A text without any of these holds nothing to mask; most texts end here.
_SUSPECT = re.compile(
    r"\d[^。\n]{0,20}\d[^。\n]{0,20}\d|[@＠様氏〒【]|さま|ｻﾏ|さん|ｻﾝ|申し|もうし|と言い|といい|名前|担当|対応者|受付者"
)
_ROUNDS = 3  # a placeholder may bare another hit beside it; more rounds than two were never needed


def mask(text: str, tokenizer: Tokenizer | None = None, policy: Policy = NO_POLICY) -> str:
    """The text with placeholders such as 〔電話番号〕; every other character stays as it was written.

    Detection works on the folded text, so full-width digits are found too. With a tokenizer names
    are judged by the dictionary, without one by their shape. Masking twice changes nothing.
    """
    if not _SUSPECT.search(text):
        return text
    for _ in range(_ROUNDS):
        masked = _once(text, tokenizer)
        if masked == text:
            break
        text = masked
    return text


def mask_texts(
    texts: Sequence[str], tokenizer: Tokenizer | None = None, policy: Policy = NO_POLICY
) -> list[str]:
    """`mask` for many texts; equal texts are worked on once."""
    known: dict[str, str] = {}
    for text in texts:
        if text not in known:
            known[text] = mask(text, tokenizer, policy)
    return [known[text] for text in texts]


def count_masks(text: str) -> Counter[str]:
    """How often each placeholder stands in a masked text."""
    return Counter(PLACEHOLDER.findall(text))


def _once(text: str, tokenizer: Tokenizer | None) -> str:
    folded = fold(shield(text))
    context = Context(folded.text, tokenizer)
    taken: list[Hit] = []
    for find in DETECTORS.values():
        for hit in find(context):
            if hit.start < hit.end and not any(
                hit.start < other.end and other.start < hit.end for other in taken
            ):
                taken.append(hit)
    for hit in sorted(taken, reverse=True):
        start, end = folded.span(hit.start, hit.end)
        text = text[:start] + hit.placeholder + text[end:]
    return text
