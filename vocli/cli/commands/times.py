"""`vocli times`: when contacts come, by weekday and hour."""

from __future__ import annotations

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.options import Comparing, Output, Reading


def times(reading: Reading, comparing: Comparing, output: Output, options: Global) -> None:
    """Contacts per open day, weekday by weekday and hour by hour."""
    run_question("times", reading, comparing, output, options)
