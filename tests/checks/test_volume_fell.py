"""VOC040: a channel has fewer contacts per open day than in the baseline."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

HEAD = "受付番号,受付日時,チャネル,申出内容,拠点"


def desk(start: date, days: int, each: int = 10, lost: tuple[date, ...] = ()) -> str:
    """A file with `each` calls a day but on Sundays, from 9 o'clock on."""
    rows = [HEAD]
    for i in range(days):
        day = start + timedelta(i)
        if day.weekday() == 6 or day in lost:
            continue
        for n in range(each):
            at = f"{day:%Y/%m/%d} {9 + n % 9:02}:{n:02}"
            rows.append(
                f"K{day:%m%d}{n:03},{at},電話,ボトルが届かない {day:%m%d}{n},{'仙台那覇'[n % 2 * 2 :][:2]}"
            )
    return "\r\n".join(rows) + "\r\n"


def baseline(calls: int, **more: Any) -> dict[str, Any]:
    """Four weeks of `calls` a day but on Sundays."""
    days = (date(2026, 10, 5) + timedelta(i) for i in range(28))
    counts = {f"{day}": calls for day in days if day.weekday() != 6}
    channels = {"phone": {"contacts": sum(counts.values()), "days": counts}}
    return {"files": {}, "channels": channels, "values": {}, "texts": {}} | more


def test_the_usual_number_of_calls_is_good(run_check: Any) -> None:
    file = {"a.csv": desk(date(2026, 11, 2), 12)}
    assert run_check("VOC040", file, baseline=baseline(11)) == []
    assert run_check("VOC040", file) == []


def test_fewer_open_days_are_no_fall(run_check: Any) -> None:
    file = {"a.csv": desk(date(2026, 11, 2), 3)}
    assert run_check("VOC040", file, baseline=baseline(10)) == []


def test_half_the_calls_are_a_fall(run_check: Any) -> None:
    file = {"a.csv": desk(date(2026, 11, 2), 12, 7)}
    (found,) = run_check("VOC040", file, baseline=baseline(15))
    assert found.path.endswith("a.csv")
    assert "電話が営業日あたり7.0件に減りました(基準は15.0件" in found.message
    assert run_check("VOC041", file, baseline=baseline(15)) == []


def test_the_last_day_may_have_been_cut(run_check: Any) -> None:
    text = desk(date(2026, 11, 2), 11)
    head, *rows = text.split("\r\n")
    cut = [row for row in rows if not row.startswith("K1112") or row.startswith("K1112000")]
    file = {"a.csv": "\r\n".join([head, *cut])}
    assert run_check("VOC040", file, baseline=baseline(10)) == []


def test_the_threshold_is_the_teams(run_check: Any) -> None:
    file = {"a.csv": desk(date(2026, 11, 2), 12, 7)}
    more = {"baseline": baseline(15), "thresholds": {"volume_fell": {"share": 0.8}}}
    assert run_check("VOC040", file, **more) == []
