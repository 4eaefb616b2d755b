"""Short codes that stand for an identifier: the same one for the same customer, never readable back."""

from __future__ import annotations

import base64
import hashlib
import re

from vocli.text import nfkc

_LENGTH = 6
_IGNORED = re.compile(r"[\s\-‐‑‒–—―−ー_.]+")


def pseudonym(value: str, prefix: str, salt: str = "", length: int = _LENGTH) -> str:
    """A code such as `C-7KQ2ZA` for an identifier, "" for an empty one.

    Width, case, white space and hyphens do not count. `salt` makes codes of one installation
    useless to another; `length` is at least 4 letters of base32 (30 bits at 6).
    """
    normal = _IGNORED.sub("", nfkc(value)).casefold()
    if not normal:
        return ""
    sha = hashlib.sha256(f"{salt}\0{prefix}\0{normal}".encode("utf-8", "surrogatepass")).digest()
    return f"{prefix}-{base64.b32encode(sha).decode('ascii')[: max(4, length)]}"
