"""One walk with every check: blocks, files and the end, reading's own findings, and what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vocli.checks import CHECKS, Context, Plain, Rule
from vocli.errors import VocliError
from vocli.model import Block, Finding, Severity, Sheet
from vocli.pipeline import Question, Rules, check_files
from vocli.pipeline.checkwalk import column_letter
from vocli.pipeline.selecting import matches_path

HEAD = "受付番号,受付日時,申出内容\n"
AS_OF = date(2026, 11, 15)
E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE
Add = Callable[..., None]


@pytest.fixture
def add(monkeypatch: pytest.MonkeyPatch) -> Add:
    def go(code: str, build: Any, covers: tuple[str, ...] = ()) -> None:
        rule = Rule(code, code.lower(), W, build, "題。\n\n悪い例: 1\n良い例: 2\n", covers=covers)
        monkeypatch.setitem(CHECKS, code, rule)

    return go


def write(folder: Path, name: str, n: int = 3, more: str = "") -> str:
    rows = "".join(
        f"{name}{i},2026/11/0{i + 1} 10:00,荷物{i}が届かず困っています\n" for i in range(n)
    )
    (folder / name).write_text(HEAD + rows + more, encoding="utf-8")
    return str(folder / name)


class Diary(Plain):
    """Writes down what it was asked."""

    seen: list[tuple[str, str]]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        type(self).seen = []

    def look(self, block: Block) -> Iterable[Finding]:
        """A line."""
        self.seen.append(("look", Path(block.sheet.path).name))
        return ()

    def close(self, sheet: Sheet) -> Iterable[Finding]:
        """A line."""
        self.seen.append(("close", Path(sheet.path).name))
        return ()

    def finish(self) -> Iterable[Finding]:
        """A line, and a finding about no file."""
        self.seen.append(("finish", ""))
        return [Finding("", N, "全体")]


def check(*paths: str, **rules: Any) -> Any:
    return check_files(Question(patterns=paths), Rules(**rules), AS_OF).report


def test_files_are_looked_at_and_closed_in_the_order_of_their_names(
    tmp_path: Path, add: Add
) -> None:
    add("VOC995", Diary)
    report = check(write(tmp_path, "b.csv"), write(tmp_path, "a.csv"), select=("VOC995",))
    assert Diary.seen == [
        ("look", "a.csv"), ("close", "a.csv"), ("look", "b.csv"), ("close", "b.csv"), ("finish", ""),
    ]  # fmt: skip
    assert [(f.code, f.path, f.message) for f in report.findings] == [("VOC995", "", "全体")]


@pytest.mark.parametrize("station", ["look", "close", "finish"])
def test_a_check_that_breaks_at_any_station_stops_alone(
    tmp_path: Path, add: Add, monkeypatch: pytest.MonkeyPatch, station: str
) -> None:
    def fail(*_: Any) -> Iterable[Finding]:
        raise RuntimeError("荷物0")

    add("VOC994", type("Broken", (Plain,), {station: fail}))
    add("VOC995", Diary)
    report = check(write(tmp_path, "a.csv"), select=("VOC99",))
    (defect,) = report.verdict.defects
    assert (defect.code, defect.kind, int(report.exit_code)) == ("VOC994", "RuntimeError", 4)
    assert Diary.seen[-1] == ("finish", "")
    assert "荷物" not in str(report.data)


def test_an_error_of_the_user_is_no_defect(tmp_path: Path, add: Add) -> None:
    def refuse(*_: Any) -> Iterable[Finding]:
        raise VocliError("VOC-E507", "x")

    add("VOC994", type("Refusing", (Plain,), {"finish": refuse}))
    with pytest.raises(VocliError, match="x"):
        check(write(tmp_path, "a.csv"), select=("VOC994",))


def test_what_reading_says_is_told_unless_a_check_says_it(tmp_path: Path, add: Add) -> None:
    # VOC-F111: a list without any text beside the exports; no check tells that in its own words.
    (tmp_path / "plans.csv").write_text("番号,数\n1,2\n2,3\n3,5\n", encoding="utf-8")
    paths = (write(tmp_path, "a.csv"), str(tmp_path / "plans.csv"))

    def codes(**rules: Any) -> list[str]:
        return [f.code for f in check(*paths, **rules).findings]

    assert "VOC-F111" in codes()
    assert codes(select=("VOC-F111",)) == ["VOC-F111"]
    assert codes(select=("VOC011",)) == []
    assert "VOC-F111" not in codes(ignore=("VOC-F111",))
    assert "VOC-F111" not in codes(per_file=(("plans*", ("VOC-F",)),))
    add("VOC995", Diary, covers=("VOC-F111",))
    assert "VOC-F111" not in codes(ignore=("VOC995",))


def test_a_ragged_row_is_told_by_its_check_alone(tmp_path: Path) -> None:
    path = write(
        tmp_path, "a.csv", 5, "K9,2026/11/09 10:00\nK10,2026/11/09 10:00,最後の荷物も届きません\n"
    )
    codes = [f.code for f in check(path, select=("VOC003", "VOC-F")).findings]
    assert codes == ["VOC003"]
    assert [f.code for f in check(path, ignore=("VOC003",)).findings if f.code == "VOC-F103"] == []


class Loud(Plain):
    """Two findings per row."""

    def look(self, block: Block) -> Iterable[Finding]:
        """A note and a warning."""
        for line in block.lines:
            yield Finding("", W, "W", block.sheet.path, int(line), "申出内容")
            yield Finding("", N, "N", block.sheet.path, int(line), "受付番号")


def test_memory_keeps_what_may_be_listed_and_counts_the_rest(tmp_path: Path, add: Add) -> None:
    add("VOC993", Loud)
    verdict = check(write(tmp_path, "a.csv", 9), select=("VOC993",), at_most=4).verdict
    assert (verdict.warnings, verdict.notes, verdict.cut) == (9, 9, 14)
    assert len(verdict.findings) == 4


def test_a_header_that_is_a_telephone_number_is_masked(tmp_path: Path, add: Add) -> None:
    class Names(Plain):
        def close(self, sheet: Sheet) -> Iterable[Finding]:
            return [Finding("", W, f"{n} の列", sheet.path, None, n) for n in sheet.header]

    add("VOC992", Names)
    text = (HEAD.strip() + ",090-1234-5678\n") + "K1,2026/11/01 10:00,荷物が届きません,x\n" * 3
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    report = check(str(tmp_path / "a.csv"), select=("VOC992",))
    told = " ".join(f"{f.message} {f.column}" for f in report.findings)
    assert "090-1234" not in told
    assert "申出内容" in told


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        ("x/a.csv", "a*.csv", True),
        ("x/a.csv", "x/*", True),
        ("x\\a.csv", "x/*", True),
        ("x/a.csv", "b*", False),
        ("", "a*", False),
    ],
)
def test_patterns_fit_a_path_or_a_name(path: str, pattern: str, fits: bool) -> None:
    assert matches_path(path, pattern) is fits


@pytest.mark.parametrize(
    ("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_have_the_letters_of_a_spreadsheet(index: int, letter: str) -> None:
    assert column_letter(index) == letter
