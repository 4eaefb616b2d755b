"""Which of several contacts with one id counts, and which belong together, told from a few bytes per contact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.draft import Form
from vocli.sources.synonyms import normalise
from vocli.text import digest

_MANY = 0.05  # a larger share of older versions is worth a look
_SHORT = 6  # digits: 1 to 999999 number the rows of many a list
_RANK = {"note": 0, "verbatim": 0, "asr": 1, "survey": 2}


@dataclass(frozen=True)
class Marks:
    """Contacts without their cells: id and content as numbers, time, and the block that they come from.

    `short` are ids that may well be running numbers. 25 bytes a contact.
    """

    keys: np.ndarray  # uint64
    content: np.ndarray  # uint64
    stamps: np.ndarray  # int64, nanoseconds
    short: np.ndarray  # bool

    @classmethod
    def of(cls, contacts: pd.DataFrame) -> Marks:
        """The marks of a contacts frame."""
        ids: list[str] = contacts["contact_id"].tolist()
        stamp = contacts["updated_at"].fillna(contacts["occurred_at"])
        return cls(
            keys=pd.util.hash_array(
                contacts["contact_id"].to_numpy(dtype=object), categorize=False
            ),
            content=np.fromiter(
                (int(h, 16) for h in contacts["content_hash"]), np.uint64, len(ids)
            ),
            stamps=nanoseconds(stamp),
            short=np.fromiter(
                (one.isdigit() and len(one) <= _SHORT for one in ids), bool, len(ids)
            ),
        )

    @classmethod
    def joined(cls, parts: Sequence[Marks]) -> Marks:
        """The marks of several blocks, one behind the other."""
        return cls(
            np.concatenate([p.keys for p in parts]),
            np.concatenate([p.content for p in parts]),
            np.concatenate([p.stamps for p in parts]),
            np.concatenate([p.short for p in parts]),
        )


def nanoseconds(times: pd.Series) -> np.ndarray:
    """Points in time as int64 UTC; the smallest number stands for none."""
    plain = times.dt.tz_convert("UTC").dt.tz_localize(None)
    stamps: np.ndarray = plain.to_numpy().astype("datetime64[ns]").view(np.int64)
    return stamps


@dataclass
class Resolution:
    """What becomes of every contact: `target` is the contact that its turns end in, -1 when it is dropped.

    `joins` are (main, other) rows of files of different kinds, first others first; `renamed` are ids
    that get a mark, because they are running numbers of separate lists.
    """

    target: np.ndarray
    dropped: list[Counter[str]]
    joins: list[list[tuple[int, int]]] = field(default_factory=list)
    renamed: dict[int, str] = field(default_factory=dict)


def resolve(forms: Sequence[Form], origin: np.ndarray, marks: Marks) -> Resolution:
    """Settle every id that stands more than once; `origin` is the block of each contact, `forms` the blocks'."""
    return _Resolver(forms, origin, marks).run()


class _Resolver:
    def __init__(self, forms: Sequence[Form], origin: np.ndarray, marks: Marks) -> None:
        self.forms, self.origin, self.marks = forms, origin, marks
        self.out = Resolution(np.arange(len(marks.keys)), [Counter[str]() for _ in forms], [], {})

    def run(self) -> Resolution:
        keys = self.marks.keys
        _, codes, counts = np.unique(keys, return_inverse=True, return_counts=True)
        repeated = np.flatnonzero(counts[codes] > 1)
        groups: dict[int, list[int]] = {}
        for row, code in zip(repeated.tolist(), codes[repeated].tolist(), strict=True):
            groups.setdefault(code, []).append(row)
        for group in groups.values():
            kinds: dict[tuple[str, ...], list[int]] = {}
            for row in group:
                kinds.setdefault(self._form(row).signature, []).append(row)
            best = [self._latest(versions) for versions in kinds.values()]
            if len(best) > 1:
                self._join(best)
        return self.out

    def _form(self, row: int) -> Form:
        return self.forms[int(self.origin[row])]

    def _latest(self, rows: list[int]) -> int:
        stamps, content = self.marks.stamps, self.marks.content
        best = max(rows, key=lambda row: (stamps[row], content[row], -row))
        by_turn = self._form(best).by_turn
        for row in rows:
            if row == best:
                continue
            same = content[row] == content[best]
            if by_turn and not same:
                # The same conversation in two files: its turns are put together, each once.
                self.out.target[row] = best
                continue
            self.out.target[row] = -1
            self.out.dropped[self.origin[row]]["duplicate" if same else "older_version"] += 1
        return best

    def _join(self, rows: list[int]) -> None:
        """Join rows of files of different kinds, unless their common id is a running number by chance."""
        groups: dict[str, list[int]] = {}
        for row in rows:
            groups.setdefault(self._id_space(row), []).append(row)
        ranked = sorted(groups, key=lambda name: (name.startswith("#"), name))
        for nth, name in enumerate(ranked):
            if nth or name.startswith("#"):
                self.out.renamed.update(dict.fromkeys(groups[name], "#" + digest(name, length=4)))
            self._join_all(groups[name])

    def _id_space(self, row: int) -> str:
        """Ids of one space mean the same; a space with # in front belongs to one kind of file alone."""
        form = self._form(row)
        if form.mapping.loose_id:
            return "#" + "\x1f".join(form.signature)
        return (
            normalise(form.mapping.columns.get("contact_id", "")) if self.marks.short[row] else ""
        )

    def _join_all(self, rows: list[int]) -> None:
        rows = sorted(rows, key=lambda r: (_RANK[self._form(r).kind], self.marks.content[r]))
        for nth, row in enumerate(rows[1:]):
            self.out.target[row] = rows[0]
            if nth == len(self.out.joins):
                self.out.joins.append([])
            self.out.joins[nth].append((rows[0], row))


def count_kept(forms: Sequence[Form], origin: np.ndarray, target: np.ndarray) -> list[int]:
    """Contacts per block that count: a conversation cut by the end of a block counts once."""
    files = {name: i for i, name in enumerate(dict.fromkeys(form.source_id for form in forms))}
    file_of = np.array([files[form.source_id] for form in forms])[origin]
    own = target == np.arange(len(target))
    elsewhere = (target >= 0) & (file_of != file_of[np.maximum(target, 0)])
    return [int(((origin == i) & (own | elsewhere)).sum()) for i in range(len(forms))]


def tell(forms: Sequence[Form], contacts: Sequence[int], found: Resolution) -> list[Finding]:
    """What is odd about repeated ids; `contacts` are the contacts read per block."""
    out = []
    read: Counter[str] = Counter()
    older: Counter[str] = Counter()
    for form, count, dropped in zip(forms, contacts, found.dropped, strict=True):
        read[form.path] += count
        older[form.path] += dropped["older_version"]
    columns = {form.path: form.mapping.columns.get("contact_id", "") for form in forms}
    for path, count in older.items():
        if count >= 10 and count > _MANY * read[path]:
            message = t("sources.many_versions", count=count, column=columns[path])
            hint = t("sources.many_versions_hint")
            out.append(Finding("VOC-F112", Severity.WARNING, message, path, hint=hint))
    joined = sum(map(len, found.joins))
    if joined:
        out.append(Finding("VOC-F117", Severity.NOTE, t("sources.joined", count=joined)))
    if found.renamed:
        message = t("sources.renamed", count=len(found.renamed))
        out.append(Finding("VOC-F116", Severity.NOTE, message))
    return out
