"""同じ担当者の1つ上の行と、本文がまったく同じです。前の記録の写しで、その応対の言葉ではありません。

20字以上の本文だけを、拠点ごとに数えます。

悪い例: 3行続けて「ボトルが届かないとのこと。配送会社に確認し折り返しと案内。」
良い例: 「折り返し希望」が続く(VOC063 が見ます)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.shared import once
from vocli.checks.told import told
from vocli.checks.voice import hear, name_sites, sites_of
from vocli.model import Block, Finding, Severity, Sheet

_SHORTEST = 20
_LEAST = 3


class NoteCopied(Plain):
    """Compares every row with the one before it in the file that the same agent wrote."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._before: dict[str, int] = {}  # agent -> hash of the last text
        self._sites: Counter[str] = Counter()
        self._first: int | None = None

    def look(self, block: Block) -> tuple[()]:
        """Count copies."""
        if block.sheet.by_turn or not len(block.contacts):
            return ()
        heard = once(self.context, "voices", block, hear)
        agents, names = pd.factorize(block.contacts["agent_id"].to_numpy(dtype=object))
        copies = []
        for number, name in enumerate(names.tolist()):
            own = np.flatnonzero(agents == number)
            hashes = heard.hashes[own]
            before = np.concatenate([np.array([self._before.get(name, 0)], np.uint64), hashes[:-1]])
            copies.append(own[(hashes == before) & (heard.lengths[own] >= _SHORTEST)])
            self._before[name] = int(hashes[-1])
        found = np.sort(np.concatenate(copies))
        if len(found) and self._first is None:
            self._first = int(heard.lines[found[0]])
        self._sites.update(sites_of(block, found))
        return ()

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """At most one finding per file, at the first copy."""
        sites, first = self._sites, self._first
        self._before, self._sites, self._first = {}, Counter(), None
        if sum(sites.values()) >= self.context.threshold(RULE.key, "count", _LEAST):
            column = sheet.columns.get("text")
            yield told(RULE, sheet.path, first, column, header=column, sites=name_sites(sites))


RULE = Rule(
    "VOC064", "note_copied", Severity.WARNING, NoteCopied, __doc__, thresholds={"count": _LEAST}
)
