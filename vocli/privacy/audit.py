"""How well masking works on labelled sentences: what was left, what was masked for nothing."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Measure, Miss, Tally
from vocli.privacy.alignment import PLACEHOLDER, Swap, align
from vocli.stats.rates import wilson

Masker = Callable[[str], str]

REQUIRED = ("text", "planted", "kind")
# What a placeholder stands for, for those that were set where nothing was planted.
KIND_OF = {
    "氏名": "name",
    "担当者名": "name",
    "電話番号": "phone",
    "メール": "email",
    "郵便番号": "postal",
    "住所": "address",
    "カード番号": "card",
    "個人番号": "mynumber",
    "マイナンバー": "mynumber",
    "口座番号": "bank",
    "生年月日": "birth",
    "IPアドレス": "ip",
    "会員番号": "customer_no",
    "お客様番号": "customer_no",
    "契約番号": "customer_no",
}
OTHER = "other"
_LONGEST = 100_000  # characters; a longer "sentence" is a quotation mark that is never closed
KINDS = frozenset({*KIND_OF.values(), "kana"})


class Labelled(NamedTuple):
    """One row of a labelled file: in `text`, `planted` must vanish or `kept` must stay.

    A row with neither says that the whole text must stay. `row` is its physical line, from 1.
    """

    row: int
    text: str
    planted: str
    kind: str
    kept: str = ""


@dataclass(frozen=True)
class _Place:
    """Where a row's string stands in its text."""

    row: Labelled
    start: int
    end: int


def read_labelled(content: str, path: str) -> list[Labelled]:
    """The rows of a labelled CSV file with the columns text, kind, and planted or kept or both.

    VOC-E402 where a column or every row is missing, VOC-E403 where a string is not in its text.
    """
    reader = csv.DictReader(io.StringIO(content, newline=""), restval="")
    hint = t("privacy.audit_columns_hint")
    try:
        names = set(reader.fieldnames or ())
        missing = [name for name in REQUIRED if name not in names]
        if "kept" in names and missing == ["planted"]:
            missing = []
        rows = [] if missing else list(_rows(reader))
        whole = all(len(row.text) <= _LONGEST for row in rows)
    except csv.Error:
        whole = False
    if not whole:
        raise VocliError("VOC-E402", t("privacy.audit_no_csv"), where=path, hint=hint)
    if missing:
        text = t("privacy.audit_columns", columns=t("render.comma").join(missing))
        raise VocliError("VOC-E402", text, where=path, hint=hint)
    if not rows:
        raise VocliError("VOC-E402", t("privacy.audit_empty"), where=path, hint=hint)
    for own in _by_text(rows).values():
        _places(own, path)
    return rows


def _rows(reader: csv.DictReader[str]) -> Iterator[Labelled]:
    line = reader.line_num + 1
    for cells in reader:
        # A kind that is not known is not repeated: in a shifted file it may be a customer's word.
        kind = cells["kind"].strip()
        if cells["text"]:
            known = kind if kind in KINDS else OTHER
            yield Labelled(
                line, cells["text"], cells.get("planted", ""), known, cells.get("kept", "")
            )
        line = reader.line_num + 1


def measure(rows: Sequence[Labelled], masker: Masker) -> Measure:
    """What `masker` does to the labelled rows, counted at the level of strings.

    A planted string is gone when none of its letters and digits are left. A placeholder is right when it
    covers a character of a planted string, and false otherwise. A sentence is changed when a right
    placeholder also covers letters or digits beside the planted strings, or when the text around the
    placeholders is not that of the original; then nothing of it counts as gone or right.
    """
    counts: Counter[tuple[str, str]] = Counter()
    misses: list[Miss] = []
    changed = 0
    texts = _by_text(rows)
    for text, own in texts.items():
        before = len(misses)
        _judge(text, masker(text), _places(own, ""), counts, misses)
        changed += any(miss.reason == "changed" for miss in misses[before:])
    kinds = sorted({kind for kind, _ in counts})
    return Measure(
        total=_tally("", counts, kinds),
        tallies=tuple(_tally(kind, counts, [kind]) for kind in kinds),
        misses=tuple(sorted(misses)),
        sentences=len(texts),
        changed=changed,
    )


def _by_text(rows: Sequence[Labelled]) -> dict[str, list[Labelled]]:
    texts: dict[str, list[Labelled]] = {}
    for row in rows:
        texts.setdefault(row.text, []).append(row)
    return texts


def _places(rows: Sequence[Labelled], path: str) -> list[_Place]:
    """Each row's string takes the next place in the text where it occurs; VOC-E403 if there is none."""
    places: list[_Place] = []
    at = 0
    for row in rows:
        string = row.planted or row.kept
        start = row.text.find(string, at) if string else 0
        if start < 0:
            text = t("privacy.audit_not_in_text")
            where = t("privacy.audit_line", path=path, row=row.row)
            raise VocliError("VOC-E403", text, where=where, hint=t("privacy.audit_order_hint"))
        end = start + len(string) if string else len(row.text)
        places.append(_Place(row, start, end))
        at = end if string else at
    return places


def _judge(
    text: str,
    masked: str,
    places: Sequence[_Place],
    counts: Counter[tuple[str, str]],
    misses: list[Miss],
) -> None:
    """Adds one text's counts and misses."""
    planted = [place for place in places if place.row.planted]
    wanted = [0] * len(text)
    for number, place in enumerate(planted, 1):
        wanted[place.start : place.end] = [number] * (place.end - place.start)
    swaps = align(text, masked, wanted)
    first = places[0].row
    if swaps is None:
        misses.append(Miss(first.row, first.kind, "changed"))
    covered = set(_covered(text, swaps or []))
    for place in places:
        _judge_place(place, text, covered, swaps is None, counts, misses)
    if swaps is None:
        swaps = [Swap(0, 0, name) for name in PLACEHOLDER.findall(masked)]
    for swap in swaps:
        owner = next((p for p in planted if p.start < swap.end and swap.start < p.end), None)
        kind = owner.row.kind if owner else KIND_OF.get(swap.placeholder.strip("〔〕"), OTHER)
        counts[kind, "masked"] += 1
        counts[kind, "right"] += owner is not None
        if owner is None:
            misses.append(Miss(first.row, kind, "false"))
        elif any(not wanted[i] for i in _covered(text, [swap])):
            misses.append(Miss(owner.row.row, owner.row.kind, "changed"))


def _judge_place(
    place: _Place,
    text: str,
    covered: set[int],
    differs: bool,
    counts: Counter[tuple[str, str]],
    misses: list[Miss],
) -> None:
    kind = place.row.kind
    letters = [i for i in range(place.start, place.end) if _tells(text[i])]
    if place.row.planted:
        gone = not differs and covered.issuperset(letters)
        counts[kind, "planted"] += 1
        counts[kind, "gone"] += gone
        if not gone:
            misses.append(Miss(place.row.row, kind, "left"))
    else:
        counts[kind, "lookalikes"] += 1
        counts[kind, "kept"] += not differs and covered.isdisjoint(letters)


def _covered(text: str, swaps: Sequence[Swap]) -> Iterator[int]:
    """The places of letters and digits that placeholders stand for."""
    return (i for swap in swaps for i in range(swap.start, swap.end) if _tells(text[i]))


def _tells(character: str) -> bool:
    """False for spaces, brackets, hyphens and other marks, which may go or stay with what they surround."""
    return character.isalnum()


def _tally(kind: str, counts: Counter[tuple[str, str]], kinds: Sequence[str]) -> Tally:
    names = ("planted", "gone", "masked", "right", "lookalikes", "kept")
    n = {name: sum(counts[key, name] for key in kinds) for name in names}
    return Tally(
        kind=kind,
        **n,
        recall=n["gone"] / n["planted"] if n["planted"] else None,
        recall_range=wilson(n["gone"], n["planted"]),
        precision=n["right"] / n["masked"] if n["masked"] else None,
        precision_range=wilson(n["right"], n["masked"]),
    )
