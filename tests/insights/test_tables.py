"""The smaller insights: funnel, phrases, plus, signals, detail, inspect. Their figures add up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from vocli.insights import detail, funnel, inspection, phrases, plus, signals
from vocli.insights.quote import representative
from vocli.model import FirstLook, Note
from vocli.render.cells import say


def spoken(insight: Any) -> dict[str, str]:
    """Label key -> sentence of a `pairs` insight; of a label that repeats, the last."""
    return {row["label"]: say(row["value"]) for row in insight.table.to_dict("records")}


# --- funnel --------------------------------------------------------------------------------------


def test_the_funnel_names_only_what_was_left_out(
    make_facts: Any, made: Any, make_source: Any, plan: Any
) -> None:
    facts = make_facts([made.contact("A"), made.contact("B", considered=False)], [])
    said = spoken(funnel.build(facts, [make_source()], plan))
    assert "折り返しの発信 2" in said["insights.label_scope"]
    assert "期間の外" not in said["insights.label_scope"]
    assert "1件(対象の50.0%)" in said["insights.label_complaint"]
    assert "オペレーターの記録" in said["insights.label_text"]


def test_the_funnel_of_nothing_divides_by_nothing(
    make_facts: Any, make_source: Any, plan: Any
) -> None:
    said = spoken(funnel.build(make_facts([], []), [make_source(voice_kind="verbatim")], plan))
    assert "0.0%" in said["insights.label_complaint"]
    assert "insights.label_text" not in said


def test_the_funnel_counts_weeks_from_monday(
    make_facts: Any, made: Any, make_source: Any, plan: Any
) -> None:
    facts = make_facts([made.contact("A", "2026-11-08"), made.contact("B", "2026-11-09")], [])
    said = spoken(funnel.build(facts, [make_source()], plan))  # a Sunday and the Monday after it
    assert "2週" in said["insights.label_read"]


def test_turns_of_unknown_speakers_stand_in_the_head(
    make_facts: Any, make_source: Any, plan: Any
) -> None:
    known = spoken(
        funnel.build(make_facts([], []), [make_source(speakers=(("customer", 9),))], plan)
    )
    assert "insights.label_unknown" not in known
    source = make_source(speakers=(("customer", 9), ("unknown", 3)), turns=12)
    said = spoken(funnel.build(make_facts([], []), [source], plan))
    assert "12発話のうち 3は" in said["insights.label_unknown"]
    assert "--agent-name" in said["insights.label_unknown"]


# --- phrases -------------------------------------------------------------------------------------


def test_phrases_count_contacts_not_mentions(make_facts: Any, made: Any) -> None:
    contacts = [made.contact("A"), made.contact("B")]
    voices = [
        made.voice("A", "届かない"),
        made.voice("A", "まだ届かない", voice_id="A-1", main=False),
        made.voice("B", "箱がつぶれた"),
        made.voice("B", "届かないそうです", voice_id="B-1", considered=False, main=False),
    ]
    terms = [["届かない"], ["届かない"], ["箱", "つぶれる"], ["届かない"]]
    found = phrases.build(make_facts(contacts, voices), terms)
    assert found.name == "phrases"
    rows = {row["phrase"]: row for row in found.table.to_dict("records")}
    assert (rows["届かない"]["contacts"], rows["届かない"]["share"]) == (1, 0.5)
    assert rows["つぶれる"]["quote"] == "箱がつぶれた"
    assert list(found.table["rank"]) == [1, 2]


def test_phrases_do_not_repeat_a_voice(make_facts: Any, made: Any) -> None:
    voices = [made.voice("A", "箱がつぶれて届いた"), made.voice("B", "箱が開いていた")]
    facts = make_facts([made.contact("A"), made.contact("B")], voices)
    found = phrases.build(facts, [["箱", "つぶれる", "届く"], ["箱", "開く"]])
    assert list(found.table["phrase"]) == ["箱"]
    assert list(found.table["contacts"]) == [2]


# --- plus ----------------------------------------------------------------------------------------


def test_delight_is_a_part_of_the_thanks_in_the_line(make_facts: Any, made: Any) -> None:
    contacts = [made.contact("A", thanks=True), made.contact("B", delight=True), made.contact("C")]
    line = plus.build(make_facts(contacts, []), ()).table["value"].iloc[0]
    assert line.values == {"thanks": 2, "delight": 1}


# --- signals -------------------------------------------------------------------------------------


def test_signals_count_a_contact_once_per_kind(make_facts: Any, made: Any) -> None:
    contacts = [made.contact("A"), made.contact("B")]
    voices = [
        made.voice("A", "届かない"),
        made.voice("A", "でもありがとう", voice_id="A-1", thanks=0.9, signal="thanks"),
        made.voice("B", "はい", complaint=0.0, signal="none"),
        made.voice("B", "こんにちは", voice_id="B-1", set_aside="greeting", signal="none"),
    ]
    facts = make_facts(contacts, voices)
    found = signals.build(facts)
    rows = {row["signal"]: row for row in found.table.to_dict("records")}
    assert (rows["complaint"]["contacts"], rows["complaint"]["voices"]) == (1, 2)
    assert (rows["thanks"]["contacts"], rows["thanks"]["share"]) == (1, 0.5)
    assert (rows["delight"]["contacts"], rows["delight"]["quote"]) == (0, "")
    assert (rows["none"]["contacts"], rows["none"]["voices"]) == (1, 1)
    assert found.n_used == 3
    assert found.notes[0].values["n"] == 1


def test_per_voice_lists_what_was_scored(make_facts: Any, made: Any) -> None:
    voices = [
        made.voice("A", "届かない"),
        made.voice("A", "こんにちは", voice_id="A-1", set_aside="greeting"),
    ]
    found = signals.per_voice(make_facts([made.contact("A")], voices), ("complaint", "thanks"))
    assert [c.key for c in found.columns] == [
        "contact_id",
        "voice_id",
        "text",
        "signal",
        "complaint",
        "thanks",
    ]
    assert list(found.table["voice_id"]) == ["A-0"]


# --- detail and assignments ----------------------------------------------------------------------


@pytest.fixture
def two_contacts(make_facts: Any, made: Any) -> Any:
    contacts = [made.contact("B", theme_id="D-1"), made.contact("A", "")]
    voices = [
        made.voice("B", "届かない", theme_id="D-1", theme_score=0.9),
        made.voice("B", "遅い", voice_id="B-1", theme_id="D-1", main=False),
        made.voice("A", "変だ"),
        made.voice("A", "どうも", voice_id="A-1", considered=False, main=False, signal="none"),
        made.voice(
            "A", "こんにちは", voice_id="A-2", set_aside="greeting", considered=False, main=False
        ),
    ]
    return make_facts(contacts, voices, [("D-1", "荷物が届かない")])


def test_the_detail_adds_up_to_the_funnel(two_contacts: Any) -> None:
    table = detail.build(two_contacts).table
    assert int(table["main"].sum()) == two_contacts.funnel.with_signal
    assert len(table) == 4  # what was set aside is no row
    themed = table[(table["main"] == 1) & (table["theme_id"] != "")]
    assert len(themed) == two_contacts.funnel.in_theme


def test_the_detail_says_when_in_words_and_leaves_unknown_times_empty(two_contacts: Any) -> None:
    rows = detail.build(two_contacts).table.set_index("voice_id")
    assert str(rows.loc["B-0", "week"]) == "2026-11-02"
    assert (rows.loc["B-0", "weekday"], rows.loc["B-0", "hour"]) == ("0", 10)
    assert pd.isna(rows.loc["A-0", "occurred_at"])
    assert pd.isna(rows.loc["A-0", "weekday"])


def test_the_detail_marks_the_unassigned_and_not_the_rest(two_contacts: Any) -> None:
    rows = detail.build(two_contacts).table.set_index("voice_id")
    assert rows.loc["A-0", "theme"] == Note("codes.unassigned")
    assert rows.loc["A-1", "theme"] == ""


def test_assignments_hold_every_voice_considered(two_contacts: Any) -> None:
    table = detail.assignments(two_contacts).table
    assert list(table.columns) == [
        "contact_id",
        "voice_id",
        "theme_id",
        "theme_name",
        "score",
        "main",
    ]
    assert list(table["voice_id"]) == ["A-0", "B-0", "B-1"]
    assert list(table["theme_name"]) == ["", "荷物が届かない", "荷物が届かない"]
    assert list(table["main"]) == [1, 1, 0]


# --- inspect -------------------------------------------------------------------------------------


def first_look(*texts: str, **more: Any) -> FirstLook:
    """A look at a file without times, unless they are given."""
    return FirstLook(
        **({"begin": None, "end": None, "outbound": 0, "out_of_scope": 0} | more), texts=texts
    )


def test_inspect_tells_what_a_lead_wants_to_check(make_source: Any) -> None:
    begin, end = pd.Timestamp("2026-09-07 09:03"), pd.Timestamp("2026-11-14 17:48")
    look = first_look("届かない\nとのこと", begin=begin, end=end, outbound=1, out_of_scope=1)
    found = inspection.build(make_source(), look)
    said = "\n".join(say(value) for value in found.table["value"])
    told = ("CP932", "4行目", "858行", "重複 2", "855件", "日本時間", "受付番号", "備考2", "81%")
    assert [words for words in told if words not in said] == []
    assert "届かない とのこと" in said
    assert "折り返しの発信 1、無言・間違い・営業電話など 1" in said
    assert "受付日時(増減)" in said  # a column that is missing, and what for


def test_inspect_names_the_format_and_what_gave_it_away(make_source: Any) -> None:
    source = make_source(layout="desk", layout_title="窓口の書き出し", why=("受付番号", "件名"))
    said = "\n".join(say(value) for value in inspection.build(source, first_look()).table["value"])
    assert "窓口の書き出し (desk)  目印 受付番号、件名" in said
    assert "決まった形式ではない" not in said


def test_inspect_shows_the_beginning_of_a_long_text(make_source: Any) -> None:
    rows = inspection.build(make_source(), first_look("あ" * 500)).table.to_dict("records")
    sample = next(row for row in rows if row["label"] == "insights.label_samples")
    assert len(say(sample["value"])) < 120


def test_inspect_leaves_out_lines_without_content(make_source: Any) -> None:
    labels = set(inspection.build(make_source(speakers=()), first_look()).table["label"])
    empty = {f"insights.label_{key}" for key in ("speakers", "period", "left_out", "samples")}
    assert labels & empty == set()


def test_unknown_speakers_are_pointed_out(make_source: Any) -> None:
    found = inspection.build(make_source(speakers=(("unknown", 5),)), first_look())
    assert Note("insights.unknown_speakers") in list(found.table["value"])


def test_the_payload_of_inspect_holds_the_promised_keys(make_source: Any) -> None:
    told = inspection.payload(make_source())
    wanted = {
        "path",
        "encoding",
        "layout",
        "header_row",
        "mapping",
        "contacts",
        "turns",
        "speakers",
        "skipped",
    }
    assert wanted <= set(told)
    assert told["mapping"]["text"] == {"column": "申出内容", "reason": "synonym", "filled": 855}


# --- the quote of a theme ------------------------------------------------------------------------


def said_in_theme(make_facts: Any, made: Any, *texts: str, **scores: float) -> Any:
    """Voices of one theme, the first the best placed."""
    rows = [
        made.voice("A", text, voice_id=f"A-{i}", theme_score=scores.get(f"s{i}", 0.9 - i / 10))
        for i, text in enumerate(texts)
    ]
    return make_facts([made.contact("A")], rows).voices


def test_a_quote_is_whole_and_carries_no_mask(make_facts: Any, made: Any) -> None:
    good = "届くと言われた日に荷物が届かず困っています"
    voices = said_in_theme(make_facts, made, "届かない", f"〔氏名〕様から{good}", good, "あ" * 200)
    assert representative(voices, "荷物が届かない")["text"] == good


def test_praise_does_not_stand_for_a_complaint(make_facts: Any, made: Any) -> None:
    praise, complaint = "電話を切った後もすぐに思い出せました", "電話が通話中ばかりでつながりません"
    voices = said_in_theme(make_facts, made, praise, complaint)
    voices = voices.assign(signal=["thanks", "complaint"])
    assert representative(voices, "電話", {"thanks", "delight"})["text"] == complaint
    assert representative(voices, "電話")["text"] == praise


def test_without_voices_there_is_no_quote(make_facts: Any, made: Any) -> None:
    assert representative(said_in_theme(make_facts, made), "x") == {
        "text": "",
        "day": "",
        "kind": "",
    }


def test_the_quote_does_not_depend_on_the_order(make_facts: Any, made: Any) -> None:
    texts = [f"届くと言われた日の{i}日あとに荷物が届きました" for i in range(5)]
    scores = {f"s{i}": 0.5 for i in range(5)}
    voices = said_in_theme(make_facts, made, *texts, **scores)
    assert representative(voices, "x") == representative(voices.iloc[::-1], "x")


def test_the_facts_are_left_as_they_were(two_contacts: Any) -> None:
    before = replace(
        two_contacts, voices=two_contacts.voices.copy(), contacts=two_contacts.contacts.copy()
    )
    detail.build(two_contacts)
    detail.assignments(two_contacts)
    pd.testing.assert_frame_equal(before.voices, two_contacts.voices)
    pd.testing.assert_frame_equal(before.contacts, two_contacts.contacts)
