"""Tables by layout: columns get their fields, roles and times the words of the schema, rows are left out or joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from vocli.sources.grid import Table
from vocli.sources.layout import Layout, RowForm, Rule, fold_word, holds, missing_fields
from vocli.sources.markup import CLEANERS
from vocli.sources.moments import Moments
from vocli.sources.synonyms import normalise

_TEXTS = ("text", "response", "subject")


def apply_layout(layout: Layout, table: Table) -> Table:
    """The table with its fields fixed, roles and times in the words of the schema, skipped rows counted."""
    machine = _Columns(layout, table)
    return machine.finish()


class _Columns:
    def __init__(self, layout: Layout, table: Table) -> None:
        self.layout, self.table = layout, table
        self.header = {normalise(name): i for i, name in reversed(list(enumerate(table.header)))}
        self.columns = [list(column) for column in table.columns]
        self.fixed: dict[str, str] = {}
        self.replaced: set[str] = set()  # fields without their usual column
        self.moments = Moments(layout.zone)

    def place(self, names: Sequence[str]) -> int | None:
        """The position of the first of some headers that the table has."""
        return next((self.header[n] for n in map(normalise, names) if n in self.header), None)

    def finish(self) -> Table:
        self._fix()
        self._speak()
        header = self.table.header
        names = tuple(
            header[i] if i < len(header) else fixed_name for i, fixed_name in self._names()
        )
        table = replace(
            self.table,
            header=names,
            columns=tuple(self.columns),
            fixed=self.fixed,
            layout=self.layout.key,
            layout_title=self.layout.title,
            agents=self.layout.speaker.agents if self.layout.speaker else (),
            missing=(
                *missing_fields(self.layout, self.fixed, self.replaced),
                *self._rule_columns(),
            ),
            why=self._signs(),
            channel=self.layout.channel,
            voice_kind=self.layout.voice_kind,
            textless=self.layout.textless,
            blocked=tuple(name for name, names in self.layout.columns.items() if not names),
        )
        return group_rows(_without_skipped(table, self.layout.skips), self.layout.rows)

    def _rule_columns(self) -> list[tuple[str, str]]:
        """Columns that rows or speakers are judged by, and that the file does not have."""
        named = [name for rule in self.layout.skips for name, _ in rule.where]
        rules = [("out_of_scope", one) for one in dict.fromkeys(named) if self.place([one]) is None]
        speaker = self.layout.speaker
        names = speaker.name if speaker and speaker.name != speaker.path else ()
        return [*rules, *(("speaker", one) for one in names[:1] if self.place(names) is None)]

    def _signs(self) -> tuple[str, ...]:
        """The headers that gave the layout away, as they stand in the file."""
        detect = self.layout.detect
        wanted = [*detect.first, *detect.headers, *detect.any_of]
        places = [self.place(one.split("|")) for one in wanted]
        named = [self.table.header[i] for i in places if i is not None]
        numbered = [
            n
            for n in self.table.header
            if detect.pattern and re.search(detect.pattern, normalise(n))
        ]
        return tuple(dict.fromkeys([*named, *numbered[:2]]))

    def _names(self) -> list[tuple[int, str]]:
        extra = [name for name in self.fixed.values() if name not in self.table.header]
        width = len(self.table.header)
        return [*((i, "") for i in range(width)), *((width + k, n) for k, n in enumerate(extra))]

    def _fix(self) -> None:
        if self.layout.empties:
            gone = set(self.layout.empties)
            self.columns = [["" if c in gone else c for c in column] for column in self.columns]
        for name, alternatives in self.layout.columns.items():
            i = self.place(alternatives)
            if i is None:
                i = self.place(self.layout.instead.get(name, ()))
                self.replaced.add(name)
            if i is None:
                continue
            self.fixed[name] = self.table.header[i]
            if name == "occurred_at":
                self._add_clock(i)
            self.columns[i] = self._converted(name, self.columns[i])

    def _add_clock(self, i: int) -> None:
        """Put the time of day behind the date where it stands in a column of its own."""
        clock = self.place(self.layout.rows.clock)
        if clock is not None:
            pairs = zip(self.columns[i], self.columns[clock], strict=True)
            self.columns[i] = [f"{day} {hour}".strip() if day else "" for day, hour in pairs]

    def _converted(self, name: str, cells: list[str]) -> list[str]:
        known = {cell: self._cell(name, cell) for cell in set(cells)}
        return [known[cell] for cell in cells]

    def _cell(self, name: str, cell: str) -> str:
        cell = self.layout.values.get(name, {}).get(cell, cell)
        if name in _TEXTS:
            for cleaner in self.layout.cleaners.get(name) or self.layout.cleaners.get("*", ()):
                cell = CLEANERS[cleaner](cell)
            return cell
        return self.moments.convert(name, cell, self.layout.units.get(name, ""))

    def _speak(self) -> None:
        speaker = self.layout.speaker
        if speaker is None:
            return
        said, named = self.place(speaker.path), self.place(speaker.name)
        if speaker.same:
            one, other = (self.place([name]) for name in speaker.same)
            if one is not None and other is not None:
                pairs = zip(self.columns[one], self.columns[other], strict=True)
                self._add("speaker", ["customer" if a == b else "agent" for a, b in pairs])
        elif said is not None:
            words = self.columns[said]
            roles = [speaker.words.get(fold_word(word), speaker.default) for word in words]
            self._add(
                "speaker", [r if r != "unknown" else w for r, w in zip(roles, words, strict=True)]
            )
        if named is not None:
            self.fixed["sender"] = self.table.header[named]
        if self.layout.kinds:
            self._add(
                "kind",
                [
                    _first(self.layout.kinds, self._cells_at(i))
                    for i in range(len(self.table.lines))
                ],
            )

    def _cells_at(self, row: int) -> Callable[[str], str]:
        def cell(name: str) -> str:
            i = self.place([name])
            return "" if i is None else self.table.columns[i][row]

        return cell

    def _add(self, name: str, cells: list[str]) -> None:
        """A column that the layout works out, beside those of the file."""
        title = {"speaker": "話者", "kind": "種別"}[name]
        while title in self.table.header or title in self.fixed.values():
            title += "*"
        self.fixed[name] = title
        self.columns.append(cells)


def _first(rules: Sequence[Rule], cell: Callable[[str], str]) -> str:
    for rule in rules:
        if all(holds([cell(name)], wanted) for name, wanted in rule.where):
            return rule.name
    return ""


def _without_skipped(table: Table, rules: Sequence[Rule]) -> Table:
    if not rules:
        return table
    places = {normalise(name): i for i, name in reversed(list(enumerate(table.header)))}

    def reason(row: int) -> str:
        def cell(name: str) -> str:
            i = places.get(normalise(name))
            return "" if i is None else table.columns[i][row]

        return _first(rules, cell)

    reasons = [reason(row) for row in range(len(table.lines))]
    return keep_rows(table, [not one for one in reasons], Counter(filter(None, reasons)))


def keep_rows(table: Table, kept: Sequence[bool], skipped: Counter[str]) -> Table:
    """The table without some rows, which are counted under their reasons."""
    if all(kept):
        return table
    rows = [i for i, keep in enumerate(kept) if keep]
    new = {old: i for i, old in enumerate(rows)}
    return replace(
        table,
        columns=tuple([column[i] for i in rows] for column in table.columns),
        lines=[table.lines[i] for i in rows],
        rest={new[i]: cell for i, cell in table.rest.items() if i in new},
        groups=[table.groups[i] for i in rows] if table.groups else (),
        skipped=dict(Counter(table.skipped) + skipped),
    )


def group_rows(table: Table, form: RowForm) -> Table:
    """One row for all rows with equal values in `form.same`: the first filled cell of each column, of
    `form.lines` all of them.

    `form.count` adds columns that count the rows with certain values (the legs of a transferred call).
    """
    places = [i for name in form.same if (i := _place(table, name)) is not None]
    if not places:
        return table
    groups: dict[tuple[str, ...], list[int]] = {}
    for row in range(len(table.lines)):
        key = tuple(table.columns[i][row] for i in places)
        groups.setdefault(key if any(key) else (str(row), ""), []).append(row)
    members = list(groups.values())
    whole = {i for name in form.lines if (i := _place(table, name)) is not None}
    columns = [
        [_cell_of(column, rows, whole=i in whole) for rows in members]
        for i, column in enumerate(table.columns)
    ]
    header, fixed = list(table.header), dict(table.fixed)
    for name, column, values in form.count:
        place = _place(table, column)
        if place is None:
            continue
        cells = table.columns[place]
        columns.append([str(sum(holds([cells[r]], values) for r in rows)) for rows in members])
        header.append(f"{column} ({name})")
        fixed[name] = header[-1]
    return replace(
        table,
        header=tuple(header),
        columns=tuple(columns),
        lines=[table.lines[rows[0]] for rows in members],
        rest={},
        fixed=fixed,
        skipped=dict(Counter(table.skipped) + Counter(joined=len(table.lines) - len(members))),
    )


def _cell_of(column: Sequence[str], rows: Sequence[int], *, whole: bool) -> str:
    filled = dict.fromkeys(column[row] for row in rows if column[row])
    return "\n".join(filled) if whole else next(iter(filled), "")


def _place(table: Table, name: str) -> int | None:
    wanted = normalise(name)
    return next((i for i, one in enumerate(table.header) if normalise(one) == wanted), None)
