"""VOC001 to VOC030 on whole exports: those of the project say what was planted, good ones say nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from vocli.checks import CHECKS, Context
from vocli.model import Finding
from vocli.model.side import SideTables
from vocli.sources import Exhibits, Reading
from vocli.sources.side.traffic import read_traffic

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = sorted((ROOT / "sample_data").glob("*.csv"))
MINE = tuple(code for code in sorted(CHECKS) if code <= "VOC030")


def check(paths: Sequence[Path], **more: Any) -> list[Finding]:
    """What all checks of this range say, in the order in which they say it."""
    settled: dict[str, Any] = {"as_of": date(2026, 11, 16), "delivered": tuple(map(str, paths))}
    context = Context(**(settled | more))
    checks = [CHECKS[code].build(context) for code in MINE]
    found: list[Finding] = []
    last = None
    for block in Exhibits(paths, Reading()).blocks():
        if last is not None and last != block.sheet:
            found.extend(one for check in checks for one in check.close(last))
        last = block.sheet
        found.extend(one for check in checks for one in check.look(block))
    if last is not None:
        found.extend(one for check in checks for one in check.close(last))
    return [*found, *(one for check in checks for one in check.finish())]


def placed(found: Sequence[Finding]) -> list[tuple[str, str, int | None]]:
    """(code, file, line), sorted."""
    return sorted((one.code, Path(one.path).name, one.row) for one in found)  # type: ignore[type-var]


def test_the_sample_exports_say_what_was_planted() -> None:
    found = check(SAMPLE)
    assert placed(found) == [
        ("VOC011", "call_transcripts.csv", 632),
        ("VOC011", "calls.csv", 313),
        ("VOC019", "calls.csv", 538),
        ("VOC029", "survey.csv", 42),
    ]
    said = {one.code: one.message for one in found}
    assert "2行" in said["VOC019"]
    assert "4件" in said["VOC029"]


def test_calls_of_the_sample_that_nobody_wrote_down_are_found() -> None:
    path = ROOT / "sample_data" / "extra" / "acd.csv"
    traffic = read_traffic(path.read_bytes(), path.name)[0]
    side = SideTables(traffic=traffic)
    lax = {"unrecorded_calls": {"share": 0.9}}
    assert [one for one in check(SAMPLE, side=side, thresholds=lax) if one.code == "VOC028"] == []
    (found,) = [one for one in check(SAMPLE, side=side) if one.code == "VOC028"]
    assert Path(found.path).name == "calls.csv"
    assert "応答 179件に対して電話の記録は 168件" in found.message
    assert "11/05(応答24、記録22)" in found.message


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.name)
def test_every_sample_export_by_itself_says_no_more(path: Path) -> None:
    planted = {"calls.csv": ["VOC011", "VOC019"], "call_transcripts.csv": ["VOC011"]}
    assert sorted(one.code for one in check([path])) == planted.get(path.name, [])


# --- good exports of every sort ------------------------------------------------------------------

HEAD = "受付番号,受付日時,完了日時,会員番号,商品,棚番,申出内容"
WORDS = (
    "いつ届きますか?教えて。",
    "本体が熱い #至急",
    "え??本当??",
    "合計がおかしい",
    "縺れたひもが困る",
)


def rows(count: int = 60) -> str:
    """Contacts with texts that look like damage and are none."""
    lines = [
        f"K-{n:04d},2026/11/{n % 14 + 1:02d} 10:{n % 60:02d},2026/11/{n % 14 + 1:02d},"
        f"{n * 1_234_567 % 10**8:08d},卓上型S1,{n % 9 + 1}-{n % 5 + 1},{WORDS[n % 5]}{n}件目です"
        for n in range(count)
    ]
    return "\r\n".join([HEAD, *lines]) + "\r\n"


@pytest.mark.parametrize("codec", ["cp932", "utf-8", "utf-8-sig", "euc_jp", "utf-16", "iso2022_jp"])
def test_a_good_file_of_any_encoding_says_nothing(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(rows().encode(codec))
    assert check([path]) == []


def test_a_cp932_file_that_starts_with_ascii_says_nothing(tmp_path: Path) -> None:
    ascii_rows = "".join(f"{n},2026/11/15 10:00,hello number {n}\r\n" for n in range(500))
    path = tmp_path / "calls.csv"
    text = (
        f"id,created_at,text\r\n{ascii_rows}501,2026/11/15 10:00,届きません。確認してください。\r\n"
    )
    path.write_bytes(text.encode("cp932"))
    assert check([path]) == []


def test_a_survey_says_nothing(tmp_path: Path) -> None:
    lines = [
        f"2026/11/{n % 14 + 1:02d} 09:00:{n:02d},K-{n:04d},{n % 5 + 1},特になし" for n in range(50)
    ]
    path = tmp_path / "survey.csv"
    path.write_text(
        "\n".join(["回答日時,受付番号,満足度,自由記述", *lines]) + "\n", encoding="utf-8"
    )
    assert check([path]) == []


def test_a_chat_by_turns_says_nothing(tmp_path: Path) -> None:
    lines = ["会話ID,日時,送信者,本文"]
    for n in range(40):
        at = f"2026/11/{n % 14 + 1:02d} 09:0"
        lines += [
            f"C-{n},{at}0,お客様,届きません",
            f"C-{n},{at}1,オペレーター,",
            f"C-{n},{at}1,お客様,はい",
        ]
    path = tmp_path / "chat.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert check([path]) == []


@pytest.mark.parametrize("name", ["calls.json", "calls.ndjson"])
def test_records_with_keys_that_come_and_go_say_nothing(tmp_path: Path, name: str) -> None:
    records: list[dict[str, Any]] = [
        {
            "id": f"K-{n}",
            "created_at": f"2026-11-{n % 14 + 1:02d}T10:00:{n:02d}+09:00",
            "text": f"{n}件届きません",
        }
        | ({"note": "折り返し希望"} if n % 3 else {"rank": n})
        for n in range(40)
    ]
    text = json.dumps(records) if name.endswith(".json") else "\n".join(map(json.dumps, records))
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert check([path]) == []


def test_a_workbook_says_nothing_and_its_traces_are_found(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["受付番号", "受付日時", "会員番号", "棚番", "申出内容"])
    for n in range(20):
        sheet.append(
            [f"K-{n:04d}", datetime(2026, 11, 15, 10, n), f"{n:08d}", f"{n}-2", f"{n}回目です"]
        )
    path = tmp_path / "calls.xlsx"
    book.save(path)
    assert check([path]) == []
    sheet["D6"] = datetime(2026, 1, 2)
    sheet["C7"] = 12345
    sheet["B8"] = "########"
    book.save(path)
    assert placed(check([path])) == [
        ("VOC014", "calls.xlsx", 7),
        ("VOC015", "calls.xlsx", 6),
        ("VOC016", "calls.xlsx", 8),
    ]


# --- the quirks that reading knows -----------------------------------------------------------------

QUIRKS = {
    "cp932_preamble_total_duplicate.csv": ["VOC019"],
    "euc_jp_two_date_columns.csv": [],
    "line_talk_days_inside_texts.txt": [],
    "nested_messages.ndjson": [],
    "nul_huge_cell_half_row.csv": ["VOC027"],
    "semicolon_halfwidth_headers.csv": [],
    "spaces_all_quoted.txt": [],
    "two_row_header_totals_footer.csv": ["VOC018"],
    "two_voices_in_one_cue.vtt": [],
    "utf16_tab.txt": [],
    "utf16le_without_bom.csv": [],
    "layouts/freshdesk_csv.csv": ["VOC001"],
    "layouts/zendesk_json.ndjson": ["VOC027"],
}


@pytest.mark.parametrize("name", sorted(QUIRKS))
def test_a_quirk_that_reading_copes_with_says_what_is_wrong_and_no_more(name: str) -> None:
    thresholds = {"stale_data": {"days": 100_000.0}}
    found = check([ROOT / "tests" / "data" / name], as_of=date(2027, 1, 1), thresholds=thresholds)
    assert sorted({one.code for one in found}) == QUIRKS[name]


LAYOUTS = sorted(
    path
    for path in (ROOT / "tests" / "data" / "layouts").iterdir()
    if ".expected." not in path.name and f"layouts/{path.name}" not in QUIRKS
)


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.name)
def test_an_example_of_a_layout_says_nothing(path: Path) -> None:
    thresholds = {"stale_data": {"days": 100_000.0}}
    assert check([path], as_of=date(2027, 1, 1), thresholds=thresholds) == []


def damaged(count: int) -> str:
    """Contacts of many blocks with one of each damage, far apart."""
    lines = rows(count).splitlines()
    lines[40] = lines[40].replace("K-0039", "K-0001")  # an id of the first block
    lines[50] = lines[1]
    lines[60] = lines[60].replace("2026/11/", "2027/11/", 1)
    lines[70] = lines[70].replace("卓上型S1", "#REF!")
    lines[80] = lines[80].replace("卓上型S1", "〓上型S1")
    lines[90] = lines[90].replace("2026/11/", "2026/31/", 1)
    lines[100] = lines[100].replace("2026/11/", "1970/11/", 1)
    lines[110] += ",余り"
    return "\r\n".join(lines) + "\r\nK-9999,2026/11"


def test_a_file_read_in_blocks_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(damaged(160), encoding="utf-8", newline="")
    whole = placed(check([path]))
    monkeypatch.setattr("vocli.sources.opening.LONG", 1000)
    monkeypatch.setattr("vocli.sources.parts.BLOCK", 1500)
    assert len(list(Exhibits([path], Reading()).blocks())) > 5
    assert placed(check([path])) == whole
    assert [code for code, _, _ in whole] == [
        "VOC007", "VOC012", "VOC017", "VOC019", "VOC020", "VOC021", "VOC022", "VOC023", "VOC027",
    ]  # fmt: skip


def test_no_finding_holds_a_word_of_the_rows(tmp_path: Path) -> None:
    secret = "ひみつのことば"
    lines = [
        HEAD,
        f"K-1,2027/11/05 10:00,2026/11/04,00000001,株式会社??{secret},1-2,{secret}\ufffd",
    ]
    lines += [f"K-1,{secret},,12345,{secret},#REF!,10時?12時{secret}", f"{secret},1.2,,,,,,,,"]
    path = tmp_path / "calls.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = check([path], codes={"商品": frozenset({"S1"})})
    assert len(found) > 5
    assert [one for one in found if secret in one.message and one.code != "VOC030"] == []
