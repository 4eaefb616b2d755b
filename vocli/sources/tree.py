"""JSON records by layout: one row per turn, roles settled, times as text with their zone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vocli.sources.layout import Around, Layout, Rule, Speaker, Turns, fold_word, holds
from vocli.sources.markup import CLEANERS
from vocli.sources.moments import Moments
from vocli.sources.paths import Spot, find, flatten, steps_of, text_of, walk

Row = dict[str, str]


@dataclass
class Turn:
    """One turn before its time is settled."""

    text: str
    role: str
    name: str
    time: str
    kind: str


@dataclass
class Unfolded:
    """Rows of all records: cells by column name, the record that each belongs to, and its place in the file."""

    rows: list[Row] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    fixed: dict[str, str] = field(default_factory=dict)


def unfold(layout: Layout, spots: Sequence[tuple[Spot, int]], path: str) -> Unfolded:
    """The rows of records under a layout; a record without turns keeps one empty row, so that it counts."""
    machine = _Machine(layout, path)
    for number, (spot, place) in enumerate(spots):
        machine.take(spot, place, str(number))
    return machine.finish()


class _Machine:
    def __init__(self, layout: Layout, path: str) -> None:
        self.layout = layout
        self.out = Unfolded()
        self.moments = Moments(layout.zone)
        self.by_turn = layout.turns is not None or layout.speaker is not None
        found = re.search(layout.path_fields, path) if layout.path_fields else None
        self.from_path = {k: v for k, v in found.groupdict().items() if v} if found else {}
        self.used = {
            steps[0]
            for alternatives in layout.columns.values()
            for one in alternatives
            if len(steps := steps_of(one)) == 1 and isinstance(steps[0], str)
        }
        self.lists = {steps_of(at)[0] for at in (layout.turns.at if layout.turns else ())}

    def take(self, spot: Spot, place: int, group: str) -> None:
        """Add a record's rows."""
        reason = _first_rule(self.layout.skips, spot)
        if reason:
            self.out.skipped[reason] += 1
            return
        parent = self._parent(spot)
        turns = self._turns(spot) if self.by_turn else []
        for own in [self._cells(turn) for turn in turns] or [{}]:
            self.out.rows.append({**parent, **own})
            self.out.groups.append(group)
            self.out.places.append(place)

    def _parent(self, spot: Spot) -> Row:
        """Contact cells, then every other leaf of the record under its dotted name."""
        cells: Row = {}
        for name, alternatives in self.layout.columns.items():
            value = self._coalesce(spot, alternatives) or self.from_path.get(name, "")
            column = self._column(name, alternatives)
            cells[column] = self._convert(name, value)
        for name, value in self.from_path.items():
            if name not in self.layout.columns:
                cells[self._column(name, (f"({name})",))] = value
        if isinstance(spot.value, dict):
            used = self.used | self.lists
            for name, value in flatten(spot.value, lambda key: key in used).items():
                cells.setdefault(name, value)
        return cells

    def _column(self, name: str, alternatives: Sequence[str]) -> str:
        column = alternatives[0].lstrip("/.") if alternatives else name
        self.out.fixed.setdefault(name, column)
        return column

    def _coalesce(self, spot: Spot, alternatives: Sequence[str]) -> str:
        for one in alternatives:
            value = text_of(find(spot, one))
            if value:
                return self._clean(one, value)
        return ""

    def _clean(self, path: str, value: str) -> str:
        names = self.layout.cleaners.get(path) or self.layout.cleaners.get("*", ())
        for name in names if path in self._texts() else ():
            value = CLEANERS[name](value)
        return value

    def _texts(self) -> set[str]:
        turns = self.layout.turns.text if self.layout.turns else ()
        around = [path for one in self.layout.around for path in one.text]
        return {
            *turns,
            *around,
            *self.layout.columns.get("text", ()),
            *self.layout.columns.get("response", ()),
        }

    def _convert(self, name: str, value: str) -> str:
        value = self.layout.values.get(name, {}).get(value, value)
        unit = self.layout.units.get(name, "")
        return self.moments.convert(name, value, unit)

    def _turns(self, spot: Spot) -> list[Turn]:
        layout = self.layout
        if layout.turns is None:
            return [self._flat(spot)]
        inside = list(self._listed(spot, layout.turns))
        before = [
            t for a in layout.around if a.place == "first" for t in self._extra(spot, a, inside)
        ]
        behind = [
            t for a in layout.around if a.place == "last" for t in self._extra(spot, a, inside)
        ]
        turns = [*before, *inside, *behind]
        start = self._convert(
            "occurred_at", self._coalesce(spot, layout.columns.get("occurred_at", ()))
        )
        start = start or self.from_path.get("occurred_at", "")
        for turn in turns:
            turn.time = self.moments.moment(turn.time, layout.turns.unit, start)
        return turns

    def _flat(self, spot: Spot) -> Turn:
        """A record that is a turn itself."""
        text = self._coalesce(spot, self.layout.columns.get("text", ()))
        time = self._coalesce(spot, self.layout.columns.get("occurred_at", ()))
        unit = self.layout.units.get("occurred_at", "")
        return self._turn(spot, text, self.moments.moment(time, unit, ""))

    def _listed(self, spot: Spot, turns: Turns) -> Iterator[Turn]:
        items = next((found for at in turns.at if (found := list(walk(spot, at)))), [])
        if turns.sort:
            items.sort(key=lambda item: _sortable(self._coalesce(item, turns.sort)))
        if turns.words:
            yield from self._joined(items, turns)
            return
        for item in items:
            reason = _first_rule(self.layout.skips, item)
            if reason:
                self.out.skipped[reason] += 1
                continue
            yield self._turn(
                item, self._coalesce(item, turns.text), self._coalesce(item, turns.time)
            )

    def _joined(self, items: Sequence[Spot], turns: Turns) -> Iterator[Turn]:
        """Runs of words of one speaker as one turn; a word without a speaker (punctuation) goes on the run."""
        open_turn: Turn | None = None
        for item in items:
            word = self._coalesce(item, turns.text)
            said = self._turn(item, word, self._coalesce(item, turns.time))
            if open_turn is not None and said.name in ("", open_turn.name):
                open_turn.text += turns.join + word
                continue
            if open_turn is not None:
                yield open_turn
            open_turn = said
        if open_turn is not None:
            yield open_turn

    def _extra(self, spot: Spot, around: Around, inside: Sequence[Turn]) -> Iterator[Turn]:
        text = self._coalesce(spot, around.text)
        if not text or (around.only_without_turns and inside):
            return
        role = around.role
        if around.speaker and self.layout.speaker:
            role = _role_of_word(self.layout.speaker, self._coalesce(spot, around.speaker))
        yield Turn(text, role, "", self._coalesce(spot, around.time), "")

    def _turn(self, item: Spot, text: str, time: str) -> Turn:
        speaker = self.layout.speaker or Speaker()
        word = self._coalesce(item, speaker.path)
        name = self._coalesce(item, speaker.name) or (word if speaker.path else "")
        kind = _first_rule(self.layout.kinds, item)
        return Turn(text, role_in(speaker, item, word), name, time, kind)

    def _cells(self, turn: Turn) -> Row:
        where = self._names()
        return {
            where["text"]: turn.text,
            where["speaker"]: turn.role,
            where["sender"]: turn.name,
            where["at"]: turn.time,
            where["kind"]: turn.kind,
        }

    def _names(self) -> dict[str, str]:
        """Names of the turn columns as `inspect` shows them."""
        turns, speaker = self.layout.turns, self.layout.speaker
        at = f"{turns.at[0]}." if turns and turns.at else ""
        text = (turns.text if turns else self.layout.columns.get("text", ())) or ("text",)
        said = (
            speaker.path
            if speaker and speaker.path
            else (speaker.same or ("speaker",) if speaker else ("speaker",))
        )
        time = (turns.time if turns else self.layout.columns.get("occurred_at", ())) or ("at",)
        name = speaker.name if speaker and speaker.name else ("name",)
        return {
            "text": f"{at}{text[0]}",
            "speaker": f"{at}{said[0]} (話者)",
            "sender": f"{at}{name[0]} (名前)",
            "at": f"{at}{time[0]} (時刻)",
            "kind": f"{at}kind",
        }

    def finish(self) -> Unfolded:
        """The rows with every column, and which column feeds what."""
        if self.by_turn:
            self.out.fixed.update(self._names())
        filled = {name for row in self.out.rows for name, cell in row.items() if cell}
        self.out.fixed = {
            k: v for k, v in self.out.fixed.items() if v in filled or k in ("text", "speaker")
        }
        return self.out


def _first_rule(rules: Sequence[Rule], spot: Spot) -> str:
    """The name of the first rule that holds for a spot."""
    for rule in rules:
        if all(holds(_texts_at(spot, path), wanted) for path, wanted in rule.where):
            return rule.name
    return ""


def _texts_at(spot: Spot, path: str) -> list[str]:
    value = find(spot, path)
    return [text_of(one) for one in value] if isinstance(value, list) else [text_of(value)]


def role_in(speaker: Speaker, item: Spot, word: str) -> str:
    """Who speaks: equality first, then the looked-up word, then the word itself."""
    if speaker.same:
        one, other = (text_of(find(item, path)) for path in speaker.same)
        if one and other:
            return "customer" if one == other else "agent"
    if speaker.lookup:
        word = _look_up(speaker.lookup, item, word)
    return _role_of_word(speaker, word)


def _look_up(lookup: tuple[str, str, str], item: Spot, word: str) -> str:
    inside, key, value = lookup
    for one in walk(item, inside):
        if text_of(find(one, key)) == word:
            return text_of(find(one, value)) or word
    return word


def _role_of_word(speaker: Speaker, word: str) -> str:
    return speaker.words.get(fold_word(word), speaker.default)


def _sortable(cell: str) -> tuple[float, str]:
    try:
        return float(cell), ""
    except ValueError:
        return float("inf"), cell
