"""`vocli escalation`: superiors asked for, and matters handed to a second line."""

from __future__ import annotations

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.options import Comparing, Output, Reading


def escalation(reading: Reading, comparing: Comparing, output: Output, options: Global) -> None:
    """The two kinds are never added; who asked without a record comes as a list."""
    run_question("escalation", reading, comparing, output, options)
