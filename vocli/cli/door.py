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
_FLAGS = ("--debug", "--quiet", "-q")
_VALUED = ("--lang", "--config")


def settle(argv: Sequence[str], environ: Mapping[str, str]) -> None:
    """Choose the language (flag, VOCLI_LANG, vocli.toml, Japanese) and make the streams UTF-8.

    The texts of the options are made when the commands are imported, so this runs before. The locale
    has no say: cron runs in C. An unknown language is complained about by `check_language`.
    """
    wanted = (
        value_of(argv, "--lang")
        or environ.get("VOCLI_LANG", "")
        or _configured(value_of(argv, "--config") or environ.get("VOCLI_CONFIG", "") or CONFIG)
        or messages.DEFAULT
    )
    messages.use(wanted if wanted in messages.LANGUAGES else messages.DEFAULT)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def plain_help(environ: Mapping[str, str]) -> bool:
    """True where help must come without colour: NO_COLOR, or a terminal that cannot."""
    return bool(environ.get("NO_COLOR")) or environ.get("TERM") == "dumb"


def hoist(argv: Sequence[str]) -> list[str]:
    """The arguments with the options of every command in front, where the parser wants them.

    So `vocli themes calls.csv --lang en` works as `vocli --lang en themes calls.csv` does.
    """
    front: list[str] = []
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--":
            return [*front, *rest, word, *words]
        if word in _FLAGS or word.startswith(tuple(f"{name}=" for name in _VALUED)):
            front.append(word)
        elif word in _VALUED:
            front += [word, *(value for value in [next(words, None)] if value is not None)]
        else:
            rest.append(word)
    return [*front, *rest]


def value_of(argv: Sequence[str], name: str, sign: str = "=") -> str:
    """The value of an option as `NAME VALUE` or `NAME=VALUE` (`sign` \"\": `-fVALUE`); \"\" without it."""
    for i, word in enumerate(argv):
        if word == name and i + 1 < len(argv):
            return argv[i + 1]
        if word.startswith(name + sign) and word != name:
            return word[len(name + sign) :]
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
