"""`vocli signals`: how many contacts carry a complaint, a request, thanks and so on."""

from __future__ import annotations

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask
from vocli.cli.options import Output, Reading
from vocli.cli.output import progress, publish, settle
from vocli.cli.reach import address


def signals(reading: Reading, output: Output, options: Global) -> None:
    """Counts on a screen; one row per voice as CSV."""
    from vocli.pipeline import mark, signals_report

    target = settle(output, options)
    question = address(ask(reading, options, "any"), target, codes=target.form == "xlsx")
    with progress(options) as step:
        found = mark(question, step)
    publish(signals_report(found, per_voice=target.form == "csv"), target, found.remarks)
