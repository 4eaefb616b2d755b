"""`vocli expectations`: what had been expected, where that came from, and what became of it."""

from __future__ import annotations

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.options import Comparing, Output, Reading


def expectations(reading: Reading, comparing: Comparing, output: Output, options: Global) -> None:
    """Result, object and source of expectations; who wants to leave; how themes' expectations are held."""
    run_question("expectations", reading, comparing, output, options)
