"""`vocli signals learn`: a team's own labels, learned from a column of its export."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask
from vocli.cli.options import Output, Reading
from vocli.cli.output import progress, publish, settle, write_text
from vocli.cli.reach import address
from vocli.messages import t


def signals_learn(
    reading: Reading,
    output: Output,
    options: Global,
    label_column: Annotated[
        str, typer.Option("--label-column", metavar="COLUMN", help=t("cli.options.label_column"))
    ],
    save: Annotated[
        str, typer.Option("--save", metavar="FILE", help=t("cli.options.save_learned"))
    ] = "",
) -> None:
    """Cross-validated precision and recall per label; with --save a model that `signals --learned` reads."""
    from vocli.pipeline import learn_labels

    target = settle(output, options, save)
    question = address(ask(reading, options, "any"), target)
    with progress(options) as step:
        report, model, remarks = learn_labels(question, label_column, step)
    if save:
        write_text(model, save, options)
    publish(report, target, remarks)
