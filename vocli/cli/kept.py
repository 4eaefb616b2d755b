"""The cache of earlier work, as the user sees it: a place, a size, and an end."""

from __future__ import annotations

import os

from vocli.cli.boundary import Finished, Global
from vocli.cli.door import cache_dir
from vocli.cli.output import show, tell
from vocli.errors import ExitCode, VocliError
from vocli.messages import t


def show_cache(options: Global) -> None:
    """Where it lies, how many values and megabytes it holds, and how many it may."""
    from vocli.cache import kept_in
    from vocli.cli.inputs import cache_limit

    del options
    found = kept_in(cache_dir(os.environ))
    lines = [t("cache.place", path=found.path)]
    lines.append(t("cache.holds", n=found.values, size=found.bytes / 1e6))
    limit = cache_limit()
    lines.append(t("cache.limit", limit=limit) if limit else t("cache.off"))
    show("".join(f"{line}\n" for line in lines))
    raise Finished(ExitCode.OK)


def clear_cache(options: Global) -> None:
    """Remove it. VOC-E380 where it cannot be removed."""
    forget_kept()
    tell([t("cache.cleared", path=cache_dir(os.environ))], options)


def forget_kept() -> None:
    """Remove what the cache holds: the sentences of a customer who must be forgotten may be among it."""
    from vocli.cache import clear

    folder = cache_dir(os.environ)
    if not clear(folder):
        text, hint = t("cache.stuck"), t("cache.stuck_hint", path=folder)
        raise VocliError("VOC-E380", text, where=str(folder), hint=hint)
