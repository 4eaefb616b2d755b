"""vocli.toml: what it may say, and that flags and environment stand above it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask, choose, day, load_settings
from vocli.cli.options import Reading
from vocli.config import Settings, settings_from
from vocli.errors import VocliError


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"tokeniser": "auto"}, "tokenizer"),
        ({"language": "fr"}, "ja, en"),
        ({"tokenizer": "mecabu"}, "auto, janome, mecab"),
        ({"date_order": "ydm"}, "ymd, mdy, dmy"),
        ({"header": 3}, "key, ja"),
        ({"words": "解約金"}, "TOML"),
        ({"map": ["text"]}, "TOML"),
        ({"privacy": {"patern": {}}}, "privacy.patterns"),
        ({"privacy": {"patterns": ["K-1"]}}, "TOML"),
        ({"privacy": {"patterns": {"契約番号": 3}}}, "TOML"),
        ({"privacy": {"columns": "備考"}}, "TOML"),
        ({"privacy": {"key_file": 1}}, "TOML"),
        ({"privacy": "x"}, "TOML"),
        ({"report": {"audience": "all"}}, "desk, company, outside, 窓口内, 社内, 社外"),
        ({"report": {"audiance": "desk"}}, "report.audience"),
        ({"audience": "desk"}, "report.audience"),
        ({"key_file": "x"}, "privacy.key_file"),
        ({"report": {"zzzzzz": 1}}, "privacy.patterns"),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_known(table: dict[str, Any], words: str) -> None:
    with pytest.raises(VocliError) as caught:
        settings_from(table, "team.toml")
    assert (caught.value.code, caught.value.where) == ("VOC-E006", "team.toml")
    assert words in caught.value.hint


def test_everything_that_may_be_set() -> None:
    table = {
        "language": "en",
        "tokenizer": "janome",
        "date_order": "mdy",
        "header": "ja",
        "words": ["しずく便"],
        "map": {"text": "申出内容:note"},
        "privacy": {"patterns": {"契約番号": "K-[0-9]+"}, "columns": ["備考"], "key_file": "k"},
        "report": {"audience": "社外", "company": "株式会社しずく日和"},
    }
    assert settings_from(table, "x") == Settings(
        "en",
        "janome",
        "mdy",
        "ja",
        ("しずく便",),
        (("text", "申出内容:note"),),
        (("契約番号", "K-[0-9]+"),),
        ("備考",),
        "k",
        "outside",
        "株式会社しずく日和",
    )


def test_an_unknown_key_of_a_table_is_named_with_its_table() -> None:
    with pytest.raises(VocliError) as caught:
        settings_from({"privacy": {"patern": {}}}, "team.toml")
    assert "privacy.patern" in caught.value.what


def test_patterns_and_columns_reach_the_question(own_folder: Path) -> None:
    (own_folder / "vocli.toml").write_text(
        '[privacy]\npatterns = { "契約番号" = "K-[0-9]+" }\ncolumns = ["備考"]\n', encoding="utf-8"
    )
    policy = ask(Reading(["a.csv"]), Global()).policy
    assert (policy.patterns, policy.columns) == ((("契約番号", "K-[0-9]+"),), ("備考",))


def test_without_a_file_the_defaults_hold() -> None:
    assert load_settings(Global()) == Settings()


@pytest.mark.parametrize("origin", ["flag", "environment"])
def test_a_file_that_was_named_must_be_there(origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if origin == "environment":
        monkeypatch.setenv("VOCLI_CONFIG", "none.toml")
    with pytest.raises(VocliError) as caught:
        load_settings(Global(config="none.toml" if origin == "flag" else ""))
    assert caught.value.code == "VOC-E002"


def test_a_file_in_another_encoding_is_an_error(own_folder: Path) -> None:
    (own_folder / "vocli.toml").write_bytes('words = ["解約金"]'.encode("cp932"))
    with pytest.raises(VocliError) as caught:
        load_settings(Global())
    assert (caught.value.code, caught.value.where) == ("VOC-E002", "vocli.toml")


def test_a_folder_in_place_of_the_file_is_an_error(own_folder: Path) -> None:
    (own_folder / "vocli.toml").mkdir()
    with pytest.raises(VocliError):
        load_settings(Global())


def test_flag_then_environment_then_file(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own_folder / "vocli.toml").write_text('tokenizer = "mecab"\n', encoding="utf-8")
    assert ask(Reading(["a.csv"]), Global()).tokenizer == "mecab"
    monkeypatch.setenv("VOCLI_TOKENIZER", "auto")
    assert ask(Reading(["a.csv"]), Global()).tokenizer == "auto"
    assert ask(Reading(["a.csv"], tokenizer="janome"), Global()).tokenizer == "janome"


def test_a_column_given_as_flag_replaces_that_of_the_file(own_folder: Path) -> None:
    (own_folder / "vocli.toml").write_text(
        '[map]\ntext = "本文"\nproduct = "品名"\n', encoding="utf-8"
    )
    asked = ask(Reading(["a.csv"], map=["text=申出内容"]), Global())
    assert dict(asked.reading.columns) == {"text": "申出内容", "product": "品名"}


@pytest.mark.parametrize("text", ["2026-11-09", "2026/11/09", "2026/11/9"])
def test_a_day_is_read(text: str) -> None:
    found = day(text, "--since")
    assert found is not None
    assert found.isoformat() == "2026-11-09"


@pytest.mark.parametrize("text", ["2026-02-30", "11/09", "2026-11-09-1", "来週"])
def test_no_day_is_guessed(text: str) -> None:
    with pytest.raises(VocliError) as caught:
        day(text, "--since")
    assert caught.value.code == "VOC-E004"


def test_a_choice_far_from_all_suggests_nothing() -> None:
    with pytest.raises(VocliError) as caught:
        choose("zzzz", ("alpha", "beta"), "--x")
    assert caught.value.hint == "使える値: alpha, beta"


@pytest.mark.parametrize(("value", "used"), [("", True), ("0", True), ("off", True), ("1", False)])
def test_the_encoder_can_be_left_out(
    value: str, used: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOCLI_NO_ENCODER", value)
    assert ask(Reading(["a.csv"]), Global()).use_encoder is used


@pytest.mark.parametrize(("value", "jobs"), [("3", 3), ("0", None), ("x", None)])
def test_the_number_of_processes(
    value: str, jobs: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vocli.engine import cores

    monkeypatch.setenv("VOCLI_JOBS", value)
    assert ask(Reading(["a.csv"]), Global()).jobs == (jobs or cores())
