"""What a user asks: plain values, settled at the door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from platformdirs import user_cache_path

from vocli.model import Codebook, Needs, Reach
from vocli.model.side import SideTables
from vocli.privacy import Policy
from vocli.sources import Reading

Progress = Callable[[str, int, int], None]  # step's message key, done, of how many


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def watching(progress: Progress) -> Callable[[int, int], None]:
    """What reading tells its bytes to."""

    def watch(done: int, total: int) -> None:
        progress("pipeline.step_read", done, total)

    return watch


@dataclass(frozen=True)
class Scope:
    """Which contacts count."""

    since: date | None = None
    until: date | None = None
    channels: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()  # (field, value), all must hold
    gap: tuple[date, date] | None = None  # days between two compared spans: they do not count
    at_most: int | None = None  # of these, the first so many by content hash


@dataclass(frozen=True)
class Question:
    """One request to the pipeline."""

    patterns: tuple[str, ...]
    reading: Reading = field(default_factory=Reading)
    scope: Scope = field(default_factory=Scope)
    as_of: date | None = None  # the newest contact's day when not given
    signal: str = "complaint"
    needs: Needs = field(
        default_factory=Needs
    )  # what the answer reads beyond themes and core signals
    by: str = ""  # the dimensions of --by
    compare: str = ""  # the period of --compare
    tokenizer: str = "auto"
    words: tuple[str, ...] = ()  # the user's own words for the tokenizer
    cache_dir: Path = field(default_factory=lambda: user_cache_path("vocli"))
    cache_limit: int = 0  # megabytes of what earlier runs have made, 0 = none
    jobs: int = 1
    use_encoder: bool = True
    policy: Policy = field(default_factory=Policy)
    reach: Reach = field(default_factory=Reach)
    side: SideTables = field(default_factory=SideTables, repr=False)
    history: Path | None = None  # answer from this history, not from files
    at_run: int = 0  # of the history: as it was known after that run; 0 = as it is
    codebook: Codebook | None = field(default=None, repr=False)
    key: bytes | None = field(default=None, repr=False)  # of pseudonyms; None = none are shown
