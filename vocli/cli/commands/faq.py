"""`vocli faq`: what customers ask, and what the FAQ lacks."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.faq_file import answer_faq
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
    import_file: Annotated[
        str,
        typer.Option("--import", metavar="FILE", help=t("faq.option_import"), show_default=False),
    ] = "",
) -> None:
    """Questions in customers' words with the best answer on record; beside the present FAQ."""
    own = {"existing": read_faq(existing), "import": import_file}
    answer_faq(reading, comparing, output, options, own)
