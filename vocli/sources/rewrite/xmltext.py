"""The parts of a workbook as XML text: what people wrote in them is found, everything else stays as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from vocli.sources.rewrite.cells import Cell

_PIECE = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!|<[^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)*>|[^<]+",
    re.DOTALL,
)
_NAME = re.compile(r"</?(?:[\w.-]+:)?([\w.-]+)")
_ATTRIBUTE = re.compile(r"(\s(?:[\w.-]+:)?([\w.-]+)\s*=\s*)(\"[^\"]*\"|'[^']*')")
_ENTITY = re.compile(r"&(?:#(\d+)|#x([0-9A-Fa-f]+)|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_GROUPS = frozenset({"si", "is", "text", "p"})  # texts that are cut into runs
_MASKED = re.compile("〔[^〔〕]*〕")
# Kana over a word, and letters of a fallback drawing, are no text of their own.
_ASIDE = frozenset({"rPh"})
_THREAD = re.compile(r"tc=\{.*\}")  # stands for an author where a comment belongs to a thread


class XmlError(Exception):
    """A part that is no XML which may be read: broken, or with a document type."""


def unescape(text: str) -> str:
    """Character data as the text it stands for."""
    return _ENTITY.sub(_entity, text) if "&" in text else text


def escape(text: str) -> str:
    """Text as character data; lone surrogates and control characters, which XML cannot hold, are dropped."""
    safe = re.sub("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _entity(match: re.Match[str]) -> str:
    number, hexed, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(number) if number else int(hexed, 16)
    return chr(code) if code < 0x110000 else ""


def cut_pieces(text: str) -> Iterator[str]:
    """Tags, comments and character data in order. Raises XmlError where they do not follow one another."""
    at = 0
    for match in _PIECE.finditer(text):
        if match.start() != at or match.group() == "<!":
            raise XmlError
        at = match.end()
        yield match.group()
    if at != len(text):
        raise XmlError


def local_name(tag: str) -> str:
    """A tag's name without its prefix; "" for comments and the like."""
    match = _NAME.match(tag)
    return match.group(1) if match else ""


@dataclass(frozen=True)
class Rules:
    """What a part holds beside its text: attributes with words, elements and attributes with a name."""

    attributes: frozenset[str] = frozenset()
    fixed: Mapping[str, str] = field(default_factory=dict)  # element or attribute -> placeholder
    exact: Mapping[str, str] = field(default_factory=dict)  # a text known from a personal column
    address: bool = False  # attributes are addresses: a placeholder in them is percent-encoded
    texts: bool = True


class Part:
    """One part in memory: its cells, and its text with other ones in them."""

    def __init__(self, text: str, rules: Rules) -> None:
        self._pieces = list(cut_pieces(text))
        self._rules = rules
        self.cells: list[Cell] = []
        self.groups: list[int] = []  # the cell of every group, -1 for one without text
        self._places: list[tuple[int, ...]] = []  # the pieces behind each cell
        self._attributes: dict[int, list[int]] = {}  # piece -> cells of its attributes
        self._aside: dict[int, list[int]] = {}  # first piece of a group -> kana pieces
        self._find()

    def write(self, texts: Sequence[str]) -> str:
        """The part with the cells' new texts."""
        pieces = list(self._pieces)
        attributes: dict[int, dict[int, str]] = {}
        for i, (cell, text) in enumerate(zip(self.cells, texts, strict=True)):
            if cell.text == text:
                continue
            places = self._places[i]
            if not self._is_attribute(i):
                pieces[places[0]] = escape(text)
                for other in (*places[1:], *self._aside.get(places[0], ())):
                    pieces[other] = ""
                self._keep_spaces(pieces, places[0], text)
            else:
                attributes.setdefault(places[0], {})[i] = text
        for place, new in attributes.items():
            pieces[place] = self._tag(place, new)
        return "".join(pieces)

    def _is_attribute(self, i: int) -> bool:
        return i in self._attributes.get(self._places[i][0], ())

    def _find(self) -> None:
        inside: list[str] = []
        group: list[int] = []
        aside: list[int] = []
        for i, piece in enumerate(self._pieces):
            if piece[0] != "<":
                self._text(i, inside, group, aside)
                continue
            name = local_name(piece)
            if not name:
                continue
            if piece[1] == "/":
                if inside:
                    inside.pop()
                if name in _GROUPS and not _GROUPS.intersection(inside):
                    self._close(group, aside)
                    group, aside = [], []
                continue
            self._attribute_cells(i, name)
            if not piece.endswith("/>"):
                inside.append(name)
            elif name in _GROUPS and not _GROUPS.intersection(inside):
                self.groups.append(-1)

    def _text(self, i: int, inside: list[str], group: list[int], aside: list[int]) -> None:
        if not self._rules.texts or self._pieces[i].isspace() or not inside:
            return
        if _ASIDE.intersection(inside):
            aside.append(i)
        elif _GROUPS.intersection(inside):
            group.append(i)
        else:
            self._add((i,), unescape(self._pieces[i]), self._rules.fixed.get(inside[-1], ""))

    def _close(self, group: list[int], aside: list[int]) -> None:
        if not group:
            self.groups.append(-1)
            return
        text = "".join(unescape(self._pieces[i]) for i in group)
        self.groups.append(self._add(tuple(group), text, ""))
        self._aside[group[0]] = aside

    def _add(self, places: tuple[int, ...], text: str, fixed: str) -> int:
        known = self._rules.exact.get(text.strip(), "")
        kept = _MASKED.fullmatch(text) or _THREAD.fullmatch(text)
        self.cells.append(Cell(text, fixed="" if kept else fixed or known))
        self._places.append(places)
        return len(self.cells) - 1

    def _attribute_cells(self, i: int, element: str) -> None:
        if not self._rules.attributes and not self._rules.fixed:
            return
        if self._rules.address and "External" not in self._pieces[i]:
            return
        for _, name, quoted in _ATTRIBUTE.findall(self._pieces[i]):
            fixed = self._rules.fixed.get(f"{element}@{name}", "")
            if fixed or f"{element}@{name}" in self._rules.attributes:
                cell = self._add((i,), unescape(quoted[1:-1]), fixed)
                self._attributes.setdefault(i, []).append(cell)

    def _tag(self, place: int, new: Mapping[int, str]) -> str:
        """A tag with other values of its attributes."""
        element = local_name(self._pieces[place])
        order = iter(self._attributes[place])

        def value(match: re.Match[str]) -> str:
            key = f"{element}@{match.group(2)}"
            if key not in self._rules.attributes and key not in self._rules.fixed:
                return match.group()
            text = new.get(next(order))
            if text is None:
                return match.group()
            if self._rules.address:
                text = _MASKED.sub(lambda mask: quote(mask.group()), text)
            return match.group(1) + '"' + escape(text).replace('"', "&quot;") + '"'

        return _ATTRIBUTE.sub(value, self._pieces[place])

    def _keep_spaces(self, pieces: list[str], place: int, text: str) -> None:
        """Excel drops spaces at the ends of a text unless its element says otherwise."""
        tag = pieces[place - 1] if place else ""
        if text != text.strip() and local_name(tag) == "t" and "space" not in tag:
            pieces[place - 1] = tag[:-1] + ' xml:space="preserve">'
