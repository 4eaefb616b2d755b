"""Short codes that stand for an identifier: one customer can be followed, and nobody reads the code back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

from vocli.text import nfkc

SHOWN = 8  # letters where a code is printed
COUNTED = 16  # letters where customers are counted
_FEWEST, _MOST = 4, 51  # a SHA-256 digest fills 51 letters of base32
_IGNORED = re.compile(r"[\s\-‐‑‒–—―−ー_.]+")


def pseudonym(value: str, prefix: str, key: bytes, length: int = SHOWN) -> str:
    """A code such as `C-7KQ2ZA3D` for an identifier, "" for an empty one.

    HMAC-SHA256 (RFC 2104) over prefix and identifier; the same key and identifier give the same code, and
    without the key the code can neither be read back nor be made from a list of known identifiers.
    Width, case, white space and hyphens of the identifier do not count.

    `length` counts letters of base32, 5 bits each. Among n customers n * (n - 1) / 2 / 32**length pairs
    share a code: of 100,000 customers 4.7 pairs at 6 letters, 0.005 at 8, and none worth expecting at 16.
    """
    normal = _IGNORED.sub("", nfkc(value)).casefold()
    if not normal:
        return ""
    told = f"{prefix}\0{normal}".encode("utf-8", "surrogatepass")
    letters = base64.b32encode(hmac.new(key, told, hashlib.sha256).digest()).decode("ascii")
    return f"{prefix}-{letters[: min(_MOST, max(_FEWEST, length))]}"
