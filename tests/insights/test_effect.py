"""What came of an action is told with what weakens it, and not told where the weeks do not suffice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from vocli.insights import effect
from vocli.insights.effect_judge import Measured, measure
from vocli.insights.effect_windows import reaches
from vocli.insights.requests_state import effect_lines, overdue, standing
from vocli.messages import t
from vocli.model import Asked, Facts, Insight
from vocli.model.requests import ImprovementRequest, RequestList
from vocli.model.side import SideTables

START = date(2026, 9, 7)  # a Monday
ACTED = date(2026, 10, 19)  # six weeks later
THEMES = [("T01", "届かない"), ("T02", "ログインできない"), ("T03", "宛名が違う")]
THEMES += [("T04", "水が漏れる"), ("T05", "電話がつながらない")]
PLUS = [("P01", "丁寧"), ("P02", "カードがうれしい"), ("P03", "おいしい"), ("P04", "速い")]


def asked(**more: Any) -> ImprovementRequest:
    values: dict[str, Any] = {"number": "V-1", "theme": "T02", "subject": "直した"}
    values |= {"state": "done", "acted_on": ACTED, "aim": "reduce", "row": 2}
    return ImprovementRequest(**values | more)


def spread(theme: str, week: int, many: int) -> list[tuple[str, date]]:
    """`many` contacts over the Mondays to Fridays of a week."""
    return [(theme, START + timedelta(7 * week + i % 5)) for i in range(many)]


@pytest.fixture
def make(make_facts: Callable[..., Facts], made: Any) -> Callable[..., Facts]:
    """`make({"T02": (20, …)})`: contacts a week from START on; every other theme has 12 a week."""

    def go(own: dict[str, tuple[int, ...]], weeks: int = 10, extra: Any = (), **more: Any) -> Facts:
        days = list(extra)
        for theme, _ in [*THEMES, *PLUS]:
            counts = own.get(theme, (12,) * weeks)
            for week, many in enumerate(counts):
                days += spread(theme, week, many)
        contacts = []
        for i, (theme, day) in enumerate(days):
            column = "plus_id" if theme.startswith("P") else "theme_id"
            key = f"K{i:05d}"
            contacts.append(made.contact(key, day.isoformat(), **{column: theme}))
        return make_facts(contacts, more.pop("voices", []), THEMES, plus=PLUS, **more)

    return go


def one(facts: Facts, *requests: ImprovementRequest, as_of: date | None = None) -> Measured:
    return measure(facts, RequestList("r.csv", requests), as_of)[0]


def told(m: Measured) -> list[str]:
    return [note.key for note in m.caveats]


FELL = (20, 20, 20, 20, 20, 20, 5, 5, 5, 5)


def test_a_theme_that_is_not_there_is_said_in_its_row(make: Callable[..., Facts]) -> None:
    m = one(make({}), asked(theme="T77"))
    assert (m.verdict, told(m)) == ("no_theme", ["effect.no_theme"])


def test_nothing_at_all_is_no_error(make_facts: Callable[..., Facts]) -> None:
    facts = make_facts([], [])
    assert one(facts, asked()).verdict == "no_theme"
    assert effect.build(facts, Asked())[0].table.empty


def test_after_one_week_nothing_is_judged_and_the_day_of_judgement_is_named(
    make: Callable[..., Facts],
) -> None:
    m = one(
        make({"T02": (20, 20, 20, 20, 20, 20, 20, 20, 20, 0)}), asked(acted_on=date(2026, 11, 9))
    )
    assert (m.verdict, m.effect, told(m)) == ("early", None, ["effect.early"])
    assert m.caveats[0].values == {"weeks": 1, "day": "12/7"}


def test_an_action_yet_to_come_is_not_judged(make: Callable[..., Facts]) -> None:
    assert one(make({"T02": FELL}), asked(acted_on=date(2026, 11, 23))).verdict == "ahead"


def test_without_four_weeks_before_nothing_is_judged(make: Callable[..., Facts]) -> None:
    m = one(make({"T02": FELL}), asked(acted_on=date(2026, 9, 21)))
    assert (m.verdict, m.effect) == ("no_before", None)


def test_a_dropped_request_has_no_effect_to_measure(make: Callable[..., Facts]) -> None:
    requests = RequestList("r.csv", (asked(state="dropped"),))
    assert measure(make({"T02": FELL}), requests, None) == ()


def test_few_contacts_are_no_verdict(make: Callable[..., Facts]) -> None:
    m = one(make({"T02": (2, 2, 2, 2, 2, 2, 1, 1, 1, 1)}), asked())
    assert (m.verdict, told(m)) == ("undecided", ["effect.reach"])


def test_what_fell_in_every_theme_is_not_the_action(make: Callable[..., Facts]) -> None:
    half = (12, 12, 12, 12, 12, 12, 6, 6, 6, 6)
    facts = make({theme: half for theme, _ in THEMES} | {"T02": tuple(2 * n for n in half)})
    m = one(facts, asked())
    assert m.verdict in {"same", "undecided"}
    assert m.effect
    assert m.effect.controls < -0.4


def test_a_fall_after_the_action_is_told_with_the_contacts_behind_it(
    make: Callable[..., Facts],
) -> None:
    m = one(make({"T02": FELL}), asked())
    assert (m.verdict, told(m)) == ("fell", [])
    assert m.counted
    assert (m.counted.windows.before, m.counted.windows.after) == (80, 20)
    assert (len(m.counted.before_ids), len(m.counted.after_ids)) == (80, 20)
    assert m.others == (4 * 4 * 12, 4 * 4 * 12)


def test_a_fall_that_began_before_the_action_says_so(make: Callable[..., Facts]) -> None:
    m = one(make({"T02": (2, 2, 2, 14, 29, 23, 10, 5, 3, 2)}), asked())
    assert (m.verdict, told(m)[0]) == ("fell", "effect.before_fell")


def test_the_opposite_of_the_aim_says_so(make: Callable[..., Facts]) -> None:
    m = one(make({"T02": FELL[::-1]}), asked(acted_on=date(2026, 10, 5)))
    assert m.verdict == "rose"
    assert "effect.against" in told(m)


def test_a_rise_that_was_wanted_is_no_caution(make: Callable[..., Facts]) -> None:
    facts = make({"P02": (5, 5, 5, 5, 5, 5, 20, 20, 20, 20)})
    m = one(facts, asked(theme="カード", aim="increase"))
    assert (m.verdict, told(m)) == ("rose", [])
    assert set(m.control_names) == {"丁寧", "おいしい", "速い"}


def test_a_theme_that_was_acted_on_itself_is_no_control(make: Callable[..., Facts]) -> None:
    other = asked(number="V-2", theme="T05", acted_on=date(2026, 10, 26))
    m = one(make({"T02": FELL}), asked(), other, asked(number="V-3", theme="T04", acted_on=None))
    assert set(m.control_names) == {"届かない", "宛名が違う", "水が漏れる"}


def test_two_actions_on_one_theme_at_one_time_are_told(make: Callable[..., Facts]) -> None:
    m = one(make({"T02": FELL}), asked(), asked(number="V-2", acted_on=date(2026, 10, 26)))
    again = next(note for note in m.caveats if note.key == "effect.again")
    assert again.values["numbers"] == ["V-2"]


def test_an_outbreak_of_one_day_is_neither_a_rise_nor_hidden(make: Callable[..., Facts]) -> None:
    outbreak = [("T02", date(2026, 11, 5))] * 40
    m = one(make({"T02": (12,) * 10}, extra=outbreak), asked())
    assert m.counted
    assert m.verdict in {"same", "undecided"}
    assert m.counted.bursts == ((date(2026, 11, 5), 42),)
    assert "effect.burst" in told(m)


def test_a_cut_off_export_covers_no_week_that_it_does_not_hold(make: Callable[..., Facts]) -> None:
    facts = make({"T02": FELL})
    assert reaches(facts, date(2026, 12, 31)) == date(2026, 11, 15)  # closed at the weekend
    assert reaches(facts, date(2026, 11, 11)) == date(2026, 11, 11)
    assert reaches(facts, date(2026, 9, 1)) is None


def test_the_order_of_the_contacts_does_not_matter(make: Callable[..., Facts]) -> None:
    facts = make({"T02": FELL})
    turned = replace(facts, contacts=facts.contacts[::-1].reset_index(drop=True))
    assert one(facts, asked()) == one(turned, asked())


# --- what is shown -------------------------------------------------------------------------------


def with_list(facts: Facts, *requests: ImprovementRequest) -> Facts:
    return replace(facts, tables=SideTables(requests=RequestList("r.csv", requests)))


def test_every_count_of_the_table_opens(make: Callable[..., Facts]) -> None:
    facts = with_list(make({"T02": FELL}), asked(), asked(number="V-2", theme="T88"))
    table = effect.build(facts, Asked())[0]
    row = table.table.iloc[0]
    assert row["before"] + row["after"] == row["contacts"] == len(table.evidence[0])
    assert row["effect_low"] < row["effect"] < row["effect_high"] < 0
    assert table.evidence[1] == ()
    assert table.table["effect_verdict"].tolist() == ["fell", "no_theme"]


def test_a_draft_theme_points_to_the_codebook(make: Callable[..., Facts]) -> None:
    main = effect.build(with_list(make({}), asked(theme="T88")), Asked())[0]
    assert "effect.codebook" in [note.key for note in main.notes]
    assert "--codebook" in t("effect.no_theme")


def test_whom_a_pleasant_surprise_annoyed_stands_beside_the_praise(
    make: Callable[..., Facts], made: Any
) -> None:
    worry = "誕生日を登録した覚えがないのにカードが来た"
    voices = [
        made.voice("K00000", worry, plus_id="P02", complaint=0.9, privacy_worry=0.9),
        made.voice("K00001", "カードがうれしい", plus_id="P02", complaint=0.0, thanks=0.9),
    ]
    late = [("P02", date(2026, 10, 20)), ("P02", date(2026, 10, 21))]
    facts = make({}, extra=late, voices=voices, marked=("privacy_worry",))
    acted = asked(theme="P02", aim="increase")
    counter = effect.build(with_list(facts, acted), Asked())[1]
    assert counter.table["contacts"].tolist() == [1]
    assert counter.table["quote"].tolist() == [worry]
    assert counter.evidence == (("K00000",),)


def rows(insight: Insight) -> list[tuple[str, str]]:
    return list(zip(insight.table["request"], insight.table["standing"], strict=True))


def test_the_longest_overdue_stands_first_and_the_head_adds_up() -> None:
    due = date(2026, 11, 9)
    requests = RequestList(
        "r.csv",
        (
            asked(number="V-1", state="verified", due=due),
            asked(number="V-2", state="waiting", due=due, acted_on=None),
            asked(number="V-3", state="asked", due=date(2026, 11, 1), acted_on=None),
            asked(number="V-4", state="draft", due=due, acted_on=None),
            asked(number="V-5", state="dropped", due=due, acted_on=None),
            asked(number="V-6", state="planned", due=due),
        ),
    )
    found = standing(requests, date(2026, 11, 16))
    assert found.table["request"].tolist() == ["V-3", "V-2", "V-4", "V-6", "V-1", "V-5"]
    assert found.table["overdue_days"].tolist()[:3] == [15, 7, None]
    assert found.title
    values = found.title.values
    counted = [values[k] for k in ("new", "waiting", "answered", "done")]
    assert (counted, values["late"].values) == ([1, 2, 1, 1], {"n": 2})
    assert overdue(requests, date(2026, 11, 16)) == 2
    assert overdue(requests, None) == 0


def test_the_lines_of_a_page_carry_the_verdicts_of_the_table(make: Callable[..., Facts]) -> None:
    requests = RequestList("r.csv", (asked(), asked(number="V-2", acted_on=date(2026, 11, 9))))
    lines = effect_lines(make({"T02": FELL}), requests, None)
    assert lines.table["effect_verdict"].tolist() == ["fell", "early"]
    assert [len(ids) for ids in lines.evidence] == lines.table["contacts"].tolist()
    assert lines.table["moved"].iloc[1] is None
