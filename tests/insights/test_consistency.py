"""Three lines that are never mixed up: told different things, sent around, other than expected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from vocli.insights import consistency
from vocli.insights.consistency_paths import find_paths
from vocli.insights.consistency_sources import named
from vocli.model import Asked, Facts

MARKED = ("inconsistent", "runaround", "not_as_expected", "resolved", "unresolved")


@pytest.fixture
def desk(make_facts: Any, made: Any) -> Any:
    """`desk((key, day, channel, {contact values}, text, {scores}), ...)`."""

    def go(*rows: tuple[str, str, str, dict[str, Any], str, dict[str, float]]) -> Facts:
        contacts = [
            made.contact(key, day, channel=channel, **{"transfers": 0.0, **more})
            for key, day, channel, more, _, _ in rows
        ]
        voices = [
            made.voice(key, text) | dict.fromkeys(MARKED, 0.0) | scores
            for key, _, _, _, text, scores in rows
        ]
        facts: Facts = make_facts(contacts, voices, [("D-1", "荷物が届かない")], marked=MARKED)
        flags = {
            s: facts.contacts["contact_id"].isin(
                facts.voices["contact_id"][facts.held[s].to_numpy()]
            )
            for s in facts.held
        }
        return replace(facts, contacts=facts.contacts.assign(**flags))

    return go


def counts(facts: Facts) -> dict[tuple[str, str], int]:
    table = consistency.build(facts, Asked())[0].table
    keys = zip(table["line"], table["strength"], strict=True)
    return dict(zip(keys, table["contacts"], strict=True))


NOTHING = dict.fromkeys(((x, "words") for x in consistency.LINES), 0)


def test_ordinary_complaints_are_none_of_the_three(desk: Any) -> None:
    facts = desk(*((f"K{i}", "2026-11-02", "phone", {}, "遅いです", {}) for i in range(30)))
    assert counts(facts) == NOTHING


def test_an_empty_export_has_no_line_to_tell(make_facts: Any) -> None:
    facts = make_facts([], [], marked=MARKED)
    assert set(consistency.build(facts, Asked())[0].table["contacts"]) == {0}


def test_each_line_counts_only_its_own_words(desk: Any) -> None:
    facts = desk(
        ("A", "2026-11-02", "phone", {}, "電話とチャットで言うことが違う", {"inconsistent": 0.9}),
        ("B", "2026-11-02", "phone", {}, "あちこちに回された", {"runaround": 0.9}),
        ("C", "2026-11-02", "phone", {}, "写真と別物です", {"not_as_expected": 0.9}),
    )
    assert counts(facts) == dict.fromkeys(NOTHING, 1)


WAY = [("A", "2026-11-02", "chat"), ("B", "2026-11-03", "phone"), ("C", "2026-11-05", "email")]


@pytest.mark.parametrize(
    ("days", "values", "found"),
    [
        (("02", "03", "05"), {"theme_id": "D-1"}, {("runaround", "path"): 3}),
        (("02", "03", "05"), {}, {("runaround", "path_unsure"): 3}),
        (("02", "03", "05"), {"customer": ""}, {}),
        (("02", "03", "29"), {"theme_id": "D-1"}, {}),  # more than 14 days
    ],
)
def test_a_path_is_one_customer_over_three_windows_in_two_weeks(
    desk: Any, days: tuple[str, ...], values: dict[str, Any], found: dict[Any, int]
) -> None:
    facts = desk(
        *(
            (key, f"2026-11-{day}", channel, {"customer": "C-1", **values}, "まだです", {})
            for (key, _, channel), day in zip(WAY, days, strict=True)
        )
    )
    assert counts(facts) == NOTHING | found


def test_two_windows_are_an_ordinary_second_call(desk: Any) -> None:
    facts = desk(
        *((key, day, channel, {"customer": "C-1"}, "まだです", {}) for key, day, channel in WAY[:2])
    )
    assert counts(facts) == NOTHING


def test_a_matter_solved_in_between_ends_the_path() -> None:
    rows = pd.DataFrame(
        [
            {"contact_id": k, "customer": "C-1", "channel": c, "site": "", "theme_id": "D-1",
             "case_id": "", "occurred_at": pd.Timestamp(d, tz="Asia/Tokyo"), "resolved": k == "B"}
            for k, d, c in WAY
        ]
    )  # fmt: skip
    assert find_paths(rows) == []
    assert len(find_paths(rows.assign(resolved=False))) == 1


def test_transfers_alone_are_shown_apart_and_called_no_proof(desk: Any) -> None:
    facts = desk(("A", "2026-11-02", "phone", {"transfers": 2.0}, "遅いです", {}))
    found = consistency.build(facts, Asked())[0].table
    assert counts(facts) == NOTHING | {("runaround", "transfers"): 1}
    row = found[found["strength"] == "transfers"].iloc[0]
    assert row["remark"] == "no_proof"


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("ボットは7日前、電話では10日前と言う", ["bot", "phone"]),
        ("前の方と次の方で違う", ["staff"]),
        ("言うことが違う", []),
    ],
)
def test_sources_are_those_that_the_voice_names(text: str, sources: list[str]) -> None:
    assert named(text) == sources


def channel_rows(n: int, bad: int, channel: str, kind: str) -> list[Any]:
    return [(f"{channel}{kind}{i}", channel, kind, i < bad) for i in range(n)]


@pytest.fixture
def channels(make_facts: Any, made: Any) -> Any:
    """Verdict per (kind, channel) for (contacts, complaints, channel, kind)."""

    def go(*groups: tuple[int, int, str, str]) -> dict[tuple[str, str], str]:
        rows = [row for group in groups for row in channel_rows(*group)]
        contacts = [made.contact(k, channel=c, considered=bad) for k, c, _, bad in rows]
        voices = [made.voice(k, "あの件です", kind=kind, complaint=0.0) for k, _, kind, _ in rows]
        facts = make_facts(contacts, voices, marked=MARKED)
        table = consistency.build(facts, Asked())[-1].table
        keys = zip(table["voice_kind"], table["channel"], strict=True)
        return dict(zip(keys, table["verdict"], strict=True))

    return go


def test_channels_of_one_kind_are_compared_and_a_real_difference_is_told(channels: Any) -> None:
    found = channels((100, 60, "chat", "verbatim"), (100, 25, "email", "verbatim"))
    assert found == {("verbatim", "chat"): "higher", ("verbatim", "email"): "lower"}


def test_equal_channels_show_no_difference(channels: Any) -> None:
    found = channels((100, 40, "chat", "verbatim"), (100, 43, "email", "verbatim"))
    assert set(found.values()) == {"no_difference"}


def test_notes_are_never_compared_with_customers_own_words(channels: Any) -> None:
    found = channels((100, 90, "phone", "note"), (100, 10, "chat", "verbatim"))
    assert set(found.values()) == {"alone"}


def test_a_handful_of_contacts_is_not_judged(channels: Any) -> None:
    found = channels((100, 60, "chat", "verbatim"), (5, 0, "email", "verbatim"))
    assert found[("verbatim", "email")] == "few"


def test_sites_that_write_differently_are_named(make_facts: Any, made: Any) -> None:
    contacts = [made.contact(f"K{i}", site=("仙台", "那覇")[i % 2]) for i in range(80)]
    endings = ("届かないとのこと", "届かないとのお申し出")
    voices = [made.voice(f"K{i}", endings[i % 2], kind="note") for i in range(80)]
    facts = make_facts(contacts, voices, marked=MARKED)
    keys = [note.key for note in consistency.build(facts, Asked())[-1].notes]
    assert "consistency.style_report" in keys
    same = facts.voices.assign(text="届かないとのこと")
    keys = [n.key for n in consistency.build(replace(facts, voices=same), Asked())[-1].notes]
    assert not [key for key in keys if key.startswith("consistency.style")]
