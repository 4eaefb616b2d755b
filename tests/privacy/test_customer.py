"""A customer's number goes with its label; numbers with which the desk looks up a case stay."""

from __future__ import annotations

import pytest

from vocli.errors import VocliError
from vocli.privacy import Policy, count_masks, mask, mask_texts

X = "〔お客様番号〕"


@pytest.mark.parametrize(
    "text",
    [
        "受付番号K-1020-0014",
        "注文番号は12345678です",
        "伝票番号1234-5678-9012",
        "お問い合わせ番号 20251105-001",
        "会員番号を忘れた",
        "会員番号3桁",
        "契約番号2件の確認",
        "会員番号は8桁です",
        "ユーザー登録は3回目",
        "製造番号AB12345",
        "ロットL2-26A",
        "会員ページの2025年の履歴",
        "お客様番号と2025/11/05の日付",
        "管理番号 0012345",
        "予約番号AB1234",
    ],
)
def test_numbers_of_cases_and_things_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("会員番号00426382です", f"会員番号{X}です"),
        ("会員番号は M-77310042 です", f"会員番号は {X} です"),
        ("会員番号：００４２６３８２", f"会員番号：{X}"),
        ("お客様番号1234-5678-90", f"お客様番号{X}"),
        ("お客さま番号「A1234567」", f"お客さま番号「{X}」"),
        ("契約番号:K0001234を解約", f"契約番号:{X}を解約"),
        ("ご契約者番号 12345678", f"ご契約者番号 {X}"),
        ("顧客ID=C00123", f"顧客ID={X}"),
        ("顧客コードAB-12345", f"顧客コード{X}"),
        ("ユーザーIDはtaro1234です", f"ユーザーIDは{X}です"),
        ("会員No.00426382", f"会員No.{X}"),
        ("証券番号 123-456789", f"証券番号 {X}"),
        ("customer id: C12345", f"customer id: {X}"),
        ("A-7654321が私の会員番号です", f"{X}が私の会員番号です"),
        ("会員A-7654321", f"会員{X}"),
        ("会員番号欄にA-7654321", f"会員番号欄に{X}"),
        ("会員番号はエー一二三四五六七です", f"会員番号は{X}です"),
        ("ログインID:tsubaki-77", f"ログインID:{X}"),
        ("契約番号第12345678号", f"契約番号第{X}号"),
        ("会員番号0042 6382", f"会員番号{X}"),
        ("会員番号00426382と00426383", f"会員番号{X}と{X}"),
        ("会員番号0312345678", f"会員番号{X}"),
        ("診察券番号は123456", f"診察券番号は{X}"),
        ("パスポート番号 TR1234567", f"パスポート番号 {X}"),
    ],
)
def test_labelled_numbers_go(text: str, masked: str) -> None:
    assert mask(text) == masked


TEAM = Policy(patterns=(("契約コード", r"SZ-\d{4}"), ("お客様番号", r"(?<![A-Z])M\d{8}")))


def test_a_teams_patterns_work_on_folded_text() -> None:
    text = "ＳＺ－１２３４の件、M77310042とSZ-99"
    assert mask(text, None, TEAM) == "〔契約コード〕の件、〔お客様番号〕とSZ-99"
    assert mask_texts([text, "SZ-0001"], None, TEAM)[1] == "〔契約コード〕"
    assert mask("SZ-1234") == "SZ-1234"


def test_a_teams_placeholders_are_counted() -> None:
    masked = mask("SZ-1234とSZ-5678、M77310042", None, TEAM)
    assert count_masks(masked, TEAM) == {"〔契約コード〕": 2, "〔お客様番号〕": 1}
    assert count_masks(masked) == {"〔お客様番号〕": 1}


def test_a_teams_pattern_leaves_placeholders_alone() -> None:
    greedy = Policy(patterns=(("全部", r"[^\n]"),))
    once = mask("佐藤様 SZ", None, greedy)
    assert mask(once, None, greedy) == once


@pytest.mark.parametrize(
    ("label", "regex"),
    [
        ("悪い形", "("),
        ("空", r"\d*"),
        ("行頭", "^"),
        ("", r"\d"),
        ("長い名前の札は十二文字まで", r"\d"),
        ("〔x〕", r"\d"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused_by_name(label: str, regex: str) -> None:
    with pytest.raises(VocliError) as caught:
        Policy(patterns=((label, regex),))
    assert caught.value.code == "VOC-E401"
    assert label in caught.value.what
