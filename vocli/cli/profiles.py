"""What files are read with beyond column names: profiles, passwords and the names of agents."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from vocli.errors import VocliError
from vocli.messages import t


def read_profiles(paths: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(name, text) of each profile file. VOC-E010 where one cannot be read."""
    return tuple((Path(path).stem, _text(path)) for path in paths)


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise VocliError(
            "VOC-E010", t("cli.no_profile"), where=path, hint=t("cli.no_profile_hint")
        ) from None


def find_passwords(names: Sequence[str]) -> tuple[str, ...]:
    """The passwords that the named environment variables hold; they never stand on a command line.

    VOC-E011 where a variable is not set.
    """
    missing = next((name for name in names if not os.environ.get(name)), "")
    if missing:
        text = t("cli.no_password", name=missing)
        raise VocliError("VOC-E011", text, hint=t("cli.no_password_hint", name=missing))
    return tuple(os.environ[name] for name in names)


def split_names(texts: Sequence[str]) -> tuple[str, ...]:
    """Names given one by one or divided by commas of either width."""
    parts = [
        part for text in texts for part in text.replace("、", ",").replace("，", ",").split(",")
    ]
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
