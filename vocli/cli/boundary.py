"""Where errors become messages and exit codes; no traceback unless --debug."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vocli.errors import ExitCode, VocliError
from vocli.messages import t

if TYPE_CHECKING:
    import typer


@dataclass(frozen=True)
class Global:
    """The options that stand before every command."""

    lang: str = ""
    config: str = ""
    debug: bool = False
    quiet: bool = False


class Finished(Exception):
    """A command has printed its result and wants this exit code."""

    def __init__(self, code: ExitCode) -> None:
        super().__init__(code.name)
        self.code = code


def invoke(app: typer.Typer, argv: Sequence[str]) -> int:
    """Run the app on the arguments and return the exit code; messages go to stderr."""
    import typer
    import typer.main

    command = typer.main.get_command(app)
    try:
        result = command.main(list(argv), prog_name="vocli", standalone_mode=False)
    except Finished as done:
        return int(done.code)
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except BrokenPipeError:
        return _closed_pipe()
    except Exception as error:
        if isinstance(error, VocliError):
            return _failed(error, argv)
        if hasattr(error, "format_message") and hasattr(error, "exit_code"):
            return _misused(error, argv)  # click's and typer's usage errors
        return _defect(error, argv)
    return int(result) if isinstance(result, int) else int(ExitCode.OK)


def _failed(error: VocliError, argv: Sequence[str]) -> int:
    lines = [t("cli.failed"), f"{t('cli.cause')} {error.code}: {error.what}"]
    if error.where:
        lines.append(f"{t('cli.place')} {error.where}")
    if error.hint:
        lines.append(f"{t('cli.remedy')} {error.hint}")
    _say(lines)
    _document(error, argv, ExitCode.FAILED)
    if "--debug" in argv:
        traceback.print_exc()
    return int(ExitCode.FAILED)


def _misused(error: Exception, argv: Sequence[str]) -> int:
    text = error.format_message()  # type: ignore[attr-defined]
    context = getattr(error, "ctx", None)
    hint = t("cli.see_help", command=context.command_path if context else "vocli")
    return _failed(VocliError("VOC-E001", text, hint=hint), argv)


def _defect(error: Exception, argv: Sequence[str]) -> int:
    """A defect of vocli: the kind of error and its place in the code, never its text (it may hold words)."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename.rsplit('vocli', 1)[-1]}:{frames[-1].lineno}" if frames else ""
    _say([t("cli.defect"), f"{t('cli.place')} {type(error).__name__} vocli{place}"])
    _document(None, argv, ExitCode.DEFECT)
    if "--debug" in argv:
        traceback.print_exc()
    return int(ExitCode.DEFECT)


def _interrupted() -> int:
    _say([t("cli.interrupted")])
    return int(ExitCode.INTERRUPTED)


def _closed_pipe() -> int:
    """The reader went away (`vocli … | head`): nothing is wrong."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return int(ExitCode.OK)


def _document(error: VocliError | None, argv: Sequence[str], code: ExitCode) -> None:
    """With `--format json` a failure is a document, too."""
    words = list(argv)
    asked = "--format=json" in words or "-fjson" in words
    for flag in ("--format", "-f"):
        if flag in words and words[words.index(flag) + 1 : words.index(flag) + 2] == ["json"]:
            asked = True
    if not asked:
        return
    from vocli.cli.commands import COMMANDS
    from vocli.render import render_error

    command = next((word for word in words if word in COMMANDS), "")
    sys.stdout.write(render_error(error, command, code).decode())
    sys.stdout.flush()


def _say(lines: Sequence[str]) -> None:
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    sys.stderr.flush()
