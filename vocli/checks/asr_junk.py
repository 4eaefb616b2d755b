"""音声認識の誤りと思われる発言があります。無音や雑音から作られた文で、お客様の言葉ではありません。

同じ文字や言葉の繰り返しと、動画の字幕によくある決まり文句を数えます。音声認識のファイルだけを見ます。

悪い例: ご視聴ありがとうございました / はいはいはいはいはいはいはいはい
良い例: はいはいはい、分かりました
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.told import told
from vocli.model import Block, Finding, Severity, Sheet

_LEAST = 3
_REPEATS = 6  # times that a piece of two characters or more stands in a row
_SAME = 10  # times that one character does
_LONGEST = 10  # characters of a repeated piece
_SHORTEST_RUN = 14  # characters of a repetition
# What speech recognition makes of silence: endings of videos.
_PHRASES = (
    "ご視聴ありがとうございま",
    "ご視聴いただきありがとうございま",
    "チャンネル登録",
    "高評価とチャンネル",
    "次の動画でお会い",
    "最後までご覧いただき",
    "字幕作成",
)


class AsrJunk(Plain):
    """Counts turns of transcripts that no caller said, per file."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._turns = self._junk = 0
        self._first: int | None = None

    def look(self, block: Block) -> tuple[()]:
        """Count."""
        if block.sheet.voice_kind != "asr" or not len(block.turns):
            return ()
        texts = block.turns["text"].tolist()
        junk = is_junk(texts)
        self._turns += len(texts)
        self._junk += int(junk.sum())
        if junk.any() and self._first is None:
            self._first = int(block.turns["source_row"].to_numpy()[junk].min())
        return ()

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """At most one finding per file, at its first such turn."""
        turns, junk, first = self._turns, self._junk, self._first
        self._turns = self._junk = 0
        self._first = None
        if junk >= self.context.threshold(RULE.key, "count", _LEAST):
            column = sheet.columns.get("text")
            yield told(RULE, sheet.path, first, column, junk=junk, turns=turns)


def is_junk(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Which texts repeat a piece again and again, or hold a phrase of videos."""
    joined = "\n".join(text.replace("\n", " ") for text in texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    ends = np.flatnonzero(codes == ord("\n"))
    junk = np.zeros(len(texts), np.bool_)
    for piece in range(1, _LONGEST + 1):
        least = _SAME if piece == 1 else max(_REPEATS * piece, _SHORTEST_RUN)
        junk[np.searchsorted(ends, _repetitions(codes, piece, least))] = True
    for phrase in _PHRASES:
        at = joined.find(phrase)
        while at >= 0:
            junk[np.searchsorted(ends, at)] = True
            at = joined.find(phrase, at + 1)
    return junk


def _repetitions(codes: NDArray[np.uint32], piece: int, least: int) -> NDArray[np.int64]:
    """Where stretches of at least `least` characters begin that repeat a piece of `piece` characters."""
    if len(codes) <= piece:
        return np.zeros(0, np.int64)
    same = (codes[:-piece] == codes[piece:]) & (codes[:-piece] != ord("\n"))
    edges = np.diff(np.concatenate([[0], same.astype(np.int8), [0]]))
    starts, stops = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    return starts[stops - starts >= least - piece]


RULE = Rule("VOC067", "asr_junk", Severity.WARNING, AsrJunk, __doc__, thresholds={"count": _LEAST})
