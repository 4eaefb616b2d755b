"""Changes to a codebook's text: everything that is not changed stays as people wrote it, comments and all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vocli.messages import t
from vocli.model import Side, Status, Theme

if TYPE_CHECKING:
    import tomlkit

_LISTS = ("owners", "must", "never", "examples", "counter_examples", "merged_from")
_LONG = frozenset({"examples", "counter_examples"})


def new_codebook(themes: Sequence[Theme], owners: Sequence[str]) -> str:
    """The text of a codebook that holds these themes."""
    import tomlkit

    document = tomlkit.document()
    for line in t("codebook.head").splitlines():
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    document["format"] = 1
    document["owners"] = _array(owners, long=False)
    return add_themes(tomlkit.dumps(document), themes)


def add_themes(text: str, themes: Sequence[Theme]) -> str:
    """The text with the themes behind all others."""
    import tomlkit

    document = tomlkit.parse(text)
    listed = document.get("theme") or tomlkit.aot()
    for theme in themes:
        listed.append(_table(theme))
    document["theme"] = listed
    return tomlkit.dumps(document)


def change_theme(text: str, theme_id: str, values: Mapping[str, Any]) -> str:
    """The text with keys of one theme set; None takes a key away. KeyError for an unknown theme."""
    import tomlkit

    document = tomlkit.parse(text)
    entry = next((one for one in document["theme"] if one["id"] == theme_id), None)
    if entry is None:
        raise KeyError(theme_id)
    for key, value in values.items():
        if value is None:
            entry.pop(key, None)
        elif not _extended(entry, key, value):
            _set(entry, key, _value(key, value))
    return tomlkit.dumps(document)


def _extended(entry: tomlkit.items.Table, key: str, value: Any) -> bool:
    """True where the list was there and only grew: what was written stays, comments inside it, too."""
    if key not in _LISTS or key not in entry:
        return False
    old = [str(text).strip() for text in entry[key]]
    if [*value[: len(old)]] != old:
        return False
    for text in value[len(old) :]:
        entry[key].append(text)
    return True


def _set(entry: tomlkit.items.Table, key: str, value: Any) -> None:
    """Set a key; a new one goes behind the last key, before the blank lines and comments that follow."""
    body = entry.value.body
    behind = []
    while key not in entry and body and body[-1][0] is None:
        behind.append(body.pop())
    entry[key] = value
    body.extend(reversed(behind))


def _table(theme: Theme) -> tomlkit.items.Table:
    import tomlkit

    table = tomlkit.table()
    table["id"] = theme.theme_id
    table["name"] = theme.name
    if theme.side is not Side.COMPLAINT:
        table["side"] = theme.side.value
    table["owners"] = _array(theme.owners, long=False)
    if theme.status is not Status.ACTIVE:
        table["status"] = theme.status.value
    if theme.critical:
        table["critical"] = True
    table["terms"] = _value("terms", theme.terms)
    for key in _LISTS[1:]:
        if values := getattr(theme, key):
            table[key] = _value(key, values)
    for key in ("split_from", "note"):
        if value := getattr(theme, key):
            table[key] = value
    table.add(tomlkit.nl())
    return table


def _value(key: str, value: Any) -> Any:
    import tomlkit

    if key == "terms":
        terms = tomlkit.inline_table()
        for term, weight in value:
            terms[term] = weight
        return terms
    if key in _LISTS:
        return _array(value, long=key in _LONG)
    return value


def _array(values: Sequence[str], *, long: bool) -> tomlkit.items.Array:
    import tomlkit

    array = tomlkit.array()
    array.extend(values)
    return array.multiline(long)
