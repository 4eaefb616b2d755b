"""The terminal's page is exactly the one that was designed, and never wider than 80 columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from vocli import messages
from vocli.model.report import Column, Insight, Kind, Note, Place, Report
from vocli.render import RenderOptions, render
from vocli.text import width

TARGET = """\
読み取り   calls.csv  CP932  855件  2026/09/07(月)から11/15(日)まで 10週
対象       782件  除外 73件(折り返しの発信 58、無言・間違い・営業電話 15)
本文       「申出内容」列。オペレーターの記録で、お客様の言葉のままではない
不満の声   384件(対象の49.1%)  テーマに入った 363件  未分類 21件(5.5%)
増減       直近4週(10/19から、23営業日)を前4週(9/21から、20営業日)と比べた
テーマ     下書き(テーマ定義表なし)。番号 D-xxxx は次回変わることがある

件数は少ないが重大(並び順に関係なく必ず出ます)
-------------------------------------------------------------------------------
 ! 本体が熱い・焦げくさい          4   1.0%       4      0        4  要確認
   記録「コンセントの周りが熱く、焦げたようなにおいがする」10/29  D-91c4

不満のテーマ(着手順。件数・重さ・増減から計算。内訳は --explain)
順 テーマ                       応対   割合  お客様  前4週  直近4週  増減
-------------------------------------------------------------------------------
 1 約束の日に届かない             61  15.9%      49     13       43  増えた
   記録「届くと言われた日に届かず、3日水がないとのお申し出」  D-3f1a
   解約の意向 6  上席の要求 5  再入電 17  工数 14.2時間  1日0.7件から1.9件
 2 解約金がかかると聞いていない   41  10.7%      38     14       21  差は見えず
   記録「店頭でいつでも解約できると言われた、話が違うとお怒り」  D-c072
   解約の意向 29  上席の要求 9  再入電 6  工数 13.5時間
 3 電話がつながらない             54  14.1%      51     21       21  差は見えず
   記録「30分かけ続けてやっとつながったとご立腹」  D-58be
   解約の意向 3  上席の要求 2  再入電 8  工数 7.1時間
 4 アプリにログインできない       55  14.3%      52     40       12  減った
   記録「更新してから会員番号が違うと出て入れないとのこと」  D-0a6d
   解約の意向 1  上席の要求 1  再入電 12  工数 9.8時間  1日2.0件から0.5件
 5 交換ランプが消えない           45  11.7%      43     18       16  差は見えず
   記録「フィルターを替えたのに赤いランプがついたまま」  D-e4f7
   解約の意向 0  上席の要求 0  再入電 9  工数 6.0時間
 6 請求書の宛名・締め日が違う     44  11.5%       9     16       19  差は見えず
   記録「宛名が旧社名のまま、先月もお願いしたとのこと」  D-7b25
   注意: 44件のうち36件は取引先1社から(vocli accounts calls.csv で内訳)
-------------------------------------------------------------------------------
ほか 3テーマ 59件: 水漏れ 33、窓口で言うことが違う 13、決済エラー 13(うち10件は
11/5に集中)  すべて見る: --all  未分類を読む: vocli quotes 未分類 calls.csv

良い声  お礼 121件、うち感動 24件: vocli delight calls.csv
次に    声を読む: vocli quotes 届かない calls.csv
        曜日・時間帯: vocli times calls.csv
        Excelで渡す: vocli themes calls.csv -o テーマ.xlsx
"""


def page(report: Report, **options: object) -> str:
    return render(report, "table", RenderOptions(**options)).decode()  # type: ignore[arg-type]


def one(report: Report, insight: Insight) -> Report:
    return replace(report, insights=(insight,))


def assert_narrow(text: str, limit: int = 79) -> None:
    for line in text.splitlines():
        assert width(line) <= limit, line
        assert not [c for c in line if unicodedata.east_asian_width(c) == "A"], line


def test_the_designed_screen_comes_out_to_the_character(story: Report) -> None:
    assert page(story) == TARGET


def test_colour_adds_codes_and_changes_no_character(story: Report) -> None:
    coloured = page(story, color=True)
    assert "\x1b[1m ! 本体が熱い" in coloured
    assert "\x1b[2mD-3f1a\x1b[0m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == TARGET


def test_without_colour_no_escape_code_is_printed(story: Report) -> None:
    assert "\x1b" not in page(story)


def test_words_of_a_customer_cannot_move_the_cursor(story: Report) -> None:
    evil = "画面が\x1b[2J消えた\r\n二行目\x07\u202e逆"
    insight = Insight(
        "quotes",
        None,
        pd.DataFrame([{"text": evil, "voice_kind": "verbatim"}]),
        (Column("text", Kind.QUOTE, Place.BELOW),),
        layout="quotes",
    )
    assert page(one(story, insight)) == "   「画面が[2J消えた 二行目逆」\n"


def test_a_long_quote_wraps_and_is_never_cut(story: Report) -> None:
    words = "届くと言われた日に届かず、" * 40 + "それで終わり。"
    table = pd.DataFrame(
        [{"theme": "約束の日に届かない", "quote": words, "theme_id": "D-3f1a", "voice_kind": "asr"}]
    )
    columns = (
        Column("theme", Kind.TEXT),
        Column("quote", Kind.QUOTE, Place.BELOW),
        Column("theme_id", Kind.ID, Place.BELOW),
    )
    text = page(one(story, Insight("themes", None, table, columns)))
    assert_narrow(text)
    body = "".join(line.strip() for line in text.splitlines()[3:])
    assert body.replace(" ", "") == f"音声認識「{words}」D-3f1a"


@pytest.mark.parametrize("limit", [40, 60, 79])
def test_every_line_fits_whatever_the_names_are(story: Report, limit: int) -> None:
    names = ["配送" * 40, "abcdefghij" * 12, "①→※…—α°×Д" * 6, "", "ガ" * 30]
    table = pd.DataFrame({"rank": range(1, 6), "theme": names, "contacts": [10**12, 1, 2, 3, 4]})
    table["change"] = "same"
    table["contact_id"] = "K" * 90
    table["label"] = "a" * 70
    columns = (
        Column("rank", Kind.INT),
        Column("theme", Kind.TEXT),
        Column("contacts", Kind.INT),
        Column("change", Kind.CODE),
        Column("label", Kind.TEXT),
        Column("contact_id", Kind.ID),
    )
    text = page(one(story, Insight("themes", None, table, columns)), width=limit)
    assert_narrow(text, limit)
    assert text.replace("\n", "").replace(" ", "").count("K") == 5 * 90


def test_columns_without_room_move_below_the_row(story: Report) -> None:
    keys = [f"some_column_with_a_name_{n}" for n in range(6)]
    table = pd.DataFrame([dict.fromkeys(keys, 1234)])
    text = page(one(story, Insight("x", None, table, tuple(Column(k, Kind.INT) for k in keys))))
    assert_narrow(text)
    assert text.count("1,234") == 6
    assert "   some_column_with_a_name_5 1,234" in text


def test_a_long_name_runs_into_free_space_before_it_wraps(story: Report) -> None:
    table = pd.DataFrame({"theme": ["あ" * 6, "い" * 12], "contacts": [1, 1_000_000]})
    columns = (Column("theme", Kind.TEXT, width=10), Column("contacts", Kind.INT))
    lines = page(one(story, Insight("x", None, table, columns))).splitlines()
    assert lines[2:] == ["ああああああ        1", "いいいいい  1,000,000", "いいいいい", "いい"]


def test_tables_of_the_same_columns_stand_exactly_below_each_other(story: Report) -> None:
    columns = (Column("theme", Kind.TEXT), Column("contacts", Kind.INT))
    short = Insight("a", None, pd.DataFrame({"theme": ["短い"], "contacts": [1]}), columns)
    long = Insight("b", None, pd.DataFrame({"theme": ["長い名前です"], "contacts": [2]}), columns)
    lines = page(replace(story, insights=(short, long))).splitlines()
    assert width(lines[2]) == width(lines[6])


def test_an_empty_table_says_so(story: Report, said: Callable[[str], Note]) -> None:
    empty = Insight("x", said("表"), pd.DataFrame({"theme": []}), (Column("theme", Kind.TEXT),))
    assert page(one(story, empty)) == "表\n該当なし\n"


def test_nothing_gives_no_byte(story: Report) -> None:
    assert page(replace(story, insights=())) == ""


def test_quotes_come_one_by_one_with_their_place(story: Report) -> None:
    table = pd.DataFrame(
        [
            {"date": "2026-11-09", "channel": "phone", "contact_id": "0012", "text": "届かない", "voice_kind": "note"},
            {"date": "2026-11-10", "channel": "chat", "contact_id": "0013", "text": "まだ来ない", "voice_kind": "verbatim"},
        ]
    )  # fmt: skip
    columns = (
        Column("date", Kind.DATE),
        Column("channel", Kind.CODE),
        Column("contact_id", Kind.ID),
        Column("text", Kind.QUOTE),
    )
    text = page(one(story, Insight("quotes", None, table, columns, layout="quotes")))
    assert text == (
        "2026/11/09  電話  0012\n   記録「届かない」\n2026/11/10  チャット  0013\n   「まだ来ない」\n"
    )


def test_english_fits_as_well(story: Report) -> None:
    messages.use("en")
    text = page(story)
    assert_narrow(text)
    assert 'note: "更新してから' in text
    assert "no change" in text
