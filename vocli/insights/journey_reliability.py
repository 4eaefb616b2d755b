"""How well stages are told apart by words, and the sentence that says where not well enough."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from vocli.model import Note

# Precision on the half of benchmarks/data/insights/journey.csv that no rule was written on, as
# (right, claimed): `python benchmarks/insights_quality.py journey` prints it.
MEASURED: dict[str, tuple[int, int]] = {
    "aware": (5, 5),
    "consider": (5, 6),
    "purchase": (6, 6),
    "start": (7, 10),
    "use": (12, 14),
    "recommend": (7, 7),
    "renew": (5, 5),
    "leave": (10, 12),
}
MEASURED_FROM: dict[str, tuple[int, int]] = {
    "aware": (4, 5),
    "consider": (1, 1),
    "purchase": (5, 5),
    "start": (1, 2),
    "use": (0, 0),
    "renew": (0, 0),
}
TRUSTED = 0.7  # precision below which a row says 参考値


def doubt(measured: Mapping[str, tuple[int, int]], stage: str) -> str | None:
    """The code `reference` for a stage that is told too badly, or that nothing was measured for."""
    right, claimed = measured.get(stage, (0, 0))
    return None if claimed and right >= TRUSTED * claimed else "reference"


def doubts(
    measured: Mapping[str, tuple[int, int]], stages: Collection[str], key: str
) -> tuple[Note, ...]:
    """One sentence `key` with those of `stages` that are not to be relied on, and how they measured."""
    parts = []
    for stage in measured:
        if stage not in stages or doubt(measured, stage) is None:
            continue
        right, claimed = measured[stage]
        values = {"stage": Note(f"codes.stage.{stage}"), "right": right, "claimed": claimed}
        parts.append(Note("journey.measured" if claimed else "journey.unmeasured", values))
    return (Note(key, {"stages": parts}),) if parts else ()
