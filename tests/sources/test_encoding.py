"""Encodings are decided by rule; a wrong guess would put mojibake before a customer's name."""

from __future__ import annotations

import pytest

from vocli.errors import VocliError
from vocli.model import Severity
from vocli.sources.encoding import decode

SENTENCE = "髙橋様より、給水が～－①㈱で止まったとの申し出。﨑山が確認"
ROWS = "受付番号,申出内容\r\n" + "".join(f"{i:04},{SENTENCE}{i}\r\n" for i in range(30))
PLAIN = "受付番号,申出内容\r\n" + "".join(f"{i:04},きのうから水が出ません\r\n" for i in range(30))


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 (BOM)"),
        ("cp932", "CP932"),
        ("utf-16", "UTF-16 LE"),
    ],
)
def test_every_character_survives(codec: str, label: str) -> None:
    read = decode(ROWS.encode(codec), "a.csv")
    assert read.text == ROWS
    assert read.encoding == label
    assert read.newline == "CRLF"
    assert read.findings == ()


def test_utf16_big_endian() -> None:
    assert decode(b"\xfe\xff" + ROWS.encode("utf-16-be"), "a.csv").text == ROWS


@pytest.mark.parametrize(("codec", "label"), [("euc_jp", "EUC-JP"), ("iso2022_jp", "ISO-2022-JP")])
def test_older_encodings(codec: str, label: str) -> None:
    read = decode(PLAIN.encode(codec), "a.csv")
    assert (read.text, read.encoding) == (PLAIN, label)


def test_euc_reads_the_vendors_characters_and_wave_dashes_like_cp932() -> None:
    data = PLAIN.encode("euc_jp") + b"1," + b"\xad\xa1\xa1\xc1\xa1\xdd\xad\xea\r\n"
    assert decode(data, "a.csv").text.endswith("1,①～－㈱\r\n")


def test_iso2022_reads_half_width_kana_and_the_vendors_characters() -> None:
    data = b"a,b\n" + b"\x1b$B\x2d\x21\x1b(B," + b"\x1b(I\x31\x32\x1b(B\n"
    assert decode(data, "a.csv").text == "a,b\n①,ｱｲ\n"


def test_cp932_after_eight_kilobytes_of_ascii_simply_reads() -> None:
    text = "id,text\r\n" + "".join(f"{i},plain ascii row\r\n" for i in range(900)) + "x,髙い\r\n"
    assert len(text) > 8192 * 2
    read = decode(text.encode("cp932"), "a.csv")
    assert read.text == text
    assert read.encoding == "CP932"
    assert read.findings == ()


@pytest.mark.parametrize("name", ["髙﨑", "檜", "齋藤", "㈱", "～"])
def test_a_single_rare_name_in_an_ascii_file_is_read(name: str) -> None:
    text = f"id,name\n1,{name}\n2,Smith\n"
    assert decode(text.encode("cp932"), "a.csv").text == text


def test_western_letters_are_refused_not_garbled() -> None:
    with pytest.raises(VocliError) as caught:
        decode("id,text\n1,résumé señor déjà\n2,naïve élève\n".encode("latin-1"), "a.csv")
    assert caught.value.code == "VOC-E101"


def test_half_width_kana_alone_are_cp932() -> None:
    text = "No,ﾅｲﾖｳ\r\n" + "1,ﾃﾞﾝﾜｶﾞﾂﾅｶﾞﾗﾅｲ\r\n2,ﾐｽﾞｶﾞﾃﾞﾅｲ\r\n"
    assert decode(text.encode("cp932"), "a.csv").text == text


def test_short_kanji_header_in_euc_is_no_half_width_kana() -> None:
    text = "受付番号,内容\n1,水漏れ\n"
    assert decode(text.encode("euc_jp"), "a.csv").text == text


@pytest.mark.parametrize(
    ("codec", "broken"), [("utf-8", b"\xff"), ("cp932", b"\x82\xff"), ("euc_jp", b"\xff")]
)
def test_one_bad_byte_keeps_the_file_and_names_row_and_offset(codec: str, broken: bytes) -> None:
    head = "受付番号,内容\n".encode(codec) + "1,水が出ません\n".encode(codec)
    data = head + b"2," + broken + "まだ届かない、\n3,請求が違います\n".encode(codec)
    read = decode(data, "a.csv")
    assert "\ufffd" in read.text.split("\n")[2]
    assert "3,請求が違います" in read.text
    [finding] = read.findings
    assert finding.severity is Severity.WARNING
    assert finding.row == 3
    assert f"{len(head) + 3}" in finding.message


def test_offset_of_a_bad_byte_counts_the_bom() -> None:
    data = b"\xef\xbb\xbf" + "a,b\nあ,い\n".encode() + b"x,\xff\n"
    [finding] = decode(data, "a.csv").findings
    assert "18" in finding.message  # 3 + 4 + 8 bytes before the line, x and comma in it


def test_many_bad_lines_are_refused_with_the_offset_of_the_first() -> None:
    good = "1,水が出ません\n".encode() * 2000
    data = good + b"2,\xff\xfe\n" * 5
    with pytest.raises(VocliError) as caught:
        decode(data, "a.csv")
    assert caught.value.code == "VOC-E101"
    assert f"{len(good) + 3:,}" in caught.value.what


@pytest.mark.parametrize(
    "parts",
    [
        [PLAIN.encode(), PLAIN.encode("cp932")],
        [PLAIN.encode("cp932"), PLAIN.encode()],
        [PLAIN.encode() * 100, "9,まだ水が届いていません\r\n".encode("cp932")],
        [PLAIN.encode("cp932") * 100, "9,まだ水が届いていません\r\n".encode()],
    ],
)
def test_two_encodings_in_one_file_are_refused(parts: list[bytes]) -> None:
    with pytest.raises(VocliError) as caught:
        decode(b"".join(parts), "a.csv")
    assert caught.value.code in {"VOC-E101", "VOC-E102"}


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"%PDF-1.7\n...",
        bytes(2000),
        bytes(range(1, 20)) * 50,
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(VocliError) as caught:
        decode(data, "a.csv")
    assert caught.value.code == "VOC-E103"


def test_nul_bytes_are_removed_and_counted() -> None:
    read = decode(("受付番号,内容\n" + "1,水\0が出ません\n" * 20).encode(), "a.csv")
    assert "\0" not in read.text
    [finding] = read.findings
    assert finding.severity is Severity.NOTE
    assert "20" in finding.message


def test_a_bom_in_the_middle_is_removed() -> None:
    joined = "a,b\n1,あ\n".encode("utf-8-sig") * 2
    assert decode(joined, "a.csv").text == "a,b\n1,あ\na,b\n1,あ\n"


@pytest.mark.parametrize(
    ("text", "newline"), [("a\r\nb\r\n", "CRLF"), ("a\nb\n", "LF"), ("a\rb\r", "CR"), ("a", "")]
)
def test_newline_is_told(text: str, newline: str) -> None:
    assert decode(text.encode(), "a.csv").newline == newline


def test_errors_hold_no_words_of_the_file() -> None:
    with pytest.raises(VocliError) as caught:
        decode(PLAIN.encode() + PLAIN.encode("cp932"), "a.csv")
    shown = f"{caught.value.what}{caught.value.where}{caught.value.hint}"
    assert "水" not in shown


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    ["a,b\nあ,い\n", "id,text\r\n1,the water did not arrive\r\n", "番号,内容\n1,水が届かない\n"],
)
def test_utf16_without_a_mark_is_read(codec: str, text: str) -> None:
    read = decode(text.encode(codec), "a.csv")
    assert read.text == text
    assert read.encoding == f"UTF-16 {codec[-2:].upper()}"


def test_zeros_strewn_into_a_text_do_not_make_it_utf16() -> None:
    text = "番号,内容\n" + "1,水が届かない\n" * 20
    data = text.encode().replace(b"\n", b"\0\n")
    assert decode(data, "a.csv").text == text
    assert decode(b"abcdefghijk\0lm,nopqrs\0t\n" * 20, "a.csv").encoding == "UTF-8"
