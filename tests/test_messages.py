"""The catalogues: both languages say the same things, and every message that the code asks for exists."""

from __future__ import annotations

import ast
import re
import string
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from vocli import messages

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "vocli" / "messages"
ROOMS = sorted({path.stem for path in CATALOGUES.glob("*/*.toml")})


def flatten(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Dotted key -> text."""
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= flatten(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat


@cache
def read(language: str, room: str) -> dict[str, str]:
    """One catalogue, flat; empty where the file is missing."""
    path = CATALOGUES / language / f"{room}.toml"
    return flatten(tomllib.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def names_in_braces(text: str) -> set[str]:
    """What stands between braces, without format specifications; raises ValueError on a lonely brace."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def placeholders(text: str) -> list[str]:
    """The distinct names that `text` expects, sorted; braces around anything else are literal."""
    return sorted(name for name in names_in_braces(text) if name.isidentifier())


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_have_the_same_keys(room: str) -> None:
    japanese, english = read("ja", room), read("en", room)
    assert sorted(japanese.keys() ^ english.keys()) == []


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_fill_in_the_same_values(room: str) -> None:
    japanese, english = read("ja", room), read("en", room)
    differing = {
        key: (placeholders(text), placeholders(english[key]))
        for key, text in japanese.items()
        if key in english and placeholders(text) != placeholders(english[key])
    }
    assert differing == {}


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("room", ROOMS)
def test_every_value_is_a_text_that_formats(language: str, room: str) -> None:
    for key, text in read(language, room).items():
        assert isinstance(text, str), key
        assert text.strip(), key
        # Literal braces survive only where nothing is filled in: t() formats when it is given values.
        odd = [name for name in names_in_braces(text) if not name.isidentifier()]
        assert not (odd and placeholders(text)), key


# Characters that some terminals draw one column wide and others two: a table with them never lines up.
# U+FFFD is of that kind, but it is what the reader of the message will find in place of a lost character.
_SHOWN = "\ufffd"


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("room", ROOMS)
def test_no_character_is_of_ambiguous_width(language: str, room: str) -> None:
    ambiguous = {
        key: [c for c in text if unicodedata.east_asian_width(c) == "A" and c != _SHOWN]
        for key, text in read(language, room).items()
    }
    assert {key: found for key, found in ambiguous.items() if found} == {}


# Japanese text in the Japanese catalogue: half-width digits, no half-width kana.
@pytest.mark.parametrize("room", ROOMS)
def test_digits_are_half_width_and_kana_full_width(room: str) -> None:
    odd = {key: text for key, text in read("ja", room).items() if re.search("[０-９ｦ-ﾟ]", text)}
    assert odd == {}


# --- what the code asks for ----------------------------------------------------------------------

_KEY = re.compile(r"[a-z_]+(\.[A-Za-z0-9_-]+)+")


def asked_keys(source: str) -> list[tuple[int, str, list[str] | None]]:
    """(line, key, given names) for every `t("…")` and `Note("…")` with a literal key.

    `None` for the names where they cannot be read from the call.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        first = node.args[0]
        if name not in ("t", "Note") or not isinstance(first, ast.Constant):
            continue
        if isinstance(first.value, str):
            found.append((node.lineno, first.value, _given(node, name)))
    return found


def _given(node: ast.Call, name: str) -> list[str] | None:
    if name == "Note":
        return None
    if any(keyword.arg is None for keyword in node.keywords):
        return None
    return sorted(str(keyword.arg) for keyword in node.keywords)


@cache
def asked_in_package() -> list[tuple[str, str, list[str] | None]]:
    """(place, key, given names) over the whole package."""
    return [
        (f"vocli/{path.relative_to(ROOT / 'vocli').as_posix()}:{line}", key, given)
        for path in sorted((ROOT / "vocli").rglob("*.py"))
        for line, key, given in asked_keys(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_message_the_code_asks_for_exists(language: str) -> None:
    known = {f"{room}.{key}" for room in ROOMS for key in read(language, room)}
    missing = [f"{place}: {key}" for place, key, _ in asked_in_package() if key not in known]
    assert not missing, "\n".join(missing)


def test_every_message_is_given_what_it_fills_in() -> None:
    texts = {f"{room}.{key}": text for room in ROOMS for key, text in read("ja", room).items()}
    wrong = [
        f"{place}: {key} wants {placeholders(texts[key])}, gets {given}"
        for place, key, given in asked_in_package()
        if given is not None and key in texts and not set(placeholders(texts[key])) <= set(given)
    ]
    assert not wrong, "\n".join(wrong)


def test_keys_are_spelt_room_dot_name() -> None:
    odd = [f"{place}: {key}" for place, key, _ in asked_in_package() if not _KEY.fullmatch(key)]
    assert odd == []


def test_the_search_finds_a_literal_key_and_its_values() -> None:
    assert asked_keys('t("a.b", n=1)\nmessages.t("c.d", **v)\nt(key)\nNote("e.f", {"n": 1})') == [
        (1, "a.b", ["n"]),
        (2, "c.d", None),
        (4, "e.f", None),
    ]


def test_a_message_with_literal_braces_is_given_no_values() -> None:
    texts = {f"{room}.{key}": text for room in ROOMS for key, text in read("ja", room).items()}
    wrong = [
        f"{place}: {key}"
        for place, key, given in asked_in_package()
        if given and any(not name.isidentifier() for name in names_in_braces(texts.get(key, "")))
    ]
    assert not wrong, "\n".join(wrong)


def test_the_same_placeholder_twice_counts_once() -> None:
    assert placeholders("{a}と{b:.1f}と{a}") == ["a", "b"]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        messages.use("xx")
    assert messages.current() == messages.DEFAULT
