"""`vocli signals`: how many contacts carry a complaint, a request, thanks and so on."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask, read_learned
from vocli.cli.options import Output, Reading
from vocli.cli.output import progress, publish, settle
from vocli.cli.reach import address
from vocli.cli.restricted import write_restricted
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
    learned: Annotated[
        str,
        typer.Option(
            "--learned", metavar="FILE", help=t("cli.options.learned"), show_default=False
        ),
    ] = "",
    harassment: Annotated[
        str,
        typer.Option(
            "--harassment", metavar="FILE", help=t("cli.options.harassment"), show_default=False
        ),
    ] = "",
) -> None:
    """Counts on a screen; one row per voice as CSV; with --explain why a voice is what it is."""
    from vocli.pipeline import answer_signals

    target = settle(output, options, harassment)
    asked = ask(reading, options, "any")
    question = address(asked, target, codes=bool(harassment) or target.form == "xlsx")
    with progress(options) as step:
        told = answer_signals(
            question,
            per_voice=target.form == "csv",
            explain=explain,
            learned=(learned, read_learned(learned)),
            progress=step,
        )
    write_restricted(told.restricted, harassment, target)
    publish(told.report, target, told.remarks)
