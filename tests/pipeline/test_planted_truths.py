"""What the sample's generator planted is found by the questions, and nothing is claimed where it planted nothing."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from vocli.insights import ask, consistency, delight, expectations
from vocli.model import Asked, Facts, Needs
from vocli.pipeline.analysis import mark
from vocli.pipeline.question import Question

ROOT = Path(__file__).resolve().parents[2]
HALF = 0.5


@pytest.fixture(scope="module")
def truth() -> dict[str, dict[str, str]]:
    """What was planted in each contact."""
    with (ROOT / "sample_data/expected/truth.csv").open(encoding="utf-8") as file:
        return {row["contact_id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def facts() -> Facts:
    """Chats and mails of the sample, marked once with all that the four questions read."""
    modules = (ask, consistency, delight, expectations)
    needs = Needs(
        signals=tuple({s: None for m in modules for s in m.NEEDS.signals}),
        tags=tuple({t: None for m in modules for t in m.NEEDS.tags}),
        plus=True,
    )
    files = tuple(str(ROOT / "sample_data" / name) for name in ("chat_log.csv", "mail_form.csv"))
    return mark(replace(Question(files), needs=needs)).facts


def contacts_of(facts: Facts, ids: tuple[str, ...]) -> set[str]:
    """The contacts of voices, or of ids that are contacts already."""
    of = dict(zip(facts.voices["voice_id"], facts.voices["contact_id"], strict=True))
    return {of.get(i, i) for i in ids}


def test_delight_is_found_where_it_was_planted(
    facts: Facts, truth: dict[str, dict[str, str]]
) -> None:
    level = delight.levels(facts)
    moved = {str(i) for i in level.index[level == "delight"]}
    planted = {str(i) for i in level.index if truth[str(i)]["delight"] == "1"}
    assert len(moved & planted) >= HALF * len(planted)
    assert len(moved & planted) >= HALF * len(moved)


def test_the_visits_have_voices_for_and_against(
    facts: Facts, truth: dict[str, dict[str, str]]
) -> None:
    (found,) = ask.build(facts, Asked(options={"words": ("訪問",)}))
    stance = dict(zip(found.table["stance"], found.evidence, strict=True))
    wanted = contacts_of(facts, stance.get("wanted", ()))
    against = contacts_of(facts, (*stance.get("unwanted", ()), *stance.get("both", ())))
    kinds = {
        key: {i for i in truth if truth[i]["kind"] == key} for key in ("visit_for", "visit_against")
    }
    assert against & kinds["visit_against"]
    assert len(against & kinds["visit_against"]) > len(wanted & kinds["visit_against"])
    assert len(wanted & kinds["visit_for"]) > len(against & kinds["visit_for"])


def test_contradicting_guidance_is_that_of_the_story(
    facts: Facts, truth: dict[str, dict[str, str]]
) -> None:
    lines = consistency.build(facts, Asked())[0]
    told = dict(
        zip(
            zip(lines.table["line"], lines.table["strength"], strict=True),
            lines.evidence,
            strict=True,
        )
    )
    found = contacts_of(facts, told[("inconsistent", "words")])
    planted = {str(i) for i in facts.contacts["contact_id"] if truth[str(i)]["theme"] == "T09"}
    assert len(found & planted) >= HALF * len(found)
    assert len(found & planted) >= HALF * len(planted)


def test_expectations_about_the_contract_are_those_of_the_campaign(
    facts: Facts, truth: dict[str, dict[str, str]]
) -> None:
    rows = expectations.build(facts, Asked())[0]
    terms = [
        ids
        for row, ids in zip(rows.table.to_dict("records"), rows.evidence, strict=True)
        if (row["result"], row["object"]) == ("missed", "terms")
    ]
    found = contacts_of(facts, tuple(i for ids in terms for i in ids))
    assert found
    assert len([i for i in found if truth[i]["theme"] == "T04"]) >= HALF * len(found)


def test_plain_errands_and_questions_hold_none_of_it(
    facts: Facts, truth: dict[str, dict[str, str]]
) -> None:
    plain = facts.contacts["contact_id"].map(
        lambda i: truth[str(i)]["kind"] in ("errand", "question")
    )
    quiet = facts.of(pd.Series(plain, index=facts.contacts.index, dtype=bool))
    assert len(quiet.contacts) > 50
    assert not (delight.levels(quiet) == "delight").any()
    lines = consistency.build(quiet, Asked())[0].table
    assert lines.loc[lines["strength"] == "words", "contacts"].sum() <= 1
    assert expectations.build(quiet, Asked())[0].n_used <= 0.05 * len(quiet.contacts)
