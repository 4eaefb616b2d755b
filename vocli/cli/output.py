"""Where a report leaves the program: stdout, or a file that is never half written."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vocli.cli.boundary import Finished, Global
from vocli.cli.inputs import choose
from vocli.errors import VocliError
from vocli.messages import t

if TYPE_CHECKING:
    from vocli.cli.options import Output
    from vocli.model import Finding, Insight, Report

_PRIVATE = 0o600  # a file that holds voices is its owner's
_SHOWN_FINDINGS = 10


def publish(report: Report, output: Output, options: Global, remarks: Sequence[str] = ()) -> None:
    """Write the report, tell what was odd about the input, and end with the report's exit code."""
    from vocli.render import RenderOptions, render

    form = settle_format(output)
    to_file = bool(output.output)
    header = choose(output.header or "key", ("ja", "key"), "--header")
    page = render(
        report,
        form,
        RenderOptions(header=header, color=_colour(form, to_file), for_file=to_file),  # type: ignore[arg-type]
    )
    if to_file:
        place = write_file(Path(output.output), page)
        tell([t("cli.written", path=place)], options)
    else:
        sys.stdout.buffer.write(page)
        sys.stdout.buffer.flush()
    tell([*remarks, *_told(report.findings)], options)
    raise Finished(report.exit_code)


def settle_format(output: Output) -> str:
    """The format asked for, or the one that the output file's suffix stands for."""
    from vocli.render import RENDERERS, SUFFIXES

    suffix = Path(output.output).suffix.casefold()
    if output.format:
        form = choose(output.format, tuple(RENDERERS), "--format")
    elif output.output:
        if suffix not in SUFFIXES:
            raise VocliError(
                "VOC-E007",
                t("cli.unknown_suffix", suffix=suffix or output.output),
                hint=t("cli.known_suffixes", suffixes=" ".join(SUFFIXES)),
            )
        form = SUFFIXES[suffix]
    else:
        form = "table"
    if form == "xlsx" and not output.output:
        raise VocliError("VOC-E007", t("cli.workbook_to_stdout"), hint=t("cli.workbook_hint"))
    return form


def write_table(insight: Insight, path: str, options: Global) -> None:
    """One table as a CSV file for programs: UTF-8 without BOM, keys as header."""
    from vocli.render import RenderOptions, write_csv

    place = write_file(Path(path), write_csv(insight, RenderOptions()))
    tell([t("cli.written", path=place)], options)


def write_file(path: Path, content: bytes) -> Path:
    """Write beside the target and replace it; where Excel holds the target open, save beside it."""
    try:
        return _replace(path, content)
    except PermissionError:
        if not path.exists():
            raise _unwritable(path) from None
    except OSError:
        raise _unwritable(path) from None
    beside = path.with_name(f"{path.stem}(2){path.suffix}")
    try:
        _replace(beside, content)
    except OSError:
        raise _locked(path) from None
    raise VocliError(
        "VOC-E009",
        t("cli.locked", path=path),
        where=str(path),
        hint=t("cli.saved_beside", path=beside),
    )


def _replace(path: Path, content: bytes) -> Path:
    if path.is_dir():
        raise IsADirectoryError(path)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent or Path())
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_PRIVATE)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    return path


def _unwritable(path: Path) -> VocliError:
    return VocliError(
        "VOC-E008", t("cli.unwritable", path=path), where=str(path), hint=t("cli.unwritable_hint")
    )


def _locked(path: Path) -> VocliError:
    return VocliError(
        "VOC-E009", t("cli.locked", path=path), where=str(path), hint=t("cli.locked_hint")
    )


def tell(lines: Sequence[str], options: Global) -> None:
    """Notes for a person, on stderr; silent with --quiet."""
    if lines and not options.quiet:
        sys.stderr.write("".join(f"{line}\n" for line in lines))
        sys.stderr.flush()


def _told(findings: Sequence[Finding]) -> list[str]:
    lines = []
    for finding in findings[:_SHOWN_FINDINGS]:
        place = finding.path + (f" {t('cli.row', row=finding.row)}" if finding.row else "")
        word = t(f"cli.severity.{finding.severity.value}")
        lines.append(f"{word} {finding.code} {place} {finding.message}".replace("  ", " "))
    if len(findings) > _SHOWN_FINDINGS:
        lines.append(t("cli.more_findings", n=len(findings) - _SHOWN_FINDINGS))
    return lines


def _colour(form: str, to_file: bool) -> bool:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return form == "table" and not to_file and sys.stdout.isatty() and not plain


@contextlib.contextmanager
def progress(options: Global):  # type: ignore[no-untyped-def]
    """A progress callback: a bar on a terminal, nothing elsewhere."""
    from vocli.pipeline import silent

    if options.quiet or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, object] = {}

        def step(key: str, done: int, total: int) -> None:
            if key not in tasks:
                tasks[key] = bars.add_task(t(key), total=total)
            bars.update(tasks[key], completed=done, total=total)  # type: ignore[arg-type]

        yield step
