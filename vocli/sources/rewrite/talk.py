"""Texts for reading: plain lines, subtitles (VTT, SRT) and saved LINE talks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from vocli.sources.rewrite.cells import Account, Cell, Unit
from vocli.sources.rewrite.charset import Charset, open_lines
from vocli.sources.values import UNKNOWN, role_of

NAME = "〔氏名〕"
STAFF = "〔担当者名〕"
_MASKED = re.compile(r"〔[^〔〕]+〕")

_TAG = re.compile(r"<[^<>]*>")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>]+)>")
_LABEL = re.compile(r"\s*([^\s:：<>\d][^:：<>]{0,29}?)\s*[:：](?=\s*\S)")
_SPEAKER_NUMBER = re.compile(
    r"\[?(?:spk|speaker|ch|話者|participant)[\s_-]*\w{0,3}\]?", re.IGNORECASE
)

_LINE_HEAD = re.compile(
    r"(\ufeff?\[LINE\] (?:Chat (?:history )?with )?)(.+?)((?:との|の)?トーク(?:履歴)?)?$"
)
_LINE_DATE = re.compile(
    r"(?:\d{4}[./]\d{1,2}[./]\d{1,2}|[A-Z][a-z]{2}, \d{1,2}/\d{1,2}/\d{4})"
    r"(?:\s*[(（]?\s*(?:[月火水木金土日](?:曜日)?|[A-Z][a-z]{2})\s*[)）]?)?"
)
_LINE_SAID = re.compile(r"((?:午前|午後)?\d{1,2}:\d{2}(?:\s?[AP]M)?)(\t| )(.*)", re.DOTALL)
_DID = re.compile(r"(.{1,30}?)(が.*(?:ました|ません)。?)")
_LONG_NAME = 3  # a shorter name inside a sentence may be a word

Part = str | Cell


def walk_lines(path: Path, charset: Charset, account: Account) -> Iterator[Unit]:
    """Plain text: every line is a cell."""
    return _walk(path, charset, account, lambda lines: ([Cell(line)] for line in lines))


def walk_subtitles(path: Path, charset: Charset, account: Account) -> Iterator[Unit]:
    """VTT and SRT: what is said and who says it; cue names, times and settings stay."""
    names = _named(label for label in _each(path, charset, _labels))
    return _walk(path, charset, account, lambda lines: _subtitle(lines, names))


def walk_line_talk(path: Path, charset: Charset, account: Account) -> Iterator[Unit]:
    """A saved LINE talk: its partner and all who speak become placeholders, the times stay."""
    partner = next(_each(path, charset, _line_partner), "")
    # A talk saved on a phone has tabs; one from a computer has spaces, as any sentence does.
    tab = any(said.group(2) == "\t" for said in _each_said(path, charset))
    read = _Talk(partner, "\t" if tab else " ")
    speakers = {read.speaker(said)[0] for said in _each_said(path, charset)} - {""}
    others = STAFF if partner in speakers else NAME  # in a group nobody knows who is who
    for name in sorted(speakers):
        if _is_person(name):
            read.known[name] = NAME if name == partner else others
    return _walk(path, charset, account, read.cut)


class _Line(NamedTuple):
    raw: str
    text: str
    end: str


def _walk(
    path: Path,
    charset: Charset,
    account: Account,
    cut: Callable[[Iterator[str]], Iterable[Sequence[Part]]],
) -> Iterator[Unit]:
    """One unit per line; `cut` gives each line's parts, plain ones and cells."""
    with open_lines(path, charset) as stream:
        seen: list[_Line] = []

        def texts() -> Iterator[str]:
            for raw in stream:
                body = raw.rstrip("\r\n")
                seen.append(_Line(raw, charset.text(body), raw[len(body) :]))
                yield seen[-1].text

        for parts in cut(texts()):
            line = seen.pop(0)
            account.rows += 1
            cells = [part for part in parts if isinstance(part, Cell) and part.text.strip()]
            yield Unit(line.raw, cells, _writer(line, parts, charset))


def _writer(line: _Line, parts: Sequence[Part], charset: Charset) -> Callable[[Sequence[str]], str]:
    def write(new: Sequence[str]) -> str:
        texts = iter(new)
        out = "".join(
            next(texts)
            if isinstance(part, Cell) and part.text.strip()
            else part.text
            if isinstance(part, Cell)
            else part
            for part in parts
        )
        return charset.carry(out, line.raw) + line.end

    return write


def _each(
    path: Path, charset: Charset, find: Callable[[Iterator[str]], Iterator[str]]
) -> Iterator[str]:
    """What `find` finds in the lines of the file, before it is rewritten."""
    with open_lines(path, charset) as stream:
        yield from find(charset.text(raw.rstrip("\r\n")) for raw in stream)


def _is_person(name: str) -> bool:
    """False for roles (お客様, OP), numbered speakers and what is masked already."""
    return not (
        not name.strip()
        or _MASKED.fullmatch(name.strip())
        or _SPEAKER_NUMBER.fullmatch(name.strip())
        or role_of(name) != UNKNOWN
    )


# --- subtitles -----------------------------------------------------------------------------------


def _labels(lines: Iterator[str]) -> Iterator[str]:
    """Names in voice tags, twice; what stands before a colon at the beginning of a line, once."""
    for line in lines:
        for tag in _VOICE.finditer(line):
            yield from (tag.group(1).strip(),) * 2
        label = _LABEL.match(_TAG.sub("", line))
        if label and "-->" not in line:
            yield label.group(1)


def _named(labels: Iterable[str]) -> dict[str, str]:
    """Labels that come back are speakers; a single one may be a word."""
    counts = Counter(labels)
    return {name: NAME for name, n in counts.items() if n > 1 and _is_person(name)}


def _subtitle(lines: Iterator[str], names: dict[str, str]) -> Iterator[Sequence[Part]]:
    inside = ""  # what block the line is part of
    waiting: str | None = None  # a line that may be the name of the cue below
    for line in lines:
        if waiting is not None:
            yield [waiting] if "-->" in line else _spoken(waiting, names)
            waiting = None
        if not line.strip():
            inside = ""
            yield [line]
        elif "-->" in line:
            inside = "cue"
            yield [line]
        elif inside == "settings":
            yield [line]
        elif inside:
            yield _spoken(line, names)
        elif line.lstrip("\ufeff").startswith(("WEBVTT", "STYLE", "REGION")):
            inside = "text" if "WEBVTT" in line else "settings"
            yield [Cell(line)]
        elif line.startswith("NOTE"):
            inside = "text"
            yield [Cell(line)]
        else:
            waiting = line
    if waiting is not None:
        yield _spoken(waiting, names)


def _spoken(line: str, names: dict[str, str]) -> list[Part]:
    """The parts of a line: tags as they are but for the speaker's name, the text between them as cells."""
    parts: list[Part] = []
    at = 0
    for tag in _TAG.finditer(line):
        parts += _said(line[at : tag.start()], names, first=not line[: tag.start()].strip())
        voice = _VOICE.fullmatch(tag.group())
        if voice and _is_person(voice.group(1)):
            start, end = voice.span(1)
            parts += [tag.group()[:start], Cell(voice.group(1), fixed=NAME), tag.group()[end:]]
        else:
            parts.append(tag.group())
        at = tag.end()
    return [*parts, *_said(line[at:], names, first=not _TAG.sub("", line[:at]).strip())]


def _said(text: str, names: dict[str, str], *, first: bool) -> list[Part]:
    label = _LABEL.match(text) if first else None
    if label and label.group(1) in names:
        start, end = label.span(1)
        name = Cell(label.group(1), fixed=NAME)
        return [text[:start], name, Cell(text[end:], names=_inside(names))]
    return [Cell(text, names=_inside(names))] if text else []


def _inside(names: dict[str, str]) -> dict[str, str]:
    """The names that are long enough to be looked for inside sentences, longest first."""
    long = [name for name in names if len(name) >= _LONG_NAME]
    return {name: names[name] for name in sorted(long, key=lambda name: (-len(name), name))}


# --- LINE ----------------------------------------------------------------------------------------


def _line_partner(lines: Iterator[str]) -> Iterator[str]:
    head = _LINE_HEAD.match(next(lines, ""))
    if head:
        yield head.group(2)


def _each_said(path: Path, charset: Charset) -> Iterator[re.Match[str]]:
    """The lines that begin with a time."""
    for line in _each(path, charset, lambda lines: lines):
        said = _LINE_SAID.fullmatch(line)
        if said:
            yield said


@dataclass
class _Talk:
    """Who speaks in a saved talk, and how its lines are cut."""

    partner: str
    separator: str  # between time, name and text
    known: dict[str, str] = field(default_factory=dict)

    @cached_property
    def inside(self) -> dict[str, str]:
        """The names to look for inside sentences."""
        return _inside(self.known)

    def speaker(self, said: re.Match[str]) -> tuple[str, str, str]:
        """(name, separator, text) of a message; without a name for what the app itself says."""
        rest = said.group(3)
        if said.group(2) != self.separator:
            return "", "", rest
        if self.partner and rest.startswith(self.partner + self.separator):
            return self.partner, self.separator, rest[len(self.partner) + 1 :]
        name, between, text = rest.partition(self.separator)
        return (name, between, text) if between else ("", "", rest)

    def cut(self, lines: Iterator[str]) -> Iterator[Sequence[Part]]:
        """The parts of every line."""
        for i, line in enumerate(lines):
            head = _LINE_HEAD.match(line) if not i else None
            said = _LINE_SAID.fullmatch(line)
            if head:
                name = head.group(2)
                own: Part = Cell(name, fixed=NAME) if _is_person(name) else name
                yield [head.group(1), own, head.group(3) or ""]
            elif _LINE_DATE.fullmatch(line.strip()):
                yield [line]
            elif said and said.group(2) == self.separator:
                yield [said.group(1), said.group(2), *self._message(said)]
            else:
                yield [Cell(line, names=self.inside)]

    def _message(self, said: re.Match[str]) -> list[Part]:
        name, between, text = self.speaker(said)
        if name in self.known:
            return [Cell(name, fixed=self.known[name]), between, Cell(text, names=self.inside)]
        did = _DID.fullmatch(text) if not name else None
        if did and _is_person(did.group(1)):
            who = Cell(did.group(1), fixed=self.known.get(did.group(1), NAME))
            return [name, between, who, Cell(did.group(2), names=self.known)]
        return [name, between, Cell(text, names=self.inside)]
