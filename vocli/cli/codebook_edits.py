"""The edits of `vocli codebook`, each as what it makes of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vocli.cli.codebook import Editing, edit
from vocli.errors import VocliError
from vocli.messages import t

_THEME = re.compile(r"[A-Z]{1,3}\d{2,5}|D-[0-9a-f]{4,8}(?:-\d+)?")


def rename(theme: str, name: str, editing: Editing) -> None:
    """Give a theme another name."""
    from vocli.pipeline.codebook_edits import Edit
    from vocli.themes import rename as renamed

    edit("codebook rename", editing, lambda book, _, __: Edit(renamed(book, theme, name)))


def retire(editing: Editing) -> None:
    """End a theme."""
    from vocli.pipeline.codebook_edits import Edit
    from vocli.themes import retire as retired

    (theme,), editing = _themes(editing, 1)
    edit("codebook retire", editing, lambda book, _, __: Edit(retired(book, theme)))


def merge(into: str, name: str, editing: Editing) -> None:
    """Make one theme of several."""
    from vocli.pipeline.codebook_edits import Edit
    from vocli.themes import merge as merged

    themes, editing = _themes(editing, 0)
    edit("codebook merge", editing, lambda book, _, __: Edit(merged(book, themes, into, name)))


def split(editing: Editing) -> None:
    """Part a theme into the groups found among its voices."""
    from vocli.pipeline.codebook_edits import split as parted
    from vocli.themes import find_theme

    (theme,), editing = _themes(editing, 1, files=True)
    edit(
        "codebook split",
        editing,
        lambda book, question, step: parted(book, find_theme(book, theme), question, step),
    )


def promote(named: tuple[str, Sequence[str]], editing: Editing) -> None:
    """Make a draft a theme."""
    from vocli.pipeline.codebook_edits import promote as promoted

    (draft,), editing = _themes(editing, 1, files=True)
    edit(
        "codebook promote",
        editing,
        lambda book, question, step: promoted(book, draft, named, question, step),
    )


def _themes(editing: Editing, count: int, files: bool = False) -> tuple[list[str], Editing]:
    """The themes before the files, and the rest; VOC-E005 where there are not `count` of them (0 = any)."""
    given = list(editing.reading.files)
    at = next((i for i, word in enumerate(given) if not _THEME.fullmatch(word)), len(given))
    themes, rest = given[:at], given[at:]
    if not themes or (count and len(themes) != count) or (files and not rest):
        text = t("codebook.needs_files" if themes and files else "codebook.needs_theme")
        raise VocliError("VOC-E005", text, hint=t("codebook.needs_theme_hint"))
    return themes, replace(editing, reading=replace(editing.reading, files=rest))
