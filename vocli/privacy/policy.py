"""What a team adds to masking: patterns of its own numbers, and columns that are personal as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vocli.errors import VocliError
from vocli.messages import t

_LABEL = re.compile(r"[^〔〕\n]{1,12}")  # what spans.shield recognises as a placeholder


@dataclass(frozen=True)
class Policy:
    """A team's own rules: `patterns` are (placeholder label, regex), `columns` headers that are personal.

    The regex is tried on the folded text (NFKC). VOC-E401 for a pattern that cannot be used.
    """

    patterns: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        compiled(self.patterns)


@lru_cache(maxsize=32)
def compiled(patterns: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(placeholder, compiled regex) of each pattern; VOC-E401 names the one that cannot be used."""
    return tuple((f"〔{label}〕", _compile(label, regex)) for label, regex in patterns)


def _compile(label: str, regex: str) -> re.Pattern[str]:
    if not _LABEL.fullmatch(label):
        raise _refusal(label, t("privacy.bad_label"))
    try:
        pattern = re.compile(regex)
    except re.error:
        raise _refusal(label, t("privacy.not_a_regex")) from None
    if pattern.search(""):
        raise _refusal(label, t("privacy.matches_nothing"))
    return pattern


def _refusal(label: str, hint: str) -> VocliError:
    return VocliError("VOC-E401", t("privacy.bad_pattern", name=label), hint=hint)


NO_POLICY = Policy()
