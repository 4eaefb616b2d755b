"""What a layout says: how the exports of one system look. They are written in TOML (docs/layouts.md)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from vocli.sources.paths import Spot, texts_at


@dataclass(frozen=True)
class Rule:
    """`name` (a reason or a kind) holds where every path has one of its values; see `holds`."""

    name: str
    where: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Detect:
    """How a file is recognised. Table: headers; JSON: paths that exist, and values as patterns.

    A header may be given in several spellings, parted by `|`. `first` is the header of the first column,
    `pattern` must match at least two headers.
    """

    headers: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    expects: tuple[str, ...] = ()  # fields that such an export always fills
    path: str = ""  # pattern that the file's own name must contain
    first: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True)
class RecordForm:
    """Where a JSON document's records lie (alternatives), and what makes several of them one.

    With `group` the items of equal value there become one record: the first one's fields, and all of
    them under `items`.
    """

    at: tuple[str, ...] = ()
    group: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turns:
    """Where a record's turns lie and what they hold; every entry is a list of alternatives.

    `unit` says what a number in `time` counts: s, ms or us; a number too small for a date is an offset
    from the record's start. `words` puts runs of items of one speaker together, glued by `join`; with
    "auto" a space stands between Latin words only.
    """

    at: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    unit: str = ""
    sort: tuple[str, ...] = ()
    words: bool = False
    join: str = "auto"


@dataclass(frozen=True)
class Around:
    """One more turn before or behind the list: an opening message, a comment to a rating.

    Its role is `role`, unless `speaker` (a path to a word) or `same` (two paths) tells it.
    """

    place: str  # first, last
    text: tuple[str, ...]
    time: tuple[str, ...] = ()
    role: str = "customer"
    speaker: tuple[str, ...] = ()
    same: tuple[str, str] | None = None
    name: tuple[str, ...] = ()
    only_without_turns: bool = False


@dataclass(frozen=True)
class Lookup:
    """A list of people: `at` (alternatives), the path of what is compared, of the word, and of the name.

    Compared is the speaker's word, or what stands at `by` in a turn that has none.
    """

    at: tuple[str, ...]
    key: str
    value: str
    name: tuple[str, ...] = ()
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Speaker:
    """Who speaks: a path or column, its words per role, and where the words come from.

    `same` are two paths: the customer speaks where they are equal, the company elsewhere.
    With `lookup` the word in hand is looked up in a list of people before its role is.
    """

    path: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)  # folded word -> role
    same: tuple[str, str] | None = None
    lookup: Lookup | None = None
    name: tuple[str, ...] = ()
    default: str = "unknown"
    agents: tuple[str, ...] = ()  # names or labels of the company's people


@dataclass(frozen=True)
class RowForm:
    """How a table's rows form records: several header rows, records over several rows.

    `names` is the header row that names the columns whose first cell matches `question` (-1: the rows
    are joined instead). `sheet` is the main sheet of a workbook; `merge` are (sheet, its id, the main
    sheet's column) whose cells are added.
    """

    header_rows: int = 1
    join: str = " / "
    names: int = -1
    question: str = ""
    mark: tuple[str, str] | None = None  # (column, what stands in it where a record begins)
    ids: tuple[str, ...] = ()  # without the mark's column, a record begins where its id changes
    sheet: str = ""
    merge: tuple[tuple[str, str, str], ...] = ()
    same: tuple[str, ...] = ()  # columns whose equal values make rows one record
    clock: tuple[
        str, ...
    ] = ()  # the column of the time of day that belongs to the date of occurred_at
    lines: tuple[str, ...] = ()  # columns of which such a record keeps every cell, line by line
    count: tuple[tuple[str, str, tuple[str, ...]], ...] = ()  # (field, column, values counted)


@dataclass(frozen=True)
class Layout:
    """One export format."""

    key: str
    title: str
    container: str
    detect: Detect
    columns: Mapping[str, tuple[str, ...]]
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # told when it must do
    channel: str = ""
    voice_kind: str = ""
    rank: int = 50  # smaller is tried first
    zone: str = ""  # zone of times that carry none; "" for Asia/Tokyo
    zone_in: str = ""  # pattern whose first group, above the data, is that zone
    empties: tuple[str, ...] = ()  # cells that stand for nothing
    textless: bool = False  # a list without any text, made to be joined to other files
    note: str = ""
    records: RecordForm = RecordForm()
    units: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    when: Mapping[str, Rule] = field(default_factory=dict)  # field -> where it is taken
    turns: Turns | None = None
    around: tuple[Around, ...] = ()
    speaker: Speaker | None = None
    roles: tuple[Rule, ...] = ()
    kinds: tuple[Rule, ...] = ()
    skips: tuple[Rule, ...] = ()
    turn_skips: tuple[Rule, ...] = ()
    cleaners: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    path_fields: str = ""  # pattern with named groups that are fields
    rows: RowForm = RowForm()


def missing_fields(
    layout: Layout, fixed: Mapping[str, str], replaced: Collection[str] = ()
) -> tuple[tuple[str, str], ...]:
    """(field, usual column) of what such an export always has and this file does not, or elsewhere."""
    usual = {name: names[0] for name, names in layout.columns.items() if names}
    if layout.speaker and layout.speaker.path:
        usual["speaker"] = layout.speaker.path[0]
    always = ("text", "speaker") if layout.container == "table" else ()
    wanted = dict.fromkeys((*always, *layout.detect.expects))
    gone = [name for name in wanted if name not in fixed or (name in replaced and layout.instead)]
    return tuple((name, usual[name]) for name in gone if name in usual)


def fold_word(word: str) -> str:
    """A role word without case and spaces around it."""
    return word.strip().casefold()


def first_rule(rules: Sequence[Rule], spot: Spot) -> str:
    """The name of the first rule that holds for a spot of JSON; "" if none does."""
    for rule in rules:
        if all(holds(texts_at(spot, path), wanted) for path, wanted in rule.where):
            return rule.name
    return ""


def holds(values: Sequence[str], wanted: Sequence[str]) -> bool:
    """True if one of a path's values is one of those wanted: equal, "~pattern", ">0.6", "<-1", "" for none."""
    return any(_matches(value, one) for value in values or [""] for one in wanted)


def _matches(value: str, wanted: str) -> bool:
    if wanted[:1] == "~":
        return re.search(wanted[1:], value) is not None
    if wanted[:1] in ("<", ">"):
        try:
            number, bound = float(value), float(wanted[1:])
        except ValueError:
            return False
        return number < bound if wanted[0] == "<" else number > bound
    return value == wanted
