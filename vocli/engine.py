"""Map a function over batches: in this process, or spread over processes. Results keep their order."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def cores() -> int:
    """Processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # Windows and macOS have no affinity
        return os.cpu_count() or 1


def map_ordered(
    function: Callable[[Item], Result], items: Sequence[Item], jobs: int
) -> Iterator[Result]:
    """`function` of each item, in the items' order; with `jobs` > 1 in that many processes.

    `function` must be importable (spawned processes find it by name), and depend on its item alone:
    then the number of processes cannot change a result.
    """
    if jobs <= 1 or len(items) <= 1:
        yield from map(function, items)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(items)), mp_context=context) as pool:
        try:
            with _deaf_children():
                results = pool.map(function, items)
            yield from results
        except BaseException:
            # Nobody waits for work that is no longer wanted: the pool would finish what it began.
            pool.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.terminate()
            raise


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes started inside never see Ctrl+C: the parent ends them, and only it speaks of it.

    A blocked signal stays blocked in a child from its first instruction on; the parent's comes later.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def map_threads(
    function: Callable[[Item], Result], items: Sequence[Item], jobs: int
) -> list[Result]:
    """`function` of each item, in the items' order, in threads: for work that releases the lock."""
    if jobs <= 1 or len(items) <= 1:
        return [function(item) for item in items]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(function, items))
