"""The program's door: settle the language, build the commands, run one of them."""

from __future__ import annotations

import os
import sys

from vocli import __version__
from vocli.cli.door import settle

settle(sys.argv, os.environ)  # before typer is imported: its panel titles are read at import

import typer  # noqa: E402

from vocli.cli.boundary import Global, invoke  # noqa: E402
from vocli.cli.commands import COMMANDS  # noqa: E402
from vocli.cli.options import unfold  # noqa: E402
from vocli.messages import t  # noqa: E402

app = typer.Typer(
    name="vocli",
    help=t("cli.about"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"vocli {__version__}")
        raise typer.Exit


@app.callback()
def start(
    context: typer.Context,
    lang: str = typer.Option("", "--lang", metavar="ja|en", help=t("cli.lang")),
    config: str = typer.Option("", "--config", metavar="FILE", help=t("cli.config")),
    debug: bool = typer.Option(False, "--debug", help=t("cli.debug")),
    quiet: bool = typer.Option(False, "--quiet", "-q", help=t("cli.quiet")),
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help=t("cli.version")
    ),
) -> None:
    """Options that stand before every command."""
    context.obj = Global(lang=lang, config=config, debug=debug, quiet=quiet)


for _name, (_function, _panel) in COMMANDS.items():
    app.command(_name, help=t(f"cli.commands.{_name}"), rich_help_panel=t(f"cli.panels.{_panel}"))(
        unfold(_function)
    )


def run() -> None:
    """The console script: run the command and end with its exit code."""
    sys.exit(invoke(app, sys.argv[1:]))


if __name__ == "__main__":
    run()
