"""Damaged files are refused or rewritten whole; they never end in a traceback."""

from __future__ import annotations

import io
import random
import zipfile
from typing import Any

import pytest

from vocli.errors import VocliError

TABLE = (
    '受付番号,氏名,お客様の声\r\nK1,大空,"水が, ""出""\nない"\r\n'
    + "K2,青木,きのうから困る\r\n" * 9
)
TEXTS = {
    "a.csv": TABLE.encode("cp932"),
    "b.csv": TABLE.encode("utf-8-sig"),
    "c.tsv": TABLE.replace(",", "\t").encode("utf-16"),
    "d.csv": TABLE.encode("euc_jp"),
    "e.json": '[{"name":"大空","text":"水が\\n\\u51fa"},{"n":-1.5,"a":[true,null]}]'.encode(),
    "f.ndjson": '{"name":"大空","text":"水"}\n{"text":"困る"}\n'.encode() * 3,
    "g.vtt": "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v 大空>はい</v>\n大空: ええ\n".encode(),
    "h.txt": "[LINE] 大空とのトーク履歴\n\n2026/11/01(日)\n10:00\t大空\tはい\n".encode(),
    "i.txt": "水が出ない。\n困る\r\n".encode("cp932"),
}
EDITS = (b"", b'"', b"\n", b"\x00", b"\xff", b"<", b"\\", b"{", b"\x81", b",,,", b"\x1b$B", b"\r")


def mutate(content: bytes, rng: random.Random) -> bytes:
    """The content with a few bytes cut out, put in or cut off."""
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(content) + 1)
        edit = rng.choice(EDITS)
        content = content[:at] + edit + content[at + rng.randint(0, 3) :]
    return content if rng.random() < 0.9 else content[: rng.randrange(len(content) + 1)]


@pytest.mark.parametrize("name", TEXTS)
def test_a_damaged_text_is_refused_or_left_as_it_is(rewrite: Any, name: str) -> None:
    rng = random.Random(name)
    written = 0
    for _ in range(40):
        content = mutate(TEXTS[name], rng)
        try:
            same, _ = rewrite(f"mutated_{name}", content)
        except VocliError as refused:
            assert refused.what
            continue
        assert same == content
        written += 1
    assert written


def make_book() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for i, row in enumerate([["受付番号", "氏名", "申出内容"], ["K1", "大空", "水が出ない"]]):
        sheet.write_row(i, 0, row)
    sheet.write_formula(2, 0, '=A2&"x"', None, "K1x")
    sheet.write_comment("C2", "はい")
    book.close()
    return out.getvalue()


def test_a_damaged_archive_is_refused_or_written(rewrite: Any) -> None:
    rng = random.Random(1)
    book = make_book()
    codes = set()
    for _ in range(60):
        try:
            rewrite("mutated.xlsx", mutate(book, rng))
        except VocliError as refused:
            codes.add(refused.code)
    assert "VOC-E334" in codes


@pytest.mark.parametrize(
    "part",
    ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/comments1.xml", "[Content_Types].xml"],
)
def test_a_damaged_part_is_refused_or_written(rewrite: Any, replacing: Any, part: str) -> None:
    rng = random.Random(part)
    with zipfile.ZipFile(io.BytesIO(make_book())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    refused = 0
    for _ in range(40):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, data in parts.items():
                package.writestr(name, mutate(data, rng) if name == part else data)
        try:
            rewrite("part.xlsx", out.getvalue(), replacing("水", "〔電話番号〕"))
        except VocliError as error:
            assert error.code == "VOC-E334"
            refused += 1
    assert refused
