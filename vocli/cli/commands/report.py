"""`vocli report`: everything on one page."""

from __future__ import annotations

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask
from vocli.cli.options import Output, Reading
from vocli.cli.output import progress, publish, settle
from vocli.cli.reach import address


def report(reading: Reading, output: Output, options: Global) -> None:
    """Read and mask once, build every part from the same facts, print."""
    from vocli.pipeline import overview_report

    target = settle(output, options)
    question = address(ask(reading, options), target, codes=target.form == "xlsx")
    with progress(options) as step:
        page, remarks = overview_report(question, step)
    publish(page, target, remarks)
