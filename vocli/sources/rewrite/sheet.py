"""The cells of a worksheet's XML, in the order in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vocli.sources.rewrite.xmltext import cut_pieces, escape, local_name, unescape

_ITEM = re.compile(
    r"<(?:[\w.-]+:)?row(?=[\s/>])[^>]*>"
    r"|<(?:[\w.-]+:)?c(?=[\s/>])[^>]*?(?:/>|>.*?</(?:[\w.-]+:)?c\s*>)",
    re.DOTALL,
)
_PLACE = re.compile(r"\sr\s*=\s*[\"']([A-Z]{0,3})(\d+)[\"']")
_TYPE = re.compile(r"\st\s*=\s*[\"'](\w+)[\"']")
_OPEN = re.compile(r"<((?:[\w.-]+:)?)c\b([^>]*)>")
_LITERAL = re.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True)
class SheetCell:
    """One cell: where it stands, its kind (s, str, inlineStr, n, b, e, d), what it holds.

    `value` is the text of an inline or a formula's string, the index of a shared one, or the number as
    written. `formula` is "" without one.
    """

    raw: str
    row: int
    column: int
    kind: str
    value: str
    formula: str

    def as_text(self, text: str) -> str:
        """The cell with a text of its own; its style stays."""
        prefix, attributes = self._head()
        attributes = _TYPE.sub("", attributes).rstrip("/")
        inner = escape(text)
        return (
            f'<{prefix}c{attributes} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">'
            f"{inner}</{prefix}t></{prefix}is></{prefix}c>"
        )

    def with_result(self, formula: str, text: str | None) -> str:
        """The cell with other words in its formula and another result (None: the one it has)."""
        raw = self.raw
        prefix, attributes = self._head()
        if formula != self.formula:
            raw = _element("f").sub(lambda m: m.group(1) + escape(formula) + m.group(3), raw, 1)
        if text is not None:
            raw = _element("v").sub(lambda m: m.group(1) + escape(text) + m.group(3), raw, 1)
            typed = _TYPE.sub("", attributes) + ' t="str"'
            raw = _OPEN.sub(lambda _: f"<{prefix}c{typed}>", raw, 1)
        return raw

    def literals(self) -> list[str]:
        """The texts in quotes inside the formula."""
        return [part[1:-1].replace('""', '"') for part in _LITERAL.findall(self.formula)]

    def formula_with(self, literals: Iterable[str]) -> str:
        """The formula with other texts in its quotes."""
        new = iter(literals)
        doubled = (text.replace('"', '""') for text in new)
        return _LITERAL.sub(lambda _: f'"{next(doubled)}"', self.formula)

    def _head(self) -> tuple[str, str]:
        match = _OPEN.match(self.raw)
        assert match is not None
        return match.group(1), match.group(2)


def walk_sheet(chunks: Iterable[str]) -> Iterator[str | SheetCell]:
    """A sheet's XML as cells and, between them, everything else as it stands."""
    rest = ""
    place = _Place()
    for chunk in chunks:
        rest += chunk
        at = 0
        for match in _ITEM.finditer(rest):
            if match.start() > at:
                yield rest[at : match.start()]
            at = match.end()
            yield place.take(match.group())
        # What may be the beginning of a cell waits for more.
        cut = rest.rfind("<", at) if rest.rfind(">", at) < rest.rfind("<", at) else len(rest)
        begun = [m.start() for m in re.finditer(r"<(?:[\w.-]+:)?c(?=[\s/>])", rest[at:])]
        cut = min(cut, at + begun[0]) if begun else cut
        if cut > at:
            yield rest[at:cut]
        rest = rest[cut:]
    if rest:
        yield rest


class _Place:
    """Row and column, which a producer may leave out."""

    def __init__(self) -> None:
        self.row = self.column = 0

    def take(self, raw: str) -> str | SheetCell:
        """A cell; or the tag of a row, which only moves the place."""
        head = raw[: raw.index(">") + 1]
        found = _PLACE.search(head)
        if local_name(head) == "row":
            self.row = int(found.group(2)) if found else self.row + 1
            self.column = 0
            return raw
        self.column = _column(found.group(1)) if found and found.group(1) else self.column + 1
        kind = _TYPE.search(head)
        formula = _content(raw, "f")
        name = kind.group(1) if kind else "n"
        value = _inline(raw) if name == "inlineStr" else _content(raw, "v")
        return SheetCell(raw, self.row, self.column, name, value, formula)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _element(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"(<(?:[\w.-]+:)?{name}(?:\s[^>]*)?(?<!/)>)(.*?)(</(?:[\w.-]+:)?{name}\s*>)", re.DOTALL
    )


_FORMULA, _VALUE = _element("f"), _element("v")


def _content(raw: str, name: str) -> str:
    match = (_FORMULA if name == "f" else _VALUE).search(raw)
    return unescape(match.group(2)) if match else ""


def _inline(raw: str) -> str:
    """The text of an inline string: its runs, without the kana over them."""
    parts = []
    inside: list[str] = []
    for piece in cut_pieces(raw):
        if piece[0] != "<":
            if "t" in inside and "rPh" not in inside:
                parts.append(unescape(piece))
        elif piece[1] == "/":
            if inside:
                inside.pop()
        elif not piece.endswith("/>"):
            inside.append(local_name(piece))
    return "".join(parts)
