"""`vocli first-impression`: what new customers meet first, and what follows."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.options import Comparing, Output, Reading
from vocli.messages import t


def first_impression(
    reading: Reading,
    comparing: Comparing,
    output: Output,
    options: Global,
    joined_within: Annotated[
        int,
        typer.Option(
            "--joined-within",
            metavar="DAYS",
            min=0,
            help=t("first_impression.options.joined_within"),
            show_default=False,
        ),
    ] = 0,
) -> None:
    """First contacts of customers whose contract began in the period, and the 30 days after."""
    own = {"joined_within": joined_within}
    run_question("first-impression", reading, comparing, output, options, own)
