"""Themes: found once, kept as readable profiles, given to any row."""

from vocli.themes.codebook_toml import definition, parse_codebook
from vocli.themes.codebook_write import add_themes, change_theme, new_codebook
from vocli.themes.compare import compare
from vocli.themes.discover import (
    MIN_VOICES,
    Discovery,
    Groups,
    discover,
    group_voices,
    inverse_frequency,
)
from vocli.themes.edits import LETTERS, find_theme, free_name, merge, next_id, rename, retire
from vocli.themes.graph import term_matrix
from vocli.themes.khcoder import read_coding_rules
from vocli.themes.lint import lint_counts, lint_definitions, lint_trials
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
from vocli.themes.seats import CERTAIN, Rows, contest, place_in_seats

__all__ = [
    "CERTAIN",
    "LETTERS",
    "LOOKED_AT",
    "MIN_VOICES",
    "Appeal",
    "Discovery",
    "Found",
    "Groups",
    "Material",
    "Placement",
    "Rows",
    "add_themes",
    "book_digest",
    "build_lock",
    "change_theme",
    "compare",
    "contest",
    "definition",
    "describe_group",
    "discover",
    "dump_lock",
    "find_theme",
    "free_name",
    "group_voices",
    "inverse_frequency",
    "lint_counts",
    "lint_definitions",
    "lint_trials",
    "load_lock",
    "merge",
    "name_profiles",
    "new_codebook",
    "next_id",
    "parse_codebook",
    "place",
    "place_in_seats",
    "read_coding_rules",
    "refine",
    "rename",
    "retire",
    "tell_apart",
    "term_matrix",
    "threshold",
]
