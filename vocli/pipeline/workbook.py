"""What the workbook of the overview holds beside the tables of the page."""

from __future__ import annotations

from vocli.insights import breakdowns, times, trends
from vocli.insights.audience import limit
from vocli.model import Asked, Insight
from vocli.pipeline.analysis import Analysis
from vocli.pipeline.asking import lacking


def sheets_of(found: Analysis, ranked: Insight) -> tuple[Insight, ...]:
    """Trends by week and month, products, sites, weekdays by hours: what this export can tell.

    `ranked` is the table whose first themes the trends follow.
    """
    facts = found.facts
    split = [breakdowns.build(facts, field) for field in breakdowns.FIELDS]
    tables = [*trends.build(facts, ranked), *(one for one in split if one)]
    if not lacking(facts, times.NEEDS):
        tables.append(times.build(facts, Asked(as_of=found.as_of))[0])
    return tuple(limit(table, found.question.reach) for table in tables if len(table.table))
