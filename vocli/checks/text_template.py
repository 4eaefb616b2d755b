"""まったく同じ本文が、多くの応対に入っています。定型文だけで、お客様の言葉がありません。

同じ本文が10件を超え、ファイルの3%を超えるときに指摘します。「折り返し希望」などは VOC063 が見ます。

悪い例: 申出内容が「お問い合わせをいただき回答済みです。」だけの行が200件
良い例: 「解約したい」が全体の1%
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.shared import once
from vocli.checks.told import percent, told
from vocli.checks.voice import customer_turns, empty_phrases, hear
from vocli.model import Block, Finding, Severity, Sheet

_COUNT = 10
_SHARE = 0.03
_KEPT = 4_096  # texts kept after each block; one of 3% is always among them
_SHORTEST = 4  # characters; 「はい」 is an answer, no template


class TextTemplate(Plain):
    """Counts equal texts by hash, per file."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._counts: Counter[int] = Counter()
        self._lines: dict[int, int] = {}
        self._contacts = 0

    def look(self, block: Block) -> tuple[()]:
        """Count the contacts of each text."""
        heard = once(self.context, "voices", block, hear)
        use = heard.lengths >= _SHORTEST
        self._contacts += int(heard.spoken.sum())
        if block.sheet.voice_kind == "note":
            turns = customer_turns(block)
            told_nothing = turns["owner"].to_numpy()[empty_phrases(turns["text"])]
            use[told_nothing.astype(np.int64)] = False
        values, first, counts = np.unique(heard.hashes[use], return_index=True, return_counts=True)
        lines = heard.lines[use][first]
        for key, n, line in zip(values.tolist(), counts.tolist(), lines.tolist(), strict=True):
            self._counts[key] += n
            self._lines.setdefault(key, line)
        if len(self._counts) > 2 * _KEPT:
            self._counts = Counter(dict(_most(self._counts)))
            self._lines = {key: self._lines[key] for key in self._counts}
        return ()

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per text, at its first line."""
        counts, lines, contacts = self._counts, self._lines, self._contacts
        self._counts, self._lines, self._contacts = Counter(), {}, 0
        least = max(
            self.context.threshold(RULE.key, "count", _COUNT),
            self.context.threshold(RULE.key, "share", _SHARE) * contacts,
        )
        for line, n in sorted((lines[key], n) for key, n in counts.items() if n > least):
            column = sheet.columns.get("text")
            yield told(
                RULE, sheet.path, line, column, count=n, contacts=contacts,
                share=percent(n / contacts),
            )  # fmt: skip


def _most(counts: Counter[int]) -> list[tuple[int, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_KEPT]


RULE = Rule(
    "VOC061",
    "text_template",
    Severity.WARNING,
    TextTemplate,
    __doc__,
    thresholds={"count": _COUNT, "share": _SHARE},
)
