"""The house's rules, checked on the source: layers, rooms, edges, sizes, registries.

An exception is a line in a table below, with its reason. An exception that is no longer needed fails too.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "vocli"

# From the top down; a module imports only what stands lower.
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"cli"}),
    frozenset({"pipeline"}),
    frozenset(
        {
            "sources",
            "privacy",
            "language",
            "signals",
            "themes",
            "insights",
            "checks",
            "history",
            "render",
        }
    ),
    frozenset({"config", "stats", "engine", "cache", "text"}),
    frozenset({"model", "schema", "messages"}),
    frozenset({"errors"}),
)
ROOMS = LAYERS[2]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}

MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 40
MAX_PARAMETERS = 6
MAX_COMMAND_BODY = 15
FORBIDDEN_NAMES = ("util", "utils", "helper", "helpers", "manager", "misc", "common")

# Only cli/ touches these; the right-hand side is what the code reads like after imports are resolved.
EDGE_NAMES = (
    "sys.argv",
    "sys.stdout",
    "sys.stderr",
    "sys.stdin",
    "sys.exit",
    "os.environ",
    "os.getenv",
    "os.putenv",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "datetime.date.today",
    "pandas.Timestamp.now",
    "pandas.Timestamp.today",
    "time.time",
    "time.monotonic",
    "time.perf_counter",
    "time.localtime",
    "locale.setlocale",
    "locale.getlocale",
    "locale.getpreferredencoding",
)
# Calls that open a file; bare names and methods.
OPENING_CALLS = ("open", "io.open", "codecs.open", "os.open", "os.fdopen")
OPENING_METHODS = ("open", "read_text", "read_bytes", "write_text", "write_bytes")
OPENING_FUNCTIONS = ("pandas.read_csv", "pandas.read_excel", "pandas.read_json", "numpy.load")
# Who may open files: a module, or every module of a room.
FILE_DOORS = ("cli/inputs.py", "cli/output.py", "sources/", "history/", "cache.py")

# (rule, module, name): reason. `name` is the function, the dotted name or "", or "*" for the whole module.
_OWN_PROCESS = (
    "the compiler prints from C and runs as a process of its own, started with this module"
)
_DICTIONARY = (
    "compiling the dictionary writes into a new folder of the cache, renamed when complete"
)
_LANGUAGE = (
    "vocli.toml names the language, which must be known before any option and its help is made"
)
_KEY = "the key must be read and made where its place and its rights are checked, and nowhere else"
EXCEPTIONS: dict[tuple[str, str, str], str] = {
    ("edges", "language/dictionary.py", "os.environ"): _OWN_PROCESS,
    ("edges", "language/dictionary.py", "sys.argv"): _OWN_PROCESS,
    ("edges", "language/dictionary.py", "time.monotonic"): "bounds the wait for another first run",
    ("doors", "cli/door.py", "_configured"): _LANGUAGE,
    ("doors", "cli/keys.py", "load_key"): _KEY,
    ("doors", "cli/keys.py", "_make"): _KEY,
    ("doors", "language/dictionary.py", "*"): _DICTIONARY,
    ("doors", "language/janome_engine.py", "__init__"): "Janome takes extra words from a file only",
    ("doors", "render/book_rows.py", "fill_sheets"): "an entry of a workbook that lies in memory",
}


@dataclass(frozen=True)
class Module:
    """One source file of the package, parsed."""

    path: str  # relative to vocli/, with slashes
    tree: ast.Module
    lines: int

    @property
    def unit(self) -> str:
        """The room or the single module that a layer names: `themes`, `text`; "" for the package itself."""
        head = self.path.split("/")[0].removesuffix(".py")
        return "" if head == "__init__" else head

    @property
    def package(self) -> str:
        """The package that a relative import starts from, dotted."""
        return ".".join(["vocli", *self.path.split("/")[:-1]])


def _read(path: Path) -> Module:
    source = path.read_text(encoding="utf-8")
    return Module(path.relative_to(PACKAGE).as_posix(), ast.parse(source), len(source.splitlines()))


@cache
def modules() -> tuple[Module, ...]:
    """The package, parsed when the first rule asks: every worker collects this file, one runs it."""
    return tuple(_read(path) for path in sorted(PACKAGE.rglob("*.py")))


def module_from(source: str, path: str = "themes/sample.py") -> Module:
    """A module from text, for the tests of the rules themselves."""
    return Module(path, ast.parse(source), len(source.splitlines()))


# --- what a module imports and calls -------------------------------------------------------------


def imported(module: Module) -> Iterator[tuple[int, str]]:
    """Every `vocli.…` name that a module imports, function-level imports included."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            for alias in node.names:
                yield node.lineno, f"{base}.{alias.name}" if base == "vocli" else base


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.package.split(".")
    base = parts[: len(parts) - node.level + 1]
    return ".".join([*base, *([node.module] if node.module else [])])


def aliases(module: Module) -> dict[str, str]:
    """Local name -> dotted name, for every import of the module."""
    names: dict[str, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def dotted(node: ast.AST, names: dict[str, str]) -> str:
    """`pd.Timestamp.now` as `pandas.Timestamp.now`; "" for anything that is no chain of names."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    parts.append(names.get(node.id, node.id))
    return ".".join(reversed(parts))


# --- the rules: each yields (name, complaint) ----------------------------------------------------

Complaints = Iterator[tuple[str, str]]


def layers(module: Module) -> Complaints:
    """A module imports only lower layers, or its own room."""
    if not module.unit:
        return
    if module.unit not in RANK:
        yield "", f"{module.unit} stands in no layer"
        return
    for line, name in imported(module):
        parts = name.split(".")
        if parts[0] != "vocli" or len(parts) == 1 or parts[1] not in RANK:
            continue
        other = parts[1]
        if other == module.unit:
            continue
        if other in ROOMS and module.unit in ROOMS:
            yield other, f"line {line}: the room {module.unit} opens onto the room {other}"
        elif RANK[other] < RANK[module.unit]:
            yield other, f"line {line}: {module.unit} imports {other}, which stands above it"


def edges(module: Module) -> Complaints:
    """Only cli/ touches argv, environment, clock and streams."""
    if module.unit == "cli":
        return
    names = aliases(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute | ast.Name):
            name = dotted(node, names)
            if name in EDGE_NAMES:
                yield name, f"line {node.lineno}: {name} belongs to cli/"
        if isinstance(node, ast.Call) and dotted(node.func, names) in ("print", "input"):
            yield "print", f"line {node.lineno}: print and input belong to cli/"


def doors(module: Module) -> Complaints:
    """Only the named doors open files."""
    if module.path.startswith(FILE_DOORS):
        return
    names = aliases(module)
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        name = dotted(node.func, names)
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        opens = name in OPENING_CALLS or name in OPENING_FUNCTIONS or method in OPENING_METHODS
        if opens and not _is_package_data(node.func, module):
            where = _enclosing(module, node.lineno)
            yield where, f"line {node.lineno}: opens a file ({name or method})"


def _is_package_data(func: ast.expr, module: Module) -> bool:
    """True where the path in the same function comes from importlib.resources.files."""
    if "importlib.resources.files" not in aliases(module).values():
        return False
    line = func.lineno
    scope = next((f for f in functions(module) if f.lineno <= line <= (f.end_lineno or line)), None)
    nodes = ast.walk(scope) if scope else ast.walk(module.tree)
    return any(isinstance(n, ast.Call) and dotted(n.func, {}) == "files" for n in nodes)


def _enclosing(module: Module, line: int) -> str:
    inside = [f for f in functions(module) if f.lineno <= line <= (f.end_lineno or line)]
    return inside[-1].name if inside else ""


def functions(module: Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module, outer before inner."""
    found = [
        n for n in ast.walk(module.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return sorted(found, key=lambda f: f.lineno)


def sizes(module: Module) -> Complaints:
    """Modules, functions and parameter lists stay small enough to review."""
    if module.lines > MAX_MODULE_LINES:
        yield "", f"{module.lines} lines, at most {MAX_MODULE_LINES}"
    for function in functions(module):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > MAX_FUNCTION_LINES:
            yield function.name, f"{function.name}: {length} lines, at most {MAX_FUNCTION_LINES}"
        count = _parameters(function)
        if count > MAX_PARAMETERS and not _is_command(module, function):
            yield function.name, f"{function.name}: {count} parameters, at most {MAX_PARAMETERS}"


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    given = function.args
    names = [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([name for name in names if name not in ("self", "cls")])


def _is_command(module: Module, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    # A command's parameters are its options: what the user sees decides how many there are.
    if module.path == f"cli/commands/{function.name}.py":
        return True
    return module.path.startswith("cli/") and bool(function.decorator_list)


def commands(module: Module) -> Complaints:
    """The body of a command only hands over: at most 15 lines under the docstring."""
    if not module.path.startswith("cli/commands/"):
        return
    for function in functions(module):
        if not _is_command(module, function):
            continue
        body = function.body[1:] if ast.get_docstring(function) is not None else function.body
        if body:
            length = (body[-1].end_lineno or body[-1].lineno) - body[0].lineno + 1
            if length > MAX_COMMAND_BODY:
                yield function.name, f"{function.name}: body of {length} lines"


def naming(module: Module) -> Complaints:
    """A module is named after what it does."""
    parts = module.path.removesuffix(".py").split("/")
    for part in parts:
        if any(word in FORBIDDEN_NAMES for word in part.strip("_").split("_")):
            yield part, f"the name {part} says nothing about what is inside"


def handlers(module: Module) -> Complaints:
    """No bare except: a defect must not pass for a customer's data."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield _enclosing(module, node.lineno), f"line {node.lineno}: bare except"


RULES: dict[str, Callable[[Module], Complaints]] = {
    "layers": layers,
    "edges": edges,
    "doors": doors,
    "sizes": sizes,
    "commands": commands,
    "naming": naming,
    "handlers": handlers,
}


@cache
def found(rule: str) -> list[tuple[tuple[str, str, str], str]]:
    """((rule, module, name), complaint) over the whole package."""
    return [
        ((rule, module.path, name), f"vocli/{module.path}: {complaint}")
        for module in modules()
        for name, complaint in RULES[rule](module)
    ]


def allowing(key: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    """The lines of EXCEPTIONS that allow what `key` complains about."""
    return [line for line in (key, (*key[:2], "*")) if line in EXCEPTIONS]


@pytest.mark.parametrize("rule", RULES)
def test_the_house_keeps_its_rules(rule: str) -> None:
    broken = [complaint for key, complaint in found(rule) if not allowing(key)]
    assert not broken, "\n".join(broken)


def test_every_exception_is_still_needed() -> None:
    used = {line for rule in RULES for key, _ in found(rule) for line in allowing(key)}
    assert sorted(EXCEPTIONS.keys() - used) == []


def test_the_walk_sees_the_package() -> None:
    paths = {module.path for module in modules()}
    assert {"errors.py", "text.py", "model/plan.py"} <= paths


# --- the rules themselves: each must be able to fail ---------------------------------------------


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        ("layers", "themes/a.py", "from vocli.signals import score"),
        ("layers", "themes/a.py", "def f():\n    import vocli.language.encoder"),
        ("layers", "themes/a.py", "from ..signals import score"),
        ("layers", "themes/a.py", "from vocli import pipeline"),
        ("layers", "text.py", "from vocli.themes.graph import build"),
        ("layers", "errors.py", "from vocli.model import Plan"),
        ("layers", "newroom/a.py", "x = 1"),
        ("edges", "themes/a.py", "import sys\nx = sys.argv"),
        ("edges", "themes/a.py", "from os import environ\nx = environ['A']"),
        ("edges", "themes/a.py", "from datetime import datetime as d\nx = d.now()"),
        ("edges", "themes/a.py", "import time\nx = time.perf_counter()"),
        ("edges", "themes/a.py", "import pandas as pd\nx = pd.Timestamp.now()"),
        ("edges", "themes/a.py", "print('a')"),
        ("doors", "themes/a.py", "def f(p):\n    return open(p)"),
        ("doors", "themes/a.py", "def f(p):\n    return p.read_text()"),
        ("doors", "themes/a.py", "import pandas as pd\ndef f(p):\n    return pd.read_csv(p)"),
        ("doors", "cli/commands/a.py", "def f(p):\n    return p.read_bytes()"),
        ("sizes", "themes/a.py", "x = 1\n" * 301),
        ("sizes", "themes/a.py", "def f():\n" + "    x = 1\n" * 41),
        ("sizes", "themes/a.py", "def f(a, b, c, d, *, e, f, g): ..."),
        ("commands", "cli/commands/a.py", "@app.command()\ndef f():\n" + "    x = 1\n" * 16),
        ("commands", "cli/commands/a.py", "def a():\n" + "    x = 1\n" * 16),
        ("naming", "themes/utils.py", "x = 1"),
        ("naming", "themes/theme_helper.py", "x = 1"),
        ("handlers", "themes/a.py", "try:\n    x = 1\nexcept:\n    x = 2"),
    ],
)
def test_a_broken_rule_is_seen(rule: str, path: str, source: str) -> None:
    assert list(RULES[rule](module_from(source, path)))


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (
            "layers",
            "themes/a.py",
            "from vocli.text import digest\nfrom vocli.themes.graph import g",
        ),
        ("layers", "pipeline/a.py", "from vocli.themes import discover"),
        ("edges", "cli/a.py", "import sys\nprint(sys.argv)"),
        ("edges", "themes/a.py", "def f(now):\n    return now()"),
        ("doors", "sources/csv.py", "def f(p):\n    return open(p, 'rb')"),
        (
            "doors",
            "signals/a.py",
            "from importlib.resources import files\ndef f():\n    return (files('a') / 'b').read_text()",
        ),
        ("sizes", "themes/a.py", "def f(self, a, b, c, d, e, f): ..."),
        ("naming", "render/terminal.py", "x = 1"),
        ("handlers", "themes/a.py", "try:\n    x = 1\nexcept ValueError:\n    x = 2"),
    ],
)
def test_a_kept_rule_is_left_alone(rule: str, path: str, source: str) -> None:
    assert list(RULES[rule](module_from(source, path))) == []


# --- registries ----------------------------------------------------------------------------------

REGISTRIES = (
    "CORE",
    "FURTHER",
    "TAGS",
    "INSIGHTS",
    "QUESTIONS",
    "RENDERERS",
    "TOKENIZERS",
    "DETECTORS",
    "READERS",
    "CHECKS",
)


def registry_entries() -> list[tuple[str, str, str]]:
    """(registry, room, key) of every registry that exists: a dict display at module level."""
    found: list[tuple[str, str, str]] = []
    for module in modules():
        for node in module.tree.body:
            target, value = _assignment(node)
            if target in REGISTRIES and isinstance(value, ast.Dict | ast.Tuple | ast.List):
                found += [(target, module.unit, key) for key in _keys(value)]
    return found


def _assignment(node: ast.stmt) -> tuple[str, ast.expr | None]:
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id, node.value
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id, node.value
    return "", None


def _keys(value: ast.Dict | ast.Tuple | ast.List) -> list[str]:
    items = value.keys if isinstance(value, ast.Dict) else value.elts
    return [i.value for i in items if isinstance(i, ast.Constant) and isinstance(i.value, str)]


def test_every_registry_entry_has_a_test() -> None:
    missing = []
    for registry, room, key in registry_entries():
        tests = sorted((ROOT / "tests" / room).glob("test_*.py"))
        spoken = any(re.search(rf"\b{key}\b", path.read_text(encoding="utf-8")) for path in tests)
        if not spoken and not any(key in path.stem.split("_") for path in tests):
            missing.append(f"{registry}[{key!r}]: no tests/{room}/test_*.py speaks of it")
    assert not missing, "\n".join(missing)


def test_every_question_has_a_command_and_a_page() -> None:
    questions = [key for registry, _, key in registry_entries() if registry == "QUESTIONS"]
    modules = (PACKAGE / "cli" / "commands").glob("*.py")
    commands = {path.stem.replace("_", "-") for path in modules}
    pages = {path.stem for path in (ROOT / "docs" / "insights").glob("*.md")}
    assert len(questions) >= 13
    assert [key for key in questions if key not in commands] == []
    assert [key for key in questions if key not in pages] == []


def test_the_registries_are_found() -> None:
    assert {registry for registry, _, _ in registry_entries()} >= {
        "TOKENIZERS",
        "DETECTORS",
        "READERS",
    }
