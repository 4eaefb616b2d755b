"""--map FIELD=COLUMN: checked against the schema and the headers, with a suggestion when it is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import VoiceKind
from vocli.schema import MAPPABLE
from vocli.sources.options import Reading
from vocli.sources.synonyms import normalise, word

_ORDERS = ("", "ymd", "mdy", "dmy")
_KINDS = tuple(kind.value for kind in VoiceKind)


@dataclass(frozen=True)
class Given:
    """What the user fixed: field -> column as typed, and the voice kind of the text column ("" if open).

    `agents` are the company's people, folded as cells are.
    """

    columns: dict[str, str]
    kind: str = ""
    agents: frozenset[str] = frozenset()

    def here(self, header: Sequence[str]) -> dict[str, str]:
        """Field -> header for the columns that this file has."""
        found = {field: _find(column, header) for field, column in self.columns.items()}
        return {field: column for field, column in found.items() if column}


def parse_given(reading: Reading) -> Given:
    """The checked options. Raises VOC-E112 for a field that the schema does not have, VOC-E115 for an unknown order."""
    if reading.date_order not in _ORDERS:
        raise VocliError(
            "VOC-E115",
            t("sources.date_order_unknown", value=reading.date_order),
            hint=t("sources.date_order_values"),
        )
    columns: dict[str, str] = {}
    kind = ""
    for field, column in reading.columns:
        if field not in MAPPABLE:
            close = get_close_matches(field.casefold(), MAPPABLE, 1, 0.5)
            hint = (
                t("sources.try_field", field=close[0], column=column)
                if close
                else t("sources.fields", fields=t("sources.comma").join(MAPPABLE))
            )
            raise VocliError("VOC-E112", t("sources.unknown_field", field=field), hint=hint)
        name, _, tail = column.rpartition(":")
        if field == "text" and name and tail in _KINDS:
            column, kind = name, tail  # noqa: PLW2901
        columns[field] = column
    return Given(columns, kind, frozenset(word(name) for name in reading.agents))


def check_given(given: Given, headers: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Raise VOC-E113 if a column of --map is in none of the files; `headers` is (path, header) of each."""
    names = list(dict.fromkeys(name for _, header in headers for name in header))
    for field, column in given.columns.items():
        if any(_find(column, header) for _, header in headers):
            continue
        close = get_close_matches(column, names, 1, 0.4)
        raise VocliError(
            "VOC-E113",
            t("sources.unknown_column", column=column),
            where=t("sources.comma").join(path for path, _ in headers[:3]),
            hint=t("sources.try_field", field=field, column=close[0])
            if close
            else t("sources.columns", columns=t("sources.comma").join(names)),
        )


def _find(column: str, header: Sequence[str]) -> str:
    if column in header:
        return column
    wanted = normalise(column)
    return next((name for name in header if normalise(name) == wanted), "")
