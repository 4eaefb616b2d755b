"""The ends of `vocli mask`: where the file goes, and what is told of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from vocli.cli.boundary import Finished, Global
from vocli.cli.inputs import ask
from vocli.cli.options import Output, Reading
from vocli.cli.output import (
    check_new,
    print_stream,
    progress,
    publish,
    settle,
    tell,
    tell_findings,
    write_stream,
)
from vocli.errors import VocliError
from vocli.messages import t

if TYPE_CHECKING:
    from vocli.pipeline import Masked


def place_of(file: str, output: str, *, report: bool, force: bool) -> Path | None:
    """The file to write; None for stdout, which must then be no screen and carry nothing else.

    Raises VOC-E320 to E323, VOC-E008.
    """
    if output and output != "-":
        path = Path(output).expanduser()
        check_new(path, Path(file).expanduser(), force)
        return path
    if not output and sys.stdout.isatty():
        raise VocliError("VOC-E322", t("cli.mask_to_screen"), hint=t("cli.mask_to_screen_hint"))
    if report:
        text, hint = t("cli.mask_report_stdout"), t("cli.mask_report_stdout_hint")
        raise VocliError("VOC-E323", text, hint=hint)
    return None


def run_mask(file: str, place: Path | None, tokenizer: str, options: Global) -> Masked:
    """Mask the file into its place."""
    from vocli.pipeline import mask_file

    question = ask(Reading(files=[file], tokenizer=tokenizer), options)

    def sink(chunks: Iterator[bytes]) -> None:
        if place:
            write_stream(chunks, place)
        else:
            print_stream(chunks)

    with progress(options) as step:
        return mask_file(question, sink, step)


def conclude(done: Masked, place: Path | None, form: str, options: Global) -> None:
    """Tell what was masked: as a report on stdout where one was asked for, else in a line on stderr."""
    from vocli.pipeline import mask_report

    report = mask_report(done)
    written = [t("cli.written", path=place)] if place else []
    if form:
        publish(report, settle(Output(format=form), options), written)
    tell([_summary(done), *done.remarks, *written], options)
    tell_findings(report, options)
    raise Finished(report.exit_code)


def _summary(done: Masked) -> str:
    if not done.places:
        return t("cli.masked_none")
    kinds = [t("cli.masked_kind", mask=mask, n=n) for mask, n in done.places]
    return t("cli.masked", n=sum(n for _, n in done.places), kinds=t("render.comma").join(kinds))
