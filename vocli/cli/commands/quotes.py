"""`vocli quotes`: the voices behind a theme or with a word."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask
from vocli.cli.options import Output, Reading
from vocli.cli.output import progress, publish, settle
from vocli.cli.reach import address
from vocli.cli.split import split_words, theme_and_files
from vocli.messages import t

SHOWN = 20  # quotes on a screen or page
UNCUT = ("csv", "json", "xlsx")  # what a program reads carries every voice


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

    target = settle(output, options)
    theme, files = theme_and_files(reading, word)
    question = address(ask(files, options, signal), target)
    with progress(options) as step:
        found = analyse(question, step)
    limit = 0 if show_all or target.form in UNCUT else SHOWN
    publish(quotes_report(found, theme, split_words(word), limit), target, found.remarks)
