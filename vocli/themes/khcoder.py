"""Coding rules of KH Coder as themes: codes become themes, conditions become rules.

A file holds codes, each a line `＊name` and the condition below it, parts set apart by blanks:
words, 'texts', `|` or `or`, `&` `and`, `!` `not`, brackets, `a+b` (side by side), `near(a-b)[n]`,
`seq(a-b)[n]` (in this order), `<*name>` (another code). `#` begins a remark. What vocli's rules cannot
say is told with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from vocli.messages import t
from vocli.model import Finding, Severity, Theme
from vocli.text import nfkc

_CODE = re.compile(r"^\s*[＊*]\s*(\S.*?)\s*$")
_PART = re.compile(
    r"'[^']*'|\"[^\"]*\"|(?:near|seq)\([^)]*\)(?:\[[^\]]*\])?|<[^>]*>\S*|[()|&!]|[^\s()|&!'\"]+"
)
_GROUP = re.compile(r"(near|seq)\(([^)]*)\)(?:\[([bd]?)(\d*)\])?", re.IGNORECASE)
_OPERATORS = {"|": "OR", "or": "OR", "&": "AND", "and": "AND", "!": "NOT", "not": "NOT"}
_CHARACTERS = 2  # of a word between two words: near counts words, NEAR counts characters
_NEAR_WORDS = 5  # KH Coder's own distance of near()
_SEQ_WORDS = 10  # and of seq()
_DEPTH = 8  # codes inside codes
_INFLECTED = re.compile(r"[一-鿿ぁ-ん][うくぐすつぬぶむるい]$")


@dataclass(frozen=True)
class _Code:
    name: str
    line: int
    parts: tuple[tuple[int, str], ...]  # line and part


@dataclass
class _Reading:
    codes: Mapping[str, _Code]
    path: str
    findings: list[Finding] = field(default_factory=list)
    words: dict[str, None] = field(default_factory=dict)

    def tell(self, line: int, key: str, severity: Severity, **values: object) -> None:
        """Note what cannot be carried over as it is."""
        code = "VOC-F169" if severity is not Severity.NOTE else "VOC-F170"
        text = t(f"codebook.khcoder.{key}", **values)
        hint = t(f"codebook.khcoder.{key}_hint")
        self.findings.append(Finding(code, severity, text, self.path, line, hint=hint))


def read_coding_rules(text: str, path: str) -> tuple[tuple[Theme, ...], tuple[Finding, ...]]:
    """A theme per code (no ids yet beyond T01...), and what could not be said, by line."""
    codes = list(_codes(text))
    known = {code.name: code for code in codes}
    themes: list[Theme] = []
    findings: list[Finding] = []
    for number, code in enumerate(codes, 1):
        reading = _Reading(known, path)
        rule = _rule(code, reading, 0)
        findings += reading.findings
        if not rule and not reading.words:
            continue
        themes.append(
            Theme(
                theme_id=f"T{number:02d}",
                name=code.name,
                terms=tuple((word, 1.0) for word in reading.words),
                must=(rule,) if rule else (),
                line=code.line,
            )
        )
    return tuple(themes), tuple(findings)


def _codes(text: str) -> Iterator[_Code]:
    name, at = "", 0
    parts: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#"):
            continue
        # A code begins a line of its own; inside a condition the same sign refers to another code.
        if found := _CODE.match(line):
            if name:
                yield _Code(name, at, tuple(parts))
            name, at, parts = found[1], number, []
        elif name:
            # Width is folded part by part: the quoted text keeps its own.
            parts += [(number, part) for part in _PART.findall(line.replace("\u3000", " "))]
    if name:
        yield _Code(name, at, tuple(parts))


def _rule(code: _Code, reading: _Reading, depth: int) -> str:
    """The condition as a rule; "" where a part of it cannot be said at all."""
    out: list[str] = []
    for line, part in code.parts:
        said = _part(line, part, reading, depth)
        if not said:
            return ""
        out.append(said)
    return _bounded(out)


def _bounded(parts: Sequence[str]) -> str:
    """Two operands side by side have an OR between them where the file left the operator out."""
    out: list[str] = []
    for part in parts:
        operand = part not in {"AND", "OR", ")"}
        if out and operand and out[-1] not in {"AND", "OR", "NOT", "("}:
            out.append("AND" if part == "NOT" else "OR")
        out.append(part)
    return " ".join(out).replace("( ", "(").replace(" )", ")")


def _part(line: int, part: str, reading: _Reading, depth: int) -> str:
    plain = nfkc(part)
    said = {"(": "(", ")": ")", **_OPERATORS}.get(plain.casefold(), "")
    if said or part[0] in "'\"":
        return said or _quoted(part[1:-1])
    if found := _GROUP.fullmatch(plain):
        return _group(line, found, reading)
    if plain.startswith(("<*", "<＊")):
        return _other(line, plain, reading, depth)
    if not plain.startswith("<") and "-->" not in plain:
        return _words(line, plain, reading)
    reading.tell(line, "unsayable", Severity.WARNING, part=part)
    return ""


def _words(line: int, plain: str, reading: _Reading) -> str:
    """A word, or words side by side joined by `+`."""
    words = [word for word in plain.split("+") if word]
    for word in words:
        _keep(line, word, reading)
    if len(words) > 1:
        return f"({_chain(words, _CHARACTERS)})"
    return _quoted(words[0]) if words else ""


def _group(line: int, found: re.Match[str], reading: _Reading) -> str:
    words = [word for word in re.split(r"[-+]", found[2]) if word]
    if len(words) < 2:
        reading.tell(line, "unsayable", Severity.WARNING, part=found[0])
        return ""
    kind = found[1].casefold()
    for word in words:
        _keep(line, word, reading)
    if kind == "seq":
        reading.tell(line, "order", Severity.WARNING, part=found[0])
    most = int(found[4] or (_NEAR_WORDS if kind == "near" else _SEQ_WORDS))
    reading.tell(line, "distance", Severity.NOTE, part=found[0], n=min(most * _CHARACTERS, 999))
    return f"({_chain(words, most * _CHARACTERS)})"


def _chain(words: Sequence[str], most: int) -> str:
    """Each word near the next one."""
    pairs = pairwise(words)
    return " AND ".join(f"{_quoted(a)} NEAR/{min(most, 999)} {_quoted(b)}" for a, b in pairs)


def _other(line: int, plain: str, reading: _Reading, depth: int) -> str:
    """Another code's condition, written out."""
    name = plain.strip("<>").lstrip("*＊")
    code = reading.codes.get(name)
    if code is None or depth >= _DEPTH:
        reading.tell(line, "no_code", Severity.WARNING, part=plain)
        return ""
    inner = _rule(code, reading, depth + 1)
    return f"({inner})" if inner else ""


def _keep(line: int, word: str, reading: _Reading) -> None:
    """A word is a term as well: terms find its inflected forms, a rule only what stands there."""
    if word not in reading.words and _INFLECTED.search(word):
        reading.tell(line, "inflected", Severity.NOTE, part=word)
    reading.words.setdefault(word)


def _quoted(word: str) -> str:
    clean = word.replace('"', "").strip()
    return f'"{clean}"' if clean else ""
