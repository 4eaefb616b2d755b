"""The program's door: settle the language, build the commands, run one of them."""

from __future__ import annotations

import os
import sys

from vocli.cli.door import settle

settle(sys.argv, os.environ)  # before the options below are made: their help is text

import typer  # noqa: E402

from vocli.cli.boundary import Global, invoke  # noqa: E402
from vocli.cli.commands import COMMANDS  # noqa: E402
from vocli.cli.help import HelpCommand, HelpGroup  # noqa: E402
from vocli.cli.inputs import check_language  # noqa: E402
from vocli.cli.options import unfold  # noqa: E402
from vocli.messages import t  # noqa: E402

app = typer.Typer(
    name="vocli",
    cls=HelpGroup,
    help=t("cli.about"),
    epilog=t("cli.help.start"),
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from vocli import __version__

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
    check_language(lang, os.environ)
    context.obj = Global(config=config, debug=debug, quiet=quiet, lang=lang)


def _group(name: str, panel: str) -> typer.Typer:
    """The group `name` of commands, made where its first command asks for it."""
    known = {info.name: info.typer_instance for info in app.registered_groups}
    if name in known and (found := known[name]):
        return found
    made = typer.Typer(cls=HelpGroup, no_args_is_help=True)
    text = t(f"cli.commands.{name}")
    app.add_typer(made, name=name, help=text, rich_help_panel=t(f"cli.panels.{panel}"))
    return made


for _name, (_function, _panel) in COMMANDS.items():
    # `config show` is the command show of the group config; `signals learn` stands beside `signals`.
    _first, _, _second = _name.partition(" ")
    _grouped = bool(_second) and _first not in COMMANDS
    (_group(_first, _panel) if _grouped else app).command(
        _second if _grouped else _name,
        cls=HelpCommand,
        help=t(f"cli.commands.{_name.replace(' ', '_')}"),
        epilog=t("cli.help.everywhere"),
        rich_help_panel=t(f"cli.panels.{_panel}"),
    )(unfold(_function))


def run() -> None:
    """The console script: run the command and end with its exit code."""
    if not sys.warnoptions:
        import warnings

        warnings.simplefilter("ignore")  # libraries warn developers; users get findings
    sys.exit(invoke(app, sys.argv[1:]))


if __name__ == "__main__":
    run()
