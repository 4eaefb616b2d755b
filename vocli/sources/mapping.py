"""Which column feeds which field: what the user says, then known headers, then what the cells look like."""

from __future__ import annotations

from dataclasses import dataclass, field

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import ColumnUse
from vocli.schema import MAPPABLE
from vocli.sources.fitting import fits, is_score
from vocli.sources.given import Given
from vocli.sources.grid import Table
from vocli.sources.profile import ColumnProfile
from vocli.sources.synonyms import normalise, spellings, synonyms, word

_FIRST = ("contact_id", "occurred_at", "speaker", "_turn", "direction", "text", "response")
_CLEAR = 2.0  # a text column found by its cells is so many times as long as the next


@dataclass
class Mapping:
    """Field -> column with the reason; `clock` is a column of times that goes with the date of occurred_at."""

    columns: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    clock: str = ""
    turn: str = ""
    sender: str = ""  # the name beside the speaker's role
    kind: str = ""
    agents: frozenset[str] = frozenset()  # names whose turns are the company's
    loose_id: bool = False  # the contact id is a mere running number
    profiles: dict[str, ColumnProfile] = field(default_factory=dict)

    def claim(self, key: str, column: str, reason: str) -> None:
        """Take a column for a field."""
        self.columns[key] = column
        self.reasons[key] = reason

    def taken(self) -> set[str]:
        """Columns that feed something."""
        return {*self.columns.values(), self.clock, self.turn, self.sender}

    def uses(self) -> tuple[ColumnUse, ...]:
        """The account of the mapping, in the schema's order."""
        out = []
        for key in (*MAPPABLE, "at", "kind"):
            if key in self.columns:
                out.append(self._use(key, self.columns[key], self.reasons[key]))
                if key == "occurred_at" and self.clock:
                    out.append(self._use(key, self.clock, "synonym"))
        if self.sender:
            out.append(self._use("speaker", self.sender, self.reasons.get("speaker", "synonym")))
        if self.turn:
            out.append(self._use("turn", self.turn, "synonym"))
        return tuple(out)

    def _use(self, key: str, column: str, reason: str) -> ColumnUse:
        seen = self.profiles[column]
        return ColumnUse(key, column, reason, seen.filled, round(seen.mean_length, 1))


def map_columns(table: Table, given: Given, path: str) -> Mapping:
    """The mapping of a table.

    Raises VOC-E110 (several columns could be the text) and VOC-E111 (none could).
    """
    mapping = Mapping(kind=given.kind, agents=given.agents | {*map(word, table.agents)})
    mapping.profiles = {
        name: ColumnProfile(name, cells)
        for name, cells in zip(table.header, table.columns, strict=True)
    }
    for key, column in given.here(table.header).items():
        mapping.claim(key, column, "given")
    for key, column in table.fixed.items():
        if key == "sender":
            mapping.sender = column
        elif key == "_turn":
            mapping.turn = column
        elif key not in mapping.columns:
            mapping.claim(key, column, "layout")
    if table.settled and "text" in mapping.columns:
        return mapping
    keys = (*_FIRST, *(key for key in MAPPABLE if key not in _FIRST))
    forms = {name: spellings(name) for name in table.header}
    missing = [name for name, _ in table.missing if name not in mapping.columns]
    for tier in ("names", "loose"):
        for key in keys:
            # What a layout has and this file lacks is not looked for among vague names.
            if key not in table.blocked and (tier == "names" or key not in missing):
                _claim_by_name(mapping, key, forms, tier)
    _claim_by_name(mapping, "_sender", forms, "names")
    _ask_for_missing(mapping, table, path)
    _claim_question(mapping, forms, path)
    if "text" not in mapping.columns:
        _claim_text_by_cells(mapping, path, bool(table.rows_read) and not table.textless)
    _settle(mapping, forms)
    return mapping


def _ask_for_missing(mapping: Mapping, table: Table, path: str) -> None:
    """VOC-E116 where a column is gone without which a layout's rows would be read wrongly."""
    if not table.rows_read:
        return
    needed = {"text", "speaker"}
    if "speaker" in mapping.columns and not (mapping.sender or table.groups):
        needed.add("contact_id")
    for name, column in table.missing:
        if name in needed and name not in mapping.columns:
            free = [one for one in table.header if one not in mapping.taken()]
            raise VocliError(
                "VOC-E116",
                t("sources.layout_lacks", column=column, layout=table.layout),
                where=path,
                hint=t(
                    "sources.layout_lacks_hint",
                    field=name,
                    columns=t("sources.comma").join(free),
                ),
            )


def _claim_by_name(
    mapping: Mapping, key: str, forms: dict[str, tuple[str, ...]], tier: str
) -> None:
    if key in mapping.columns or (key == "_turn" and mapping.turn):
        return
    if key in ("_turn", "_sender") and "speaker" not in mapping.columns:
        return
    entry = synonyms()[key]
    taken = mapping.taken()
    free = [name for name in forms if name not in taken]
    ranked = [
        name
        for wanted in (entry.names if tier == "names" else entry.loose)
        for name in free
        if wanted in forms[name]
    ]
    for name in dict.fromkeys(ranked):
        if fits(key, mapping.profiles[name], tier, _has_speaker(mapping)):
            if key == "_turn":
                mapping.turn = name
            elif key == "_sender":
                mapping.sender = mapping.sender or name
            else:
                mapping.claim(key, name, "synonym")
                mapping.loose_id = mapping.loose_id or (key == "contact_id" and tier == "loose")
            return


def _has_speaker(mapping: Mapping) -> bool:
    if "speaker" in mapping.columns:
        return True
    entry = synonyms()["speaker"]
    for name, seen in mapping.profiles.items():
        forms = spellings(name)
        if any(f in entry.names for f in forms):
            return True
        if any(f in entry.loose for f in forms) and seen.roles >= 0.5:
            return True
    return False


def _claim_question(mapping: Mapping, forms: dict[str, tuple[str, ...]], path: str) -> None:
    """Surveys use the whole question as header: a part of it tells what is asked."""
    for key in ("nps", "csat", "ces", "ease", "text"):
        if key in mapping.columns:
            continue
        found = [
            name
            for name in forms
            if name not in mapping.taken()
            and any(part in forms[name][0] for part in synonyms()[key].contains)
            and (
                mapping.profiles[name].prose if key == "text" else is_score(mapping.profiles[name])
            )
        ]
        if key == "text" and len(found) > 1:
            raise _undecided([mapping.profiles[name] for name in found], path)
        if found:
            mapping.claim(key, found[0], "synonym")


def _claim_text_by_cells(mapping: Mapping, path: str, any_rows: bool) -> None:
    taken = mapping.taken()
    prose = [seen for name, seen in mapping.profiles.items() if name not in taken and seen.prose]
    prose.sort(key=lambda seen: (-seen.mean_length * seen.filled, seen.name))
    if prose:
        best = prose[0]
        if len(prose) > 1 and best.mean_length < _CLEAR * max(s.mean_length for s in prose[1:]):
            raise _undecided(prose, path)
        mapping.claim("text", best.name, "values")
        return
    for key in ("subject", "response"):
        if key in mapping.columns and mapping.profiles[mapping.columns[key]].prose:
            mapping.claim("text", mapping.columns.pop(key), "values")
            return
    if _claim_empty_text(mapping):
        return
    if any_rows and "response" not in mapping.columns:
        raise VocliError(
            "VOC-E111",
            t("sources.no_text"),
            where=path,
            hint=t("sources.no_text_hint", columns=t("sources.comma").join(mapping.profiles)),
        )


def _claim_empty_text(mapping: Mapping) -> bool:
    """A text column that is known and empty: there is nothing to analyse, and nothing wrong with the file."""
    wanted = {*synonyms()["text"].names, *synonyms()["text"].loose}
    for name, seen in mapping.profiles.items():
        if not seen.filled and name not in mapping.taken() and wanted & {*spellings(name)}:
            mapping.claim("text", name, "synonym")
            return True
    return False


def _undecided(found: list[ColumnProfile], path: str) -> VocliError:
    names = t("sources.comma").join(
        t("sources.candidate", column=seen.name, length=round(seen.mean_length))
        for seen in found[:5]
    )
    return VocliError(
        "VOC-E110",
        t("sources.text_undecided", candidates=names),
        where=path,
        hint=t("sources.text_undecided_hint", column=found[0].name),
    )


def _settle(mapping: Mapping, forms: dict[str, tuple[str, ...]]) -> None:
    """A time beside the date, and a case number that rows share."""
    when = mapping.columns.get("occurred_at")
    if when and not any(ch in cell for cell in mapping.profiles[when].sample for ch in ":：時"):
        taken = mapping.taken()
        clocks = [
            name
            for wanted in synonyms()["_time_of_day"].names
            for name in forms
            if name not in taken and wanted in forms[name] and mapping.profiles[name].clocks >= 0.5
        ]
        mapping.clock = clocks[0] if clocks else ""
    if "contact_id" not in mapping.columns and "case_id" not in mapping.columns:
        wanted = synonyms()["contact_id"].names
        for name, own in forms.items():
            if name not in mapping.taken() and any(form in wanted for form in own):
                mapping.claim("case_id", name, "synonym")
                return


def header_signature(header: tuple[str, ...]) -> tuple[str, ...]:
    """What makes two files exports of one kind: their headers, whatever their order."""
    return tuple(sorted(normalise(name) for name in header))
