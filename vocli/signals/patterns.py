"""Cue patterns, rewritten so that the regex engine can skip through long texts."""

from __future__ import annotations

import re

_MOST = 400  # alternatives; a pattern that spreads wider stays as it is


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A cue pattern, made fit for many sentences joined by newlines.

    Classes never cross a line and `$` may skip a `?`. ValueError where a pattern tries to do so itself.
    """
    if r"\s" in pattern or r"\$" in pattern or r"\[" in pattern:
        raise ValueError(pattern)
    lined = pattern.replace("[^", r"[^\n").replace("$", r"\??$")
    return re.compile(spread(lined), re.MULTILINE)


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
