"""The machine that reads JSON by layout: paths, people, times, runs of words, rules, near misses."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from vocli.errors import VocliError
from vocli.model import Records
from vocli.sources import Reading, read
from vocli.sources.layout import (
    Around,
    Detect,
    Lookup,
    RecordForm,
    RowForm,
    Rule,
    Speaker,
    Turns,
    first_rule,
    holds,
)
from vocli.sources.layout_toml import _SECTIONS, parse_layout
from vocli.sources.moments import Moments
from vocli.sources.paths import Spot, find, flatten, plain_name, text_of, walk
from vocli.sources.workspace import mark_roles

TALK = {
    "no": "A-1",
    "begun": "2026-11-01T00:00:00Z",
    "crew": [{"key": "p1", "job": "客側", "called": "見本 一"}, {"key": "p2", "job": "窓口"}],
    "said": [
        {"who": "p1", "what": "届きません", "ms": 1500},
        {"who": "p2", "what": "確認します", "ms": 3000},
        {"who": "p9", "what": "横から失礼", "ms": 4000},
        {"who": "p1", "what": None, "ms": 5000},
        {"who": "p2", "what": "社内の控え", "ms": 6000, "hidden": True},
    ],
}
PROFILE = """
title = "試しの形式"
container = "json"
channel = "chat"
rank = 1

[detect]
paths = ["no", "begun", "said[].who", "crew"]
expects = ["contact_id"]

[columns]
contact_id = ["no"]
occurred_at = ["begun"]

[turns]
at = ["said[]"]
text = ["what"]
time = ["ms"]
unit = "ms"

[speaker]
path = ["who"]
lookup = { list = "/crew[]", key = "key", value = "job", name = "called" }
customer = "客側"
agent = "窓口"

[[kind]]
kind = "note"
where = { hidden = "true" }
"""


def put(path: Path, value: Any) -> Path:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


def through(path: Path, value: Any, profile: str = PROFILE) -> Records:
    return read([put(path, value)], Reading(profiles=(("trial", profile),)))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".", "self"),
        ("a.b", 1),
        ("a.c", None),
        ("a.b.c", None),
        ("list[0].x", 1),
        ("list[9].x", None),
        ("list[].x", [1, 2]),
        ("none[].x", []),
        ("map[].y", [3, 4]),
        ("@people.json#[].id", ["u"]),
        ("@gone.json#[].id", []),
        ("@#top", 7),
    ],
)
def test_a_path_leads_where_it_says(path: str, expected: Any) -> None:
    value = {
        "a": {"b": 1, "c": None},
        "list": [{"x": 1}, {"x": 2}, {"z": 0}],
        "map": {"k": {"y": 3}, "l": {"y": 4}},
    }
    spot = Spot((value,), {"people.json": [{"id": "u"}], "": {"top": 7}})
    assert find(spot, path) == (value if expected == "self" else expected)


def test_a_path_may_start_at_the_record_or_one_list_further_out() -> None:
    record = {"id": "r", "outer": [{"name": "o", "inner": [{"v": 1}, {"v": 2}]}]}
    inner = list(walk(Spot((record,)), "outer[].inner[]"))
    assert [find(one, "v") for one in inner] == [1, 2]
    assert [find(one, "../name") for one in inner] == ["o", "o"]
    assert find(inner[0], "/id") == "r"
    assert find(inner[0], "../../../../id") == "r"
    assert plain_name("../name") == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (["a", None, "b"], "a, , b"),
        ("a\0b", "ab"),
        ({"k": 1}, '{"k": 1}'),
    ],
)
def test_any_value_becomes_the_text_of_a_cell(value: Any, text: str) -> None:
    assert text_of(value) == text


def test_deep_objects_do_not_flatten_without_end() -> None:
    value: Any = "x"
    for _ in range(200):
        value = {"k": value}
    assert len(flatten(value)) == 1


@pytest.mark.parametrize(
    ("cell", "unit", "start", "expected"),
    [
        ("", "ms", "", ""),
        ("1793491200", "s", "", "2026-11-01T00:00:00.000000Z"),
        ("1793491200000", "ms", "2020-01-01T00:00:00Z", "2026-11-01T00:00:00.000000Z"),
        ("1793491200000000", "us", "", "2026-11-01T00:00:00.000000Z"),
        ("1500", "ms", "2026-11-01T00:00:00Z", "2026-11-01T00:00:01.500000Z"),
        ("1500", "ms", "", ""),
        ("1500", "ms", "いつか", ""),
        ("0", "s", "2026-11-01T00:00:00Z", "2026-11-01T00:00:00.000000Z"),
        ("nan", "s", "", "nan"),
        ("1e300", "s", "", "1e300"),
        ("2026-11-01T09:00:00+09:00", "ms", "", "2026-11-01T09:00:00+09:00"),
    ],
)
def test_a_number_is_an_epoch_or_an_offset_from_the_start(
    cell: str, unit: str, start: str, expected: str
) -> None:
    assert Moments("").moment(cell, unit, start) == expected


@pytest.mark.parametrize(
    ("values", "wanted", "expected"),
    [
        ([], [""], True),
        (["x"], [""], False),
        (["0.93"], [">0.6"], True),
        (["0.6"], [">0.6"], False),
        (["-1.4"], ["<-1.0"], True),
        ([""], ["<-1.0"], False),
        (["abc"], ["~^b", "abc"], True),
        (["a", "b"], ["b"], True),
    ],
)
def test_a_rule_compares_as_it_says(values: list[str], wanted: list[str], expected: bool) -> None:
    assert holds(values, wanted) is expected


def test_a_rule_holds_where_all_its_paths_do() -> None:
    rules = (Rule("both", (("a", ("1",)), ("b", ("2",)))), Rule("one", (("a", ("1",)),)))
    assert first_rule(rules, Spot(({"a": "1", "b": "2"},))) == "both"
    assert first_rule(rules, Spot(({"a": "1"},))) == "one"
    assert first_rule(rules, Spot(({"b": "2"},))) == ""


def test_people_are_looked_up_and_strangers_stay_unknown(tmp_path: Path) -> None:
    records = through(tmp_path / "talk.json", TALK)
    assert records.turns["speaker"].tolist() == ["customer", "agent", "unknown", "agent"]
    assert records.turns["kind"].tolist() == ["message", "message", "message", "note"]
    assert records.turns["at"].dt.strftime("%H:%M:%S.%f").str[:10].tolist()[0] == "09:00:01.5"
    assert dict(records.sources[0].skipped) == {"no_text": 1}
    assert records.sources[0].layout == "trial"


def test_records_without_an_id_are_not_counted_into_the_one_before(tmp_path: Path) -> None:
    other = {**TALK, "no": None, "said": [{"who": "p1", "what": "別の話です", "ms": 0}]}
    records = through(tmp_path / "talk.json", [TALK, other])
    assert records.contacts["contact_id"].tolist()[0] == "A-1"
    assert len(records.contacts) == 2
    assert "別の話です" not in set(records.turns.loc[records.turns["contact_id"] == "A-1", "text"])


def test_a_record_without_turns_still_counts(tmp_path: Path) -> None:
    records = through(tmp_path / "talk.json", [TALK, {**TALK, "no": "A-2", "said": []}])
    assert records.contacts["contact_id"].tolist() == ["A-1", "A-2"]


def test_a_missing_sign_is_named_and_the_rest_read(tmp_path: Path) -> None:
    records = through(tmp_path / "talk.json", {k: v for k, v in TALK.items() if k != "crew"})
    assert set(records.turns["speaker"]) == {"unknown"}
    assert ("VOC-F124", "crew") in {(f.code, f.column) for f in records.findings}


def test_names_in_other_places_are_told(tmp_path: Path) -> None:
    records = through(tmp_path / "talk.json", {"wrapped": {"more": TALK}, "text": "本文です。"})
    assert records.sources[0].layout == "generic"
    assert "VOC-F125" in {f.code for f in records.findings}


def test_an_unknown_record_is_left_alone(tmp_path: Path) -> None:
    records = through(tmp_path / "a.json", [{"id": "1", "text": "水が届きません"}])
    assert records.sources[0].layout == "generic"
    assert not [f for f in records.findings if f.code in ("VOC-F124", "VOC-F125")]


def test_a_profile_stands_above_the_built_in_layouts(tmp_path: Path) -> None:
    golden = Path(__file__).parent.parent / "data" / "layouts" / "transcribe_calls.json"
    text = 'title = "自社の通話"\nbase = "transcribe_calls"\nchannel = "chat"\n'
    records = read([golden], Reading(profiles=(("ours", text),)))
    assert records.sources[0].layout == "ours"
    assert records.contacts["channel"].tolist() == ["chat"]
    assert records.turns["speaker"].tolist() == ["agent", "customer"]


@pytest.mark.parametrize(
    "text",
    [
        "title = 1",
        'title = "x"\ncontainer = "json"\n[detect]\npaths = ["a"]\n[colour]\n',
        'title = "x"\ncontainer = "json"\n[detect]\npaths = ["a"]\n[columns]\nmood = "b"\n',
        'title = "x"\ncontainer = "json"\n[detect]\nvalues = { a = "(" }\n',
        'title = "x"\ncontainer = "json"\n[detect]\n[[skip]]\nreason = "x"\n',
        'title = "x"\ncontainer = "json"\nbase = "gibt_es_nicht"\n',
    ],
)
def test_what_no_layout_may_hold_is_refused(text: str) -> None:
    with pytest.raises(VocliError) as caught:
        parse_layout("bad", text)
    assert caught.value.code == "VOC-E117"


def words(*tokens: tuple[str, str | None]) -> dict[str, Any]:
    made = [
        {"written": text, **({} if label is None else {"label": label})} for text, label in tokens
    ]
    return {
        "utteranceid": "u",
        "session_id": "s",
        "code": "",
        "message": "",
        "text": "",
        "results": [{"tokens": made}],
    }


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ([("水が", "a"), ("来ない", "a"), ("。", None)], ["水が来ない。"]),
        ([("はい", None), ("水が", "a"), ("来ない", "b")], ["はい", "水が", "来ない"]),
        ([("Wi", None), ("Fi", None), ("が", None)], ["Wi Fiが"]),
    ],
)
def test_words_of_one_label_are_one_turn(
    tokens: list[tuple[str, str | None]], expected: list[str], tmp_path: Path
) -> None:
    records = read([put(tmp_path / "call.json", words(*tokens))], Reading())
    assert records.turns["text"].tolist() == expected
    assert set(records.turns["speaker"]) == {"unknown"}


def test_a_label_becomes_a_role_only_when_the_user_says_so(tmp_path: Path) -> None:
    path = put(
        tmp_path / "call.json", words(("お電話ありがとうございます", "s0"), ("解約です", "s1"))
    )
    assert read([path], Reading(agents=("s0",))).turns["speaker"].tolist() == ["agent", "customer"]


def test_guests_are_customers_and_make_the_others_agents() -> None:
    home = [{"id": f"U{i}", "team_id": "T1"} for i in range(3)]
    assert {user["role"] for user in mark_roles(home)} == {""}
    guest = {"id": "G", "team_id": "T1", "is_restricted": True}
    away = {"id": "A", "team_id": "T2"}
    robot = {"id": "B", "team_id": "T2", "is_bot": True}
    marked = {user["id"]: user["role"] for user in mark_roles([*home, guest, away, robot, "?"])}
    assert marked["G"] == marked["A"] == "customer"
    assert marked["B"] == "bot"
    assert marked["U0"] == "agent"
    assert mark_roles({"no": "list"}) == {"no": "list"}


def test_two_workspaces_of_one_size_have_no_home() -> None:
    marked = mark_roles([{"id": "a", "team_id": "T1"}, {"id": "b", "team_id": "T2"}])
    assert [user["role"] for user in marked] == ["", ""]


@pytest.mark.parametrize(
    ("insert", "line"), [("// 例です", 2), ("}", 3)], ids=["comment", "stray brace"]
)
def test_a_stray_line_is_named(insert: str, line: int, tmp_path: Path) -> None:
    rows = json.dumps(TALK, ensure_ascii=False, indent=1).splitlines()
    with pytest.raises(VocliError) as caught:
        through(tmp_path / "talk.json", "\n".join([*rows[: line - 1], insert, *rows[line - 1 :]]))
    assert caught.value.code == "VOC-E109"
    assert f"{line}行目" in caught.value.what


def test_a_broken_line_among_records_is_skipped_and_named(tmp_path: Path) -> None:
    lines = [json.dumps({**TALK, "no": f"A-{i}"}, ensure_ascii=False) for i in range(3)]
    records = through(tmp_path / "talk.ndjson", "\n".join([lines[0], lines[1][:40], lines[2]]))
    assert records.contacts["contact_id"].tolist() == ["A-0", "A-2"]
    assert [(f.code, f.row) for f in records.findings if f.code == "VOC-F113"] == [("VOC-F113", 2)]


def test_pages_and_lines_give_the_same_tickets(tmp_path: Path) -> None:
    golden = Path(__file__).parent.parent / "data" / "layouts" / "zendesk_json.ndjson"
    tickets = [json.loads(row) for row in golden.read_text(encoding="utf-8").splitlines()[:3]]
    pages = [{"tickets": [one], "next_page": None, "count": 1} for one in tickets]
    forms = {
        "list.json": tickets,
        "wrapped.json": {"tickets": tickets, "count": 3},
        "pages.json": pages,
        "pages.ndjson": "\n".join(json.dumps(page, ensure_ascii=False) for page in pages),
    }
    wanted = read([golden], Reading()).turns[["contact_id", "speaker", "text"]].values.tolist()
    for name, value in forms.items():
        records = read([put(tmp_path / name, value)], Reading())
        assert records.sources[0].layout == "zendesk_json", name
        assert records.turns[["contact_id", "speaker", "text"]].values.tolist() == wanted, name


DOCS = (Path(__file__).parents[2] / "docs" / "layouts.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "form", [Detect, RecordForm, Turns, Around, Speaker, Lookup, RowForm], ids=lambda c: c.__name__
)
def test_the_page_on_layouts_names_every_entry(form: type) -> None:
    written = {"words": "words", "at": "list"} if form is Lookup else {}
    names = [written.get(one.name, one.name) for one in fields(form)]
    hidden = {"words"} if form is Speaker else {"ids"}
    assert [name for name in names if name not in hidden and f"`{name}`" not in DOCS] == []


def test_the_page_on_layouts_names_every_section() -> None:
    assert [
        name for name in sorted(_SECTIONS) if f"`{name}`" not in DOCS and f"[{name}" not in DOCS
    ] == []


def test_the_examples_on_the_page_are_layouts() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)
    whole = [text for text in blocks if text.startswith("title")]
    assert [parse_layout("example", text).container for text in whole] == ["json", "table"]
    head = 'title = "x"\ncontainer = "json"\n[detect]\npaths = ["a"]\n'
    assert all(parse_layout("part", head + text) for text in blocks if text not in whole)
