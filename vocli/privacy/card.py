"""Payment card numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.spans import Context, Hit

PLACEHOLDER = "〔カード番号〕"
_NUMBER = re.compile(r"(?<![\dA-Za-z-])[2-6](?:[ -]?\d){12,18}(?![\d-])")


def find(context: Context) -> Iterator[Hit]:
    """13 to 19 digits whose check digit is right, so that order numbers stay."""
    for match in _NUMBER.finditer(context.text):
        if is_valid(match.group()):
            yield Hit(match.start(), match.end(), PLACEHOLDER)


def is_valid(number: str) -> bool:
    """The check of ISO/IEC 7812 (Luhn): every second digit from the right doubled, sum divisible by 10."""
    digits = [int(ch) for ch in number if ch.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return len(set(digits)) > 1 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
