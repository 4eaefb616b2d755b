"""`vocli signals`: how many contacts carry a complaint, a request, thanks and so on."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask
from vocli.cli.options import Output, Reading
from vocli.cli.output import progress, publish, settle
from vocli.cli.reach import address
from vocli.messages import t


def signals(
    reading: Reading,
    output: Output,
    options: Global,
    explain: Annotated[
        str,
        typer.Option(
            "--explain", metavar="VOICE_ID", help=t("cli.options.explain_voice"), show_default=False
        ),
    ] = "",
) -> None:
    """Counts on a screen; one row per voice as CSV; with --explain why a voice is what it is."""
    from vocli.pipeline import explain_report, mark_all, signals_report

    target = settle(output, options)
    question = address(ask(reading, options, "any"), target, codes=target.form == "xlsx")
    with progress(options) as step:
        found = mark_all(question, step)
    report = (
        explain_report(found, explain)
        if explain
        else signals_report(found, per_voice=target.form == "csv")
    )
    publish(report, target, found.remarks)
