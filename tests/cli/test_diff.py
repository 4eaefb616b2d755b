"""`vocli diff` at the door: what is no page, pages that cannot be compared, every form of the result."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vocli.text import width


def page(path: Path, start: str, end: str, n: int, kind: str = "week") -> Path:
    own = "this_week" if kind == "week" else "this_month"
    themes = [
        {
            "theme_id": "T01",
            "theme": "約束の日に届かない",
            own: n,
            "change": "rose",
            "rank": 1,
            "owner": "物流",
        }
    ]
    whole = [{"item": "in_scope", own: n}, {"item": "considered", own: n}]

    def table(rows: list[dict[str, Any]], ids: list[list[str]]) -> dict[str, Any]:
        return {"title": None, "rows": rows, "notes": [], "evidence": ids}

    data = {
        "page": {
            "kind": kind,
            "start": start,
            "end": end,
            "edition": 1,
            "missing": [],
            "restated": [],
        },
        "funnel": {"in_scope": n, "with_signal": n, "in_theme": n},
        "insights": {
            "whole": table(whole, [[f"K{i}" for i in range(n)]] * 2),
            "themes": table(themes, [[f"K{i}" for i in range(n)]]),
        },
    }
    document = {"vocli_result_version": 1, "run": {"versions": {"vocli": "0"}}, "data": data}
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def weeks(tmp_path: Path) -> tuple[str, str]:
    """Two versions of one week."""
    first = page(tmp_path / "old.json", "2026-11-02", "2026-11-08", 21)
    return str(first), str(page(tmp_path / "new.json", "2026-11-02", "2026-11-08", 23))


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"data": {}}', '{"data": {"page": null}}', "件名"]
)
def test_what_is_no_page_is_refused(run: Any, tmp_path: Path, weeks: Any, text: str) -> None:
    (tmp_path / "odd.json").write_text(text, encoding="utf-8")
    told = run("diff", weeks[0], "odd.json")
    assert (told.code, told.out) == (2, "")
    assert "VOC-E372" in told.err


def test_a_page_that_is_not_there_is_named(run: Any, weeks: Any) -> None:
    told = run("diff", weeks[0], "2026-W45")
    assert told.code == 2
    assert "reports/2026-W45.json" in told.err


def test_a_week_and_a_month_are_not_compared(run: Any, tmp_path: Path, weeks: Any) -> None:
    month = page(tmp_path / "m.json", "2026-10-01", "2026-10-31", 90, "month")
    told = run("diff", weeks[0], str(month))
    assert told.code == 2
    assert "VOC-E373" in told.err


def test_a_week_made_anew_is_told_in_words(run: Any, weeks: Any) -> None:
    told = run("diff", *weeks)
    assert told.code == 0
    assert "11/2の週を作り直した: 「約束の日に届かない」21件から23件" in told.out.replace(
        "\n   ", ""
    )
    assert max(width(line) for line in told.out.splitlines()) <= 80


@pytest.mark.parametrize("form", ["markdown", "csv", "json", "html"])
def test_every_form_has_the_difference(run: Any, weeks: Any, form: str) -> None:
    told = run("diff", *weeks, "-f", form)
    assert told.code == 0
    assert "23" in told.out


def test_numbers_of_contacts_stay_at_the_desk(run: Any, weeks: Any) -> None:
    assert '"K22"' in run("diff", *weeks, "-f", "json").out
    assert '"K22"' not in run("diff", *weeks, "-f", "json", "--audience", "company").out
