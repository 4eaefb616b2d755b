"""The customers' way as a Graphviz graph: stages with their counts, breaks and paths between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from vocli.insights.journey_breaks import UNTOLD
from vocli.insights.journey_stages import STAGES
from vocli.messages import t
from vocli.model import Insight

_MOST = 12  # edges of a kind; more can no longer be read


def draw(insights: Sequence[Insight]) -> str:
    """The answer of `journey` in DOT, the same bytes for the same answer; counts only, nobody's words.

    Where the answer is split by --by, the nodes count the whole.
    """
    tables = {insight.name: insight.table.to_dict("records") for insight in insights}
    breaks, paths = (tables.get(name, [])[:_MOST] for name in ("breaks", "paths"))
    counts: dict[str, int] = {}
    for row in tables.get("journey", []):
        counts.setdefault(str(row["stage"]), int(row["contacts"]))
    lines = [
        "digraph journey {",
        "  rankdir=LR;",
        '  node [shape=box, style=rounded, fontname="sans-serif"];',
        '  edge [fontname="sans-serif"];',
        *[_node(stage, counts.get(stage, 0)) for stage in STAGES],
    ]
    if any(row["to_stage"] == UNTOLD for row in breaks):
        lines.append(f"  {UNTOLD} [label={_quoted(t(f'codes.to_stage.{UNTOLD}'))}];")
    lines += [f"  {a} -> {b} [style=invis];" for a, b in pairwise(STAGES)]
    lines += [_edge(row, "journey.dot_break", 'color="#c0392b", style=bold') for row in breaks]
    lines += [_edge(row, "journey.dot_path", 'color="#7f8c8d", style=dashed') for row in paths]
    return "\n".join([*lines, "}", ""])


def _node(stage: str, n: int) -> str:
    label = t("journey.dot_node", stage=t(f"codes.stage.{stage}"), n=n)
    return f"  {stage} [label={_quoted(label)}];"


def _edge(row: dict[Any, Any], key: str, style: str) -> str:
    label = _quoted(t(key, n=int(row["contacts"])))
    return f"  {row['from_stage']} -> {row['to_stage']} [label={label}, {style}, constraint=false];"


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{plain}"'
