"""Where a report leaves the program: stdout, or a file that is never half written."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from vocli.cli.boundary import Finished, Global
from vocli.cli.inputs import choose, load_settings
from vocli.cli.pieces import Guarded, MakerError
from vocli.cli.settings import resolve_audience
from vocli.cli.telling import ended_line, finding_lines, verdict_line
from vocli.config import HEADERS
from vocli.errors import ExitCode, VocliError
from vocli.messages import t

if TYPE_CHECKING:
    from rich.progress import TaskID

    from vocli.cli.options import Output
    from vocli.model import Insight, Report
    from vocli.pipeline import Progress

_PRIVATE = 0o600  # a file that holds voices is its owner's


@dataclass(frozen=True)
class Target:
    """A form and a place that are known to work, settled before any work is done."""

    form: str
    path: Path | None  # None = stdout
    header: Literal["ja", "key"]
    options: Global
    audience: str = "desk"
    company: str = ""
    label: str = ""


def settle(output: Output, options: Global, beside: str = "") -> Target:
    """The target that was asked for; an impossible one is refused at once, not after the work.

    `beside` is a second file that the command will write.
    """
    path = Path(output.output).expanduser() if output.output else None
    if beside:
        check_place(Path(beside).expanduser())
    settings = load_settings(options)
    header = choose(output.header or settings.header or "key", HEADERS, "--header")
    audience = resolve_audience(output.audience, os.environ, settings).value
    if path:
        check_place(path)
    form, heads = _form(output, path), cast("Literal['ja', 'key']", header)
    return Target(form, path, heads, options, audience, settings.company, settings.label)


def publish(
    report: Report, target: Target, remarks: Sequence[str] = (), *, listed: bool = False
) -> None:
    """Write the report, tell what was odd about the input, and end with the report's exit code.

    `listed` findings are the result itself: they are not told a second time.
    """
    from vocli.cli.empty import tell_empty
    from vocli.render import RenderOptions, render

    form = RenderOptions(
        header=target.header,
        color=_colour(target),
        for_file=target.path is not None,
        label=target.label,
    )
    page = render(tell_empty(report, target.form), target.form, form)
    if target.path:
        tell([t("cli.written", path=write_file(target.path, page))], target.options)
    else:
        _print(page)
    tell(remarks, target.options)
    if listed and report.verdict is None and report.exit_code is not ExitCode.DEFECT:
        tell(ended_line(report), target.options)
    elif listed:
        tell([verdict_line(report)], target.options)
    else:
        tell_findings(report, target.options)
    raise Finished(report.exit_code)


def tell_findings(report: Report, options: Global) -> None:
    """What was odd about the input, the worst first."""
    tell([*finding_lines(report.findings), *ended_line(report)], options)


def _form(output: Output, path: Path | None) -> str:
    """The format asked for, or the one that the output file's suffix stands for."""
    from vocli.render import RENDERERS, SUFFIXES

    form = "table"
    if output.format:
        form = choose(output.format, tuple(RENDERERS), "--format")
    elif path:
        form = SUFFIXES.get(path.suffix.casefold(), "")
        if not form:
            text = t("cli.unknown_suffix", suffix=path.suffix or path.name)
            hint = t("cli.known_suffixes", suffixes=" ".join(SUFFIXES))
            raise VocliError("VOC-E007", text, where=str(path), hint=hint)
    if form == "xlsx" and not path:
        raise VocliError("VOC-E007", t("cli.workbook_to_stdout"), hint=t("cli.workbook_hint"))
    return form


def check_place(path: Path) -> None:
    """VOC-E008 where no file can be written: no such folder, a folder of that name."""
    if path.is_dir():
        text, hint = t("cli.is_folder", path=path), t("cli.is_folder_hint")
    elif not path.parent.is_dir():
        text, hint = t("cli.no_folder", folder=path.parent), t("cli.no_folder_hint")
    else:
        return
    raise VocliError("VOC-E008", text, where=str(path), hint=hint)


def write_table(insight: Insight, path: str, options: Global) -> None:
    """One table as a CSV file for programs: UTF-8 without BOM, keys as header."""
    from vocli.render import RenderOptions, write_csv

    place = write_file(Path(path).expanduser(), write_csv(insight, RenderOptions()))
    tell([t("cli.written", path=place)], options)


def write_text(text: str, path: str, options: Global) -> None:
    """A text for people to edit, as UTF-8."""
    place = write_file(Path(path).expanduser(), text.encode("utf-8"))
    tell([t("cli.written", path=place)], options)


def write_file(path: Path, content: bytes) -> Path:
    """Write beside the target and replace it; where Excel holds the target open, save beside it."""
    check_place(path)
    try:
        return _replace(path, [content])
    except PermissionError:
        if not path.exists():
            raise _unwritable(path) from None
    except OSError:
        raise _unwritable(path) from None
    beside = path.with_name(f"{path.stem}(2){path.suffix}")
    hint = t("cli.locked_hint")
    with contextlib.suppress(OSError):
        _replace(beside, [content])
        hint = t("cli.saved_beside", path=beside)
    raise VocliError("VOC-E009", t("cli.locked", path=path), where=str(path), hint=hint)


def check_new(path: Path, source: Path, force: bool) -> None:
    """VOC-E320 where the output is the input, VOC-E321 where it would replace a file unasked."""
    check_place(path)
    if not path.exists() or not (path.is_file() or path.is_symlink()):
        return
    if source.exists() and path.samefile(source):
        text, hint = t("cli.same_file"), t("cli.same_file_hint")
        raise VocliError("VOC-E320", text, where=str(path), hint=hint)
    if not force:
        text, hint = t("cli.exists", path=path), t("cli.exists_hint")
        raise VocliError("VOC-E321", text, where=str(path), hint=hint)


def write_stream(chunks: Iterable[bytes], path: Path) -> Path:
    """Write what comes piece by piece; the file is there when the last piece is, or not at all.

    Errors of the pieces' maker pass through. Raises VOC-E008, VOC-E009.
    """
    check_place(path)
    try:
        return _replace(path, Guarded(chunks))
    except MakerError as failed:
        error = failed.cause
    except PermissionError:
        text, hint = t("cli.locked", path=path), t("cli.locked_hint")
        locked = VocliError("VOC-E009", text, where=str(path), hint=hint)
        error = locked if path.exists() else _unwritable(path)
    except OSError:
        error = _unwritable(path)
    raise error  # outside of the handlers: the error that led here may name itself as its cause


def print_stream(chunks: Iterable[bytes]) -> None:
    """Write what comes piece by piece to stdout. Raises VOC-E008."""
    for chunk in chunks:
        _print(chunk)


def _replace(path: Path, content: Iterable[bytes]) -> Path:
    if path.exists() and not path.is_file():  # /dev/null, a pipe: written to, never replaced
        with path.open("wb") as device:
            device.writelines(content)
        return path
    path = path.resolve() if path.is_symlink() else path
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # made with 0600
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(content)
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


def _print(page: bytes) -> None:
    try:
        sys.stdout.buffer.write(page)
        sys.stdout.buffer.flush()
    except OSError as error:
        leave_pipe()  # what is left in the buffer would fail again when the interpreter ends
        if error.errno not in (errno.EPIPE, errno.EINVAL):  # Windows says EINVAL of a closed pipe
            raise VocliError("VOC-E008", t("cli.stdout"), hint=t("cli.stdout_hint")) from None


def show(text: str) -> None:
    """A text that is itself the result, to stdout."""
    _print(text.encode("utf-8"))


def leave_pipe() -> None:
    """The reader went away (`vocli ... | head`): nothing is wrong, and nothing more is written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(lines: Sequence[str], options: Global) -> None:
    """Notes for a person, on stderr; silent with --quiet."""
    if lines and not options.quiet:
        sys.stderr.write("".join(f"{line}\n" for line in lines))
        sys.stderr.flush()


def _colour(target: Target) -> bool:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    on_screen = target.form == "table" and not target.path and sys.stdout.isatty()
    return on_screen and not plain


@contextlib.contextmanager
def progress(options: Global) -> Iterator[Progress]:
    """A progress callback: a bar on a terminal, nothing elsewhere."""
    from vocli.pipeline import silent

    if options.quiet or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def step(key: str, done: int, total: int) -> None:
            if key not in tasks:
                tasks[key] = bars.add_task(t(key), total=total)
            bars.update(tasks[key], completed=done, total=total)

        yield step
