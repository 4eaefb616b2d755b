"""`vocli route`: the themes by the department that can mend them."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.asking import run_question
from vocli.cli.books import run_books
from vocli.cli.boundary import Global
from vocli.cli.options import Comparing, Output, Reading
from vocli.messages import t


def route(
    reading: Reading,
    comparing: Comparing,
    output: Output,
    options: Global,
    split: Annotated[bool, typer.Option("--split", help=t("route.split_help"))] = False,
) -> None:
    """One list per department; with --split one workbook each in the folder of --output."""
    if split:
        run_books(reading, comparing, output, options)
    else:
        run_question("route", reading, comparing, output, options)
