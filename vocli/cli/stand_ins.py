"""Options that stand for something else: names in one text, passwords in the environment."""

from __future__ import annotations

import os
from collections.abc import Sequence

from vocli.errors import VocliError
from vocli.messages import t


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
