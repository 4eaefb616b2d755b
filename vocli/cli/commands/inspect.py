"""`vocli inspect`: how each file is read, before anything is counted."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask
from vocli.cli.options import Output, Reading
from vocli.cli.output import progress, publish, settle, write_text
from vocli.cli.reach import address
from vocli.messages import t


def inspect(
    reading: Reading,
    output: Output,
    options: Global,
    save_profile: Annotated[
        str,
        typer.Option(
            "--save-profile", metavar="FILE", help=t("cli.options.save_profile"), show_default=False
        ),
    ] = "",
) -> None:
    """Encoding, format, header, columns with reasons, dates, speakers, rows left out, three masked rows."""
    from vocli.pipeline import look, profile_of

    target = settle(output, options, save_profile)
    question = address(ask(reading, options), target)
    if save_profile:
        write_text(profile_of(question), save_profile, options)
    with progress(options) as step:
        report = look(question, step)
    publish(report, target)
