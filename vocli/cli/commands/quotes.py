"""`vocli quotes`: the voices behind a theme or with a word."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask
from vocli.cli.options import Output, Reading
from vocli.cli.output import progress, publish
from vocli.cli.split import theme_and_files
from vocli.messages import t


def quotes(
    reading: Reading,
    output: Output,
    options: Global,
    word: Annotated[
        str, typer.Option("--word", metavar="A,B", help=t("cli.options.word"), show_default=False)
    ] = "",
    signal: Annotated[
        str, typer.Option("--signal", metavar="NAME", help=t("cli.options.signal"))
    ] = "complaint",
    show_all: Annotated[bool, typer.Option("--all", help=t("cli.options.all_quotes"))] = False,
) -> None:
    """The first argument is the theme unless --word is given."""
    from vocli.pipeline import analyse, quotes_report

    theme, files = theme_and_files(reading, word)
    question = ask(files, options, signal)
    with progress(options) as step:
        found = analyse(question, step)
    words = [part for part in word.replace("、", ",").split(",") if part.strip()]
    publish(
        quotes_report(found, theme, words, 0 if show_all else 20), output, options, found.remarks
    )
