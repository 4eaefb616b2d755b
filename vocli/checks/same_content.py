"""別の番号なのに、本文と日時と経路が同じ行があります(二重登録)。

悪い例: K-0001 と K-0002 の本文、受付日時、チャネル、会員番号が同じ
良い例: 本文が同じでも、日時か会員番号が違う
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.ledger import Hashes, Lines, hash_texts, holds_contacts, mix, repeated
from vocli.checks.places import NAMED, found, more
from vocli.model import Block, Finding, Severity, Sheet

_LENGTH = 15.0  # characters: shorter notes (折り返し希望) are rightly alike
_DAY = 86_400_000_000_000


class SameContent(Plain):
    """One contact entered twice; 12 bytes per contact are kept."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._keys: list[Hashes] = []
        self._ids: list[NDArray[np.uint32]] = []
        self._lines = Lines()

    def look(self, block: Block) -> tuple[Finding, ...]:
        """Nothing yet."""
        if block.number == 0:
            self._keys, self._ids, self._lines = [], [], Lines()
        if holds_contacts(block.sheet) and len(block.contacts):
            keys, wanted = self._keyed(block)
            contacts = block.contacts
            self._keys.append(keys[wanted])
            self._ids.append(hash_texts(contacts["contact_id"]).astype(np.uint32)[wanted])
            self._lines.add(contacts["source_row"].to_numpy()[wanted])
        return ()

    def _keyed(self, block: Block) -> tuple[Hashes, NDArray[np.bool_]]:
        """(key of each contact, whether it says enough to be known again)."""
        contacts = block.contacts
        lines = contacts["source_row"].to_numpy()
        at = np.searchsorted(np.asarray(block.lines), lines)
        cells = block.cells.get(block.sheet.columns.get("text", ""), ())
        texts = [cells[i] for i in at] if len(cells) else [""] * len(lines)
        least = self.context.threshold(RULE.key, "length", _LENGTH)
        long = np.fromiter(map(len, texts), np.int64, len(texts)) >= least
        times = contacts["occurred_at"].dt.tz_localize(None).to_numpy().astype(np.int64)
        customers = contacts["customer_id"]
        # A file that holds days only tells too little, unless the customer is the same as well.
        exact = (times % _DAY != 0) | (customers != "").to_numpy()
        wanted = long & exact & contacts["occurred_at"].notna().to_numpy()
        keys = mix(
            hash_texts(texts),
            times.view(np.uint64),
            hash_texts(contacts["channel"]),
            hash_texts(customers),
            hash_texts(contacts["inquirer"]),
        )
        return keys, wanted

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per row that repeats an earlier one under another number."""
        if not self._keys:
            return
        later, first = repeated(np.concatenate(self._keys))
        ids = np.concatenate(self._ids)
        other = ids[later] != ids[first]
        later, first = later[other], first[other]
        column = sheet.columns["contact_id"]
        pairs = zip(self._lines.at(later[:NAMED]), self._lines.at(first[:NAMED]), strict=True)
        for line, before in pairs:
            yield found(RULE, sheet.path, line, column, first=before)
        if len(later) > NAMED:
            (line,) = self._lines.at(later[NAMED : NAMED + 1])
            yield more(RULE, sheet.path, line, column, len(later) - NAMED)


RULE = Rule(
    "VOC013",
    "same_content",
    Severity.WARNING,
    SameContent,
    __doc__,
    thresholds={"length": _LENGTH},
)
