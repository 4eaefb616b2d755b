"""`vocli watch`: what must be looked at before anybody asks."""

from __future__ import annotations

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.options import Comparing, Output, Reading


def watch(reading: Reading, comparing: Comparing, output: Output, options: Global) -> None:
    """Rare but critical, new and rising, customers to call, and customers like those."""
    run_question("watch", reading, comparing, output, options)
