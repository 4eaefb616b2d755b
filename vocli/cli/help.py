"""Help pages: plain text of 80 columns in the chosen language, laid out by display width.

Typer's own pages come in English, with boxes of ambiguous width, and load Rich.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from vocli.cli.door import plain_help
from vocli.errors import VocliError
from vocli.messages import has, t
from vocli.text import pad, width

WIDTH = 79
_NAMES = 28  # columns of option names; a longer name has its text on the next line
_WORD = re.compile(r"[!-~]+|\s+|.", re.DOTALL)
_NEVER_FIRST = frozenset("、。，．)）」』】・")

Section = tuple[str, list[tuple[str, str]]]


class HelpCommand(TyperCommand):
    """A command whose --help is written by this module."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page into click's formatter."""
        formatter.write(write_page(self, ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """Click's option with a text of the chosen language."""
        return _translated(super().get_help_option(ctx))


class HelpGroup(TyperGroup):
    """The program itself: its help lists the commands, and a wrong command is an error like any other."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page into click's formatter."""
        formatter.write(write_page(self, ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """Click's option with a text of the chosen language."""
        return _translated(super().get_help_option(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that was named, by one word or two; VOC-E001 with the nearest name if there is none."""
        if " ".join(args[:2]) in self.commands:
            return super().resolve_command(ctx, [" ".join(args[:2]), *args[2:]])
        if args[0] in self.commands or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        raise VocliError(
            "VOC-E001",
            t("cli.no_command", name=args[0]),
            hint=f"{did_you_mean(args[0], list(self.commands))}{t('cli.see_help', command=ctx.command_path)}",
        )


def did_you_mean(value: str, known: Sequence[str]) -> str:
    """A sentence with the nearest of the known values and a space behind it; \"\" where none is near."""
    import difflib

    near = difflib.get_close_matches(value, known, n=1)
    return f"{t('cli.did_you_mean', value=near[0])} " if near else ""


def usage(command: Any, path: str) -> str:
    """How the command is typed, such as `vocli themes [オプション] FILES...`."""
    own = f"cli.usage.{command.name}"
    if has(own):
        return f"{path} {t(own)}"
    pieces = [t("cli.help.any_options")]
    pieces += [p.metavar or p.name for p in command.params if p.param_type_name == "argument"]
    if hasattr(command, "commands"):
        pieces.append(t("cli.help.any_command"))
    return " ".join([path, *pieces])


def write_page(command: Any, context: Any) -> str:
    """The whole page of a command or of the program."""
    titles = [section for section in _sections(command, context) if section[1]]
    parts = ["\n".join(_wrapped(t("cli.help.usage") + usage(command, context.command_path), 0, 2))]
    parts.append("\n".join(_wrapped(command.help or "", 0, 0)))
    for title, rows in titles:
        parts.append("\n".join([_heading(title), *(line for row in rows for line in _row(*row))]))
    if command.epilog:
        parts.append(
            "\n".join(x for line in command.epilog.split("\n") for x in _wrapped(line, 0, 0))
        )
    return "\n\n".join(parts) + "\n"


def _sections(command: Any, context: Any) -> list[Section]:
    shown = [p for p in command.get_params(context) if not getattr(p, "hidden", False)]
    arguments = [p for p in shown if p.param_type_name == "argument"]
    sections: dict[str, list[tuple[str, str]]] = {t("cli.help.arguments"): []}
    sections[t("cli.help.arguments")] += [(p.metavar or p.name, p.help or "") for p in arguments]
    sections[t("cli.help.options")] = []
    for param in shown:
        if param.param_type_name == "option":
            panel = param.rich_help_panel or t("cli.help.options")
            sections.setdefault(panel, []).append((_names(param), _meaning(param, context)))
    for name, child in getattr(command, "commands", {}).items():
        if not child.hidden:
            sections.setdefault(child.rich_help_panel, []).append((name, child.help or ""))
    return list(sections.items())


def _names(param: Any) -> str:
    names = ", ".join(sorted(param.opts, key=len))
    return names if param.is_flag else f"{names} {param.metavar or param.name.upper()}"


def _meaning(param: Any, context: Any) -> str:
    default = param.get_default(context)
    shown = param.show_default and isinstance(default, str) and default
    return (
        f"{param.help or ''} {t('cli.help.default', value=default)}" if shown else param.help or ""
    )


def _row(name: str, meaning: str) -> Iterator[str]:
    at = _NAMES
    lines = _wrapped(meaning, at, at)
    if width(name) + 4 > at:
        yield f"  {name}"
        yield from lines
        return
    yield pad(f"  {name}", at) + lines[0].lstrip()
    yield from lines[1:]


def _wrapped(text: str, first: int, later: int) -> list[str]:
    """Lines of at most WIDTH columns: Japanese breaks anywhere but before a closing mark."""
    lines, line = [], " " * first
    for word in _WORD.findall(text):
        full = width(line.rstrip()) + width(word.rstrip()) > WIDTH
        if full and line.strip() and word not in _NEVER_FIRST:
            lines.append(line.rstrip())
            line = " " * later
            word = word.lstrip()  # noqa: PLW2901 - a new line does not begin with the gap
        line += word
    return [*lines, line.rstrip()]


def _heading(title: str) -> str:
    on_screen = sys.stdout.isatty() and sys.stderr.isatty()
    return typer.style(title, bold=True) if on_screen and not plain_help(os.environ) else title


def _translated(option: Any) -> Any:
    if option is not None:
        option.help = t("cli.help.help")
    return option
