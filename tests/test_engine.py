"""Work spread over processes gives what one process gives, in the same order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from vocli import engine

SQUARES = [n * n for n in range(40)]


@pytest.fixture
def worker_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """A module that spawned processes can import, as a test module cannot be."""
    source = (
        "import os, time\n"
        "def square(n):\n"
        "    time.sleep(0.01 * (n % 3))\n"
        "    return n * n\n"
        "def fail(n):\n"
        "    raise ValueError(n)\n"
        "def whose(n):\n"
        "    return os.getpid()\n"
        "def die(n):\n"
        "    os._exit(3)\n"
        "def sleep(n):\n"
        "    time.sleep(30)\n"
    )
    (tmp_path / "vocli_test_worker.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    # Spawned processes run the parent's main module first; under pytest that is pytest itself.
    import vocli_test_worker

    yield vocli_test_worker
    sys.modules.pop("vocli_test_worker", None)


@pytest.mark.parametrize("jobs", [0, 1, 2, 3])
def test_order_is_kept_whatever_the_number_of_processes(worker_module: object, jobs: int) -> None:
    square = worker_module.square  # type: ignore[attr-defined]
    assert list(engine.map_ordered(square, range(40), jobs)) == SQUARES


def test_two_jobs_are_other_processes(worker_module: object) -> None:
    found = set(engine.map_ordered(worker_module.whose, range(6), 2))  # type: ignore[attr-defined]
    assert os.getpid() not in found


@pytest.mark.parametrize("items", [[], [1]])
def test_one_item_starts_no_process(worker_module: object, items: list[int]) -> None:
    found = set(engine.map_ordered(worker_module.whose, items, 4))  # type: ignore[attr-defined]
    assert found <= {os.getpid()}


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_comes_back(worker_module: object, jobs: int) -> None:
    with pytest.raises(ValueError, match="0"):
        list(engine.map_ordered(worker_module.fail, range(4), jobs))  # type: ignore[attr-defined]


def test_a_process_that_dies_is_an_error_not_a_wait(worker_module: object) -> None:
    from concurrent.futures.process import BrokenProcessPool

    with pytest.raises(BrokenProcessPool):
        list(engine.map_ordered(worker_module.die, range(4), 2))  # type: ignore[attr-defined]


def test_an_interruption_does_not_wait_for_the_work(
    worker_module: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from concurrent.futures import ProcessPoolExecutor

    real = ProcessPoolExecutor.map

    def interrupted(pool: ProcessPoolExecutor, *given: object) -> Iterator[object]:
        real(pool, *given)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(ProcessPoolExecutor, "map", interrupted)
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        list(engine.map_ordered(worker_module.sleep, range(4), 2))  # type: ignore[attr-defined]
    assert time.monotonic() - began < 15
    pids = [child.pid for child in multiprocessing.active_children() if child.pid]
    deadline = time.monotonic() + 10
    while any(map(_runs, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in pids if _runs(pid)] == []


def _runs(pid: int) -> bool:
    """Asked of the system: where two threads wait for one child, multiprocessing calls it alive for ever."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="needs signal masks")
def test_the_parent_hears_ctrl_c_again_after_starting_children(worker_module: object) -> None:
    list(engine.map_ordered(worker_module.square, range(3), 2))  # type: ignore[attr-defined]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_there_is_at_least_one_core() -> None:
    assert engine.cores() >= 1


def test_without_affinity_the_cores_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert engine.cores() == 1
