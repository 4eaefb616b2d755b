"""CSV and TSV: what is not masked is written with the very bytes it was read from."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SECRET, MASK = "ひみつ", "〔氏名〕"
HEADER = ("受付番号", "お客様の声", "備考")
FILLER = "きのうから水が出ないので困っています"
ENCODINGS = {
    "utf-8": b"",
    "utf-8-sig": b"",
    "cp932": b"",
    "euc_jp": b"",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
}

PIECES = ("水が", "表示", "ソ", "申", "能", "ｱ", "ﾊﾟ", "a", "1", " ", "'", "=", '"', ",", ";", "\t")
pieces = st.sampled_from([SECRET, *PIECES, "\n", "\r\n", "、", "。", "\\", "|"])
texts = st.lists(pieces, max_size=6).map("".join)
cells = st.tuples(texts, st.booleans())
tables = st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=6)


def write_cell(text: str, quoted: bool, delimiter: str) -> str:
    """A cell as some program writes it: quoted by whim, or where it must be."""
    must = text[:1] == '"' or any(ch in text for ch in (delimiter, "\r", "\n"))
    if quoted or must:
        return '"' + text.replace('"', '""') + '"'
    return text


def write_table(rows: Any, style: tuple[str, str, bool], secret: str) -> str:
    delimiter, newline, closed = style
    title = f"応対の一覧{newline}{newline}"
    lines = [delimiter.join(HEADER)]
    lines += [
        delimiter.join(write_cell(text.replace(SECRET, secret), q, delimiter) for text, q in row)
        for row in rows
    ]
    lines += [delimiter.join((f"K{i}", FILLER, "なし")) for i in range(20)]
    return title + newline.join(lines) + (newline if closed else "")


styles = st.tuples(
    st.sampled_from([",", "\t", ";"]), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans()
)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(rows=tables, style=styles)
@settings(max_examples=15, deadline=None)
def test_only_the_secret_changes(
    rewrite: Any, replacing: Any, encoding: str, rows: Any, style: Any
) -> None:
    before, after = (
        ENCODINGS[encoding] + write_table(rows, style, word).encode(encoding)
        for word in (SECRET, MASK)
    )
    assert rewrite("any.csv", before)[0] == before
    masked, _ = rewrite("any.csv", before, replacing(SECRET, MASK))
    assert masked == after
    assert rewrite("any.csv", masked, replacing(SECRET, MASK))[0] == masked


@given(data=st.binary(max_size=60), quoted=st.text('a",\n\r', max_size=30))
@settings(max_examples=40, deadline=None)
def test_any_quotes_and_any_bad_bytes_are_left_as_they_are(
    rewrite: Any, data: bytes, quoted: str
) -> None:
    clean = bytes(b for b in data if b > 31)
    rows = "".join(f"K{i},{FILLER},x\r\n" for i in range(40)).encode("cp932")
    content = ",".join(HEADER).encode("cp932") + b"\r\n" + quoted.encode() + b"\r\n" + rows
    assert rewrite("odd.csv", content)[0] == content
    from vocli.errors import VocliError

    content += b"K,\x80" + clean.replace(b"\x80", b"") + b",y\r\n"
    try:
        written = rewrite("odd.csv", content)[0]
    except VocliError as refused:
        assert refused.code in ("VOC-E101", "VOC-E102")
    else:
        assert written == content


def test_the_same_character_in_another_code_stays_in_a_changed_cell(
    rewrite: Any, replacing: Any
) -> None:
    # NEC row 13 and IBM's extension hold the same sign; Python's encoder knows one of the two.
    row = b"K1,\x81\xca\xfa\x54\x87\x90" + SECRET.encode("cp932") + b",x\r\n"
    filler = "".join(f"K{i},{FILLER},x\r\n" for i in range(20)).encode("cp932")
    content = ",".join(HEADER).encode("cp932") + b"\r\n" + row + filler
    masked, _ = rewrite("twice.csv", content, replacing(SECRET, MASK))
    assert len(masked) == len(content) + len(MASK.encode("cp932")) - len(SECRET.encode("cp932"))
    assert masked.startswith(content[: content.index(b"\x81\xca")])
    assert masked.endswith(filler)


def test_euc_signs_keep_their_bytes(rewrite: Any, replacing: Any) -> None:
    text = f"受付番号,お客様の声\nK1,10〜20−{SECRET}\n" + f"K2,{FILLER}\n" * 20
    content = text.encode("euc_jp").replace(b"K2", b"K3", 1)
    assert b"\xa1\xc1" in content  # the wave dash, which reading takes for a full-width tilde
    masked, rewriting = rewrite("euc.csv", content, replacing(SECRET, MASK))
    assert rewriting.encoding == "EUC-JP"
    assert masked == content.replace(SECRET.encode("euc_jp"), MASK.encode("euc_jp"))


def test_a_personal_column_goes_as_a_whole_and_its_header_stays(
    rewrite: Any, replacing: Any
) -> None:
    text = '受付番号,氏名,電話番号,お客様の声\nK1,"大空, 翼",312345678,水が出ない\nK2, ,-,困る\n合計,合計,2,\n'
    masked, rewriting = rewrite("whole.csv", text.encode(), replacing(SECRET, MASK))
    assert masked.decode() == (
        '受付番号,氏名,電話番号,お客様の声\nK1,"〔氏名〕",〔電話番号〕,水が出ない\n'
        "K2, ,〔電話番号〕,困る\n合計,合計,〔電話番号〕,\n"
    )
    assert rewriting.account.rows == 3


def test_a_header_of_two_rows_names_the_columns(rewrite: Any, replacing: Any) -> None:
    text = "受付,,お客様,,内容\n番号,日時,氏名,電話番号,お客様の声\nK1,2026/11/01,大空,0312345678,出ない\n"
    masked, _ = rewrite("two.csv", text.encode(), replacing(SECRET, MASK))
    assert masked.decode().splitlines()[:2] == text.splitlines()[:2]
    assert masked.decode().splitlines()[2] == "K1,2026/11/01,〔氏名〕,〔電話番号〕,出ない"


def test_ids_and_times_are_kept_but_a_phone_number_is_no_id(rewrite: Any) -> None:
    seen: list[Any] = []

    def spy(cells: Any) -> list[str]:
        seen.extend(cells)
        return [cell.text for cell in cells]

    rewrite(
        "ids.csv",
        "受付番号,受付日時,お客様の声\n090-1234-5678,令和8年11月1日,ない\nA-1,2,ない\n".encode(),
        spy,
    )
    kept = {cell.text: cell.kept for cell in seen}
    assert kept["090-1234-5678"] is False
    assert kept["令和8年11月1日"] is True
    assert kept["A-1"] is True
    assert kept["ない"] is False


def test_a_quote_that_never_closes_swallows_no_rows(rewrite: Any, replacing: Any) -> None:
    text = '受付番号,氏名,お客様の声\n1,"大空,水\n2,青木,ない\n3,"鈴\n木",ない\n'
    masked, _ = rewrite("open.csv", text.encode(), replacing(SECRET, MASK))
    rows = masked.decode().splitlines()
    assert rows[2] == "2,〔氏名〕,ない"
    assert "大空" not in masked.decode()
    assert rows[3:] == ['3,"〔氏名〕",ない']


def test_a_header_repeated_in_a_joined_file_stays(rewrite: Any, replacing: Any) -> None:
    text = "\ufeff受付番号,氏名\nK1,大空\n\ufeff受付番号,氏名\nK2,青木\n"
    masked, _ = rewrite("joined.csv", text.encode(), replacing(SECRET, MASK))
    assert masked.decode().count("〔氏名〕") == 2
    assert masked.decode().count("受付番号,氏名") == 2


def test_without_a_header_nothing_is_known_of_columns(rewrite: Any) -> None:
    _, rewriting = rewrite("bare.csv", "1,2026/11/01,水が出ない。\n2,2026/11/02,困る。\n".encode())
    assert [finding.code for finding in rewriting.account.findings] == ["VOC-F114"]
    assert rewriting.account.rows == 2


def test_the_result_is_read_as_the_same_table(rewrite: Any, replacing: Any) -> None:
    text = '受付番号,お客様の声\nK1,"ひみつ, ""引用""\nと改行"\n'
    masked, _ = rewrite("read.csv", text.encode(), replacing(SECRET, MASK))
    rows = list(csv.reader(io.StringIO(masked.decode(), newline="")))
    assert rows[1] == ["K1", '〔氏名〕, "引用"\nと改行']
