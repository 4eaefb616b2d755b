"""The journey: stages from words and dates, breaks only where a promise is named, everything counted."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vocli.insights import journey
from vocli.insights.journey_graph import draw
from vocli.insights.journey_reliability import MEASURED, MEASURED_FROM
from vocli.insights.journey_stages import NEW_DAYS, STAGES, stage_contacts
from vocli.messages import catalogue
from vocli.model import Asked, Facts, Insight, Note, Report
from vocli.signals.tagging import mark_tags, tag_keys

ROOT = Path(__file__).resolve().parents[2]
MARKED = ("churn_request", "churned", "advocate", "expectation_missed")


@pytest.fixture
def say(make_facts: Any, made: Any) -> Any:
    """`say((contact, text, contact's values, voice's values), ...)`: voices tagged by the real cues."""

    def go(*said: tuple[str, str, dict[str, Any], dict[str, Any]]) -> Facts:
        contacts = {}
        for key, _, more, _ in said:
            contacts.setdefault(key, made.contact(key, **more))
        texts = [text for _, text, _, _ in said]
        tags = {tag: mark_tags(tag, texts, ["verbatim"] * len(texts)) for tag in journey.NEEDS.tags}
        voices = [
            made.voice(key, text, voice_id=f"{key}-{n}")
            | dict.fromkeys(MARKED, 0.0)
            | {tag: own[n] for tag, own in tags.items()}
            | more
            for n, (key, text, _, more) in enumerate(said)
        ]
        themes = [("D-1", "解約金を聞いていない")]
        facts: Facts = make_facts(list(contacts.values()), voices, themes, marked=MARKED)
        return facts

    return go


def named(insights: tuple[Insight, ...], name: str) -> Insight:
    return next(insight for insight in insights if insight.name == name)


def stages(facts: Facts) -> dict[str, tuple[str, str]]:
    staged = stage_contacts(facts)
    return {
        key: (stage, told)
        for key, stage, told in zip(
            staged["contact_id"], staged["stage"], staged["told_by"], strict=True
        )
    }


def notes(insight: Insight) -> dict[str, Note]:
    return {note.key: note for note in insight.notes}


def standing(main: Insight) -> list[dict[Any, Any]]:
    """The rows of stages in which somebody stands."""
    return [row for row in main.table.to_dict("records") if row["contacts"]]


CALM = {"complaint": 0.0}


# --- nothing to tell -----------------------------------------------------------------------------


def test_no_contacts_give_empty_tables(say: Any) -> None:
    insights = journey.build(say(), Asked())
    assert [insight.name for insight in insights] == ["journey", "spots", "breaks", "paths"]
    assert all(insight.table.empty for insight in insights)


def test_words_without_a_stage_claim_none_and_the_share_says_so(say: Any) -> None:
    facts = say(*((f"K{i}", "はい、お願いします", {}, CALM) for i in range(25)))
    main = journey.build(facts, Asked())[0]
    assert main.table.empty
    assert notes(main)["journey.without"].values == {"n": 25, "total": 25, "share": "100.0%"}


def test_facts_without_tags_or_flags_are_no_error(make_facts: Any, made: Any) -> None:
    facts = make_facts([made.contact("A")], [made.voice("A", "解約したいです")])
    assert journey.build(facts, Asked())[0].table.empty


def test_a_voice_set_aside_tells_no_stage(say: Any) -> None:
    facts = say(("A", "今月いっぱいでやめます", {}, CALM | {"set_aside": "template"}))
    assert stages(facts) == {"A": ("", "")}


def test_a_promise_without_disappointment_is_no_break(say: Any) -> None:
    facts = say(("A", "店員さんはすぐ使えると言っていました。毎日使っています", {}, CALM))
    breaks = named(journey.build(facts, Asked()), "breaks")
    assert breaks.table.empty
    assert "journey.no_breaks" in notes(breaks)


def test_a_promise_of_the_same_stage_is_no_break(say: Any) -> None:
    facts = say(("A", "更新のはがきに割引が続くと書いてあったのに、満額を引かれた", {}, {}))
    assert stages(facts)["A"][0] == "renew"
    assert named(journey.build(facts, Asked()), "breaks").table.empty


# --- stages --------------------------------------------------------------------------------------


def test_of_several_stages_the_more_telling_one_counts(say: Any) -> None:
    facts = say(
        ("A", "毎週通っています", {}, CALM),
        ("A", "今月いっぱいでやめます", {}, CALM),
        ("A", "アプリの画面が変わりました", {}, CALM),
    )
    assert stages(facts) == {"A": ("leave", "words")}


@pytest.mark.parametrize(
    ("since", "stage"),
    [
        (date(2026, 11, 2), "start"),
        (date(2026, 10, 3), "start"),  # 30 days
        (date(2026, 10, 2), ""),
        (date(2026, 11, 3), ""),  # after the contact
    ],
)
def test_a_young_contract_is_the_start(say: Any, since: date, stage: str) -> None:
    facts = say(("A", "はい、お願いします", {"contract_since": since}, CALM))
    assert NEW_DAYS == 30
    assert stages(facts)["A"] == (stage, "date" if stage else "")


def test_words_go_before_dates(say: Any) -> None:
    since = {"contract_since": date(2026, 10, 25)}
    facts = say(("A", "解約の書類を送ってください", since, CALM))
    assert stages(facts)["A"] == ("leave", "words")


def test_after_the_day_of_cancellation_a_contact_is_about_leaving(say: Any) -> None:
    facts = say(
        ("A", "はい、お願いします", {"churned_at": date(2026, 11, 1)}, CALM),
        ("B", "はい、お願いします", {"churned_at": date(2026, 11, 9)}, CALM),
    )
    assert stages(facts) == {"A": ("leave", "date"), "B": ("", "")}


def test_signals_tell_a_stage_too_but_not_against_a_renewal(say: Any) -> None:
    facts = say(
        ("A", "これで終わりにします", {}, CALM | {"churn_request": 0.9}),
        ("B", "次の一年も継続したい", {}, CALM | {"churn_request": 0.9}),
        ("C", "よい宿でした", {}, CALM | {"advocate": 0.9}),
    )
    assert [stage for stage, _ in stages(facts).values()] == ["leave", "renew", "recommend"]


def test_under_twenty_contacts_there_is_no_share(say: Any) -> None:
    few = say(*((f"K{i}", "毎週通っています", {}, CALM) for i in range(19)))
    enough = say(*((f"K{i}", "毎週通っています", {}, CALM) for i in range(20)))
    for facts, share in ((few, None), (enough, 1.0)):
        main = journey.build(facts, Asked())[0]
        (row,) = standing(main)
        assert row["share"] == share
        assert main.table["stage"].tolist() == list(STAGES)
        assert ("journey.few" in notes(main)) is (share is None)


# --- breaks, spots, paths ------------------------------------------------------------------------


def test_a_broken_promise_of_the_shop_is_a_break(say: Any) -> None:
    facts = say(
        ("A", "販売店の人から縛りはないと聞いて契約した", {"theme_id": "D-1"}, {}),
        ("A", "途中でやめると違約金がかかるそうです", {}, {}),
        ("B", "レジの人は返品できると言ったのに断られた", {}, {}),
        ("C", "折込には送料無料とあったのに、毎月送料を取られている", {}, {}),
    )
    breaks = named(journey.build(facts, Asked()), "breaks")
    found = {tuple(row) for row in breaks.table[["from_stage", "to_stage", "contacts"]].to_numpy()}
    assert found == {("purchase", "leave", 1), ("purchase", "untold", 1), ("aware", "use", 1)}
    assert breaks.n_used == 3


def test_complaints_are_told_by_stage_theme_and_channel(say: Any) -> None:
    theme = {"theme_id": "D-1"}
    facts = say(
        ("A", "解約の書類を送ってください", theme, {}),
        ("B", "退会したのにメールが届き続けます", theme, {}),
        ("C", "毎週通っていますが混んでいます", {"channel": "chat"}, {}),
        ("D", "毎週通っています", {}, CALM),
    )
    spots = named(journey.build(facts, Asked()), "spots").table
    keys = spots[["stage", "theme_id", "channel", "contacts"]].to_numpy().tolist()
    assert keys == [["leave", "D-1", "phone", 2], ["use", "", "chat", 1]]


def test_paths_follow_one_customer_in_order_of_time(say: Any) -> None:
    facts = say(
        ("B", "今月いっぱいでやめます", {"customer": "C-1", "day": "2026-11-09"}, CALM),
        ("A", "毎週通っています", {"customer": "C-1", "day": "2026-11-02"}, CALM),
        ("C", "毎週通っています", {"customer": "", "day": "2026-11-03"}, CALM),
        ("D", "今月いっぱいでやめます", {"customer": "", "day": "2026-11-04"}, CALM),
    )
    (row,) = named(journey.build(facts, Asked()), "paths").table.to_dict("records")
    assert (row["from_stage"], row["to_stage"], row["contacts"]) == ("use", "leave", 1)
    assert row["days"] == pytest.approx(7.0)


def test_without_customers_paths_cannot_be_told(say: Any) -> None:
    facts = say(("A", "毎週通っています", {"customer": ""}, CALM))
    paths = named(journey.build(facts, Asked()), "paths")
    assert paths.table.empty
    assert "journey.no_customers" in notes(paths)


def test_counts_equal_evidence_and_the_order_of_rows_does_not_matter(say: Any) -> None:
    said = [
        ("A", "レジの人は返品できると言ったのに断られた", {"customer": "C-1"}, {}),
        ("B", "毎週通っています", {"customer": "C-1", "day": "2026-11-03"}, {}),
        ("C", "今月いっぱいでやめます", {"customer": "C-1", "day": "2026-11-04"}, {}),
        ("D", "毎週通っています", {"customer": "C-2", "theme_id": "D-1"}, {}),
    ]
    one, other = (journey.build(say(*rows), Asked()) for rows in (said, said[::-1]))
    for a, b in zip(one, other, strict=True):
        assert a.table.to_dict("records") == b.table.to_dict("records")
        counts = a.table["contacts"].tolist()
        assert counts == [len(set(ids)) for ids in a.evidence]
    assert draw(one) == draw(other)


def test_stages_that_are_told_badly_say_so(say: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MEASURED, "use", (6, 10))
    facts = say(("A", "毎週通っています", {}, CALM), ("B", "今月いっぱいでやめます", {}, CALM))
    main = journey.build(facts, Asked())[0]
    marks = {row["stage"]: row["reliability"] for row in standing(main)}
    assert marks == {"use": "reference", "leave": None}
    assert "journey.reference" in notes(main)


def test_a_promise_that_was_never_measured_is_for_orientation(say: Any) -> None:
    text = "マイページには解約は無料と書いてあったのに、有料だった"
    breaks = named(journey.build(say(("A", text, {}, {})), Asked()), "breaks")
    assert breaks.table["reliability"].tolist() == ["reference"]
    assert "journey.reference_from" in notes(breaks)
    assert set(MEASURED_FROM) == set(tag_keys("from_stage"))
    assert set(MEASURED) == set(STAGES)


def test_the_graph_holds_counts_and_nobodys_words(say: Any) -> None:
    facts = say(
        ("A", '店員は"縛りなし"と言ったのに、途中でやめると違約金がかかる', {}, {}),
        ("B", "毎週通っています", {}, CALM),
    )
    graph = draw(journey.build(facts, Asked()))
    assert graph.startswith("digraph journey {\n")
    assert graph.endswith("}\n")
    assert 'use [label="利用\\n1件"];' in graph
    assert 'purchase -> leave [label="つまずき 1"' in graph
    assert "縛り" not in graph


# --- the sample ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], Report]:
    """The calls of the sample about fees for leaving, and twenty others."""
    from vocli.pipeline import Question, answer

    with (ROOT / "sample_data/expected/truth.csv").open(encoding="utf-8", newline="") as file:
        truth = {row["contact_id"] for row in csv.DictReader(file) if row["theme"] == "T04"}
    text = (ROOT / "sample_data/calls.csv").read_bytes().decode("cp932")
    header, *rows = list(csv.reader(io.StringIO(text)))[3:]
    others = [row for row in rows if row[0] not in truth][:20]
    path = tmp_path_factory.mktemp("calls") / "calls.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *(row for row in rows if row[0] in truth), *others])
    return truth, answer("journey", Question((str(path),), use_encoder=False), {})[0]


def test_the_fee_nobody_spoke_of_in_the_shop_is_a_break(sample: tuple[set[str], Report]) -> None:
    truth, report = sample
    breaks = named(report.insights, "breaks")
    pairs = zip(breaks.table["from_stage"], breaks.table["to_stage"], breaks.evidence, strict=True)
    early = {
        id_
        for start, to, ids in pairs
        if start in {"consider", "purchase"} and to == "leave"
        for id_ in ids
    }
    assert len(early & truth) >= 15
    assert len(early - truth) <= 1
    assert breaks.table["from_stage"].iloc[0] == "purchase"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_both_languages_have_every_text(sample: tuple[set[str], Report], language: str) -> None:
    used = {
        note.key
        for insight in sample[1].insights
        for note in (*insight.notes, insight.title)
        if isinstance(note, Note) and note.key.startswith("journey.")
    }
    assert used
    assert {key.removeprefix("journey.") for key in used} <= set(catalogue(language, "journey"))
