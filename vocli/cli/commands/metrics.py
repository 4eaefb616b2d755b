"""`vocli metrics`: NPS, CSAT, CES, churn, answered calls, handling times and the like."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.inputs import choose
from vocli.cli.options import Comparing, Output, Reading
from vocli.messages import t


def metrics(
    reading: Reading,
    comparing: Comparing,
    output: Output,
    options: Global,
    trend: Annotated[
        str,
        typer.Option(
            "--trend", metavar="week|month", help=t("cli.options.trend"), show_default=False
        ),
    ] = "",
    repeat_days: Annotated[
        int,
        typer.Option(
            "--repeat-days", metavar="N", min=1, max=90, help=t("cli.options.repeat_days")
        ),
    ] = 7,
    asked: Annotated[
        int,
        typer.Option(
            "--asked", metavar="N", min=0, help=t("cli.options.asked"), show_default=False
        ),
    ] = 0,
    by_theme: Annotated[bool, typer.Option("--by-theme", help=t("cli.options.by_theme"))] = False,
    no_voices: Annotated[
        bool, typer.Option("--no-voices", help=t("cli.options.no_voices"))
    ] = False,
) -> None:
    """Every metric with what it was counted on, or why it cannot be computed."""
    own = {
        "trend": choose(trend, ("", "week", "month"), "--trend"),
        "repeat_days": repeat_days,
        "asked": asked,
        "by_theme": by_theme,
        "no_voices": no_voices,
    }
    run_question("metrics", reading, comparing, output, options, own)
