"""Options that several commands share: each set is a frozen dataclass, unfolded into a signature."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from typing import Annotated, Any, get_type_hints

import typer

from vocli.cli.boundary import Global
from vocli.cli.reach import refuse_personal
from vocli.messages import t


def _option(*names: str, key: str, **settings: Any) -> Any:
    """A typer option whose help is the message `cli.options.<key>`."""
    return typer.Option(
        *names,
        help=t(f"cli.options.{key}"),
        rich_help_panel=t(f"cli.panels.{settings.pop('panel', 'reading')}"),
        show_default=settings.pop("show_default", False),
        **settings,
    )


def _side(name: str) -> Any:
    """The option of a side table."""
    return typer.Option(
        f"--{name}",
        metavar="FILE",
        help=t(f"side.options.{name}"),
        rich_help_panel=t("side.panel"),
        show_default=False,
    )


@dataclass(frozen=True)
class Reading:
    """What to read and which contacts count."""

    files: Annotated[
        list[str],
        typer.Argument(metavar="FILES...", help=t("cli.options.files"), show_default=False),
    ]
    map: Annotated[list[str], _option("--map", key="map", metavar="FIELD=COLUMN")] = field(
        default_factory=list
    )
    profile: Annotated[list[str], _option("--profile", key="profile", metavar="FILE")] = field(
        default_factory=list
    )
    agent_name: Annotated[
        list[str], _option("--agent-name", key="agent_name", metavar="NAME,...")
    ] = field(default_factory=list)
    password_env: Annotated[
        list[str], _option("--password-env", key="password_env", metavar="VARIABLE")
    ] = field(default_factory=list)
    date_order: Annotated[str, _option("--date-order", key="date_order", metavar="ymd|mdy|dmy")] = (
        ""
    )
    since: Annotated[str, _option("--since", key="since", metavar="DATE")] = ""
    until: Annotated[str, _option("--until", key="until", metavar="DATE")] = ""
    channel: Annotated[list[str], _option("--channel", key="channel", metavar="NAME")] = field(
        default_factory=list
    )
    where: Annotated[list[str], _option("--where", key="where", metavar="FIELD=VALUE")] = field(
        default_factory=list
    )
    as_of: Annotated[str, _option("--as-of", key="as_of", metavar="DATE")] = ""
    tokenizer: Annotated[
        str, _option("--tokenizer", key="tokenizer", metavar="auto|janome|mecab")
    ] = ""
    show_personal: Annotated[bool, _option("--show-personal", key="show_personal")] = False
    traffic: Annotated[str, _side("traffic")] = ""
    identity: Annotated[str, _side("identity")] = ""
    customers: Annotated[str, _side("customers")] = ""
    calendar: Annotated[str, _side("calendar")] = ""
    per: Annotated[str, _side("per")] = ""
    synonyms: Annotated[str, _side("synonyms")] = ""
    requests: Annotated[str, _side("requests")] = ""
    codebook: Annotated[str, _option("--codebook", key="codebook", metavar="FILE")] = ""


@dataclass(frozen=True)
class ReadingIfAny(Reading):
    """The same of a command that can do without files."""

    files: Annotated[
        list[str],
        typer.Argument(metavar="[FILES...]", help=t("cli.options.files"), show_default=False),
    ] = field(default_factory=list)


@dataclass(frozen=True)
class ReadingThemes(Reading):
    """The same of a command whose first words name themes."""

    files: Annotated[
        list[str],
        typer.Argument(
            metavar="THEME... [FILES...]", help=t("cli.options.themes_files"), show_default=False
        ),
    ]


@dataclass(frozen=True)
class Comparing:
    """How the contacts are split, and what they are compared with."""

    by: Annotated[str, _option("--by", key="by", metavar="COLUMN", panel="comparing")] = ""
    compare: Annotated[
        str, _option("--compare", key="compare", metavar="PERIOD", panel="comparing")
    ] = ""


@dataclass(frozen=True)
class Output:
    """Where the result goes and in which form."""

    format: Annotated[
        str,
        _option(
            "--format",
            "-f",
            key="format",
            metavar="table|markdown|csv|json|xlsx|html",
            panel="output",
        ),
    ] = ""
    output: Annotated[
        str, _option("--output", "-o", key="output", metavar="FILE", panel="output")
    ] = ""
    header: Annotated[str, _option("--header", key="header", metavar="ja|key", panel="output")] = ""
    audience: Annotated[
        str,
        _option("--audience", key="audience", metavar="desk|company|outside", panel="output"),
    ] = ""


def unfold(command: Callable[..., None]) -> Callable[..., None]:
    """The command with every dataclass parameter replaced by its fields, as Typer wants them.

    The command itself gets the objects. A parameter of type Global gets the options before the command.
    """
    hints = get_type_hints(command, include_extras=True)
    signature = inspect.signature(command)
    groups = {
        name: hints[name]
        for name in signature.parameters
        if is_dataclass(hints[name]) and hints[name] is not Global
    }

    def unfolded(context: typer.Context, **given: Any) -> None:
        refuse_personal(context.info_name or "", given)
        arguments: dict[str, Any] = {}
        for name in signature.parameters:
            if hints[name] is Global:
                arguments[name] = context.obj
            elif name in groups:
                own = {f.name: given[f.name] for f in fields(groups[name])}
                arguments[name] = groups[name](**own)
            else:
                arguments[name] = given[name]
        command(**arguments)

    unfolded.__name__ = command.__name__
    unfolded.__doc__ = command.__doc__
    unfolded.__signature__ = _signature(signature, hints, groups)  # type: ignore[attr-defined]
    unfolded.__annotations__ = {
        p.name: p.annotation
        for p in unfolded.__signature__.parameters.values()  # type: ignore[attr-defined]
    }
    return unfolded


def _signature(
    signature: inspect.Signature, hints: dict[str, Any], groups: dict[str, Any]
) -> inspect.Signature:
    parameters = [_parameter("context", typer.Context, inspect.Parameter.empty)]
    for name, parameter in signature.parameters.items():
        if hints[name] is Global:
            continue
        if name in groups:
            own = get_type_hints(groups[name], include_extras=True)
            parameters += [
                _parameter(f.name, own[f.name], _default(f)) for f in fields(groups[name])
            ]
        else:
            parameters.append(_parameter(name, hints[name], parameter.default))
    return inspect.Signature(parameters)


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


def _default(own: Field[Any]) -> Any:
    if own.default_factory is not MISSING:
        return own.default_factory()
    return inspect.Parameter.empty if own.default is MISSING else own.default
