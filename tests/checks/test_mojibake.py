"""VOC008: texts read in another encoding."""

from __future__ import annotations

from typing import Any

import pytest

from vocli.checks.mojibake import is_header_garbled, is_mojibake
from vocli.model import Sheet

TEXTS = (
    "お届け先を変更したいのですが、アプリの画面が動きません。",
    "配送業者が変わってから約束の日に届かないことが続いています",
    "カートリッジの交換ランプが消えない",
)
GOOD = (
    "髪の毛が縺れるような縺れ方で、糸が縺れて困る。縺れ。",
    "繧繝縁の畳を注文したい",
    "não é possível, São Paulo, informação, coração",
    "Ça va? déjà vu, naïve café, l'été «où»",
    "ﾃｽﾄ､ｱﾌﾟﾘ､ﾛｸﾞｲﾝ･ｴﾗｰ､ﾒｰﾙ",
    "20°Cで 5µm ¥1,200 £30 §2 ¶",
    "価格は$Bのとおり。A$B(B)社",
    "ƒ(x) と ‚引用‘",
)


def as_file(*cells: str) -> bytes:
    rows = "".join(f"K-{n:04d},2026/11/05 10:00,{cell}\r\n" for n, cell in enumerate(cells))
    return ("受付番号,受付日時,申出内容\r\n" + rows).encode("utf-8")


def garble(text: str, own: str, read_as: str) -> str:
    return text.encode(own).decode(read_as, "replace")


@pytest.mark.parametrize("text", [*GOOD, *TEXTS])
def test_unusual_but_right_texts_are_good(run_check: Any, text: str) -> None:
    assert not is_mojibake(text)
    assert run_check("VOC008", {"a.csv": as_file("届きません", text.replace(",", "、"))}) == []


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    ("own", "read_as"),
    [
        ("utf-8", "cp932"),
        ("utf-8", "latin-1"),
        ("utf-8", "cp1252"),
        ("euc_jp", "cp932"),
        ("euc_jp", "latin-1"),
        ("cp932", "latin-1"),
        ("cp932", "cp1252"),
    ],
)
def test_every_wrong_reading_is_found(own: str, read_as: str, text: str) -> None:
    assert is_mojibake(garble(text, own, read_as))


def test_letters_of_jis_without_their_escape_are_found() -> None:
    assert is_mojibake("お届け先".encode("iso2022_jp").decode("ascii").replace("\x1b", ""))


def test_garbled_cells_are_found_in_their_lines(run_check: Any) -> None:
    bad = garble(TEXTS[0], "utf-8", "cp932").replace(",", "")
    found = run_check("VOC008", {"a.csv": as_file("届きません", bad, "熱い")})
    assert [(one.code, one.row, one.column) for one in found] == [("VOC008", 3, "申出内容")]


NAMES = ("受付番号", "受付日時", "申出内容", "問い合わせ区分")


def test_a_file_saved_in_the_wrong_encoding_is_counted_by_column(run_check: Any) -> None:
    rows = [f"K-{n:04d},2026/11/05 10:00,{TEXTS[n % 3]},配送の遅れ" for n in range(40)]
    wrong = garble("\r\n".join(["id,受付日時,text,問い合わせ区分", *rows]), "utf-8", "cp932")
    found = run_check("VOC008", {"a.csv": wrong.encode("utf-8")})
    assert [one.row for one in found if one.column == "text"] == [2, 3, 4, 5]
    assert "37件" in found[-1].message


@pytest.mark.parametrize(
    "name", ["薔薇", "躊躇", "齟齬", "縺れ", "痺れる", "贔屓", "麒麟", "ﾃｽ", "品質", "é"]
)
def test_rare_words_are_no_wrong_reading(name: str) -> None:
    sheet = Sheet("a", "", "csv", "generic", "", (name,), 1, {}, "note", False)
    assert not is_header_garbled(sheet)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_read_in_the_wrong_encoding_is_seen(name: str) -> None:
    header = (garble(name, "utf-8", "cp932"),)
    sheet = Sheet("a", "", "csv", "generic", "", header, 1, {}, "note", False)
    assert is_header_garbled(sheet)
