"""The list of requests from the command line: asked for before the work, read, never written."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

LIST = "番号,テーマID,状態,実施日,目的,備考\nVOC-2026-014,T01,実施済み,2026/10/12,減らす,会議\n"
TEXTS = ("荷物が届かず困っています", "水が漏れて床が濡れました", "電話がつながりません")


@pytest.fixture
def calls(write: Any) -> str:
    write("calls.csv", [f"{TEXTS[i % 3]}、{i}番です" for i in range(60)])
    return "calls.csv"


def test_effect_without_a_list_says_how_to_give_it_before_anything_is_read(run: Any) -> None:
    done = run("effect", "nowhere.csv")
    assert done.code == 2
    assert "VOC-E313" in done.err
    assert "--requests" in done.err


def test_a_theme_without_files_is_asked_for(run: Any) -> None:
    done = run("request", "届かない")
    assert (done.code, "VOC-E005" in done.err) == (2, True)


def test_the_row_is_csv_for_the_list_which_stays_as_it_was(
    run: Any, calls: str, tmp_path: Path
) -> None:
    kept = LIST.encode("cp932")
    (tmp_path / "requests.csv").write_bytes(kept)
    done = run("request", "届か", calls, "--requests", "requests.csv", "--row", "--to", "物流")
    head, row = csv.reader(io.StringIO(done.out))
    assert ",".join(head) == LIST.splitlines()[0]
    assert (row[0], row[2], row[3], row[5]) == ("VOC-2026-015", "下書き", "", "")
    assert (tmp_path / "requests.csv").read_bytes() == kept


def test_effect_and_status_fit_a_screen_and_tell_what_is_odd_in_the_list(
    run: Any, calls: str, tmp_path: Path
) -> None:
    from vocli.text import width

    odd = LIST + "VOC-2026-014,T02,おわり,10/12,減らす,\n"
    (tmp_path / "requests.csv").write_text(odd, encoding="utf-8-sig")
    for words in (("effect",), ("request", "--status")):
        done = run(*words, calls, "--requests", "requests.csv")
        assert done.code == 1
        assert "VOC-F172" in done.err
        assert "おわり" not in done.err
        assert "テーマがありません: --codebook" in done.out
        assert max(map(width, done.out.splitlines())) <= 80
