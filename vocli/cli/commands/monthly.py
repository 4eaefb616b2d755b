"""`vocli monthly`: the page of a month, for the VOC meeting."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.options import ReadingIfAny
from vocli.messages import t


def _own(name: str, metavar: str = "") -> object:
    return typer.Option(f"--{name}", metavar=metavar or None, help=t(f"monthly.options.{name}"))


def monthly(
    reading: ReadingIfAny,
    options: Global,
    db: Annotated[str, _own("db", "FILE")] = "voc.db",
    out: Annotated[str, _own("out", "FOLDER")] = "reports",
    month: Annotated[str, _own("month", "2026-10")] = "",
    closing_day: Annotated[int, _own("closing-day", "DAY")] = 0,
    alert: Annotated[bool, _own("alert")] = False,
    require_complete: Annotated[bool, _own("require-complete")] = False,
    summary: Annotated[str, _own("summary", "FILE")] = "",
    audience: Annotated[str, _own("audience", "desk|company|outside")] = "",
) -> None:
    """Take in what is new, write the page of the month, print what to look at."""
    from vocli.cli.inputs import load_settings
    from vocli.cli.weekly import Periodic, run_page
    from vocli.pipeline.monthly import monthly as maker

    closing = closing_day or load_settings(options).month_end_day
    asked = Periodic(db, out, month, alert, require_complete, summary, audience)
    run_page(reading, asked, options, maker(closing))
