"""Which column feeds which field: known headers, cells where a header is not enough, and --map above all."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocli.errors import VocliError
from vocli.model import Records
from vocli.sources import Reading, read

PROSE = [
    "水が三日も届かず困っています",
    "電話が何度かけてもつながりません",
    "請求書の宛名が違っていました",
    "アプリにログインできないです",
    "交換ランプが消えないままです",
]


def table(tmp_path: Path, header: str, rows: list[str], name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def fields(records: Records, source: int = 0) -> dict[str, str]:
    return {use.field: use.column for use in records.sources[source].columns}


def reasons(records: Records) -> dict[str, str]:
    return {use.field: use.reason for use in records.sources[0].columns}


def numbered(form: str) -> list[str]:
    return [form.format(i=i, text=text) for i, text in enumerate(PROSE, 1)]


def test_a_call_centre_export_maps_itself(tmp_path: Path) -> None:
    header = "受付No.,受電日時,オペレーター名,受発信区分,拠点,会員番号,商品名,大分類,中分類,お問合せ内容,対応内容,対応結果,通話時間(秒),保留時間,備考2"
    rows = numbered(
        "{i:04},2026/11/{i} 9:05,佐山,受信,仙台,M{i},S1,配送,遅れ,{text},案内しました,完結,30{i},0:01:02,x"
    )
    got = fields(read([table(tmp_path, header, rows)], Reading()))
    assert got == {
        "contact_id": "受付No.",
        "occurred_at": "受電日時",
        "agent_id": "オペレーター名",
        "direction": "受発信区分",
        "site": "拠点",
        "customer_id": "会員番号",
        "product": "商品名",
        "reason1": "大分類",
        "reason2": "中分類",
        "text": "お問合せ内容",
        "response": "対応内容",
        "outcome": "対応結果",
        "talk_seconds": "通話時間(秒)",
        "hold_seconds": "保留時間",
    }


def test_an_english_ticket_export_maps_itself(tmp_path: Path) -> None:
    header = (
        "Ticket ID,Created At,Subject,Description,Status,Requester ID,Assignee,Satisfaction Score"
    )
    rows = numbered("T-{i},2026-11-0{i}T09:00:00Z,help,{text},open,U{i},kim,4")
    got = fields(read([table(tmp_path, header, rows)], Reading()))
    assert got["contact_id"] == "Ticket ID"
    assert got["occurred_at"] == "Created At"
    assert got["text"] == "Description"
    assert got["subject"] == "Subject"
    assert got["customer_id"] == "Requester ID"
    assert got["csat"] == "Satisfaction Score"


def test_the_inquiry_comes_before_a_column_that_may_be_anything(tmp_path: Path) -> None:
    rows = numbered("{i},社内での共有事項を書く欄です,{text},折り返しました")
    got = fields(read([table(tmp_path, "番号,内容,問い合わせ内容,回答", rows)], Reading()))
    assert got["text"] == "問い合わせ内容"
    assert got["response"] == "回答"
    assert got["contact_id"] == "番号"


@pytest.mark.parametrize("header", ["内容", "コメント", "備考", "回答", "詳細"])
def test_a_loose_header_is_taken_when_nothing_better_claims_the_text(
    tmp_path: Path, header: str
) -> None:
    got = fields(read([table(tmp_path, f"番号,{header}", numbered("{i},{text}"))], Reading()))
    assert got["text"] == header


def test_a_loose_header_is_refused_when_its_cells_do_not_fit(tmp_path: Path) -> None:
    rows = numbered("同じ,2026/11/{i},{i},{text}")
    records = read([table(tmp_path, "番号,備考,評価,感想", rows)], Reading())
    got = fields(records)
    assert got["text"] == "感想"
    assert "contact_id" not in got  # one number for all rows identifies nobody
    assert got["csat"] == "評価"


@pytest.mark.parametrize(
    ("cell", "field"), [("電話", "channel"), ("配送", "category"), ("発信", "direction")]
)
def test_an_ambiguous_word_is_settled_by_its_cells(tmp_path: Path, cell: str, field: str) -> None:
    got = fields(
        read(
            [table(tmp_path, "番号,区分,申出内容", numbered("{i}," + cell + ",{text}"))], Reading()
        )
    )
    assert got[field] == "区分"


def test_the_text_is_found_by_its_cells_when_one_column_is_clear(tmp_path: Path) -> None:
    records = read([table(tmp_path, "項目甲,項目乙", numbered("S{i},{text}"))], Reading())
    assert fields(records)["text"] == "項目乙"
    assert reasons(records)["text"] == "values"


def test_two_columns_of_prose_are_an_error_that_names_them(tmp_path: Path) -> None:
    path = table(tmp_path, "項目甲,項目乙", numbered("お客様は{text}と話す,担当は{text}と記す"))
    with pytest.raises(VocliError) as caught:
        read([path], Reading())
    assert caught.value.code == "VOC-E110"
    assert "項目甲(平均" in caught.value.what and "項目乙(平均" in caught.value.what
    assert caught.value.hint.startswith("--map text=項目")
    assert "水が三日" not in caught.value.what


def test_no_prose_at_all_is_an_error_that_lists_the_columns(tmp_path: Path) -> None:
    with pytest.raises(VocliError) as caught:
        read([table(tmp_path, "日付,着信,応答", ["2026/11/1,61,24", "2026/11/2,40,39"])], Reading())
    assert caught.value.code == "VOC-E111"
    assert "着信" in caught.value.hint


def test_a_known_text_column_without_any_text_is_no_error(tmp_path: Path) -> None:
    records = read([table(tmp_path, "受付番号,申出内容", ["1,", "2,"])], Reading())
    assert len(records.contacts) == 2
    assert len(records.turns) == 0


def test_map_overrides_and_says_so(tmp_path: Path) -> None:
    path = table(tmp_path, "受付番号,申出内容,原文", numbered("{i},要約,{text}"))
    records = read([path], Reading(columns=(("text", "原文"), ("category", "申出内容"))))
    assert fields(records)["text"] == "原文"
    assert fields(records)["category"] == "申出内容"
    assert reasons(records)["text"] == "given"


def test_map_fixes_the_voice_kind(tmp_path: Path) -> None:
    path = table(tmp_path, "受付番号,申出内容", numbered("{i},{text}"))
    records = read([path], Reading(columns=(("text", "申出内容:note"),)))
    assert records.sources[0].voice_kind == "note"
    assert set(records.turns["voice_kind"]) == {"note"}


def test_a_colon_in_a_header_is_no_voice_kind(tmp_path: Path) -> None:
    path = table(tmp_path, "受付番号,Q1:理由", numbered("{i},{text}"))
    assert fields(read([path], Reading(columns=(("text", "Q1:理由"),))))["text"] == "Q1:理由"


def test_map_with_an_unknown_field_suggests_one(tmp_path: Path) -> None:
    with pytest.raises(VocliError) as caught:
        read(
            [table(tmp_path, "番号,内容", numbered("{i},{text}"))],
            Reading(columns=(("txt", "内容"),)),
        )
    assert caught.value.code == "VOC-E112"
    assert "--map text=内容" in caught.value.hint


def test_map_with_an_unknown_column_suggests_one(tmp_path: Path) -> None:
    with pytest.raises(VocliError) as caught:
        read(
            [table(tmp_path, "番号,申出内容", numbered("{i},{text}"))],
            Reading(columns=(("text", "申し出内容欄"),)),
        )
    assert caught.value.code == "VOC-E113"
    assert "--map text=申出内容" in caught.value.hint


def test_map_needs_the_column_in_one_of_the_files_only(tmp_path: Path) -> None:
    one = table(tmp_path, "番号,原文,要約", numbered("A{i},{text},短い"), "a.csv")
    two = table(tmp_path, "受付番号,申出内容", numbered("B{i},{text}"), "b.csv")
    records = read([one, two], Reading(columns=(("text", "原文"),)))
    assert fields(records, 0)["text"] == "原文"
    assert fields(records, 1)["text"] == "申出内容"


def test_a_voice_kind_that_does_not_exist_is_part_of_the_column(tmp_path: Path) -> None:
    with pytest.raises(VocliError) as caught:
        read(
            [table(tmp_path, "番号,内容", numbered("{i},{text}"))],
            Reading(columns=(("text", "内容:memo"),)),
        )
    assert caught.value.code == "VOC-E113"


def test_an_unknown_date_order_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VocliError) as caught:
        read([table(tmp_path, "番号,内容", numbered("{i},{text}"))], Reading(date_order="ydm"))
    assert caught.value.code == "VOC-E115"


def test_questions_as_headers_are_understood(tmp_path: Path) -> None:
    header = "タイムスタンプ,当社を友人に薦めたいと思いますか,総合的な満足度を教えてください,サービスについてご意見をお聞かせください"
    rows = numbered("2026/11/{i} 9:05:33 午前 GMT+9,{i},5点,{text}")
    records = read([table(tmp_path, header, rows, "survey.csv")], Reading())
    got = fields(records)
    assert got["nps"].startswith("当社")
    assert got["csat"].startswith("総合的")
    assert got["text"].startswith("サービス")
    assert records.sources[0].voice_kind == "survey"
    assert records.contacts["nps"].tolist() == ["1", "2", "3", "4", "5"]
    assert records.contacts["occurred_at"].notna().all()


def test_a_date_and_its_time_in_two_columns_are_one(tmp_path: Path) -> None:
    rows = numbered("{i},2026/11/{i},9:0{i},{text}")
    records = read([table(tmp_path, "受付番号,受付日,受付時刻,申出内容", rows)], Reading())
    assert records.contacts["occurred_at"].dt.strftime("%d %H:%M").tolist()[0] == "01 09:01"
    used = [u.column for u in records.sources[0].columns if u.field == "occurred_at"]
    assert used == ["受付日", "受付時刻"]
    assert "受付時刻" not in records.sources[0].unused


def test_a_case_number_shared_by_rows_is_no_contact_id(tmp_path: Path) -> None:
    rows = [f"K1,{text}" for text in PROSE]
    records = read([table(tmp_path, "案件番号,申出内容", rows)], Reading())
    assert len(records.contacts) == len(PROSE)
    assert set(records.contacts["case_id"]) == {"K1"}
    assert records.contacts["contact_id"].is_unique


def test_mapping_does_not_depend_on_row_order(tmp_path: Path) -> None:
    rows = [f"{i},{PROSE[i % 5]}{i},{'電話' if i % 3 else '配送'},メモ{i % 7}" for i in range(900)]
    one = read([table(tmp_path, "番号,内容,区分,備考", rows, "a.csv")], Reading())
    two = read([table(tmp_path, "番号,内容,区分,備考", rows[::-1], "b.csv")], Reading())
    assert fields(one) == fields(two)
