"""`vocli drivers`: which themes and kinds of voice move a score."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.inputs import choose
from vocli.cli.options import Comparing, Output, Reading
from vocli.messages import t

_SCORES = ("", "nps", "csat", "ces", "ease", "churn")


def drivers(
    reading: Reading,
    comparing: Comparing,
    output: Output,
    options: Global,
    score: Annotated[
        str,
        typer.Option(
            "--score",
            metavar="|".join(_SCORES[1:]),
            help=t("cli.options.score"),
            show_default=False,
        ),
    ] = "",
    within: Annotated[
        int, typer.Option("--within", metavar="DAYS", min=1, help=t("cli.options.within"))
    ] = 60,
) -> None:
    """The effect of every factor with its interval, verdict and field of the portfolio."""
    own = {"score": choose(score, _SCORES, "--score"), "within": within}
    run_question("drivers", reading, comparing, output, options, own)
