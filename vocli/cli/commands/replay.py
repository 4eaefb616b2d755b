"""`vocli replay`: a page made again from its manifest."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.options import Reading
from vocli.messages import t


def replay(
    reading: Reading,
    options: Global,
    db: Annotated[
        str, typer.Option("--db", metavar="FILE", help=t("weekly.options.db"))
    ] = "voc.db",
    out: Annotated[
        str, typer.Option("--out", metavar="FOLDER", help=t("history.options.replayed"))
    ] = "replayed",
) -> None:
    """Make the page again and say whether it is what it was."""
    from vocli.cli.replay import run_replay

    run_replay(reading, db, out, options)
