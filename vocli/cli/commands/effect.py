"""`vocli effect`: before and after an action, against the themes that nothing was done about."""

from __future__ import annotations

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.options import Comparing, Output, Reading


def effect(reading: Reading, output: Output, options: Global) -> None:
    """One row per request of --requests with a day of action; it has windows of its own."""
    run_question("effect", reading, Comparing(), output, options)
