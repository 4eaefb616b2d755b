"""How a result is to be written, as far as the report itself does not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class RenderOptions:
    """`header` and `for_file` concern CSV, `color` and `width` (display columns) the terminal's text.

    `label` is printed at the head of a workbook's pages.
    """

    header: Literal["ja", "key"] = "key"
    color: bool = False
    width: int = 79
    for_file: bool = False
    label: str = ""
