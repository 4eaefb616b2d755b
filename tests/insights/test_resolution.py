"""Problem and feeling by the customer's last words; the desk's record never decides a cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from vocli.insights import resolution
from vocli.insights.resolution_states import add_record, customer_states
from vocli.messages import catalogue
from vocli.model import Asked, Facts, Insight, Report

ROOT = Path(__file__).resolve().parents[2]
OTHERS = 50  # calls in which nobody was moved

MARKED = ("resolved", "unresolved", "settled", "unsettled")
TAGS = ("consented", "not_consented", "done", "open")


def said(contact: str, desk: str, *tags: str) -> dict[str, Any]:
    row = {"contact_id": contact, "turn": 1, "speaker": "agent", "kind": "note", "text": desk}
    return {**row, "desk": desk, **{tag: tag in tags for tag in TAGS}}


@pytest.fixture
def facts(make_facts: Callable[..., Facts], made: Any) -> Facts:
    """Four contacts: solved but upset, unsolved but at peace, solved in the end, and silent."""
    contacts = [
        made.contact("a", theme_id="T1", outcome="完結"),
        made.contact("b", theme_id="T1", outcome="折り返し"),
        made.contact("c", theme_id="T2"),
        made.contact("d", theme_id="T2", outcome="完結"),
    ]
    voices = [
        made.voice("a", "直りましたが、謝罪の一言もありません。", resolved=0.9, unsettled=0.8),
        made.voice("b", "まだ直っていませんが、事情は分かりました。", unresolved=0.9, settled=0.7),
        made.voice("c", "まだ映りません。", unresolved=0.9, unsettled=0.6),
        made.voice(
            "c",
            "あ、映りました。ほっとしました。",
            voice_id="c-1",
            turn=4,
            resolved=0.8,
            settled=0.8,
        ),
        made.voice("d", "ありがとうございました。", set_aside="thanks"),
    ]
    filled = [{**dict.fromkeys(MARKED, 0.0), **voice} for voice in voices]
    desk = pd.DataFrame([said("a", "対応済。ご了承。", "done", "consented"),
                         said("b", "渋々ご了承。", "not_consented"),
                         said("d", "完了。ご納得いただく。", "done", "consented")])  # fmt: skip
    return make_facts(
        contacts, filled, [("T1", "映らない"), ("T2", "遅い")], marked=MARKED, said=desk
    )


def cell(insight: Insight, problem: str, feeling: str) -> dict[str, Any]:
    table = insight.table
    (found,) = table[(table["problem"] == problem) & (table["feeling"] == feeling)].to_dict(
        "records"
    )
    return {str(key): value for key, value in found.items()}


def test_without_the_signals_nothing_is_claimed(
    make_facts: Callable[..., Facts], made: Any
) -> None:
    plain = make_facts([made.contact("a", outcome="完結")], [made.voice("a", "直りました。")])
    main, *rest = resolution.build(plain, Asked())
    assert cell(main, "unknown", "unknown")["contacts"] == 1
    assert "resolution.no_signals" in {note.key for note in main.notes}
    assert all(insight.table.empty for insight in rest)


def test_nothing_at_all_is_no_error(make_facts: Callable[..., Facts]) -> None:
    main, *_ = resolution.build(make_facts([], []), Asked())
    assert main.table["contacts"].sum() == 0


def test_the_desks_record_decides_no_cell(facts: Facts) -> None:
    states = customer_states(facts).set_index("contact_id")
    assert (states.at["d", "problem"], states.at["d", "feeling"]) == ("unknown", "unknown")
    recorded = add_record(customer_states(facts), facts).set_index("contact_id")
    assert recorded["record"].to_dict() == {"a": "done", "b": "open", "c": "", "d": "done"}
    assert recorded["consent"].to_dict() == {
        "a": "consented", "b": "not_consented", "c": "", "d": "consented"
    }  # fmt: skip


def test_the_last_voice_wins(facts: Facts) -> None:
    states = customer_states(facts).set_index("contact_id")
    assert (states.at["c", "problem"], states.at["c", "feeling"]) == ("solved", "settled")
    turned = facts.voices.iloc[::-1].reset_index(drop=True)
    again = Facts(
        **{**facts.__dict__, "voices": turned, "held": facts.held.iloc[::-1].reset_index(drop=True)}
    )
    assert customer_states(again).set_index("contact_id").equals(states)


def test_every_count_equals_its_evidence(facts: Facts) -> None:
    main, upset, calm, themes = resolution.build(facts, Asked())
    assert [len(ids) for ids in main.evidence] == list(main.table["contacts"])
    assert main.table["contacts"].sum() == len(facts.contacts)
    assert (upset.evidence, calm.evidence) == ((("a",),), (("b",),))
    assert cell(main, "solved", "unsettled")["desk_consented"] == 1
    assert cell(main, "unsolved", "settled")["desk_not_consented"] == 1
    assert themes.table[["theme", "contacts", "told"]].to_numpy().tolist() == [["映らない", 1, 2]]
    assert themes.evidence == (("b",),)


def test_a_list_quotes_the_words_that_decided(facts: Facts) -> None:
    _, upset, calm, _ = resolution.build(facts, Asked())
    assert upset.table["feeling_words"].tolist() == ["直りましたが、謝罪の一言もありません。"]
    assert calm.table["contact_id"].tolist() == ["b"]


def test_of_two_signals_in_one_voice_the_stronger_counts_and_of_equals_the_no(
    make_facts: Callable[..., Facts], made: Any
) -> None:
    voices = [
        made.voice(
            "a",
            "直ったような、直らないような。",
            resolved=0.8,
            unresolved=0.8,
            settled=0.0,
            unsettled=0.0,
        ),
        made.voice(
            "b", "直ったと思います。", resolved=0.9, unresolved=0.6, settled=0.0, unsettled=0.0
        ),
    ]
    facts = make_facts([made.contact("a"), made.contact("b")], voices, marked=MARKED)
    assert customer_states(facts)["problem"].tolist() == ["unsolved", "solved"]


def test_praise_settles_and_distrust_does_not(make_facts: Callable[..., Facts], made: Any) -> None:
    marked = ("delight", "distrust")
    voices = [
        made.voice("a", "ここまでしてくれるとは思いませんでした。", delight=0.9, distrust=0.0),
        made.voice("b", "もう信用できません。", delight=0.0, distrust=0.9),
    ]
    facts = make_facts([made.contact("a"), made.contact("b")], voices, marked=marked)
    states = customer_states(facts)
    assert states["feeling"].tolist() == ["settled", "unsettled"]
    assert set(states["problem"]) == {"unknown"}


def test_a_class_below_the_bar_says_so_itself(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    weak = {**dict.fromkeys(resolution.MEASURED, (9, 10)), ("problem", "unsolved"): (6, 10)}
    monkeypatch.setattr(resolution, "MEASURED", weak)
    main, *_ = resolution.build(facts, Asked())
    assert cell(main, "unsolved", "settled")["reliability"] == "reference"
    assert cell(main, "solved", "unsettled")["reliability"] is None
    (told,) = [note for note in main.notes if note.key == "resolution.reference"]
    assert [state.key for state in told.values["states"]] == ["resolution.state_unsolved"]


def test_both_languages_have_every_text() -> None:
    assert set(catalogue("ja", "resolution")) == set(catalogue("en", "resolution"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], Report]:
    """The calls of the sample in which a customer was moved, and fifty others."""
    from vocli.pipeline import Question, answer

    with (ROOT / "sample_data/expected/truth.csv").open(encoding="utf-8", newline="") as file:
        moved = {row["contact_id"] for row in csv.DictReader(file) if row["delight"] == "1"}
    text = (ROOT / "sample_data/calls.csv").read_bytes().decode("cp932")
    header, *rows = list(csv.reader(io.StringIO(text)))[3:]
    kept = [row for row in rows if row[0] in moved]
    kept += [row for row in rows if row[0] not in moved][:OTHERS]
    path = tmp_path_factory.mktemp("calls") / "calls.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *kept])
    present = {row[0] for row in kept} & moved
    return present, answer("resolution", Question((str(path),), use_encoder=False), {})[0]


def test_the_sample_settles_who_was_moved_and_nobody_by_a_closing_formula(
    sample: tuple[set[str], Report],
) -> None:
    moved, report = sample
    main = next(insight for insight in report.insights if insight.name == "resolution")
    settled = {
        contact
        for feeling, ids in zip(main.table["feeling"], main.evidence, strict=True)
        for contact in ids
        if feeling == "settled"
    }
    assert len(moved) >= 20
    assert len(moved & settled) >= 0.6 * len(moved)
    # Most calls close with 「ありがとうございました」, which settles nothing.
    unknown = main.table[
        (main.table["problem"] == "unknown") & (main.table["feeling"] == "unknown")
    ]
    assert unknown["share"].iloc[0] > 0.5
