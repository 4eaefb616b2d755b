"""Japanese line breaking by display width."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vocli.text import char_width, cut, width

_WORD = re.compile(r"[!-~]+| +|.", re.DOTALL)
# Never first on a line, never last on a line (a short form of JIS X 4051).
_NO_START = frozenset(
    "、。,.・:;?!ー々)」』】〕〉》]}っゃゅょぁぃぅぇぉッャュョァィゥェォ゛゜，．：；？！）］｝%％"
)
_NO_END = frozenset("「『【〔〈《([{（［｛")


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of at most `columns`; ASCII words stay whole where they fit.

    Spaces at a break vanish, all others stay. Always at least one line.
    """
    lines: list[str] = []
    line, used = "", 0
    for chunk in _chunks(text):
        more = width(chunk)
        if used + more <= columns:
            line, used = line + chunk, used + more
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = chunk.lstrip()
        while width(line) > columns:
            head = cut(line, max(columns, char_width(line[0])))
            lines.append(head)
            line = line[len(head) :]
        used = width(line)
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def flow(pieces: Iterable[str], columns: int, gap: str = "  ") -> list[str]:
    """Short pieces side by side, `gap` between them; a piece moves on whole where it does not fit."""
    lines: list[str] = []
    for piece in filter(None, pieces):
        if lines and width(lines[-1]) + len(gap) + width(piece) <= columns:
            lines[-1] += gap + piece
        else:
            lines.extend(wrap(piece, columns))
    return lines


def _chunks(text: str) -> list[str]:
    """What must not be torn apart: words, closing marks with what precedes, opening marks with what follows."""
    out: list[str] = []
    for token in _WORD.findall(text):
        if out and not out[-1].isspace() and not token.isspace() and _sticks(out[-1], token):
            out[-1] += token
        else:
            out.append(token)
    return out


def _sticks(before: str, after: str) -> bool:
    return after[0] in _NO_START or before[-1] in _NO_END
