"""The story in figures: weeks, themes, channels. Every other module takes its counts from here."""

from __future__ import annotations

from datetime import date, timedelta

WEEKS = 10
MONDAYS: tuple[date, ...] = tuple(date(2026, 9, 7) + timedelta(days=7 * i) for i in range(WEEKS))
HOLIDAYS: dict[date, str] = {
    date(2026, 9, 21): "敬老の日",
    date(2026, 9, 22): "国民の休日",
    date(2026, 9, 23): "秋分の日",
    date(2026, 10, 12): "スポーツの日",
    date(2026, 11, 3): "文化の日",
}
OUTAGE = date(2026, 11, 5)

PHONE = (76, 80, 44, 88, 92, 76, 80, 78, 84, 84)
CHAT = (34, 37, 39, 41, 43, 37, 35, 34, 38, 24)
MAIL = (19, 18, 21, 20, 21, 18, 18, 18, 20, 19)
LINE = (7, 8, 9, 9, 10, 9, 9, 9, 11, 10)

THEMES: dict[str, str] = {
    "T01": "約束の日に届かない",
    "T02": "アプリにログインできない",
    "T03": "請求書の宛名・締め日が違う",
    "T04": "解約金がかかると聞いていない",
    "T05": "電話がつながらない",
    "T06": "交換ランプが消えない",
    "T07": "水漏れ",
    "T08": "決済エラー",
    "T09": "窓口で言うことが違う",
    "T10": "本体が熱い・焦げくさい",
    "未分類": "どのテーマにも入らない不満",
}
COMPLAINTS: dict[str, tuple[int, ...]] = {
    "T01": (4, 5, 4, 5, 7, 9, 13, 16, 21, 24),
    "T02": (2, 3, 2, 14, 29, 23, 10, 5, 3, 2),
    "T03": (5, 6, 3, 6, 6, 5, 6, 5, 6, 6),
    "T04": (4, 4, 4, 6, 7, 7, 8, 8, 9, 10),
    "T05": (7, 7, 4, 9, 8, 6, 6, 6, 7, 6),
    "T06": (9, 8, 6, 8, 8, 9, 7, 6, 6, 6),
    "T07": (5, 4, 3, 5, 4, 5, 4, 5, 4, 4),
    "T08": (0, 0, 0, 1, 0, 1, 0, 1, 25, 2),
    "T09": (1, 2, 1, 2, 2, 2, 3, 4, 5, 6),
    "T10": (0, 0, 0, 0, 0, 0, 0, 1, 1, 3),
    "未分類": (3, 3, 2, 3, 4, 3, 3, 4, 4, 4),
}
PHONE_COMPLAINTS: dict[str, tuple[int, ...]] = {
    "T01": (2, 3, 1, 3, 4, 5, 7, 9, 12, 15),
    "T02": (1, 2, 1, 8, 17, 14, 6, 3, 2, 1),
    "T03": (4, 5, 2, 5, 5, 4, 5, 4, 5, 5),
    "T04": (3, 3, 2, 4, 4, 4, 5, 5, 5, 6),
    "T05": (6, 6, 3, 7, 6, 5, 5, 5, 6, 5),
    "T06": (6, 5, 3, 5, 5, 5, 4, 4, 4, 4),
    "T07": (4, 3, 2, 4, 3, 4, 3, 4, 3, 3),
    "T08": (0, 0, 0, 0, 0, 1, 0, 0, 11, 1),
    "T09": (1, 1, 0, 1, 1, 1, 1, 2, 2, 3),
    "T10": (0, 0, 0, 0, 0, 0, 0, 1, 1, 2),
    "未分類": (2, 2, 1, 2, 2, 2, 2, 3, 2, 3),
}

PRAISE_NAMES: dict[str, str] = {
    "P01": "訪問スタッフが丁寧・早い",
    "P02": "電話で最後まで一緒に設定してくれた",
    "P03": "一周年カードがうれしい",
    "P04": "水がおいしい",
    "P05": "お湯の温度を先回りして教えてくれた",
}
PRAISE: dict[str, tuple[int, ...]] = {
    "P01": (5, 6, 3, 6, 6, 5, 6, 6, 7, 8),
    "P02": (4, 4, 2, 4, 5, 4, 4, 5, 4, 5),
    "P03": (0, 0, 0, 1, 3, 4, 4, 4, 4, 4),
    "P04": (4, 4, 3, 4, 3, 4, 3, 4, 3, 4),
    "P05": (2, 2, 1, 2, 3, 2, 3, 2, 3, 3),
}
PHONE_PRAISE: dict[str, tuple[int, ...]] = {
    "P01": (4, 5, 2, 4, 4, 4, 5, 5, 5, 6),
    "P02": (4, 4, 2, 4, 4, 4, 4, 4, 4, 4),
    "P03": (0, 0, 0, 0, 1, 1, 2, 1, 1, 2),
    "P04": (2, 2, 1, 2, 2, 2, 1, 2, 1, 2),
    "P05": (1, 1, 1, 1, 2, 1, 2, 1, 2, 2),
}
DELIGHT: dict[str, tuple[int, ...]] = {
    "P01": (1, 1, 1, 1, 2, 2, 2, 1, 1, 2),
    "P02": (1, 0, 0, 1, 1, 1, 1, 1, 1, 2),
    "P03": (0, 0, 0, 0, 1, 2, 2, 2, 2, 2),
    "P04": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "P05": (0, 0, 0, 1, 0, 0, 1, 0, 0, 1),
}
PHONE_DELIGHT: dict[str, tuple[int, ...]] = {
    "P01": (1, 1, 1, 1, 1, 2, 1, 1, 1, 1),
    "P02": (1, 0, 0, 1, 1, 1, 1, 0, 1, 2),
    "P03": (0, 0, 0, 0, 0, 1, 1, 0, 0, 1),
    "P04": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "P05": (0, 0, 0, 0, 0, 0, 1, 0, 0, 1),
}

CALLBACK_ONLY = (4, 4, 2, 4, 4, 3, 4, 4, 3, 6)
CALLBACK_ONLY_SENDAI = 31

# Calls in scope by weekday (Monday to Saturday) and hour (9 to 17 o'clock), over the ten weeks.
WEEKDAY_CALLS = (140, 106, 112, 135, 136, 153)
HOUR_MEANS: tuple[tuple[float, ...], ...] = (
    (2.5, 3.5, 2.6, 1.2, 1.5, 1.8, 1.6, 1.7, 1.1),
    (1.8, 2.2, 1.9, 0.9, 1.3, 1.5, 1.4, 1.4, 0.8),
    (1.7, 1.9, 1.7, 1.0, 1.2, 1.4, 1.3, 1.3, 0.9),
    (1.8, 2.4, 1.9, 1.1, 1.2, 1.5, 1.3, 1.3, 1.0),
    (1.8, 2.1, 1.9, 1.3, 1.3, 1.5, 1.4, 1.6, 1.0),
    (2.1, 2.7, 2.3, 1.4, 1.6, 1.7, 1.5, 1.3, 0.7),
)
OUTAGE_DAY_CALLS = 22  # in scope on 11/5; the telephone system answered 24 of 61

# Calls offered and answered per week. From week 6 on these are the figures of the weekly page.
OFFERED = (86, 90, 51, 101, 104, 82, 87, 86, 131, 98)
ANSWERED = (79, 83, 46, 92, 96, 78, 83, 82, 90, 89)

# Voices about leaving and about a superior in calls: theme -> contacts.
CHURN_THREATS = {"T01": 6, "T04": 29, "T05": 3, "T02": 1}
ESCALATIONS = {"T01": 5, "T04": 9, "T05": 2, "T02": 1}
# Different customers behind the calls of a theme, and calls that repeat an earlier contact.
CALLERS = {"T01": 49, "T02": 52, "T04": 38, "T05": 51, "T06": 43}
REPEATS = {"T01": 17, "T02": 12, "T04": 6, "T05": 8, "T06": 9}
# Seconds of talk, hold and wrap-up of all calls of a theme (the hours of the ranked table).
WORK_SECONDS = {"T01": 51120, "T02": 35280, "T04": 48600, "T05": 25560, "T06": 21600}


def is_holiday(day: date) -> bool:
    """True on the public holidays of the story."""
    return day in HOLIDAYS


def phone_open(day: date) -> bool:
    """True when the telephone desk works: Monday to Saturday, no holidays."""
    return day.weekday() != 6 and not is_holiday(day)


def week_of(day: date) -> int:
    """The story's week, 1 to 10."""
    return (day - MONDAYS[0]).days // 7 + 1


def week_days(week: int) -> list[date]:
    """Monday to Sunday of a week of the story."""
    return [MONDAYS[week - 1] + timedelta(days=i) for i in range(7)]
