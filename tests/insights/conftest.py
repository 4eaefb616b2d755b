"""Facts made by hand: what an insight reads, without a pipeline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from vocli.model import CARRIED, ColumnUse, Facts, Funnel, Period, Plan, Profile, Source
from vocli.model.page import PageSpan, Stretch, Tally

SIGNALS = ("complaint", "thanks", "delight")
# What an export without these columns holds in them.
_NUMBERS = ("transfers", "reopens", "monthly_fee")
_EMPTY: dict[str, Any] = {
    **{key: float("nan") for key in (*_NUMBERS, *(k for k in CARRIED if k.endswith("_seconds")))},
    **dict.fromkeys((*(k for k in CARRIED if k.endswith("_at")), "callback_due"), pd.NaT),
    "contract_since": pd.NaT,
}
JAPAN = ZoneInfo("Asia/Tokyo")


def contact(key: str, day: str = "2026-11-02", **more: Any) -> dict[str, Any]:
    """One contact in scope, with a complaint in no theme unless told otherwise."""
    at = datetime.fromisoformat(f"{day}T10:30").replace(tzinfo=JAPAN) if day else None
    row: dict[str, Any] = {
        "contact_id": key,
        "occurred_at": at,
        "day": at.date() if at else None,
        "channel": "phone",
        "customer": f"C-{key}",
        "account": "",
        "reseller": "",
        "product": "卓上型S1",
        "site": "那覇",
        "category": "配送",
        "hours": 0.25,
        "theme_id": "",
        "considered": True,
        "thanks": False,
        "delight": False,
        "safety": False,
        "churn_threat": False,
        "escalation_request": False,
        "repeat": False,
        "agent": "",
        "plus_id": "",
        "by": "",
    }
    return {**{key: _EMPTY.get(key, "") for key in CARRIED}, **row, **more}


def voice(key: str, text: str, **more: Any) -> dict[str, Any]:
    """One voice of the contact `key`, its main one unless told otherwise."""
    row: dict[str, Any] = {
        "voice_id": f"{key}-0",
        "contact_id": key,
        "kind": "verbatim",
        "text": text,
        "path": "exports/calls.csv",
        "row": 7,
        "day": "2026-11-02",
        "set_aside": "",
        "considered": True,
        "theme_id": "",
        "theme_score": 0.5,
        "complaint": 0.9,
        "thanks": 0.0,
        "delight": 0.0,
        "signal": "complaint",
        "main": True,
        "turn": 0,
        "plus_id": "",
    }
    return row | more


MakeFacts = Callable[..., Facts]


@pytest.fixture
def make_facts() -> MakeFacts:
    """`make_facts(contacts, voices, themes)`; themes as (id, name) or (id, name, critical).

    `marked` names columns of `voices` that are scores of further signals: `held` follows from them.
    """

    def go(  # noqa: PLR0917 - a test names what it needs
        contacts: list[dict[str, Any]],
        voices: list[dict[str, Any]],
        themes: list[tuple[Any, ...]] = (),  # type: ignore[assignment]
        period: Period | None = None,
        signal: str = "complaint",
        marked: tuple[str, ...] = (),
        plus: list[tuple[str, str]] = (),  # type: ignore[assignment]
        said: pd.DataFrame | None = None,
    ) -> Facts:
        frame = pd.DataFrame(contacts or [contact("x")])[: len(contacts)].reset_index(drop=True)
        frame["occurred_at"] = pd.to_datetime(frame["occurred_at"]).dt.tz_convert("Asia/Tokyo")
        frame["day"] = pd.Series([c["day"] for c in contacts], dtype=object)
        spoken = pd.DataFrame(voices or [voice("x", "")])[: len(voices)].reset_index(drop=True)
        scored = [c for c in (*SIGNALS, *marked) if c in spoken]
        held = pd.DataFrame(
            {c: (spoken[c] >= 0.5) & (spoken["set_aside"] == "") for c in scored},
            index=spoken.index,
        )
        considered = int(frame["considered"].sum())
        in_theme = int((frame["considered"] & (frame["theme_id"] != "")).sum())
        return Facts(
            contacts=frame,
            voices=spoken,
            held=held,
            plus=pd.DataFrame(plus or [], columns=["theme_id", "name"]).assign(
                critical=False, terms=""
            ),
            said=pd.DataFrame() if said is None else said,
            themes=pd.DataFrame(
                [(t[0], t[1], len(t) > 2 and t[2], "届く 遅れる") for t in themes],
                columns=["theme_id", "name", "critical", "terms"],
            ),
            funnel=Funnel(
                len(frame) + 3,
                len(frame) + 3,
                0,
                0,
                2,
                1,
                len(frame),
                considered,
                in_theme,
                considered - in_theme,
            ),
            signal=signal,
            period=period,
            open_days=tuple(sorted({d for d in frame["day"] if d is not None})),
        )

    return go


@pytest.fixture
def make_source() -> Callable[..., Source]:
    """A file that was read well; any field may be given another value."""

    def go(**more: Any) -> Source:
        values: dict[str, Any] = {
            "path": "exports/calls.csv",
            "sha256": "0" * 64,
            "reader": "csv",
            "layout": "generic",
            "encoding": "CP932",
            "newline": "CRLF",
            "header_row": 4,
            "rows_read": 858,
            "contacts": 855,
            "turns": 1645,
            "columns": (
                ColumnUse("contact_id", "受付番号", "synonym", 855),
                ColumnUse("text", "申出内容", "synonym", 855, 42.4),
            ),
            "unused": ("備考2",),
            "voice_kind": "note",
            "note_share": 0.81,
            "speakers": (("agent", 790), ("customer", 855)),
            "skipped": (("duplicate", 2), ("total", 1)),
            "zone_assumed": True,
        }
        return Source(**(values | more))

    return go


@pytest.fixture
def plan() -> Plan:
    """A plan with one theme."""
    profile = Profile("D-0001", "届かない", (("届く", 1.0),), None)
    return Plan(frozenset(), {}, (profile,), "complaint", 0.1, 1.0, 0.9, "mecab", "", 10, 10)


@pytest.fixture
def period() -> Period:
    """The last eight weeks before 2026-11-15."""
    return Period(
        date(2026, 10, 19), date(2026, 11, 15), date(2026, 9, 21), date(2026, 10, 18), 19, 16
    )


@pytest.fixture
def made() -> Any:
    """The two builders of rows, for tests that cannot import this file."""

    class Rows:
        contact = staticmethod(contact)
        voice = staticmethod(voice)

    return Rows


SEPTEMBER, OCTOBER = (date(2026, 9, 1), date(2026, 9, 30)), (date(2026, 10, 1), date(2026, 10, 31))


def october_page(
    begins: date = date(2026, 7, 1), open_days: tuple[float, float] = (20, 20)
) -> PageSpan:
    return PageSpan(
        kind="month",
        start=OCTOBER[0],
        end=OCTOBER[1],
        stretches=(
            Stretch("this_month", *OCTOBER),
            Stretch("last_month", *SEPTEMBER),
            Stretch("mean_3m", date(2026, 7, 1), SEPTEMBER[1], 3),
        ),
        months=(
            Tally("2026-09", *SEPTEMBER, open_days=open_days[0]),
            Tally("2026-10", *OCTOBER, open_days=open_days[1]),
        ),
        begins=begins,
        newest=OCTOBER[1],
    )


def spread(month: date, n: int, step: int = 1) -> list[dict[str, Any]]:
    """`n` contacts on different days of a month."""
    days = [month + timedelta((i * step) % 28) for i in range(n)]
    return [contact(f"{day:%m%d}-{i}", day.isoformat()) for i, day in enumerate(days)]


@pytest.fixture
def october() -> Any:
    """A monthly page of October 2026 and contacts spread over a month, for tests that cannot import this file."""

    class October:
        first = OCTOBER[0]
        before = SEPTEMBER[0]
        page = staticmethod(october_page)
        spread = staticmethod(spread)

    return October
