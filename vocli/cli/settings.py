"""Which of flag, environment and vocli.toml decides a setting, and `config show`, which tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vocli.cli.help import did_you_mean
from vocli.config import AUDIENCE_NAMES, AUDIENCES, Settings
from vocli.errors import VocliError
from vocli.messages import t


class Settled(NamedTuple):
    """A value and where it came from: flag, environment, file or default."""

    value: str
    origin: str


def resolve(flag: str, environment: str, configured: str, default: str) -> Settled:
    """The first of them that is not empty."""
    given = ((flag, "flag"), (environment, "environment"), (configured, "file"))
    return next((Settled(value, origin) for value, origin in given if value), _default(default))


def resolve_audience(flag: str, environ: Mapping[str, str], settings: Settings) -> Settled:
    """Who will read the result; VOC-E003 for an unknown name, Japanese names are known."""
    found = resolve(flag, environ.get("VOCLI_AUDIENCE", ""), settings.audience, "desk")
    name = AUDIENCE_NAMES.get(found.value, found.value)
    if name not in AUDIENCES:
        origin = "--audience" if found.origin == "flag" else "VOCLI_AUDIENCE"
        text = t("cli.unknown_value", option=origin, value=found.value)
        hint = did_you_mean(found.value, (*AUDIENCES, *AUDIENCE_NAMES)) + t(
            "cli.known_values", values=", ".join((*AUDIENCES, *AUDIENCE_NAMES))
        )
        raise VocliError("VOC-E003", text, hint=hint)
    return Settled(name, found.origin)


def _default(value: str) -> Settled:
    return Settled(value, "default")
