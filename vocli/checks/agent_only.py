"""お客様の発言がない会話が多くあります。話者の列の読み違いか、お客様側が書き出されていません。

会話の20%を超えたときに指摘します(しきい値 share)。

悪い例: 362件の会話のうち150件が、オペレーターとボットの発言だけ
良い例: 折り返しの電話に出られなかった会話が5件
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.told import percent, told
from vocli.checks.voice import customer_turns
from vocli.model import Block, Finding, Severity, Sheet

_SHARE = 0.2
_LEAST = 20


class AgentOnly(Plain):
    """Share of conversations in which only the company speaks, per file."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._talks = self._alone = 0
        self._first: int | None = None

    def look(self, block: Block) -> tuple[()]:
        """Count conversations; somebody unknown may be the customer."""
        if not block.sheet.by_turn:
            return ()
        owners = block.turns["owner"].to_numpy().astype(np.int64)
        heard = customer_turns(block)["owner"].to_numpy().astype(np.int64)
        alone = np.setdiff1d(owners, heard)
        if len(alone) and self._first is None:
            self._first = int(block.contacts["source_row"].to_numpy()[alone].min())
        self._talks += len(np.unique(owners))
        self._alone += len(alone)
        return ()

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """At most one finding per file, at its first such conversation."""
        talks, alone, first = self._talks, self._alone, self._first
        self._talks = self._alone = 0
        self._first = None
        share = self.context.threshold(RULE.key, "share", _SHARE)
        if talks >= _LEAST and alone > share * talks:
            column = sheet.columns.get("speaker")
            yield told(
                RULE, sheet.path, first, column, alone=alone, talks=talks,
                share=percent(alone / talks),
            )  # fmt: skip


RULE = Rule(
    "VOC062", "agent_only", Severity.ERROR, AgentOnly, __doc__, thresholds={"share": _SHARE}
)
