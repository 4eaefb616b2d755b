"""セルが ##### になっています(列の幅が足りないまま文字として保存した跡)。

悪い例: ########
良い例: 2026/11/05 10:00
"""

from __future__ import annotations

import re

from vocli.checks.check import Rule
from vocli.checks.whole_cells import WholeCells
from vocli.model import Severity


class HashCell(WholeCells):
    """Cells of # only: what stood there is gone."""

    sign = "#"
    form = re.compile("#{3,}")


RULE = HashCell.rule = Rule("VOC016", "hash_cell", Severity.ERROR, HashCell, __doc__)
