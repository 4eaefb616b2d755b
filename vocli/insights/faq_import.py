"""The questions that the FAQ lacks as rows that an FAQ tool can take in."""

from __future__ import annotations

from collections.abc import Sequence

from vocli.insights.tabulate import tabulate
from vocli.model import Column, Insight, Kind

_COLUMNS = (
    Column("number", Kind.ID, label="faq.columns.number"),
    Column("question", Kind.TEXT, label="faq.columns.import_question"),
    Column("wordings", Kind.TEXT, label="faq.columns.import_wordings"),
    Column("answer", Kind.TEXT, label="faq.columns.import_answer"),
    Column("contacts", Kind.INT, label="faq.columns.import_contacts"),
)


def for_import(insights: Sequence[Insight]) -> Insight:
    """One row per question of the table `faq`, numbered N-001 and on in its order.

    The numbers are drafts: the tool, or whoever takes the rows in, gives the lasting ones.
    """
    main = next(insight for insight in insights if insight.name == "faq")
    # Split by --by the whole comes first: a label's rows say the same questions again.
    whole = main.table.drop_duplicates("question_id")
    rows = [
        {"number": f"N-{n:03d}", **{c.key: row[c.key] for c in _COLUMNS[1:]}}
        for n, row in enumerate(whole.to_dict("records"), 1)
    ]
    return Insight("faq_import", None, tabulate(rows, _COLUMNS), _COLUMNS, n_used=len(rows))
