"""`vocli delight`: what moved customers, and what triggered it."""

from __future__ import annotations

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.options import Comparing, Output, Reading


def delight(reading: Reading, comparing: Comparing, output: Output, options: Global) -> None:
    """Praise by theme with the basics that are unmet beside it, levels, and triggers."""
    run_question("delight", reading, comparing, output, options)
