"""A customer's number turned into the code under which the facts know the customer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vocli.pipeline.question import Question
from vocli.privacy import COUNTED, pseudonym
from vocli.sources.side import KINDS, identifier


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
