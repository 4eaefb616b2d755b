"""`vocli diff`: what changed from one weekly or monthly page to another, in words."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.options import Output
from vocli.cli.output import publish, settle
from vocli.messages import t

_PAGES = typer.Argument(metavar="A B", help=t("diff.options.pages"), show_default=False)
_OUT = typer.Option("--out", metavar="FOLDER", help=t("diff.options.out"))


def diff(
    pages: Annotated[tuple[str, str], _PAGES],
    output: Output,
    options: Global,
    out: Annotated[str, _OUT] = "reports",
) -> None:
    """Read two pages, tell what differs."""
    from vocli.cli.diff import open_page
    from vocli.model import Audience, Reach
    from vocli.pipeline.page_files import diff_report

    target = settle(output, options)
    first, second = (open_page(given, out) for given in pages)
    reach = Reach(audience=Audience(target.audience), company=target.company)
    publish(diff_report(first, second, reach), target)
