"""`vocli resolution`: whether problem and feeling were settled."""

from __future__ import annotations

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.options import Comparing, Output, Reading


def resolution(reading: Reading, comparing: Comparing, output: Output, options: Global) -> None:
    """By the customer's words; the desk's record beside, never mixed."""
    run_question("resolution", reading, comparing, output, options)
