"""セルが #REF! や #N/A になっています(Excelの数式の失敗)。

悪い例: #N/A
良い例: 仙台
"""

from __future__ import annotations

import re

from vocli.checks.check import Rule
from vocli.checks.whole_cells import WholeCells
from vocli.model import Severity


class FormulaError(WholeCells):
    """Cells that hold a formula's error and nothing else."""

    sign = "#"
    form = re.compile(
        r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)(?:\s*$)?"
    )


RULE = FormulaError.rule = Rule("VOC017", "formula_error", Severity.ERROR, FormulaError, __doc__)
