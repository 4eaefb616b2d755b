"""A turn before its row is written: runs of words put together, items put in order, columns named."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vocli.sources.layout import Layout
from vocli.sources.paths import Spot


@dataclass
class Turn:
    """One turn before its time is settled; `label` is what the export says of the speaker."""

    text: str
    role: str
    name: str
    time: str
    kind: str
    label: str = ""


def join_runs(said: Iterable[tuple[Spot, Turn]], join: str) -> Iterator[tuple[Spot, Turn]]:
    """Words of one speaker as one turn; a word without a speaker (punctuation) goes on the run.

    A run ends with its list: words of two utterances stay two turns.
    """
    begun: tuple[Spot, Turn] | None = None
    for item, word in said:
        if begun is not None and _goes_on(begun, item, word):
            begun[1].text += _glue(begun[1].text, word.text, join) + word.text
            begun[1].time = begun[1].time or word.time
            continue
        if begun is not None:
            yield begun
        begun = item, word
    if begun is not None:
        yield begun


def _goes_on(begun: tuple[Spot, Turn], item: Spot, word: Turn) -> bool:
    if word.label not in ("", begun[1].label):
        return False
    return item.trail[-2:-1] == () or item.trail[-2] is begun[0].trail[-2]


def _glue(before: str, after: str, join: str) -> str:
    if join != "auto":
        return join
    return " " if _latin(before[-1:]) and _latin(after[:1]) else ""


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def sort_items(items: Sequence[Spot], keys: Sequence[str]) -> list[Spot]:
    """Items by number, else by text; one without a key stays behind the one before it."""
    ranked = []
    last: tuple[float, str] = (-math.inf, "")
    for key, item in zip(keys, items, strict=True):
        last = _sortable(key) if key else last
        ranked.append((last, item))
    return [item for _, item in sorted(ranked, key=lambda pair: pair[0])]


def _sortable(key: str) -> tuple[float, str]:
    try:
        number = float(key)
    except ValueError:
        return math.inf, key
    return (number, "") if math.isfinite(number) else (math.inf, key)


def names_of(layout: Layout) -> dict[str, str]:
    """Names of the turn columns as `inspect` shows them."""
    turns, speaker = layout.turns, layout.speaker
    at = f"{turns.at[0]}." if turns and turns.at and turns.at[0] != "." else ""
    text = (turns.text if turns else layout.columns.get("text", ())) or ("text",)
    said: Sequence[str] = ("speaker",)
    if speaker:
        said = speaker.path or speaker.same or said
    time = (turns.time if turns else layout.columns.get("occurred_at", ())) or ("at",)
    name = speaker.name if speaker and speaker.name else ("name",)
    return {
        "text": f"{at}{text[0]}",
        "speaker": f"{at}{said[0]} (話者)",
        "sender": f"{at}{name[0]} (名前)",
        "at": f"{at}{time[0]} (時刻)",
        "kind": f"{at}kind",
    }
