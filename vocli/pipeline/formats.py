"""What the reading room can read, as a report."""

from __future__ import annotations

from vocli import __version__
from vocli.errors import ExitCode
from vocli.insights import formats
from vocli.model import Report, Run
from vocli.sources import known_formats


def formats_report() -> Report:
    """Every layout with the signs by which it is recognised."""
    run = Run("formats", "", (), (("vocli", __version__),), ())
    return Report(run, (formats.build(known_formats()),), (), {}, None, ExitCode.OK)
