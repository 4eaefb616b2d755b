"""Words: counted by contact, with the voices behind them; words of a group only where they are."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vocli.insights import words
from vocli.insights.words_counts import said
from vocli.messages import use
from vocli.model import Asked, Facts, Insight
from vocli.model.asked import Window
from vocli.render.cells import heading, say

Made = Callable[..., Facts]
WINDOW = Window(
    (date(2026, 10, 5), date(2026, 11, 1)), (date(2026, 9, 7), date(2026, 10, 4)), 20, 20
)


def facts_of(
    make_facts: Made, made: Any, terms: list[tuple[str, ...]], labels: list[str] | None = None
) -> Facts:
    """One contact with one voice per entry; `labels` are those of --by."""
    own = labels or [""] * len(terms)
    contacts = [made.contact(f"K{i}", by=by) for i, by in enumerate(own)]
    voices = [
        made.voice(f"K{i}", f"{'と'.join(t)}の話です。", terms=t, phrases=())
        for i, t in enumerate(terms)
    ]
    facts = make_facts(contacts, voices)
    order = facts.contacts["by"].rank(method="dense").astype(int).map("{:05}".format)
    return replace(facts, contacts=facts.contacts.assign(by_order=order))


def table(insight: Insight) -> list[dict[str, Any]]:
    return insight.table.to_dict("records")


def test_no_voices_give_empty_tables(make_facts: Made) -> None:
    facts = make_facts([], [])
    for insight in words.build(facts, Asked()):
        assert insight.table.empty
        assert insight.title is not None


def test_what_is_set_aside_is_no_word(make_facts: Made, made: Any) -> None:
    contacts = [made.contact(f"K{i}") for i in range(4)]
    voices = [
        made.voice(f"K{i}", "お世話", terms=("世話",), phrases=(), set_aside="greeting")
        for i in range(4)
    ]
    assert words.build(make_facts(contacts, voices), Asked())[0].table.empty


def test_what_two_contacts_say_is_no_frequent_word(make_facts: Made, made: Any) -> None:
    facts = facts_of(make_facts, made, [("配送",)] * 3 + [("宛名",)] * 2)
    assert [row["word"] for row in table(words.build(facts, Asked())[0])] == ["配送"]


def test_a_word_counts_once_per_contact_and_shows_all_its_voices(
    make_facts: Made, made: Any
) -> None:
    contacts = [made.contact(f"K{i}", customer="C-1") for i in range(4)]
    voices = [
        made.voice(f"K{i}", f"配送の話その{j}", voice_id=f"K{i}-{j}", terms=("配送",), phrases=())
        for i in range(4)
        for j in range(2)
    ]
    main = words.build(make_facts(contacts, voices), Asked())[0]
    row = table(main)[0]
    assert (row["contacts"], row["voices"], row["customers"], row["share"]) == (4, 8, 1, 1.0)
    assert {i.rpartition("-")[0] for i in main.evidence[0]} == {"K0", "K1", "K2", "K3"}
    assert row["share_low"] < 1.0


def test_parts_of_a_compound_are_counted_only_where_they_stand_alone(
    make_facts: Made, made: Any
) -> None:
    facts = facts_of(
        make_facts, made, [("解約金", "解約")] * 10 + [("解約",)] * 5 + [("賞味期限", "期限")] * 5
    )
    counts = said(facts, "terms").counts()
    assert counts == {"解約金": 10, "解約": 15, "賞味期限": 5}


def test_counters_are_no_words(make_facts: Made, made: Any) -> None:
    facts = facts_of(make_facts, made, [("月", "配送")] * 5)
    assert set(said(facts, "terms").counts()) == {"配送"}


def test_phrases_have_a_table_of_their_own(make_facts: Made, made: Any) -> None:
    contacts = [made.contact(f"K{i}") for i in range(3)]
    voices = [
        made.voice(f"K{i}", "電話がつながりません。", terms=(), phrases=("電話がつながらない",))
        for i in range(3)
    ]
    found = table(words.build(make_facts(contacts, voices), Asked())[1])
    assert [(row["phrase"], row["contacts"]) for row in found] == [("電話がつながらない", 3)]


def test_one_signal_limits_the_voices(make_facts: Made, made: Any) -> None:
    contacts = [made.contact(f"K{i}") for i in range(8)]
    voices = [
        made.voice(
            f"K{i}", "…", terms=("配送",) if i < 4 else ("親切",), phrases=(), thanks=float(i >= 4)
        )
        for i in range(8)
    ]
    facts = make_facts(contacts, voices)
    main = words.build(facts, Asked(options={"only": "thanks"}))[0]
    assert [row["word"] for row in table(main)] == ["親切"]
    assert main.n_used == 4
    assert words.build(facts, Asked(options={"only": "sns"}))[0].table.empty
    assert words.needs_under({"only": "sns"}).signals == ("sns",)
    assert words.needs_under({}).signals == ()


def test_a_planted_word_of_a_group_is_found_and_common_ones_are_not(
    make_facts: Made, made: Any
) -> None:
    terms = [("電話", "宛名") if i < 12 else ("電話",) for i in range(40)] + [
        ("電話", "宛名") if i < 2 else ("電話",) for i in range(60)
    ]
    facts = facts_of(make_facts, made, terms, ["オフィス"] * 40 + ["家庭"] * 60)
    main = words.build(facts, Asked(by="product"))[0]
    rows = table(main)
    assert [(row["by"], row["word"], row["contacts"]) for row in rows] == [("オフィス", "宛名", 12)]
    assert rows[0]["times"] > 5
    assert len(main.evidence[0]) == 12
    assert [n.values["labels"] for n in main.notes if n.key == "words.quiet"] == [["家庭"]]


def test_groups_alike_have_no_words_of_their_own(make_facts: Made, made: Any) -> None:
    draw = random.Random(3)
    pool = [f"語{i}" for i in range(40)]
    terms = [tuple(draw.sample(pool, 6)) for _ in range(200)]
    labels = [draw.choice(["那覇", "仙台"]) for _ in range(200)]
    main = words.build(facts_of(make_facts, made, terms, labels), Asked(by="site"))[0]
    assert main.table.empty


def test_a_small_group_is_not_judged(make_facts: Made, made: Any) -> None:
    terms = [("宛名",)] * 19 + [("電話",)] * 60
    facts = facts_of(make_facts, made, terms, ["少ない"] * 19 + ["多い"] * 60)
    main = words.build(facts, Asked(by="product"))[0]
    assert {row["by"] for row in table(main)} <= {"多い"}
    assert [n.values["labels"] for n in main.notes if n.key == "words.few"] == [["少ない"]]


def test_a_word_that_nobody_else_says_is_not_so_many_times_0(make_facts: Made, made: Any) -> None:
    terms = [("宛名",)] * 30 + [("電話",)] * 30
    facts = facts_of(make_facts, made, terms, ["甲"] * 30 + ["乙"] * 30)
    assert {row["times"] for row in table(words.build(facts, Asked(by="product"))[0])} == {None}


def test_words_that_came_and_went_between_two_windows(make_facts: Made, made: Any) -> None:
    before = facts_of(
        make_facts, made, [("配送", "古い") if i < 25 else ("配送",) for i in range(80)]
    )
    now = facts_of(
        make_facts, made, [("配送", "新しい") if i < 25 else ("配送",) for i in range(80)]
    )
    main = words.build(now, Asked(earlier=before, window=WINDOW))[0]
    changes = {row["word"]: (row["contacts"], row["earlier"], row["change"]) for row in table(main)}
    assert changes == {"新しい": (25, 0, "rose"), "古い": (0, 25, "fell")}
    assert [len(ids) for ids in main.evidence] == main.table["contacts"].tolist()
    same = words.build(now, Asked(earlier=now, window=WINDOW))[0]
    assert same.table.empty


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_text_is_there_in_both_languages(make_facts: Made, made: Any, language: str) -> None:
    use(language)
    try:
        facts = facts_of(
            make_facts, made, [("宛名",)] * 30 + [("電話",)] * 31, ["甲"] * 30 + ["乙"] * 31
        )
        asked = Asked(by="product", earlier=facts, window=WINDOW, files="a.csv")
        found = words.build(facts, asked)
        assert [x.name for x in found] == ["words_by", "words_changed", "words", "words_phrases"]
        for insight in found:
            assert say(insight.title)
            assert all(say(note) for note in insight.notes)
            assert all("words." not in heading(c) for c in insight.columns)
    finally:
        use("ja")


@pytest.fixture(scope="module")
def sample(root: Path) -> tuple[Insight, ...]:
    """`vocli words --by 商品` on the sample's newer calls."""
    from vocli.pipeline import Question, Scope, answer

    scope = Scope(since=date(2026, 10, 5))  # six of the ten weeks show it as well
    question = Question((str(root / "sample_data" / "calls.csv"),), scope=scope, use_encoder=False)
    return answer("words", question, {"by": "商品"})[0].insights[1:]


def test_the_office_product_of_the_sample_has_the_words_of_its_invoices(
    sample: tuple[Insight, ...],
) -> None:
    office = [row["word"] for row in table(sample[0]) if row["by"] == "オフィスO5"]
    assert "宛名" in office
    assert "請求" in office


def test_no_mask_and_no_greeting_is_a_word_of_the_sample(sample: tuple[Insight, ...]) -> None:
    frequent = {row["word"] for row in table(sample[1])}
    assert "電話" in frequent
    assert not {word for word in frequent if "〔" in word or "〕" in word}
    assert not frequent & {"ありがとう", "よろしく", "お願い", "氏名"}


def test_the_samples_phrases_are_sentences(sample: tuple[Insight, ...]) -> None:
    phrases = {row["phrase"]: row for row in table(sample[2])}
    assert "アプリが使えない" in phrases
    assert all(row["quote"] for row in phrases.values())
