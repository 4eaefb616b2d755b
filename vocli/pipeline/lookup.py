"""Options as a question reads them: a number turned into its code, words with their other spellings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vocli.pipeline.beside import expand_words
from vocli.pipeline.question import Question
from vocli.privacy import COUNTED, pseudonym
from vocli.sources.side import KINDS, identifier


def settle_options(options: Mapping[str, Any], question: Question) -> dict[str, Any]:
    """The options with what only the pipeline knows: codes for numbers, synonyms beside words."""
    settled = with_code(options, question)
    words = settled.get("words")
    if words:
        settled["words"] = tuple(expand_words(words, question.side.synonyms))
    return settled


def with_code(options: Mapping[str, Any], question: Question) -> dict[str, Any]:
    """The options with `customer`, the code of the number in `lookup`; the number itself is dropped.

    With a crosswalk any identifier of the person will do: a telephone number, an address.
    """
    number = str(options.get("lookup", ""))
    kept = {key: value for key, value in options.items() if key != "lookup"}
    if not number:
        return kept
    crosswalk = question.side.identity
    person = crosswalk.person if crosswalk else {}
    keys = [identifier(kind, number) for kind in KINDS]
    known = next((person[key].partition(":")[2] for key in keys if key in person), number)
    return {**kept, "customer": pseudonym(known, "C", question.key or b"", COUNTED)}
