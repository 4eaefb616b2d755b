"""`vocli consistency`: contradicting guidance, being sent around, things other than described."""

from __future__ import annotations

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.options import Comparing, Output, Reading


def consistency(reading: Reading, comparing: Comparing, output: Output, options: Global) -> None:
    """Three lines by strength of evidence, contradicting sources, and channels compared."""
    run_question("consistency", reading, comparing, output, options)
