"""`vocli mask`: a file with personal data masked, otherwise as it was."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.masked import conclude, place_of, run_mask
from vocli.messages import t


def mask(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=t("cli.options.mask_file"), show_default=False)
    ],
    options: Global,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help=t("cli.options.mask_output"))
    ] = "",
    report: Annotated[bool, typer.Option("--report", help=t("cli.options.mask_report"))] = False,
    form: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="table|markdown|csv|json", help=t("cli.options.format")
        ),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help=t("cli.options.mask_force"))] = False,
    tokenizer: Annotated[
        str,
        typer.Option("--tokenizer", metavar="auto|janome|mecab", help=t("cli.options.tokenizer")),
    ] = "",
) -> None:
    """Every cell that may hold personal data is masked; keys, ids, times and layout stay."""
    place = place_of(file, output, report=bool(report or form), force=force)
    conclude(
        run_mask(file, place, tokenizer, options),
        place,
        form if form or not report else "table",
        options,
    )
