"""--by and --compare of any question, on a small export with a made-up insight."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import (
    Asked,
    Audience,
    Column,
    ColumnUse,
    Facts,
    Insight,
    Kind,
    Needs,
    Reach,
    Report,
)
from vocli.pipeline import Question, Scope, answer, asking, shows_codes
from vocli.pipeline.dimension import resolve
from vocli.pipeline.labels import decade, label, rank
from vocli.privacy import Policy

HEADER = "受付番号,受付日時,チャネル,商品,担当者,申出内容,年代,性別,氏名,連絡メモ,契約日,ロット"
FIRST = date(2026, 9, 7)  # a Monday
DAYS = 70


def rows() -> list[list[str]]:
    """Three contacts a day for ten weeks; what is about オフィスO5 triples in the last four."""
    out = []
    for day in range(DAYS):
        late = day >= DAYS - 28
        for i in range(5 if late else 3):
            n = len(out)
            product = "オフィスO5" if i > 1 else ("卓上型S1", "床置きL2")[n % 2]
            at = FIRST + timedelta(day)
            age = "90" if n == 7 else f"{20 + n % 30}"
            out.append(
                [f"K{n:04}", f"{at:%Y/%m/%d} {9 + n % 8}:10", "電話", product, f"青葉{n % 3}" if n % 40 else "桜井",
                 "予定の日に届きません。困っています。", age, "女性" if n % 2 else "男性", "見本 花子",
                 f"090-0000-{n:04} へ折り返し", "2026/01/15", "電話 090-0000-0001" if n % 9 == 0 else "S1-26B"]
            )  # fmt: skip
    return out


class Made(SimpleNamespace):
    """A made-up question: contacts per channel."""

    NEEDS = Needs(voices=False)
    MEASURE = "contacts"

    @classmethod
    def build(cls, facts: Facts, asked: Asked) -> tuple[Insight, ...]:
        groups = sorted(facts.contacts.groupby("channel"))
        table = pd.DataFrame(
            [{"channel": c, "contacts": len(own), "share": 1.0} for c, own in groups],
            columns=["channel", "contacts", "share"],
            dtype=object,
        )
        columns = (
            Column("channel", Kind.CODE),
            Column("contacts", Kind.INT),
            Column("share", Kind.SHARE),
        )
        ids = tuple(tuple(own["contact_id"]) for _, own in groups)
        return (
            Insight(
                "made", None, table, columns, evidence=ids, keys=("channel",), measure=cls.MEASURE
            ),
        )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADER.split(","), *rows()])
    target = tmp_path_factory.mktemp("made") / "calls.csv"
    target.write_text(text.getvalue(), encoding="utf-8")
    return target


@pytest.fixture
def ask(path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Report]:
    """`ask(by="商品")`: the report of the made-up question; further words change the question."""

    def go(by: str = "", compare: str = "", made: type[Made] = Made, **more: Any) -> Report:
        monkeypatch.setattr(asking, "load_question", lambda name: made)
        question = replace(Question((str(path),), use_encoder=False), **more)
        return answer("times", question, {"by": by, "compare": compare})[0]

    return go


def table_of(report: Report) -> pd.DataFrame:
    return report.insights[1].table


def column(field: str, header: str) -> ColumnUse:
    return ColumnUse(field, header, "synonym", 1)


FILE = SimpleNamespace(
    columns=(column("contact_id", "受付番号"), column("product", "商品")),
    unused=("年代", "氏名", "連絡メモ", "ロット"),
)


@pytest.mark.parametrize(
    ("by", "code", "told"),
    [
        ("商品目", "VOC-E205", "商品"),
        ("ロッド", "VOC-E205", "ロット"),
        ("商品,担当,週", "VOC-E205", "2つ"),
        ("氏名", "VOC-E207", "氏名"),
        ("受付番号", "VOC-E207", "受付番号"),
    ],
)
def test_what_cannot_be_split_by_is_refused_with_a_reason(by: str, code: str, told: str) -> None:
    with pytest.raises(VocliError) as refused:
        resolve(by, (FILE,), Policy())  # type: ignore[arg-type]
    assert refused.value.code == code
    assert told in refused.value.what + refused.value.hint


@pytest.mark.parametrize(
    ("by", "code"), [("連絡メモ", "VOC-E207"), ("担当", "VOC-E306"), ("代理店", "VOC-E310")]
)
def test_cells_and_readers_are_looked_at_before_anything_is_told(
    ask: Callable[..., Report], by: str, code: str
) -> None:
    with pytest.raises(VocliError) as refused:
        ask(by)
    assert refused.value.code == code


def test_columns_that_the_team_calls_personal_and_those_for_outsiders_are_refused(
    ask: Callable[..., Report],
) -> None:
    with pytest.raises(VocliError) as refused:
        resolve("年代", (FILE,), Policy(columns=("年代",)))  # type: ignore[arg-type]
    assert refused.value.code == "VOC-E207"
    with pytest.raises(VocliError) as refused:
        ask("ロット", reach=Reach(audience=Audience.OUTSIDE))
    assert refused.value.code == "VOC-E306"


def test_products_add_up_and_own_columns_are_masked(ask: Callable[..., Report]) -> None:
    table = table_of(ask("商品"))
    assert table["by"].tolist() == [t("grouping.whole"), "オフィスO5", "卓上型S1", "床置きL2"]
    assert table["contacts"].iloc[0] == table["contacts"].iloc[1:].sum() == len(rows())
    masked = table_of(ask("ロット"))["by"].tolist()
    assert masked[:2] == [t("grouping.whole"), "S1-26B"]
    assert "090" not in "".join(masked)
    assert len(masked) == 3


def test_agents_are_codes_in_their_order_and_only_those_with_twenty(
    ask: Callable[..., Report],
) -> None:
    assert shows_codes("times", "担当")
    assert not shows_codes("times", "商品")
    table = table_of(ask("agent", reach=Reach(pseudonyms=True), key=b"k"))
    labels = table["by"].tolist()[1:]
    assert len(labels) == 3  # 桜井 has fewer than twenty
    assert labels == sorted(labels)
    assert all(label.startswith("A-") and len(label) == 10 for label in labels)


def test_ages_are_decades_and_two_attributes_hide_the_few(ask: Callable[..., Report]) -> None:
    table = table_of(ask("年代,性別"))
    assert {"20代 / 女性", "30代 / 男性"} <= set(table["by"])
    alone = table[table["by"] == "90代 / 女性"]
    assert alone["contacts"].isna().all()
    assert (table["by_mark"] == "hidden").sum() >= 2


def test_a_planted_rise_is_found_in_its_label_and_nowhere_else(
    ask: Callable[..., Report],
) -> None:
    report = ask("商品", "4w")
    table = table_of(report)
    change = dict(zip(table["by"], table["change"], strict=True))
    assert change == {
        t("grouping.whole"): "rose",
        "オフィスO5": "rose",
        "卓上型S1": "same",
        "床置きL2": "same",
    }
    assert (table["earlier"].iloc[0], table["contacts"].iloc[0]) == (84, 140)
    assert report.data["funnel"]["in_scope"] == 224  # both windows, as the head says


def test_a_first_window_has_no_history(ask: Callable[..., Report]) -> None:
    report = ask("", "year")
    assert "earlier" not in report.insights[1].table
    assert report.insights[1].notes[-1].key == "comparing.no_history"


def test_what_has_no_counts_to_compare_is_shown_for_both_windows(
    ask: Callable[..., Report],
) -> None:
    class Plain(Made):
        MEASURE = ""

    report = ask("", "2026-09-07..2026-09-20", made=Plain, scope=Scope(since=date(2026, 11, 2)))
    assert [x.name for x in report.insights[1:]] == ["made", "made_earlier"]
    assert report.insights[2].table["contacts"].tolist() == [42]
    assert report.insights[1].table["contacts"].tolist() == [70]


def test_what_a_question_shows_by_itself_splits_nothing(ask: Callable[..., Report]) -> None:
    class Grid(Made):
        SHOWS = frozenset({"weekday", "hour"})

    assert "by" not in table_of(ask("曜日,時間帯", made=Grid))
    assert "by" in table_of(ask("曜日", made=Made))


def facts_of(days: list[date | None]) -> Facts:
    at = pd.to_datetime(pd.Series(days)).dt.tz_localize("Asia/Tokyo") + pd.Timedelta(hours=10)
    contacts = pd.DataFrame(
        {
            "day": pd.Series(days, dtype=object),
            "occurred_at": at,
            "channel": "phone",
            "contract_since": pd.to_datetime(pd.Series(["2026-08-31"] * len(days))).dt.tz_localize(
                "Asia/Tokyo"
            ),
        }
    )
    return SimpleNamespace(contacts=contacts)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("weekday", ("火", "土", "水")),
        ("business_day", ("祝日", "土曜", "休業日")),
        ("week", ("2026/11/02", "2026/03/30", "2027/03/29")),
        ("month", ("2026/11", "2026/04", "2027/03")),
        ("quarter", ("2026年度第3四半期", "2026年度第1四半期", "2026年度第4四半期")),
        ("fiscal_year", ("2026年度", "2026年度", "2026年度")),
        ("hour", ("10時台",) * 3),
        ("tenure", ("0-2か月", "契約の前", "6-11か月")),
    ],
)
def test_labels_of_a_day(key: str, expected: tuple[str, ...]) -> None:
    days: list[date | None] = [date(2026, 11, 3), date(2026, 4, 4), date(2027, 3, 31), None]
    made = label(key, facts_of(days), {"": {date(2027, 3, 31): False}})
    assert made.texts[:3] == expected
    assert made.texts[3] == t("grouping.undated")
    assert max(rank(made)) == rank(made)[3]


def test_only_years_become_decades() -> None:
    assert [decade(c) for c in ("34", "7歳", "60代以上", "")] == ["30代", "0代", "60代以上", ""]
