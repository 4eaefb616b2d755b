"""What two pages differ in: nothing where nothing does; restated counts, verdicts, themes, ranks, owners, data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from vocli.insights import page_diff
from vocli.model import Insight, Note
from vocli.model.page_file import PageFile

Row = dict[str, Any]


def theme(key: str, n: int, **more: Any) -> Row:
    row = {"theme_id": key, "theme": f"テーマ{key}", "this_week": n, "last_week": None}
    return {**row, "change": "same", "rank": None, "owner": ["物流"], **more}


def page(start: date, themes: list[Row], **more: Any) -> PageFile:
    end = date.fromordinal(start.toordinal() + 6)
    total = sum(row["this_week"] for row in themes)
    whole = [{"item": item, "this_week": total} for item in ("in_scope", "considered")]
    ids = tuple(tuple(f"{r['theme_id']}-{i}" for i in range(r["this_week"])) for r in themes)
    return PageFile(
        path=f"{start}.json",
        sha256="0" * 64,
        kind="week",
        start=start,
        end=end,
        edition=1,
        tables={"whole": tuple(whole), "themes": tuple(themes), "plus_themes": ()},
        evidence={"themes": ids},
        funnel={"in_scope": total, "with_signal": total, "in_theme": total},
        **more,
    )


EARLY, LATE = date(2026, 11, 2), date(2026, 11, 9)


def said(before: PageFile, after: PageFile) -> dict[str, Note]:
    """The sentences by their key."""
    words = table(before, after, "diff_words").table["value"]
    return {note.key.removeprefix("diff."): note for note in words}


def table(before: PageFile, after: PageFile, name: str) -> Insight:
    return next(one for one in page_diff.build(before, after) if one.name == name)


def named(note: Note) -> list[tuple[Any, ...]]:
    return [tuple(item.values.values()) for item in note.values["items"]]


def test_equal_pages_differ_in_nothing() -> None:
    one = page(EARLY, [theme("T01", 5, rank=1)])
    other = replace(one, start=LATE, end=date(2026, 11, 15))
    assert [*said(one, other)] == ["nothing"]
    shown = table(one, other, "diff_themes")
    assert shown.table.empty
    assert shown.notes[0].values == {"n": 1}


def test_an_empty_page_is_compared_without_a_fault() -> None:
    empty = page(EARLY, [])
    assert (
        said(empty, page(LATE, [theme("T01", 3)]))["new_theme"].values["items"][0].values["n"] == 3
    )
    assert "gone_theme" in said(page(EARLY, [theme("T01", 3)]), page(LATE, []))


def test_one_week_made_twice_says_which_counts_changed() -> None:
    first = page(EARLY, [theme("T01", 21), theme("T02", 4)])
    second = page(EARLY, [theme("T01", 23), theme("T02", 4)])
    told = said(first, second)
    assert named(told["remade"]) == [("テーマT01", 21, 23)]
    assert "remade_same" in said(first, first)


def test_the_later_page_may_count_the_earlier_week_otherwise() -> None:
    first = page(EARLY, [theme("T01", 21)])
    assert named(said(first, page(LATE, [theme("T01", 24, last_week=23)]))["restated"]) == [
        ("テーマT01", 21, 23)
    ]
    assert "restated" not in said(first, page(LATE, [theme("T01", 24, last_week=21)]))
    weeks_later = page(date(2026, 11, 16), [theme("T01", 24, last_week=23)])
    assert "restated" not in said(first, weeks_later)


def test_a_count_alone_is_no_verdict() -> None:
    told = said(page(EARLY, [theme("T01", 5)]), page(LATE, [theme("T01", 50)]))
    assert "verdict" not in told


def test_verdicts_ranks_and_owners_are_told() -> None:
    first = page(EARLY, [theme("T01", 5, rank=4, change="few"), theme("T02", 9, rank=1)])
    second = page(
        LATE,
        [theme("T01", 24, rank=1, change="rose", owner=["営業", "開発"]), theme("T02", 9, rank=2)],
    )
    told = said(first, second)
    assert told["verdict"].values["now"].key == "codes.rose"
    assert named(told["ranks"]) == [("テーマT01", 4, 1)]
    assert told["owner"].values == {"theme": "テーマT01", "before": "物流", "after": "営業、開発"}


def test_drafts_are_counted_and_never_new_or_gone() -> None:
    first, second = page(EARLY, [theme("D-1a2b", 3)]), page(LATE, [theme("D-9f8e", 2)])
    assert [*said(first, second)] == ["nothing"]
    note = table(first, second, "diff_themes").notes[-1]
    assert note.values == {"before": 1, "n_before": 3, "after": 1, "n_after": 2}


def test_another_codebook_and_missing_days_are_told() -> None:
    first = page(EARLY, [])
    second = replace(page(LATE, []), edition=2, missing=(("chat", ("2026-11-09", "2026-11-10")),))
    told = said(first, second)
    assert told["edition"].values == {"before": 1, "after": 2}
    assert told["gap_after"].values["days"] == ["11/9", "11/10"]


def test_counts_of_the_later_page_are_their_evidence() -> None:
    first = page(EARLY, [theme("T01", 5), theme("T02", 1)])
    shown = table(first, page(LATE, [theme("T02", 7), theme("T01", 3)]), "diff_themes")
    assert [len(ids) for ids in shown.evidence] == list(shown.table["after"]) == [7, 3]
    assert list(shown.table["difference"]) == [6, -2]
