"""The arguments of `quotes`: a theme and files, or only files when words are searched."""

from __future__ import annotations

import re
from dataclasses import replace

from vocli.cli.options import Reading
from vocli.errors import VocliError
from vocli.messages import t


def theme_and_files(reading: Reading, word: str) -> tuple[str, Reading]:
    """The theme that was asked for (\"\" with --word) and the options with the files alone."""
    if word:
        return "", reading
    theme, *files = reading.files
    if not files:
        raise VocliError("VOC-E005", t("cli.quotes_needs", given=theme), hint=t("cli.quotes_hint"))
    return theme, replace(reading, files=files)


def split_words(text: str) -> list[str]:
    """The words of --word, divided by commas of either width."""
    words = re.split(r"[,、，]", text)
    return [word.strip() for word in words if word.strip()]
