"""`vocli check`: can these exports be trusted? The exit code says it, the output says where."""

from __future__ import annotations

from vocli.cli.boundary import Global
from vocli.cli.checked import (
    CheckedReading,
    Checking,
    CheckOutput,
    list_all,
    run_check,
    settle_verdict,
)


def check(
    reading: CheckedReading, checking: Checking, output: CheckOutput, options: Global
) -> None:
    """Every row is looked at once, before anything is masked; findings carry no words."""
    target = settle_verdict(output, options, listed=checking.list_all)
    if checking.list_all:
        list_all(checking, options, target)
    run_check(reading, checking, options, target)
