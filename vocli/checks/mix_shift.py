"""区分などの内訳が基準と大きく違います。一部の区分だけが書き出されたか、付け方が変わっています。

カイ二乗検定で偶然とは言えず、全体の1割以上の応対が動いたとき(しきい値 share)だけ指摘します。

悪い例: 基準で12%の「配送」が、今回は45%
良い例: 12%の「配送」が14%
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.coded import FIELDS, LONGEST
from vocli.checks.told import percent, told
from vocli.model import Block, Finding, Severity

SAMPLE = 20_000
_CHANCE = 0.001
_SHARE = 0.1
_LEAST = 50
_EXPECTED = 5.0


class MixShift(Plain):
    """Shares of codes in a sample of contacts, chosen by hash, against the baseline's."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        known: Mapping[str, Mapping[str, int]] = (context.baseline or {}).get("values", {})
        self._known = {name: known[name] for name in FIELDS if known.get(name)}
        self._headers: dict[str, tuple[str, str]] = {}
        self._sample: dict[str, list[tuple[str, str]]] = {name: [] for name in self._known}
        self._rows: Counter[str] = Counter()

    def look(self, block: Block) -> tuple[()]:
        """Keep the contacts of the smallest hashes, per field."""
        for name, sample in self._sample.items():
            header = block.sheet.columns.get(name)
            if header is None:
                continue
            self._headers.setdefault(name, (block.sheet.path, header))
            values = block.contacts[name].tolist()
            hashes = block.contacts["content_hash"].tolist()
            limit = sample[-1][0] if len(sample) >= SAMPLE else "g"
            pairs = zip(hashes, values, strict=True)
            fresh = [(key, value) for key, value in pairs if value and key < limit]
            self._rows[name] += len(values) - values.count("")
            if fresh:
                self._sample[name] = sorted(sample + fresh)[:SAMPLE]
        return ()

    def finish(self) -> Iterator[Finding]:
        """One finding per field, with the value whose share moved most."""
        for name, known in self._known.items():
            now = Counter(value for _, value in self._sample[name])
            if not shifted(
                known, now, len(self._known), self.context.threshold(RULE.key, "share", _SHARE)
            ):
                continue
            path, header = self._headers[name]
            value, before, after = largest_move(known, now)
            n = sum(now.values())
            form = "sample" if n < self._rows[name] else ""
            yield told(
                RULE, path, None, header, form=form, header=header, value=value[:LONGEST],
                before=percent(before), after=percent(after), n=f"{n:,}",
            )  # fmt: skip


def shifted(known: Mapping[str, int], now: Mapping[str, int], tried: int, least: float) -> bool:
    """True where two counts of the same codes differ beyond chance and by at least the share `least`.

    Pearson's chi-square of the 2 x k table, codes expected fewer than five times taken together,
    corrected for the columns tried; the size is the total variation distance of the shares.
    """
    before, after = sum(known.values()), sum(now.values())
    if min(before, after) < _LEAST:
        return False
    names = sorted(known.keys() | now.keys())
    table = np.array([[known.get(v, 0) for v in names], [now.get(v, 0) for v in names]], float)
    share = min(before, after) / (before + after)
    rare = table.sum(axis=0) * share < _EXPECTED
    if rare.any():
        table = np.column_stack([table[:, ~rare], table[:, rare].sum(axis=1)])
    table = table[:, table.sum(axis=0) > 0]
    shares = table / table.sum(axis=1, keepdims=True)
    if np.abs(shares[0] - shares[1]).sum() / 2 < least or table.shape[1] < 2:
        return False
    expected = table.sum(axis=0) * np.array([[before], [after]]) / (before + after)
    statistic = float(((table - expected) ** 2 / expected).sum())
    from scipy.special import chdtrc

    chance = float(chdtrc(table.shape[1] - 1, statistic))
    return chance < _CHANCE / max(1, tried)


def largest_move(known: Mapping[str, int], now: Mapping[str, int]) -> tuple[str, float, float]:
    """(code, share before, share now) of the code whose share moved most."""
    before, after = sum(known.values()), sum(now.values())
    moves = [
        (-abs(now.get(v, 0) / after - known.get(v, 0) / before), v)
        for v in known.keys() | now.keys()
    ]
    value = min(moves)[1]
    return value, known.get(value, 0) / before, now.get(value, 0) / after


RULE = Rule(
    "VOC070", "mix_shift", Severity.WARNING, MixShift, __doc__, thresholds={"share": _SHARE}
)
