"""JSON and NDJSON: string leaves, and numbers under a key that is personal as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.rewrite.cells import Account, Cell, Unit
from vocli.sources.rewrite.charset import Charset, open_lines
from vocli.sources.rewrite.headers import is_kept
from vocli.sources.rewrite.tokens import JsonError, Leaf, cut_leaves

_CHUNK = 2**20
_TRIED = 5  # lines that tell NDJSON from JSON
_NAMED = 20  # broken lines that get a finding each


def is_ndjson(path: Path, charset: Charset) -> bool:
    """True where the lines of a file, not the whole of it, are JSON objects."""
    with open_lines(path, charset) as stream:
        lines = []
        for line in stream:
            body = _body(line)
            if body.strip():
                lines.append(body)
            if len(lines) > _TRIED or len(line) > 64 * _CHUNK:
                break
    if not lines or lines[0].lstrip()[:1] == "[":
        return False
    objects = sum(
        1 for line in lines[:_TRIED] if line.lstrip()[:1] == "{" and _reads(line, charset)
    )
    return objects >= max(1, len(lines[:_TRIED]) / 2) or (
        len(lines) > 1 and _reads(lines[0], charset)
    )


def walk_ndjson(path: Path, charset: Charset, account: Account) -> Iterator[Unit]:
    """Every line as a unit; a line that is no JSON is one cell, and said."""
    broken = 0
    with open_lines(path, charset) as stream:
        for place, line in enumerate(stream, 1):
            if not line.strip():
                yield Unit(line)
                continue
            account.rows += 1
            try:
                yield _joined([_unit(leaf, charset) for leaf in _leaves(line, charset)], line)
            except JsonError:
                broken += 1
                if broken <= _NAMED:
                    message = t("sources.mask_broken_record", row=place)
                    account.findings.append(
                        Finding("VOC-F331", Severity.WARNING, message, str(path), place)
                    )
                yield _as_text(line, charset)


def walk_json(path: Path, charset: Charset, account: Account) -> Iterator[Unit]:
    """The pieces of a document as units. Raises VOC-E109 for text that is no JSON."""
    with open_lines(path, charset) as stream:
        chunks = iter(partial(stream.read, _CHUNK), "")
        try:
            for leaf in cut_leaves(chunks, charset.shadow):
                account.rows += leaf.begins
                yield _unit(leaf, charset)
        except JsonError as bad:
            raise VocliError(
                "VOC-E109",
                t("sources.json", line=bad.line),
                where=str(path),
                hint=t("sources.json_hint"),
            ) from None


def _leaves(line: str, charset: Charset) -> Iterator[Leaf]:
    mark = len(line) - len(_body(line))
    if mark:
        yield Leaf(line[:mark])
    yield from cut_leaves([line[mark:]], charset.shadow)


def _body(line: str) -> str:
    """A line without a byte order mark, which stands inside files that were joined."""
    return line.removeprefix("\xef\xbb\xbf").removeprefix("\ufeff")


def _reads(line: str, charset: Charset) -> bool:
    try:
        return all(True for _ in cut_leaves([line], charset.shadow))
    except JsonError:
        return False


def _joined(units: list[Unit], line: str) -> Unit:
    cells = [cell for unit in units for cell in unit.cells]

    def write(new: object) -> str:
        texts = iter(new)  # type: ignore[call-overload]
        parts = []
        for unit in units:
            own = [next(texts) for _ in unit.cells]
            same = all(cell.text == text for cell, text in zip(unit.cells, own, strict=True))
            parts.append(unit.raw if same else unit.write(own))
        return "".join(parts)

    return Unit(line, cells, write)


def _unit(leaf: Leaf, charset: Charset) -> Unit:
    if leaf.keys is None or leaf.raw == '""':
        return Unit(leaf.raw)
    names = [_key(charset.text(key)) for key in leaf.keys]
    headers = tuple(dict.fromkeys([*names[-1:], ".".join(names)])) if names else ()
    if leaf.raw[0] != '"':
        if not names:
            return Unit(leaf.raw)
        number = Cell(leaf.raw, headers, kept=True)
        return Unit(leaf.raw, (number,), lambda new: _dump(new[0], leaf.raw, charset))
    text = json.loads(charset.text(leaf.raw), strict=False)
    kept = bool(names) and is_kept(names[-1], text)
    return Unit(
        leaf.raw, (Cell(text, headers, kept),), lambda new: _dump(new[0], leaf.raw, charset)
    )


@lru_cache(maxsize=4096)
def _key(raw: str) -> str:
    try:
        return str(json.loads(raw, strict=False))
    except ValueError:
        return raw.strip('"')


def _dump(text: str, like: str, charset: Charset) -> str:
    """A string token, escaped as the old one was: \\u where it has them or the whole file is ASCII."""
    escaped = charset.ascii_only or "\\u" in charset.shadow(like)
    token = json.dumps(text, ensure_ascii=escaped)
    return charset.carry(token, like)


def _as_text(line: str, charset: Charset) -> Unit:
    body = line.rstrip("\r\n")
    end = line[len(body) :]
    return Unit(line, (Cell(charset.text(body)),), lambda new: charset.carry(new[0], body) + end)
