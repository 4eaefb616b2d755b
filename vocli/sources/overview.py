"""A look at files without holding them: what `inspect` tells, in a few bytes per contact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from vocli.model import Finding, FirstLook, Source
from vocli.sources.draft import Draft, Form
from vocli.sources.options import Reading
from vocli.sources.reader import Walk, Watch, undisturbed, unwatched
from vocli.sources.resolve import Marks, count_kept, nanoseconds, resolve, tell

SAMPLES = 3
_NONE = np.iinfo(np.int64).min


@dataclass(frozen=True)
class _Block:
    """What stays of a block."""

    form: Form
    marks: Marks
    occurred: np.ndarray  # nanoseconds
    outbound: np.ndarray
    foreign: np.ndarray
    turns: np.ndarray  # turns per contact


@dataclass
class _Samples:
    """What customers say first in the file's first contacts."""

    texts: list[str] = field(default_factory=list)
    extras: list[str] = field(default_factory=list)

    def add(self, draft: Draft) -> None:
        if len(self.texts) >= SAMPLES:
            return
        said = draft.turns[draft.turns["speaker"] == "customer"]
        first = said.sort_values(["source_row", "turn"], kind="stable").drop_duplicates("owner")
        first = first.head(SAMPLES - len(self.texts))
        self.texts.extend(first["text"])
        self.extras.extend(draft.contacts["extra"].iloc[first["owner"].to_numpy(dtype=np.int64)])


def look_at(
    paths: Sequence[Path], reading: Reading, watch: Watch = unwatched
) -> tuple[list[Source], dict[str, FirstLook], list[Finding]]:
    """(sources, a first look by source path, findings). The texts in it are raw: they must be masked.

    Raises what `read` raises.
    """
    walk = Walk(paths, reading, watch)
    blocks: list[_Block] = []
    samples: dict[str, _Samples] = {}
    with undisturbed():
        for draft in walk.drafts():
            blocks.append(_keep(draft))
            samples.setdefault(draft.form.source_id, _Samples()).add(draft)
    return _tell(walk, blocks, samples)


def _keep(draft: Draft) -> _Block:
    contacts = draft.contacts
    outbound = contacts["direction"].isin(["outbound", "internal"]).to_numpy()
    foreign = (contacts["out_of_scope"] != "").to_numpy() & ~outbound
    turns = np.bincount(draft.turns["owner"].to_numpy(dtype=np.int64), minlength=len(contacts))
    return _Block(
        draft.form,
        Marks.of(contacts),
        nanoseconds(contacts["occurred_at"]),
        outbound,
        foreign,
        turns.astype(np.int32),
    )


def _tell(
    walk: Walk, blocks: Sequence[_Block], samples: dict[str, _Samples]
) -> tuple[list[Source], dict[str, FirstLook], list[Finding]]:
    forms = [block.form for block in blocks]
    sizes = [len(block.turns) for block in blocks]
    origin = np.repeat(np.arange(len(blocks)), sizes)
    found = resolve(forms, origin, Marks.joined([block.marks for block in blocks]))
    kept = count_kept(forms, origin, found.target)
    sources, looks = [], {}
    for name, account in walk.accounts.items():
        own = [i for i, form in enumerate(forms) if form.source_id == name]
        inside = np.isin(origin, own)
        turns = np.concatenate([blocks[i].turns for i in own])
        counted = int(turns[found.target[inside] >= 0].sum())
        dropped = sum((found.dropped[i] for i in own), Counter())
        sources.append(account.source((sum(kept[i] for i in own), counted), dropped))
        main = (found.target == np.arange(len(origin)))[inside]
        looks[account.form.path] = _look([blocks[i] for i in own], main, samples[name])
    findings = [finding for one in walk.accounts.values() for finding in one.all_findings()]
    return sources, looks, [*findings, *tell(forms, sizes, found), *walk.findings]


def _look(blocks: Sequence[_Block], main: np.ndarray, samples: _Samples) -> FirstLook:
    times = np.concatenate([block.occurred for block in blocks])[main]
    times = times[times != _NONE]
    outbound = np.concatenate([block.outbound for block in blocks])
    foreign = np.concatenate([block.foreign for block in blocks])
    return FirstLook(
        begin=_time(times.min()) if len(times) else None,
        end=_time(times.max()) if len(times) else None,
        outbound=int(outbound[main].sum()),
        out_of_scope=int(foreign[main].sum()),
        texts=tuple(samples.texts),
        extras=tuple(samples.extras),
    )


def _time(nanos: int) -> pd.Timestamp:
    return pd.Timestamp(int(nanos), tz="UTC").tz_convert("Asia/Tokyo")
