"""Whether the cells of a column can be what its header says."""

from __future__ import annotations

from collections.abc import Callable

from vocli.schema import CONTACT_FIELDS, Dtype
from vocli.sources.profile import ColumnProfile
from vocli.sources.values import channel_of, direction_of

_TIMES = frozenset(f.key for f in CONTACT_FIELDS if f.dtype is Dtype.TIME)
_NUMBERS = frozenset(f.key for f in CONTACT_FIELDS if f.dtype is Dtype.NUMBER)


def fits(key: str, seen: ColumnProfile, tier: str, by_turn: bool) -> bool:
    """True if the cells can feed the field; a column without any value fits a known name only.

    `tier` is "names" for a header that says what it is, "loose" for one that may mean it; `by_turn`
    is True in files with a speaker in every row.
    """
    if not seen.filled:
        return tier == "names" and (not seen.cells or key != "text")
    if key == "contact_id":
        return _fits_id(seen, tier, by_turn)
    if key in _TIMES:
        return seen.clocks < 0.5 and (tier == "names" or seen.dates >= 0.5)
    if key in _NUMBERS or key == "_turn":
        return seen.numbers >= 0.5
    if tier == "names":
        return key != "direction" or seen.share(lambda c: direction_of(c) != "") >= 0.3
    return _LOOSE.get(key, _is_label)(seen)


def is_score(seen: ColumnProfile) -> bool:
    """True if most cells are short and hold a digit: 5, 10点, 5 とても満足."""
    return seen.mean_length <= 20 and seen.share(lambda c: any(ch.isdigit() for ch in c)) >= 0.5


def _fits_id(seen: ColumnProfile, tier: str, by_turn: bool) -> bool:
    if seen.mean_length > 64 or (seen.mean_length > 8 and seen.dates > 0.5):
        return False
    unique = len(seen.distinct) / seen.filled
    if tier == "names":
        # A number that most rows share belongs to a case or a conversation, not to one row.
        return unique >= 0.5 or seen.filled < 5 or by_turn
    return seen.filled >= 0.9 * len(seen.cells) and (unique >= 0.9 or by_turn)


def _is_label(seen: ColumnProfile) -> bool:
    return seen.mean_length <= 30 and seen.dates < 0.5


_LOOSE: dict[str, Callable[[ColumnProfile], bool]] = {
    "speaker": lambda seen: seen.roles >= 0.5,
    "channel": lambda seen: seen.share(lambda c: channel_of(c) not in ("other", "unknown")) >= 0.5,
    "direction": lambda seen: seen.share(lambda c: direction_of(c) != "") >= 0.5,
    "text": lambda seen: seen.mean_length >= 5 and max(seen.dates, seen.numbers) < 0.5,
    "response": lambda seen: seen.mean_length >= 4 and max(seen.dates, seen.numbers) < 0.5,
    "csat": lambda seen: seen.mean_length <= 10 and seen.numbers >= 0.5,
}
