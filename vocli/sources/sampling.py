"""A sample that depends on what the cells say, never on the order in which they stand."""

from __future__ import annotations

from collections.abc import Collection
from zlib import crc32


def pick(values: Collection[str], size: int) -> list[str]:
    """About `size` of the different values (all, when they are few), chosen by checksum, in sorted order."""
    distinct = values if isinstance(values, set) else set(values)
    if len(distinct) <= 2 * size:
        return sorted(distinct)
    bar = int(2**32 * 1.5 * size / len(distinct))
    return sorted(v for v in distinct if crc32(v.encode("utf-8", "surrogatepass")) < bar)
