"""`vocli audit privacy`: how much personal data masking finds in labelled sentences."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask, read_labels
from vocli.cli.options import Output, Reading
from vocli.cli.output import publish, settle
from vocli.messages import t


def privacy(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=t("cli.options.labelled"), show_default=False)
    ],
    output: Output,
    options: Global,
) -> None:
    """Recall and precision per kind, and the lines that failed."""
    from vocli.pipeline import audit_privacy

    target = settle(output, options)
    question = ask(Reading(files=[file]), options)
    publish(audit_privacy(question, read_labels(file)), target)
