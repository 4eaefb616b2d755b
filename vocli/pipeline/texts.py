"""The corridor for plain texts: a plan from some, and the themes that it gives to any others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from platformdirs import user_cache_path

from vocli.engine import cores
from vocli.model import Plan, Tools
from vocli.pipeline.instruments import build_tools, crewed
from vocli.pipeline.placing import place_voices
from vocli.pipeline.prepared import Prepared
from vocli.pipeline.question import Question, silent
from vocli.pipeline.scope import Scoped
from vocli.pipeline.survey import mark_voices, survey
from vocli.schema import empty_contacts, empty_turns


def plan_texts(texts: Sequence[str], cache_dir: Path | None = None) -> Plan:
    """Themes found in customers' texts, one contact each, whatever their signal."""
    question, tools = _tools(cache_dir)
    with crewed(tools, question.jobs, len(texts)) as working:
        plan, _ = survey(scoped_texts(texts), question, working, silent)
    return plan


def place(plan: Plan, texts: Sequence[str], cache_dir: Path | None = None) -> list[str]:
    """The theme id of each text under a plan, "" for none; the texts need not be those it came from."""
    question, tools = _tools(cache_dir)
    with crewed(tools, question.jobs, len(texts)) as working:
        prepared, _ = mark_voices(scoped_texts(texts), question, working, silent, plan.repeated)
    rows = np.flatnonzero(prepared.considered)
    placed = place_voices(prepared, plan, rows)
    return _best_of_each(prepared, rows, placed.ids, placed.score, len(texts))


def _best_of_each(
    prepared: Prepared,
    rows: np.ndarray,
    ids: np.ndarray,
    likeness: np.ndarray,
    texts: int,
) -> list[str]:
    found = [""] * texts
    best = [-1.0] * texts
    contacts = prepared.frame["contact_id"].to_numpy()
    for row, theme_id, value in zip(rows, ids, likeness, strict=True):
        text = int(contacts[row])
        if value > best[text]:
            best[text] = float(value)
            found[text] = str(theme_id)
    return found


def _tools(cache_dir: Path | None) -> tuple[Question, Tools]:
    question = Question(
        patterns=(), signal="any", cache_dir=cache_dir or user_cache_path("vocli"), jobs=cores()
    )
    return question, build_tools(question)[0]


def scoped_texts(texts: Sequence[str]) -> Scoped:
    """One inbound contact with one customer turn per text; the contact's id is the text's number."""
    ids = [str(i) for i in range(len(texts))]
    contacts = empty_contacts().reindex(range(len(texts)))
    contacts["contact_id"] = ids
    turns = empty_turns().reindex(range(len(texts)))
    turns = turns.assign(
        contact_id=ids,
        turn=0.0,
        speaker="customer",
        kind="message",
        voice_kind="verbatim",
        text=list(texts),
        source_row=1.0,
        source_id="",
    )
    kept = pd.DataFrame(contacts)
    return Scoped(kept, turns, len(texts), len(texts), 0, 0, 0, 0)
