"""Twelve weeks with one codebook: what was counted stays counted, and a page is made of facts alone."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.history.conftest import BOOK, FIRST, HEADER, KEY, export, row, with_lock
from vocli.history import Store, open_store
from vocli.history.counts import State, count_themes
from vocli.model import Codebook, Note, Reach, Report
from vocli.model.side import CallCount, SideTables, Traffic
from vocli.pipeline.periods import latest_week, name_of, week_of
from vocli.pipeline.question import Question
from vocli.pipeline.weekly import weekly_report
from vocli.render import RenderOptions, render

Keep = Callable[..., Any]
LAST = FIRST + timedelta(7 * 11)
AFTER = date(2027, 1, 1)


def page(db: Path, book: Codebook, monday: date, side: SideTables | None = None) -> Report:
    question = Question(
        patterns=(),
        codebook=book,
        key=KEY,
        use_encoder=False,
        reach=Reach(pseudonyms=True),
        side=side or SideTables(),
    )
    with open_store(db) as store:
        state = State(store.last_run(), store.setting("codebook"))
        return weekly_report(store, question, monday, state)[0]


def table(report: Report, name: str) -> list[dict[str, Any]]:
    insight = next(i for i in report.insights if i.name == name)
    return [{str(k): v for k, v in row.items()} for row in insight.table.to_dict("records")]


def mentions(db: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """Contact and side -> the themes it has, as they are kept now."""
    with open_store(db) as store:
        found: dict[tuple[str, str], list[str]] = {}
        for contact, signal, theme in store.connection.execute(
            "SELECT m.contact_id, m.signal, m.theme_id FROM mentions m JOIN current_contacts c "
            "USING (contact_id, since) WHERE m.book = ? ORDER BY 1, 2, 3",
            (store.setting("codebook"),),
        ):
            found.setdefault((contact, signal), []).append(theme)
    return {key: tuple(themes) for key, themes in found.items()}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, book: Codebook) -> tuple[Path, list[dict]]:  # type: ignore[type-arg]
    """A history of twelve weeks, taken in week by week, and what was kept after each."""
    folder = tmp_path_factory.mktemp("twelve")
    after = []
    for week in range(12):
        path = folder / f"week{week:02d}.csv"
        # 約束の日 becomes three times as common from the ninth week on.
        late = 9 if week >= 8 else 3
        counts = {"T01": late, "T02": 2, "T03": 2, "": 1, "P01": 2, "ask": 3}
        path.write_text(export(week, counts), encoding="utf-8")
        take(folder / "voc.db", [str(path)], book)
        after.append(mentions(folder / "voc.db"))
    return folder / "voc.db", after


def take(db: Path, paths: list[str], book: Codebook) -> None:
    from vocli.pipeline.keeping import take_in
    from vocli.pipeline.recording import record_themes

    question = Question(patterns=tuple(paths), codebook=book, key=KEY, use_encoder=False)
    with open_store(db, create=True) as store:
        take_in(store, question, "weekly", "2026-11-16T06:00:00+09:00")
        record_themes(store, question)


# --- the codebook stands ---------------------------------------------------------------------------


def test_no_old_row_changes_its_theme_in_twelve_weeks(full: tuple[Path, list[Any]]) -> None:
    _, after = full
    assert len(after[-1]) > len(after[0]) > 0
    for earlier, later in itertools.pairwise(after):
        assert {key: later[key] for key in earlier} == earlier


def test_changing_one_theme_changes_no_other_series(
    full: tuple[Path, list[Any]], tmp_path: Path, book: Codebook
) -> None:
    db = copy(full[0], tmp_path)
    changed = BOOK.replace('must = ["ログイン"]', 'must = ["看板", "ログイン", "荷物", "水"]')
    with open_store(db) as store:
        before = series(store)
    take(db, [str(full[0].parent / "week00.csv")], with_lock(changed, book.lock))
    with open_store(db) as store:
        after = series(store)
    assert after["T02"] != before["T02"]  # it took what was in no theme
    for theme in ("T01", "T03", "P01"):
        assert after[theme] == before[theme]


def series(store: Store) -> dict[str, dict[date, int]]:
    counts = count_themes(store, State(0, store.setting("codebook")), AFTER)
    found: dict[str, dict[date, int]] = {}
    for (theme, _, week), n in counts.items():
        found.setdefault(theme, {})[week] = n
    return found


def copy(db: Path, folder: Path) -> Path:
    import sqlite3

    target = folder / "copy.db"
    with sqlite3.connect(db) as source, sqlite3.connect(target) as to:
        source.backup(to)
    return target


# --- the page --------------------------------------------------------------------------------------


def test_the_page_says_what_rose_and_counts_add_up(
    full: tuple[Path, list[Any]], book: Codebook
) -> None:
    report = page(full[0], book, LAST)
    themes = {row["theme_id"]: row for row in table(report, "themes") if row["theme_id"]}
    rows = table(report, "themes")
    assert (themes["T01"]["this_week"], themes["T01"]["change"]) == (9, "rose")
    assert (themes["T01"]["prev_4w"], themes["T01"]["last_4w"]) == (12, 36)
    assert themes["T02"]["change"] == "same"
    *parts, whole = rows
    for column in ("this_week", "last_week", "prev_4w", "last_4w"):
        assert sum(row[column] for row in parts) == whole[column]
    assert themes["T01"]["owner"] == ("物流",)


def test_counts_are_the_number_of_contacts_listed(
    full: tuple[Path, list[Any]], book: Codebook
) -> None:
    report = page(full[0], book, LAST)
    for name in ("whole", "themes", "plus_themes"):
        insight = next(i for i in report.insights if i.name == name)
        for told, ids in zip(table(report, name), insight.evidence, strict=True):
            if isinstance(told["this_week"], int):
                assert told["this_week"] == len(ids) == len(set(ids)), (name, told)


def test_one_run_or_twelve_give_the_same_page(
    full: tuple[Path, list[Any]], tmp_path: Path, book: Codebook
) -> None:
    db, _ = full
    paths = [str(path) for path in sorted(db.parent.glob("week*.csv"))]
    random.Random(7).shuffle(paths)
    take(tmp_path / "once.db", paths, book)
    options = RenderOptions(header="ja", for_file=True)
    for form in ("html", "markdown", "json", "xlsx"):
        one = render(page(db, book, LAST), form, options)
        other = render(page(tmp_path / "once.db", book, LAST), form, options)
        assert one == other, form


def test_the_first_week_has_no_history_and_says_so(
    full: tuple[Path, list[Any]], book: Codebook
) -> None:
    report = page(full[0], book, FIRST)
    themes = table(report, "themes")
    assert {row["change"] for row in themes} <= {"no_history", ""}
    whole = next(i for i in report.insights if i.name == "whole")
    assert "weekly.no_history" in [note.key for note in whole.notes]


def test_late_rows_restate_the_weeks_before_in_one_line(
    full: tuple[Path, list[Any]], tmp_path: Path, book: Codebook
) -> None:
    from vocli.history import publish_page

    db = copy(full[0], tmp_path)
    with open_store(db) as store:
        state = State(store.last_run(), store.setting("codebook"))
        earlier = FIRST + timedelta(7 * 10)
        publish_page(store, f"w{earlier.isoformat()}", state)
    late = tmp_path / "late.csv"
    late.write_text(f"{HEADER}\n{row(9, 90, 'T01')}\n", encoding="utf-8")
    take(db, [str(late)], book)
    state_rows = {
        row["state"].key: row["value"] for row in table(page(db, book, LAST), "data_state")
    }
    (told,) = state_rows["weekly.state.restated"].values["items"]
    assert (told.values["before"], told.values["after"]) == (9, 10)
    assert told.values["theme"] == "約束の日に届かない"
    unchanged = table(page(full[0], book, LAST), "data_state")
    assert "weekly.state.restated" not in {row["state"].key for row in unchanged}


def test_the_answer_rate_is_that_of_the_week_alone(tmp_path: Path, book: Codebook) -> None:
    paths = []
    for week in range(10, 12):
        path = tmp_path / f"week{week:02d}.csv"
        path.write_text(export(week).replace("チャット", "電話"), encoding="utf-8")
        paths.append(str(path))
    take(tmp_path / "voc.db", paths, book)
    counts = tuple(
        CallCount(LAST + timedelta(n - 7), "phone", 10, 5 if n < 7 else 9, 5 if n < 7 else 1)
        for n in range(14)
    )
    side = SideTables(traffic=Traffic("acd.csv", counts))
    rows = {
        row["metric"]: row for row in table(page(tmp_path / "voc.db", book, LAST, side), "metrics")
    }
    told = rows["answer_rate"]
    assert [told[key].values["x"] for key in ("this_week", "last_week")] == [90.0, 50.0]


def test_a_day_without_the_usual_contacts_is_named(tmp_path: Path, book: Codebook) -> None:
    day = LAST + timedelta(1)
    paths = []
    for week in range(7, 12):
        lines = export(week, {"T01": 15, "ask": 35}).splitlines()
        cut = [line for line in lines if f"{day:%Y/%m/%d}" not in line]
        path = tmp_path / f"week{week:02d}.csv"
        path.write_text("\n".join(cut) + "\n", encoding="utf-8")
        paths.append(str(path))
    take(tmp_path / "voc.db", paths, book)
    found = table(page(tmp_path / "voc.db", book, LAST), "data_state")
    told = {row["state"].key: row["value"] for row in found}
    assert told["weekly.state.missing"].values["days"] == [f"{day.month}/{day.day}"]


def test_a_quiet_day_of_a_small_desk_is_no_gap(tmp_path: Path, book: Codebook) -> None:
    day = LAST + timedelta(1)
    paths = []
    for week in range(7, 12):
        lines = [line for line in export(week).splitlines() if f"{day:%Y/%m/%d}" not in line]
        path = tmp_path / f"week{week:02d}.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        paths.append(str(path))
    take(tmp_path / "voc.db", paths, book)
    found = table(page(tmp_path / "voc.db", book, LAST), "data_state")
    assert "weekly.state.missing" not in {row["state"].key for row in found}


def test_drafts_are_no_themes_of_a_page(full: tuple[Path, list[Any]], book: Codebook) -> None:
    rows = table(page(full[0], book, LAST), "themes")
    assert [row["theme_id"] for row in rows if row["theme_id"]] == ["T01", "T02", "T03"]
    unassigned = next(row for row in rows if isinstance(row["theme"], Note))
    assert unassigned["this_week"] == 1


@pytest.mark.parametrize(
    ("text", "monday"), [("2026-W46", date(2026, 11, 9)), ("2026W01", date(2025, 12, 29))]
)
def test_weeks_are_named_as_the_calendar_does(text: str, monday: date) -> None:
    assert week_of(text) == monday
    assert week_of(name_of(monday)) == monday


@pytest.mark.parametrize("text", ["2026-W54", "46", "2026-11-09", ""])
def test_what_is_no_week_is_refused(text: str) -> None:
    from vocli.errors import VocliError

    with pytest.raises(VocliError) as told:
        week_of(text)
    assert told.value.code == "VOC-E364"


def test_the_week_is_the_newest_that_is_over_and_has_contacts(full: tuple[Path, list[Any]]) -> None:
    with open_store(full[0]) as store:
        assert latest_week(store, LAST + timedelta(3)) == LAST - timedelta(7)
        assert latest_week(store, LAST + timedelta(7)) == LAST
        assert latest_week(store, LAST + timedelta(70)) == LAST
