"""Files put together: one contact per id, the latest version of it, and files of other kinds joined to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.draft import Draft, Form
from vocli.sources.synonyms import normalise
from vocli.text import digest

_MANY = 0.05  # a larger share of older versions is worth a look
_SHORT = 6  # digits: 1 to 999999 number the rows of many a list
_RANK = {"note": 0, "verbatim": 0, "asr": 1, "survey": 2}


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
    origin = np.repeat(np.arange(len(drafts)), [len(d.contacts) for d in drafts])
    state = _State(drafts, contacts, turns, origin)
    if contacts["contact_id"].duplicated().any():
        state.resolve()
    return state.finish()


class _State:
    def __init__(
        self,
        drafts: Sequence[Draft],
        contacts: pd.DataFrame,
        turns: pd.DataFrame,
        origin: np.ndarray,
    ) -> None:
        self.drafts, self.contacts, self.turns, self.origin = drafts, contacts, turns, origin
        self.target = np.arange(
            len(contacts)
        )  # the contact that a row's turns end in; -1 when dropped
        self.dropped = [Counter[str]() for _ in drafts]
        self.joins: list[list[tuple[int, int]]] = []  # (main, other) rows: first, second, ... other
        self.renamed = 0
        self.ids: list[str] = contacts["contact_id"].tolist()
        stamp = contacts["updated_at"].fillna(contacts["occurred_at"])
        self.stamps = (
            stamp.dt.tz_convert("UTC")
            .dt.tz_localize(None)
            .to_numpy()
            .astype("datetime64[ns]")
            .view(np.int64)
        )
        self.hashes = contacts["content_hash"].to_numpy(dtype=object, copy=True)

    def resolve(self) -> None:
        """Settle every id that stands more than once."""
        repeated = self.contacts["contact_id"].duplicated(keep=False).to_numpy()
        groups: dict[str, list[int]] = {}
        for row in np.flatnonzero(repeated).tolist():
            groups.setdefault(self.ids[row], []).append(row)
        for group in groups.values():
            kinds: dict[tuple[str, ...], list[int]] = {}
            for row in group:
                kinds.setdefault(self._form(row).signature, []).append(row)
            best = [self._latest(versions) for versions in kinds.values()]
            if len(best) > 1:
                self._join(best)
        for pairs in self.joins:
            self._fill(np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs]))
        self.contacts["contact_id"] = pd.Series(self.ids, dtype=object)

    def _form(self, row: int) -> Form:
        return self.drafts[int(self.origin[row])].form

    def _latest(self, rows: list[int]) -> int:
        best = max(rows, key=lambda row: (self.stamps[row], self.hashes[row], -row))
        by_turn = self._form(best).by_turn
        for row in rows:
            if row == best:
                continue
            same = self.hashes[row] == self.hashes[best]
            if by_turn and not same:
                # The same conversation in two files: its turns are put together, each once.
                self.target[row] = best
                continue
            self.target[row] = -1
            self.dropped[self.origin[row]]["duplicate" if same else "older_version"] += 1
        return best

    def _join(self, rows: list[int]) -> None:
        """Join rows of files of different kinds, unless their common id is a running number by chance."""
        groups: dict[str, list[int]] = {}
        for row in rows:
            groups.setdefault(self._id_space(row), []).append(row)
        ranked = sorted(groups, key=lambda name: (name.startswith("#"), name))
        for nth, name in enumerate(ranked):
            if nth or name.startswith("#"):
                for row in groups[name]:
                    self.ids[row] += "#" + digest(name, length=4)
                self.renamed += len(groups[name])
            self._join_all(groups[name])

    def _id_space(self, row: int) -> str:
        """Ids of one space mean the same; a space with # in front belongs to one kind of file alone."""
        mapping = self._form(row).mapping
        if mapping.loose_id:
            return "#" + "\x1f".join(self._form(row).signature)
        plain = self.ids[row].isdigit() and len(self.ids[row]) <= _SHORT
        return normalise(mapping.columns.get("contact_id", "")) if plain else ""

    def _join_all(self, rows: list[int]) -> None:
        rows = sorted(rows, key=lambda r: (_RANK[self._form(r).kind], self.hashes[r]))
        for nth, row in enumerate(rows[1:]):
            self.target[row] = rows[0]
            if nth == len(self.joins):
                self.joins.append([])
            self.joins[nth].append((rows[0], row))

    def _fill(self, main: np.ndarray, other: np.ndarray) -> None:
        """Give contacts what only the rows joined to them know."""
        for column in self.contacts.columns:
            values = self.contacts[column]
            mine, theirs = values.take(main), values.take(other)
            if values.dtype == object:
                empty = mine.isin(["", "{}", "unknown"]).to_numpy()
            else:
                empty = mine.isna().to_numpy()
            if empty.any():
                self.contacts.loc[main[empty], column] = theirs.to_numpy()[empty]
        both = [digest(self.hashes[a], self.hashes[b]) for a, b in zip(main, other, strict=True)]
        self.contacts.loc[main, "content_hash"] = both
        self.hashes[main] = both

    def finish(self) -> Merged:
        """The frames without the rows that were dropped or joined."""
        main = self.target.copy()
        for _ in range(2):  # a turn file's part may point to a contact that was joined itself
            moved = main >= 0
            main[moved] = self.target[main[moved]]
        owner = self.turns["owner"].to_numpy()
        turns = self.turns[main[owner] >= 0] if (main < 0).any() else self.turns
        keep = self.target == np.arange(len(self.target))
        if not keep.all() or self.renamed:
            turns = self._renumber(turns, main)
        kept = [
            (
                int(((self.origin == i) & (self.target >= 0)).sum()),
                int((self.origin[turns["owner"].to_numpy()] == i).sum()),
            )
            for i in range(len(self.drafts))
        ]
        contacts = self.contacts[keep].reset_index(drop=True) if not keep.all() else self.contacts
        turns = turns.drop(columns="owner").reset_index(drop=True)
        return Merged(contacts, turns, kept, self.dropped, self._findings())

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
        part = part.assign(
            nth=part.groupby(["owner", "speaker", "at", "text"], dropna=False).cumcount()
        )
        part = part.sort_values(["goal", "moved", "at", "turn", "text"], kind="stable")
        part = part.drop_duplicates(["goal", "speaker", "at", "text", "nth"])
        by_turn = np.array([self._form(row).by_turn for row in part["goal"]])
        if by_turn.any():
            talk = part[by_turn].sort_values(["goal", "at", "turn", "text"], kind="stable")
            part = pd.concat([part[~by_turn], talk])
        part = part.assign(turn=part.groupby("goal").cumcount().astype(np.float64))
        return pd.concat([turns[~touched], part.drop(columns=["goal", "moved", "nth"])])

    def _findings(self) -> list[Finding]:
        out = []
        for draft, dropped in zip(self.drafts, self.dropped, strict=True):
            older = dropped["older_version"]
            if older >= 10 and older > _MANY * len(draft.contacts):
                message = t(
                    "sources.many_versions",
                    count=older,
                    column=draft.form.mapping.columns.get("contact_id", ""),
                )
                out.append(
                    Finding(
                        "VOC-F112",
                        Severity.WARNING,
                        message,
                        draft.form.path,
                        hint=t("sources.many_versions_hint"),
                    )
                )
        joined = sum(map(len, self.joins))
        if joined:
            out.append(Finding("VOC-F117", Severity.NOTE, t("sources.joined", count=joined)))
        if self.renamed:
            out.append(Finding("VOC-F116", Severity.NOTE, t("sources.renamed", count=self.renamed)))
        return out
