"""vocli.toml の [[check.limit]] で決めた上限または下限を外れました。

行から計算できるもの: rows、contacts、empty_text、unknown_speakers、nps、csat、category_share:値。
割合は0から1。分析の結果(complaint_share など)は、結果が渡されたときだけ見ます。

悪い例: metric = "unknown_speakers", max = 0.05 のとき、話者の分からない発言が12%
良い例: metric = "rows", min = 500 のとき、855行
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.told import told
from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Block, Finding, Severity
from vocli.stats.answers import is_answer, number_in

METRICS = ("rows", "contacts", "empty_text", "unknown_speakers", "nps", "csat", "category_share")
_PLAIN = ("rows", "contacts", "nps", "csat")  # shown as numbers, the others in percent
_PROMOTER, _DETRACTOR, _MOST = 9, 6, 10


class Limits(Plain):
    """Holds figures of all files together against the limits; VOC-E507 for a metric that nobody can give."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        for limit in context.limits:
            _know(name_metric(limit), context)
        self._counts: Counter[str] = Counter()
        self._scores: dict[str, Counter[str]] = {"nps": Counter(), "csat": Counter()}
        self._codes: Counter[str] = Counter()
        self._wanted = {name_metric(limit).partition(":")[0] for limit in context.limits}

    def look(self, block: Block) -> tuple[()]:
        """Count what the limits ask for."""
        columns, counts = block.sheet.columns, self._counts
        if not self._wanted:
            return ()
        counts["rows"] += len(block.lines)
        counts["contacts"] += len(block.contacts)
        if "text" in columns and block.sheet.voice_kind != "survey":
            counts["texts"] += len(block.lines)
            counts["blank"] += list(block.cells[columns["text"]]).count("")
        counts["turns"] += len(block.turns)
        counts["unknown"] += int((block.turns["speaker"] == "unknown").sum())
        for name in self._scores.keys() & self._wanted & columns.keys():
            self._scores[name].update(block.cells[columns[name]])
        if "category_share" in self._wanted:
            self._codes.update(block.contacts["category"].tolist())
        return ()

    def finish(self) -> Iterator[Finding]:
        """One finding per limit that is broken, in the order of vocli.toml."""
        for limit in self.context.limits:
            metric = name_metric(limit)
            value = self._value(metric)
            if value is None:
                continue
            for bound, broken in (
                ("max", value > limit.get("max", value)),
                ("min", value < limit.get("min", value)),
            ):
                if broken:
                    yield told(
                        RULE, form=bound, metric=metric, value=_show(metric, value),
                        limit=_show(metric, float(limit[bound])),
                    )  # fmt: skip

    def _value(self, metric: str) -> float | None:
        name, _, code = metric.partition(":")
        counts = self._counts
        if metric in self.context.results:
            return self.context.results[metric]
        if name in ("rows", "contacts"):
            return float(counts[name])
        if name == "empty_text":
            return counts["blank"] / counts["texts"] if counts["texts"] else None
        if name == "unknown_speakers":
            return counts["unknown"] / counts["turns"] if counts["turns"] else None
        if name == "category_share":
            total = sum(n for value, n in self._codes.items() if value)
            return self._codes[code] / total if total else None
        return score(name, self._scores[name])


def name_metric(limit: Mapping[str, Any]) -> str:
    """`theme_share:T01` for a metric with a theme, else the metric as written."""
    metric, theme = str(limit.get("metric", "")), str(limit.get("theme", ""))
    return f"{metric}:{theme}" if theme else metric


def score(name: str, cells: Mapping[str, int]) -> float | None:
    """NPS (whole numbers 0-10 only, -100 to 100) or the mean; None without an answer."""
    numbers: Counter[float] = Counter()
    for cell, n in cells.items():
        value = number_in(cell) if is_answer(cell) else None
        if value is not None:
            numbers[value] += n
    if name == "nps":
        numbers = Counter({v: n for v, n in numbers.items() if v == int(v) and 0 <= v <= _MOST})
    total = sum(numbers.values())
    if not total:
        return None
    if name == "nps":
        promoters = sum(n for v, n in numbers.items() if v >= _PROMOTER)
        detractors = sum(n for v, n in numbers.items() if v <= _DETRACTOR)
        return 100 * (promoters - detractors) / total
    return sum(v * n for v, n in sorted(numbers.items())) / total


def _know(metric: str, context: Context) -> None:
    name, _, code = metric.partition(":")
    if metric in context.results or (name in METRICS and bool(code) == (name == "category_share")):
        return
    possible = [m if m != "category_share" else "category_share:VALUE" for m in METRICS]
    possible += sorted(context.results)
    near = difflib.get_close_matches(name, possible, n=1)
    hint = t("checks.limits_possible", possible=", ".join(possible))
    if near:
        hint = t("checks.limits_near", near=near[0]) + hint
    raise VocliError("VOC-E507", t("checks.limits_unknown", metric=metric), hint=hint)


def _show(metric: str, value: float) -> str:
    return f"{value:,.4g}" if metric.partition(":")[0] in _PLAIN else f"{100 * value:.1f}%"


RULE = Rule("VOC090", "limits", Severity.ERROR, Limits, __doc__)
