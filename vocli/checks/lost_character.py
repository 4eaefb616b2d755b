"""Shift_JISで書けない文字が「?」に変わっています。

悪い例: 株式会社??、10時?12時
良い例: いつ届きますか?
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import Places
from vocli.model import Block, Finding, Severity, Sheet

# Fields that hold names: nobody asks a question there.
_NAMES = (
    "inquirer", "end_user", "reseller", "place", "account_owner", "account_id", "agent_id", "team",
    "site", "product", "category", "reason1", "reason2", "reason3", "status", "outcome", "plan",
)  # fmt: skip
_KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
_HARD = "\u30a1-\u30fa\u30fc\u4e00-\u9fff\u3005"  # kanji and katakana: questions end in hiragana
_JAPANESE = re.compile(f"[{_KANA}\u4e00-\u9fff]")
_IN_NAME = re.compile(rf"\?\?|\?[{_KANA}\u4e00-\u9fff]")
_SURE = re.compile(
    rf"(?<=[{_HARD}])\?{{2,}}(?=[{_HARD}])"  # several between the letters of a word
    r"|(?:株式会社|有限会社|合同会社|一般社団法人|医療法人)\?+"
    r"|[0-9][時日月年分歳個本件円]?\?[0-9]+[時日月年分歳個本件円](?!\?)"  # 10時?12時
)
_SINGLE = re.compile(rf"(?<=[{_HARD}])\?(?=[{_HARD}])|(?m:^)\?(?=[{_HARD}])")
_ENOUGH = 3  # single ones in a cell: 「解約?返金?」 alone may be a customer in a hurry


class LostCharacter(Plain):
    """Question marks inside words, where nobody asks: rare kanji, wave dashes and symbols that were lost."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._places = Places()

    def look(self, block: Block) -> Iterator[Finding]:
        """One finding per cell."""
        names = {block.sheet.columns.get(field) for field in _NAMES}
        for column, cells in block.cells.items():
            text = "\n".join(cells)
            if text.isascii() or "?" not in text:
                continue
            check = _is_damaged_name if column in names else _is_damaged
            lines = [block.lines[i] for i, cell in enumerate(cells) if "?" in cell and check(cell)]
            yield from self._places.at(RULE, block.sheet, column, lines)

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """How many more there are."""
        return self._places.rest(RULE, sheet)


def _is_damaged_name(cell: str) -> bool:
    return bool(_JAPANESE.search(cell) and (_IN_NAME.search(cell) or _SURE.search(cell)))


def _is_damaged(cell: str) -> bool:
    return bool(_SURE.search(cell)) or len(_SINGLE.findall(cell)) >= _ENOUGH


RULE = Rule("VOC009", "lost_character", Severity.WARNING, LostCharacter, __doc__)
