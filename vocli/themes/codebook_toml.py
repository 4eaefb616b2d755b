"""The codebook as people write it: TOML to themes, with the place of whatever is wrong."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Codebook, Side, Status, Theme
from vocli.text import digest
from vocli.themes.rules import compile_rule

FORMAT = 1
ID = re.compile(r"[A-Z]{1,3}\d{2,5}")
_TOP = ("format", "owners", "theme")
_KEYS = (
    "id", "name", "side", "owners", "status", "critical", "terms", "must", "never", "examples",
    "counter_examples", "merged_from", "split_from", "note",
)  # fmt: skip
_HEAD = re.compile(r"^[ \t]*\[\[\s*theme\s*\]\]", re.MULTILINE)


def parse_codebook(text: str, path: str) -> Codebook:
    """The themes of a codebook; VOC-E350 names the line of what cannot be read, VOC-E351 a bad rule."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(t("codebook.no_toml", detail=error), path) from None
    _known(table, _TOP, path)
    if table.get("format", FORMAT) != FORMAT:
        raise _wrong(t("codebook.other_format", format=table.get("format")), path)
    owners = _texts(table, "owners", path)
    lines = [text.count("\n", 0, found.start()) + 1 for found in _HEAD.finditer(text)]
    entries = table.get("theme", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _wrong(t("codebook.no_themes"), path)
    if len(lines) != len(entries):  # themes written in line: they have no line of their own
        lines = [0] * len(entries)
    themes = [
        _theme(entry, line, f"{path}:{line}" if line else path, owners)
        for entry, line in zip(entries, lines, strict=True)
    ]
    _apart(themes, path)
    return Codebook(path=path, themes=tuple(themes), owners=owners, text=text)


def definition(theme: Theme) -> str:
    """A digest of all that decides which voices a theme holds; its name and its owners do not."""
    return digest(
        theme.side,
        str(theme.critical),
        *(f"{term}={weight}" for term, weight in theme.terms),
        *(f"{kind}:{text}" for kind in _DECIDING for text in getattr(theme, kind)),
    )


_DECIDING = ("must", "never", "examples", "counter_examples")


def _theme(entry: Mapping[str, Any], line: int, where: str, owners: Sequence[str]) -> Theme:
    _known(entry, _KEYS, where)
    theme_id, name = entry.get("id"), entry.get("name")
    if not isinstance(theme_id, str) or not ID.fullmatch(theme_id):
        raise _wrong(t("codebook.bad_id", id=theme_id), where)
    if not isinstance(name, str) or not name.strip():
        raise _wrong(t("codebook.no_name", id=theme_id), where)
    theme = Theme(
        theme_id=theme_id,
        name=name.strip(),
        side=_one_of(Side, entry, "side", Side.COMPLAINT, where),
        owners=_texts(entry, "owners", where),
        status=_one_of(Status, entry, "status", Status.ACTIVE, where),
        critical=_flag(entry, "critical", where),
        terms=_terms(entry, where),
        merged_from=_texts(entry, "merged_from", where),
        split_from=str(entry.get("split_from", "")),
        note=str(entry.get("note", "")),
        line=line,
        **{kind: _texts(entry, kind, where) for kind in _DECIDING},
    )
    foreign = [owner for owner in theme.owners if owners and owner not in owners]
    if foreign:
        near = difflib.get_close_matches(foreign[0], owners, n=1) or owners
        hint = t("codebook.known_owners", owners=t("render.comma").join(near))
        raise _wrong(t("codebook.unknown_owner", owner=foreign[0]), where, hint)
    for rule in (*theme.must, *theme.never):
        _readable(rule, where)
    return theme


def _readable(rule: str, where: str) -> None:
    try:
        compile_rule(rule)
    except VocliError as error:
        raise VocliError(error.code, error.what, where=f"{where} {rule}", hint=error.hint) from None


def _terms(entry: Mapping[str, Any], where: str) -> tuple[tuple[str, float], ...]:
    """Words with weights; a plain list of words weighs each the same."""
    given = entry.get("terms", {})
    if isinstance(given, list) and all(isinstance(term, str) for term in given):
        given = dict.fromkeys(given, 1.0)
    if not isinstance(given, dict) or not all(
        isinstance(weight, int | float) and not isinstance(weight, bool) and weight > 0
        for weight in given.values()
    ):
        raise _wrong(t("codebook.bad_terms"), where)
    pairs = [(str(term), float(weight)) for term, weight in given.items()]
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))


def _texts(entry: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    given = entry.get(key, [])
    if not isinstance(given, list) or not all(isinstance(text, str) for text in given):
        raise _wrong(t("codebook.no_list", key=key), where)
    return tuple(text.strip() for text in given if text.strip())


def _flag(entry: Mapping[str, Any], key: str, where: str) -> bool:
    if not isinstance(entry.get(key, False), bool):
        raise _wrong(t("codebook.no_flag", key=key), where)
    return bool(entry.get(key, False))


Word = TypeVar("Word", bound=StrEnum)


def _one_of(
    known: type[Word], entry: Mapping[str, Any], key: str, default: Word, where: str
) -> Word:
    value = entry.get(key, default.value)
    if value not in [word.value for word in known]:
        hint = t("cli.known_values", values=", ".join(word.value for word in known))
        raise _wrong(t("codebook.unknown_value", key=key, value=value), where, hint)
    return known(value)


def _known(table: Mapping[str, Any], keys: Sequence[str], where: str) -> None:
    for key in table:
        if key not in keys:
            near = difflib.get_close_matches(key, keys, n=1)
            hint = (
                t("cli.did_you_mean", value=near[0])
                if near
                else t("cli.known_values", values=", ".join(keys))
            )
            raise _wrong(t("codebook.unknown_key", key=key), where, hint)


def _apart(themes: Sequence[Theme], path: str) -> None:
    """VOC-E350 where two themes have one id, two of one side one name, or two of them are critical."""
    living = [theme for theme in themes if theme.status is not Status.RETIRED]
    _unique([(theme.theme_id, theme) for theme in themes], path)
    for side in Side:
        _unique([(theme.name, theme) for theme in living if theme.side is side], path)
    critical = [theme for theme in living if theme.critical]
    if len(critical) > 1 or any(theme.side is not Side.COMPLAINT for theme in critical):
        raise _wrong(t("codebook.one_critical"), f"{path}:{critical[-1].line}")


def _unique(named: Sequence[tuple[str, Theme]], path: str) -> None:
    seen: dict[str, Theme] = {}
    for value, theme in named:
        if value in seen:
            text = t("codebook.twice", value=value, line=seen[value].line)
            raise _wrong(text, f"{path}:{theme.line}")
        seen[value] = theme


def _wrong(text: str, where: str, hint: str = "") -> VocliError:
    return VocliError("VOC-E350", text, where=where, hint=hint or t("codebook.bad_file_hint"))
