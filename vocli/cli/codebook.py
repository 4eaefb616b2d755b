"""Codebooks on disk: where they lie, and how a change of one is written, its lock with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vocli.cli.boundary import Global
from vocli.cli.codebook_files import find_codebook, read_codebook_text
from vocli.cli.inputs import ask_anew, load_settings
from vocli.cli.output import check_place, progress, publish, settle, tell, write_file
from vocli.errors import VocliError
from vocli.messages import t

if TYPE_CHECKING:
    from vocli.cli.options import Output, Reading
    from vocli.model import Codebook, Lock
    from vocli.pipeline import Progress, Question
    from vocli.pipeline.codebook_edits import Edit

    Making = Callable[[Codebook, Question, Progress], Edit]


@dataclass(frozen=True)
class Editing:
    """Which codebook is edited, in view of which files, and whether it is written."""

    reading: Reading
    output: Output
    options: Global
    dry_run: bool = False


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
    from vocli.themes import parse_codebook

    path = new_place(reading.codebook, force, options)
    with progress(options) as step:
        text, lock, _ = init_codebook(ask_anew(reading, options), owners, str(path), step)
    _write(path, text, lock)
    book = parse_codebook(text, str(path))
    many = {side.value: len(book.living(side)) for side in Side}
    tell([t("codebook.written", path=path, **many)], options)


def new_place(given: str, force: bool, options: Global) -> Path:
    """Where a new codebook may be written; VOC-E321 where one lies and --force was not given."""
    path = place_of(given, options)
    check_place(path)
    if path.exists() and not force:
        text, hint = t("codebook.exists", path=path), t("codebook.exists_hint")
        raise VocliError("VOC-E321", text, where=str(path), hint=hint)
    return path


def build(editing: Editing) -> None:
    """Make the lock of a codebook anew; the first one from what the files say."""
    from vocli.pipeline.codebook_edits import Edit
    from vocli.pipeline.codebooks import build_codebook
    from vocli.themes import dump_lock

    path = place_of(editing.reading.codebook, editing.options)
    book, before = load(path)
    if before is not None and editing.reading.files:
        edit("codebook build", editing, lambda old, _, __: Edit(old.text))
        return
    with progress(editing.options) as step:
        lock = build_codebook(book, before, ask_anew(editing.reading, editing.options), step)
    if not editing.dry_run:
        write_file(lock_file(path), dump_lock(lock).encode("utf-8"))
    key = "built" if before is None or lock.edition != before.edition else "unchanged"
    tell([t(f"codebook.{key}", path=lock_file(path), edition=lock.edition)], editing.options)


def edit(command: str, editing: Editing, make: Making) -> None:
    """Change a codebook: text and lock are written, what has changed is told."""
    from vocli.pipeline.codebook_edits import apply_edit
    from vocli.themes import dump_lock

    options = editing.options
    target = settle(editing.output, options)
    path = place_of(editing.reading.codebook, options)
    book, before = load(path)
    question = ask_anew(editing.reading, options)
    with progress(options) as step:
        if before is None:
            from vocli.pipeline.codebooks import no_lock

            raise no_lock(str(path))
        old = replace(book, lock=before)
        new, report = apply_edit(command, old, make(old, question, step), question, step)
    assert new.lock is not None
    if not editing.dry_run:
        _write(path, new.text, dump_lock(new.lock))
    key = "dry_run" if editing.dry_run else "edited"
    tell([t(f"codebook.{key}", path=path, edition=new.lock.edition)], options)
    publish(report, target)


def load(path: Path) -> tuple[Codebook, Lock | None]:
    """The codebook as it is written, and its lock where there is one."""
    from vocli.themes import load_lock, parse_codebook

    book = parse_codebook(read_codebook_text(path), str(path))
    lock = lock_file(path)
    return book, load_lock(read_codebook_text(lock), str(lock)) if lock.exists() else None


def load_built(path: Path, question: Question) -> Codebook:
    """The codebook with the lock that its definitions make now; `stale` where the one on disk is older."""
    from vocli.pipeline.codebooks import build_codebook
    from vocli.themes import book_digest

    book, before = load(path)
    lock = build_codebook(
        book, before, question if before is None else replace(question, patterns=())
    )
    stale = before is not None and before.digest != book_digest(book)
    return replace(book, lock=lock, stale=stale)


def lock_file(path: Path) -> Path:
    """Where the lock of a codebook lies."""
    from vocli.pipeline.codebooks import lock_path

    return Path(lock_path(str(path)))


def _write(path: Path, text: str, lock: str) -> None:
    """Both files; the lock first, for a codebook without one is of no use."""
    write_file(lock_file(path), lock.encode("utf-8"))
    write_file(path, text.encode("utf-8"))
