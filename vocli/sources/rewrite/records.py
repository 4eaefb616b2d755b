"""Delimited text cut into records and fields, each with the characters that it is written with."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice
from typing import NamedTuple

_LONGEST = 16 * 2**20  # characters that an open quote may reach over before it is a stray one
_WATCHED = 50  # rows whose width tells a row from a line inside a quoted cell
_PEEK = 200


class Record(NamedTuple):
    """One row: as it stands, its fields as they are written, quotes included, and what ends it."""

    raw: str
    fields: tuple[str, ...]
    end: str  # line break, or nothing


def read_field(raw: str) -> str:
    """The text that a field stands for: quotes taken off, doubled ones single."""
    if raw[:1] != '"':
        return raw
    close = _closing(raw)
    if close < 0:  # the quote was never closed, so that it is a character like any other
        return raw
    return raw[1:close].replace('""', '"') + raw[close + 1 :]


def write_field(text: str, like: str, delimiter: str) -> str:
    """A field with another text: quoted where the old one was, or where it must be."""
    quoted = like[:1] == '"'
    if quoted and _closing(like) < 0:
        return text
    if quoted or text[:1] == '"' or any(ch in text for ch in (delimiter, "\r", "\n")):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text


def cut_records(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """The records of a file's lines (with their line breaks), by the rules of reading.

    A quote that is never closed, or in whose reach lie lines that are rows by themselves, opens nothing.
    """
    source = iter(lines)
    widths: deque[int] = deque(maxlen=_WATCHED)
    pending: deque[str] = deque()
    while True:
        line = pending.popleft() if pending else next(source, None)
        if line is None:
            return
        if '"' in line:
            taken = [line]
            record = _quoted(taken, chain(_drain(pending), source), delimiter, widths)
            pending.extendleft(reversed(taken))
        else:
            record = _plain(line, delimiter)
        widths.append(len(record.fields))
        yield record


def _drain(pending: deque[str]) -> Iterator[str]:
    while pending:
        yield pending.popleft()


def _quoted(taken: list[str], more: Iterator[str], delimiter: str, widths: deque[int]) -> Record:
    """The record that begins with the line in `taken`; lines that it does not need are left there."""
    state = _State(delimiter)
    size = len(taken[0])
    state.feed(taken[0])
    while state.open and size <= _LONGEST:
        line = next(more, None)
        if line is None:
            break
        taken.append(line)
        size += len(line)
        state.feed(line)
    odd = state.open or state.stray
    if size > _LONGEST or (odd and _swallows(taken[1:], delimiter, widths)):
        return _plain(taken.pop(0), delimiter)
    text = "".join(taken)
    taken.clear()
    return _split(text, delimiter)


def _swallows(inside: list[str], delimiter: str, widths: deque[int]) -> bool:
    width = Counter(widths).most_common(1)[0][0] if widths else 0
    return width > 1 and any(
        len(_plain(line, delimiter).fields) == width for line in islice(inside, _PEEK)
    )


class _State:
    """Whether a quote is open behind the lines that were fed."""

    def __init__(self, delimiter: str) -> None:
        self.open = False
        self.stray = False  # something stands behind a closing quote
        self._delimiter = delimiter

    def feed(self, line: str) -> None:
        """Take one line."""
        at = 0
        body = line.rstrip("\r\n")
        while True:
            if not self.open and body[at : at + 1] == '"':
                self.open = True
                at += 1
            if self.open:
                at = _close(line, at)
                if at < 0:
                    return
                self.open = False
                self.stray |= at < len(body) and body[at] != self._delimiter
            step = body.find(self._delimiter, at)
            if step < 0:
                return
            at = step + 1


def _close(text: str, at: int) -> int:
    """The place behind the quote that closes, from inside a quoted field; -1 without one."""
    while True:
        at = text.find('"', at)
        if at < 0:
            return -1
        if text[at + 1 : at + 2] != '"':
            return at + 1
        at += 2


def _closing(raw: str) -> int:
    """The place of the quote that closes a field which begins with one; -1 without one."""
    close = _close(raw, 1)
    return close - 1 if close >= 0 else -1


def _plain(line: str, delimiter: str) -> Record:
    body = line.rstrip("\r\n")
    return Record(line, tuple(body.split(delimiter)), line[len(body) :])


def _split(text: str, delimiter: str) -> Record:
    fields: list[str] = []
    at = 0
    pattern = _field(delimiter)
    while True:
        if text[at : at + 1] == '"' and _close(text, at + 1) < 0:  # open to the end of the file
            body = text[at:].rstrip("\r\n")
            return Record(text, (*fields, body), text[at + len(body) :])
        match = pattern.match(text, at)
        assert match is not None
        fields.append(match.group())
        at = match.end()
        if text[at : at + 1] != delimiter:
            return Record(text, tuple(fields), text[at:])
        at += 1


@cache
def _field(delimiter: str) -> re.Pattern[str]:
    own = re.escape(delimiter)
    return re.compile(rf'"[^"]*(?:""[^"]*)*"[^{own}\r\n]*|[^{own}\r\n]*')
