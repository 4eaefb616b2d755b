"""JSON records by layout: one row per turn, roles settled, times as text with their zone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vocli.schema import CONTACT_FIELDS, Dtype
from vocli.sources.layout import Around, Layout, Turns, first_rule
from vocli.sources.markup import CLEANERS
from vocli.sources.moments import Moments
from vocli.sources.paths import Spot, find, flatten, plain_name, text_of, texts_at, walk
from vocli.sources.people import People, by_equality
from vocli.sources.turncells import Turn, join_runs, names_of, sort_items

Row = dict[str, str]

_SCORES = frozenset({"nps", "csat", "ces", "ease"})
_LISTED = frozenset(
    f.key
    for f in CONTACT_FIELDS
    if f.dtype is Dtype.TEXT and f.key not in _SCORES and not f.key.endswith("_id")
)
_FILE_CLOCK = re.compile(r"(?<=[T ]\d\d)(?:_|%3A)(\d\d)(?:(?:_|%3A)(\d\d))?", re.IGNORECASE)


@dataclass
class Unfolded:
    """Rows of all records: cells by column name, the record that each belongs to, and its place in the file."""

    rows: list[Row] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    fixed: dict[str, str] = field(default_factory=dict)
    header: list[str] = field(default_factory=list)
    empty: tuple[str, ...] = ()  # fields without any value


def unfold(layout: Layout, spots: Sequence[tuple[Spot, int]], path: str) -> Unfolded:
    """The rows of records under a layout; a record without turns keeps one empty row, so that it counts.

    Where every record is skipped, `header` still names the columns.
    """
    machine = _Machine(layout, path)
    for number, (spot, place) in enumerate(spots):
        machine.take(spot, place, str(number))
    return machine.finish()


class _Machine:
    def __init__(self, layout: Layout, path: str) -> None:
        self.layout = layout
        self.out = Unfolded()
        self.moments = Moments(layout.zone)
        self.people = People(layout.speaker, layout.roles)
        self.by_turn = layout.turns is not None or layout.speaker is not None
        self.names = names_of(layout) if self.by_turn else {}
        found = re.search(layout.path_fields, path) if layout.path_fields else None
        given = {k: v for k, v in found.groupdict().items() if v} if found else {}
        # Colons are no part of a file's name: 21:14:16 is written with lines or as %3A.
        self.from_path = {k: _FILE_CLOCK.sub(_with_colons, v) for k, v in given.items()}
        self.texts = _text_paths(layout)
        self.used = _used_names(layout)

    def take(self, spot: Spot, place: int, group: str) -> None:
        """Add a record's rows."""
        reason = first_rule(self.layout.skips, spot)
        if reason:
            self.out.skipped[reason] += 1
            return
        parent = self._parent(spot)
        turns: list[Turn | None] = [*self._turns(spot)] if self.by_turn else []
        for turn in turns or [None]:
            self.out.rows.append({**parent, **self._cells(turn)})
            self.out.groups.append(group)
            self.out.places.append(place)

    def _parent(self, spot: Spot) -> Row:
        """Contact cells, then every other leaf of the record under its dotted name."""
        cells: Row = {}
        for name, alternatives in self.layout.columns.items():
            rule = self.layout.when.get(name)
            taken = rule is None or first_rule([rule], spot)
            value = self._field(name, spot, alternatives) if taken else ""
            value = value or self.from_path.get(name, "")
            cells[self._column(name, alternatives)] = self._convert(name, value)
        for name, value in self.from_path.items():
            if name not in self.layout.columns:
                cells[self._column(name, (f"({name})",))] = value
        if isinstance(spot.value, dict):
            hidden = self.used
            for name, value in flatten(spot.value, lambda key: key in hidden).items():
                if name not in hidden:
                    cells.setdefault(name, value)
        return cells

    def _field(self, name: str, spot: Spot, alternatives: Sequence[str]) -> str:
        """A contact's cell; where a path leads to several values, labels are listed and a score is the last."""
        for one in alternatives:
            # An object is no cell: a rating is a word in one export and an object in the next.
            values = [v for v in texts_at(spot, one) if v and not v.startswith(("{", "[{"))]
            if "[]" in one and values and name not in _LISTED:
                values = values[-1:] if name in _SCORES else values[:1]
            if values:
                return self._clean(one, ", ".join(dict.fromkeys(values)))
        return ""

    def _column(self, name: str, alternatives: Sequence[str]) -> str:
        if name not in self.out.fixed:
            column = alternatives[0].lstrip("/.") if alternatives else name
            if name in self.layout.units and name not in self.moments.times:
                column = f"{column} (秒)"  # whatever the path says, the cells count seconds
            taken = column in self.out.fixed.values()
            self.out.fixed[name] = f"{column} ({name})" if taken else column
        return self.out.fixed[name]

    def _coalesce(self, spot: Spot, alternatives: Sequence[str]) -> str:
        for one in alternatives:
            value = text_of(find(spot, one))
            if value:
                return self._clean(one, value)
        return ""

    def _clean(self, path: str, value: str) -> str:
        if path not in self.texts:
            return value
        for name in self.layout.cleaners.get(path) or self.layout.cleaners.get("*", ()):
            value = CLEANERS[name](value)
        return value

    def _convert(self, name: str, value: str) -> str:
        value = self.layout.values.get(name, {}).get(value, value)
        unit = self.layout.units.get(name, "")
        return self.moments.convert(name, value, unit)

    def _turns(self, spot: Spot) -> list[Turn]:
        layout = self.layout
        if layout.turns is None:
            return [self._flat(spot)]
        items = next((found for at in layout.turns.at if (found := list(walk(spot, at)))), [])
        inside = list(self._listed(items, layout.turns))
        first, last = ([t for a in layout.around if a.place == place for t in self._extra(spot, a, items)] for place in ("first", "last"))  # fmt: skip
        start = self._convert(
            "occurred_at", self._coalesce(spot, layout.columns.get("occurred_at", ()))
        )
        start = start or self.from_path.get("occurred_at", "")
        turns = [*first, *inside, *last]
        for turn in turns:
            turn.time = self.moments.moment(turn.time, layout.turns.unit, start)
        for turn in first:
            turn.time = turn.time or start
        for turn in last:
            turn.time = turn.time or max((one.time for one in turns), default="")
        return turns

    def _flat(self, spot: Spot) -> Turn:
        """A record that is a turn itself."""
        text = self._coalesce(spot, self.layout.columns.get("text", ()))
        time = self._coalesce(spot, self.layout.columns.get("occurred_at", ()))
        unit = self.layout.units.get("occurred_at", "")
        return self._turn(spot, text, self.moments.moment(time, unit, ""))

    def _listed(self, items: list[Spot], turns: Turns) -> Iterator[Turn]:
        if turns.sort:
            items = sort_items(items, [self._coalesce(item, turns.sort) for item in items])
        said = self._said(items, turns)
        if turns.words:
            said = join_runs(said, turns.join)
        for _, turn in said:
            if turn.text:
                yield turn
            else:
                self.out.skipped["no_text"] += 1

    def _said(self, items: Sequence[Spot], turns: Turns) -> Iterator[tuple[Spot, Turn]]:
        for item in items:
            reason = first_rule(self.layout.turn_skips, item)
            if reason:
                self.out.skipped[reason] += 1
                continue
            text, time = self._coalesce(item, turns.text), self._coalesce(item, turns.time)
            yield item, self._turn(item, text, time)

    def _extra(self, spot: Spot, around: Around, items: Sequence[Spot]) -> Iterator[Turn]:
        text = self._coalesce(spot, around.text)
        if not text or (around.only_without_turns and items):
            return
        role = around.role
        if around.same:
            role = by_equality(spot, around.same) or "unknown"
        if around.speaker:
            role = self.people.of_word(self._coalesce(spot, around.speaker))
        name = self._coalesce(spot, around.name)
        yield Turn(text, role, name, self._coalesce(spot, around.time), "")

    def _turn(self, item: Spot, text: str, time: str) -> Turn:
        speaker = self.people.speaker
        word = self.people.word(item)
        name = self._coalesce(item, speaker.name) or self.people.name(item, word)
        kind = first_rule(self.layout.kinds, item)
        return Turn(text, self.people.role(item, word), name, time, kind, word)

    def _cells(self, turn: Turn | None) -> Row:
        if not self.by_turn:
            return {}
        turn = turn or Turn("", "", "", "", "")
        return {
            self.names["text"]: turn.text,
            self.names["speaker"]: turn.role,
            self.names["sender"]: turn.name,
            self.names["at"]: turn.time,
            self.names["kind"]: turn.kind,
        }

    def finish(self) -> Unfolded:
        """The rows with every column, and which column feeds what."""
        for name, alternatives in self.layout.columns.items():
            self._column(name, alternatives)
        fixed = {**self.out.fixed, **self.names}
        rows = self.out.rows
        named = dict.fromkeys(fixed.values(), "")
        self.out.header = [*dict.fromkeys(key for row in rows or [named] for key in row)]
        filled = {name for row in rows for name, cell in row.items() if cell}
        self.out.empty = tuple(k for k, v in fixed.items() if v not in filled)
        # The text and the speaker are known even where they are empty: nothing else is tried for them.
        known = {*(fixed.keys() - self.out.empty), "text", "speaker"}
        self.out.fixed = {k: v for k, v in fixed.items() if k in known}
        return self.out


def _with_colons(match: re.Match[str]) -> str:
    return "".join(f":{part}" for part in match.groups() if part)


def _text_paths(layout: Layout) -> frozenset[str]:
    """The paths whose values are texts, which are cleaned."""
    turns = layout.turns.text if layout.turns else ()
    around = [path for one in layout.around for path in one.text]
    fields = [p for name in ("text", "response", "subject") for p in layout.columns.get(name, ())]
    return frozenset((*turns, *around, *fields))


def _used_names(layout: Layout) -> frozenset[str]:
    """Dotted names of the record that feed something, and the lists that were read."""
    speaker, turns = layout.speaker, layout.turns
    paths = [path for own in layout.columns.values() for path in own]
    paths += [path for one in layout.around for path in (*one.text, *one.time, *one.name)]
    paths += [*turns.at] if turns else []
    paths += [*speaker.lookup.at] if speaker and speaker.lookup else []
    if turns is None or layout.records.group or "." in turns.at:
        # The record is, or begins as, a turn.
        paths += [*turns.text, *turns.time] if turns else []
        paths += [*speaker.path, *speaker.name] if speaker else []
        paths += [path.removeprefix("items[].") for path in paths]
        paths.append("items")
    return frozenset(plain_name(path.split("[")[0]) for path in paths) - {""}
