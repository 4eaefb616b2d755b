"""`vocli codebook ...`: themes that stay, kept by people in a file."""

from __future__ import annotations

from typing import Annotated

import typer

from vocli.cli.boundary import Global
from vocli.cli.options import Output, Reading, ReadingIfAny, ReadingThemes
from vocli.messages import t

_DRY = Annotated[bool, typer.Option("--dry-run", help=t("cli.options.dry_run"))]
_NAME = Annotated[str, typer.Option("--name", metavar="NAME", help=t("cli.options.theme_name"))]
_OWNERS = Annotated[str, typer.Option("--owners", metavar="NAME,...", help=t("cli.options.owners"))]
_FORCE = Annotated[bool, typer.Option("--force", help=t("cli.options.force"))]


def init(reading: Reading, options: Global, owners: _OWNERS = "", force: _FORCE = False) -> None:
    """Find themes in the files and write them down."""
    from vocli.cli.codebook import init as write_first
    from vocli.cli.split import split_words

    write_first(reading, tuple(split_words(owners)), force, options)


def build(reading: ReadingIfAny, output: Output, options: Global, dry_run: _DRY = False) -> None:
    """Make the lock of a codebook anew; the first one from what the files say."""
    from vocli.cli.codebook import Editing
    from vocli.cli.codebook import build as build_lock

    build_lock(Editing(reading, output, options, dry_run))


def test(reading: ReadingIfAny, output: Output, options: Global) -> None:
    """Hold the codebook against its own sentences; exit code 1 where one lies elsewhere."""
    from vocli.cli.codebook_reports import test as try_all

    try_all(reading, output, options)


def lint(reading: ReadingIfAny, output: Output, options: Global) -> None:
    """Look for overlaps, dead, broad and shadowed definitions."""
    from vocli.cli.codebook_reports import lint as look_over

    look_over(reading, output, options)


def rename(
    theme: Annotated[str, typer.Argument(metavar="THEME", help=t("cli.options.theme_id"))],
    name: Annotated[str, typer.Argument(metavar="NAME", help=t("cli.options.theme_name"))],
    reading: ReadingIfAny,
    output: Output,
    options: Global,
    dry_run: _DRY = False,
) -> None:
    """Give a theme another name; no count changes."""
    from vocli.cli.codebook import Editing
    from vocli.cli.codebook_edits import rename as give_name

    give_name(theme, name, Editing(reading, output, options, dry_run))


def retire(reading: ReadingThemes, output: Output, options: Global, dry_run: _DRY = False) -> None:
    """End a theme; its number and its past stay."""
    from vocli.cli.codebook import Editing
    from vocli.cli.codebook_edits import retire as end

    end(Editing(reading, output, options, dry_run))


def merge(
    reading: ReadingThemes,
    output: Output,
    options: Global,
    into: Annotated[str, typer.Option("--into", metavar="THEME", help=t("cli.options.into"))] = "",
    name: _NAME = "",
    dry_run: _DRY = False,
) -> None:
    """Make one theme of several."""
    from vocli.cli.codebook import Editing
    from vocli.cli.codebook_edits import merge as melt

    melt(into, name, Editing(reading, output, options, dry_run))


def split(reading: ReadingThemes, output: Output, options: Global, dry_run: _DRY = False) -> None:
    """Part a theme into the groups found among its voices."""
    from vocli.cli.codebook import Editing
    from vocli.cli.codebook_edits import split as part

    part(Editing(reading, output, options, dry_run))


def promote(
    reading: ReadingThemes,
    output: Output,
    options: Global,
    name: _NAME = "",
    owners: _OWNERS = "",
    dry_run: _DRY = False,
) -> None:
    """Make a draft that was found in the files a theme."""
    from vocli.cli.codebook import Editing
    from vocli.cli.codebook_edits import promote as take_up
    from vocli.cli.split import split_words

    take_up((name, split_words(owners)), Editing(reading, output, options, dry_run))


def diff(
    before: Annotated[str, typer.Argument(metavar="BEFORE", help=t("cli.options.book_before"))],
    after: Annotated[str, typer.Argument(metavar="AFTER", help=t("cli.options.book_after"))],
    output: Output,
    options: Global,
) -> None:
    """Say in what two codebooks differ."""
    from vocli.cli.codebook_reports import diff as tell_apart

    tell_apart(before, after, output, options)


def take_over(
    rules: Annotated[str, typer.Argument(metavar="RULES", help=t("cli.options.coding_rules"))],
    output: Output,
    options: Global,
    codebook: Annotated[
        str, typer.Option("--codebook", metavar="FILE", help=t("cli.options.codebook"))
    ] = "",
    force: _FORCE = False,
) -> None:
    """Write a codebook from KH Coder's coding rules."""
    from vocli.cli.codebook_reports import take_over as write_rules

    write_rules(rules, codebook, output, force, options)
