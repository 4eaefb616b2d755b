"""The sentences that a periodic page begins with: danger, real changes, the good side, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vocli.insights.conclusions import MOST, Cell, Conclusion, records_of
from vocli.model import Insight, Note

_RISES, _FALLS = 2, 1
_RISING = ("rose", "surged", "new")

Tables = Mapping[str, Insight]


def choose(tables: Tables) -> tuple[Conclusion, ...]:
    """At most five sentences; danger, the good side and a warning about the data always have their place."""
    first = _critical(tables)
    last = [*_plus(tables), *_warning(tables)]
    moves = _moves(tables)
    middle = moves or _quiet(tables)
    return (*first, *middle[: MOST - len(first) - len(last)], *last)


def rises(tables: Tables) -> list[dict[str, Any]]:
    """The rows of themes that rose, are new, or broke out."""
    return [row for row in records_of(tables, "themes") if row["change"] in _RISING]


def falls(tables: Tables) -> list[dict[str, Any]]:
    """The rows of themes that fell."""
    return [row for row in records_of(tables, "themes") if row["change"] == "fell"]


def critical(tables: Tables) -> list[dict[str, Any]]:
    """The rows of critical themes with contacts in the span."""
    span = _span(tables)
    return [r for r in records_of(tables, "themes") if r["change"] == "critical" and r[span]]


def _critical(tables: Tables) -> list[Conclusion]:
    span = _span(tables)
    for i, row in enumerate(records_of(tables, "themes")):
        if row["change"] == "critical" and row[span]:
            cells = {"theme": Cell("themes", i, "theme"), "n": Cell("themes", i, span)}
            return [Conclusion(f"weekly.say.critical_{span}", cells, ("n",))]
    return []


def _moves(tables: Tables) -> list[Conclusion]:
    rows = records_of(tables, "themes")
    up = [i for i, row in enumerate(rows) if row["change"] in _RISING][:_RISES]
    down = [i for i, row in enumerate(rows) if row["change"] == "fell"][:_FALLS]
    days = [i for i, row in enumerate(rows) if isinstance(row["change"], Note)][:1]
    return [
        *(
            _surge(i) if rows[i]["change"] == "surged" else _move("rose", i, _span(tables))
            for i in up
        ),
        *(_move("fell", i, _span(tables)) for i in down),
        *(_apart(i) for i in days),
    ]


def _move(kind: str, row: int, span: str) -> Conclusion:
    cells = {"theme": Cell("themes", row, "theme")}
    if span == "this_month":
        cells |= {key: Cell("themes", row, key) for key in ("rate_before", "rate")}
        cells |= {"before": Cell("themes", row, "last_month"), "recent": Cell("themes", row, span)}
        return Conclusion(f"monthly.say.{kind}", cells, ("recent",))
    cells |= {"before": Cell("themes", row, "prev_4w"), "recent": Cell("themes", row, "last_4w")}
    return Conclusion(f"report.say.{kind}", cells, ("recent",))


def _surge(row: int) -> Conclusion:
    """A sudden week is told by the week: four weeks may hardly show it."""
    columns = {"theme": "theme", "n": "this_week", "usual": "mean_4w"}
    cells = {name: Cell("themes", row, column) for name, column in columns.items()}
    return Conclusion("weekly.say.surged", cells, ("n",))


def _apart(row: int) -> Conclusion:
    cells = {"theme": Cell("themes", row, "theme"), "change": Cell("themes", row, "change")}
    return Conclusion("weekly.say.one_day", cells, ("change",))


def _quiet(tables: Tables) -> list[Conclusion]:
    """Nothing moved: how many complaints there were, and the theme with the most."""
    rows, span = records_of(tables, "whole"), _span(tables)
    if not rows or not rows[0][span]:
        return []
    cells = {"of": Cell("whole", 0, span), "n": Cell("whole", 1, span)}
    return [Conclusion("weekly.say.quiet", cells, ("n",))]


def _plus(tables: Tables) -> list[Conclusion]:
    rows, span = records_of(tables, "whole"), _span(tables)
    at = {row["item"]: i for i, row in enumerate(rows)}
    if "thanks" not in at or not rows[at["thanks"]][span]:
        return []
    cells = {
        "thanks": Cell("whole", at["thanks"], span),
        "delight": Cell("whole", at["delight"], span),
    }
    themes = records_of(tables, "plus_themes")
    if themes and themes[0][span]:
        cells |= {"theme": Cell("plus_themes", 0, "theme"), "n": Cell("plus_themes", 0, span)}
        return [Conclusion("report.say.plus_theme", cells, ("thanks", "n"))]
    return [Conclusion("report.say.plus", cells, ("thanks",))]


def _warning(tables: Tables) -> list[Conclusion]:
    """Missing days or late data: what makes the counts smaller than they are."""
    for i, row in enumerate(records_of(tables, "data_state")):
        note = row["state"]
        if isinstance(note, Note) and note.key in ("weekly.state.missing", "weekly.state.late"):
            cells = {
                "label": Cell("data_state", i, "state"),
                "state": Cell("data_state", i, "value"),
            }
            return [Conclusion("report.say.warning", cells, ("state",))]
    return []


def _span(tables: Tables) -> str:
    """The key of the span's own column."""
    whole = tables.get("whole")
    return next((c.key for c in whole.columns if c.key.startswith("this_")), "") if whole else ""
