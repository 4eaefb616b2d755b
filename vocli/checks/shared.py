"""What several checks count in the same block is counted once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from vocli.checks.check import Context
from vocli.model import Block

T = TypeVar("T")


def once(context: Context, name: str, block: Block, make: Callable[[Block], T]) -> T:
    """`make(block)`, kept until another block comes; checks of one walk share their context."""
    known = context.shared.get(name)
    # The block itself is held, so that its identity cannot be given to another one.
    if known is None or known[0] is not block:
        known = (block, make(block))
        context.shared[name] = known
    value: T = known[1]
    return value
