"""応対記録が「同上」「折り返し希望」などの言葉だけで、お客様の申し出が残っていません。

決まった言葉の一覧にあるものだけを、拠点ごとに数えます。

悪い例: 申出内容が「折り返し希望」のみの行が、仙台に31件
良い例: 折り返し希望。ボトルが届かないとのこと。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.told import told
from vocli.checks.voice import customer_turns, empty_phrases, name_sites, phrase_in, sites_of
from vocli.model import Block, Finding, Severity, Sheet

_LEAST = 3


class NotePhrases(Plain):
    """Counts notes that consist of a fixed phrase, per phrase and site."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._sites: dict[str, Counter[str]] = {}
        self._lines: dict[str, int] = {}

    def look(self, block: Block) -> tuple[()]:
        """Count."""
        if block.sheet.by_turn or block.sheet.voice_kind != "note":
            return ()
        turns = customer_turns(block)
        bare = turns[empty_phrases(turns["text"])]
        for phrase, own in bare.groupby(bare["text"].map(phrase_in), sort=True):
            owners = own["owner"].to_numpy().astype(np.int64)
            self._sites.setdefault(str(phrase), Counter()).update(sites_of(block, owners))
            self._lines.setdefault(str(phrase), int(own["source_row"].min()))
        return ()

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per phrase, at its first line."""
        sites, lines = self._sites, self._lines
        self._sites, self._lines = {}, {}
        least = self.context.threshold(RULE.key, "count", _LEAST)
        column = sheet.columns.get("text")
        for line, phrase in sorted((line, phrase) for phrase, line in lines.items()):
            if sum(sites[phrase].values()) >= least:
                yield told(
                    RULE, sheet.path, line, column, header=column, phrase=phrase,
                    sites=name_sites(sites[phrase]),
                )  # fmt: skip


RULE = Rule(
    "VOC063", "note_phrases", Severity.WARNING, NotePhrases, __doc__, thresholds={"count": _LEAST}
)
