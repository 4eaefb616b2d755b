"""Themes: found once, kept as readable profiles, given to any row."""

from vocli.themes.discover import (
    MIN_VOICES,
    Discovery,
    discover,
    inverse_frequency,
)
from vocli.themes.graph import term_matrix
from vocli.themes.name import LOOKED_AT, Appeal, name_profiles
from vocli.themes.profile import (
    Placement,
    describe_group,
    place,
    tell_apart,
    threshold,
)

__all__ = [
    "LOOKED_AT",
    "MIN_VOICES",
    "Appeal",
    "Discovery",
    "Placement",
    "describe_group",
    "discover",
    "inverse_frequency",
    "name_profiles",
    "place",
    "tell_apart",
    "term_matrix",
    "threshold",
]
