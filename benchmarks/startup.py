"""How long `vocli --help` takes, against a bare Typer app with the same commands, panels and options.

    python benchmarks/startup.py [--rounds 15]

The bare app is written from vocli's own command tree, with empty bodies, so it grows with vocli. Both run
in fresh processes, in turn; the medians are compared. Ends with 1 when vocli takes more than 1.3 times.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MAX_RATIO = 1.3

RUN_VOCLI = "import sys; sys.argv[0] = 'vocli'; from vocli.cli.main import run; run()"
RUN_BARE = "import sys; sys.argv[0] = 'bare'; from bare import app; app()"


def write_bare_app() -> str:
    """The source of a Typer app with vocli's commands, panels and options and no code behind them."""
    import typer.main

    from vocli.cli.main import app

    root = typer.main.get_command(app)
    lines = ["from typing import Annotated, Optional", "", "import typer", ""]
    lines += list(_write_group(root, "app"))
    return "\n".join(lines) + "\n"


def _write_group(group: Any, name: str) -> Iterator[str]:
    markup = getattr(group, "rich_markup_mode", None)
    yield (
        f"{name} = typer.Typer(rich_markup_mode={markup!r}, "
        f"no_args_is_help={bool(group.no_args_is_help)!r}, "
        f"context_settings={_plain(group.context_settings)!r}, add_completion={_completes(group)!r})"
    )
    yield ""
    yield ""
    yield f"@{name}.callback(help={group.help!r})"
    yield from _write_function(f"{name}_callback", group.params)
    for number, (word, command) in enumerate(group.commands.items()):
        child = f"{name}_{number}"
        panel = getattr(command, "rich_help_panel", None)
        panel = panel if isinstance(panel, str) else None
        if hasattr(command, "commands"):
            yield from _write_group(command, child)
            yield f"{name}.add_typer({child}, name={word!r}, rich_help_panel={panel!r})"
        else:
            yield (
                f"@{name}.command({word!r}, help={command.help!r}, "
                f"short_help={command.short_help!r}, rich_help_panel={panel!r})"
            )
            yield from _write_function(child, command.params)


def _plain(settings: Any) -> dict[str, Any]:
    return {k: v for k, v in dict(settings or {}).items() if isinstance(v, str | int | bool | list)}


def _completes(group: Any) -> bool:
    return any("--install-completion" in option.opts for option in group.params)


def _write_function(name: str, params: list[Any]) -> Iterator[str]:
    added = ("help", "install_completion", "show_completion")  # by Typer itself
    own = [param for param in params if param.name not in added]
    yield f"def {name}("
    yield from ["    *,"] if own else []  # required parameters may follow others
    for param in own:
        yield f"    {_write_parameter(param)},"
    yield ") -> None:"
    yield "    pass"
    yield ""
    yield ""


def _write_parameter(param: Any) -> str:
    is_argument = type(param).__name__.endswith("Argument")
    many = bool(getattr(param, "multiple", False)) or param.nargs == -1
    flag = bool(getattr(param, "is_flag", False))
    kind = "bool" if flag else "list[str]" if many else "str"
    made = "Argument" if is_argument else "Option"
    names = [] if is_argument else [_names(param)]
    panel = getattr(param, "rich_help_panel", None)
    words = [repr(name) for name in names]
    words += [f"help={_text(param.help)!r}", f"hidden={bool(param.hidden)!r}"]
    words += [f"metavar={_text(param.metavar)!r}", f"rich_help_panel={_text(panel)!r}"]
    annotation = f"Annotated[Optional[{kind}], typer.{made}({', '.join(words)})]"
    if param.required:
        return f"{param.name}: {annotation.replace(f'Optional[{kind}]', kind)}"
    return f"{param.name}: {annotation} = {False if flag else None!r}"


def _names(param: Any) -> str:
    return "/".join([*param.opts[:1], *param.secondary_opts[:1]])


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def time_help(code: str, folder: Path) -> tuple[float, str]:
    """Seconds of one fresh process that prints its help, and what it printed."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("VOCLI_")}
    environment |= {"PYTHONPATH": str(folder), "COLUMNS": "80", "NO_COLOR": "1"}
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, "--help"],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=True,
    )
    return time.perf_counter() - began, done.stdout


def check_same_commands(ours: str, bare: str, names: list[str]) -> None:
    """Refuse to compare with an app that shows less than vocli does."""
    missing = [name for name in names if name not in ours or name not in bare]
    if missing:
        raise SystemExit(f"not in both helps: {', '.join(missing)}")


def command_names() -> list[str]:
    """The top-level commands that a user sees."""
    import typer.main

    from vocli.cli.main import app

    commands: dict[str, Any] = getattr(typer.main.get_command(app), "commands", {})
    return [name for name, command in commands.items() if not command.hidden]


def main() -> int:
    """Exit code: 1 if vocli is too slow."""
    parser = argparse.ArgumentParser(description="vocli --help against a bare Typer app.")
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    names = command_names()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "bare.py").write_text(write_bare_app(), encoding="utf-8")
        ours, bare = [], []
        check_same_commands(time_help(RUN_VOCLI, folder)[1], time_help(RUN_BARE, folder)[1], names)
        for _ in range(rounds):  # the first runs above filled the byte code caches of both
            ours.append(time_help(RUN_VOCLI, folder)[0])
            bare.append(time_help(RUN_BARE, folder)[0])
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"{len(names)} commands, {rounds} rounds")
    print(
        f"vocli --help   median {statistics.median(ours) * 1000:6.0f} ms  least {min(ours) * 1000:6.0f} ms"
    )
    print(
        f"bare Typer     median {statistics.median(bare) * 1000:6.0f} ms  least {min(bare) * 1000:6.0f} ms"
    )
    print(f"ratio {ratio:.2f} (at most {MAX_RATIO})")
    return int(ratio > MAX_RATIO)


if __name__ == "__main__":
    sys.exit(main())
