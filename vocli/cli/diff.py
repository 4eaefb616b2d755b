"""The two pages of `vocli diff`: where they lie and what stands in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vocli.cli.inputs import read_by_hand
from vocli.errors import VocliError
from vocli.messages import t

if TYPE_CHECKING:
    from vocli.model.page_file import PageFile


def open_page(given: str, folder: str) -> PageFile:
    """The page of a file, or of a name such as 2026-W46 in the folder; VOC-E372 where there is none."""
    from vocli.pipeline.page_files import parse_page

    path = Path(given).expanduser()
    if not path.suffix:
        path = Path(folder).expanduser() / f"{given}.json"
    text, hint = t("diff.missing_page", path=path), t("diff.missing_page_hint")
    return parse_page(
        read_by_hand(path, VocliError("VOC-E372", text, where=str(path), hint=hint)), path.name
    )
