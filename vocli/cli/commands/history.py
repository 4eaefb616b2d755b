"""`vocli history ...`: what was kept, and what must be forgotten."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.options import Output
from vocli.messages import t

_DB = typer.Option("--db", metavar="FILE", help=t("weekly.options.db"))
_DRY = typer.Option("--dry-run", help=t("history.options.dry_run"))
_PAGES = typer.Option("--reports", metavar="FOLDER", help=t("history.options.reports"))


def show(output: Output, options: Global, db: Annotated[str, _DB] = "voc.db") -> None:
    """The runs, files and weeks of a history."""
    from vocli.cli.history import show_history

    show_history(db, output, options)


def verify(options: Global, db: Annotated[str, _DB] = "voc.db") -> None:
    """Whether the file is sound."""
    from vocli.cli.history import verify_history

    verify_history(db, options)


def forget(
    options: Global,
    customer: Annotated[
        str, typer.Option("--customer", metavar="ID", help=t("history.options.customer"))
    ],
    db: Annotated[str, _DB] = "voc.db",
    reports: Annotated[str, _PAGES] = "reports",
    dry_run: Annotated[bool, _DRY] = False,
) -> None:
    """Remove a customer, evidence included."""
    from vocli.cli.history import forget_customer

    forget_customer(db, customer, reports, options, dry_run=dry_run)


def prune(
    older_than: Annotated[
        str, typer.Option("--older-than", metavar="SPAN", help=t("history.options.older_than"))
    ],
    db: Annotated[str, _DB] = "voc.db",
    reports: Annotated[str, _PAGES] = "reports",
    dry_run: Annotated[bool, _DRY] = False,
) -> None:
    """Remove what is older than a span or a day."""
    from vocli.cli.history import prune_history

    prune_history(db, older_than, reports, dry_run=dry_run)
