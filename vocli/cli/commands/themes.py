"""`vocli themes`: complaints grouped into themes and ranked."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask, choose
from vocli.cli.options import Output, Reading
from vocli.cli.output import progress, publish, settle, write_table
from vocli.cli.reach import address, need_desk
from vocli.messages import t


def themes(
    reading: Reading,
    output: Output,
    options: Global,
    signal: Annotated[
        str, typer.Option("--signal", metavar="NAME", help=t("cli.options.signal"))
    ] = "complaint",
    rank_by: Annotated[
        str,
        typer.Option(
            "--rank-by", metavar="priority|contacts|change|hours", help=t("cli.options.rank_by")
        ),
    ] = "priority",
    show_all: Annotated[bool, typer.Option("--all", help=t("cli.options.all"))] = False,
    explain: Annotated[bool, typer.Option("--explain", help=t("cli.options.explain"))] = False,
    assignments: Annotated[
        str,
        typer.Option(
            "--assignments", metavar="FILE", help=t("cli.options.assignments"), show_default=False
        ),
    ] = "",
) -> None:
    """Read, mask, group, rank, print."""
    from vocli.insights.detail import assignments as list_assignments
    from vocli.insights.themes import RANKINGS, Ranking
    from vocli.pipeline import analyse, themes_report

    target = settle(output, options, assignments)
    if assignments:
        need_desk(target, "--assignments")
    ranking = Ranking(choose(rank_by, RANKINGS, "--rank-by"), show_all, explain)
    question = address(ask(reading, options, signal), target, codes=target.form == "xlsx")
    with progress(options) as step:
        found = analyse(question, step)
    if assignments:
        write_table(list_assignments(found.facts), assignments, options)
    publish(themes_report(found, ranking), target, found.remarks)
