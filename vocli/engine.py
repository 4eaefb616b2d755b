"""Map a function over batches: in this process, or spread over processes. Results keep their order."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")


def cores() -> int:
    """Processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # Windows and macOS have no affinity
        return os.cpu_count() or 1


class Crew:
    """Processes that are started once and asked several times; without a pool, this process alone."""

    def __init__(self, pool: ProcessPoolExecutor | None) -> None:
        self._pool = pool

    @property
    def many(self) -> bool:
        """True if others do the work, so that a function must be importable."""
        return self._pool is not None

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """`function` of each item, in the items' order.

        `function` must be importable (spawned processes find it by name), and depend on its item
        alone: then the number of processes cannot change a result.
        """
        if self._pool is None:
            return map(function, items)
        with _deaf_children():
            return self._pool.map(function, items)


@contextmanager
def crew(jobs: int, warm: Callable[[int], object] | None = None) -> Iterator[Crew]:
    """A crew of `jobs` processes (none for 1); `warm` runs in each at once, while others work here."""
    if jobs <= 1:
        yield Crew(None)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
    try:
        if warm is not None:
            with _deaf_children():
                for number in range(jobs):
                    pool.submit(warm, number)
        yield Crew(pool)
    except BaseException:
        # Nobody waits for work that is no longer wanted: the pool would finish what it began.
        pool.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    pool.shutdown()


def map_ordered(
    function: Callable[[Item], Result], items: Sequence[Item], jobs: int
) -> Iterator[Result]:
    """`function` of each item, in the items' order, by a crew of its own."""
    with crew(min(jobs, len(items))) as workers:
        yield from workers.map(function, items)


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
