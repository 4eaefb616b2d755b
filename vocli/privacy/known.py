"""Names that stand in a column of the same record: in its text they need no other evidence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache

from vocli.privacy.columns import column_placeholder

_NAMES = ("〔氏名〕",)
# Names inside JSON: requester.name, contact.display_name.
_LAST = frozenset({"name", "full_name", "display_name", "displayname"})
_HOLDERS = frozenset(
    {"requester", "customer", "contact", "user", "from", "submitter", "visitor", "end_user"}
)
_GAP = re.compile(r"[\s\u3000]+")
_PERSON = re.compile(r"(?![ごおの])[一-鿿々ヶァ-ヴーぁ-んA-Za-z]{3,16}")
_LATIN = re.compile(r"[A-Za-z]+")
# What makes a surname of a known person one in the text: 山田様, 山田です, 山田方.
_EVIDENCE = r"(?=[ \u3000]?(?:様|さま|さん|氏|殿|です|でした|でございます|と申|と言|といい|方(?:へ|に|で|の|、|。|$)|宅))"


def names_in(extra: str) -> tuple[str, ...]:
    """The customer's names in a contact's unmapped columns (one JSON object), longest first."""
    if not extra or extra == "{}":
        return ()
    cells = json.loads(extra)
    found = {
        _GAP.sub(" ", cell.strip())
        for header, cell in cells.items()
        if isinstance(cell, str) and _is_name(header) and _PERSON.fullmatch(_GAP.sub("", cell))
    }
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def hide_known(texts: Sequence[str], extras: Iterable[str]) -> list[str]:
    """The texts without the names that stand in the columns of their own contact; `extras` one per text."""
    out = []
    for text, extra in zip(texts, extras, strict=True):
        for name in names_in(extra):
            text = _hider(name).sub("〔氏名〕", text)  # noqa: PLW2901
        out.append(text)
    return out


@cache
def _is_name(header: str) -> bool:
    *_, holder, last = ("", *header.casefold().split("."))
    return column_placeholder(header) in _NAMES or (last in _LAST and holder in _HOLDERS)


@cache
def _hider(name: str) -> re.Pattern[str]:
    """The whole name, its parts divided or not; or its surname where the text makes it one."""
    parts = name.split(" ")
    whole = r"[ \u3000]?".join(map(re.escape, parts))
    if _LATIN.fullmatch(name.replace(" ", "")):
        return re.compile(rf"(?<![A-Za-z]){whole}(?![A-Za-z])")
    surname = parts[0] if len(parts) > 1 else name[:2] if len(name) in (3, 4, 5) else ""
    if len(surname) < 2:
        return re.compile(whole)
    return re.compile(rf"{whole}|{re.escape(surname)}{_EVIDENCE}")
