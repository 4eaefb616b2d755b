"""`vocli weekly`: the page of a week, for cron."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.options import Reading
from vocli.messages import t


def _own(name: str, metavar: str = "") -> object:
    return typer.Option(f"--{name}", metavar=metavar or None, help=t(f"weekly.options.{name}"))


def weekly(
    reading: Reading,
    options: Global,
    db: Annotated[str, _own("db", "FILE")] = "voc.db",
    out: Annotated[str, _own("out", "FOLDER")] = "reports",
    week: Annotated[str, _own("week", "2026-W46")] = "",
    alert: Annotated[bool, _own("alert")] = False,
    require_complete: Annotated[bool, _own("require-complete")] = False,
    summary: Annotated[str, _own("summary", "FILE")] = "",
    audience: Annotated[str, _own("audience", "desk|company|outside")] = "",
) -> None:
    """Take in what is new, write the page of the week, print what to look at."""
    from vocli.cli.weekly import Periodic, run_page
    from vocli.pipeline.weekly import WEEKLY

    asked = Periodic(db, out, week, alert, require_complete, summary, audience)
    run_page(reading, asked, options, WEEKLY)
