"""Cue patterns, rewritten so that the regex engine can skip through long texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

_LONG = 120_000  # characters; measured: below, compiling costs more than the faster form saves
_MOST = 400  # alternatives; a pattern that spreads wider stays as it is


class Wording:
    """A pattern in two forms with the same matches: one that compiles fast, one that runs fast.

    Rewriting and compiling the second takes four times as long, which only long texts pay back.
    """

    def __init__(self, source: str) -> None:
        self.pattern = source

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match in order."""
        return self._fit(text).finditer(text)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        return self._fit(text).search(text)

    def _fit(self, text: str) -> re.Pattern[str]:
        return self._plain if len(text) < _LONG else self._spread

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        """Compiled when a text comes: where all evidence is known from earlier runs, none does."""
        return re.compile(self.pattern, re.MULTILINE)

    @cached_property
    def _spread(self) -> re.Pattern[str]:
        return re.compile(spread(self.pattern), re.MULTILINE)


def compile_pattern(pattern: str) -> Wording:
    """A cue pattern, made fit for many sentences joined by newlines.

    Classes never cross a line and `$` may skip a `?`. ValueError where a pattern tries to do so itself.
    """
    if r"\s" in pattern or r"\$" in pattern or r"\[" in pattern:
        raise ValueError(pattern)
    return Wording(pattern.replace("[^", r"[^\n").replace("$", r"\??$"))


def spread(pattern: str) -> str:
    """The same pattern as one alternation whose branches begin with a literal character where possible.

    `(?:(?:a|b)?c|d)` becomes `(?:ac|bc|c|d)`: same matches in the same order, but the engine now knows
    the few characters a match can begin with and passes over all others quickly.
    """
    done: list[str] = []
    waiting = [pattern]
    while waiting:
        branch = waiting.pop(0)
        parts = _split(branch)
        if len(parts) == 1:
            parts = _open(branch)
        if parts == [branch]:
            done.append(branch)
        else:
            waiting[:0] = parts
        if len(done) + len(waiting) > _MOST or "" in waiting:
            return pattern
    return "(?:" + "|".join(done) + ")"


def _open(branch: str) -> list[str]:
    """The branch with its first item (group, class or optional character) spelt out."""
    if branch.startswith("(?:"):
        end = _close(branch)
        items = _split(branch[3:end])
    elif branch.startswith("[") and re.match(r"\[[^\\^\]-]+\]", branch):
        end = branch.index("]")
        items = [re.escape(ch) for ch in branch[1:end]]
    elif re.match(r"[^\\^$.()\[\]|?*+{}]\?", branch):
        end, items = 0, [branch[0]]
    else:
        return [branch]
    rest = branch[end + 1 :]
    optional = rest.startswith("?")
    if rest[:1] in {"*", "+", "{"} or rest[:2] in {"??", "?+"}:
        return [branch]
    rest = rest.removeprefix("?")
    return [item + rest for item in items] + ([rest] if optional else [])


def _close(branch: str) -> int:
    """Where the group that opens the branch ends."""
    depth = 0
    for place, ch in _characters(branch):
        depth += (ch == "(") - (ch == ")")
        if depth == 0:
            return place
    raise ValueError(branch)


def _split(pattern: str) -> list[str]:
    """The alternatives at the outermost level."""
    depth, start, parts = 0, 0, []
    for place, ch in _characters(pattern):
        depth += (ch == "(") - (ch == ")")
        if ch == "|" and depth == 0:
            parts.append(pattern[start:place])
            start = place + 1
    return [*parts, pattern[start:]]


def _characters(pattern: str) -> list[tuple[int, str]]:
    """Positions and characters outside of classes and escapes."""
    plain = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", lambda m: "\0" * len(m.group()), pattern)
    return list(enumerate(plain))
