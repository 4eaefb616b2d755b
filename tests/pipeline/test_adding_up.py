"""One funnel: the same figures in every output, and they add up."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def calls(export: Any, tmp_path: Path) -> Path:
    """The small export as calls.csv."""
    return export.write(tmp_path / "calls.csv")  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def told() -> dict[tuple[str, ...], str]:
    """What runs on calls.csv printed; the file is the same in every test."""
    return {}


@pytest.fixture
def result(run: Any, calls: Path, told: dict[tuple[str, ...], str]) -> Callable[..., Any]:
    """The data of a JSON result on calls.csv; a run that another test has made is not made again."""

    def go(*argv: str) -> Any:
        if argv not in told:
            told[argv] = json.dumps(result_of(run, "calls.csv", *argv))
        return json.loads(told[argv])

    return go


def result_of(run: Any, *argv: str) -> Any:
    """The data of a JSON result."""
    done = run("themes", *argv, "--format", "json")
    assert done.code in (0, 1), done.err
    return json.loads(done.out)["data"]


def counted(data: Any) -> int:
    """The contacts of all themes, critical ones included."""
    tables = [
        data["insights"][name]["rows"]
        for name in ("themes", "critical")
        if name in data["insights"]
    ]
    return sum(row["contacts"] for rows in tables for row in rows)


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


@pytest.mark.parametrize("signal", ["complaint", "request", "any"])  # the first is the default
def test_the_funnel_adds_up(result: Callable[..., Any], signal: str) -> None:
    data = result(*(() if signal == "complaint" else ("--signal", signal)))
    funnel = data["funnel"]
    left_out = sum(funnel[key] for key in ("out_of_period", "filtered", "outbound", "out_of_scope"))
    assert funnel["read"] == left_out + funnel["in_scope"]
    assert funnel["with_signal"] == funnel["in_theme"] + funnel["unassigned"]
    assert funnel["with_signal"] <= funnel["in_scope"]
    if "phrases" in data["insights"]:  # too few voices for themes
        assert (funnel["in_theme"], counted(data)) == (0, 0)
    else:
        assert counted(data) == funnel["in_theme"] > 0


def test_the_funnel_adds_up_with_a_period_and_a_filter(run: Any, calls: Path) -> None:
    data = result_of(run, "calls.csv", "--since", "2026-10-01", "--where", "product=卓上型S1")
    funnel = data["funnel"]
    left_out = [funnel[key] for key in ("out_of_period", "filtered", "outbound", "out_of_scope")]
    assert min(left_out[:2]) > 0
    assert funnel["read"] == sum(left_out) + funnel["in_scope"]


def test_shares_are_parts_of_the_contacts_with_the_signal(result: Callable[..., Any]) -> None:
    data = result()
    for row in data["insights"]["themes"]["rows"]:
        assert row["share"] == pytest.approx(row["contacts"] / data["funnel"]["with_signal"])
        assert row["share_low"] <= row["share"] <= row["share_high"]
        assert row["customers"] <= row["contacts"] <= row["voices"]


def test_the_assignments_add_up_to_the_table(run: Any, calls: Path, tmp_path: Path) -> None:
    data = result_of(run, "calls.csv", "--assignments", "a.csv")
    rows = read_csv(tmp_path / "a.csv")
    main = [row for row in rows if row["main"] == "1"]
    assert len(main) == data["funnel"]["with_signal"]
    assert len({row["contact_id"] for row in main}) == len(main)
    assert {row["contact_id"] for row in rows} == {row["contact_id"] for row in main}
    by_theme: dict[str, int] = {}
    for row in main:
        by_theme[row["theme_id"]] = by_theme.get(row["theme_id"], 0) + 1
    told = {
        row["theme_id"]: row["contacts"]
        for name in ("themes", "critical")
        if name in data["insights"]
        for row in data["insights"][name]["rows"]
    }
    assert by_theme.pop("", 0) == data["funnel"]["unassigned"]
    assert by_theme == told


def test_the_workbook_holds_the_same_figures(
    run: Any, result: Callable[..., Any], tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    data = result()
    run("themes", "calls.csv", "-o", "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    head, *rows = book["明細"].iter_rows(values_only=True)
    main = [row for row in rows if row[head.index("主な声")] == 1]
    assert len(main) == data["funnel"]["with_signal"]
    themed = [row for row in main if row[head.index("テーマID")]]
    assert len(themed) == data["funnel"]["in_theme"]


def test_every_form_shows_every_theme_with_the_same_count(
    run: Any, result: Callable[..., Any]
) -> None:
    rows = result()["insights"]["themes"]["rows"]
    table = run("themes", "calls.csv", "--all").out
    page = run("themes", "calls.csv", "--all", "--format", "markdown").out
    told = list(csv.DictReader(io.StringIO(run("themes", "calls.csv", "--format", "csv").out)))
    assert [(r["theme_id"], int(r["contacts"])) for r in told] == [
        (r["theme_id"], r["contacts"]) for r in rows
    ]
    for row in rows:
        assert row["theme_id"] in table
        assert f"| {row['contacts']} |" in page


def test_another_channel_does_not_change_the_counts(
    run: Any, export: Any, calls: Path, tmp_path: Path
) -> None:
    before = result_of(run, "calls.csv", "--channel", "phone")
    channel, number = export.column("チャネル"), export.column("受付番号")
    others = []
    for i, row in enumerate(export.rows[:60]):
        other = list(row)
        other[channel], other[number] = "チャット", f"C-{i:04d}"
        others.append(other)
    export.write(tmp_path / "calls.csv", [*export.rows, *others])
    after = result_of(run, "calls.csv", "--channel", "phone")
    assert after["insights"]["themes"]["rows"] == before["insights"]["themes"]["rows"]
    assert after["funnel"]["in_scope"] == before["funnel"]["in_scope"]
    assert after["funnel"]["filtered"] > before["funnel"]["filtered"]


def test_the_voices_of_a_theme_are_those_of_the_table(run: Any, result: Callable[..., Any]) -> None:
    row = result()["insights"]["themes"]["rows"][0]
    done = run("quotes", row["theme_id"], "calls.csv", "--format", "csv")
    voices = list(csv.DictReader(io.StringIO(done.out)))
    assert len(voices) == row["voices"]
    assert {voice["theme_id"] for voice in voices} == {row["theme_id"]}


def test_the_unassigned_can_be_read(run: Any, result: Callable[..., Any]) -> None:
    data = result()
    done = run("quotes", "未分類", "calls.csv", "--format", "csv")
    contacts = {row["contact_id"] for row in csv.DictReader(io.StringIO(done.out))}
    assert len(contacts) == data["funnel"]["unassigned"]
