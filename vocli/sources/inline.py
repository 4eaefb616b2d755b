"""Conversations inside one cell: 「客: …」 and 「OP: …」 at the beginning of lines become turns."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _prefix() -> re.Pattern[str]:
    roles = sorted({*_roles()}, key=lambda name: (-len(name), name))
    names = "|".join(re.escape(name) for name in roles)
    return re.compile(
        rf"^[ \t\u3000]*(?:[【\[(（]({names})\d?[】\])）]\s*[:：]?|({names})\d?\s*[:：])[ \t\u3000]*",
        re.MULTILINE | re.IGNORECASE,
    )


@cache
def _roles() -> dict[str, str]:
    table = _raw()
    return {
        **dict.fromkeys(table["inline_agent"], "agent"),
        **dict.fromkeys(table["inline_customer"], "customer"),
    }


@cache
def _raw() -> dict[str, tuple[str, ...]]:
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return {key: tuple(names) for key, names in tomllib.loads(text)["inline"].items()}


def split_cell(text: str) -> list[tuple[str, str]] | None:
    """(speaker, text) per turn; None for a cell without such prefixes. Text before the first is the customer's."""
    # Plain searches, one after the other: nearly every cell ends here, and they cost next to nothing.
    if not (
        ":" in text or "：" in text or "】" in text or ")" in text or "）" in text or "]" in text
    ):
        return None
    marks = list(_prefix().finditer(text))
    if not marks:
        return None
    roles = {name.casefold(): role for name, role in _roles().items()}
    named = [(mark[1] or mark[2]).casefold() for mark in marks]
    sure = {name.casefold() for name in _raw()["inline_sure"]}
    both = len({roles[name] for name in named}) == 2
    # 「担当:佐藤」 alone is a remark inside the customer's text.
    if not both and not all(name in sure for name in named):
        return None
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    head = text[: marks[0].start()].strip()
    turns = [("customer", head)] if head else []
    for mark, name, end in zip(marks, named, ends, strict=True):
        body = text[mark.end() : end].strip()
        if body:
            turns.append((roles[name], body))
    return turns or None
