"""Columns that are personal as a whole are known by their header, in Japanese and English."""

from __future__ import annotations

import pytest

from vocli.privacy import PLACEHOLDERS, Policy, column_placeholder, mask_cell


@pytest.mark.parametrize(
    "header",
    ["", "受付番号", "注文番号", "商品名", "品名", "申出内容", "申出者区分", "備考", "会社名", "件名", "hotel", "trip", "ship", "ticket id", "case number", "電話対応", "メール本文", "満足度", "チャネル", "代理店名", "拠点名"],
)  # fmt: skip
def test_other_columns_are_not(header: str) -> None:
    assert column_placeholder(header) == ""


@pytest.mark.parametrize(
    ("header", "placeholder"),
    [
        ("電話番号", "〔電話番号〕"),
        ("ＴＥＬ", "〔電話番号〕"),
        ("携帯", "〔電話番号〕"),
        ("ご連絡先電話番号２", "〔電話番号〕"),
        ("Phone Number", "〔電話番号〕"),
        ("caller_id", "〔電話番号〕"),
        ("メールアドレス(必須)", "〔メール〕"),
        ("E-mail", "〔メール〕"),
        ("氏名", "〔氏名〕"),
        ("お名前", "〔氏名〕"),
        ("フリガナ", "〔氏名〕"),
        ("氏名（カナ）", "〔氏名〕"),
        ("customer name", "〔氏名〕"),
        ("住所", "〔住所〕"),
        ("お届け先住所1", "〔住所〕"),
        ("Address Line 1", "〔住所〕"),
        ("郵便番号", "〔郵便番号〕"),
        ("zip code", "〔郵便番号〕"),
        ("生年月日", "〔生年月日〕"),
        ("DOB", "〔生年月日〕"),
        ("登録者IP", "〔IPアドレス〕"),
        ("ip_address", "〔IPアドレス〕"),
        ("口座番号", "〔口座番号〕"),
        ("カード番号", "〔カード番号〕"),
        ("会員番号", "〔お客様番号〕"),
        ("顧客No.", "〔お客様番号〕"),
        ("customer_id", "〔お客様番号〕"),
        ("マイナンバー", "〔マイナンバー〕"),
        ("担当者", "〔担当者名〕"),
        ("年齢", "〔年齢〕"),
        ("gender", "〔性別〕"),
    ],
)
def test_personal_columns(header: str, placeholder: str) -> None:
    assert column_placeholder(header) == placeholder
    assert placeholder in PLACEHOLDERS


def test_a_team_names_its_own() -> None:
    policy = Policy(columns=("ペットの名前",))
    assert column_placeholder("ペットの名前", policy) == "〔個人情報〕"
    assert column_placeholder("ペットの名前") == ""


@pytest.mark.parametrize(
    ("cell", "left"),
    [("", ""), (" ", " "), ("-", "-"), ("―", "―"), ("a", "〔氏名〕"), ("〔氏名〕", "〔氏名〕")],
)
def test_only_cells_that_say_something_are_masked(cell: str, left: str) -> None:
    assert mask_cell(cell, "〔氏名〕") == left
    assert mask_cell(cell, "") == cell
