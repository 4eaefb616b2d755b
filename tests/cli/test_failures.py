"""What cannot be done is told in the same three lines: cause with a code, place, remedy. Exit code 2."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

COMPLAINT = "荷物が届かないので困っています"
SECRET = "秘密の言葉をここに書いた"

# arguments, code, words of the message
CASES: list[tuple[list[str], str, str]] = [
    (["themes", "none.csv"], "VOC-E105", "none.csv がありません"),
    (["themes", "none*.csv"], "VOC-E105", "none*.csv に当てはまるファイルがありません"),
    (["themes", "folder"], "VOC-E105", "folder に読めるファイルがありません"),
    (["themes", "zero.csv"], "VOC-E104", "ファイルが空です"),
    (["themes", "binary.csv"], "VOC-E103", "文字のファイルではありません"),
    (["themes", "textless.csv"], "VOC-E111", "--map text="),
    (["themes", "calls.csv", "-o", "none/a.csv"], "VOC-E008", "フォルダ none がありません"),
    (["themes", "calls.csv", "-o", "folder"], "VOC-E008", "folder はフォルダです"),
    (
        ["themes", "calls.csv", "--assignments", "none/a.csv"],
        "VOC-E008",
        "フォルダ none がありません",
    ),
    (["themes", "calls.csv", "-o", "a.pdf"], "VOC-E007", "使える種類: .txt .md .csv .json .xlsx"),
    (["themes", "calls.csv", "--format", "xlsx"], "VOC-E007", "-o テーマ.xlsx"),
    (["themes", "calls.csv", "--format", "exel"], "VOC-E003", "使える値: table"),
    (["themes", "calls.csv", "--signal", "complaints"], "VOC-E003", "complaint ではありませんか"),
    (["themes", "calls.csv", "--rank-by", "contact"], "VOC-E003", "contacts ではありませんか"),
    (["themes", "calls.csv", "--header", "en"], "VOC-E003", "使える値: key, ja"),
    (["themes", "calls.csv", "--tokenizer", "mecabu"], "VOC-E003", "mecab ではありませんか"),
    (["themes", "calls.csv", "--date-order", "ydm"], "VOC-E003", "--date-order に ydm"),
    (["themes", "calls.csv", "--since", "2026-13-01"], "VOC-E004", "--since の日付 2026-13-01"),
    (["themes", "calls.csv", "--until", "昨日"], "VOC-E004", "2026-11-09 の形で"),
    (["themes", "calls.csv", "--as-of", "20261109"], "VOC-E004", "--as-of"),
    (
        ["themes", "calls.csv", "--since", "2026-11-02", "--until", "2026-11-01"],
        "VOC-E004",
        "より後です",
    ),
    (["themes", "calls.csv", "--where", "product"], "VOC-E005", "項目=値"),
    (["themes", "calls.csv", "--where", "prodct=S1"], "VOC-E201", "項目 prodct はありません"),
    (["themes", "calls.csv", "--map", "text"], "VOC-E005", "項目=値"),
    (["themes", "calls.csv", "--map", "txet=申出内容"], "VOC-E112", "--map の項目 txet"),
    (["themes", "calls.csv", "--map", "text=ない列"], "VOC-E113", "--map の列 ない列"),
    (["quotes", "焦げたにおい", "calls.csv"], "VOC-E202", "テーマ 焦げたにおい はありません"),
    (["quotes", "届かない"], "VOC-E005", "読むファイルがありません"),
    (["quotes", "--word", "届かない"], "VOC-E001", "FILES... が指定されていません"),
    (["themes"], "VOC-E001", "使い方: vocli themes [オプション] FILES..."),
    (["themes", "calls.csv", "--fromat", "csv"], "VOC-E001", "--format ではありませんか"),
    (["themes", "calls.csv", "-o"], "VOC-E001", "-o に値がありません"),
    (["themes", "calls.csv", "--all=1"], "VOC-E001", "--all に値は付けられません"),
    (["theme", "calls.csv"], "VOC-E001", "themes ではありませんか"),
    (["--lang", "fr", "themes", "calls.csv"], "VOC-E003", "使える値: ja, en"),
    (["themes", "calls.csv", "--lang=jp"], "VOC-E003", "--lang に jp は使えません"),
    (["--lang", "en"], "VOC-E001", "コマンドが指定されていません"),
    (["--config", "none.toml", "themes", "calls.csv"], "VOC-E002", "none.toml がありません"),
    (["--config", "broken.toml", "themes", "calls.csv"], "VOC-E002", "設定ファイルを読めません"),
    (["--config", "odd.toml", "themes", "calls.csv"], "VOC-E006", "tokenizer ではありませんか"),
]


@pytest.fixture
def place(tmp_path: Path, write: Any) -> Path:
    """A folder with one good export and everything that goes wrong."""
    write("calls.csv", [COMPLAINT, SECRET])
    (tmp_path / "folder").mkdir()
    (tmp_path / "zero.csv").write_bytes(b"")
    (tmp_path / "binary.csv").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "textless.csv").write_text("番号,年齢\n1,30\n2,41\n3,52\n", encoding="utf-8")
    (tmp_path / "broken.toml").write_text("language = ", encoding="utf-8")
    (tmp_path / "odd.toml").write_text('tokeniser = "auto"\n', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("argv", "code", "words"), CASES, ids=[" ".join(case[0]) for case in CASES]
)
def test_a_failure_has_cause_place_and_remedy(
    run: Any, place: Path, argv: list[str], code: str, words: str
) -> None:
    done = run(*argv)
    assert (done.code, done.out) == (2, "")
    first, cause, *rest = done.err.splitlines()
    assert first == "実行できませんでした(終了コード2)。"
    assert cause.startswith(f"原因 {code}: ")
    assert words in done.err
    assert rest
    assert all(line.startswith(("場所 ", "対処 ")) for line in rest)
    assert rest[-1].startswith("対処 ")
    assert "Traceback" not in done.err
    assert SECRET not in done.err
    assert COMPLAINT not in done.err


@pytest.mark.parametrize(
    "form", [["--format", "json"], ["--format=json"], ["-f", "json"], ["-fjson"]]
)
def test_with_json_a_failure_is_a_document_too(run: Any, place: Path, form: list[str]) -> None:
    done = run("themes", "none.csv", *form)
    document = json.loads(done.out)
    assert done.code == 2
    assert (document["command"], document["status"], document["exit_code"]) == (
        "themes",
        "error",
        2,
    )
    assert (document["data"], document["errors"][0]["code"]) == (None, "VOC-E105")


def test_a_locked_input_is_named(run: Any, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "posix" and os.geteuid() == 0:
        real = Path.open

        def refuse(path: Path, *more: Any, **named: Any) -> Any:
            if path.name == "calls.csv":
                raise PermissionError(13, "denied")
            return real(path, *more, **named)

        monkeypatch.setattr(Path, "open", refuse)
    else:
        (place / "calls.csv").chmod(0)
    done = run("themes", "calls.csv")
    assert done.code == 2
    assert "ファイルを開けません" in done.err


def test_nothing_is_read_before_the_options_are_right(
    run: Any, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vocli.pipeline import analysis

    monkeypatch.setattr(analysis, "read", lambda *_: pytest.fail("the file was read"))
    for more in (["-o", "a.pdf"], ["-o", "none/a.csv"], ["--rank-by", "x"], ["--header", "x"]):
        assert run("themes", "calls.csv", *more).code == 2


def test_the_codes_of_the_table_are_stable() -> None:
    assert {code for _, code, _ in CASES} >= {f"VOC-E00{i}" for i in range(1, 9)}
