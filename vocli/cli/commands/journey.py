"""`vocli journey`: from first hearing of a thing to leaving it, and where the way breaks."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask
from vocli.cli.options import Comparing, Output, Reading
from vocli.cli.output import progress, publish, settle, write_text
from vocli.cli.reach import address
from vocli.messages import t


def journey(
    reading: Reading,
    comparing: Comparing,
    output: Output,
    options: Global,
    dot: Annotated[
        str, typer.Option("--dot", metavar="FILE", help=t("cli.options.dot"), show_default=False)
    ] = "",
) -> None:
    """Contacts and complaints per stage, breaks between stages, customers' paths; --dot draws them."""
    from vocli.insights.journey_graph import draw
    from vocli.pipeline import answer, shows_codes

    target = settle(output, options, dot)
    question = address(ask(reading, options), target, codes=shows_codes("journey", comparing.by))
    asked = {"by": comparing.by, "compare": comparing.compare}
    with progress(options) as step:
        report, remarks = answer("journey", question, asked, step)
    if dot:
        write_text(draw(report.insights), dot, options)
    publish(report, target, remarks)
