"""What the user may say about how files are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """`columns` are the pairs of --map FIELD=COLUMN (`text` may end in `:note` and the like).

    `date_order` is "", "ymd", "mdy" or "dmy".
    """

    columns: tuple[tuple[str, str], ...] = ()
    date_order: str = ""
