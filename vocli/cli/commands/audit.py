"""`vocli audit`: what masking finds in labelled sentences; a sample for a human, and how vocli did on it."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask, choose_signal, read_labels
from vocli.cli.options import Output, Reading
from vocli.cli.output import progress, publish, settle
from vocli.cli.reach import address, need_desk
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


def sample(
    reading: Reading,
    output: Output,
    options: Global,
    signal: Annotated[
        str, typer.Option("--signal", metavar="NAME", help=t("cli.options.audited"))
    ] = "complaint",
    size: Annotated[
        int, typer.Option("--size", min=10, max=5000, help=t("cli.options.sample_size"))
    ] = 100,
) -> None:
    """Voices to be judged without seeing what vocli says of them."""
    from vocli.pipeline import draw_sample

    target = settle(output, options)
    need_desk(target, "audit sample")
    question = address(ask(reading, options, choose_signal(signal)), target)
    with progress(options) as step:
        report, remarks = draw_sample(question, signal, size, step)
    publish(report, target, remarks)


def score(
    reading: Reading,
    output: Output,
    options: Global,
    signal: Annotated[
        str, typer.Option("--signal", metavar="NAME", help=t("cli.options.audited"))
    ] = "complaint",
    verdicts: Annotated[
        str, typer.Option("--verdicts", metavar="FILE", help=t("cli.options.verdicts"))
    ] = "",
) -> None:
    """Precision, recall and agreement with intervals, and where the two differ."""
    from vocli.pipeline import score_sample

    target = settle(output, options)
    need_desk(target, "audit score")
    question = address(ask(reading, options, choose_signal(signal)), target)
    judged = (verdicts, read_labels(verdicts))
    with progress(options) as step:
        report, remarks = score_sample(question, signal, judged, step)
    publish(report, target, remarks)
