"""Which of several kinds a voice belongs to by its words: one TOML per set of tags, cues only."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import pandas as pd

from vocli.signals.cues import evidence
from vocli.signals.definition import Definition, parse_definition

# Sets of tags by name; each is `signals/tags/<name>.toml`.
TAGS: tuple[str, ...] = (
    "listening",
    "operator",
    "stance",
    "demands",
    "trigger",
    "expect_object",
    "expect_source",
    "expect_type",
    "stage",
    "from_stage",
    "blamed",
)
_NO_SEEDS: dict[str, list[str]] = {"own": [], "note": []}


def mark_tags(name: str, texts: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """For every text the key of the tag with the strongest cues, "" where none speaks for any.

    kinds: VoiceKind values. Ties go to the tag that stands first in the file.
    """
    definitions = load_tags(name)
    weights = evidence(definitions, texts, [kind == "note" for kind in kinds])
    best = weights.argmax(axis=1) if len(texts) else []
    return [definitions[tag].key if weights[row, tag] > 0 else "" for row, tag in enumerate(best)]


def mark_each(name: str, texts: Sequence[str], kinds: Sequence[str]) -> pd.DataFrame:
    """For every text of an agent which tags of a set its cues speak for: one bool column per tag."""
    definitions = load_tags(name)
    weights = evidence(definitions, texts, [kind == "note" for kind in kinds], background=False)
    return pd.DataFrame(weights > 0, columns=[definition.key for definition in definitions])


def tag_keys(name: str) -> tuple[str, ...]:
    """The keys of a set, in the order of its file."""
    return tuple(definition.key for definition in load_tags(name))


@cache
def load_tags(name: str) -> tuple[Definition, ...]:
    """The tags of a set; each `[[tags]]` has a key, `cues` and, against it, `blocks`, as in a signal."""
    path = files("vocli.signals") / "tags" / f"{name}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        parse_definition(
            {
                "seeds": _NO_SEEDS,
                "counter_seeds": _NO_SEEDS,
                "positives_from": [],
                "negatives_from": [],
                **tag,
            }
        )
        for tag in table["tags"]
    )
