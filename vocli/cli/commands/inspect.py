"""`vocli inspect`: how each file is read, before anything is counted."""

from __future__ import annotations

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask
from vocli.cli.options import Output, Reading
from vocli.cli.output import publish, settle
from vocli.cli.reach import address


def inspect(reading: Reading, output: Output, options: Global) -> None:
    """Encoding, header, columns with reasons, dates, speakers, rows left out, three masked rows."""
    from vocli.pipeline import look

    target = settle(output, options)
    question = address(ask(reading, options), target)
    publish(look(question), target)
