"""`vocli accounts`: contacts of companies, rolled up and down the chain of distribution."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.inputs import choose
from vocli.cli.options import Comparing, Output, Reading
from vocli.messages import t


def accounts(
    reading: Reading,
    comparing: Comparing,
    output: Output,
    options: Global,
    roll: Annotated[
        str,
        typer.Option("--roll", metavar="account|reseller|place", help=t("accounts.options.roll")),
    ] = "account",
) -> None:
    """Counts per company, themes that one company fills, and who complains about whom."""
    own = {"roll": choose(roll, ("account", "reseller", "place"), "--roll")}
    run_question("accounts", reading, comparing, output, options, own)
