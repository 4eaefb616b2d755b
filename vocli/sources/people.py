"""Who speaks in a JSON record: rules first, then equality, then a looked-up or plain word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vocli.sources.layout import Lookup, Rule, Speaker, first_rule, fold_word
from vocli.sources.paths import Spot, find, text_of, walk


class People:
    """Answers for one layout; lists of people are indexed once per record or file."""

    def __init__(self, speaker: Speaker | None, rules: tuple[Rule, ...]) -> None:
        self.speaker = speaker or Speaker()
        self.rules = rules
        self._indexed: tuple[Any, dict[str, Any]] = (None, {})

    def word(self, item: Spot) -> str:
        """What a turn says about its speaker: a word, a label, or what its `by` leads to in the list."""
        said = _first(item, self.speaker.path)
        lookup = self.speaker.lookup
        if said or lookup is None or not lookup.by:
            return said
        entry = self._entry(item, _first(item, lookup.by))
        return "" if entry is None else text_of(find(Spot((entry,)), lookup.value))

    def role(self, item: Spot, word: str) -> str:
        """customer, agent, bot, system or unknown; without any evidence the layout's default."""
        ruled = first_rule(self.rules, item)
        if ruled:
            return ruled
        entry = self._entry(item, word)
        if entry is not None and self.speaker.lookup:
            word = text_of(find(Spot((entry,)), self.speaker.lookup.value)) or word
            if fold_word(word) in self.speaker.words:
                return self.of_word(word)
        if self.speaker.same:
            settled = by_equality(item, self.speaker.same)
            if settled:
                return settled
        return self.of_word(word)

    def of_word(self, word: str) -> str:
        """The role that a word of the layout names."""
        return self.speaker.words.get(fold_word(word), self.speaker.default)

    def name(self, item: Spot, word: str) -> str:
        """The name that the list of people has for a word, else the word itself where it is no role."""
        lookup = self.speaker.lookup
        entry = self._entry(item, word)
        if entry is not None and lookup:
            return _first(Spot((entry,)), lookup.name)
        return "" if fold_word(word) in self.speaker.words else word

    def _entry(self, item: Spot, word: str) -> Any:
        lookup = self.speaker.lookup
        if lookup is None or not word:
            return None
        # A list beside the file is the same for every record.
        owner = item.beside if lookup.at[0].startswith("@") else item.trail[0]
        if self._indexed[0] is not owner:
            self._indexed = (owner, _index(lookup, item))
        return self._indexed[1].get(word)


def _first(spot: Spot, paths: Sequence[str]) -> str:
    return next((text for path in paths if (text := text_of(find(spot, path)))), "")


def _index(lookup: Lookup, item: Spot) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for at in lookup.at:
        for one in walk(item, at):
            out.setdefault(text_of(find(one, lookup.key)), one.value)
    return out


def by_equality(item: Spot, same: tuple[str, str]) -> str:
    """customer where two paths agree, agent where they differ, "" where one is empty."""
    one, other = find(item, same[0]), find(item, same[1])
    own = text_of(one)
    others = [text_of(value) for value in other] if isinstance(other, list) else [text_of(other)]
    if not own or not any(others):
        return ""
    return "customer" if own in others else "agent"
