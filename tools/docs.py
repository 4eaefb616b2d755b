"""Write the generated parts of the documentation, or check that they are fresh.

    python tools/docs.py            rewrite what is stale
    python tools/docs.py --check    change nothing; end with 1 and name what is stale

Generated are whole files (docs/cli.md from the commands' own --help, docs/data-model.md from the schema,
docs/checks.md from the checks),
the list of decisions in docs/README.md, and in README.md and docs/insights/*.md what stands between
`<!-- output: COMMAND -->` and `<!-- /output -->`. A long output is cut by `<!-- output: COMMAND (first 12 lines) -->`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_PAGES = ROOT / "docs" / "insights"

_RUN = "from vocli.cli.main import run; run()"
# Commands share a process: loading the tools takes longer than the work, and one process more per command
# would load them again. The number of processes cannot change a result, nor can it change what a text
# means: each has one vector, whatever command reads it.
_RUN_EACH = """
import functools, io, json, sys
import numpy
import typer.main
import vocli.engine
from vocli import messages
from vocli.cli.boundary import invoke
from vocli.cli.door import value_of
from vocli.cli.main import app
from vocli.language.encoder import UseEncoder

vocli.engine.cores = lambda: 1
typer.main.get_command = functools.cache(typer.main.get_command)
encode, vectors = UseEncoder.encode, {}
def encode_once(self, texts):
    new = [text for text in dict.fromkeys(texts) if text not in vectors]
    vectors.update(zip(new, encode(self, new)))
    return numpy.stack([vectors[text] for text in texts]) if texts else encode(self, texts)
UseEncoder.encode = encode_once

found, screen, usual = [], sys.stdout, messages.current()
for words in json.loads(sys.argv[-1]):
    sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    messages.use(value_of(words, "--lang") or usual)
    code = invoke(app, words)
    sys.stdout.flush()
    found.append([code, sys.stdout.buffer.getvalue().decode()])
json.dump(found, screen)
"""
_LIST_COMMANDS = """
import typer.main
from vocli.cli.main import app

def walk(command, path):
    print(" ".join(path))
    for name, child in getattr(command, "commands", {}).items():
        if not child.hidden:
            walk(child, [*path, name])

walk(typer.main.get_command(app), [])
"""

_BLOCK = re.compile(
    r"<!-- output: (?P<command>[^\n]*?)(?P<cut> \(first (?P<lines>\d+) lines\))? -->\n"
    r"(?P<body>.*?)<!-- /output -->\n",
    re.DOTALL,
)
# The same arithmetic on every x86 processor of the last ten years, so that the outputs agree.
_ARITHMETIC = {"OPENBLAS_CORETYPE": "Haswell"} if platform.machine() in ("x86_64", "AMD64") else {}


def environment() -> dict[str, str]:
    """The caller's environment with everything pinned that could change what is printed."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith("VOCLI_") or k == "VOCLI_CACHE_DIR"
    }
    return kept | {
        **_ARITHMETIC,
        "VOCLI_PSEUDONYM_KEY": "the key of every page",
        "COLUMNS": "80",
        "LINES": "24",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "LC_ALL": "C",
        "TZ": "UTC",
    }


def run_python(code: str, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """One fresh process at the root of the checkout, output as text."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment(),
        check=False,
    )


def run_vocli(command: str) -> str:
    """What `vocli …` prints on stdout; a command that fails stops the generation with its message."""
    done = run_python(_RUN, _words(command))
    return _screen(command, done.returncode, done.stdout, done.stderr)


def run_each(commands: Sequence[str], language: str = "ja") -> dict[str, str]:
    """What each command prints on stdout, all in one process that began in `language`."""
    words = [_words(command) for command in commands]
    done = run_python(_RUN_EACH, ["--lang", language, json.dumps(words)])
    if done.returncode:
        raise SystemExit(done.stderr)
    return {
        command: _screen(command, code, text, done.stderr)
        for command, (code, text) in zip(commands, json.loads(done.stdout), strict=True)
    }


@cache
def run_helps(language: str) -> dict[str, str]:
    """Command path -> its help; a process per language, because options get their texts at the import."""
    helps = {
        path: " ".join(["vocli", path, "--help"]).replace("  ", " ") for path in list_commands()
    }
    printed = run_each(list(helps.values()), language)
    return {path: printed[command] for path, command in helps.items()}


def _words(command: str) -> list[str]:
    words = shlex.split(command)
    if not words or words[0] != "vocli":
        raise SystemExit(f"not a vocli command: {command}")
    return words[1:]


def _screen(command: str, code: int, printed: str, told: str) -> str:
    if code not in (0, 1):
        raise SystemExit(f"{command}: exit code {code}\n{told}")
    return "\n".join(line.rstrip() for line in printed.rstrip().splitlines())


@cache
def list_commands() -> list[str]:
    """Every command path in the order of the help, the top level ("") first."""
    done = run_python(_LIST_COMMANDS, [])
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.rstrip("\n").split("\n")


def write_cli() -> str:
    """docs/cli.md: the help of vocli and of each command."""
    parts = [
        "# コマンド一覧 (commands)\n",
        "各コマンドの `--help` をそのまま載せています。`python tools/docs.py` が書き出すため、手では直しません。",
        "英語の表示は `vocli --lang en ... --help` です。\n",
    ]
    for path, text in run_helps("ja").items():
        parts += [f"## {f'vocli {path}'.strip()}\n", "```text", text, "```\n"]
    return "\n".join(parts)


def write_data_model() -> str:
    """docs/data-model.md: every column of contacts and turns with its type and labels."""
    from vocli.messages import catalogue
    from vocli.schema.columns import CHANNELS, CONTACT_FIELDS, TURN_FIELDS

    japanese, english = catalogue("ja", "columns"), catalogue("en", "columns")
    parts = [
        "# データの項目 (data model)\n",
        "`vocli/schema/columns.py` から `python tools/docs.py` が書き出します。手では直しません。",
        "「割り当て」が「はい」の項目は `--map 項目=列名` で指定できます。\n",
    ]
    for title, fields in (("contacts (応対)", CONTACT_FIELDS), ("turns (発話)", TURN_FIELDS)):
        parts += [
            f"## {title}\n",
            "| 項目 | 型 | 割り当て | 日本語 | English |",
            "|---|---|---|---|---|",
        ]
        parts += [
            f"| `{f.key}` | {f.dtype.value} | {'はい' if f.mapped else '-'} "
            f"| {japanese.get(f.key, '')} | {english.get(f.key, '')} |"
            for f in fields
        ]
        parts.append("")
    parts += ["## channel (チャネル)\n", " ".join(f"`{channel}`" for channel in CHANNELS), ""]
    return "\n".join(parts)


def write_checks() -> str:
    """docs/checks.md: how checking is set up, then every check with its docstring."""
    from vocli.checks import CHECKS

    head = (ROOT / "tools" / "checks_head.md").read_text(encoding="utf-8")
    rules = [CHECKS[code] for code in sorted(CHECKS)]
    severities = {"error": "エラー", "warning": "注意", "note": "参考"}
    parts = [head, "## 一覧 (list)\n", "| 番号 | 重さ | 検査 | key |", "|---|---|---|---|"]
    for rule in rules:
        title = rule.doc.strip().split("\n", 1)[0]
        link = f"[{rule.code}](#{rule.code.lower()})"
        parts.append(f"| {link} | {severities[rule.severity.value]} | {title} | `{rule.key}` |")
    parts.append("")
    for rule in rules:
        parts += [f"## {rule.code}\n", *_about(rule, severities[rule.severity.value])]
    return "\n".join(parts)


def _about(rule: Any, severity: str) -> list[str]:
    """One check: docstring, thresholds, what reading says of it."""
    parts = [f"`{rule.key}`({severity})\n", _examples(rule.doc.strip()), ""]
    if rule.thresholds:
        numbers = "、".join(f"`{name}` = {value:g}" for name, value in rule.thresholds.items())
        parts += [f"設定できる数(`[check.thresholds.{rule.key}]`、既定値): {numbers}\n"]
    if rule.covers:
        parts += [f"ほかのコマンドでは {'、'.join(rule.covers)} として示します。\n"]
    return parts


def _examples(text: str) -> str:
    """The docstring with its examples as a list."""
    return re.sub(r"^(悪い例|良い例)[::]", r"- **\1**:", text, flags=re.MULTILINE)


def write_index() -> str:
    """docs/README.md with the list of decisions between its marks."""
    text = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    head, _, rest = text.partition("<!-- decisions -->\n")
    tail = rest.partition("<!-- /decisions -->\n")[2]
    rows = ["| 決めたこと | decision |", "|---|---|"]
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        title = path.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# ")
        number, _, name = title.partition(": ")
        rows.append(f"| [{number}](decisions/{path.name}) | {name} |")
    listed = "\n".join(rows)
    return f"{head}<!-- decisions -->\n{listed}\n<!-- /decisions -->\n{tail}"


def write_readme() -> str:
    """README.md with each marked block replaced by what its command prints today."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return fill_blocks(text, run_each(output_commands(text)).__getitem__)


def write_page(name: str) -> str:
    """A page of docs/insights with each marked block replaced by what its command prints today."""
    return fill_blocks((_PAGES / name).read_text(encoding="utf-8"), _outputs().__getitem__)


@cache
def _outputs() -> dict[str, str]:
    """What the commands of all pages print: one process reads every file's meaning once."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(_PAGES.glob("*.md")))
    commands = dict.fromkeys(command for text in texts for command in output_commands(text))
    return run_each([*commands])


def fill_blocks(text: str, run: Callable[[str], str]) -> str:
    """`text` with the body of every output block replaced by what `run(command)` returns."""

    def fill(match: re.Match[str]) -> str:
        command, cut = match["command"], match["cut"] or ""
        lines = run(command).split("\n")
        if cut and len(lines) > int(match["lines"]):
            lines = [*lines[: int(match["lines"])], "..."]
        body = "\n".join(lines)
        return f"<!-- output: {command}{cut} -->\n```text\n{body}\n```\n<!-- /output -->\n"

    return _BLOCK.sub(fill, text)


def output_commands(text: str) -> list[str]:
    """The commands of the output blocks of `text`, in order."""
    return [match["command"] for match in _BLOCK.finditer(text)]


TARGETS: dict[str, Callable[[], str]] = {
    "docs/cli.md": write_cli,
    "docs/data-model.md": write_data_model,
    "docs/checks.md": write_checks,
    "docs/README.md": write_index,
    "README.md": write_readme,
    **{
        f"docs/insights/{path.name}": partial(write_page, path.name)
        for path in sorted(_PAGES.glob("*.md"))
    },
}


def stale() -> Iterator[tuple[str, str]]:
    """(path, fresh text) of every target whose file says something else."""
    for name, write in TARGETS.items():
        path = ROOT / name
        fresh = write()
        if not path.exists() or path.read_text(encoding="utf-8") != fresh:
            yield name, fresh


def main(arguments: list[str] | None = None) -> int:
    """Exit code: 1 if `--check` found something stale, else 0."""
    parser = argparse.ArgumentParser(description="Write the generated parts of the documentation.")
    parser.add_argument("--check", action="store_true", help="change nothing, end with 1 if stale")
    checking = parser.parse_args(arguments).check
    found = list(stale())
    for name, fresh in found:
        if checking:
            print(f"stale: {name} (python tools/docs.py rewrites it)", file=sys.stderr)
        else:
            (ROOT / name).write_text(fresh, encoding="utf-8", newline="\n")
            print(f"written: {name}", file=sys.stderr)
    return int(checking and bool(found))


if __name__ == "__main__":
    sys.exit(main())
