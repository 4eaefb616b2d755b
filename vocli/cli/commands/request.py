"""`vocli request`: the sheet for one theme, or its row for the list of requests."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.options import Comparing, Output, Reading
from vocli.cli.split import one_and_files
from vocli.messages import t


def request(
    reading: Reading,
    output: Output,
    options: Global,
    to: Annotated[str, typer.Option("--to", metavar="NAME", help=t("request.options.to"))] = "",
    subject: Annotated[
        str, typer.Option("--subject", metavar="TEXT", help=t("request.options.subject"))
    ] = "",
    row: Annotated[bool, typer.Option("--row", help=t("request.options.row"))] = False,
    status: Annotated[bool, typer.Option("--status", help=t("request.options.status"))] = False,
) -> None:
    """The first argument is the theme; --row prints the row and writes no list; --status needs no theme."""
    theme, files = ("", reading.files) if status else one_and_files(reading, "request")
    if row and not output.format and not output.output:
        output = replace(output, format="csv", header="ja")
    own = {"theme": theme, "to": to, "subject": subject, "row": row, "status": status}
    run_question("request", replace(reading, files=files), Comparing(), output, options, own)
