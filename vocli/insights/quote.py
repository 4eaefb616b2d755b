"""One voice that stands for a theme: central, complete, and readable on one line or two."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import pandas as pd

_SHORTEST, _LONGEST = 15, 60
_MASK = re.compile(r"〔[^〕]+〕")
_HANGING = re.compile(r"^(?:が|で|に|を|は|も|と|の|から|ので|けど|って|、|。|追記)")
_TAIL = re.compile(r"[。.]?$")
_CONSIDERED = 60


def representative(voices: pd.DataFrame, name: str, avoid: Collection[str] = ()) -> dict[str, str]:
    """Text, day and kind of the voice that is shown for a theme; empty texts where there is none.

    Among the best placed voices the one that is 15 to 60 characters long, carries no mask inside and
    speaks the theme's name; ties go to the better placed, then to the id. A voice whose strongest
    signal is among those to avoid stands last: praise does not stand for a complaint.
    """
    row = chosen(voices, name, avoid)
    if row is None:
        return {"text": "", "day": "", "kind": ""}
    return {key: row[key] for key in ("text", "day", "kind")}


def chosen(voices: pd.DataFrame, name: str, avoid: Collection[str] = ()) -> dict[str, Any] | None:
    """The same voice with all that is known of it, its text as it is shown; None where there is none."""
    own = voices[voices["text"] != ""]  # a withheld voice stands for nothing
    own = own.sort_values(["theme_score", "voice_id"], ascending=[False, True]).head(_CONSIDERED)
    if own.empty:
        return None
    strongest = own["signal"] if "signal" in own.columns else [""] * len(own)
    scores = [
        _fitness(text, score, name) - 4.0 * (signal in avoid)
        for text, score, signal in zip(own["text"], own["theme_score"], strongest, strict=True)
    ]
    best = max(range(len(scores)), key=lambda i: (scores[i], -i))
    row = {str(key): value for key, value in own.iloc[best].items()}
    return {**row, "text": _TAIL.sub("", row["text"].strip())}


def _fitness(text: str, score: float, name: str) -> float:
    fits = _SHORTEST <= len(text) <= _LONGEST
    inside = bool(_MASK.search(text))
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    shared = sum(pair in text for pair in pairs) / max(1, len(pairs))
    return score + 2.0 * fits - 2.0 * inside - 1.0 * bool(_HANGING.match(text)) + shared
