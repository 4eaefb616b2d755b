"""Identifiers as they are compared: width, hyphens, +81, capitals and spaces do not count."""

from __future__ import annotations

import re

from vocli.text import nfkc

KINDS = (
    "member",
    "line",
    "mail",
    "phone",
    "contact",
)  # the first that a person has names the person
_DASHES = re.compile(r"[\s\-‐‑‒–—―−ー_]+")
_DIGITS = re.compile(r"\D+")
_ABROAD = re.compile(r"^\s*(?:\+|00)81[\s\-‐−ー]*(?:\(0\)|0)?")
_ADDRESS = re.compile(r"[^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;]+")
_NOBODY = re.compile(r"0*")
_SHORTEST, _LONGEST = 9, 11  # digits of a Japanese telephone number, the 0 in front included


def identifier(kind: str, cell: str) -> str:
    """`kind:value` for a cell, "" for what is no identifier of this kind.

    phone: digits with a 0 in front, also where Excel lost it. mail: the address in small letters.
    All others: folded, in small letters, without spaces and hyphens.
    """
    text = nfkc(cell).strip()
    if kind == "phone":
        value = _phone(text)
    elif kind == "mail":
        found = _ADDRESS.search(text.casefold().removeprefix("mailto:"))
        value = found.group() if found else ""
    else:
        value = _DASHES.sub("", text).casefold()
    return f"{kind}:{value}" if value and not _NOBODY.fullmatch(value) else ""


def _phone(text: str) -> str:
    digits = _DIGITS.sub("", _ABROAD.sub("0", text))
    if len(digits) in (_SHORTEST, _SHORTEST + 1) and not digits.startswith("0"):
        digits = f"0{digits}"
    return digits if digits.startswith("0") and _SHORTEST < len(digits) <= _LONGEST else ""
