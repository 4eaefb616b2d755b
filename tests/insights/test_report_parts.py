"""The parts of the overview: picture, good side, what moved, who must act, state of the data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from vocli import messages
from vocli.insights import act, data_state, minus, minus_moved, picture, plus_side
from vocli.insights.conclusions import Cell, Conclusion, Pages, build, payload
from vocli.insights.conclusions_chosen import choose
from vocli.model import Audience, Facts, Finding, Insight, Note, Period, Severity

MakeFacts = Callable[..., Facts]
LANGUAGES = pytest.mark.parametrize("language", messages.LANGUAGES)


def told(note: Note) -> str:
    """The sentence of a note, as a renderer says it."""
    values = {k: told(v) if isinstance(v, Note) else v for k, v in note.values.items()}
    return messages.t(note.key, **values)


def column(insight: Insight, key: str) -> list[Any]:
    return insight.table[key].tolist()


@pytest.fixture
def nothing(make_facts: MakeFacts) -> Facts:
    return make_facts([], [])


@pytest.fixture
def story(make_facts: MakeFacts, made: Any, period: Period) -> Facts:
    """Eight weeks: A rises from 4 to 40 contacts, B stays at 12 and 12; 14 praise, 4 with delight."""
    contacts, voices = [], []

    def add(key: str, day: date, theme: str, **more: Any) -> None:
        praise = bool(more.get("thanks"))
        contacts.append(made.contact(key, day.isoformat(), theme_id=theme, **more))
        voices.append(
            made.voice(
                key,
                "水がおいしいと家族みなで喜んでいます"
                if praise
                else "約束の日に水が届きませんでした",
                theme_id=theme,
                considered=not praise,
                complaint=0.0 if praise else 0.9,
                thanks=0.9 if praise else 0.0,
                delight=0.9 if more.get("delight") else 0.0,
                plus_id=more.get("plus_id", ""),
                main=not praise,
            )
        )

    for n in range(4):
        add(f"A-{n}", period.before_from + timedelta(7 * n), "D-a")
    for n in range(40):
        add(f"B-{n}", period.recent_from + timedelta(n % 26), "D-a")
    for n in range(24):
        add(f"C-{n}", period.before_from + timedelta(2 * n), "D-b")
    for n in range(14):
        day = period.before_from + timedelta(4 * n)
        add(f"P-{n}", day, "", thanks=True, delight=n < 4, plus_id="P-1", considered=False)
    themes = [("D-a", "約束の日に届かない"), ("D-b", "ランプが消えない")]
    return make_facts(contacts, voices, themes, period, plus=[("P-1", "水がおいしい")])


def parts(facts: Facts) -> dict[str, Insight]:
    critical, ranked = minus.build(facts, "calls.csv")
    plus = minus.with_trend(plus_side.build(facts), facts, "plus_id")
    every = (
        picture.build(facts),
        critical,
        ranked,
        plus,
        minus_moved.build(facts, critical, ranked, plus),
        *act.build(facts, Audience.DESK),
        data_state.build(facts, (), date(2026, 11, 15)),
    )
    return {insight.name: insight for insight in every}


def pages(tables: dict[str, Insight]) -> Pages:
    return Pages(tables, {name: n for n, name in enumerate(tables, 1)})


# --- conclusions ---------------------------------------------------------------------------------


def test_a_conclusion_without_a_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="without a cell"):
        Conclusion("report.say.top", {}, ())


def test_a_conclusion_that_cites_what_it_does_not_say_is_refused() -> None:
    with pytest.raises(ValueError, match="without a cell"):
        Conclusion("report.say.top", {"n": Cell("whole", 0, "contacts")}, ("share",))


@pytest.mark.parametrize(
    "cell",
    [
        Cell("nowhere", 0, "contacts"),
        Cell("whole", 9, "contacts"),
        Cell("whole", -1, "contacts"),
        Cell("whole", 0, "no_such_column"),
    ],
)
def test_a_conclusion_about_a_cell_that_is_not_there_is_refused(story: Facts, cell: Cell) -> None:
    shown = pages(parts(story))
    with pytest.raises(ValueError, match="no cell"):
        build(shown, [Conclusion("report.say.share", {"n": cell}, ("n",))])


def test_a_conclusion_about_an_empty_cell_is_refused(story: Facts) -> None:
    shown = pages(parts(replace(story, period=None)))
    cell = Cell("whole", 0, "last_4w")
    with pytest.raises(ValueError, match="empty cell"):
        build(shown, [Conclusion("report.say.share", {"n": cell}, ("n",))])


def test_an_empty_page_concludes_nothing(nothing: Facts) -> None:
    tables = parts(nothing)
    assert choose(tables) == ()
    said = build(pages(tables), ())
    assert said.table.empty
    assert said.notes


@LANGUAGES
def test_every_sentence_names_its_cell_and_holds_what_stands_there(
    story: Facts, language: str
) -> None:
    messages.use(language)
    try:
        tables = parts(story)
        chosen = choose(tables)
        said = [told(note) for note in build(pages(tables), chosen).table["value"]]
    finally:
        messages.use("ja")
    assert 0 < len(said) <= 5
    assert all(sentence.rstrip().endswith("]") for sentence in said)
    moved = tables["moved"].table
    first = next(s for s, one in zip(said, chosen, strict=True) if one.key == "report.say.rose")
    assert moved["theme"][0] == "約束の日に届かない"
    assert all(str(moved[key][0]) in first for key in ("theme", "prev_4w", "last_4w"))


def test_programs_get_the_cells_with_their_values(story: Facts) -> None:
    tables = parts(story)
    for one in payload(pages(tables), choose(tables)):
        for cell in one["cells"]:
            table = tables[cell["insight"]].table
            assert table[cell["column"]].iloc[cell["row"]] == cell["value"] or isinstance(
                cell["value"], Note
            )


def test_no_change_is_concluded_where_there_is_none(story: Facts) -> None:
    steady = story.of(story.contacts["theme_id"] != "D-a")
    tables = parts(steady)
    assert tables["moved"].table.empty
    assert not {"report.say.rose", "report.say.fell"} & {one.key for one in choose(tables)}


def test_many_unassigned_contacts_are_among_the_conclusions(story: Facts) -> None:
    lost = replace(story, contacts=story.contacts.assign(theme_id=""))
    lost = lost.of(lost.contacts["contact_id"] != "")
    assert choose(parts(lost))[-1].key == "report.say.warning"
    assert all(one.key != "report.say.warning" for one in choose(parts(story)))


def test_the_theme_of_a_rise_is_not_told_twice(story: Facts) -> None:
    tables = parts(story)
    assert tables["themes"].table["theme"][0] == tables["moved"].table["theme"][0]
    assert "report.say.top" not in {one.key for one in choose(tables)}


# --- the picture ---------------------------------------------------------------------------------


def test_the_picture_of_nothing_has_no_shares(nothing: Facts) -> None:
    whole = picture.build(nothing)
    assert column(whole, "contacts") == [0, 0, 0, 0]
    assert column(whole, "share") == [None] * 4
    assert picture.by_week(nothing).table.empty


def test_of_few_contacts_no_share_is_concluded(make_facts: MakeFacts, made: Any) -> None:
    few = parts(make_facts([made.contact("a")], [made.voice("a", "届かない")]))
    assert [note.key for note in few["whole"].notes] == ["report.few"]
    assert "report.say.share" not in {one.key for one in choose(few)}


def test_counts_of_the_picture_equal_their_evidence(story: Facts) -> None:
    whole = picture.build(story)
    contact = dict(zip(story.voices["voice_id"], story.voices["contact_id"], strict=True))
    found = [len({contact.get(id_, id_) for id_ in ids}) for ids in whole.evidence]
    assert column(whole, "contacts") == found == [82, 68, 14, 4]


def test_weeks_add_up_to_the_picture(story: Facts) -> None:
    weeks = picture.by_week(story)
    sums = [sum(column(weeks, key)) for key in ("contacts", "complaint", "thanks", "delight")]
    assert sums == column(picture.build(story), "contacts")


def test_an_empty_week_is_a_week(make_facts: MakeFacts, made: Any) -> None:
    facts = make_facts([made.contact("a", "2026-11-02"), made.contact("b", "2026-11-18")], [])
    assert column(picture.by_week(facts), "contacts") == [1, 0, 1]


def test_a_year_is_drawn_by_month(make_facts: MakeFacts, made: Any) -> None:
    days = [date(2026, 1, 15) + timedelta(30 * n) for n in range(10)]
    facts = make_facts([made.contact(f"m{n}", d.isoformat()) for n, d in enumerate(days)], [])
    starts = column(picture.by_week(facts), "week")
    assert starts[0] == date(2026, 1, 1)
    assert all(start.day == 1 for start in starts)


def test_a_week_that_the_export_cuts_is_told(make_facts: MakeFacts, made: Any) -> None:
    facts = make_facts([made.contact("a", "2026-11-05"), made.contact("b", "2026-11-10")], [])
    assert [note.key for note in picture.by_week(facts).notes] == [
        "report.begins_within",
        "report.ends_within",
    ]


# --- what went well, and what moved --------------------------------------------------------------


def test_without_praise_there_is_no_theme_of_praise(nothing: Facts) -> None:
    assert plus_side.build(nothing).table.empty


def test_counts_of_praise_equal_their_evidence(story: Facts) -> None:
    plus = plus_side.build(story)
    contact = dict(zip(story.voices["voice_id"], story.voices["contact_id"], strict=True))
    assert column(plus, "contacts") == [14] == [len({contact[v] for v in plus.evidence[0]})]
    assert column(plus, "delight") == [4]


def test_a_planted_rise_is_found_and_the_steady_theme_left_alone(story: Facts) -> None:
    moved = parts(story)["moved"]
    assert column(moved, "theme") == ["約束の日に届かない"]
    assert column(moved, "change") == ["rose"]
    assert moved.notes[0].values == {"same": 2, "few": 0}


def test_without_history_nothing_moved(story: Facts) -> None:
    moved = parts(replace(story, period=None))["moved"]
    assert moved.table.empty
    assert moved.notes[0].key == "insights.no_history"


def test_a_theme_s_weeks_add_up_to_its_contacts(story: Facts) -> None:
    themes = parts(story)["themes"]
    assert [sum(series) for series in column(themes, "trend")] == column(themes, "contacts")


def test_every_quote_names_its_side_and_its_theme(story: Facts) -> None:
    tables = parts(story)
    quotes = minus.voices(story, tables["themes"], tables["plus_themes"])
    assert column(quotes, "side") == ["minus", "minus", "plus"]
    assert column(quotes, "theme")[-1] == "水がおいしい"


def test_withheld_voices_are_not_quoted(story: Facts) -> None:
    hidden = replace(story, voices=story.voices.assign(text=""))
    tables = parts(hidden)
    assert minus.voices(hidden, tables["themes"], tables["plus_themes"]).table.empty


# --- who must act --------------------------------------------------------------------------------


def test_nobody_must_act_where_nobody_called(nothing: Facts) -> None:
    counts, listed = act.build(nothing, Audience.DESK)
    assert sum(column(counts, "contacts")) == 0
    assert listed.table.empty


def people(make_facts: MakeFacts, made: Any) -> Facts:
    contacts = [
        made.contact("a", "2026-11-02", safety=True, churn_threat=True),
        made.contact("b", "2026-11-03", escalation_request=True, outcome="上席対応"),
        made.contact("c", "2026-11-04", escalation_request=True, outcome="完結"),
        made.contact("d", "2026-11-05", churn_threat=True, do_not_contact="不可"),
    ]
    scores = {"safety": 0.0, "churn_threat": 0.0, "escalation_request": 0.0}
    voices = [
        made.voice(
            "a", "煙が出た。直らないなら解約する", **{**scores, "safety": 0.9, "churn_threat": 0.9}
        ),
        made.voice("b", "上の人に代わって", **{**scores, "escalation_request": 0.9}),
        made.voice("c", "責任者を出して", **{**scores, "escalation_request": 0.9}),
        made.voice("d", "直らないなら解約する", **{**scores, "churn_threat": 0.9}),
    ]
    return make_facts(contacts, voices, marked=tuple(scores))


def test_a_superior_on_record_is_no_reason_to_act(make_facts: MakeFacts, made: Any) -> None:
    counts, _ = act.build(people(make_facts, made), Audience.DESK)
    assert dict(zip(column(counts, "act_reason"), column(counts, "contacts"), strict=True)) == {
        "safety": 1,
        "escalation_unanswered": 1,
        "churn_threat": 2,
    }


def test_counts_of_reasons_equal_their_evidence(make_facts: MakeFacts, made: Any) -> None:
    counts, _ = act.build(people(make_facts, made), Audience.DESK)
    assert [len(ids) for ids in counts.evidence] == column(counts, "contacts")


def test_who_must_not_be_called_is_counted_and_not_listed(make_facts: MakeFacts, made: Any) -> None:
    _, listed = act.build(people(make_facts, made), Audience.DESK)
    assert column(listed, "contact_id") == ["a", "c"]
    assert [(n.key, n.values) for n in listed.notes] == [("report.list_left_out", {"n": 1})]
    assert [note.key for note in column(listed, "act_reason")[0]] == [
        "codes.act_reason.safety",
        "codes.act_reason.churn_threat",
    ]


@pytest.mark.parametrize("audience", [Audience.COMPANY, Audience.OUTSIDE])
def test_others_get_counts_and_no_list(
    make_facts: MakeFacts, made: Any, audience: Audience
) -> None:
    made_for = act.build(people(make_facts, made), audience)
    assert [insight.name for insight in made_for] == ["act"]
    assert "report.list_at_desk" in [note.key for note in made_for[0].notes]


# --- the state of the data -----------------------------------------------------------------------


@LANGUAGES
def test_the_state_of_the_data_can_be_said(story: Facts, language: str) -> None:
    finding = Finding("VOC-F001", Severity.ERROR, "…")
    messages.use(language)
    try:
        state = data_state.build(story, [finding], date(2026, 11, 15))
        said = [
            messages.t(n.key, **n.values)
            for n in state.table["value"]
            if n.key.endswith(("coverage", "findings"))
        ]
    finally:
        messages.use("ja")
    assert "68" in said[0]
    assert "1" in said[-1]
