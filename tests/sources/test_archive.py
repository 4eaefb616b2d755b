"""ZIP archives: what is inside is read like any file; what would harm is refused or named."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from vocli.errors import VocliError
from vocli.model import Severity
from vocli.sources import Reading, expand, read
from vocli.sources.archive import check_size, is_book, unpack
from vocli.sources.options import Opened

CSV = "受付番号,受付日時,申出内容\r\n{},2026/11/1 9:05,水が三日も届かず困っています\r\n"
TALK = b'[{"type":"message","user":"U1","text":"hello","ts":"1793491200.000100"}]'


def csv(number: str) -> bytes:
    return CSV.format(number).encode("cp932")


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as box:
        for name, data in members.items():
            box.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def put(tmp_path: Path, data: bytes, name: str = "export.zip") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def walk(data: bytes, reading: Reading | None = None) -> tuple[list[Opened], list[str]]:
    """(members, codes of the findings)."""
    found = list(unpack(Opened(data, "a.zip", reading or Reading())))
    members = [one for one in found if isinstance(one, Opened)]
    return members, [one.code for one in found if not isinstance(one, Opened)]


def refusal(data: bytes, reading: Reading | None = None) -> str:
    with pytest.raises(VocliError) as caught:
        walk(data, reading)
    assert caught.value.hint
    return caught.value.code


@pytest.mark.parametrize(
    "name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "C:\\evil.csv", "..\\evil.csv"]
)
def test_a_name_that_leads_out_is_named_and_not_read(name: str) -> None:
    members, codes = walk(packed({name: csv("1"), "a.csv": csv("2")}))
    assert [m.path for m in members] == ["a.zip/a.csv"]
    assert codes == ["VOC-F150"]


def test_a_link_is_not_followed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        box.writestr(link, "/etc/passwd")
        box.writestr("a.csv", csv("1"))
    members, codes = walk(out.getvalue())
    assert [m.path for m in members] == ["a.zip/a.csv"]
    assert codes == ["VOC-F150"]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refusal(packed({"a.csv": b"0" * (60 * 2**20)})) == "VOC-E121"
    with pytest.raises(VocliError):
        check_size([(1, 1)] * 100_001, "a.zip")
    with pytest.raises(VocliError):
        check_size([(2**31, 2**30)] * 3, "a.zip")


def test_a_small_file_may_shrink_as_much_as_it_likes() -> None:
    check_size([(40 * 2**20, 1000)], "a.zip")
    check_size([(300 * 2**20, 30 * 2**20)], "a.zip")


def test_nested_archives_are_opened_once() -> None:
    inner = packed({"deep.csv": csv("1")})
    members, codes = walk(packed({"inner.zip": inner}))
    assert [m.path for m in members] == ["a.zip/inner.zip/deep.csv"]
    assert codes == []
    members, codes = walk(packed({"b.csv": csv("2"), "mid.zip": packed({"inner.zip": inner})}))
    assert [m.path for m in members] == ["a.zip/b.csv"]
    assert codes == ["VOC-F151"]


def test_a_damaged_archive_is_an_error_of_its_own(tmp_path: Path) -> None:
    whole = packed({"a.csv": csv("1") * 50})
    assert refusal(whole[:-30]) == "VOC-E120"
    assert refusal(whole.replace(whole[40:60], b"\0" * 20)) == "VOC-E120"
    with pytest.raises(VocliError) as caught:
        read([put(tmp_path, whole[:60])], Reading())
    assert caught.value.code == "VOC-E120"


def test_an_archive_without_exports_says_so() -> None:
    assert refusal(packed({"readme.md": b"x"})) == "VOC-E105"
    assert refusal(packed({})) == "VOC-E105"


def test_an_unknown_way_of_packing_is_named() -> None:
    data = bytearray(packed({"a.csv": csv("1")}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(mark) + (8 if mark.endswith(b"\x04") else 10)
        data[at : at + 2] = struct.pack("<H", 9)  # Deflate64
    assert refusal(bytes(data)) == "VOC-E123"


def encrypted(password: bytes) -> bytes:
    """A ZIP with one member under the old ZIP encryption."""
    plain = csv("0007")
    crc = zipfile.crc32(plain) if hasattr(zipfile, "crc32") else __import__("zlib").crc32(plain)
    body = _encrypt(bytes(11) + bytes([crc >> 24 & 255]) + plain, password)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as box:
        box.writestr("a.csv", body)
    data = bytearray(out.getvalue())
    for mark, flags, sizes in ((b"PK\x03\x04", 6, 14), (b"PK\x01\x02", 8, 16)):
        at = data.index(mark)
        data[at + flags] |= 1
        data[at + sizes : at + sizes + 12] = struct.pack("<III", crc, len(body), len(plain))
    return bytes(data)


def _encrypt(plain: bytes, password: bytes) -> bytes:
    keys = [0x12345678, 0x23456789, 0x34567890]

    def crc(value: int, byte: int) -> int:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
        return value

    def feed(byte: int) -> None:
        keys[0] = crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = crc(keys[2], keys[1] >> 24)

    for byte in password:
        feed(byte)
    out = bytearray()
    for byte in plain:
        word = keys[2] | 2
        out.append(byte ^ (word * (word ^ 1) >> 8 & 255))
        feed(byte)
    return bytes(out)


def test_a_password_is_asked_for_tried_and_named_when_wrong() -> None:
    data = encrypted("ひみつ".encode("cp932"))
    assert refusal(data) == "VOC-E122"
    assert refusal(data, Reading(passwords=("falsch", "x"))) == "VOC-E122"
    members, _ = walk(data, Reading(passwords=("falsch", "ひみつ")))
    assert members[0].data == csv("0007")


def test_names_packed_by_windows_are_read_and_junk_is_named(tmp_path: Path) -> None:
    # Written as bytes of CP932 without the flag that says UTF-8; 表 ends in a backslash there.
    name = "一覧表/応対ソ.csv".encode("cp932")
    plain = packed({"X" * len(name): csv("1"), "__MACOSX/._a.csv": b"x", ".DS_Store": b"x"})
    data = plain.replace(b"X" * len(name), name)
    members, codes = walk(data)
    assert [m.path for m in members] == ["a.zip/一覧表/応対ソ.csv"]
    assert codes == ["VOC-F109"]
    records = read([put(tmp_path, data)], Reading())
    assert records.sources[0].path.endswith("export.zip/一覧表/応対ソ.csv")
    assert records.sources[0].encoding == "CP932"


def test_members_are_read_as_files_and_the_same_content_once(tmp_path: Path) -> None:
    data = packed({"b.csv": csv("2"), "a.csv": csv("1"), "copy.csv": csv("1"), "memo.docx": b"x"})
    records = read([put(tmp_path, data)], Reading())
    assert [Path(s.path).name for s in records.sources] == ["a.csv", "b.csv"]
    assert sorted(records.contacts["contact_id"]) == ["1", "2"]
    found = {f.code: f for f in records.findings}
    assert "memo.docx" in found["VOC-F108"].message
    assert "export.zip/a.csv" in found["VOC-F110"].message
    assert found["VOC-F110"].severity is Severity.NOTE


def test_the_same_file_inside_and_beside_an_archive_counts_once(tmp_path: Path) -> None:
    put(tmp_path, csv("1"), "a.csv")
    put(tmp_path, packed({"x/a.csv": csv("1")}))
    paths, _ = expand([str(tmp_path)])
    assert len(paths) == 2
    records = read(paths, Reading())
    assert len(records.contacts) == 1
    assert [f.code for f in records.findings] == ["VOC-F110"]


def test_lists_of_users_lie_beside_the_other_members() -> None:
    data = packed(
        {"users.json": b'[{"id":"U1"}]', "channels.json": b"[]", "help/2026-11-01.json": TALK}
    )
    members, codes = walk(data)
    assert [m.path for m in members] == ["a.zip/help/2026-11-01.json"]
    assert dict(members[0].beside) == {"users.json": b'[{"id":"U1"}]', "channels.json": b"[]"}
    assert codes == []


def test_a_list_of_users_alone_is_a_file_like_any_other() -> None:
    members, _ = walk(packed({"users.json": b'[{"id":"U1"}]', "a.csv": csv("1")}))
    assert [m.path for m in members] == ["a.zip/a.csv", "a.zip/users.json"]


def test_a_workbook_is_no_archive() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    assert is_book(out.getvalue())
    assert not is_book(packed({"a.csv": b"x"}))
    assert not is_book(b"PK\x03\x04 cut off")
