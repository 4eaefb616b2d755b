"""`config show` names every setting, its value and what decided it, and never the key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vocli.config import _KNOWN

Rows = dict[str, tuple[Any, str]]


@pytest.fixture
def shown(run: Any) -> Any:
    def go(*argv: str) -> Rows:
        done = run("config", "show", "--format", "json", *argv)
        assert done.code == 0, done.err
        rows = json.loads(done.out)["data"]["insights"]["settings"]["rows"]
        return {row["setting"]: (row["value"], row["origin"]) for row in rows}

    return go


def test_no_setting_is_left_out(shown: Any) -> None:
    assert [key for key in _KNOWN if key not in shown()] == []


def test_without_anything_all_is_default(shown: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "VOCLI_PSEUDONYM_KEY",
        "VOCLI_CACHE_DIR",
        "VOCLI_CACHE_MB",
        "VOCLI_JOBS",
        "VOCLI_NO_ENCODER",
    ):
        monkeypatch.setenv(name, "")
    rows = shown()
    assert {origin for _, origin in rows.values()} == {"default"}
    assert rows["report.audience"] == ("desk", "default")
    assert rows["words"] == (None, "default")


def test_flag_environment_and_file_are_told_apart(
    shown: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("vocli.toml").write_text(
        'tokenizer = "janome"\nheader = "ja"\nlanguage = "ja"\nwords = ["しずく便"]\n'
        '[map]\ntext = "申出内容"\n[privacy]\nkey_file = "elsewhere/own.key"\n'
        'patterns = { "契約番号" = "K-[0-9]+" }\n[report]\naudience = "社内"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("VOCLI_PSEUDONYM_KEY", "")
    monkeypatch.setenv("VOCLI_TOKENIZER", "auto")
    rows = shown("--header", "key", "--lang", "en")
    assert rows["config"] == ("vocli.toml", "file")
    assert rows["language"] == ("en", "flag")
    assert rows["header"] == ("key", "flag")
    assert rows["tokenizer"] == ("auto", "environment")
    assert rows["words"] == ("しずく便", "file")
    assert rows["map"] == ("text=申出内容", "file")
    assert rows["privacy.patterns"] == ("契約番号 = K-[0-9]+", "file")
    assert rows["report.audience"] == ("company", "file")
    assert rows["privacy.key_file"][1] == "file"
    assert "own.key" in rows["privacy.key_file"][0]
    assert shown("--audience", "社外")["report.audience"] == ("outside", "flag")


def test_the_key_is_named_by_its_place_and_never_printed(
    run: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = "a key of more than sixteen characters"
    monkeypatch.setenv("VOCLI_PSEUDONYM_KEY", secret)
    done = run("config", "show")
    assert "VOCLI_PSEUDONYM_KEY" in done.out
    assert secret not in done.out + done.err
    monkeypatch.setenv("VOCLI_PSEUDONYM_KEY", "")
    path = tmp_path / "own.key"
    monkeypatch.setenv("VOCLI_KEY_FILE", str(path))
    assert "まだ" in run("config", "show").out
    path.write_text(secret)
    done = run("config", "show")
    assert "(あり)" in done.out
    assert secret not in done.out + done.err


def test_a_wrong_name_in_the_group_suggests_the_right_one(run: Any) -> None:
    done = run("config", "sho")
    assert done.code == 2
    assert "show ではありませんか" in done.err


def test_a_failure_names_the_whole_command(run: Any) -> None:
    done = run("config", "show", "--audience", "all", "--format", "json")
    assert json.loads(done.out)["command"] == "config show"
