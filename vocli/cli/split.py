"""Arguments that are a theme and files, or only files when words are searched."""

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


def one_and_files(reading: Reading, room: str) -> tuple[str, list[str]]:
    """The first argument and the files behind it; VOC-E005 (`<room>.needs`) where only one was given."""
    first, *files = reading.files
    if not files:
        raise VocliError("VOC-E005", t(f"{room}.needs", given=first), hint=t(f"{room}.needs_hint"))
    return first, files


def split_words(text: str) -> list[str]:
    """The words of --word, divided by commas of either width."""
    words = re.split(r"[,、，]", text)
    return [word.strip() for word in words if word.strip()]
