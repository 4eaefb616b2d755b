"""`vocli codebook ...`: themes that stay, kept by people in a file."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.options import Reading, ReadingIfAny
from vocli.messages import t


def init(
    reading: Reading,
    options: Global,
    owners: Annotated[
        str, typer.Option("--owners", metavar="NAME,...", help=t("cli.options.owners"))
    ] = "",
    force: Annotated[bool, typer.Option("--force", help=t("cli.options.force"))] = False,
) -> None:
    """Find themes in the files and write them down."""
    from vocli.cli.codebook import init as write_first
    from vocli.cli.split import split_words

    write_first(reading, tuple(split_words(owners)), force, options)


def build(reading: ReadingIfAny, options: Global) -> None:
    """Make the lock of a codebook anew; the first one from what the files say."""
    from vocli.cli.codebook import build as build_lock

    build_lock(reading, options)
