"""`vocli opportunities`: who asks for more, and who recommends us."""

from __future__ import annotations

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.options import Comparing, Output, Reading


def opportunities(reading: Reading, comparing: Comparing, output: Output, options: Global) -> None:
    """With the complaints and open matters of the same customers beside them."""
    run_question("opportunities", reading, comparing, output, options)
