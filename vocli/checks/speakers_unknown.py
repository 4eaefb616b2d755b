"""だれの発言か分からない行が多くあります。お客様の声として数えられません。

会話の発言の10%を超えたときに指摘します(しきい値 share)。

悪い例: 話者の列に「S1」「S2」とだけある
良い例: 話者の列が「お客様」「オペレーター」
"""

from __future__ import annotations

from collections.abc import Iterator

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.told import percent, told
from vocli.model import Block, Finding, Severity, Sheet

_SHARE = 0.1
_LEAST = 3


class SpeakersUnknown(Plain):
    """Share of turns whose speaker is not known, per file."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._turns = self._unknown = 0
        self._first: int | None = None

    def look(self, block: Block) -> tuple[()]:
        """Count turns."""
        unknown = block.turns["source_row"][block.turns["speaker"] == "unknown"]
        if len(unknown) and self._first is None:
            self._first = int(unknown.min())
        self._turns += len(block.turns)
        self._unknown += len(unknown)
        return ()

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """At most one finding per file, at its first such turn."""
        turns, unknown, first = self._turns, self._unknown, self._first
        self._turns = self._unknown = 0
        self._first = None
        share = self.context.threshold(RULE.key, "share", _SHARE)
        if unknown >= _LEAST and unknown > share * turns:
            column = sheet.columns.get("speaker")
            yield told(
                RULE, sheet.path, first, column, unknown=unknown, turns=turns,
                share=percent(unknown / turns),
            )  # fmt: skip


RULE = Rule(
    "VOC065",
    "speakers_unknown",
    Severity.WARNING,
    SpeakersUnknown,
    __doc__,
    thresholds={"share": _SHARE},
)
