"""Side tables as options and in vocli.toml: found from where they are named, missing ones said."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask
from vocli.cli.options import Reading
from vocli.config import SIDE_TABLES, settings_from
from vocli.errors import VocliError
from vocli.sources.side import TABLES

ACD = "日付,着信,応答\n2026/11/9,10,9\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_options_settings_and_readers_are_the_same_tables() -> None:
    assert tuple(TABLES) == SIDE_TABLES
    assert all(hasattr(Reading(files=[]), name) for name in SIDE_TABLES)


@pytest.mark.parametrize("name", SIDE_TABLES)
def test_a_table_that_is_not_there_is_named_with_its_option(name: str) -> None:
    with pytest.raises(VocliError) as caught:
        ask(Reading(files=["calls.csv"], **{name: "none.csv"}), Global())
    assert (caught.value.code, caught.value.where) == ("VOC-E131", "none.csv")
    assert f"--{name}" in caught.value.hint


def test_a_folder_is_no_table(own_folder: Path) -> None:
    (own_folder / "acd").mkdir()
    with pytest.raises(VocliError) as caught:
        ask(Reading(files=["calls.csv"], traffic="acd"), Global())
    assert caught.value.code == "VOC-E131"


def test_without_tables_nothing_is_opened() -> None:
    side = ask(Reading(files=["calls.csv"]), Global()).side
    assert (side.traffic, side.identity, side.sources) == (None, None, ())


def test_a_path_in_the_settings_is_seen_from_their_folder(own_folder: Path) -> None:
    team = own_folder / "team"
    team.mkdir()
    (team / "vocli.toml").write_text('[side]\ntraffic = "acd.csv"\n', encoding="utf-8")
    (team / "acd.csv").write_text(ACD, encoding="cp932")
    side = ask(Reading(files=["calls.csv"]), Global(config="team/vocli.toml")).side
    assert side.traffic is not None
    assert side.traffic.counts[0].answered == 9
    assert side.sources[0][0] == str(Path("team") / "acd.csv")


def test_an_option_stands_above_the_settings(own_folder: Path) -> None:
    (own_folder / "vocli.toml").write_text('[side]\ntraffic = "gone.csv"\n', encoding="utf-8")
    (own_folder / "acd.csv").write_text(ACD, encoding="utf-8")
    side = ask(Reading(files=["calls.csv"], traffic="acd.csv"), Global()).side
    assert side.traffic is not None


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"side": {"trafic": "acd.csv"}}, "side.traffic"),
        ({"side": {"traffic": ["acd.csv"]}}, "TOML"),
        ({"side": "acd.csv"}, "TOML"),
    ],
)
def test_a_wrong_setting_is_named(table: dict[str, object], words: str) -> None:
    with pytest.raises(VocliError) as caught:
        settings_from(table, "vocli.toml")
    assert caught.value.code == "VOC-E006"
    assert words in caught.value.hint


def test_the_order_of_day_and_month_holds_for_side_tables(own_folder: Path) -> None:
    (own_folder / "acd.csv").write_text("日付,着信,応答\n03/04/2026,10,9\n", encoding="utf-8")
    reading = Reading(files=["calls.csv"], traffic="acd.csv")
    with pytest.raises(VocliError) as caught:
        ask(reading, Global())
    assert caught.value.code == "VOC-E114"
    side = ask(Reading(files=["c.csv"], traffic="acd.csv", date_order="dmy"), Global()).side
    assert side.traffic is not None
    assert side.traffic.counts[0].day.month == 4
