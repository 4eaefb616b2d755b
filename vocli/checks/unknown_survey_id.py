"""アンケートの受付番号が、どの応対のファイルにもありません。

悪い例: survey.csv の受付番号 K-9999 が calls.csv にも chat_log.csv にもない
良い例: どの回答も応対に結び付く
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.ledger import Hashes, Lines, hash_texts
from vocli.checks.places import found
from vocli.messages import t
from vocli.model import Block, Finding, Severity, Sheet

_SHOWN = 10  # lines named


class UnknownSurveyId(Plain):
    """Answers that point to no contact; 8 bytes per contact are kept, and none for a single file."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._known: list[Hashes] = []
        self._headers: set[str] = set()
        self._surveys: list[tuple[Sheet, Hashes, list[int]]] = []
        self._hashes: list[Hashes] = []
        self._lines = Lines()

    def look(self, block: Block) -> tuple[Finding, ...]:
        """Nothing yet."""
        sheet = block.sheet
        if block.number == 0:
            self._hashes, self._lines = [], Lines()
        column = sheet.columns.get("contact_id", "")
        if len(self.context.delivered) == 1 or column not in block.cells:
            return ()
        ids = block.contacts["contact_id"]
        if sheet.voice_kind != "survey":
            self._known.append(hash_texts(ids))
            self._headers.add(column)
            return ()
        cells = block.cells[column]
        filled = [i for i, cell in enumerate(cells) if cell]
        if filled:
            self._hashes.append(hash_texts([cells[i] for i in filled]))
            self._lines.add([int(block.lines[i]) for i in filled])
        return ()

    def close(self, sheet: Sheet) -> tuple[Finding, ...]:
        """Nothing yet: the contacts may come in a later file."""
        if self._hashes:
            hashes = np.concatenate(self._hashes)
            self._surveys.append((sheet, hashes, self._lines.at(range(len(hashes)))))
            self._hashes = []
        return ()

    def finish(self) -> Iterator[Finding]:
        """One finding per survey, with the number of such answers and their lines."""
        if not self._known:
            return
        known = np.unique(np.concatenate(self._known))
        for sheet, hashes, lines in self._surveys:
            column = sheet.columns["contact_id"]
            missing = ~np.isin(hashes, known)
            # Numbers of the answers themselves (回答番号) match nothing and point nowhere.
            if not missing.any() or (missing.all() and column not in self._headers):
                continue
            at = [line for line, gone in zip(lines, missing.tolist(), strict=True) if gone]
            shown = t("checks.comma").join(map(str, at[:_SHOWN]))
            if len(at) > _SHOWN:
                shown = t("checks.and_more", names=shown, count=len(at) - _SHOWN)
            yield found(RULE, sheet.path, at[0], column, count=len(at), lines=shown)


RULE = Rule("VOC029", "unknown_survey_id", Severity.WARNING, UnknownSurveyId, __doc__)
