"""A report by hand: the screen that a support lead is to see, with invented figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd
import pytest

from vocli import messages
from vocli.errors import ExitCode
from vocli.model.records import Finding, Severity
from vocli.model.report import Column, Insight, Kind, Note, Place, Report, Run

ROW = (
    Column("rank", Kind.INT, width=2),
    Column("theme", Kind.TEXT),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("customers", Kind.INT),
    Column("prev_4w", Kind.INT),
    Column("last_4w", Kind.INT),
    Column("change", Kind.CODE, width=10),
)
BELOW = (
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("quote_date", Kind.DATE, Place.BELOW),
    Column("theme_id", Kind.ID, Place.BELOW),
    Column("churn_threat", Kind.INT, Place.BELOW),
    Column("escalation_request", Kind.INT, Place.BELOW),
    Column("repeat_7d", Kind.INT, Place.BELOW),
    Column("hours", Kind.NUMBER, Place.BELOW),
    Column("facts", Kind.TEXT, Place.BELOW),
)
DETAIL = (
    Column("voice_kind", Kind.CODE, Place.DETAIL),
    Column("share_low", Kind.SHARE, Place.DETAIL),
)

_THEMES = [
    (1, "約束の日に届かない", 61, 49, 13, 43, "rose", "D-3f1a",
     "届くと言われた日に届かず、3日水がないとのお申し出", 6, 5, 17, 14.2, "1日0.7件から1.9件"),
    (2, "解約金がかかると聞いていない", 41, 38, 14, 21, "same", "D-c072",
     "店頭でいつでも解約できると言われた、話が違うとお怒り", 29, 9, 6, 13.5, None),
    (3, "電話がつながらない", 54, 51, 21, 21, "same", "D-58be",
     "30分かけ続けてやっとつながったとご立腹", 3, 2, 8, 7.1, None),
    (4, "アプリにログインできない", 55, 52, 40, 12, "fell", "D-0a6d",
     "更新してから会員番号が違うと出て入れないとのこと", 1, 1, 12, 9.8, "1日2.0件から0.5件"),
    (5, "交換ランプが消えない", 45, 43, 18, 16, "same", "D-e4f7",
     "フィルターを替えたのに赤いランプがついたまま", 0, 0, 9, 6.0, None),
    (6, "請求書の宛名・締め日が違う", 44, 9, 16, 19, "same", "D-7b25",
     "宛名が旧社名のまま、先月もお願いしたとのこと", None, None, None, None,
     "注意: 44件のうち36件は取引先1社から(vocli accounts calls.csv で内訳)"),
]  # fmt: skip

_FUNNEL = [
    ("読み取り", "calls.csv  CP932  855件  2026/09/07(月)から11/15(日)まで 10週"),
    ("対象", "782件  除外 73件(折り返しの発信 58、無言・間違い・営業電話 15)"),
    ("本文", "「申出内容」列。オペレーターの記録で、お客様の言葉のままではない"),
    ("不満の声", "384件(対象の49.1%)  テーマに入った 363件  未分類 21件(5.5%)"),
    ("増減", "直近4週(10/19から、23営業日)を前4週(9/21から、20営業日)と比べた"),
    ("テーマ", "下書き(テーマ定義表なし)。番号 D-xxxx は次回変わることがある"),
]
_NEXT = [
    ("良い声", "お礼 121件、うち感動 24件: vocli delight calls.csv"),
    ("次に", "声を読む: vocli quotes 届かない calls.csv"),
    ("", "曜日・時間帯: vocli times calls.csv"),
    ("", "Excelで渡す: vocli themes calls.csv -o テーマ.xlsx"),
]
REST = (
    "ほか 3テーマ 59件: 水漏れ 33、窓口で言うことが違う 13、決済エラー 13(うち10件は"
    "11/5に集中)  すべて見る: --all  未分類を読む: vocli quotes 未分類 calls.csv"
)


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    """Every test starts in Japanese, whatever the one before chose."""
    messages.use("ja")
    yield
    messages.use("ja")


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Note]:
    """Notes of any wording: `said("text")` is a Note whose message reads exactly so."""
    catalogue = messages.catalogue
    monkeypatch.setattr(
        messages,
        "catalogue",
        lambda lang, room: _Echo() if room == "echo" else catalogue(lang, room),
    )
    return lambda text: Note("echo.text", {"text": text})


class _Echo(dict[str, str]):
    def __getitem__(self, key: str) -> str:
        return "{text}"


@pytest.fixture
def story(said: Callable[[str], Note]) -> Report:
    """The report behind the target screen of `vocli themes calls.csv`."""
    return Report(
        run=Run(
            "themes",
            "2026-11-15",
            (("signal", "complaint"),),
            (("vocli", "0.1.0"), ("tokenizer", "janome")),
            (("exports/calls.csv", "ab" * 32),),
        ),
        insights=(
            pairs("funnel", _FUNNEL),
            critical(said("件数は少ないが重大(並び順に関係なく必ず出ます)")),
            themes(
                said("不満のテーマ(着手順。件数・重さ・増減から計算。内訳は --explain)"),
                (said(REST),),
            ),
            pairs("next", _NEXT, width=8),
        ),
        findings=(Finding("VOC-W101", Severity.WARNING, "1件の日時が読めません", "calls.csv", 12),),
        data={"funnel": {"read": 855, "in_scope": 782, "with_signal": 384}},
        detail=detail(),
        exit_code=ExitCode.FINDINGS,
    )


def pairs(name: str, lines: list[tuple[str, object]], width: int = 0) -> Insight:
    """A `pairs` insight of label and value."""
    table = pd.DataFrame(lines, columns=["label", "value"])
    columns = (Column("label", Kind.TEXT, width=width), Column("value", Kind.TEXT))
    return Insight(name, None, table, columns, layout="pairs")


def critical(title: Note) -> Insight:
    """The block that no ranking may hide: one row without a rank."""
    row = {
        "rank": None, "theme": "本体が熱い・焦げくさい", "contacts": 4, "share": 4 / 384, "customers": 4,
        "prev_4w": 0, "last_4w": 4, "change": "critical", "theme_id": "D-91c4", "voice_kind": "note",
        "quote": "コンセントの周りが熱く、焦げたようなにおいがする", "quote_date": "2026-10-29",
    }  # fmt: skip
    return Insight("critical", title, pd.DataFrame([row]), ROW + BELOW[:3], layout="critical")


def themes(title: Note, notes: tuple[Note, ...] = ()) -> Insight:
    """The ranking, six themes long."""
    keys = (
        "rank", "theme", "contacts", "customers", "prev_4w", "last_4w", "change", "theme_id", "quote",
        "churn_threat", "escalation_request", "repeat_7d", "hours", "facts",
    )  # fmt: skip
    table = pd.DataFrame([dict(zip(keys, row, strict=True)) for row in _THEMES])
    table["share"] = table["contacts"] / 384
    table["share_low"] = float("nan")
    table["voice_kind"] = "note"
    columns = tuple(c for c in ROW + BELOW + DETAIL if c.key != "quote_date")
    return Insight("themes", title, table, columns, notes, 384, 363, (("v1", "v2"), ("v3",)))


def detail() -> Insight:
    """Two voices, with cells that spreadsheets like to spoil."""
    table = pd.DataFrame(
        [
            {"contact_id": "0012", "voice_id": "v1", "occurred_at": pd.Timestamp("2026-11-09 14:20", tz="Asia/Tokyo"),
             "date": "2026-11-09", "contacts": 1, "voice_kind": "note", "score": 0.5, "text": "=1+1 と出て入れない"},
            {"contact_id": "0013", "voice_id": "v2", "occurred_at": pd.NaT,
             "date": "", "contacts": 1, "voice_kind": "survey", "score": float("nan"), "text": "@会員ページが開かない"},
        ]
    )  # fmt: skip
    columns = (
        Column("contact_id", Kind.ID),
        Column("voice_id", Kind.ID),
        Column("occurred_at", Kind.DATE),
        Column("date", Kind.DATE),
        Column("contacts", Kind.INT),
        Column("voice_kind", Kind.CODE),
        Column("score", Kind.SCORE),
        Column("text", Kind.QUOTE),
    )
    return Insight("detail", None, table, columns)
