"""JSON cut into tokens as it streams by: the leaves with their keys, everything else as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import NamedTuple

_TOKEN = re.compile(r'[ \t\r\n]+|"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)
_LITERAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity")
_STRING = re.compile(r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*)*"')
_DEEPEST = 1000  # what Python's own reader gives up on

VALUE, FIRST, KEY, FIRST_KEY, COLON, NEXT = range(6)


class Leaf(NamedTuple):
    """A piece of JSON as it is written; `keys` is None for what is no leaf.

    `begins` marks where a record begins: an object that is an item of the outermost list.
    """

    raw: str
    keys: tuple[str, ...] | None = None
    begins: bool = False


class JsonError(Exception):
    """The text is not JSON; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def cut_leaves(
    chunks: Iterable[str], shadow: Callable[[str], str] = lambda text: text
) -> Iterator[Leaf]:
    """The pieces of one JSON document, in order and without a gap; strings and numbers are leaves.

    `shadow` gives a text of the same length in which only real JSON punctuation is to be seen. Raises
    JsonError at the first piece that cannot stand where it stands.
    """
    walk = _Walk()
    rest = ""
    for chunk in chunks:
        rest = yield from walk.cut(rest + chunk, shadow, final=False)
    rest = yield from walk.cut(rest, shadow, final=True)
    if rest or walk.stack or walk.expect != NEXT:
        raise JsonError(walk.line)


class _Walk:
    """The place in the document."""

    def __init__(self) -> None:
        self.stack: list[str] = []
        self.keys: list[str] = []
        self.expect = VALUE
        self.line = 1

    def cut(
        self, buffer: str, shadow: Callable[[str], str], *, final: bool
    ) -> Generator[Leaf, None, str]:
        # Returns what must wait for more.
        seen = shadow(buffer)
        at = 0
        size = len(buffer)
        while at < size:
            match = _TOKEN.match(seen, at)
            if match is None:
                break
            end = match.end()
            if end == size and not final and seen[at] not in '{}[]:,"':
                break
            yield self._step(buffer[at:end], seen[at:end])
            at = end
        return buffer[at:]

    def _step(self, raw: str, seen: str) -> Leaf:
        first = seen[0]
        if first in " \t\r\n":
            self.line += raw.count("\n") or raw.count("\r")
            return Leaf(raw)
        if first == '"':
            return self._string(raw, seen)
        if first in "{}[]:,":
            begins = first == "{" and self.stack.count("[") == 1 and self.stack[-1] == "["
            self._mark(first)
            return Leaf(raw, begins=begins)
        self._need(bool(_LITERAL.fullmatch(raw)) and self.expect in (VALUE, FIRST))
        self.expect = NEXT
        return Leaf(raw, self._keys() if first in "-0123456789" else None)

    def _string(self, raw: str, seen: str) -> Leaf:
        self._need(bool(_STRING.fullmatch(seen)))
        if self.expect in (KEY, FIRST_KEY):
            self.keys[-1] = raw
            self.expect = COLON
            return Leaf(raw)
        self._need(self.expect in (VALUE, FIRST))
        self.expect = NEXT
        return Leaf(raw, self._keys())

    def _mark(self, mark: str) -> None:
        inside = self.stack[-1] if self.stack else ""
        if mark in "{[":
            self._need(self.expect in (VALUE, FIRST) and len(self.stack) < _DEEPEST)
            self.stack.append(mark)
            self.keys.append("")
            self.expect = FIRST_KEY if mark == "{" else FIRST
        elif mark in "}]":
            empty = FIRST_KEY if mark == "}" else FIRST
            self._need(inside == {"}": "{", "]": "["}[mark] and self.expect in (empty, NEXT))
            self.stack.pop()
            self.keys.pop()
            self.expect = NEXT
        elif mark == ":":
            self._need(self.expect == COLON)
            self.expect = VALUE
        else:
            self._need(bool(inside) and self.expect == NEXT)
            self.expect = KEY if inside == "{" else VALUE

    def _keys(self) -> tuple[str, ...]:
        return tuple(key for key in self.keys if key)

    def _need(self, right: bool) -> None:
        if not right:
            raise JsonError(self.line)
