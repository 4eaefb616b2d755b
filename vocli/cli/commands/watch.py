"""`vocli watch`: what must be looked at before anybody asks."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.asking import run_question
from vocli.cli.boundary import Global
from vocli.cli.inputs import choose
from vocli.cli.options import Comparing, Output, Reading
from vocli.cli.output import settle
from vocli.cli.reach import need_desk
from vocli.messages import t


def watch(
    reading: Reading,
    comparing: Comparing,
    output: Output,
    options: Global,
    listed: Annotated[
        str, typer.Option("--list", metavar="people|same", help=t("watch.list_help"))
    ] = "",
) -> None:
    """Rare but critical, new and rising, customers to call, and customers like those."""
    if choose(listed, ("", "people", "same"), "--list"):
        need_desk(settle(output, options), "--list")
    run_question("watch", reading, comparing, output, options, {"list": listed})
