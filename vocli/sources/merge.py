"""Files put together: one contact per id, the latest version of it, and files of other kinds joined to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from vocli.model import Finding
from vocli.sources.draft import Draft
from vocli.sources.resolve import Marks, count_kept, resolve, tell
from vocli.sources.values import UNKNOWN
from vocli.text import digest


@dataclass
class Merged:
    """The frames of all drafts; `dropped` counts (reason) per draft."""

    contacts: pd.DataFrame
    turns: pd.DataFrame
    kept: list[tuple[int, int]]  # (contacts, turns) per draft
    dropped: list[Counter[str]]
    findings: list[Finding] = field(default_factory=list)


def merge(drafts: Sequence[Draft]) -> Merged:
    """All drafts as one pair of frames."""
    contacts = pd.concat([d.contacts for d in drafts], ignore_index=True)
    starts = np.cumsum([0, *(len(d.contacts) for d in drafts)])
    turns = pd.concat(
        [d.turns.assign(owner=d.turns["owner"] + starts[i]) for i, d in enumerate(drafts)],
        ignore_index=True,
    )
    return _State(drafts, contacts, turns).finish()


class _State:
    def __init__(
        self, drafts: Sequence[Draft], contacts: pd.DataFrame, turns: pd.DataFrame
    ) -> None:
        self.drafts, self.contacts, self.turns = drafts, contacts, turns
        self.forms = [draft.form for draft in drafts]
        self.origin = np.repeat(np.arange(len(drafts)), [len(d.contacts) for d in drafts])
        self.found = resolve(self.forms, self.origin, Marks.of(contacts))
        self.ids: list[str] = contacts["contact_id"].tolist()
        self.hashes = contacts["content_hash"].to_numpy(dtype=object, copy=True)

    def _put_together(self) -> None:
        for row, mark in self.found.renamed.items():
            self.ids[row] += mark
        self._gather_parts()
        for pairs in self.found.joins:
            self._fill(np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs]))
        if self.found.renamed or self.found.joins:
            self.contacts["contact_id"] = pd.Series(self.ids, dtype=object)

    def _gather_parts(self) -> None:
        """Conversations that several files hold parts of: they begin with the earliest, and all fields count."""
        joined = {other for pairs in self.found.joins for _, other in pairs}
        target = self.found.target.tolist()
        parts = [i for i, goal in enumerate(target) if goal not in (i, -1) and i not in joined]
        layers: list[list[int]] = []
        seen: Counter[int] = Counter()
        for row in sorted(parts, key=lambda i: (self.hashes[i], i)):
            if seen[target[row]] == len(layers):
                layers.append([])
            layers[seen[target[row]]].append(row)
            seen[target[row]] += 1
        begun = self.contacts["occurred_at"]
        for layer in layers:
            main, other = np.array([target[row] for row in layer]), np.array(layer)
            mine, theirs = begun.take(main), begun.take(other).set_axis(main)
            earlier = theirs[theirs < mine]
            self.contacts.loc[earlier.index, "occurred_at"] = earlier
            begun = self.contacts["occurred_at"]
            self._fill_blanks(main, other)

    def _fill(self, main: np.ndarray, other: np.ndarray) -> None:
        """Give contacts what only the rows joined to them know."""
        self._fill_blanks(main, other)
        both = [digest(self.hashes[a], self.hashes[b]) for a, b in zip(main, other, strict=True)]
        self.contacts.loc[main, "content_hash"] = both
        self.hashes[main] = both

    def _fill_blanks(self, main: np.ndarray, other: np.ndarray) -> None:
        for column in self.contacts.columns:
            values = self.contacts[column]
            mine, theirs = values.take(main), values.take(other)
            if values.dtype == object:
                empty = mine.isin(["", "{}", "unknown"]).to_numpy()
            else:
                empty = mine.isna().to_numpy()
            if empty.any():
                self.contacts.loc[main[empty], column] = theirs.to_numpy()[empty]

    def finish(self) -> Merged:
        """The frames without the rows that were dropped or joined."""
        self._put_together()
        target = self.found.target
        main = target.copy()
        for _ in range(2):  # a turn file's part may point to a contact that was joined itself
            moved = main >= 0
            main[moved] = target[main[moved]]
        owner = self.turns["owner"].to_numpy()
        turns = self.turns[main[owner] >= 0] if (main < 0).any() else self.turns
        keep = target == np.arange(len(target))
        if not keep.all() or self.found.renamed:
            turns = self._renumber(turns, main)
        said = np.bincount(self.origin[turns["owner"].to_numpy()], minlength=len(self.forms))
        kept = list(zip(count_kept(self.forms, self.origin, target), said.tolist(), strict=True))
        contacts = self.contacts[keep].reset_index(drop=True) if not keep.all() else self.contacts
        turns = turns.drop(columns="owner").reset_index(drop=True)
        findings = tell(self.forms, [len(d.contacts) for d in self.drafts], self.found)
        return Merged(contacts, turns, kept, self.found.dropped, findings)

    def _renumber(self, turns: pd.DataFrame, main: np.ndarray) -> pd.DataFrame:
        """Turns under their contact's id, those of joined rows behind its own."""
        own = turns["owner"].to_numpy()
        goal = main[own]
        named = pd.Series([self.ids[row] for row in goal.tolist()], index=turns.index, dtype=object)
        turns = turns.assign(contact_id=named)
        moved = goal != own
        if not moved.any():
            return turns
        touched = np.isin(goal, goal[moved])
        part = turns[touched].assign(goal=goal[touched], moved=moved[touched])
        draft = self.origin[part["owner"].to_numpy()]
        part = part.assign(block=self._blocks()[draft], file=self._files()[draft])
        part = _know_speakers(part)
        # The same words in one second of one file are two messages; in two files they are one.
        same = part.groupby(["goal", "file", "speaker", "at", "text"], dropna=False)
        part = part.assign(nth=same.cumcount())
        part = part.sort_values(["goal", "moved", "at", "block", "turn", "text"], kind="stable")
        part = part.drop_duplicates(["goal", "speaker", "at", "text", "nth"])
        by_turn = np.array([self.forms[self.origin[row]].by_turn for row in part["goal"]])
        if by_turn.any():
            talk = part[by_turn].sort_values(["goal", "at", "block", "turn", "text"], kind="stable")
            part = pd.concat([part[~by_turn], talk])
        part = part.assign(turn=part.groupby("goal").cumcount().astype(np.float64))
        return pd.concat(
            [turns[~touched], part.drop(columns=["goal", "moved", "block", "file", "nth"])]
        )

    def _files(self) -> np.ndarray:
        """The file of every draft, as a number."""
        codes, _ = pd.factorize(np.array([form.source_id for form in self.forms], dtype=object))
        return codes

    def _blocks(self) -> np.ndarray:
        """The how manieth block of its file every draft is: turns of a conversation that a block's end cut."""
        seen: Counter[str] = Counter()
        numbers = []
        for form in self.forms:
            numbers.append(seen[form.source_id])
            seen[form.source_id] += 1
        return np.array(numbers)


def _know_speakers(part: pd.DataFrame) -> pd.DataFrame:
    """The turns, each unknown speaker replaced by the only one whom another file names for the same words."""
    key = ["goal", "at", "text"]
    known = part["speaker"] != UNKNOWN
    if known.all():
        return part
    named = part.loc[known, [*key, "speaker"]].drop_duplicates()
    named = named[~named.duplicated(key, keep=False)]
    found = part[key].merge(named, on=key, how="left")["speaker"].set_axis(part.index)
    own = known.groupby([part[k] for k in [*key, "file"]], dropna=False).transform("any")
    return part.assign(speaker=part["speaker"].mask(~known & ~own & found.notna(), found))
