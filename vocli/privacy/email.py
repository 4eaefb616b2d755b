"""E-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.spans import Context, Hit

PLACEHOLDER = "〔メール〕"
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64} ?(?:@|[(\[]at[)\]]) ?"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9-]{1,63}){1,6}"
)


def find(context: Context) -> Iterator[Hit]:
    """Addresses with a domain; a bare @name is not one."""
    if "@" not in context.text and "at" not in context.text:
        return
    for match in _ADDRESS.finditer(context.text):
        yield Hit(match.start(), match.end(), PLACEHOLDER)
