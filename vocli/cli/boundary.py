"""Where errors become messages and exit codes; no traceback unless --debug."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from vocli.cli.door import hoist, value_of
from vocli.errors import ExitCode, VocliError
from vocli.messages import t

if TYPE_CHECKING:
    import typer

_PACKAGE = str(Path(__file__).resolve().parent.parent.parent) + os.sep


@dataclass(frozen=True)
class Global:
    """The options that stand before every command; the language is settled at the door."""

    config: str = ""
    debug: bool = False
    quiet: bool = False
    lang: str = ""


class Finished(Exception):
    """A command has printed its result and wants this exit code."""

    def __init__(self, code: ExitCode) -> None:
        super().__init__(code.name)
        self.code = code


def invoke(app: typer.Typer, argv: Sequence[str]) -> int:
    """Run the app on the arguments and return the exit code; messages go to stderr."""
    import typer
    import typer.main

    words = hoist(argv)
    try:
        result = typer.main.get_command(app).main(words, prog_name="vocli", standalone_mode=False)
    except Finished as done:
        return int(done.code)
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted(words)
    except (
        BrokenPipeError,
        SystemExit,
    ):  # typer ends the process when the reader of help goes away
        from vocli.cli.output import leave_pipe

        leave_pipe()
        return int(ExitCode.OK)
    except Exception as error:
        return _unfinished(error, words)
    # Typer turns an interruption into a return value.
    return _interrupted(words) if result == ExitCode.INTERRUPTED else int(result or 0)


def _unfinished(error: Exception, argv: Sequence[str]) -> int:
    """The exit code of a run that gave no result, after telling why."""
    if isinstance(error, VocliError):
        return _failed(error, argv)
    if hasattr(error, "format_message") and hasattr(error, "exit_code"):
        from vocli.cli.usage import explain, is_bare

        if is_bare(error):
            _say([error.format_message()])
            return int(ExitCode.FAILED)
        return _failed(explain(error), argv)
    return _defect(error, argv)


def _failed(error: VocliError, argv: Sequence[str]) -> int:
    lines = [t("cli.failed"), f"{t('cli.cause')} {error.code}: {error.what}"]
    if error.where:
        lines.append(f"{t('cli.place')} {error.where}")
    if error.hint:
        lines.append(f"{t('cli.remedy')} {error.hint}")
    _say(lines)
    _document(error, argv, ExitCode.FAILED)
    if "--debug" in argv:
        _say(list(_trace(error)))
    return int(ExitCode.FAILED)


def _defect(error: Exception, argv: Sequence[str]) -> int:
    """A defect of vocli: the kind of error and its place in the code, never its text (it may hold words)."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _PACKAGE in f.filename]
    place = f"{frames[-1].filename.rsplit(_PACKAGE, 1)[-1]}:{frames[-1].lineno}" if frames else ""
    _say([t("cli.defect"), f"{t('cli.place')} {type(error).__name__} {place}"])
    _document(None, argv, ExitCode.DEFECT)
    if "--debug" in argv:
        _say(list(_trace(error)))
    return int(ExitCode.DEFECT)


def _trace(error: BaseException, seen: tuple[BaseException, ...] = ()) -> Iterator[str]:
    """The calls that led to the error and its kind, causes first; no texts, for they may hold words."""
    earlier = error.__cause__ or error.__context__
    # An error that passed through a generator may lead back to itself.
    if earlier is not None and all(earlier is not one for one in (*seen, error)):
        yield from _trace(earlier, (*seen, error))
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    yield type(error).__name__


def _interrupted(argv: Sequence[str]) -> int:
    _say([t("cli.interrupted")])
    _document(None, argv, ExitCode.INTERRUPTED)
    return int(ExitCode.INTERRUPTED)


def _document(error: VocliError | None, argv: Sequence[str], code: ExitCode) -> None:
    """With `--format json` a failure is a document, too."""
    if "json" not in (value_of(argv, "--format"), value_of(argv, "-f"), value_of(argv, "-f", "")):
        return
    from vocli.render import render_error

    sys.stdout.write(render_error(error, _command(argv), code).decode())
    sys.stdout.flush()


def _command(argv: Sequence[str]) -> str:
    """The command of one or two words that was typed, "" where there is none."""
    from vocli.cli.commands import COMMANDS

    pairs = [f"{word} {after}" for word, after in pairwise([*argv, ""])]
    typed = (name for both in zip(argv, pairs, strict=True) for name in both)
    return next((name for name in typed if name in COMMANDS), "")


def _say(lines: Sequence[str]) -> None:
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    sys.stderr.flush()
