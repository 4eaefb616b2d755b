"""Themes: found once, kept as readable profiles, given to any row."""

from vocli.themes.codebook_toml import definition, parse_codebook
from vocli.themes.codebook_write import add_themes, change_theme, new_codebook
from vocli.themes.discover import (
    MIN_VOICES,
    Discovery,
    discover,
    inverse_frequency,
)
from vocli.themes.graph import term_matrix
from vocli.themes.lock import Found, Material, book_digest, build_lock
from vocli.themes.lock_json import dump_lock, load_lock
from vocli.themes.name import LOOKED_AT, Appeal, name_profiles
from vocli.themes.profile import (
    Placement,
    describe_group,
    place,
    tell_apart,
    threshold,
)
from vocli.themes.refine import refine
from vocli.themes.seats import CERTAIN, place_in_seats

__all__ = [
    "CERTAIN",
    "LOOKED_AT",
    "MIN_VOICES",
    "Appeal",
    "Discovery",
    "Found",
    "Material",
    "Placement",
    "add_themes",
    "book_digest",
    "build_lock",
    "change_theme",
    "definition",
    "describe_group",
    "discover",
    "dump_lock",
    "inverse_frequency",
    "load_lock",
    "name_profiles",
    "new_codebook",
    "parse_codebook",
    "place",
    "place_in_seats",
    "refine",
    "tell_apart",
    "term_matrix",
    "threshold",
]
