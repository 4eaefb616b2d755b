"""ZIP archives: every readable member as a file of its own, and nothing that an archive must not do.

Nothing is ever written to the disk. A member's name is a label only, and still one that could lead out of
the archive is left out and named, for whoever made it meant no good.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.folder import SUFFIXES, is_temporary, list_names
from vocli.sources.japanese import decode_cp932
from vocli.sources.options import Opened

ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
MAX_MEMBERS = 100_000
MAX_UNPACKED = 4 * 2**30  # bytes of all members together
MAX_RATIO = 200  # unpacked to packed; beyond it nothing above _FREE bytes is unpacked
_FREE = 50 * 2**20
_MAX_BESIDE = 64 * 2**20
# Lists that belong to the other members (Slack) and are no exports themselves.
_BESIDE = frozenset({"users.json", "channels.json", "groups.json", "dms.json", "mpims.json"})
_UNSAFE = re.compile(r"^(?:/|[A-Za-z]:)|(?:^|/)\.\.(?:/|$)|[\x00-\x1f\x7f]")
# NotImplementedError: the archive claims a version of the format that does not exist.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    NotImplementedError,
)


@dataclass(frozen=True)
class _Member:
    name: str  # decoded, with slashes
    info: zipfile.ZipInfo


def is_book(data: bytes) -> bool:
    """True if a ZIP holds a workbook (XLSX, ODS) rather than files; a damaged one holds neither."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            names = set(box.namelist())
            if "[Content_Types].xml" in names:
                return True
            return "mimetype" in names and "content.xml" in names
    except DAMAGE:
        return False


def unpack(opened: Opened, depth: int = 0) -> Iterator[Opened | Finding]:
    """The members of an archive one by one, by name, and findings about those left out.

    Raises VOC-E120 (damaged), VOC-E121 (too many, too large), VOC-E122 (password), VOC-E123 (a packing
    method that cannot be read), VOC-E105 (nothing to read inside).
    """
    try:
        box = zipfile.ZipFile(io.BytesIO(opened.data))
        infos = [info for info in box.infolist() if not info.orig_filename.endswith(("/", "\\"))]
    except DAMAGE as bad:
        raise _damaged(opened.path) from bad
    with box:
        check_size([(info.file_size, info.compress_size) for info in infos], opened.path)
        members = sorted((_Member(_name(info), info) for info in infos), key=lambda m: m.name)
        chosen, findings = _choose(members, opened.path)
        yield from findings
        if not chosen:
            raise VocliError(
                "VOC-E105",
                t("sources.empty_archive"),
                where=opened.path,
                hint=t("sources.empty_archive_hint"),
            )
        beside, chosen = _set_aside(box, chosen, opened)
        for member in chosen:
            data = _read(box, member, opened)
            path = f"{opened.path}/{member.name}"
            inner = Opened(data, path, opened.reading, beside)
            if not (data.startswith(ZIP_STARTS) and not is_book(data)):
                yield inner
            elif depth:
                yield _left_out("VOC-F151", "sources.nested_archive", [member.name], opened.path)
            else:
                yield from unpack(inner, depth + 1)


def check_size(sizes: Sequence[tuple[int, int]], path: str) -> None:
    """Raise VOC-E121 if (unpacked, packed) sizes are more than an export can have."""
    total, packed = sum(size for size, _ in sizes), sum(size for _, size in sizes)
    bomb = any(size > _FREE and size > MAX_RATIO * small for size, small in sizes)
    if (
        len(sizes) > MAX_MEMBERS
        or total > MAX_UNPACKED
        or bomb
        or (total > _FREE and total > MAX_RATIO * packed)
    ):
        message = t("sources.archive_size", files=len(sizes), megabytes=f"{total >> 20:,}")
        raise VocliError(
            "VOC-E121", message, where=path, hint=t("sources.archive_size_hint", files=MAX_MEMBERS)
        )


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; without the UTF-8 flag it is UTF-8 all the same, or CP932 as Windows packs it."""
    raw = info.orig_filename
    if not info.flag_bits & 0x800:
        packed = raw.encode("cp437", "replace")
        for decode in (lambda one: one.decode("utf-8"), decode_cp932):
            try:
                raw = decode(packed)
                break
            except UnicodeDecodeError:
                continue
    return raw.replace("\\", "/")


def _choose(members: Sequence[_Member], path: str) -> tuple[list[_Member], list[Finding]]:
    """The members to read, and a finding for each group that is not read."""
    groups: dict[str, list[_Member]] = {"unsafe": [], "junk": [], "other": [], "read": []}
    for member in members:
        groups[_group(member)].append(member)
    findings = [
        _left_out(code, key, [m.name for m in groups[group]], path)
        for group, code, key in (
            ("unsafe", "VOC-F150", "sources.unsafe_members"),
            ("junk", "VOC-F109", "sources.temporary"),
            ("other", "VOC-F108", "sources.other_kinds"),
        )
        if groups[group]
    ]
    return groups["read"], findings


def _group(member: _Member) -> str:
    place = PurePosixPath(member.name)
    if _UNSAFE.search(member.name) or stat.S_ISLNK(member.info.external_attr >> 16):
        return "unsafe"
    if "__MACOSX" in place.parts or place.name.startswith("._") or is_temporary(place.name):
        return "junk"
    return "read" if place.suffix.casefold() in SUFFIXES else "other"


def _left_out(code: str, key: str, names: Sequence[str], path: str) -> Finding:
    severity = Severity.NOTE if code in ("VOC-F108", "VOC-F109") else Severity.WARNING
    shown = [re.sub(r"[\x00-\x1f\x7f]", "?", name) for name in names]
    return Finding(code, severity, t(key, names=list_names(shown)), path)


def _set_aside(
    box: zipfile.ZipFile, members: list[_Member], opened: Opened
) -> tuple[Mapping[str, bytes], list[_Member]]:
    """(lists that explain the others, by file name; the members that are left)."""
    lists = {
        m.name: m
        for m in members
        if PurePosixPath(m.name).name in _BESIDE and m.info.file_size <= _MAX_BESIDE
    }
    others = [m for m in members if m.name not in lists]
    if not any(m.name.casefold().endswith(".json") for m in others):
        return {}, members
    beside = {PurePosixPath(name).name: _read(box, m, opened) for name, m in lists.items()}
    return beside, others


def _read(box: zipfile.ZipFile, member: _Member, opened: Opened) -> bytes:
    place = f"{opened.path}/{member.name}"
    try:
        if not member.info.flag_bits & 1:
            return box.read(member.info)
        return _decrypt(box, member, opened.reading.passwords, place)
    except NotImplementedError as bad:
        raise VocliError(
            "VOC-E123", t("sources.packing"), where=place, hint=t("sources.packing_hint")
        ) from bad
    except DAMAGE as bad:
        raise _damaged(place) from bad


def _decrypt(box: zipfile.ZipFile, member: _Member, passwords: Sequence[str], place: str) -> bytes:
    for password in passwords:
        for secret in dict.fromkeys(
            password.encode(code, "replace") for code in ("utf-8", "cp932")
        ):
            try:
                return box.read(member.info, pwd=secret)
            except (RuntimeError, zlib.error, zipfile.BadZipFile) as bad:
                # A wrong password is noticed at once, or by what comes out (1 in 256).
                if isinstance(bad, NotImplementedError):
                    raise
    key = "sources.archive_wrong" if passwords else "sources.archive_locked"
    raise VocliError("VOC-E122", t(key), where=place, hint=t("sources.give_password"))


def _damaged(path: str) -> VocliError:
    return VocliError("VOC-E120", t("sources.archive"), where=path, hint=t("sources.archive_hint"))
