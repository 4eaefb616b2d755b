"""Labelled texts, container by container: exactly the customer's own sentences become voices.

The texts in data/hygiene are invented; `\\n` in a cell is a line break, and `|` parts the voices.
Containers: a cleaner's name (the text is cleaned first), `mail` and `chat` (as they are), `note` (an
operator's note) and `cell` or `cell:NAME` (a conversation in one cell, NAME an operator).
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from vocli.language.voices import voices_of
from vocli.sources.furniture import furniture
from vocli.sources.inline import split_cell
from vocli.sources.markup import CLEANERS

DATA = Path(__file__).resolve().parent / "data" / "hygiene"
KINDS = {"asr": "asr", "note": "note"}


class NoWords:
    """A tokenizer that finds nothing: these tests are about sentences."""

    name = "none"
    version = "0"

    def tokens(self, text: str) -> list[Any]:
        del text
        return []


def cases() -> list[Any]:
    out = []
    for path in sorted(DATA.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                values = [
                    row[key].replace("\\n", "\n") for key in ("text", "container", "expected")
                ]
                out.append(pytest.param(*values, id=f"{path.stem}-{number}"))
    return out


def turns_of(text: str, container: str) -> list[tuple[str, str]]:
    name, _, agent = container.partition(":")
    if name == "cell":
        return split_cell(text, (agent,) if agent else ()) or [("customer", text)]
    cleaned = CLEANERS[name](text) if name in CLEANERS else text
    return [("customer", cleaned)] if cleaned else []


def live_voices(text: str, container: str) -> list[str]:
    turns = turns_of(text, container)
    frame = pd.DataFrame(
        {
            "contact_id": ["A"] * len(turns),
            "turn": [float(i) for i in range(len(turns))],
            "speaker": [speaker for speaker, _ in turns],
            "kind": ["message"] * len(turns),
            "voice_kind": [KINDS.get(container, "verbatim")] * len(turns),
            "text": [said for _, said in turns],
            "source_row": [2.0] * len(turns),
        }
    )
    found = voices_of(frame, NoWords()).frame
    return list(found.loc[found["set_aside"] == "", "text"])


@pytest.mark.parametrize(("text", "container", "expected"), cases())
def test_exactly_the_customers_sentences(text: str, container: str, expected: str) -> None:
    assert live_voices(text, container) == [part for part in expected.split("|") if part]


def test_there_are_enough_texts() -> None:
    assert len(cases()) >= 150


@pytest.mark.parametrize("path", ["mails", "chats"])
def test_what_turn_builders_call_agrees_with_the_labels(path: str) -> None:
    """A turn that is furniture has no voice, whoever asks first."""
    own = [case.values for case in cases() if str(case.id).startswith(path)]
    wrong = [
        text for text, container, expected in own
        if container in ("mail", "chat") and furniture(text) and expected
    ]  # fmt: skip
    assert own and wrong == []
