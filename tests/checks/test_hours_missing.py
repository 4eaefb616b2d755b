"""VOC043: hours of a day that are usually busy are empty."""

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


def test_days_of_whole_hours_are_good(run_check: Any) -> None:
    assert run_check("VOC043", {"a.csv": desk(date(2026, 9, 1), 60, 45)}) == []


def test_a_desk_with_few_calls_an_hour_is_not_judged(run_check: Any) -> None:
    text = cut_at_noon(desk(date(2026, 9, 1), 60, 9), "2026/10/14")
    assert run_check("VOC043", {"a.csv": text}) == []


def test_a_day_that_was_cut_at_noon_is_found(run_check: Any) -> None:
    text = cut_at_noon(desk(date(2026, 9, 1), 60, 45), "2026/10/14")
    (found,) = run_check("VOC043", {"a.csv": text})
    assert "電話の10/14の12時から18時まで応対が0件(同じ曜日は1時間に平均5.0件)" in found.message


def cut_at_noon(text: str, day: str) -> str:
    """The file without what came on `day` from 12 o'clock on."""
    rows = text.split("\r\n")
    lost = [f",{day} {hour}:" for hour in range(12, 18)]
    return "\r\n".join(row for row in rows if not any(at in row for at in lost))
