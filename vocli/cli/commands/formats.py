"""`vocli formats`: which exports are read."""

from __future__ import annotations

from vocli.cli.boundary import Global
from vocli.cli.options import Output
from vocli.cli.output import publish, settle


def formats(output: Output, options: Global) -> None:
    """Every known format, and by what it is recognised."""
    from vocli.pipeline import formats_report

    target = settle(output, options)
    publish(formats_report(), target)
