"""The listening table counts contacts, shows examples first, and never ranks people."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from vocli.errors import VocliError
from vocli.insights import listening
from vocli.messages import t
from vocli.model import Asked, Facts, GivenFile, Insight, Report, Window

ROOT = Path(__file__).resolve().parents[2]
_NO_SKILL = dict.fromkeys(listening.SKILLS, False)
LINES = 450  # of the transcripts: some fifteen calls
REPEATED = "コードのつけ根が熱いということですね"


def turn(contact: str, text: str, **more: Any) -> dict[str, Any]:
    row = {"contact_id": contact, "turn": 1, "speaker": "agent", "at": pd.NaT, "kind": "verbatim"}
    marks = {
        "reply": True,
        "asked": "コードのつけ根が熱くて困っています。",
        "shared": 3,
        "interrupted": None,
    }
    return {**row, "text": text, **marks, **_NO_SKILL, **more}


@pytest.fixture
def facts(make_facts: Callable[..., Facts], made: Any) -> Facts:
    """Thirty chats: 20 by the first agent, of which five with a repeat, and ten by the second."""
    contacts = [
        made.contact(f"c{i:02}", channel="chat", agent="A-1" if i < 20 else "A-2", site="")
        for i in range(30)
    ]
    said = [turn(f"c{i:02}", f"{REPEATED}{i}", repeat=i < 5) for i in range(30)]
    return make_facts(contacts, [], said=pd.DataFrame(said))


def row(insight: Insight, skill: str, **more: object) -> dict[str, Any]:
    table = insight.table[insight.table["skill"] == skill]
    for key, value in more.items():
        table = table[table[key] == value]
    (found,) = table.to_dict("records")
    return {str(key): value for key, value in found.items()}


def test_notes_and_mails_are_refused(make_facts: Callable[..., Facts], made: Any) -> None:
    noted = make_facts(
        [made.contact("a")], [], said=pd.DataFrame([turn("a", REPEATED, kind="note")])
    )
    mailed = make_facts(
        [made.contact("a", channel="email")], [], said=pd.DataFrame([turn("a", REPEATED)])
    )
    for refused in (noted, mailed, make_facts([made.contact("a")], [])):
        with pytest.raises(VocliError) as caught:
            listening.build(refused, Asked())
        assert caught.value.code == "VOC-E311"


def test_nothing_in_scope_is_no_error(make_facts: Callable[..., Facts]) -> None:
    _, table = listening.build(make_facts([], []), Asked())
    assert table.table["contacts"].sum() == 0


def test_without_a_skill_nothing_is_claimed(make_facts: Callable[..., Facts], made: Any) -> None:
    plain = make_facts(
        [made.contact("a", channel="chat")],
        [],
        said=pd.DataFrame([turn("a", "かしこまりました。")]),
    )
    examples, table = listening.build(plain, Asked())
    assert examples.table.empty
    assert set(table.table["contacts"]) == {0}


def test_every_count_equals_its_evidence(facts: Facts) -> None:
    examples, table = listening.build(facts, Asked())
    assert row(table, "repeat")["contacts"] == 5
    assert row(table, "repeat")["share"] == pytest.approx(5 / 30)
    assert [len(ids) for ids in table.evidence] == list(table.table["contacts"])
    assert len(examples.table) == len(examples.evidence) == 3
    assert examples.table["contact_id"].is_unique


def test_a_class_below_the_bar_says_so_itself(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        listening, "MEASURED", {**listening.MEASURED, "repeat": (6, 10), "confirm": (7, 10)}
    )
    _, table = listening.build(facts, Asked())
    assert row(table, "repeat")["reliability"] == "reference"
    assert row(table, "confirm")["reliability"] is None
    (told,) = [note for note in table.notes if note.key == "listening.reference"]
    assert [skill.key for skill in told.values["skills"]] == ["listening.skill_repeat"]


def test_agents_stand_in_the_order_of_their_codes_and_never_below_twenty(facts: Facts) -> None:
    by = facts.contacts.assign(by=facts.contacts["agent"])
    split = Facts(**{**facts.__dict__, "contacts": by})
    _, table = listening.build(split, Asked(by="agent"))
    labels = list(dict.fromkeys(table.table["by"]))
    assert labels == [t("listening.whole"), "A-1"]
    assert [n.values["n"] for n in table.notes if n.key == "listening.left_out"] == [1]


def test_teams_are_told_apart_without_being_asked(facts: Facts) -> None:
    teams = facts.contacts.assign(team=["あ", "い"] * 15)
    _, table = listening.build(Facts(**{**facts.__dict__, "contacts": teams}), Asked())
    assert list(dict.fromkeys(table.table["by"])) == [t("listening.whole"), "あ", "い"]
    assert (
        row(table, "repeat", by="あ")["contacts"] + row(table, "repeat", by="い")["contacts"] == 5
    )


def test_a_window_is_compared_by_the_share_of_answered_contacts(facts: Facts) -> None:
    many = facts.said.assign(repeat=[i < 25 for i in range(30)])
    window = Window(
        (date(2026, 11, 2), date(2026, 11, 8)), (date(2026, 10, 26), date(2026, 11, 1)), 5, 5
    )
    earlier = Facts(**{**facts.__dict__, "said": many})
    _, table = listening.build(facts, Asked(earlier=earlier, window=window))
    found = row(table, "repeat")
    assert (found["contacts"], found["earlier"], found["change"]) == (5, 25, "fell")
    _, same = listening.build(facts, Asked(earlier=facts, window=window))
    assert set(same.table["change"]) == {"same"}
    few = facts.of(facts.contacts["agent"] == "A-2")
    _, small = listening.build(facts, Asked(earlier=few, window=window))
    assert set(small.table["change"]) == {"few"}


def test_a_script_is_compared_both_ways(facts: Facts) -> None:
    script = GivenFile("台本.txt", f"# 台本\n{REPEATED}\nほかにご不明な点はございませんか\nはい\n")
    *_, lines, share = listening.build(facts, Asked(options={"script": script}))
    assert lines.table["line"].tolist() == ["ほかにご不明な点はございませんか", REPEATED]
    assert lines.table["left_out"].tolist() == [30, 0]
    assert [len(ids) for ids in lines.evidence] == list(lines.table["contacts"])
    assert 0.8 < share.table["script_share"].iloc[0] < 1
    assert str(script) == "台本.txt"


def test_a_script_without_a_sentence_is_refused(facts: Facts) -> None:
    with pytest.raises(VocliError) as caught:
        listening.build(facts, Asked(options={"script": GivenFile("x", "# あ\nはい\n")}))
    assert caught.value.code == "VOC-E312"


def test_the_precision_it_tells_is_the_one_that_is_measured() -> None:
    path = ROOT / "benchmarks" / "insights_quality.py"
    spec = importlib.util.spec_from_file_location("vocli_benchmarks_insights", path)
    assert spec is not None
    assert spec.loader is not None
    quality = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(quality)
    found = quality.measure(*quality.listening(quality.read_rows("listening", "odd"), True))
    figures = {key: (round(row[0] * row[4]), row[4]) for key, row in found.items()}
    assert figures == listening.MEASURED


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The first calls of the sample story's transcripts."""
    from vocli.pipeline import Question, answer

    lines = (ROOT / "sample_data" / "call_transcripts.csv").read_text(encoding="utf-8").splitlines()
    path = tmp_path_factory.mktemp("calls") / "call_transcripts.csv"
    path.write_text("\n".join(lines[:LINES]), encoding="utf-8")
    return answer("listening", Question((str(path),), use_encoder=False), {})[0]


def test_the_sample_repeats_its_customers_and_apologises_by_the_book(sample: Report) -> None:
    table = next(i for i in sample.insights if i.name == "listening")
    examples = next(i for i in sample.insights if i.name == "examples")
    # The calls were written from set phrases: apologies in most, no empathy and no summary in any.
    assert table.n_input > 10
    assert row(table, "set_apology")["share"] > 0.5
    assert row(table, "empathy")["contacts"] == row(table, "summary")["contacts"] == 0
    assert row(table, "repeat")["contacts"] >= 3
    assert "repeat" in set(examples.table["skill"])


@pytest.mark.parametrize("language", ["ja", "en"])
def test_both_languages_print_it(sample: Report, language: str) -> None:
    from vocli.messages import catalogue

    keys = {n.key for i in sample.insights if i.name in {"listening", "examples"} for n in i.notes}
    known = catalogue(language, "listening")
    assert {key.removeprefix("listening.") for key in keys} <= set(known)
