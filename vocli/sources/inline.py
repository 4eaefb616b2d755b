"""Conversations inside one cell: 「客: …」 and 「OP: …」 at the beginning of lines become turns."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

_ROLES = ("customer", "agent", "bot", "system")
_GAP = r"[ \t\u3000]*"
_CLOCK = r"(?:午前|午後)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:[ ]?[AP]M)?"
_DAY = r"(?:\d{2,4}[/.年-])?\d{1,2}[/.月-]\d{1,2}日?(?:[(（][月火水木金土日][)）])?"
_WHEN = rf"(?:{_DAY}(?:[ \t\u3000]+|T))?{_CLOCK}(?:\.\d{{1,6}})?(?:Z|[+-]\d{{2}}:?\d{{2}})?"
# 10:12, [10:12], (11/5 10:12): the time at which the line was spoken.
_STAMP = rf"(?:[\[(（【<]{_WHEN}[\])）】>]|{_WHEN}(?=[ \t\u3000|]))[ \t\u3000|,、-]*"
# 【11/6 9:00 佐藤】 above no speaker's line opens a new entry of a note: the customer's side again.
_ENTRY = rf"[【\[<＜≪](?:{_DAY}[ \t\u3000]*(?:{_CLOCK})?|{_CLOCK})[^】\]>＞≫\n]{{0,20}}[】\]>＞≫]"
_NAME_SIGN = r"[^\s\d:：、。,，.．!！?？/／「」()（）\[\]【】<>＜＞〈〉]"
# Possessive: a name never holds what ends it, so that giving back letters is of no use.
_NAME = rf"{_NAME_SIGN}{{1,16}}+(?:[ \u3000]{_NAME_SIGN}{{1,16}}+)?+"
_PREFIX = re.compile(
    rf"{_GAP}(?P<stamp>{_STAMP})?(?:"
    rf"[【\[(（<＜〈](?P<when>{_WHEN}{_GAP})?(?P<boxed>{_NAME})\d?(?:{_GAP}{_WHEN})?[】\])）>＞〉]{_GAP}[:：]?"
    rf"|(?P<plain>{_NAME})\d?{_GAP}(?:[:：)）>＞]|(?=「)|[(（\[]?{_WHEN}[)）\]]?{_GAP}(?:[:：]|$))"
    rf"|(?P<entry>{_ENTRY})){_GAP}",
    re.MULTILINE,
)
_HEAD = 60  # characters; a stamp and a name end within
_SIGN = re.compile(r"[:：】)）\]>＞「]")
_WIDE = {i: i + 0xFEE0 for i in range(0x21, 0x7F)}
_POLITE = ("様", "さま", "さん")
_Mark = tuple[int, int, str, bool]  # start, end, role, whether it stands on its own


@cache
def _raw() -> dict[str, tuple[str, ...]]:
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return {key: tuple(names) for key, names in tomllib.loads(text)["inline"].items()}


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


@cache
def _roles() -> dict[str, str]:
    table = _raw()
    return {_folded(name): role for role in _ROLES for name in table[f"inline_{role}"]}


@cache
def _sure() -> frozenset[str]:
    return frozenset(_folded(name) for name in _raw()["inline_sure"])


def split_cell(text: str, agents: Sequence[str] = ()) -> list[tuple[str, str]] | None:
    """(speaker, text) per turn; None for a cell without such prefixes. Text before the first is the customer's.

    `agents` are operators' names (`--agent-name`): 「佐藤:」 opens a line of the operator, and the other
    name in a stamped log, or one with 様, is the customer.
    """
    if not _SIGN.search(text) or not _may_begin(text):
        return None
    marks = _line_marks(text, agents)
    roles = {role for _, _, role, _ in marks}
    if marks and not {"customer", "agent"} <= roles and "\n" not in text:
        marks = _same_line(text) or marks
        roles = {role for _, _, role, _ in marks}
    both = {"customer", "agent"} <= roles
    # 「担当:佐藤」 alone is a remark inside the customer's text.
    if not roles - {"", "bot", "system"} or (not both and not all(sure for *_, sure in marks)):
        return None
    head = text[: marks[0][0]].strip()
    turns = [("customer", head)] if head else []
    ends = [*(start for start, *_ in marks[1:]), len(text)]
    for (_, begin, role, _), end in zip(marks, ends, strict=True):
        body = text[begin:end].strip()
        if body:
            turns.append((role or "customer", body))
    return turns or None


def _may_begin(text: str) -> bool:
    """A cheap look at cells of one line, which nearly all are."""
    return "\n" in text or bool(_SIGN.search(text, 0, _HEAD) and _PREFIX.match(text))


def _role(name: str) -> str:
    """The role of a folded name; 「担当 佐藤」 is one by its first word."""
    first = name.split(" ", maxsplit=1)[0]
    return _roles().get(name) or ("" if first.isascii() else _roles().get(first, ""))


def _line_marks(text: str, agents: Sequence[str]) -> list[_Mark]:
    """The speakers' names that open lines; the role of a note's entry is ""."""
    named = {_folded(name) for name in agents}
    found: list[_Mark] = []
    others: list[_Mark] = []
    for match in _at_lines(text):
        start, end = match.span()
        name = _folded(match["boxed"] or match["plain"] or "")
        role = _role(name)
        if match["entry"] or (match["when"] and not role):
            found.append((start, end, "", True))
        elif role and name not in named:
            found.append((start, end, role, name in _sure() or role in ("bot", "system")))
        elif name in named:
            found.append((start, end, "agent", True))
        elif match["plain"] and (name.endswith(_POLITE) or (named and match["stamp"])):
            others.append((start, end, "customer", False))
    # Only beside an operator does another name say anything.
    if others and any(role == "agent" for _, _, role, _ in found):
        found = sorted([*found, *others])
    return found


def _at_lines(text: str) -> Iterator[re.Match[str]]:
    """The prefixes at the beginning of lines; a search through the text would try every character."""
    start = 0
    while start >= 0:
        match = _SIGN.search(text, start, start + _HEAD) and _PREFIX.match(text, start)
        if match:
            yield match
        start = text.find("\n", start) + 1 or -1


@cache
def _within() -> re.Pattern[str]:
    """Names of both sides anywhere on a line, behind white space or a sentence's end."""
    words = sorted(_roles(), key=lambda word: (-len(word), word))
    wide = [word.translate(_WIDE) for word in words if word.isascii()]
    names = "|".join(map(re.escape, [*words, *wide]))
    return re.compile(
        rf"(?:[【\[](?P<boxed>{names})\d?[】\]]|(?:^|(?<=[\s。．！!？?」]))"
        rf"(?:[(（](?P<round>{names})\d?[)）]|(?P<plain>{names})\d?[ ]?[:：.．)）])){_GAP}",
        re.IGNORECASE,
    )


def _same_line(text: str) -> list[_Mark]:
    """The marks of a conversation whose line breaks an export took; nothing unless the text begins with one."""
    marks = []
    for match in _within().finditer(text):
        name = _folded(match["boxed"] or match["round"] or match["plain"])
        marks.append((match.start(), match.end(), _roles()[name], name in _sure()))
    return marks if len(marks) > 1 and not text[: marks[0][0]].strip() else []
