"""本文の長さ、または文字の使われ方が、基準と大きく違います。別の列や別の種類の文が入ったおそれがあります。

声の種類ごとに、本文の平均の長さと、隣り合う2文字の分布を基準と比べます(本文は最大20,000件の見本)。

悪い例: 平均66字の申出内容が、今回は平均18字
良い例: 平均66字が70字
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.checks.baseline import BUCKETS, SAMPLE
from vocli.checks.check import Context, Plain, Rule
from vocli.checks.told import percent, told
from vocli.messages import t
from vocli.model import Block, Finding, Severity

_LEAST = 100  # texts on either side
_SPREADS = 0.5  # standard deviations between the means that count
_Z = 5.0
_DISTANCE = 0.12  # total variation of the two distributions of pairs that counts
_NOISE = 2.5  # times the distance that chance lets expect


@dataclass
class _Kind:
    path: str
    n: int = 0
    total: int = 0
    sample: dict[int, NDArray[np.int64]] = field(default_factory=dict)  # hash of the text -> pairs
    limit: int = 2**64


class TextDrift(Plain):
    """Lengths of all texts and pairs of characters of a sample, by kind of voice."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._known: Mapping[str, Any] = (context.baseline or {}).get("texts", {})
        self._kinds: dict[str, _Kind] = {}

    def look(self, block: Block) -> tuple[()]:
        """Measure the turns that are not the company's, as the baseline does."""
        kind = block.sheet.voice_kind
        if kind not in self._known:
            # Garbled notes no longer read as notes: with one kind in the baseline they belong there.
            if len(self._known) != 1:
                return ()
            kind = next(iter(self._known))
        texts = block.turns.loc[block.turns["speaker"] != "agent", "text"]
        own = self._kinds.setdefault(kind, _Kind(block.sheet.path))
        own.n += len(texts)
        own.total += sum(map(len, texts.tolist()))
        hashes = pd.util.hash_array(texts.to_numpy(dtype=object)).tolist()
        for key, text in zip(hashes, texts.tolist(), strict=True):
            if key < own.limit and text and key not in own.sample:
                own.sample[key] = _pairs(text)
        if len(own.sample) > SAMPLE:
            kept = sorted(own.sample)[:SAMPLE]
            own.sample = {key: own.sample[key] for key in kept}
            own.limit = kept[-1]
        return ()

    def finish(self) -> Iterator[Finding]:
        """At most one finding per kind of voice and measure."""
        for kind, own in sorted(self._kinds.items()):
            known = self._known[kind]
            if min(own.n, known["n"]) < _LEAST:
                continue
            mean, before = own.total / own.n, float(known["length_mean"])
            if _length_moved(mean, own.n, known):
                yield told(
                    RULE, own.path, form="length", kind=t(f"codes.{kind}"), before=f"{before:.1f}",
                    after=f"{mean:.1f}", n=f"{own.n:,}",
                )  # fmt: skip
            distance, noise = pair_distance(list(own.sample.values()), known["bigrams"])
            if distance >= self.context.threshold(RULE.key, "distance", _DISTANCE) and (
                distance >= _NOISE * noise
            ):
                yield told(
                    RULE, own.path, kind=t(f"codes.{kind}"), distance=percent(distance),
                    n=f"{len(own.sample):,}",
                )  # fmt: skip


def _length_moved(mean: float, n: int, known: Mapping[str, Any]) -> bool:
    spread = float(known["length_sd"])
    off = abs(mean - float(known["length_mean"]))
    error = spread * math.sqrt(1 / n + 1 / known["n"])
    return spread > 0 and off >= _SPREADS * spread and off > _Z * error


def pair_distance(sample: list[NDArray[np.int64]], known: list[int]) -> tuple[float, float]:
    """(total variation distance of two distributions of pairs of characters, what chance lets expect of it)."""
    now, before = sum(sample, np.zeros(BUCKETS, np.int64)), np.asarray(known, dtype=np.int64)
    if not now.sum() or not before.sum() or len(now) != len(before):
        return 0.0, 1.0
    p, q = now / now.sum(), before / before.sum()
    pooled = (p + q) / 2
    errors = np.sqrt(pooled * (1 - pooled) * (1 / now.sum() + 1 / before.sum()))
    return float(np.abs(p - q).sum() / 2), float(errors.sum() * math.sqrt(2 / math.pi) / 2)


def _pairs(text: str) -> NDArray[np.int64]:
    pairs = [zlib.crc32(text[i : i + 2].encode("utf-8", "replace")) for i in range(len(text) - 1)]
    return np.bincount(np.asarray(pairs, dtype=np.int64) % BUCKETS, minlength=BUCKETS)


RULE = Rule(
    "VOC072", "text_drift", Severity.WARNING, TextDrift, __doc__, thresholds={"distance": _DISTANCE}
)
