"""What differs between two codebooks, theme by theme."""

from __future__ import annotations

from collections.abc import Iterator

from vocli.messages import t
from vocli.model import Codebook, Difference, Theme

_PLAIN = ("name", "side", "status", "critical", "split_from", "note")
_LISTS = ("owners", "must", "never", "examples", "counter_examples", "merged_from")


def compare(before: Codebook, after: Codebook) -> tuple[Difference, ...]:
    """Every key of every theme that differs, in the order of ids; the order inside lists does not count."""
    return tuple(_differences(before, after))


def _differences(before: Codebook, after: Codebook) -> Iterator[Difference]:
    old = {theme.theme_id: theme for theme in before.themes}
    new = {theme.theme_id: theme for theme in after.themes}
    for theme_id in sorted({*old, *new}):
        if theme_id not in new:
            yield Difference(theme_id, old[theme_id].name, "removed", "", "")
        elif theme_id not in old:
            yield Difference(theme_id, new[theme_id].name, "added", "", "")
        else:
            yield from _of_theme(old[theme_id], new[theme_id])
    for owner in sorted({*before.owners} ^ {*after.owners}):
        gone = owner in before.owners
        yield Difference("", "", "owners", owner if gone else "", "" if gone else owner)


def _of_theme(old: Theme, new: Theme) -> Iterator[Difference]:
    for key in _PLAIN:
        if getattr(old, key) != getattr(new, key):
            yield Difference(
                new.theme_id, new.name, key, str(getattr(old, key)), str(getattr(new, key))
            )
    for key in _LISTS:
        gone = [text for text in getattr(old, key) if text not in getattr(new, key)]
        come = [text for text in getattr(new, key) if text not in getattr(old, key)]
        if gone or come:
            comma = t("render.comma")
            yield Difference(new.theme_id, new.name, key, comma.join(gone), comma.join(come))
    if dict(old.terms) != dict(new.terms):
        yield Difference(new.theme_id, new.name, "terms", *_terms(old, new))


def _terms(old: Theme, new: Theme) -> tuple[str, str]:
    """Terms with their weights, those alone that went, came or weigh otherwise."""
    was, now = dict(old.terms), dict(new.terms)
    gone = [f"{term} {weight:g}" for term, weight in old.terms if now.get(term) != weight]
    come = [f"{term} {weight:g}" for term, weight in new.terms if was.get(term) != weight]
    return t("render.comma").join(gone), t("render.comma").join(come)
