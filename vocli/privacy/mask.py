"""Replaces what points at a person by a placeholder, before anything else sees the text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from vocli.model import Tokenizer
from vocli.privacy import (
    address,
    bank,
    birth,
    card,
    customer,
    email,
    forms,
    frames,
    latin,
    my_number,
    names,
    neighbours,
    network,
    phone,
    postal,
    readings,
    self_named,
    staff,
)
from vocli.privacy.columns import TEAM_COLUMN
from vocli.privacy.policy import NO_POLICY, Policy, compiled
from vocli.privacy.shapes import KANJI_DIGITS
from vocli.privacy.spans import Context, Detector, Hit, shield
from vocli.text import Folded, fold, nfkc

# In order of precedence: where two detectors claim the same characters, the earlier one has them.
DETECTORS: dict[str, Detector] = {
    "email": Detector(0, email.may, email.find),
    "customer": Detector(0, customer.may, customer.find),
    "card": Detector(13, card.may, card.find),
    "my_number": Detector(12, my_number.may, my_number.find),
    "bank": Detector(5, bank.may, bank.find),
    "birth": Detector(1, birth.may, birth.find),
    "network": Detector(4, network.may, network.find),
    "phone": Detector(0, phone.may, phone.find),
    "postal": Detector(7, postal.may, postal.find),
    "address": Detector(0, address.may, address.find),
    "staff": Detector(0, staff.may, staff.find),
    "readings": Detector(0, readings.may, readings.find),
    "latin": Detector(0, latin.may, latin.find),
    "names": Detector(0, names.may, names.find),
    "self_named": Detector(0, self_named.may, self_named.find),
    "forms": Detector(0, forms.may, forms.find),
    "frames": Detector(0, frames.may, frames.find),
    "neighbours": Detector(0, neighbours.may, neighbours.find),
}
_ORDERED = tuple(DETECTORS.values())
_DIGIT = re.compile(rf"[\d{KANJI_DIGITS}]")
_MODULES = (
    email,
    customer,
    my_number,
    card,
    bank,
    birth,
    network,
    phone,
    postal,
    address,
    staff,
    names,
)
# Those of whole columns (columns.toml) are counted as well.
PLACEHOLDERS = (*(module.PLACEHOLDER for module in _MODULES), "〔年齢〕", "〔性別〕", TEAM_COLUMN)
_COUNTED = re.compile("|".join(PLACEHOLDERS))
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_ROUNDS = 8  # a placeholder may bare another hit beside it; two rounds do, unless a team's pattern creeps on


def mask(text: str, tokenizer: Tokenizer | None = None, policy: Policy = NO_POLICY) -> str:
    """The text with placeholders such as 〔電話番号〕; every other character stays as it was written.

    Detection works on the folded text, so full-width digits are found too. With a tokenizer names
    are judged by the dictionary, without one by their shape. Masking twice changes nothing.
    """
    for _ in range(_ROUNDS):
        masked = _once(text, tokenizer, policy)
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


def count_masks(text: str, policy: Policy = NO_POLICY) -> Counter[str]:
    """How often each placeholder stands in a masked text, those of the team's own patterns included."""
    counts = Counter(_COUNTED.findall(text))
    for placeholder in {name for name, _ in compiled(policy.patterns)} - set(PLACEHOLDERS):
        if placeholder in text:
            counts[placeholder] = text.count(placeholder)
    return counts


def _once(text: str, tokenizer: Tokenizer | None, policy: Policy) -> str:
    hidden = shield(text)
    plain = _SELECTORS.sub("", nfkc(hidden))
    taken = _hits(Context(plain, tokenizer, policy))
    if not taken:
        return text  # most texts end here, without the map of their characters
    folded = _mapped(hidden, plain)
    if folded.text != plain:
        taken = _hits(Context(folded.text, tokenizer, policy))
    for hit in sorted(taken, reverse=True):
        start, end = folded.span(hit.start, hit.end)
        text = text[:start] + hit.placeholder + text[end:]
    return text


def _hits(context: Context) -> list[Hit]:
    """What the detectors find; where two claim the same characters, the earlier one has them."""
    text = context.text
    context.digits = digits = len(_DIGIT.findall(text))
    taken = context.taken
    if context.policy.patterns:
        _take(customer.find_team(context), taken)
    for fewest, may, find in _ORDERED:
        if digits >= fewest and may(context):
            _take(find(context), taken)
    return taken


def _take(hits: Iterable[Hit], taken: list[Hit]) -> None:
    for hit in hits:
        if hit.start < hit.end and not any(
            hit.start < other.end and other.start < hit.end for other in taken
        ):
            taken.append(hit)


def _mapped(hidden: str, plain: str) -> Folded:
    """`fold` with its map; where every character becomes one, as in most texts, without its long way."""
    singles = [unicodedata.normalize("NFKC", ch) for ch in hidden]
    if len(plain) == len(hidden) and "".join(singles) == plain and all(map(len, singles)):
        return Folded(plain, hidden, tuple(range(len(hidden) + 1)))
    return _without_selectors(fold(hidden))


def _without_selectors(folded: Folded) -> Folded:
    """Variation selectors (葛󠄀) choose a glyph and would cut a name in two; the original keeps them."""
    if not _SELECTORS.search(folded.text):
        return folded
    kept = [i for i, ch in enumerate(folded.text) if not _SELECTORS.match(ch)]
    offsets = (*(folded.offsets[i] for i in kept), folded.offsets[-1])
    return Folded("".join(folded.text[i] for i in kept), folded.original, offsets)
