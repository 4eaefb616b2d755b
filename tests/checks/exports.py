"""Exports for the checks: made up, each as simple as its check allows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

_TALKS_HEAD = "会話ID,日時,送信者,本文"


def talks(*speakers: tuple[str, ...]) -> str:
    """A chat log: the speakers of each conversation."""
    rows = [_TALKS_HEAD]
    for i, own in enumerate(speakers):
        rows += [
            f"C{i:03},2026-11-05 10:{j:02}:00,{who},{i}の{j}番目の発言です"
            for j, who in enumerate(own)
        ]
    return "\n".join(rows) + "\n"


_CODED_HEAD = "受付番号,受付日時,区分,申出内容"


def coded(**counts: int) -> str:
    """A file with some contacts of each code."""
    rows = [_CODED_HEAD]
    for code, n in counts.items():
        rows += [f"K{len(rows) + i:04},2026/11/05 10:00,{code},届かない{code}{i}" for i in range(n)]
    return "\r\n".join(rows) + "\r\n"


def coded_baseline(**counts: int) -> dict[str, Any]:
    """What was known of the codes."""
    return {"files": {}, "channels": {}, "values": {"category": counts}, "texts": {}}


_DESK_HEAD = "受付番号,受付日時,チャネル,申出内容,拠点"


def desk(start: date, days: int, each: int = 10, lost: tuple[date, ...] = ()) -> str:
    """A file with `each` calls a day but on Sundays, from 9 o'clock on."""
    rows = [_DESK_HEAD]
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


def daily_baseline(calls: int, **more: Any) -> dict[str, Any]:
    """Four weeks of `calls` a day but on Sundays."""
    days = (date(2026, 10, 5) + timedelta(i) for i in range(28))
    counts = {f"{day}": calls for day in days if day.weekday() != 6}
    channels = {"phone": {"contacts": sum(counts.values()), "days": counts}}
    return {"files": {}, "channels": channels, "values": {}, "texts": {}} | more


_ANSWERS_HEAD = "回答日時,受付番号,満足度,推奨度,努力度,自由記述"


def answers(rows: list[tuple[str, str, str]]) -> str:
    """A survey of (満足度, 推奨度, 努力度)."""
    lines = [f"2026/11/05 10:00,K{i:04},{a},{b},{c},回答{i}" for i, (a, b, c) in enumerate(rows)]
    return "\r\n".join([_ANSWERS_HEAD, *lines]) + "\r\n"


_NOTES_HEAD = "受付番号,受付日時,申出内容,対応内容,拠点,担当者"


def notes(texts: list[str], sites: str = "仙台") -> str:
    """A file of notes, one a minute."""
    rows = [
        f"K{i:04},2026/11/05 {9 + i // 60:02}:{i % 60:02},{text},ご案内済{i},{sites},菅原"
        for i, text in enumerate(texts)
    ]
    return "\r\n".join([_NOTES_HEAD, *rows]) + "\r\n"


def plain(n: int) -> list[str]:
    """Notes that all differ."""
    return [f"{i}番のボトルが届かないとのお申し出。いつ届くのかとのこと。" for i in range(n)]
