"""受付番号が 1.2E+11 のような形になっています(Excelで開いて保存した跡)。

悪い例: 1.20261E+11
良い例: 120261105001
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.checks.check import Plain, Rule
from vocli.messages import t
from vocli.model import Block, Finding, Severity

_IDS = ("contact_id", "case_id", "customer_id", "account_id")
_EXPONENT = re.compile(r"\d(?:\.\d+)?[Ee]\+\d+")


class IdExponent(Plain):
    """Ids that Excel turned into numbers of limited precision: what is lost cannot be brought back."""

    def look(self, block: Block) -> Iterator[Finding]:
        """One finding per cell."""
        for field in _IDS:
            column = block.sheet.columns.get(field)
            if column is None:
                continue
            for line, cell in zip(block.lines, block.cells[column], strict=True):
                if "+" in cell and _EXPONENT.fullmatch(cell):
                    yield Finding(
                        "VOC011",
                        Severity.ERROR,
                        t("checks.id_exponent", column=column),
                        block.sheet.path,
                        line,
                        column,
                        hint=t("checks.id_exponent_hint"),
                    )


RULE = Rule("VOC011", "id_exponent", Severity.ERROR, IdExponent, __doc__)
