"""`vocli customer`: one customer's contacts, across the desk's windows."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.inputs import whose
from vocli.cli.options import Comparing, Output, Reading
from vocli.cli.output import settle
from vocli.cli.reach import need_desk
from vocli.messages import t


def customer(
    reading: Reading,
    output: Output,
    options: Global,
    lookup: Annotated[
        str,
        typer.Option(
            "--lookup", metavar="NUMBER", help=t("cli.options.lookup"), show_default=False
        ),
    ] = "",
) -> None:
    """The first argument is the customer's code unless --lookup names a number; desk only."""
    need_desk(settle(output, options), "customer")
    code, files = whose(reading.files, lookup)
    own = {"customer": code, "lookup": lookup}
    run_question("customer", replace(reading, files=files), Comparing(), output, options, own)
