"""Reading as a whole: contacts, turns, the account of every file, and the same result in any order."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vocli.errors import VocliError
from vocli.model import Records
from vocli.schema import empty_contacts, empty_turns
from vocli.sources import Reading, read

HEADER = "受付番号,受付日時,受発信区分,区分,申出内容,対応内容,備考2"
ROWS = [
    "0001,2026/11/1 9:05,受信,配送,ボトルが届かないとのこと。,⇒配送会社へ確認。,x",
    "0002,2026/11/2 10:00,発信,配送,折り返しの件で説明したとのこと。,,",
    "0003,令和8年11月3日 9時05分,受信,無言,無言,,",
    '0004,2026/11/4 25:30,受信,解約,"解約金が高い\r\nとの申し出。",案内,y',
    "0005,不明,受信,料金,請求が違う旨。,,",
]
TALK = [
    "C1,2026/11/1 9:00:00,user,水が届きません",
    "C1,2026/11/1 9:00:20,bot,お調べします",
    "C1,2026/11/1 9:01:00,agent,本日届きます",
    "C2,2026/11/2 9:00:00,user,はい",
    "C2,2026/11/2 9:00:00,user,はい",
    "C2,2026/11/2 9:00:30,だれか,不明な人",
]


def put(
    tmp_path: Path,
    rows: list[str],
    name: str = "calls.csv",
    header: str = HEADER,
    encoding: str = "cp932",
) -> Path:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes("".join(f"{row}\r\n" for row in [header, *rows]).encode(encoding))
    return path


def talk(tmp_path: Path, rows: list[str], name: str = "chat_log.csv") -> Path:
    return put(tmp_path, rows, name, "会話ID,日時,話者,発話内容", "utf-8")


def canonical(records: Records) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Both frames without what may differ between orders: rows of the file and the file itself."""
    contacts = records.contacts.drop(columns=["source_row", "source_id"]).sort_values(
        ["content_hash", "contact_id"]
    )
    turns = records.turns.drop(columns=["source_row"]).sort_values(
        ["contact_id", "turn", "speaker"]
    )
    return (
        contacts.astype(str).to_dict("records"),
        turns.astype(str).to_dict("records"),
    )


def test_frames_have_the_columns_and_types_of_the_schema(tmp_path: Path) -> None:
    for path in (put(tmp_path, ROWS), talk(tmp_path, TALK)):
        records = read([path], Reading())
        for got, want in ((records.contacts, empty_contacts()), (records.turns, empty_turns())):
            assert got.columns.tolist() == want.columns.tolist()
            assert got.dtypes.astype(str).tolist() == want.dtypes.astype(str).tolist()
        assert not records.contacts.select_dtypes("object").isna().any().any()


def test_a_row_is_a_contact_with_its_inquiry_and_its_answer(tmp_path: Path) -> None:
    records = read([put(tmp_path, ROWS)], Reading())
    assert records.contacts["contact_id"].tolist() == ["0001", "0002", "0003", "0004", "0005"]
    assert records.contacts["direction"].tolist() == [
        "inbound",
        "outbound",
        "inbound",
        "inbound",
        "inbound",
    ]
    assert records.contacts["out_of_scope"].tolist() == ["", "", "silent", "", ""]
    first = records.turns[records.turns["contact_id"] == "0001"]
    assert first["speaker"].tolist() == ["customer", "agent"]
    assert first["turn"].tolist() == [0.0, 1.0]
    assert first["text"].tolist() == ["ボトルが届かないとのこと。", "⇒配送会社へ確認。"]
    assert first["voice_kind"].tolist() == ["note", "note"]
    assert len(records.turns[records.turns["contact_id"] == "0002"]) == 1


def test_times_are_tokyo_and_unread_ones_are_told(tmp_path: Path) -> None:
    records = read([put(tmp_path, ROWS)], Reading())
    times = records.contacts["occurred_at"].dt.strftime("%m-%d %H:%M").tolist()
    assert times[:4] == ["11-01 09:05", "11-02 10:00", "11-03 09:05", "11-05 01:30"]
    assert pd.isna(records.contacts["occurred_at"].iloc[4])
    [finding] = [f for f in records.findings if f.code == "VOC-F106"]
    assert (finding.column, finding.row) == ("受付日時", 7)
    assert "1件" in finding.message
    assert records.sources[0].zone_assumed


def test_rows_are_physical_lines(tmp_path: Path) -> None:
    records = read([put(tmp_path, ROWS)], Reading())
    assert records.contacts["source_row"].tolist() == [2.0, 3.0, 4.0, 5.0, 7.0]


def test_unmapped_cells_are_kept(tmp_path: Path) -> None:
    records = read([put(tmp_path, ROWS)], Reading())
    assert json.loads(records.contacts["extra"].iloc[0]) == {"備考2": "x"}
    assert records.contacts["extra"].iloc[1] == "{}"
    assert records.sources[0].unused == ("備考2",)


def test_the_account_of_a_file(tmp_path: Path) -> None:
    path = put(tmp_path, [*ROWS, ROWS[0], "合計,5,,,,,"])
    source = read([path], Reading()).sources[0]
    assert source.path == str(path)
    assert (source.reader, source.encoding, source.newline, source.header_row) == (
        "csv",
        "CP932",
        "CRLF",
        1,
    )
    assert (source.rows_read, source.contacts, source.turns) == (7, 5, 7)
    assert source.skipped == (("duplicate", 1), ("total", 1))
    assert source.speakers == (("agent", 2), ("customer", 5))
    assert source.voice_kind == "note"
    text = next(use for use in source.columns if use.field == "text")
    assert (text.column, text.reason, text.filled) == ("申出内容", "synonym", 6)
    assert text.mean_length > 5


def test_channel_from_cell_or_from_the_file(tmp_path: Path) -> None:
    cells = put(
        tmp_path,
        ["1,メール,水が届きません", "2,,電話がつながらない"],
        "a.csv",
        "受付番号,受付チャネル,申出内容",
    )
    got = read([cells], Reading()).contacts
    assert got["channel"].tolist() == ["email", "unknown"]
    assert got["channel_raw"].tolist() == ["メール", ""]
    assert set(read([put(tmp_path, ROWS)], Reading()).contacts["channel"]) == {"phone"}
    assert set(read([talk(tmp_path, TALK)], Reading()).contacts["channel"]) == {"chat"}


def test_the_file_name_is_no_part_of_the_content(tmp_path: Path) -> None:
    one = read([put(tmp_path, ROWS, "x/calls.csv")], Reading()).contacts
    two = read([put(tmp_path, ROWS[::-1], "y/mail.csv")], Reading()).contacts
    assert sorted(one["content_hash"]) == sorted(two["content_hash"])


def test_rows_without_an_id_get_one_from_their_content(tmp_path: Path) -> None:
    rows = ["水が届きません,S1", "水が届きません,S1", "電話がつながらない,S1"]
    first = read([put(tmp_path, rows, "a.csv", "申出内容,商品")], Reading()).contacts
    again = read([put(tmp_path, rows[::-1], "b.csv", "申出内容,商品")], Reading()).contacts
    assert first["contact_id"].is_unique
    assert len(first) == 3
    assert set(first["contact_id"]) == set(again["contact_id"])


def test_of_two_versions_the_latest_counts(tmp_path: Path) -> None:
    rows = [
        "1,2026/11/1,2026/11/3,水が届きません。解決した",
        "1,2026/11/1,2026/11/2,水が届きません",
        "2,2026/11/1,,遅い",
    ]
    for order in (rows, rows[::-1]):
        path = put(tmp_path, order, "a.csv", "受付番号,受付日,更新日時,申出内容")
        records = read([path], Reading())
        assert sorted(records.contacts["contact_id"]) == ["1", "2"]
        assert "水が届きません。解決した" in records.turns["text"].tolist()
        assert len(records.turns) == 2
        assert records.sources[0].skipped == (("older_version", 1),)
        assert (records.sources[0].contacts, records.sources[0].turns) == (2, 2)


def test_overlapping_exports_are_read_once(tmp_path: Path) -> None:
    one, two = put(tmp_path, ROWS[:3], "a.csv"), put(tmp_path, ROWS[1:], "b.csv")
    records = read([two, one], Reading())
    assert sorted(records.contacts["contact_id"]) == ["0001", "0002", "0003", "0004", "0005"]
    assert sum(dict(s.skipped).get("duplicate", 0) for s in records.sources) == 2
    assert sum(s.contacts for s in records.sources) == 5


def test_the_same_file_twice_is_read_once_and_said(tmp_path: Path) -> None:
    records = read(
        [put(tmp_path, ROWS, "calls.csv"), put(tmp_path, ROWS, "calls (1).csv")], Reading()
    )
    assert len(records.contacts) == 5
    assert len(records.sources) == 1
    assert [f.code for f in records.findings if f.code == "VOC-F110"] == ["VOC-F110"]


def test_a_survey_is_joined_to_the_calls_it_asks_about(tmp_path: Path) -> None:
    survey = put(
        tmp_path,
        ["0001,2,まだ届いていません", "9999,9,とても親切でした"],
        "survey.csv",
        "受付番号,満足度,自由記述",
    )
    records = read([put(tmp_path, ROWS), survey], Reading())
    assert len(records.contacts) == 6
    first = records.contacts.set_index("contact_id").loc["0001"]
    assert first["csat"] == "2"
    assert first["channel"] == "phone"
    turns = records.turns[records.turns["contact_id"] == "0001"].sort_values("turn")
    assert turns["voice_kind"].tolist() == ["note", "note", "survey"]
    assert turns["turn"].tolist() == [0.0, 1.0, 2.0]
    assert [f.code for f in records.findings if f.code == "VOC-F117"] == ["VOC-F117"]


def test_running_numbers_of_two_lists_are_not_joined(tmp_path: Path) -> None:
    one = put(tmp_path, ["1,水が届きません", "2,電話がつながりません"], "a.csv", "No,申出内容")
    two = put(tmp_path, ["1,S1,とても親切でした", "2,S1,また使います"], "b.csv", "No,商品,ご意見")
    records = read([one, two], Reading())
    assert len(records.contacts) == 4
    assert records.contacts["contact_id"].is_unique
    assert set(records.turns["contact_id"]) == set(records.contacts["contact_id"])


def test_short_numbers_of_differently_named_ids_are_not_joined(tmp_path: Path) -> None:
    one = put(
        tmp_path, ["1,水が届きません", "2,電話がつながりません"], "a.csv", "受付番号,申出内容"
    )
    two = put(tmp_path, ["1,とても親切でした", "2,また使います"], "b.csv", "回答ID,自由記述")
    records = read([one, two], Reading())
    assert len(records.contacts) == 4
    assert {"1", "2"} < set(records.contacts["contact_id"])
    assert [f.code for f in records.findings] == ["VOC-F116"]


def test_equal_words_in_lists_without_ids_are_two_contacts(tmp_path: Path) -> None:
    one = put(tmp_path, ["特にありません。"], "a.csv", "ご意見")
    two = put(tmp_path, ["特にありません。"], "b.csv", "ご要望")
    records = read([one, two], Reading())
    assert len(records.contacts) == len(records.turns) == 2


def test_frames_keep_their_types_when_files_are_joined(tmp_path: Path) -> None:
    survey = put(tmp_path, ["0001,2,まだ届いていません"], "survey.csv", "受付番号,満足度,自由記述")
    records = read([put(tmp_path, ROWS), survey, talk(tmp_path, TALK)], Reading())
    assert (
        records.contacts.dtypes.astype(str).tolist() == empty_contacts().dtypes.astype(str).tolist()
    )
    assert records.turns.dtypes.astype(str).tolist() == empty_turns().dtypes.astype(str).tolist()


def test_a_turn_file_keeps_every_turn_in_order(tmp_path: Path) -> None:
    records = read([talk(tmp_path, TALK)], Reading())
    assert records.contacts["contact_id"].tolist() == ["C1", "C2"]
    one = records.turns[records.turns["contact_id"] == "C1"]
    assert one["speaker"].tolist() == ["customer", "bot", "agent"]
    assert one["kind"].tolist() == ["message", "auto_reply", "message"]
    two = records.turns[records.turns["contact_id"] == "C2"]
    assert two["text"].tolist() == ["はい", "はい", "不明な人"]
    assert two["speaker"].tolist() == ["customer", "customer", "unknown"]
    assert records.sources[0].skipped == ()
    assert records.contacts["occurred_at"].dt.hour.tolist() == [9, 9]


def test_turns_follow_their_number_or_their_time(tmp_path: Path) -> None:
    header = "dialogue_id,turn,speaker,text"
    rows = ["1,10,agent,c", "1,2,user,b", "1,1,agent,a"]
    records = read([put(tmp_path, rows, "a.csv", header)], Reading())
    assert records.turns["text"].tolist() == ["a", "b", "c"]
    shuffled = read([talk(tmp_path, [TALK[2], TALK[0], TALK[1]])], Reading())
    assert shuffled.turns["speaker"].tolist() == ["customer", "bot", "agent"]


def test_one_conversation_in_two_files_is_put_together(tmp_path: Path) -> None:
    records = read(
        [talk(tmp_path, TALK[:2], "a.csv"), talk(tmp_path, TALK[1:3], "b.csv")], Reading()
    )
    assert len(records.contacts) == 1
    assert records.turns["text"].tolist() == ["水が届きません", "お調べします", "本日届きます"]
    assert records.turns["turn"].tolist() == [0.0, 1.0, 2.0]


def test_a_file_with_speakers_and_no_id_is_one_conversation(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        ["2026/11/1 9:00,客,水が届きません", "2026/11/1 9:01,OP,確認します"],
        "a.csv",
        "日時,話者,発話",
    )
    records = read([path], Reading())
    assert len(records.contacts) == 1
    assert len(records.contacts["contact_id"].iloc[0]) == 16


LINE = [
    "User,みお,2026/11/01,09:00:00,水が届きません",
    "Account,応答メッセージ,2026/11/01,09:00:01,受け付けました",
    "User,けん,2026/11/01,09:30:00,請求が違います",
    "Account,窓口,2026/11/01,09:31:00,確認します",
    "User,みお,2026/11/03,10:00:00,また届きません",
]


@pytest.mark.parametrize("order", [1, -1])
def test_without_an_id_a_talk_is_a_customer_and_its_time(tmp_path: Path, order: int) -> None:
    header = (
        "アカウント名,窓口\r\nタイムゾーン,'+09:00\r\n送信者タイプ,送信者名,送信日,送信時刻,内容"
    )
    records = read([put(tmp_path, LINE[::order], "line.csv", header, "utf-8-sig")], Reading())
    assert len(records.contacts) == 3
    assert set(records.contacts["channel"]) == {"line"}
    talks = {
        tuple(part.sort_values("turn")["text"]) for _, part in records.turns.groupby("contact_id")
    }
    assert talks == {
        ("水が届きません", "受け付けました"),
        ("請求が違います", "確認します"),
        ("また届きません",),
    }
    assert sorted(records.turns["speaker"]) == ["agent", "bot", "customer", "customer", "customer"]
    assert sorted(records.contacts["agent_id"]) == ["", "", "窓口"]


def test_placeholders_of_pictures_are_media(tmp_path: Path) -> None:
    records = read(
        [
            talk(
                tmp_path,
                [
                    "C1,2026/11/1 9:00,user,[写真]",
                    "C1,2026/11/1 9:01,user,スタンプを送信しました。",
                ],
            )
        ],
        Reading(),
    )
    assert records.turns["kind"].tolist() == ["media", "media"]


def test_inline_speakers_become_turns(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        ['1,"客:水が届きません\nOP:確認します",配送会社へ連絡'],
        "a.csv",
        "受付番号,申出内容,対応内容",
    )
    turns = read([path], Reading()).turns.sort_values("turn")
    assert turns["speaker"].tolist() == ["customer", "agent", "agent"]
    assert turns["turn"].tolist() == [0.0, 1.0, 2.0]


def test_undecidable_dates_ask_for_the_order(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        ["1,03/04/2026,水が届きません", "2,05/06/2026,遅い"],
        "a.csv",
        "受付番号,受付日時,申出内容",
    )
    with pytest.raises(VocliError) as caught:
        read([path], Reading())
    assert caught.value.code == "VOC-E114"
    assert "--date-order" in caught.value.hint
    days = (
        read([path], Reading(date_order="dmy"))
        .contacts["occurred_at"]
        .dt.strftime("%m-%d")
        .tolist()
    )
    assert days == ["04-03", "06-05"]


def test_other_columns_never_ask_for_the_order(tmp_path: Path) -> None:
    rows = ["1,2026/11/1,03/04/2026,水が届きません", "2,2026/11/2,05/06/2026,遅い"]
    records = read([put(tmp_path, rows, "a.csv", "受付番号,受付日時,契約日,申出内容")], Reading())
    assert records.contacts["contract_since"].isna().all()
    assert [f.column for f in records.findings if f.code == "VOC-F106"] == ["契約日"]


@pytest.mark.parametrize("data", [b"", b"\r\n \n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_an_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(VocliError) as caught:
        read([tmp_path / "a.csv"], Reading())
    assert caught.value.code == "VOC-E104"


@pytest.mark.parametrize("header", [HEADER, "a,b,c", "番号,x"])
def test_a_header_without_rows_is_no_error(tmp_path: Path, header: str) -> None:
    records = read([put(tmp_path, [], header=header)], Reading())
    assert len(records.contacts) == len(records.turns) == 0
    assert records.sources[0].header_row == 1
    assert str(records.contacts["occurred_at"].dtype) == "datetime64[ns, Asia/Tokyo]"


def test_one_row_is_enough(tmp_path: Path) -> None:
    assert len(read([put(tmp_path, ROWS[:1])], Reading()).contacts) == 1


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(VocliError) as caught:
        read([tmp_path / "no.csv"], Reading())
    assert caught.value.code == "VOC-E105"


def test_a_list_without_text_beside_exports_is_left_out_and_said(tmp_path: Path) -> None:
    traffic = put(tmp_path, ["2026/11/1,61,24", "2026/11/2,40,39"], "acd.csv", "日付,着信,応答")
    records = read([put(tmp_path, ROWS), traffic], Reading())
    assert len(records.contacts) == 5
    assert [f.path for f in records.findings if f.code == "VOC-F111"] == [str(traffic)]
    with pytest.raises(VocliError):
        read([traffic], Reading())


def test_paths_with_spaces_and_wide_characters(tmp_path: Path) -> None:
    path = put(tmp_path, ROWS, "書き出し　１１月/応対 履歴（仙台）.csv")
    assert len(read([path], Reading()).contacts) == 5


def test_findings_and_errors_hold_no_words_of_customers(tmp_path: Path) -> None:
    rows = [*ROWS, "0006,2026/11/4,受信", "0007,あさって,受信,料金,秘密の内容です,x,y,秘密"]
    records = read([put(tmp_path, rows)], Reading())
    assert len(records.findings) >= 3
    for finding in records.findings:
        assert "秘密" not in finding.message + finding.hint
        assert "あさって" not in finding.message + finding.hint


@pytest.mark.parametrize("seed", range(4))
def test_order_of_rows_and_files_does_not_matter(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    words = ["水", "届か", "ない", "電話", "請求", "違う", "とのこと。", "希望。"]
    rows = [
        f"{i:04},2026/11/{1 + i % 28} 9:{i % 60:02},受信,{words[i % 5]},{''.join(rng.choices(words, k=6))},対応,{i % 7}"
        for i in range(300)
    ]
    rows += [
        f"{i:04},2026/11/{1 + i % 28} 9:{i % 60:02},受信,別,{'届かない' * 3},対応,"
        for i in range(0, 300, 40)
    ]
    turns = [
        f"C{i // 4},2026/11/{1 + i // 4} 9:00:{i % 4 * 7:02},{['user', 'agent'][i % 2]},{''.join(rng.choices(words, k=5))}"
        for i in range(80)
    ]
    plain = read(
        [put(tmp_path, rows, "a/calls.csv"), talk(tmp_path, turns, "a/chat.csv")], Reading()
    )
    rng.shuffle(rows)
    rng.shuffle(turns)
    mixed = read(
        [talk(tmp_path, turns, "b/0chat.csv"), put(tmp_path, rows, "b/z_calls.csv")], Reading()
    )
    assert canonical(plain) == canonical(mixed)


def test_a_survey_joined_in_any_file_order_is_the_same(tmp_path: Path) -> None:
    survey = ["0001,2,まだ届いていません", "0002,9,とても親切でした"]
    results = []
    for calls, asked in (("a.csv", "b.csv"), ("d.csv", "c.csv")):
        paths = [
            put(tmp_path, ROWS, calls),
            put(tmp_path, survey, asked, "受付番号,満足度,自由記述"),
        ]
        results.append(canonical(read(paths, Reading())))
    assert results[0] == results[1]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=st.binary(max_size=400),
    suffix=st.sampled_from([".csv", ".tsv", ".txt", ".json", ".ndjson", ".xlsx", ".xls"]),
)
def test_random_bytes_raise_nothing_but_vocli_errors(
    tmp_path: Path, data: bytes, suffix: str
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    _read_or_refuse(path)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.text(
        alphabet=st.sampled_from(
            '",\t;\r\n\'=水が届かない。申出内容受付番号日時話者客OP:0129/-…㈱ｱ合計{}[]" \x00\ufeff\u3000'
        ),
        max_size=300,
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp932", "utf-16"]),
    suffix=st.sampled_from([".csv", ".tsv", ".json", ".ndjson"]),
)
def test_random_text_raises_nothing_but_vocli_errors(
    tmp_path: Path, text: str, encoding: str, suffix: str
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(text.encode(encoding, "ignore"))
    _read_or_refuse(path)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(
        st.lists(st.text(alphabet='",\n\r水a1:/客 ', max_size=8), min_size=1, max_size=5),
        max_size=8,
    ),
    header=st.sampled_from([HEADER, "会話ID,日時,話者,発話内容", "番号,内容", "x,y"]),
)
def test_odd_rows_under_a_header_keep_the_books_balanced(
    tmp_path: Path, rows: list[list[str]], header: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "\n".join([header, *(",".join(row) for row in rows)]), encoding="utf-8", newline=""
    )
    records = _read_or_refuse(path)
    if records is None:
        return
    source = records.sources[0]
    assert len(records.contacts) == source.contacts
    assert len(records.turns) == source.turns
    assert records.contacts["contact_id"].is_unique
    if not any(use.field == "speaker" for use in source.columns):
        assert source.rows_read == source.contacts + sum(n for _, n in source.skipped)


def _read_or_refuse(path: Path) -> Records | None:
    try:
        return read([path], Reading())
    except VocliError as error:
        assert error.code.startswith("VOC-E1")
        return None
