"""The encoding of a large file is decided chunk by chunk, with the same result as of a small one."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocli.errors import VocliError
from vocli.sources.rewrite import charset, scan
from vocli.sources.rewrite.charset import decide

SENTENCE = "給水が～－①㈱で止まったとの申し出。確認"
PLAIN = "きのうから水が出ません"
MARKS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is large, and read in chunks of a few lines."""
    monkeypatch.setattr(charset, "_WHOLE", 0)
    monkeypatch.setattr(scan, "_CHUNK", 3000)
    monkeypatch.setattr(scan, "_SAMPLE", 20_000)


def rows(sentence: str, newline: str = "\r\n", n: int = 1200) -> str:
    return newline.join(f"{i:04},{sentence}{i}" for i in range(n)) + newline


def both(path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The decisions on a file as a whole and in chunks, an error by its code and message."""
    path.write_bytes(content)
    out: list[object] = []
    for whole in (2**30, 0):
        monkeypatch.setattr(charset, "_WHOLE", whole)
        monkeypatch.setattr(scan, "_CHUNK", 3000)
        try:
            out.append(decide(path))
        except VocliError as error:
            out.append((error.code, error.what))
    return out


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("codec", "sentence"),
    [
        ("utf-8", SENTENCE),
        ("utf-8-sig", SENTENCE),
        ("cp932", SENTENCE),
        ("euc_jp", PLAIN),
        ("utf-16-le", SENTENCE),
        ("utf-16-be", SENTENCE),
        ("ascii", "no water"),
    ],
)
def test_chunks_decide_as_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, codec: str, sentence: str, newline: str
) -> None:
    content = MARKS.get(codec, b"") + rows(sentence, newline).encode(codec)
    whole, chunks = both(tmp_path / "a.csv", content, monkeypatch)
    assert whole == chunks
    assert isinstance(whole[0], charset.Charset)  # type: ignore[index]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp932"])
def test_a_bad_byte_is_found_at_the_same_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, codec: str
) -> None:
    content = rows(PLAIN).encode(codec)
    at = content.index(b"\r\n1100,")
    bad = content[: at + 7] + b"\xff" + content[at + 7 :]
    whole, chunks = both(tmp_path / "a.csv", bad, monkeypatch)
    assert whole == chunks
    assert [finding.row for finding in whole[1]] == [1101]  # type: ignore[index]


@pytest.mark.parametrize(
    "content",
    [
        rows(PLAIN).encode("cp932") + rows(PLAIN).encode("utf-8"),
        rows(PLAIN).encode("utf-8") + b"\xff\xfe\xfd,\n" * 900,
        b"\xff\xfe" + rows(PLAIN).encode("utf-16-le") + b"\x00\xd8\x00\xd8",
        bytes(range(256)) * 40,
        rows(PLAIN).encode("iso2022_jp"),
    ],
    ids=["mixed", "broken", "half pairs", "binary", "iso-2022-jp"],
)
def test_what_is_refused_as_a_whole_is_refused_in_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    whole, chunks = both(tmp_path / "a.csv", content, monkeypatch)
    assert isinstance(whole, tuple)
    assert isinstance(chunks, tuple)
    assert str(whole[0]).startswith("VOC-E")
    assert str(chunks[0]).startswith("VOC-E")


def test_an_odd_byte_at_the_end_of_utf16_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xff\xfe" + rows(PLAIN).encode("utf-16-le") + b"a")
    with pytest.raises(VocliError) as caught:
        decide(path)
    assert caught.value.code == "VOC-E101"


def test_chunks_hold_memory_where_the_whole_would_not(tmp_path: Path, tiny: None) -> None:
    import tracemalloc

    path = tmp_path / "a.csv"
    path.write_bytes(rows(PLAIN, n=20_000).encode("cp932"))
    tracemalloc.start()
    try:
        decide(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert path.stat().st_size > 600_000
    assert peak < 300_000  # its bytes and its text at once would be two million
