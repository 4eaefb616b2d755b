"""The list of suspected harassment: a file of its own, readable by its owner alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vocli.cli.output import write_table
from vocli.cli.reach import need_desk

if TYPE_CHECKING:
    from vocli.cli.output import Target
    from vocli.model import Insight


def write_restricted(restricted: Insight | None, path: str, target: Target) -> None:
    """Write the list where it was asked for; VOC-E306 for readers outside the desk."""
    if not path:
        return
    need_desk(target, "--harassment")
    if restricted is not None:
        write_table(restricted, path, target.options)
