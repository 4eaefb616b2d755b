"""The baseline: what a trusted delivery looked like, as JSON that a person can review in a diff.

    {
      "vocli_baseline": 1,
      "made": "2026-11-09",
      "files": {"calls.csv": {"sha256", "layout", "encoding", "header": [...], "columns": {field: header},
                              "rows", "contacts", "first_day", "last_day"}},
      "channels": {"phone": {"contacts": 797, "days": {"2026-09-07": 12}}},
      "values": {"category": {"配送": 120}},
      "texts": {"note": {"n", "length_mean", "length_sd", "bigrams": [128 counts]}}
    }

Files are keyed by their name without folder (a second file of the same name by its path). `channels` and
`days` count contacts. `values` counts codes of short-listed columns; a value that looks like personal data
is left out. `texts` is by kind of voice; `bigrams` counts pairs of neighbouring characters by a hash, over
a sample chosen by hash: no word can be read from it.
"""

from __future__ import annotations

import heapq
import json
import math
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.checks.check import FindPersonal
from vocli.model import Block, Sheet

VERSION = 1
CODES = ("channel", "category", "product", "site", "status", "plan", "team", "outcome")
BUCKETS = 128
SAMPLE = 20_000  # texts whose characters are counted
_MOST_VALUES = 200  # distinct values of a column; above, it holds no codes
_LONGEST = 40  # characters of a code


@dataclass
class _File:
    sheet: Sheet
    rows: int = 0
    keys: list[NDArray[np.uint64]] = field(default_factory=list)
    days: list[NDArray[np.int32]] = field(default_factory=list)  # since 1970, -1 without a date
    channels: list[NDArray[np.int16]] = field(default_factory=list)


@dataclass
class _Texts:
    n: int = 0
    total: int = 0
    squares: int = 0
    sample: dict[int, NDArray[np.int64]] = field(default_factory=dict)  # by hash of the text
    order: list[int] = field(default_factory=list)  # its keys, the largest on top (negated)

    def sample_text(self, key: int, text: str) -> None:
        """Keep the text's bigrams if its hash is among the SAMPLE smallest."""
        full = len(self.order) >= SAMPLE
        if key in self.sample or (full and key >= -self.order[0]):
            return
        self.sample[key] = _bigrams(text)
        if full:
            del self.sample[-heapq.heapreplace(self.order, -key)]
        else:
            heapq.heappush(self.order, -key)


class Census:
    """Measures a walk: `look` at every block, then `result`. About 14 bytes per contact are kept."""

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}
        self._channels: dict[str, int] = {}
        self._values: dict[str, Counter[str]] = {name: Counter() for name in CODES}
        self._texts: dict[str, _Texts] = {}

    def look(self, block: Block) -> None:
        """Take one block in."""
        sheet, contacts = block.sheet, block.contacts
        own = self._files.setdefault(sheet.path, _File(sheet))
        own.rows += len(block.lines)
        if len(contacts):
            own.keys.append(pd.util.hash_array(contacts["contact_id"].to_numpy(dtype=object)))
            own.days.append(_days(contacts["occurred_at"]))
            names = contacts["channel"].tolist()
            numbers = [self._channels.setdefault(name, len(self._channels)) for name in names]
            own.channels.append(np.asarray(numbers, dtype=np.int16))
            for name in CODES:
                self._values[name].update(Counter(contacts[name].tolist()))
        self._measure(block)

    def result(self, made: date, find_personal: FindPersonal) -> dict[str, Any]:
        """The baseline, ready for JSON; keys in a stable order."""
        files: dict[str, Any] = {}
        counts: dict[str, Counter[str]] = {}
        totals: Counter[str] = Counter()
        names = [name for name, _ in sorted(self._channels.items(), key=lambda item: item[1])]
        for path in sorted(self._files):
            own = self._files[path]
            days, channels = _contacts(own)
            name = file_name(path)
            files[path if name in files else name] = _about(own, days, find_personal)
            for day, number in zip(days.tolist(), channels.tolist(), strict=True):
                totals[names[number]] += 1
                if day >= 0:
                    counts.setdefault(names[number], Counter())[_iso(day)] += 1
        return {
            "vocli_baseline": VERSION,
            "made": made.isoformat(),
            "files": dict(sorted(files.items())),
            "channels": {
                name: {"contacts": totals[name], "days": dict(sorted(counts.get(name, {}).items()))}
                for name in sorted(totals)
            },
            "values": self._codes(find_personal),
            "texts": {kind: _characters(self._texts[kind]) for kind in sorted(self._texts)},
        }

    def _codes(self, find_personal: FindPersonal) -> dict[str, dict[str, int]]:
        out = {}
        for name, counts in self._values.items():
            kept = {value: n for value, n in counts.items() if value}
            if not kept or len(kept) > _MOST_VALUES or max(map(len, kept)) > _LONGEST:
                continue
            ordered = sorted(kept)
            found = find_personal(ordered)
            out[name] = {
                v: int(kept[v]) for v, personal in zip(ordered, found, strict=True) if not personal
            }
        return out

    def _measure(self, block: Block) -> None:
        texts = block.turns.loc[block.turns["speaker"] != "agent", "text"]
        kind = block.sheet.voice_kind
        own = self._texts.setdefault(kind, _Texts())
        lengths = texts.str.len().to_numpy(dtype=np.int64)
        own.n += len(lengths)
        own.total += int(lengths.sum())
        own.squares += int((lengths * lengths).sum())
        hashes = pd.util.hash_array(texts.to_numpy(dtype=object))
        for key, text in zip(hashes.tolist(), texts.tolist(), strict=True):
            if text:
                own.sample_text(key, text)


def file_name(path: str) -> str:
    """The name under which a file stands in a baseline, unless another of that name was there first."""
    return path.replace("\\", "/").rpartition("/")[2]


def write_baseline(baseline: Mapping[str, Any]) -> str:
    """The text of a baseline file: a line per figure, long lists of numbers on one line."""
    text = json.dumps(baseline, ensure_ascii=False, indent=1)
    return _joined(text) + "\n"


def is_baseline(content: object) -> bool:
    """True for what `write_baseline` wrote, by this version."""
    if not isinstance(content, Mapping) or content.get("vocli_baseline") != VERSION:
        return False
    return all(
        isinstance(content.get(k), Mapping) for k in ("files", "channels", "values", "texts")
    )


def _joined(text: str) -> str:
    """The same JSON with lists of numbers on one line."""
    lines: list[str] = []
    inside: list[str] | None = None
    for line in text.split("\n"):
        if line.endswith('"bigrams": ['):
            inside = [line]
        elif inside is not None:
            inside.append(line.strip())
            if inside[-1].startswith("]"):
                lines.append("".join(inside).replace(",", ", ").rstrip(" "))
                inside = None
        else:
            lines.append(line)
    return "\n".join(lines)


def _contacts(own: _File) -> tuple[NDArray[np.int32], NDArray[np.int16]]:
    """Day and channel of each contact; a conversation that spans blocks counts once, with its first day."""
    if not own.keys:
        return np.zeros(0, np.int32), np.zeros(0, np.int16)
    keys, days = np.concatenate(own.keys), np.concatenate(own.days)
    channels = np.concatenate(own.channels)
    _, first = np.unique(keys, return_index=True)
    return days[first], channels[first]


def _about(own: _File, days: NDArray[np.int32], find_personal: FindPersonal) -> dict[str, Any]:
    sheet, dated = own.sheet, days[days >= 0]
    # A first row of data may have passed for a header.
    hidden = dict(zip(sheet.header, find_personal(sheet.header), strict=True))
    shown = {name: "*" if personal else name for name, personal in hidden.items()}
    return {
        "sha256": sheet.sha256,
        "layout": sheet.layout,
        "encoding": sheet.encoding,
        "header": [shown[name] for name in sheet.header],
        "columns": {key: shown.get(name, name) for key, name in sorted(sheet.columns.items())},
        "rows": own.rows,
        "contacts": len(days),
        "first_day": _iso(int(dated.min())) if len(dated) else None,
        "last_day": _iso(int(dated.max())) if len(dated) else None,
    }


def _days(times: pd.Series[Any]) -> NDArray[np.int32]:
    """Days since 1970 in the times' own zone; -1 where there is none."""
    plain = times.dt.tz_localize(None) if times.dt.tz is not None else times
    days = plain.to_numpy().astype("datetime64[D]").astype(np.int64)
    return np.where(plain.isna().to_numpy(), -1, days).astype(np.int32)


def _iso(day: int) -> str:
    return str(np.datetime64(day, "D"))


def _bigrams(text: str) -> NDArray[np.int64]:
    pairs = [zlib.crc32(text[i : i + 2].encode("utf-8", "replace")) for i in range(len(text) - 1)]
    return np.bincount(np.asarray(pairs, dtype=np.int64) % BUCKETS, minlength=BUCKETS)


def _characters(own: _Texts) -> dict[str, Any]:
    mean = own.total / own.n if own.n else 0.0
    spread = math.sqrt(max(0.0, own.squares / own.n - mean * mean)) if own.n else 0.0
    sums = sum(own.sample.values(), np.zeros(BUCKETS, np.int64))
    return {
        "n": own.n,
        "length_mean": round(mean, 1),
        "length_sd": round(spread, 1),
        "bigrams": [int(n) for n in sums],
    }


def header_of(baseline: Mapping[str, Any], path: str) -> Sequence[str] | None:
    """The header that a file of this name had; None for a file that the baseline does not know."""
    known = baseline["files"].get(path) or baseline["files"].get(file_name(path))
    return known["header"] if known else None
