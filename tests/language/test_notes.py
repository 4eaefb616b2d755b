"""What the operator did never becomes the customer's voice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocli.language.notes import split_note

NOTE_ALPHABET = st.text(
    st.sampled_from("届かない。、「」⇒→>＞【】11/5 10:2佐藤回答対応:問答QA\n(追記)ご案内終話"),
    max_size=60,
)


def sides(text: str) -> list[tuple[str, str]]:
    return [(part.side[0], part.text) for part in split_note(text)]


@pytest.mark.parametrize(
    ("note", "operator"),
    [
        ("水が出ないとのこと。⇒確認し折返しと案内。", ["確認し折返しと案内。"]),
        ("水が出ない→交換手配、ご了承", ["交換手配、ご了承"]),
        ("水が出ない＞交換を手配", ["交換を手配"]),
        ("水が出ない=>交換を手配", ["交換を手配"]),
        ("水が出ない。対応:交換を手配", ["交換を手配"]),
        ("水が出ない　回答：来週発送", ["来週発送"]),
        ("【問】水が出ない【答】電源を確認", ["電源を確認"]),
        ("Q:水が出ない A:電源を確認", ["電源を確認"]),
        ("焦げたにおいがするとのこと。使用中止をご案内。", ["使用中止をご案内。"]),
        ("水が出ない。お詫びし終話", ["お詫びし終話"]),
        ("水が出ない。SVへエスカ済", ["SVへエスカ済"]),
        ("水が出ない。結果をお伝え。", ["結果をお伝え。"]),
        ("本人確認済。水が出ない。", ["本人確認済。"]),
        ("水が出ない。お客様了承、終話。", ["お客様了承、終話。"]),
        ("水が出ない\n■対応内容\n交換を手配", ["交換を手配"]),
        ("水が出ない／対応：交換を手配", ["交換を手配"]),
        ("<お客様>水が出ない<OP>交換を手配", ["交換を手配"]),
    ],
)
def test_the_operators_side_is_kept_apart(note: str, operator: list[str]) -> None:
    assert [text for side, text in sides(note) if side == "a"] == operator
    assert any(side == "c" for side, _ in sides(note))


def test_a_stamp_hands_back_to_the_customer() -> None:
    note = "【11/5 10:12 〔担当者名〕】届かず。⇒倉庫へ確認【11/6 9:00 〔担当者名〕】まだ届かない。(追記)三度目の入電"
    assert sides(note) == [
        ("c", "届かず。"),
        ("a", "倉庫へ確認"),
        ("c", "まだ届かない。"),
        ("c", "三度目の入電"),
    ]


@pytest.mark.parametrize(
    "note",
    [
        "店で「解約はいつでも→無料」と聞いた",
        "案内と違うと言われた",
        "30>20なのに高い",
        "対応が悪いとのこと",
        "ご案内の内容が違うとのご立腹",
        "回答がないまま一週間",
        "(10:12の便)が来ない",
        "(11/5頃)に頼んだ",
        "2026/11/05 10:12 未着",
        "11/6 解約",
        "本人確認がしつこい",
        "結果をお伝えくださいとのこと",
    ],
)
def test_a_customers_sentence_stays_whole(note: str) -> None:
    assert sides(note) == [("c", note)]


@pytest.mark.parametrize(
    "stamp",
    ["2026/11/06 9:00 佐藤\n", "11/6 9:00 〔担当者名〕\n", "11/6 追記\n", "※追記 ", "追記:", "〈追記〉", "[2026-11-06 09:00]", "＜二次＞", "【11/6(金) 9:00】"],
)  # fmt: skip
def test_every_stamp_hands_back(stamp: str) -> None:
    assert sides(f"届かず。⇒確認\n{stamp}まだ届かない。") == [
        ("c", "届かず。"),
        ("a", "確認"),
        ("c", "まだ届かない。"),
    ]


def test_nothing_but_the_operator() -> None:
    assert sides("⇒留守電のため後ほど") == [("a", "留守電のため後ほど")]
    assert sides("") == []


@given(NOTE_ALPHABET)
def test_parts_are_slices_in_order(note: str) -> None:
    end = 0
    for part in split_note(note):
        assert note[part.start : part.start + len(part.text)] == part.text
        assert part.start >= end
        assert part.text.strip() == part.text != ""
        end = part.start + len(part.text)
