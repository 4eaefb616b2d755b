"""What customers have in common is read from the list; what is personal, or says who somebody is, is not."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from vocli.messages import t
from vocli.model import Facts, Finding, Severity
from vocli.model.facts import Funnel
from vocli.pipeline.apply import code_ids
from vocli.pipeline.question import Question
from vocli.pipeline.roster import add_roster, without_used
from vocli.sources.side import read_side

HEAD = "会員番号,商品,ロット,性別,氏名,連絡不可,備考"
ROWS = [
    f"{i:04d},S1,26{'AB'[i % 2]},女,山田{i % 3},{'1' if i == 3 else ''},メモ{i}" for i in range(20)
]


def question(rows: list[str]) -> Question:
    data = "\n".join([HEAD, *rows]).encode()
    side = read_side({"customers": ("list.csv", data)})
    return Question(patterns=(), side=side, key=b"k" * 32)


def facts_of(numbers: list[str], key: bytes) -> tuple[Facts, pd.DataFrame]:
    """Facts of one contact per number, and the records behind them."""
    ids = [f"k{i}" for i in range(len(numbers))]
    records = pd.DataFrame(
        {"contact_id": ids, "extra": ['{"ロット": "27C"}', *["{}"] * (len(ids) - 1)]}
    )
    codes = code_ids(pd.Series(numbers, dtype=object), "C", key)
    own = pd.DataFrame(
        {"contact_id": ids, "customer": codes, "product": "", "plan": "", "reseller": ""}
    )
    funnel = Funnel(0, 0, 0, 0, 0, 0, len(ids), 0, 0, 0)
    return Facts(own, pd.DataFrame(), pd.DataFrame(), funnel, "complaint", None), records


def test_without_a_list_nothing_is_known_but_what_the_export_says() -> None:
    asked = Question(patterns=(), key=b"k" * 32)
    facts, records = facts_of(["0001", "0002"], b"k" * 32)
    out = add_roster(facts, records, asked)
    assert out.listed.empty
    assert out.traits["ロット"].tolist() == ["27C", ""]


def test_a_lot_is_known_by_the_customers_code_and_personal_columns_are_left_out() -> None:
    asked = question(ROWS)
    facts, records = facts_of(["0001", "0002", "9999"], b"k" * 32)
    out = add_roster(facts, records, asked)
    assert {*out.listed.columns} == {"member", "customer", "do_not_contact", "churned_at", "product", "ロット"}  # fmt: skip
    assert out.traits["ロット"].tolist() == ["27C", "26A", ""]  # the export's own word wins
    assert out.listed.loc[out.listed["do_not_contact"] != "", "member"].tolist() == ["0003"]


def test_the_order_of_the_list_does_not_matter() -> None:
    facts, records = facts_of(["0001", "0002"], b"k" * 32)
    one, other = (add_roster(facts, records, question(rows)) for rows in (ROWS, ROWS[::-1]))
    pd.testing.assert_frame_equal(one.listed, other.listed)


def test_only_columns_that_are_read_are_no_longer_told_as_unused() -> None:
    side = question(ROWS).side
    told = t("side.unknown_columns", columns=t("side.comma").join(side.customers.further.columns))  # type: ignore[union-attr]
    note = Finding("VOC-F131", Severity.NOTE, told, "list.csv")
    other = Finding("VOC-F131", Severity.NOTE, told, "acd.csv")
    assert without_used(replace(side, findings=(note, other))).findings == (other,)
    assert without_used(side).findings == side.findings  # 備考 and 氏名 are not read
