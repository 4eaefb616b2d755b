"""Changes that people make to a codebook by name: rename, retire, merge, split, promote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Codebook, Side, Status, Theme
from vocli.themes.codebook_write import add_themes, change_theme

LETTERS = {Side.COMPLAINT: "T", Side.PRAISE: "P"}
_NUMBER = re.compile(r"([A-Z]+)(\d+)")
_TERMS = 20  # of a merged theme, as of one that was found


def find_theme(book: Codebook, theme_id: str) -> Theme:
    """The living theme of that id; VOC-E356 where there is none."""
    theme = book.theme(theme_id)
    if theme is None or theme.status is Status.RETIRED:
        known = t("render.comma").join(theme.theme_id for theme in book.living())
        key = "no_theme" if theme is None else "retired_theme"
        hint = t("codebook.no_theme_hint", ids=known)
        raise VocliError("VOC-E356", t(f"codebook.{key}", id=theme_id), where=book.path, hint=hint)
    return theme


def next_id(book: Codebook, side: Side, more: int = 0) -> str:
    """The id behind the highest ever given on that side: a number is never used twice."""
    letter = LETTERS[side]
    own = [
        m for theme in book.themes if (m := _NUMBER.fullmatch(theme.theme_id)) and m[1] == letter
    ]
    digits = max((len(m[2]) for m in own), default=2)
    return f"{letter}{max((int(m[2]) for m in own), default=0) + 1 + more:0{digits}d}"


def rename(book: Codebook, theme_id: str, name: str) -> str:
    """The text with the theme's new name; VOC-E357 where the name is empty or another theme has it."""
    find_theme(book, theme_id)
    return change_theme(book.text, theme_id, {"name": free_name(book, name, theme_id)})


def retire(book: Codebook, theme_id: str) -> str:
    """The text with the theme retired: it takes no voices any more, its number stays taken."""
    find_theme(book, theme_id)
    return change_theme(book.text, theme_id, {"status": Status.RETIRED.value})


def merge(book: Codebook, ids: Sequence[str], into: str, name: str) -> str:
    """The text with the themes merged into one of them, or into a new theme where `into` is "".

    The others are retired. VOC-E358 where fewer than two themes, or themes of both sides, are named.
    """
    themes = [
        find_theme(book, theme_id) for theme_id in dict.fromkeys((*ids, *filter(None, [into])))
    ]
    if len(themes) < 2 or len({theme.side for theme in themes}) > 1 or _critical(themes):
        raise VocliError("VOC-E358", t("codebook.no_merge"), hint=t("codebook.no_merge_hint"))
    target = into or next_id(book, themes[0].side)
    parts = [theme for theme in themes if theme.theme_id != target]
    whole = _merged(themes, target, tuple(theme.theme_id for theme in parts))
    if into:
        title = free_name(book, name, into) if name else find_theme(book, into).name
        keys = ("terms", "must", "never", "examples", "counter_examples", "owners", "merged_from")
        # What stood stays as it was written; only what came in is new.
        text = change_theme(
            book.text, into, {"name": title, **{k: getattr(whole, k) for k in keys}}
        )
    else:
        title = free_name(book, name, "") if name else "・".join(theme.name for theme in themes)
        text = add_themes(book.text, [replace(whole, name=title)])
    for theme in parts:
        text = change_theme(text, theme.theme_id, {"status": Status.RETIRED.value})
    return text


def free_name(book: Codebook, name: str, theme_id: str) -> str:
    """The name, if no other living theme has it; VOC-E357."""
    name = " ".join(name.split())
    taken = {theme.name for theme in book.living() if theme.theme_id != theme_id}
    if not name or name in taken:
        raise VocliError(
            "VOC-E357", t("codebook.bad_name", name=name), hint=t("codebook.bad_name_hint")
        )
    return name


def _critical(themes: Sequence[Theme]) -> bool:
    """A theme that holds every voice about safety cannot be melted into another."""
    return any(theme.critical for theme in themes)


def _merged(themes: Sequence[Theme], target: str, parts: tuple[str, ...]) -> Theme:
    terms: dict[str, float] = {}
    for theme in themes:
        for term, weight in theme.terms:
            terms[term] = max(weight, terms.get(term, 0.0))
    heaviest = sorted(terms.items(), key=lambda pair: (-pair[1], pair[0]))[:_TERMS]
    earlier = [old for theme in themes if theme.theme_id == target for old in theme.merged_from]
    examples = _all(themes, "examples")
    return Theme(
        theme_id=target,
        name="",
        side=themes[0].side,
        owners=_all(themes, "owners"),
        terms=tuple(heaviest),
        must=_all(themes, "must"),
        # What kept two of them apart would keep the whole from its own voices.
        never=tuple(rule for rule in themes[0].never if all(rule in x.never for x in themes)),
        examples=examples,
        counter_examples=tuple(x for x in _all(themes, "counter_examples") if x not in examples),
        merged_from=tuple(dict.fromkeys((*earlier, *parts))),
    )


def _all(themes: Sequence[Theme], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for theme in themes for text in getattr(theme, key)))
