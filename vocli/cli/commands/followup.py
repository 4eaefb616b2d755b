"""`vocli followup`: promised and not done, repeated contacts, low scores, what is not finished."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.options import Comparing, Output, Reading
from vocli.messages import t


def followup(
    reading: Reading,
    comparing: Comparing,
    output: Output,
    options: Global,
    days: Annotated[
        int, typer.Option("--days", metavar="N", min=1, max=90, help=t("followup.option_days"))
    ] = 7,
    unfinished: Annotated[bool, typer.Option("--open", help=t("followup.option_open"))] = False,
) -> None:
    """Lists with numbers of contacts at the desk, counts for everybody else."""
    own = {"days": days, "open": unfinished}
    run_question("followup", reading, comparing, output, options, own)
