"""`vocli codebook ...`: themes that stay, kept by people in a file."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.options import Reading
from vocli.messages import t

_FILE = typer.Option("--codebook", metavar="FILE", help=t("cli.options.codebook"))


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


def build(options: Global, codebook: Annotated[str, _FILE] = "") -> None:
    """Make the lock of a codebook anew."""
    from vocli.cli.codebook import build as build_lock

    build_lock(codebook, options)
