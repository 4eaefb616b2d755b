"""Which sentences the page begins with: danger, real changes, where to begin, what went well, a warning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vocli.insights.conclusions import MOST, Cell, Conclusion, records_of
from vocli.insights.picture import FEW
from vocli.model import Insight, Note

MOSTLY_UNASSIGNED = (
    0.2  # of the contacts with a voice of the signal; beyond that the themes say too little
)
_RISES, _FALLS = 2, 1
# That who complains is less satisfied, and who thanks more, needs no sentence.
_PLAIN = frozenset({"complaint", "thanks", "satisfaction", "delight"})

Tables = Mapping[str, Insight]


def choose(tables: Tables) -> tuple[Conclusion, ...]:
    """At most five conclusions from the tables of the page; none of an empty page.

    Danger, the good side and a warning about the data always have their place.
    """
    first = _critical(tables)
    last = [*_plus(tables), *_warning(tables)]
    middle = [*_moves(tables), *_top(tables), *_why(tables), *_apart(tables), *_share(tables)]
    room = MOST - len(first) - len(last)
    return (*first, *middle[:room], *last)


def _critical(tables: Tables) -> list[Conclusion]:
    rows = records_of(tables, "critical")
    if not rows:
        return []
    cells = {
        "theme": Cell("critical", 0, "theme"),
        "n": Cell("critical", 0, "contacts"),
    }
    return [Conclusion("report.say.critical", cells, ("n",))]


def _moves(tables: Tables) -> list[Conclusion]:
    """Up to two rises and one fall."""
    rows = records_of(tables, "moved")
    rises = [i for i, row in enumerate(rows) if row["change"] in ("rose", "surged", "new")]
    falls = [i for i, row in enumerate(rows) if row["change"] == "fell"]
    return [_move(rows, i) for i in (*rises[:_RISES], *falls[:_FALLS])]


def _move(rows: Sequence[dict[str, Any]], i: int) -> Conclusion:
    side = "plus_" if rows[i]["side"] == "plus" else ""
    kind = "fell" if rows[i]["change"] == "fell" else "rose"
    cells = {
        "theme": Cell("moved", i, "theme"),
        "before": Cell("moved", i, "prev_4w"),
        "recent": Cell("moved", i, "last_4w"),
    }
    return Conclusion(f"report.say.{side}{kind}", cells, ("recent",))


def _top(tables: Tables) -> list[Conclusion]:
    """Where to begin, with the fact that makes it heavy; not a theme that has its sentence already."""
    rows = records_of(tables, "themes")
    moved = [one.cells["theme"].row for one in _moves(tables)]
    told = {row["theme_id"] for i, row in enumerate(records_of(tables, "moved")) if i in moved}
    if not rows or rows[0]["theme_id"] in told:
        return []
    cells = {
        "theme": Cell("themes", 0, "theme"),
        "n": Cell("themes", 0, "contacts"),
        "share": Cell("themes", 0, "share"),
    }
    if rows[0].get("churn_threat"):
        cells["churn"] = Cell("themes", 0, "churn_threat")
        return [Conclusion("report.say.top_churn", cells, ("n", "churn"))]
    return [Conclusion("report.say.top", cells, ("n",))]


def _why(tables: Tables) -> list[Conclusion]:
    """The first factor that moves a score, where there are scores and one is told apart from chance."""
    for i, row in enumerate(records_of(tables, "drivers")):
        if row.get("verdict") in ("raises", "lowers") and row.get("factor_id") not in _PLAIN:
            cells = {
                "verdict": Cell("drivers", i, "verdict"),
                "factor": Cell("drivers", i, "factor"),
                "n": Cell("drivers", i, "contacts"),
            }
            return [Conclusion("report.say.why", cells, ("verdict",))]
    return []


def _apart(tables: Tables) -> list[Conclusion]:
    """One theme that is a single day or a single company."""
    for i, row in enumerate(records_of(tables, "moved")):
        if isinstance(row["warning"], Note):
            cells = {"theme": Cell("moved", i, "theme"), "warning": Cell("moved", i, "warning")}
            return [Conclusion("report.say.apart", cells, ("warning",))]
    return []


def _share(tables: Tables) -> list[Conclusion]:
    rows = records_of(tables, "whole")
    if not rows or rows[0]["contacts"] < FEW:
        return []
    cells = {
        "of": Cell("whole", 0, "contacts"),
        "n": Cell("whole", 1, "contacts"),
        "share": Cell("whole", 1, "share"),
    }
    return [Conclusion("report.say.share", cells, ("share",))]


def _plus(tables: Tables) -> list[Conclusion]:
    rows = records_of(tables, "whole")
    if not rows or not rows[2]["contacts"]:
        return []
    cells = {
        "thanks": Cell("whole", 2, "contacts"),
        "delight": Cell("whole", 3, "contacts"),
    }
    if records_of(tables, "plus_themes"):
        cells["theme"] = Cell("plus_themes", 0, "theme")
        cells["n"] = Cell("plus_themes", 0, "contacts")
        return [Conclusion("report.say.plus_theme", cells, ("thanks", "n"))]
    return [Conclusion("report.say.plus", cells, ("thanks",))]


def _warning(tables: Tables) -> list[Conclusion]:
    """What makes the figures less sure than they look."""
    for i, row in enumerate(records_of(tables, "data_state")):
        note = row["value"]
        if isinstance(note, Note) and _weighs(note):
            cells = {
                "label": Cell("data_state", i, "state"),
                "state": Cell("data_state", i, "value"),
            }
            return [Conclusion("report.say.warning", cells, ("state",))]
    return []


def _weighs(note: Note) -> bool:
    return bool(note.values.get("errors")) or note.values.get("left_share", 0) > MOSTLY_UNASSIGNED
