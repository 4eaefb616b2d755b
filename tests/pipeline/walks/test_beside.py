"""Side tables meet contacts: one customer over channels, contract data, recorded calls; nothing invented."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from vocli.model import ColumnUse, Records
from vocli.model.side import CallCount, Linked, SideTables, Traffic
from vocli.pipeline.beside import Joined, expand_words, join_side, without_tables
from vocli.pipeline.question import Scope
from vocli.pipeline.tally import count_calls, count_contracts, count_linked
from vocli.sources.side import read_side


def tables(**given: str) -> SideTables:
    """Side tables from CSV text."""
    return read_side({name: (f"{name}.csv", text.encode()) for name, text in given.items()})


def ids(joined: Joined) -> dict[str, str]:
    """contact -> customer."""
    contacts = joined.records.contacts
    return dict(zip(contacts["contact_id"], contacts["customer_id"], strict=True))


def with_columns(records: Records, *unused: str, number: str = "会員番号") -> Records:
    """The records as if their file had these unmapped columns, and a column of customer numbers."""
    (source,) = records.sources
    columns = (ColumnUse("customer_id", number, "synonym", 1),) if number else ()
    return replace(records, sources=(replace(source, unused=unused, columns=columns),))


def extra(**cells: str) -> str:
    return json.dumps(cells, ensure_ascii=False)


WHO = "会員番号,電話番号,メールアドレス,LINE表示名,受付番号\n"


# --- identity ------------------------------------------------------------------------------------


def test_without_tables_nothing_changes(desk: Any) -> None:
    records = desk.add("1", "あ", customer_id="A-1").records
    joined = join_side(records, SideTables())
    assert joined.records is records
    assert joined.findings == ()


def test_a_crosswalk_of_strangers_links_nobody(desk: Any) -> None:
    desk.add("1", "あ", customer_id="A-1").add(
        "2", "い", extra=extra(メールアドレス="x@example.jp")
    )
    records = with_columns(desk.records, "メールアドレス", number="お客様コード")
    joined = join_side(records, tables(identity=WHO + "9,090-0000-0009,y@example.jp,,\n"))
    assert ids(joined) == {"1": "A-1", "2": ""}
    assert joined.linked == frozenset()


def test_one_person_over_four_channels_is_one_customer(desk: Any) -> None:
    desk.add("1", "あ", customer_id="００４１-００７７")
    desk.add("2", "い", channel="chat", extra=extra(メールアドレス="Yuma@Example.JP"))
    desk.add("3", "う", channel="line", customer_id="ゆうま@z")
    desk.add("4", "え", channel="email", extra=extra(電話番号="+81 90-0000-0001"))
    desk.add("K-5", "お", channel="survey")
    desk.add("6", "か", customer_id="00419999")
    row = "00410077,09000000001,yuma@example.jp,ゆうま@z,k-5\n"
    joined = join_side(
        with_columns(desk.records, "メールアドレス", "電話番号"), tables(identity=WHO + row)
    )
    assert ids(joined) == {
        **dict.fromkeys(["1", "2", "3", "4", "K-5"], "00410077"),
        "6": "00419999",
    }
    # 00419999 is no row of the crosswalk, but a member number all the same: known over channels.
    assert joined.linked == {"1", "2", "3", "4", "K-5", "6"}


def test_the_surest_identifier_decides(desk: Any) -> None:
    desk.add("1", "あ", customer_id="A1", extra=extra(電話番号="090-0000-0002"))
    joined = join_side(
        with_columns(desk.records, "電話番号"),
        tables(identity=WHO + "A1,090-0000-0001,,,\nA2,090-0000-0002,,,\n"),
    )
    assert ids(joined) == {"1": "a1"}


def test_a_number_that_many_customers_call_from_links_nobody(desk: Any) -> None:
    for i in range(4):
        desk.add(f"{i}", "あ", customer_id=f"Z{i}", extra=extra(電話番号="03-0000-1111"))
    desk.add("x", "い", extra=extra(電話番号="03-0000-1111"))
    joined = join_side(
        with_columns(desk.records, "電話番号"), tables(identity=WHO + "A1,03-0000-1111,,,\n")
    )
    assert ids(joined)["x"] == ""
    assert joined.shared == 1


def test_the_share_is_told_per_channel(desk: Any) -> None:
    for i in range(3):
        desk.add(f"c{i}", "あ", channel="chat", extra=extra(メール=f"m{i}@example.jp"))
    desk.add("p", "い", customer_id="B7")
    joined = join_side(
        with_columns(desk.records, "メール"), tables(identity=WHO + "A1,,m1@example.jp,,\n")
    )
    assert count_linked(joined.records.contacts, joined.linked) == (
        Linked("chat", 3, 1),
        Linked("phone", 1, 1),
    )


@pytest.mark.parametrize("seed", range(3))
def test_neither_rows_of_the_table_nor_of_the_export_have_an_order(desk: Any, seed: int) -> None:
    pairs = [(f"A{i}", f"m{i // 2}@example.jp") for i in range(8)]
    lines = [f"{number},,{mail},,\n" for number, mail in pairs]
    for number, _ in pairs:
        desk.add(number, "あ", customer_id=number)
    before = ids(join_side(desk.records, tables(identity=WHO + "".join(lines))))
    random.Random(seed).shuffle(lines)
    records = replace(
        desk.records, contacts=desk.records.contacts.sample(frac=1, random_state=seed)
    )
    assert ids(join_side(records, tables(identity=WHO + "".join(lines)))) == before
    assert before["A1"] == "a0"


# --- customers -----------------------------------------------------------------------------------

LIST = "会員番号,契約日,プラン,月額,代理店,取引先,商品,連絡不可\n"


def filled(desk: Any, rows: str, **more: str) -> Joined:
    return join_side(with_columns(desk.records), tables(customers=LIST + rows, **more))


def test_who_is_not_in_the_list_keeps_what_the_export_says(desk: Any) -> None:
    desk.add("1", "あ", customer_id="A1", plan="おうち").add("2", "い")
    joined = filled(desk, "B1,2026/1/1,オフィス,8800,北,会社,O5,1\n")
    contacts = joined.records.contacts
    assert contacts["plan"].tolist() == ["おうち", ""]
    assert contacts["contract_since"].isna().all()
    told = count_contracts(contacts, joined, tables(customers=LIST + "B1,,,,,,,\n").customers)
    assert (told.matched, told.unmatched, told.unnumbered) == (0, 1, 1)


def test_contract_data_of_the_list_win_and_gaps_are_filled(desk: Any) -> None:
    desk.add("1", "あ", customer_id="Ａ１", plan="旧プラン", product="S1")
    desk.add("2", "い", customer_id="A2", plan="旧プラン", account_id="元の会社")
    joined = filled(desk, "A1,2026/3/9,新プラン,3300,北沢,甲社,L2,1\nA2,2026/4/1,,,,乙社,O5,\n")
    one, two = joined.records.contacts.to_dict("records")
    assert (one["plan"], one["monthly_fee"], one["reseller"]) == ("新プラン", 3300, "北沢")
    assert (one["product"], one["account_id"], one["do_not_contact"]) == ("S1", "甲社", "1")
    assert str(one["contract_since"])[:10] == "2026-03-09"
    assert (two["plan"], two["account_id"], two["product"]) == ("旧プラン", "元の会社", "O5")
    assert [(f.code, "1か所" in f.message) for f in joined.findings] == [("VOC-F141", True)]


def test_either_side_can_forbid_to_contact(desk: Any) -> None:
    desk.add("1", "あ", customer_id="A1", do_not_contact="不可").add("2", "い", customer_id="A2")
    joined = filled(desk, "A1,,,,,,,\nA2,,,,,,,停止\n")
    assert joined.records.contacts["do_not_contact"].tolist() == ["不可", "停止"]


def test_a_contact_linked_to_a_member_gets_the_members_contract(desk: Any) -> None:
    desk.add("1", "あ", channel="chat", extra=extra(メールアドレス="a@example.jp"))
    joined = join_side(
        with_columns(desk.records, "メールアドレス"),
        tables(customers=LIST + "A1,,おうち,,,,,\n", identity=WHO + "A1,,a@example.jp,,\n"),
    )
    assert joined.records.contacts["plan"].tolist() == ["おうち"]


def test_zeros_lost_in_excel_are_pointed_at_not_guessed(desk: Any) -> None:
    desk.add("1", "あ", customer_id="410077")
    joined = filled(desk, "00410077,,おうち,,,,,\n")
    assert joined.records.contacts["plan"].tolist() == [""]
    assert [f.code for f in joined.findings] == ["VOC-F142"]


def test_the_columns_keep_their_types(desk: Any) -> None:
    desk.add("1", "あ", customer_id="A1").add("2", "い")
    contacts = filled(desk, "A1,2026/3/9,新,3300,北,甲,L2,1\n").records.contacts
    pd.testing.assert_series_equal(contacts.dtypes, desk.records.contacts.dtypes)


# --- calls ---------------------------------------------------------------------------------------


def traffic(*days: tuple[int, int, int]) -> Traffic:
    """(day of November, offered, answered) each."""
    counts = tuple(CallCount(date(2026, 11, d), "phone", o, a, o - a) for d, o, a in days)
    return Traffic("acd.csv", counts)


def called(desk: Any, day: int, n: int, **more: Any) -> None:
    for i in range(n):
        desk.add(f"{day}-{i}-{sorted(more)}", "あ", day=f"2026-11-{day:02}", **more)


def test_calls_that_nobody_recorded_are_counted(desk: Any) -> None:
    called(desk, 9, 4)
    called(desk, 10, 3)
    called(desk, 10, 1, out_of_scope="silent")
    called(desk, 10, 2, direction="outbound")
    called(desk, 10, 5, channel="chat")
    told = count_calls(desk.records.contacts, traffic((9, 6, 5), (10, 4, 4)), Scope())
    assert told is not None
    assert (told.offered, told.answered, told.abandoned) == (10, 9, 1)
    assert (told.recorded, told.in_scope, told.days) == (8, 7, 2)


def test_only_days_that_both_can_know_are_compared(desk: Any) -> None:
    called(desk, 9, 4)
    called(desk, 12, 2)
    table = traffic((2, 50, 50), (9, 5, 4), (30, 50, 50))
    told = count_calls(desk.records.contacts, table, Scope())
    assert told is not None
    assert (told.answered, told.recorded, told.days) == (4, 4, 1)
    asked = count_calls(desk.records.contacts, table, Scope(since=date(2026, 11, 1)))
    assert asked is not None
    assert asked.answered == 54


@pytest.mark.parametrize("scope", [Scope(channels=("chat",)), Scope(since=date(2027, 1, 1))])
def test_no_figure_without_calls(desk: Any, scope: Scope) -> None:
    called(desk, 9, 4)
    assert count_calls(desk.records.contacts, traffic((9, 5, 4)), scope) is None
    assert count_calls(desk.records.contacts[:0], traffic((9, 5, 4)), Scope()) is None


# --- words ---------------------------------------------------------------------------------------


def test_a_word_brings_those_that_mean_the_same() -> None:
    known = tables(synonyms="解約金,違約金,解約料\nアプリ,ソフト\n").synonyms
    assert expand_words(["違約金", "煙"], known) == ["違約金", "解約料", "解約金", "煙"]
    assert expand_words(["ｱﾌﾟﾘ", "ソフト"], known) == ["ｱﾌﾟﾘ", "ソフト"]


def test_without_synonyms_words_stay_as_they_are() -> None:
    assert expand_words(["違約金", "煙"], None) == ["違約金", "煙"]


# --- files ---------------------------------------------------------------------------------------


def test_a_side_table_in_the_folder_of_the_exports_is_no_export(tmp_path: Path) -> None:
    paths = [tmp_path / "acd.csv", tmp_path / "calls.csv"]
    side = SideTables(sources=((str(tmp_path / "." / "acd.csv"), "0"),))
    assert without_tables(paths, side) == paths[1:]
    assert without_tables(paths, SideTables()) == paths
    assert without_tables(paths[:1], side) == paths[:1]
