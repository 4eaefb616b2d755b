"""HTML as the lines that a reader sees, quoted blocks as quoted lines.

The standard parser raises on some declarations and takes quadratic time on unclosed ones; a mail
body needs no tree, only its breaks and its quotations.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

_TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,40})((?:\s(?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}')*)?)/?>"
)
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt",
        "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend",
        "li", "main", "nav", "ol", "option", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead",
        "tr", "ul",
    }
)  # fmt: skip
_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "area", "b", "base", "basefont", "bdo", "big", "button", "cite", "code", "col",
        "colgroup", "del", "em", "font", "head", "i", "img", "input", "ins", "kbd", "label", "link", "map", "mark",
        "meta", "noscript", "object", "param", "q", "rp", "rt", "ruby", "s", "samp", "select", "small", "span",
        "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
    }
)  # fmt: skip
_UNSEEN = ("script", "style", "title", "template")
_BOXES = frozenset({"blockquote", "div", "span", "table"})
_QUOTING = re.compile(r"gmail_quote|gmail_extra|yahoo_quoted|moz-cite|protonmail_quote", re.I)
_SIGNATURE = re.compile(r"gmail_signature|moz-signature", re.IGNORECASE)
_REST_QUOTED = re.compile(r"divRplyFwdMsg|appendonsend|mail-editor-reference-message", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE_BREAK = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n][\r\n \t]*(?=[\u3000-\u9fff\uff00-\uffef])"
)


@dataclass
class _Page:
    """Lines written so far; `boxes` are the open elements that may quote, with their depth."""

    lines: list[str] = field(default_factory=lambda: [""])
    boxes: list[tuple[str, str]] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=dict)
    quoted: int = 0
    signed: int = 0
    rest_quoted: bool = False

    def write(self, text: str) -> None:
        if not self.signed:
            self.lines[-1] += text

    def end_line(self) -> None:
        if self.lines[-1].strip():
            self.lines.append("")
        if not self.lines[-1]:
            self.lines[-1] = "> " if self.quoted or self.rest_quoted else ""

    def enter(self, name: str, attributes: str) -> None:
        if _REST_QUOTED.search(attributes):
            self.rest_quoted = True
        role = ""
        if name == "blockquote" or _QUOTING.search(attributes):
            role = "quoted"
        elif _SIGNATURE.search(attributes):
            role = "signed"
        self.boxes.append((name, role))
        self.open[name] = self.open.get(name, 0) + 1
        self._count(role, 1)

    def leave(self, name: str) -> None:
        """Closes up to the innermost box of that name; a close without its opening is ignored."""
        if not self.open.get(name):
            return
        while self.boxes:
            last, role = self.boxes.pop()
            self.open[last] -= 1
            self._count(role, -1)
            if last == name:
                return

    def _count(self, role: str, step: int) -> None:
        if role == "quoted":
            self.quoted += step
        elif role == "signed":
            self.signed += step


def html_text(text: str) -> str:
    """The visible text of HTML, a line per block; lines inside quotations begin with "> ".

    A text without any tag keeps its line breaks; "5 < 8" and "<support@example.jp>" are no tags.
    """
    text = _without_comments(text)
    tags = [tag for tag in _TAG.finditer(text) if _known(tag[2])]
    if not tags:
        return html.unescape(text).replace("\u00a0", " ")
    page = _Page()
    position = 0
    hidden = ""
    for tag in tags:
        name = tag[2].lower()
        if hidden:
            if tag[1] and name == hidden:
                hidden, position = "", tag.end()
            continue
        page.write(_words(text[position : tag.start()]))
        position = tag.end()
        if name in _UNSEEN and not tag[1] and not tag.group().endswith("/>"):
            hidden = name
        else:
            _apply(page, name, tag)
    if not hidden:
        page.write(_words(text[position:]))
    return "\n".join(line for line in page.lines if line.strip(" >"))


def _known(name: str) -> bool:
    name = name.lower()
    return name in _BLOCKS or name in _INLINE or name in _UNSEEN or ":" in name


def _apply(page: _Page, name: str, tag: re.Match[str]) -> None:
    if name in _BOXES and tag[1]:
        page.leave(name)
    elif name in _BOXES:
        page.enter(name, tag[3])
    elif _REST_QUOTED.search(tag[3]):
        page.rest_quoted = True
    if name in _BLOCKS:
        page.end_line()


def _words(text: str) -> str:
    if not text:
        return ""
    plain = html.unescape(_SPACE.sub(" ", _WIDE_BREAK.sub("", text)))
    return plain.replace("\u00a0", " ").replace("\u200b", "")


def _without_comments(text: str) -> str:
    """Without comments and declarations; an unclosed one is dropped up to its own mark only."""
    out = []
    position = 0
    while (start := text.find("<!", position)) >= 0:
        close = "-->" if text.startswith("<!--", start) else ">"
        end = text.find(close, start)
        if end < 0:
            break
        out.append(text[position:start])
        position = end + len(close)
    return "".join([*out, text[position:]])
