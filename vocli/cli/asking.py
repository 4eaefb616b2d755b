"""A command that answers one question: from its options to the published report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask
from vocli.cli.options import Comparing, Output, Reading
from vocli.cli.output import progress, publish, settle
from vocli.cli.reach import address


def run_question(
    name: str,
    reading: Reading,
    comparing: Comparing,
    output: Output,
    options: Global,
    own: Mapping[str, Any] | None = None,
) -> None:
    """Answer the question `name` of vocli.insights.questions and publish it.

    own: the command's own options by name.
    """
    from vocli.pipeline import answer, shows_codes

    target = settle(output, options)
    question = address(ask(reading, options), target, codes=shows_codes(name, comparing.by))
    asked = {"by": comparing.by, "compare": comparing.compare, **(own or {})}
    with progress(options) as step:
        report, remarks = answer(name, question, asked, step)
    publish(report, target, remarks)
