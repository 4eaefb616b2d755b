"""`vocli faq`: what customers ask, and what the FAQ lacks."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.inputs import read_faq
from vocli.cli.options import Comparing, Output, Reading
from vocli.messages import t


def faq(
    reading: Reading,
    comparing: Comparing,
    output: Output,
    options: Global,
    existing: Annotated[
        str,
        typer.Option(
            "--existing", metavar="FILE", help=t("faq.option_existing"), show_default=False
        ),
    ] = "",
) -> None:
    """Questions in customers' words with the best answer on record; beside the present FAQ."""
    run_question("faq", reading, comparing, output, options, {"existing": read_faq(existing)})
