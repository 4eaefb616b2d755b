"""For whom a command answers: asked for by flag, environment or file; unmasked only by flag."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from vocli.cli.options import Reading, unfold
from vocli.cli.reach import NEVER_PERSONAL, refuse_personal
from vocli.errors import VocliError

TEXTS = [
    f"{name}の件で荷物が届かず困っています。090-1234-567{i}へ電話してほしい"
    for i, name in enumerate(["山田様", "鈴木様", "高橋様"])
]


@pytest.fixture
def calls(write: Any) -> Path:
    path: Path = write("calls.csv", TEXTS)
    return path


# --- who may read it -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["desk", "窓口内"])
def test_the_desk_is_named_in_both_languages(run: Any, calls: Path, name: str) -> None:
    assert "共有範囲   窓口内\n" in run("themes", "calls.csv", "--audience", name).out


@pytest.mark.parametrize("name", ["everybody", "desks", "社員"])
def test_an_unknown_audience_is_refused_before_any_work(run: Any, name: str) -> None:
    done = run("themes", "no_such_file.csv", "--audience", name)
    assert done.code == 2
    assert "VOC-E003" in done.err
    assert "窓口内" in done.err


def test_flag_then_environment_then_file_then_the_desk(
    run: Any, calls: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def audience(*more: str) -> str:
        done = run("themes", "calls.csv", "--format", "json", *more)
        return str(json.loads(done.out)["run"]["options"]["audience"])

    assert audience() == "desk"
    Path("vocli.toml").write_text('[report]\naudience = "社内"\n', encoding="utf-8")
    assert audience() == "company"
    monkeypatch.setenv("VOCLI_AUDIENCE", "社外")
    assert audience() == "outside"
    assert audience("--audience", "窓口内") == "desk"


@pytest.mark.parametrize("command", [["themes"], ["signals"], ["quotes", "--word", "荷物"]])
@pytest.mark.parametrize("form", ["table", "markdown", "json", "xlsx"])
@pytest.mark.usefixtures("walked_once")
def test_every_head_says_for_whom_it_is(
    run: Any, calls: Path, command: list[str], form: str
) -> None:
    done = run(*command, "calls.csv", "--audience", "社内", "-o", "out", "--format", form)
    assert done.code == 0
    if form == "xlsx":
        import openpyxl

        page = openpyxl.load_workbook(io.BytesIO(Path("out").read_bytes()))["表紙"]
        text = "\n".join(str(cell.value) for row in page.iter_rows() for cell in row)
    else:
        text = Path("out").read_text(encoding="utf-8")
    assert "共有範囲" in text
    assert "社内(" in text


@pytest.mark.parametrize("form", ["table", "markdown", "json", "csv", "xlsx"])
@pytest.mark.parametrize("audience", ["company", "outside"])
@pytest.mark.parametrize(
    "command", [["themes"], ["signals"], ["quotes", "--word", "荷物", "--all"]], ids=" ".join
)
@pytest.mark.usefixtures("walked_once")
def test_no_number_of_a_contact_leaves_the_desk(
    run: Any, calls: Path, command: list[str], audience: str, form: str
) -> None:
    done = run(*command, "calls.csv", "--audience", audience, "-o", "out", "--format", form)
    assert done.code == 0
    content = Path("out").read_bytes()
    if form == "xlsx":
        import zipfile

        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    text = content.decode("utf-8")
    assert [f"K00{i}" for i in range(3) if f"K00{i}" in text] == []
    assert "荷物" in text


def test_the_desk_keeps_the_numbers_to_act_on(run: Any, calls: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("signals", "calls.csv", "-f", "csv").out)))
    assert {row["contact_id"] for row in rows} == {"K000", "K001", "K002"}


def test_the_outside_reads_voices_of_one_company_only_where_it_was_asked_for(
    run: Any, tmp_path: Path
) -> None:
    lines = ["受付番号,受付日時,代理店,申出内容"]
    for i, reseller in enumerate(["北の代理店", "南の代理店", ""]):
        lines.append(f"K{i},2026/10/0{i + 1} 10:00,{reseller},荷物{i}が届かず困っています")
    (tmp_path / "calls.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    quotes = ["quotes", "--word", "荷物", "calls.csv", "--audience", "outside"]
    everything = run(*quotes).out
    assert [i for i in range(3) if f"荷物{i}" in everything] == [2]
    assert "代理店" not in everything
    one = run(*quotes, "--where", "reseller=北の代理店").out
    assert [i for i in range(3) if f"荷物{i}" in one] == [0]


def test_the_outside_sees_no_rows_of_an_inspected_file(run: Any, calls: Path) -> None:
    assert "見本" in run("inspect", "calls.csv").out
    outside = run("inspect", "calls.csv", "--audience", "outside").out
    assert "見本" not in outside
    assert "社外" in outside


@pytest.mark.parametrize("audience", ["company", "outside"])
def test_numbers_of_contacts_are_not_written_beside_a_shared_page(
    run: Any, calls: Path, audience: str
) -> None:
    done = run("themes", "calls.csv", "--assignments", "a.csv", "--audience", audience)
    assert (done.code, Path("a.csv").exists()) == (2, False)
    assert "VOC-E306" in done.err


def test_the_company_is_printed_only_where_it_is_set(run: Any, calls: Path) -> None:
    assert "会社  " not in run("themes", "calls.csv").out
    Path("vocli.toml").write_text('[report]\ncompany = "株式会社しずく日和"\n', encoding="utf-8")
    assert "会社       株式会社しずく日和\n" in run("themes", "calls.csv").out


# --- without masks -------------------------------------------------------------------------------


@pytest.mark.parametrize("command", sorted(NEVER_PERSONAL))
def test_some_commands_never_show_personal_data(command: str) -> None:
    with pytest.raises(VocliError) as caught:
        refuse_personal(command, {"show_personal": True})
    assert caught.value.code == "VOC-E306"
    refuse_personal(command, {"show_personal": False})
    refuse_personal(command, {})


def test_every_command_passes_that_door() -> None:
    called = []

    def weekly(reading: Reading) -> None:
        called.append(reading)

    app = typer.Typer()
    app.command("weekly")(unfold(weekly))
    app.command("themes")(unfold(weekly))
    refused = CliRunner().invoke(app, ["weekly", "a.csv", "--show-personal"])
    assert isinstance(refused.exception, VocliError)
    assert called == []
    assert CliRunner().invoke(app, ["themes", "a.csv", "--show-personal"]).exit_code == 0
    assert len(called) == 1


@pytest.mark.parametrize("audience", ["company", "社外"])
def test_nobody_outside_the_desk_sees_unmasked_text(run: Any, calls: Path, audience: str) -> None:
    done = run("themes", "calls.csv", "--show-personal", "--audience", audience)
    assert (done.code, done.out) == (2, "")
    assert "VOC-E306" in done.err


@pytest.mark.parametrize(
    "command",
    [["quotes", "--word", "荷物", "--all"], ["inspect"], ["signals", "-f", "markdown"]],
    ids=" ".join,
)
def test_unmasked_text_warns_once_and_the_result_is_marked(
    run: Any, calls: Path, command: list[str]
) -> None:
    done = run(*command, "calls.csv", "--show-personal", "--quiet")
    assert done.code == 0
    assert [len(done.err.splitlines()), "--show-personal" in done.err] == [1, True]
    assert "個人情報を伏せていません" in done.out
    assert "〔電話番号〕" not in done.out
    assert "様" in done.out


def test_a_program_sees_that_the_text_is_unmasked(run: Any, calls: Path) -> None:
    done = run("quotes", "--word", "荷物", "calls.csv", "--show-personal", "-f", "json")
    assert json.loads(done.out)["run"]["options"]["show_personal"] == "true"


def test_no_setting_and_no_variable_turns_masking_off(
    run: Any, calls: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VOCLI_SHOW_PERSONAL", "SHOW_PERSONAL"):
        monkeypatch.setenv(name, "1")
    out = run("quotes", "--word", "荷物", "--all", "calls.csv").out
    assert "〔氏名〕" in out
    assert "山田" not in out
    Path("vocli.toml").write_text("show_personal = true\n", encoding="utf-8")
    assert run("themes", "calls.csv").code == 2
    Path("vocli.toml").write_text("[privacy]\nshow_personal = true\n", encoding="utf-8")
    assert run("themes", "calls.csv").code == 2


def test_codes_of_customers_stay_codes_without_masks(run: Any, calls: Path) -> None:
    import openpyxl

    run("themes", "calls.csv", "--show-personal", "-o", "out.xlsx")
    page = openpyxl.load_workbook("out.xlsx")["明細"]
    text = "\n".join(str(cell.value) for row in page.iter_rows() for cell in row)
    assert "M001" not in text
    assert "090-1234-5671" in text
