"""Patterns that are compiled when a text first asks for them.

The detectors' patterns take most of a second to compile; a command that masks nothing, or whose texts
hold no cue for a detector, shall not wait for them.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern, and becomes it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._source)
        # The methods that are called for every text are kept, so that only the first call comes here.
        value = getattr(compiled, name)
        setattr(self, name, value)
        return value


def lazily(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a regular expression, compiled at its first use. A wrong one fails only then."""
    return cast("re.Pattern[str]", _Lazy(source, int(flags)))


def is_from(match: re.Match[str], *patterns: re.Pattern[str]) -> bool:
    """True if one of the patterns made the match; one that stands for another is never that one itself."""
    return any(match.re.pattern == one.pattern for one in patterns)
