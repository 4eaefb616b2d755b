"""`vocli words`: the words that come back, and those that belong to a product or a period."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.inputs import choose
from vocli.cli.options import Comparing, Output, Reading
from vocli.messages import t


def words(
    reading: Reading,
    comparing: Comparing,
    output: Output,
    options: Global,
    signal: Annotated[
        str,
        typer.Option("--signal", metavar="NAME", help=t("words.option"), show_default=False),
    ] = "",
) -> None:
    """Frequent words and phrases with voices behind them; words of a label with --by."""
    from vocli.signals import SIGNALS

    if signal:
        choose(signal, (*SIGNALS, "any"), "--signal")
    run_question("words", reading, comparing, output, options, {"only": signal})
