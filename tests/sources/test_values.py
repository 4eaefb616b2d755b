"""Cells become the schema's values; an unknown word stays unknown."""

from __future__ import annotations

import math

import pytest

from vocli.schema import CHANNELS
from vocli.sources.synonyms import words
from vocli.sources.values import (
    channel_of,
    direction_of,
    flagged_scope,
    hinted_channel,
    marker_of,
    number_of,
    role_of,
    scope_of,
    seconds_of,
    unit_of,
)


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        ("user", "customer"), ("お客様", "customer"), ("客", "customer"), ("Visitor", "customer"), ("END_USER", "customer"),
        ("【お客様】", "customer"), ("お客様1", "customer"), ("OP", "agent"), ("ＯＰ", "agent"), ("オペレータ", "agent"), ("担当(佐藤)", "agent"),
        ("agent", "agent"), ("staff", "agent"), ("ボット", "bot"), ("応答メッセージ", "bot"), ("SYSTEM", "system"),
        ("spk_0", "unknown"), ("北川", "unknown"), ("", "unknown"),
    ],
)  # fmt: skip
def test_roles(cell: str, role: str) -> None:
    assert role_of(cell) == role


@pytest.mark.parametrize(
    ("cell", "direction"),
    [
        ("受信", "inbound"),
        ("着信", "inbound"),
        ("IN", "inbound"),
        ("発信", "outbound"),
        ("架電", "outbound"),
        ("OUT", "outbound"),
        ("折り返し発信", "outbound"),
        ("社内", "internal"),
        ("社内転送", "internal"),
        ("", ""),
        ("不明", ""),
    ],
)
def test_directions(cell: str, direction: str) -> None:
    assert direction_of(cell) == direction


@pytest.mark.parametrize(
    ("cell", "channel"),
    [
        ("電話", "phone"),
        ("ＴＥＬ", "phone"),
        ("フリーダイヤル(0120)", "phone"),
        ("LINE", "line"),
        ("オンラインチャット", "chat"),
        ("Eメール", "email"),
        ("Webフォーム", "form"),
        ("来店", "store"),
        ("アンケート", "survey"),
        ("伝書鳩", "other"),
        ("", "unknown"),
    ],
)
def test_channels(cell: str, channel: str) -> None:
    assert channel_of(cell) == channel


def test_channel_words_are_channels_of_the_schema() -> None:
    assert set(words("channel").values()) <= set(CHANNELS)


def test_a_channel_is_hinted_by_headers_then_names() -> None:
    assert hinted_channel(["受付番号", "通話時間"], ["x"]) == "phone"
    assert hinted_channel(["id"], ["chat_log"]) == "chat"
    assert hinted_channel(["id"], ["mail_form"]) == "email"
    assert hinted_channel(["id"], ["line"]) == "line"
    assert hinted_channel(["id"], ["オンライン会員の声", "hotel_requests"]) == "unknown"
    assert hinted_channel(["id"], ["月次", "", "電話応対履歴"]) == "phone"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("無言", "silent"),
        ("間違い電話", "wrong_number"),
        ("いたずら", "prank"),
        ("営業電話", "sales"),
        ("テスト", "test"),
        ("社内", "internal"),
        ("配送", ""),
        ("営業所への不満", ""),
    ],
)
def test_scope_of_labels(cell: str, reason: str) -> None:
    assert scope_of(cell) == reason


def test_a_flag_without_reason_still_leaves_out() -> None:
    assert flagged_scope("1") == "other"
    assert flagged_scope("無言") == "silent"
    assert flagged_scope("0") == ""
    assert flagged_scope("") == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("無言", "silent"),
        ("無言電話。", "silent"),
        ("間違い電話のため終話。", "wrong_number"),
        ("営業電話でした", "sales"),
        ("無言電話が続いて怖いので調べてほしい", ""),
        ("テストの結果が届かない", ""),
        ("", ""),
    ],
)
def test_a_text_is_a_marker_only_as_a_whole(text: str, reason: str) -> None:
    assert marker_of(text) == reason


@pytest.mark.parametrize(
    ("cell", "number"), [("3", 3), ("３回", 3), ("3,300円", 3300), ("¥3,300", 3300), ("-1.5", -1.5)]
)
def test_numbers(cell: str, number: float) -> None:
    assert number_of(cell) == number


@pytest.mark.parametrize("cell", ["", "なし", "1/2", "3,30", "あと3"])
def test_no_numbers(cell: str) -> None:
    assert math.isnan(number_of(cell))


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("302", 302),
        ("5:02", 302),
        ("0:05:02", 302),
        ("5分2秒", 302),
        ("1時間", 3600),
        ("302秒", 302),
    ],
)
def test_spans(cell: str, seconds: float) -> None:
    assert seconds_of(cell) == seconds


def test_the_header_names_the_unit() -> None:
    assert seconds_of("5", unit_of("通話時間(分)")) == 300
    assert seconds_of("5", unit_of("通話時間（秒）")) == 5
    assert seconds_of("5:02", unit_of("通話時間(分)")) == 302
