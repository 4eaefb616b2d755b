"""The key of pseudonyms: from the environment, or from a file of the user's own, made on first use.

The key itself is never printed, logged or written anywhere else.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from vocli.config import Settings
from vocli.errors import VocliError
from vocli.messages import t

VARIABLE = "VOCLI_PSEUDONYM_KEY"
FILE_VARIABLE = "VOCLI_KEY_FILE"
NAME = "pseudonym.key"
SHORTEST = 16  # characters
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyPlace(NamedTuple):
    """Where the key comes from; `path` is None for a key in the environment."""

    origin: str  # environment, file or default
    path: Path | None


def find_key(environ: Mapping[str, str], settings: Settings) -> KeyPlace:
    """The place that is asked first: VOCLI_PSEUDONYM_KEY, VOCLI_KEY_FILE, vocli.toml, the data folder."""
    if environ.get(VARIABLE, ""):
        return KeyPlace("environment", None)
    if environ.get(FILE_VARIABLE, ""):
        return KeyPlace("environment", Path(environ[FILE_VARIABLE]).expanduser())
    if settings.key_file:
        return KeyPlace("file", Path(settings.key_file).expanduser())
    from platformdirs import user_data_path

    return KeyPlace("default", user_data_path("vocli") / NAME)


def load_key(environ: Mapping[str, str], settings: Settings) -> bytes:
    """The key; made where its file does not exist yet.

    VOC-E303 inside a git work tree, VOC-E304 where others can read the file, VOC-E305 where it cannot be
    read or made, or is shorter than 16 characters.
    """
    place = find_key(environ, settings)
    if place.path is None:
        return _checked(environ[VARIABLE], VARIABLE)
    refuse_work_tree(place.path)
    if not place.path.exists():
        _make(place.path)
    refuse_readable(place.path)
    try:
        text = place.path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise _unusable(place.path, t("cli.key_unreadable")) from None
    return _checked(text, str(place.path))


def refuse_work_tree(path: Path) -> None:
    """VOC-E303 where the file would lie in a git work tree, one `git add` away from everybody."""
    for folder in path.resolve().parents:
        if (folder / ".git").exists():
            text = t("cli.key_in_work_tree", folder=folder)
            hint = t("cli.key_elsewhere", file=FILE_VARIABLE, key=VARIABLE)
            raise VocliError("VOC-E303", text, where=str(path), hint=hint)


def refuse_readable(path: Path) -> None:
    """VOC-E304 where the group or others have any right to the file; Windows has no such bits."""
    if os.name == "nt":
        return
    try:
        mode = path.stat().st_mode
    except OSError:
        raise _unusable(path, t("cli.key_unreadable")) from None
    if mode & _OTHERS:
        hint = t("cli.key_chmod", path=path)
        raise VocliError("VOC-E304", t("cli.key_open_to_others"), where=str(path), hint=hint)


def _checked(text: str, where: str) -> bytes:
    key = text.strip()
    if len(key) < SHORTEST:
        hint = t("cli.key_short_hint", n=SHORTEST)
        raise VocliError("VOC-E305", t("cli.key_short"), where=where, hint=hint)
    return key.encode("utf-8", "surrogateescape")


def _make(path: Path) -> None:
    """A new key, complete at once: of two first runs both get the one that came first."""
    import secrets

    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # 0600
        try:
            with os.fdopen(handle, "w", encoding="ascii") as stream:
                stream.write(secrets.token_hex(32) + "\n")
            with contextlib.suppress(FileExistsError):
                _place(name, path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError:
        raise _unusable(path, t("cli.key_not_made")) from None


def _place(name: str, path: Path) -> None:
    """Under its name only if nobody else was faster; where links are unknown, by renaming."""
    try:
        os.link(name, path)
    except FileExistsError:
        raise
    except OSError:
        if not path.exists():
            Path(name).rename(path)


def _unusable(path: Path, what: str) -> VocliError:
    hint = t("cli.key_elsewhere", file=FILE_VARIABLE, key=VARIABLE)
    return VocliError("VOC-E305", what, where=str(path), hint=hint)
