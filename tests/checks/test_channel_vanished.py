"""VOC045: a channel or a site of the baseline is gone."""

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


def test_the_same_channels_are_good(run_check: Any) -> None:
    file = {"a.csv": desk(date(2026, 11, 2), 12)}
    known = baseline(10, values={"site": {"仙台": 120, "那覇": 120}})
    assert run_check("VOC045", file, baseline=known) == []


def test_a_rare_channel_may_be_absent(run_check: Any) -> None:
    file = {"a.csv": desk(date(2026, 11, 2), 12)}
    known = baseline(10)
    known["channels"]["letter"] = {"contacts": 1, "days": {"2026-10-07": 1}}
    assert run_check("VOC045", file, baseline=known) == []


def test_a_channel_that_vanished_is_named(run_check: Any) -> None:
    file = {"a.csv": desk(date(2026, 11, 2), 12)}
    known = baseline(10)
    known["channels"]["chat"] = known["channels"]["phone"]
    (found,) = run_check("VOC045", file, baseline=known)
    assert "「チャット」" in found.message


def test_a_site_that_vanished_is_named(run_check: Any) -> None:
    file = {"a.csv": desk(date(2026, 11, 2), 12)}
    known = baseline(10, values={"site": {"仙台": 100, "那覇": 100, "盛岡": 40}})
    (found,) = run_check("VOC045", file, baseline=known)
    assert "「盛岡」" in found.message
