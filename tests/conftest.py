"""One environment for every test: fresh folders, no colour, no locale; one compiled dictionary for all workers.

The variables are set while this file is imported, before any test module can import vocli. The first
pytest process makes the folder; the workers of pytest-xdist inherit it through the environment and so
share one compiled dictionary.
"""

from __future__ import annotations

import gc
import importlib
import os
import pkgutil
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent

_OWNER = "VOCLI_TEST_FOLDER"
_UNSET = (
    "VOCLI_LANG",
    "VOCLI_CONFIG",
    "VOCLI_DEBUG",
    "VOCLI_AUDIENCE",
    "VOCLI_KEY_FILE",
    "FORCE_COLOR",
    "CLICOLOR_FORCE",
    "PYTHONWARNINGS",
    # Tests start Python again and again: what one process has compiled, the next must find.
    "PYTHONDONTWRITEBYTECODE",
)
# Where the dictionary lies; a space and Japanese in the path, as in a home folder of Windows.
_CACHES = "caches 辞書"


def _pin_environment(folder: Path) -> None:
    for name in _UNSET:
        os.environ.pop(name, None)
    for name, part in {
        "HOME": "home",
        "USERPROFILE": "home",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
        "XDG_CACHE_HOME": _CACHES,
        "VOCLI_CACHE_DIR": f"{_CACHES}/vocli",  # the place that runs without the command line take, too
    }.items():
        (folder / part).mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(folder / part)
    # Codes of customers are the same in every run; tests of the key's file remove it.
    os.environ["VOCLI_PSEUDONYM_KEY"] = "the key of every test"
    # What a test replaces must not be found by the next one.
    os.environ["VOCLI_CACHE_MB"] = "0"
    os.environ.update(NO_COLOR="1", COLUMNS="80", LINES="24", TERM="dumb", TZ="UTC", LC_ALL="C")
    if hasattr(time, "tzset"):
        time.tzset()


def _make_folder() -> Path:
    if _OWNER not in os.environ:
        os.environ[_OWNER] = tempfile.mkdtemp(prefix="vocli-tests-")
    return Path(os.environ[_OWNER])


_IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
_FOLDER = _make_folder()
_pin_environment(_FOLDER)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the session's folder when the process that made it ends."""
    if not _IS_WORKER:
        shutil.rmtree(_FOLDER, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def commands_built_once() -> Iterator[None]:
    """Options become parsers once per worker: a process of a user runs one command, a test process hundreds."""
    import typer.main

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.main, "get_command", cache(typer.main.get_command))
        yield


# A worker holds thousands of tests that no collection of cycles can free: fewer walks over them, 6% less time.
gc.set_threshold(50_000, 20, 20)


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the collector of cycles need not walk it after every few tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def dictionary_cache() -> Path:
    """The folder of the compiled dictionary: the first test of all processes that needs it builds it."""
    return Path(os.environ["VOCLI_CACHE_DIR"])


@pytest.fixture(scope="session")
def packaged_encoder(dictionary_cache: Path) -> Any:
    """The encoder that runs of this process use: 200 MB of weights, loaded once per worker."""
    from vocli.pipeline.instruments import build_tools
    from vocli.pipeline.question import Question

    tools, remarks = build_tools(Question(patterns=(), cache_dir=dictionary_cache))
    assert tools.encoder is not None, remarks
    return tools.encoder


@cache
def import_all() -> None:
    """Every module is there before a name is replaced: one that came later would keep the replacement."""
    import vocli

    for found in pkgutil.walk_packages(vocli.__path__, "vocli."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)


@cache
def places_of(function: Callable[..., Any]) -> list[tuple[ModuleType, str]]:
    """The modules that hold a function of the package, and its name there."""
    import_all()
    modules = [module for name, module in sys.modules.items() if name.startswith("vocli.")]
    return [(m, name) for m in modules for name, value in vars(m).items() if value is function]


Replaced = Callable[[Callable[..., Any], Callable[..., Any]], None]


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch) -> Replaced:
    """`replaced(function, other)`: every module of the package calls the other for the rest of the test."""

    def go(function: Callable[..., Any], other: Callable[..., Any]) -> None:
        for module, name in places_of(function):
            monkeypatch.setattr(module, name, other)

    return go


@pytest.fixture(scope="module")
def walks_made() -> dict[tuple[str, str], Any]:
    """(kind of walk, question) -> its analysis, for the tests of one file."""
    return {}


@pytest.fixture
def walked_once(replaced: Replaced, walks_made: dict[tuple[str, str], Any]) -> None:
    """The same question of a test file is walked once, and its answer written in every form.

    Only for tests whose exports are the same in all of them: a question tells files by their names alone.
    """
    from vocli.pipeline.analysis import analyse, count, mark

    def once(function: Callable[..., Any]) -> Callable[..., Any]:
        def go(question: Any, progress: Any = None) -> Any:
            key = (function.__name__, repr(question))
            if key not in walks_made:
                walks_made[key] = function(question)
            return walks_made[key]

        return go

    for function in (analyse, mark, count):
        replaced(function, once(function))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture
def vocli_command() -> list[str]:
    """The command line of a fresh process that runs vocli with this Python."""
    return [sys.executable, "-c", "from vocli.cli.main import run; run()"]
