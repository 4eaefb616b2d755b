"""Codebooks on disk: where they lie, and how a change of one is written, its lock with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vocli.cli.boundary import Global
from vocli.cli.codebook_files import find_codebook, read_codebook_text
from vocli.cli.inputs import ask_anew, load_settings
from vocli.cli.output import check_place, progress, tell, write_file
from vocli.errors import VocliError
from vocli.messages import t

if TYPE_CHECKING:
    from vocli.cli.options import Reading
    from vocli.model import Codebook, Lock


def place_of(given: str, options: Global) -> Path:
    """The codebook that is meant; VOC-E355 where none is."""
    path = find_codebook(given, load_settings(options), options)
    if path is None:
        text, hint = t("codebook.needs_codebook"), t("codebook.needs_codebook_hint")
        raise VocliError("VOC-E355", text, hint=hint)
    return path


def init(reading: Reading, owners: tuple[str, ...], force: bool, options: Global) -> None:
    """Write a codebook and its lock from what the files say."""
    from vocli.model import Side
    from vocli.pipeline.codebooks import init_codebook

    path = place_of(reading.codebook, options)
    check_place(path)
    if path.exists() and not force:
        text, hint = t("codebook.exists", path=path), t("codebook.exists_hint")
        raise VocliError("VOC-E321", text, where=str(path), hint=hint)
    with progress(options) as step:
        text, lock, _ = init_codebook(ask_anew(reading, options), owners, str(path), step)
    _write(path, text, lock)
    from vocli.themes import parse_codebook

    book = parse_codebook(text, str(path))
    many = {side.value: len(book.living(side)) for side in Side}
    tell([t("codebook.written", path=path, **many)], options)


def build(reading: Reading, options: Global) -> None:
    """Make the lock of a codebook anew; the first one from what the files say."""
    from vocli.pipeline.codebooks import build_codebook
    from vocli.themes import dump_lock

    path = place_of(reading.codebook, options)
    book, before = load(path)
    with progress(options) as step:
        lock = build_codebook(book, before, ask_anew(reading, options), step)
    place = write_file(_lock(path), dump_lock(lock).encode("utf-8"))
    key = "built" if before is None or lock.edition != before.edition else "unchanged"
    tell([t(f"codebook.{key}", path=place, edition=lock.edition)], options)


def load(path: Path) -> tuple[Codebook, Lock | None]:
    """The codebook as it is written, and its lock where there is one."""
    from vocli.themes import load_lock, parse_codebook

    book = parse_codebook(read_codebook_text(path), str(path))
    lock = _lock(path)
    return book, load_lock(read_codebook_text(lock), str(lock)) if lock.exists() else None


def _write(path: Path, text: str, lock: str) -> None:
    """Both files; the lock first, for a codebook without one is of no use."""
    write_file(_lock(path), lock.encode("utf-8"))
    write_file(path, text.encode("utf-8"))


def _lock(path: Path) -> Path:
    from vocli.pipeline.codebooks import lock_path

    return Path(lock_path(str(path)))
