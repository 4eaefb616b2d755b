"""`vocli listening`: what agents' replies do with the customer's words."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.inputs import read_script
from vocli.cli.options import Comparing, Output, Reading
from vocli.messages import t


def listening(
    reading: Reading,
    comparing: Comparing,
    output: Output,
    options: Global,
    script: Annotated[
        str,
        typer.Option("--script", metavar="FILE", help=t("cli.options.script"), show_default=False),
    ] = "",
) -> None:
    """Repeating, confirming, summing up and empathy by team; examples first."""
    own = {"script": read_script(script)}
    run_question("listening", reading, comparing, output, options, own)
