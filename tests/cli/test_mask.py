"""`vocli mask`: the file that may be passed on, and nothing of a person beside it."""

from __future__ import annotations

import errno
import io
import json
import os
import stat
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

PLANTED = ("090-1234-5678", "taro.yamada@example.com", "佐々木", "与那嶺ハル", "312345678")
TEXT = "090-1234-5678 へ折り返し。佐々木様のメールは taro.yamada@example.com です"
ROWS = (
    ("受付番号", "受付日時", "氏名", "電話番号", "申出内容"),
    ("K001", "2026/11/01 10:00", "与那嶺ハル", "312345678", TEXT),
    ("K002", "2026/11/02 11:30", "与那嶺ハル", "312345678", "荷物が届かないので困っています"),
)
posix = pytest.mark.skipif(os.name != "posix", reason="permissions of a POSIX system")


def as_csv(encoding: str) -> bytes:
    return "\r\n".join(",".join(row) for row in ROWS).encode(encoding)


def as_json() -> bytes:
    rows = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    return json.dumps(rows, ensure_ascii=False).encode()


def as_ndjson() -> bytes:
    rows = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    return b"\n".join(json.dumps(row).encode() for row in rows) + b"\n"


def as_workbook() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    clock = book.add_format({"num_format": "yyyy/mm/dd hh:mm"})
    for i, row in enumerate(ROWS):
        sheet.write_row(i, 0, row)
    for i, row in enumerate(ROWS[1:], 1):
        sheet.write_datetime(i, 1, datetime.strptime(row[1], "%Y/%m/%d %H:%M"), clock)
        sheet.write_number(i, 3, int(row[3]))
    sheet.write_comment("E2", TEXT, {"author": "与那嶺ハル"})
    hidden = book.add_worksheet("裏")
    hidden.write(0, 0, TEXT)
    hidden.hide()
    book.close()
    return out.getvalue()


VTT = f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v 与那嶺ハル>{TEXT}</v>\n"
TALK = f"[LINE] 与那嶺ハルとのトーク履歴\n保存日時：2026/11/02 10:00\n\n2026/11/01(日)\n10:00\t与那嶺ハル\t{TEXT}\n"
FILES = {
    "utf8.csv": as_csv("utf-8-sig"),
    "cp932.csv": as_csv("cp932"),
    "euc.csv": as_csv("euc_jp"),
    "utf16.tsv": as_csv("utf-16").replace(b",\0", b"\t\0"),
    "rows.json": as_json(),
    "rows.ndjson": as_ndjson(),
    "memo.txt": f"本日の件。\n{TEXT}\n".encode(),
    "talk.vtt": VTT.encode(),
    "line.txt": TALK.encode(),
    "book.xlsx": as_workbook(),
}


def words_in(content: bytes) -> str:
    """All text of a file: of a workbook all its parts, of JSON without escapes."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    texts = [content.decode(code, "replace") for code in ("utf-8", "cp932", "euc_jp", "utf-16")]
    if b"\\u" in content:
        texts += [str(json.loads(line)) for line in content.splitlines() if line]
    return "\n".join(texts)


def leaks(text: str) -> list[str]:
    return [word for word in PLANTED if word in text]


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("name", FILES)
def test_nothing_planted_is_left_in_file_or_streams(run: Any, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    assert leaks(words_in(FILES[name]))
    out = f"out{Path(name).suffix}"
    done = run("mask", name, "-o", out, "--report")
    assert (done.code, leaks(done.out + done.err)) == (0, [])
    masked = (tmp_path / out).read_bytes()
    assert leaks(words_in(masked)) == []
    assert "〔電話番号〕" in done.out
    assert "機械による伏せ字です" in done.out
    assert run("mask", out, "-o", f"twice{Path(name).suffix}").code == 0
    assert (tmp_path / f"twice{Path(name).suffix}").read_bytes() == masked
    assert (tmp_path / name).read_bytes() == FILES[name]


@pytest.mark.parametrize(
    "name", [name for name in FILES if name[-4:] in (".csv", ".tsv", "json", "xlsx")]
)
def test_a_masked_file_is_read_as_the_same_contacts(tmp_path: Path, run: Any, name: str) -> None:
    from vocli.sources import Reading, read

    (tmp_path / name).write_bytes(FILES[name])
    out = tmp_path / f"out{Path(name).suffix}"
    assert run("mask", name, "-o", out.name).code == 0
    before, after = (read([path], Reading()) for path in (tmp_path / name, out))
    for column in ("contact_id", "occurred_at", "channel", "source_row"):
        assert before.contacts[column].tolist() == after.contacts[column].tolist(), column
    assert len(before.contacts) == 2
    uses = [[(use.field, use.column) for use in one.sources[0].columns] for one in (before, after)]
    assert uses[0] == uses[1]
    assert after.turns["text"].tolist()[1] == "荷物が届かないので困っています"


def test_one_line_tells_what_was_done(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(FILES["utf8.csv"])
    done = run("mask", "a.csv", "-o", "b.csv")
    first, second = done.err.splitlines()
    assert done.out == ""
    assert first.startswith("伏せ字 7か所(〔")
    assert first.endswith("機械による伏せ字です。渡す前に目で確かめてください。")
    assert second == "書き出しました: b.csv"
    assert run("mask", "a.csv", "-o", "c.csv", "--quiet").err == ""


def test_the_report_as_json_is_one_document(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(FILES["cp932.csv"])
    done = run("mask", "a.csv", "-o", "b.csv", "--report", "--format", "json")
    document = json.loads(done.out)
    assert document["command"] == "mask"
    assert document["data"]["mask"]["encoding"] == "CP932"
    assert document["data"]["mask"]["rows"] == 2
    assert document["data"]["mask"]["columns"] == [
        {"header": "氏名", "placeholder": "〔氏名〕"},
        {"header": "電話番号", "placeholder": "〔電話番号〕"},
    ]
    counts = {
        row["placeholder"]: row["places"] for row in document["data"]["insights"]["mask"]["rows"]
    }
    assert counts == {"〔氏名〕": 3, "〔電話番号〕": 3, "〔メール〕": 1}


def test_without_o_a_pipe_gets_the_bytes_and_a_screen_gets_nothing(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_bytes(FILES["utf8.csv"])
    run("mask", "a.csv", "-o", "b.csv")
    done = run("mask", "a.csv")
    assert done.out.encode() == (tmp_path / "b.csv").read_bytes()
    assert "伏せ字 7か所" in done.err
    assert run("mask", "a.csv", "--report").code == 2
    assert "VOC-E323" in run("mask", "a.csv", "-o", "-", "--report").err
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    done = run("mask", "a.csv")
    assert (done.code, done.out) == (2, "")
    assert "VOC-E322" in done.err


@pytest.mark.parametrize("out", ["a.csv", "./a.csv", "link.csv"])
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_the_input_is_never_replaced(run: Any, tmp_path: Path, out: str, force: list[str]) -> None:
    (tmp_path / "a.csv").write_bytes(FILES["utf8.csv"])
    (tmp_path / "link.csv").symlink_to("a.csv")
    done = run("mask", "a.csv", "-o", out, *force)
    assert done.code == 2
    assert "VOC-E320" in done.err
    assert (tmp_path / "a.csv").read_bytes() == FILES["utf8.csv"]


@posix
def test_another_file_is_replaced_only_by_force(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(FILES["utf8.csv"])
    (tmp_path / "b.csv").write_bytes(b"old")
    done = run("mask", "a.csv", "-o", "b.csv")
    assert (done.code, (tmp_path / "b.csv").read_bytes()) == (2, b"old")
    assert "VOC-E321" in done.err
    assert run("mask", "a.csv", "-o", "b.csv", "--force").code == 0
    assert (tmp_path / "b.csv").read_bytes() != b"old"
    assert stat.S_IMODE((tmp_path / "b.csv").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("file", "out", "code"),
    [
        ("missing.csv", "b.csv", "VOC-E105"),
        ("a.csv", "no/such/b.csv", "VOC-E008"),
        ("a.csv", "folder", "VOC-E008"),
        ("folder", "b.csv", "VOC-E335"),
        ("a.zip", "b.zip", "VOC-E331"),
        ("broken.json", "b.json", "VOC-E109"),
    ],
)
def test_what_cannot_be_done_leaves_nothing_behind(
    run: Any, tmp_path: Path, file: str, out: str, code: str
) -> None:
    (tmp_path / "a.csv").write_bytes(FILES["utf8.csv"])
    (tmp_path / "folder").mkdir()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("a.csv", FILES["utf8.csv"])
    (tmp_path / "broken.json").write_bytes(FILES["rows.json"][:-1] + b",}")
    done = run("mask", file, "-o", out, "--format", "json")
    assert done.code == 2
    assert code in done.err
    assert json.loads(done.out)["errors"][0]["code"] == code
    assert not (tmp_path / out).is_file()
    assert leftovers(tmp_path) == []


def test_a_full_disk_leaves_the_old_file(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_bytes(FILES["utf8.csv"])
    (tmp_path / "b.csv").write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    done = run("mask", "a.csv", "-o", "b.csv", "--force")
    assert done.code == 2
    assert "VOC-E008" in done.err
    assert (tmp_path / "b.csv").read_bytes() == b"old"
    assert leftovers(tmp_path) == []


def test_a_defect_on_the_way_leaves_no_half_file_and_no_words(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vocli.pipeline import rewriting

    (tmp_path / "a.csv").write_bytes(FILES["utf8.csv"])

    def fail(texts: list[str], *_: object) -> list[str]:
        raise KeyError(texts[0])

    monkeypatch.setattr(rewriting, "mask_texts", fail)
    done = run("mask", "a.csv", "-o", "b.csv", "--debug")
    assert done.code == 4
    assert leaks(done.err) == []
    assert "届か" not in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv"]


def test_a_broken_line_ends_with_1(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_bytes(FILES["rows.ndjson"] + b'{"text":"090-1234-5678\n')
    done = run("mask", "a.ndjson", "-o", "b.ndjson")
    assert done.code == 1
    assert "VOC-F331" in done.err
    assert leaks(words_in((tmp_path / "b.ndjson").read_bytes().splitlines()[-1])) == []


def test_a_team_names_its_own_columns_and_numbers(run: Any, tmp_path: Path) -> None:
    (tmp_path / "vocli.toml").write_text(
        '[privacy]\ncolumns = ["社内メモ"]\n[privacy.patterns]\n"契約番号" = "KY-[0-9]{6}"\n',
        encoding="utf-8",
    )
    (tmp_path / "a.csv").write_text(
        "受付番号,社内メモ,申出内容\nK1,要注意,KY-123456 の件\n", encoding="utf-8"
    )
    assert run("mask", "a.csv", "-o", "b.csv").code == 0
    assert (tmp_path / "b.csv").read_text(encoding="utf-8").splitlines()[1] == (
        "K1,〔個人情報〕,〔契約番号〕 の件"
    )


def test_in_english_too(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(FILES["utf8.csv"])
    from vocli import messages

    messages.use("en")
    try:
        done = run("mask", "a.csv", "-o", "b.csv")
    finally:
        messages.use("ja")
    assert "look it through" in done.err
