"""Two periodic pages side by side: what changed, in words first, then count by count."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vocli.insights.page_moves import Move, drafts, moves
from vocli.insights.page_sentences import sentences
from vocli.insights.tabulate import tabulate
from vocli.model import Column, Insight, Kind, Note, Place
from vocli.model.page_file import PageFile

_ITEMS = ("in_scope", "considered", "thanks", "delight")
_PAIRS = (Column("label", Kind.TEXT, width=8), Column("value", Kind.TEXT))
_DIFFERENCE = Column("difference", Kind.INT, label="diff.columns.difference")


def build(before: PageFile, after: PageFile) -> tuple[Insight, ...]:
    """Which pages, what changed in words, the whole, the themes of complaint and of praise, the data.

    Evidence are the contacts of the later page's span.
    """
    minus = moves(before, after, "themes")
    plus = moves(before, after, "plus_themes")
    return (
        _head(before, after),
        _words(before, after, minus, plus),
        _whole(before, after),
        _themes("diff_themes", minus, (before, after)),
        _themes("diff_plus", plus, (before, after)),
        _state(before, after),
    )


def labels(before: PageFile, after: PageFile) -> tuple[str, str]:
    """What the two columns of counts are called: the spans, or which version of the same span."""
    if before.start == after.start:
        return "diff.columns.earlier_version", "diff.columns.later_version"
    return before.days, after.days


def _head(before: PageFile, after: PageFile) -> Insight:
    first = _span(before)
    second = _span(after)
    rows = [
        ("diff.label_before", first),
        ("diff.label_after", second),
    ]
    return Insight(
        name="diff",
        title=None,
        table=pd.DataFrame(rows, columns=["label", "value"]),
        columns=_PAIRS,
        layout="pairs",
    )


def _span(page: PageFile) -> Note:
    values = {
        "start": f"{page.start:%Y/%m/%d}",
        "end": f"{page.end:%Y/%m/%d}",
        "n": page.funnel.get("in_scope", 0),
    }
    return Note(f"diff.span_{page.kind}", values)


def _words(
    before: PageFile, after: PageFile, minus: Sequence[Move], plus: Sequence[Move]
) -> Insight:
    told = sentences(before, after, minus, plus) or [Note("diff.nothing")]
    rows = [(str(n), one) for n, one in enumerate(told, 1)]
    return Insight(
        name="diff_words",
        title=Note("diff.words"),
        table=pd.DataFrame(rows, columns=["label", "value"]),
        columns=(Column("label", Kind.TEXT, width=3), _PAIRS[1]),
        notes=(Note("diff.counts_only"),),
        layout="pairs",
    )


def _whole(before: PageFile, after: PageFile) -> Insight:
    found = [
        {row["item"]: row[p.own] for row in p.tables.get("whole", ())} for p in (before, after)
    ]
    items = [item for item in _ITEMS if all(item in own for own in found)]
    rows = [
        {
            "item": item,
            "before": int(found[0][item]),
            "after": int(found[1][item]),
            "difference": int(found[1][item]) - int(found[0][item]),
        }
        for item in items
    ]
    own = dict(
        zip(
            (r["item"] for r in after.tables.get("whole", ())),
            after.evidence.get("whole", ()),
            strict=False,
        )
    )
    columns = (
        Column("item", Kind.CODE, label="report.columns.item"),
        *_counts(before, after),
        _DIFFERENCE,
    )
    return Insight(
        name="whole",
        title=Note("report.whole"),
        table=tabulate(rows, columns),
        columns=columns,
        n_input=sum(page.funnel.get("in_scope", 0) for page in (before, after)),
        n_used=after.funnel.get("in_scope", 0),
        evidence=tuple(own.get(item, ()) for item in items),
    )


def _themes(name: str, found: Sequence[Move], pages: tuple[PageFile, PageFile]) -> Insight:
    """Themes whose count, verdict, rank or owner differs; the others are counted in a note."""
    changed = [move for move in found if move.changed]
    columns = (
        Column("theme", Kind.TEXT),
        *_counts(*pages),
        _DIFFERENCE,
        Column("verdict_before", Kind.CODE, label="diff.columns.verdict_before"),
        Column("verdict_after", Kind.CODE, label="diff.columns.verdict_after"),
        Column("moved", Kind.TEXT, label="diff.columns.moved"),
        Column("theme_id", Kind.ID, Place.DETAIL),
        Column("rank_before", Kind.INT, Place.DETAIL, label="diff.columns.rank_before"),
        Column("rank_after", Kind.INT, Place.DETAIL, label="diff.columns.rank_after"),
    )
    same = len(found) - len(changed)
    notes = [Note("diff.unchanged", {"n": same})] if same else []
    left = drafts(*pages, "plus_themes" if name == "diff_plus" else "themes")
    if any(left[0]) or any(left[1]):
        values = {
            "before": left[0][0],
            "n_before": left[0][1],
            "after": left[1][0],
            "n_after": left[1][1],
        }
        notes.append(Note("diff.drafts", values))
    return Insight(
        name=name,
        title=Note(f"diff.{name}"),
        table=tabulate([_row(move) for move in changed], columns),
        columns=columns,
        notes=tuple(notes),
        n_input=len(found),
        n_used=len(changed),
        evidence=tuple(move.ids for move in changed),
    )


def _row(move: Move) -> dict[str, object]:
    return {
        "theme": move.name,
        "before": move.before,
        "after": move.after,
        "difference": move.after - move.before,
        "verdict_before": _verdict(move.verdicts[0]),
        "verdict_after": _verdict(move.verdicts[1]),
        "moved": _moved(move),
        "theme_id": move.theme_id,
        "rank_before": move.ranks[0],
        "rank_after": move.ranks[1],
    }


def _verdict(code: str) -> Note | str:
    """The verdict of a page; which day a burst had is on the page itself."""
    return Note("diff.one_day") if code == "one_day" else code


def _moved(move: Move) -> Note | str:
    if move.ranks[0] is None or move.ranks[1] is None or move.ranks[0] == move.ranks[1]:
        return ""
    return Note("diff.rank", {"before": move.ranks[0], "after": move.ranks[1]})


def _counts(before: PageFile, after: PageFile) -> tuple[Column, Column]:
    first, second = labels(before, after)
    return Column("before", Kind.INT, label=first), Column("after", Kind.INT, label=second)


def _state(before: PageFile, after: PageFile) -> Insight:
    rows = [
        (
            "report.state.coverage",
            Note("diff.from_to", {"before": _covered(before), "after": _covered(after)}),
        ),
        (
            "weekly.state.book",
            Note("diff.from_to", {"before": _edition(before), "after": _edition(after)}),
        ),
        (
            "weekly.state.missing",
            Note("diff.from_to", {"before": _missing(before), "after": _missing(after)}),
        ),
    ]
    return Insight(
        name="diff_state",
        title=Note("report.data_state"),
        table=pd.DataFrame(rows, columns=["label", "value"]),
        columns=(Column("label", Kind.TEXT, width=18), _PAIRS[1]),
        layout="pairs",
    )


def _covered(page: PageFile) -> Note:
    of, n = page.funnel.get("with_signal", 0), page.funnel.get("in_theme", 0)
    return Note("diff.covered", {"n": n, "of": of, "share": n / of}) if of else Note("diff.none")


def _edition(page: PageFile) -> Note:
    return Note("weekly.state_book", {"edition": page.edition})


def _missing(page: PageFile) -> Note:
    parts = [
        Note("diff.missing_one", {"channel": Note(f"codes.channel.{channel}"), "n": len(days)})
        for channel, days in page.missing
    ]
    return Note("diff.listed", {"items": parts}) if parts else Note("diff.none")
