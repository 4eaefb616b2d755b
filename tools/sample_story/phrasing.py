"""Phrase banks and the filling of their gaps."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from sample_story.contact import Contact
from sample_story.dice import Bag, Dice
from sample_story.tables import phone_open

Bank = dict[str, dict[str, list[str]]]
FOLDER = Path(__file__).parent / "phrases"
WEEKDAYS = "月火水木金土日"


def load_bank(name: str) -> Bank:
    """A phrase file: section -> list name -> phrases."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


class Gaps(Mapping[str, str]):
    """Values for the gaps of one sentence; a gap named twice gets one value."""

    def __init__(self, dice: Dice, contact: Contact, words: Mapping[str, list[str]]) -> None:
        self._dice = dice
        self._contact = contact
        self._words = words
        self._drawn: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._drawn:
            self._drawn[name] = self._draw(name)
        return self._drawn[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._drawn)

    def __len__(self) -> int:
        return len(self._drawn)

    def _draw(self, name: str) -> str:
        if name in self._words:
            return self._dice.pick(self._words[name])
        ranges = {"n": (2, 6), "n2": (2, 9), "times": (3, 6), "min2": (15, 50)}
        if name in ranges:
            return str(self._dice.between(*ranges[name]))
        if name == "min":
            return self._dice.pick(("15", "20", "25", "30", "35", "40", "45", "50"))
        if name in ("d", "d2", "d3", "dprev"):
            return self._date(name)
        return self._personal(name)

    def _date(self, name: str) -> str:
        spans = {"d": (-4, -1), "d2": (3, 12), "d3": (1, 3), "dprev": (-6, -2)}
        day = self._contact.at + timedelta(days=self._dice.between(*spans[name]))
        while name == "d3" and not phone_open(day):
            day += timedelta(days=1)
        forms = [f"{day.month}/{day.day}", f"{day.month}月{day.day}日", f"{day.day}日"]
        if name in ("d2", "d3"):
            forms.append(f"{day.month}/{day.day}({WEEKDAYS[day.weekday()]})")
        return self._dice.pick(forms)

    def _personal(self, name: str) -> str:
        person = self._contact.who
        values = {
            "surname": person.surname,
            "phone": person.phone,
            "email": person.email,
            "agent": self._contact.agent,
        }
        if name not in values:
            raise KeyError(name)
        return values[name]


class Phrases:
    """Draws phrases of a bank without repeating one before all were used, gaps filled."""

    def __init__(self, name: str, *banks: str) -> None:
        self.dice = Dice(name)
        self._words = {key: list(value) for key, value in load_words().items()}
        self._lists: dict[str, list[str]] = {}
        for bank in banks:
            for section, lists in load_bank(bank).items():
                for key, phrases in lists.items():
                    self._lists[f"{section}.{key}"] = phrases
        self._bags: dict[str, Bag] = {}

    def has(self, key: str) -> bool:
        """True when the list `section.name` exists."""
        return key in self._lists

    def draw(self, key: str, contact: Contact) -> str:
        """The next phrase of the list `section.name`, filled for the contact."""
        if key not in self._bags:
            self._bags[key] = Bag(self.dice, self._lists[key])
        return self.fill(self._bags[key].draw(), contact)

    def take(self, key: str, index: int, contact: Contact) -> str:
        """A certain phrase of the list, filled for the contact."""
        return self.fill(self._lists[key][index], contact)

    def fill(self, phrase: str, contact: Contact) -> str:
        """The phrase with its gaps filled."""
        words = dict(self._words)
        if contact.kind == "outbound":
            words["matter"] = [contact.words]
            words["result"] = self._lists["outbound.result"]
        return phrase.format_map(Gaps(self.dice, contact, words))


def load_words() -> dict[str, list[str]]:
    """The words for gaps that do not depend on the contact."""
    return tomllib.loads((FOLDER / "slots.toml").read_text(encoding="utf-8"))


def load_variants() -> list[list[str]]:
    """Groups of equal expressions; the first of each is what the phrases use."""
    groups = tomllib.loads((FOLDER / "variants.toml").read_text(encoding="utf-8"))["groups"]
    return [list(group) for group in groups]


def vary(dice: Dice, groups: list[list[str]], share: float, text: str) -> str:
    """The text with some expressions replaced by others of their group."""
    for first, *others in groups:
        if first in text and dice.chance(share):
            text = text.replace(first, dice.pick(others))
    return text
