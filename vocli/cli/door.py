"""What is settled before anything else is imported: the language, and streams that speak UTF-8."""

from __future__ import annotations

import io
import os
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from vocli import messages

CONFIG = "vocli.toml"


def settle(argv: Sequence[str], environ: Mapping[str, str]) -> None:
    """Choose the language (flag, VOCLI_LANG, vocli.toml, Japanese) and make the streams UTF-8.

    Typer reads its panel titles when it is imported, so this runs before. The locale has no say: cron
    runs in C.
    """
    wanted = (
        _flag(argv, "--lang")
        or environ.get("VOCLI_LANG", "")
        or _configured(_flag(argv, "--config") or CONFIG)
        or messages.DEFAULT
    )
    messages.use(wanted if wanted in messages.LANGUAGES else messages.DEFAULT)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def plain_help(environ: Mapping[str, str]) -> bool:
    """True where help must come without colour: NO_COLOR, or a terminal that cannot."""
    return bool(environ.get("NO_COLOR")) or environ.get("TERM") == "dumb"


def _flag(argv: Sequence[str], name: str) -> str:
    for i, word in enumerate(argv):
        if word == name and i + 1 < len(argv):
            return argv[i + 1]
        if word.startswith(f"{name}="):
            return word.split("=", 1)[1]
    return ""


def _configured(path: str) -> str:
    """The file's `language`; a file that cannot be read is complained about later, with its line."""
    try:
        value = tomllib.loads(Path(path).read_text(encoding="utf-8")).get("language", "")
    except (OSError, ValueError):
        return ""
    return value if isinstance(value, str) else ""


def cache_dir(environ: Mapping[str, str]) -> Path:
    """Where the compiled dictionary lies: VOCLI_CACHE_DIR, else the user's cache folder."""
    chosen = environ.get("VOCLI_CACHE_DIR") or os.environ.get("VOCLI_CACHE_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("vocli")
