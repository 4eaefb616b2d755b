"""Drivers: chance is not claimed, comments that repeat the score are no drivers, counts are contacts."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vocli import messages
from vocli.errors import VocliError
from vocli.insights.drivers import NEEDS, build
from vocli.model import Asked, Facts, Insight
from vocli.render.cells import heading, say, show

ROOT = Path(__file__).resolve().parent.parent.parent
THEMES = [("D-0001", "届かない"), ("D-0002", "つながらない")]
LABELS = {5: "5 とても満足", 4: "4 満足", 3: "3 ふつう", 2: "2 不満", 1: "1 とても不満"}
Make = Callable[..., Facts]


@pytest.fixture
def asked_facts(make_facts: Make, made: Any) -> Make:
    """`asked_facts(n, effect)`: every fifth contact is about D-0001, and its score is `effect` higher.

    Every seventh asks a question, every ninth of the rest is about D-0002: both without any effect.
    """

    def go(n: int = 400, effect: float = 0.0, seed: int = 1, **more: Any) -> Facts:
        rng = np.random.default_rng(seed)
        contacts, voices = [], []
        for i in range(n):
            theme = "D-0001" if i % 5 == 0 else "D-0002" if i % 9 == 0 else ""
            score = np.clip(round(3.6 + rng.normal(0, 0.8) + effect * (i % 5 == 0)), 1, 5)
            fields = {"csat": LABELS[int(score)], "channel": "chat" if i % 3 == 0 else "phone"}
            key = f"k{i:04d}"
            own = {"theme_id": theme, "considered": bool(theme), **fields} | more
            contacts.append(made.contact(key, f"2026-{10 + i % 2}-{1 + i % 28:02d}", **own))
            says = {
                "theme_id": theme,
                "considered": bool(theme),
                "complaint": 0.9 if theme else 0.1,
                "question": 0.9 if i % 7 == 0 else 0.1,
            }
            voices.append(made.voice(key, f"{i}番のお話です。", **says))
        return make_facts(contacts, voices, THEMES, marked=("question",))

    return go


def rows(insight: Insight) -> dict[str, dict[str, Any]]:
    """The rows by factor."""
    return {row["factor_id"]: row for row in insight.table.to_dict("records")}


def keys(insight: Insight) -> set[str]:
    """The keys of the notes."""
    return {note.key for note in insight.notes}


def claims(insight: Insight) -> list[str]:
    """The factors that are said to move the score."""
    told = insight.table[insight.table["verdict"].isin(["raises", "lowers"])]
    return told["factor_id"].tolist()


# --- what must not be claimed ---------------------------------------------------------------------


def test_no_contact_at_all_gives_no_table(make_facts: Make) -> None:
    assert build(make_facts([], []), Asked()) == ()


@pytest.mark.parametrize("score", ["nps", "ces", "ease", "churn"])
def test_a_score_that_nobody_gave_is_refused_by_its_name(asked_facts: Make, score: str) -> None:
    with pytest.raises(VocliError) as raised:
        build(asked_facts(20), Asked(options={"score": score}))
    assert raised.value.code == "VOC-E310"
    assert "点数を動かす要因" in raised.value.what


def test_complaints_in_no_theme_are_not_judged_twice(asked_facts: Make) -> None:
    facts = asked_facts(400, -1.0)
    voices = facts.voices.assign(theme_id="")
    insight = build(Facts(**{**vars(facts), "voices": voices}), Asked())[0]
    assert set(insight.table["factor_kind"]) == {"signal"}


def test_answers_that_are_no_numbers_are_counted_and_left_out(asked_facts: Make) -> None:
    insight = build(asked_facts(30, csat="たぶん"), Asked())[0]
    assert insight.n_used == 0
    assert insight.table.empty
    assert {"drivers.unread", "drivers.too_few"} <= keys(insight)


def test_nineteen_answers_say_nothing(asked_facts: Make) -> None:
    insight = build(asked_facts(19), Asked())[0]
    assert set(insight.table["verdict"]) == {"undecided"}
    assert "drivers.too_few" in keys(insight)


def test_random_scores_move_nothing(asked_facts: Make) -> None:
    told = [claims(build(asked_facts(300, 0.0, seed), Asked())[0]) for seed in range(6)]
    assert told == [[]] * 6


def test_without_a_claim_it_says_so_and_draws_no_focus(asked_facts: Make) -> None:
    insight = build(asked_facts(1500), Asked())[0]
    assert "drivers.nothing" in keys(insight)
    assert set(insight.table["verdict"]) == {"same"}
    assert not insight.table["portfolio"].isin(["focus_improve", "focus_keep"]).any()


def test_fewer_than_ten_contacts_are_not_tested_however_bad(asked_facts: Make) -> None:
    facts = asked_facts(300)
    few = facts.voices.index < 9
    held = facts.held.assign(delight=few)
    facts.contacts.loc[:8, "csat"] = "1"
    row = rows(build(Facts(**{**vars(facts), "held": held}), Asked())[0])["delight"]
    assert (row["contacts"], row["verdict"], row["effect"]) == (9, "undecided", None)
    assert row["range"].key == "drivers.why_few"
    assert not row["portfolio"]


def test_two_names_of_one_thing_are_not_both_judged(asked_facts: Make) -> None:
    facts = asked_facts(400, -1.0)
    held = facts.held.assign(defect=facts.held["question"])
    told = rows(build(Facts(**{**vars(facts), "held": held}), Asked())[0])
    assert told["question"]["effect"] is not None
    assert told["defect"]["effect"] is None
    assert say(told["defect"]["range"]) == "「質問」と重なるため調べていない"


def test_a_comment_that_repeats_the_score_is_no_driver(asked_facts: Make, made: Any) -> None:
    """Thankful comments beside high scores, nothing of that kind in the calls themselves."""
    facts = asked_facts(300)
    high = facts.contacts["csat"].str.startswith(("4", "5"))
    glad = [
        made.voice(key, "満足です。", voice_id=f"{key}-9", kind="survey", considered=False)
        for key in facts.contacts["contact_id"][high]
    ]
    import pandas as pd

    voices = pd.concat([facts.voices, pd.DataFrame(glad)], ignore_index=True)
    said = pd.Series([False] * len(facts.voices) + [True] * len(glad))
    held = facts.held.reindex(voices.index, fill_value=False).assign(delight=said)
    insight = build(Facts(**{**vars(facts), "voices": voices, "held": held}), Asked())[0]
    assert "delight" not in rows(insight)
    assert claims(insight) == []
    assert "drivers.heard_talk" in keys(insight)


def test_an_export_of_comments_alone_takes_its_factors_from_them(asked_facts: Make) -> None:
    facts = asked_facts(400, -1.0)
    voices = facts.voices.assign(kind="survey")
    insight = build(Facts(**{**vars(facts), "voices": voices}), Asked())[0]
    assert "D-0001" in claims(insight)
    assert "drivers.heard_comment" in keys(insight)


# --- what must be found ---------------------------------------------------------------------------


def test_a_planted_theme_is_found_first_with_an_honest_interval(asked_facts: Make) -> None:
    insight = build(asked_facts(600, -0.9), Asked())[0]
    assert insight.table["factor_id"].tolist()[0] in {"D-0001", "complaint"}
    row = rows(insight)["D-0001"]
    assert (row["verdict"], row["portfolio"]) == ("lowers", "focus_improve")
    assert row["effect_low"] < -0.85 < row["effect_high"] < 0
    assert row["impact"] == pytest.approx((row["mean_with"] - row["mean_without"]) / 5, abs=0.01)
    assert rows(insight)["question"]["verdict"] != "lowers"
    assert rows(insight)["D-0002"]["verdict"] != "lowers"


def test_what_raises_the_score_is_to_be_kept_up(asked_facts: Make) -> None:
    row = rows(build(asked_facts(600, 0.9), Asked())[0])["D-0001"]
    assert (row["verdict"], row["portfolio"]) == ("raises", "focus_keep")


def test_counts_are_the_contacts_behind_the_ids(asked_facts: Make) -> None:
    facts = asked_facts(200, -0.9)
    insight = build(facts, Asked())[0]
    of_voice = dict(zip(facts.voices["voice_id"], facts.voices["contact_id"], strict=True))
    assert len(insight.evidence) == len(insight.table) > 3
    for n, ids in zip(insight.table["contacts"], insight.evidence, strict=True):
        assert len({of_voice[i] for i in ids}) == n
    assert rows(insight)["D-0001"]["contacts"] == 40
    assert insight.table["contacts"].add(insight.table["without"]).eq(200).all()


def test_ones_that_mean_satisfied_are_turned_round(asked_facts: Make) -> None:
    facts = asked_facts(600, -0.9)
    turned = facts.contacts["csat"].map(
        {label: f"{6 - n} {label[2:]}" for n, label in LABELS.items()}
    )
    contacts = facts.contacts.assign(csat=turned)
    insight = build(Facts(**{**vars(facts), "contacts": contacts}), Asked())[0]
    assert rows(insight)["D-0001"]["verdict"] == "lowers"
    assert "drivers.turned" in keys(insight)


def test_rows_may_come_in_any_order(asked_facts: Make) -> None:
    facts = asked_facts(300, -0.9)
    back = facts.contacts.iloc[::-1].reset_index(drop=True)
    one = build(facts, Asked())[0]
    two = build(Facts(**{**vars(facts), "contacts": back}), Asked())[0]
    assert one.table["factor_id"].tolist() == two.table["factor_id"].tolist()
    assert one.table["verdict"].tolist() == two.table["verdict"].tolist()
    assert one.evidence == two.evidence


# --- churn ----------------------------------------------------------------------------------------


def leaving(facts: Facts, after: int, every: int) -> Facts:
    """Of the contacts about D-0001 every n-th customer leaves so many days after the contact."""
    import pandas as pd

    hit = (facts.contacts["theme_id"] == "D-0001") & (facts.contacts.index % every == 0)
    gone = facts.contacts["occurred_at"] + pd.Timedelta(days=after)
    churned = facts.contacts.assign(churned_at=gone.where(hit), csat="")
    return Facts(**{**vars(facts), "contacts": churned})


def test_churn_is_found_in_points_within_the_days_asked_for(asked_facts: Make) -> None:
    facts = leaving(asked_facts(600), 20, 10)
    late = date(2027, 6, 1)
    row = rows(build(facts, Asked(options={"score": "churn"}, as_of=late))[0])["D-0001"]
    assert (row["verdict"], row["portfolio"]) == ("raises", "focus_improve")
    assert row["mean_with"] == 0.5
    assert row["effect"] == pytest.approx(50, abs=5)
    short = build(facts, Asked(options={"score": "churn", "within": 10}, as_of=late))[0]
    assert rows(short)["D-0001"]["mean_with"] == 0


def test_contacts_whose_days_are_not_over_are_not_final(asked_facts: Make) -> None:
    facts = leaving(asked_facts(200), 20, 5)
    insight = build(facts, Asked(options={"score": "churn"}, as_of=date(2026, 12, 15)))[0]
    over = sum(day <= date(2026, 10, 16) for day in facts.contacts["day"])  # 60 days before 12/15
    assert insight.n_used == over == 58
    assert "drivers.churn_open" in keys(insight)


def test_giving_notice_is_no_driver_of_leaving(asked_facts: Make) -> None:
    facts = leaving(asked_facts(300), 20, 5)
    gone = facts.contacts["churned_at"].notna().to_numpy()
    facts = Facts(**{**vars(facts), "held": facts.held.assign(churn_request=gone)})
    insight = build(facts, Asked(options={"score": "churn"}, as_of=date(2027, 6, 1)))[0]
    assert insight.n_used == 240
    assert claims(insight) == []
    assert "drivers.churn_leaving" in keys(insight)


# --- split, compared, worded ----------------------------------------------------------------------


def test_labels_with_fewer_than_fifty_answers_are_named_not_judged(asked_facts: Make) -> None:
    facts = asked_facts(400, -0.9)
    by = ["東" if i % 2 else "西" if i > 60 else "南" for i in range(400)]
    facts = Facts(**{**vars(facts), "contacts": facts.contacts.assign(by=by)})
    insight = build(facts, Asked(by="site"))[0]
    assert list(dict.fromkeys(insight.table["by"])) == ["東", "西"]
    small = next(n for n in insight.notes if n.key == "drivers.small_labels")
    assert say(small).endswith("南 31件")
    assert insight.keys == ("by", "factor_id")


def test_an_effect_that_is_new_shows_as_a_difference_and_chance_does_not(
    asked_facts: Make,
) -> None:
    now, before = asked_facts(1200, -1.2), asked_facts(1200, 0.0, 2)
    _, change = build(now, Asked(earlier=before))
    row = rows(change)["D-0001"]
    assert (row["change"], row["contacts"], row["contacts_before"]) == ("down", 240, 240)
    assert row["difference_high"] < -0.6
    _, quiet = build(before, Asked(earlier=asked_facts(1200, 0.0, 3)))
    assert not quiet.table["change"].isin(["up", "down"]).any()


def test_an_earlier_window_without_answers_cannot_be_compared(asked_facts: Make) -> None:
    _, change = build(asked_facts(300, -0.9), Asked(earlier=asked_facts(60, csat="")))
    assert set(change.table["change"]) == {"undecided"}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_both_languages_say_all_of_it(asked_facts: Make, language: str) -> None:
    facts = asked_facts(120, -0.9)
    messages.use(language)
    try:
        for insight in build(facts, Asked(earlier=asked_facts(100))):
            lines = [say(insight.title), *(say(note) for note in insight.notes)]
            lines += [heading(column) for column in insight.columns]
            for row in insight.table.to_dict("records"):
                lines += [show(row[c.key], c, row) for c in insight.columns]
            assert not [line for line in lines if "drivers." in line or "{" in line]
    finally:
        messages.use(messages.DEFAULT)


# --- the sample -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The calls and chats whose customers answered the survey, and the survey; without themes, for speed."""
    from vocli.pipeline.analysis import mark
    from vocli.pipeline.question import Question

    folder, data = tmp_path_factory.mktemp("answered"), ROOT / "sample_data"
    survey = (data / "survey.csv").read_text(encoding="utf-8-sig")
    answered = {row[1] for row in csv.reader(io.StringIO(survey))}
    (folder / "survey.csv").write_text(survey, encoding="utf-8")
    for name, code, start in (("calls", "cp932", 3), ("chat_log", "utf-8-sig", 0)):
        text = (data / f"{name}.csv").read_bytes().decode(code)
        header, *lines = list(csv.reader(io.StringIO(text)))[start:]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *(row for row in lines if row[0] in answered)])
    return mark(Question((str(folder),), needs=NEEDS)).facts


def test_the_story_of_the_sample(sample: Facts) -> None:
    """Low satisfaction was given to complaints; recommendation was drawn by lot."""
    asked = {score: build(sample, Asked(options={"score": score}))[0] for score in ("csat", "nps")}
    assert claims(asked["csat"]) == ["complaint"]
    row = rows(asked["csat"])["complaint"]
    assert (row["verdict"], row["portfolio"]) == ("lowers", "focus_improve")
    assert claims(asked["nps"]) == []
    assert "drivers.nothing" in keys(asked["nps"])


def test_without_being_asked_the_score_with_the_most_answers_is_taken(sample: Facts) -> None:
    insight = build(sample, Asked())[0]
    assert say(insight.title).startswith("満足度(CSAT)を動かす要因")
    assert any("--score nps" in say(note) for note in insight.notes)


def test_effort_that_rises_with_satisfaction_is_not_trusted(sample: Facts) -> None:
    insight = build(sample, Asked(options={"score": "ces"}))[0]
    assert insight.notes[0].key in {"drivers.rest", "drivers.direction"}
    assert "drivers.direction" in keys(insight)
