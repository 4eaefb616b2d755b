"""同じ日に、まったく同じ本文の応対がいくつもあります。定型の写しか、二重の取り込みです。

30字以上の本文が、1日に5件以上(しきい値 count)あるときに指摘します。全体の3%を超える定型文は VOC061 が見ます。

悪い例: 11/05に、同じ45字の申出内容が8件(受付番号はすべて違う)
良い例: 同じ人が同じフォームを2回送った
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.shared import once
from vocli.checks.told import told
from vocli.checks.voice import hear
from vocli.model import Block, Finding, Severity, Sheet

_COUNT = 5
_SHORTEST = 30
_SHARE = 0.03  # of a file's contacts; above, the text is a template
_TEMPLATE = 10
_DAY = np.uint64(0x9E3779B97F4A7C15)  # an odd number: days spread over all hashes


class TextRepeated(Plain):
    """Equal texts within a day, per file. Keeps 14 bytes per contact of the file at hand."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._hashes: list[NDArray[np.uint64]] = []
        self._days: list[NDArray[np.uint16]] = []
        self._lines: list[NDArray[np.uint32]] = []
        self._contacts = 0

    def look(self, block: Block) -> tuple[()]:
        """Keep hash, day and line of contacts with a long text."""
        heard = once(self.context, "voices", block, hear)
        self._contacts += int(heard.spoken.sum())
        times = block.contacts["occurred_at"]
        plain = times.dt.tz_localize(None) if times.dt.tz is not None else times
        use = (heard.lengths >= _SHORTEST) & times.notna().to_numpy()
        days = plain.to_numpy()[use].astype("datetime64[D]").astype(np.int64)
        self._hashes.append(heard.hashes[use])
        self._days.append(np.clip(days, 0, 65_535).astype(np.uint16))
        self._lines.append(heard.lines[use].astype(np.uint32))
        return ()

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per file, at the first line of the first such text."""
        if not self._hashes:
            return
        hashes, days = np.concatenate(self._hashes), np.concatenate(self._days)
        lines, contacts = np.concatenate(self._lines), self._contacts
        self._hashes, self._days, self._lines, self._contacts = [], [], [], 0
        _, texts, totals = np.unique(hashes, return_inverse=True, return_counts=True)
        template = (totals > _TEMPLATE) & (totals > _SHARE * contacts)
        keys = hashes ^ (days.astype(np.uint64) * _DAY)
        _, first, counts = np.unique(keys, return_index=True, return_counts=True)
        least = self.context.threshold(RULE.key, "count", _COUNT)
        found = (counts >= least) & ~template[texts[first]]
        if not found.any():
            return
        at = int(first[found].min())
        day = str(np.datetime64(int(days[at]), "D"))
        yield told(
            RULE, sheet.path, int(lines[at]), sheet.columns.get("text"),
            form="" if found.sum() == 1 else "many", count=int(counts[found].sum()),
            day=f"{day[5:7]}/{day[8:]}", texts=int(found.sum()), least=f"{least:g}",
        )  # fmt: skip


RULE = Rule(
    "VOC068", "text_repeated", Severity.WARNING, TextRepeated, __doc__, thresholds={"count": _COUNT}
)
