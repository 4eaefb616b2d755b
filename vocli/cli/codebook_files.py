"""Where a codebook and its lock lie, and what stands in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vocli.cli.boundary import Global
from vocli.cli.inputs import read_by_hand, settings_folder
from vocli.config import Settings
from vocli.errors import VocliError
from vocli.messages import t

if TYPE_CHECKING:
    from vocli.model import Codebook


def find_codebook(given: str, settings: Settings, options: Global) -> Path | None:
    """Where the codebook lies: as asked, else as set in vocli.toml (seen from the folder of that file)."""
    if given:
        return Path(given).expanduser()
    return (
        settings_folder(options) / Path(settings.codebook).expanduser()
        if settings.codebook
        else None
    )


def read_codebook(path: Path | None) -> Codebook | None:
    """The codebook with its lock; VOC-E350 where there is no such file."""
    from vocli.pipeline.codebooks import lock_path, open_codebook

    if path is None:
        return None
    lock = Path(lock_path(str(path)))
    return open_codebook(
        str(path), read_codebook_text(path), read_codebook_text(lock) if lock.exists() else None
    )


def read_codebook_text(path: Path) -> str:
    """The text of a codebook or its lock; VOC-E350 where it cannot be read."""
    text, hint = t("codebook.unreadable"), t("codebook.unreadable_hint")
    return read_by_hand(path, VocliError("VOC-E350", text, where=str(path), hint=hint))
