"""`vocli cache ...`: what earlier runs have left behind to be faster, and how to be rid of it."""

from __future__ import annotations

from vocli.cli.boundary import Global
from vocli.cli.kept import clear_cache, show_cache


def info(options: Global) -> None:
    """Where the cache lies and how much it holds."""
    show_cache(options)


def clear(options: Global) -> None:
    """Remove it; the next run makes everything anew."""
    clear_cache(options)
