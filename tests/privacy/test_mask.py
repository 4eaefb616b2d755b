"""What points at a person is gone; everything else is as it was written."""

from __future__ import annotations

import importlib
import re
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocli.model import Token
from vocli.privacy import DETECTORS, PLACEHOLDERS, count_masks, mask, mask_texts

PIECES = (
    "渋谷区神南",
    "1-2-3",
    "青葉マンション203号室",
    "会員番号",
    "00426382",
    "マイナンバー",
    "123456789018",
    "普通 1234567",
    "口座番号",
    "1985年4月1日",
    "生まれ",
    "生年月日は",
    "192.0.2.1",
    "2001:db8::1",
    "今井",
    "ですが",
    "もしもし、",
    "名前は",
    "フリガナ:",
    "〇九〇の一二三四の五六七八",
    "(at)",
    "葛󠄀城",
    "👩‍💻",
    "ﾊﾟ",
    "㌔",
    "090-1234-5678",
    "０３－１２３４－５６７８",
    "0120",
    "〒",
    "123-4567",
    "東京都",
    "a@example.com",
    "@",
    "様",
    "さん",
    "氏",
    "と申します",
    "佐藤",
    "タカハシ",
    "お客",
    "担当:",
    "【11/5 10:12 ",
    "】",
    "〔",
    "〕",
    "〔氏名〕",
    "4111 1111 1111 1111",
    "①",
    "1",
    "-",
    " ",
    "\n",
    "。",
    "ｻﾝ",
    "の",
    "は",
)


class Dictionary:
    """A tokenizer that knows these names and takes everything else apart."""

    name = "test"

    def __init__(self, people: Sequence[str] = (), nouns: Sequence[str] = ()) -> None:
        self._known = {
            **dict.fromkeys(people, "名詞,固有名詞,人名,姓"),
            **dict.fromkeys(nouns, "名詞,一般,*,*"),
        }

    def tokens(self, text: str) -> list[Token]:
        out: list[Token] = []
        i = 0
        while i < len(text):
            word = next((w for w in self._known if text.startswith(w, i)), text[i])
            if word.strip():
                out.append(Token(word, self._known.get(word, "名詞,一般,*,*"), word))
            i += len(word)
        return out


@pytest.mark.parametrize(
    "text",
    [
        "",
        "電話がつながらない",
        "受付番号 K-1020-0014",
        "2025-11-05 10:12 に入電",
        "2025/11/05 12,345円",
        "0012-3456-78901",
        "注文番号は 0312345678 です",
        "1234567890123",
        "10時から15時 4/1から4/30 1-2-3 3-4",
        "@name にメンション、1@2",
        "123-4567 を注文",
        "4111-1111-1111-1112",
        "0000000000000000",
        "お客様、皆様、担当者様、代理店様、ご主人様",
        "様子、同様、多様、仕様、様々",
        "業者さん、店員さん、配送さん、お母さん、奥さん、佐川急便さん、ヤマトさん、お隣さん",
        "たくさん、みなさん、お子さん、猫さん、神様、娘さん",
        "彼氏、摂氏",
        "三名様、何名様でしょうか、多種多様",
        "インストラクターさん、ガイドさん",
        "解約すると言いました。いつになると申しますか",
        "【11/6 追記】まだ",
        "名前はわかりません",
        "ポイントは0120でした",
    ],
)
def test_nothing_personal_is_left_alone(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    "number",
    [
        "090-1234-5678",
        "０９０－１２３４－５６７８",
        "09012345678",
        "090 1234 5678",
        "090（1234）5678",
        "090−1234−5678",
        "03-1234-5678",
        "(03)1234-5678",
        "03(1234)5678",
        "0312345678",
        "03.1234.5678",
        "０３ー１２３４ー５６７８",
        "0422-12-3456",
        "0120-123-456",
        "0120123456",
        "0800-123-4567",
        "050-1234-5678",
        "0570-012-345",
        "+81-90-1234-5678",
        "+81 3 1234 5678",
        "+81(0)90-1234-5678",
    ],
)
def test_telephone_numbers(number: str) -> None:
    assert mask(f"携帯は{number}です。") == "携帯は〔電話番号〕です。"
    assert mask(number) == "〔電話番号〕"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("連絡先は1234-5678", "連絡先は〔電話番号〕"),
        ("①03-1234-5678②", "①〔電話番号〕②"),
        ("taro.sato+a@example.co.jpへ", "〔メール〕へ"),
        ("ＴＡＲＯ＠ｅｘａｍｐｌｅ．ｃｏｍ", "〔メール〕"),
        ("〒123-4567 東京都", "〔郵便番号〕 東京都"),
        ("郵便番号は1234567", "郵便番号は〔郵便番号〕"),
        ("123-4567 大阪府", "〔郵便番号〕 大阪府"),
        ("カード4111 1111 1111 1111の件", "カード〔カード番号〕の件"),
        ("４２４２４２４２４２４２４２４２", "〔カード番号〕"),
        ("佐藤様より入電", "〔氏名〕様より入電"),
        ("田中　太郎様", "〔氏名〕様"),
        ("ﾀｶﾊｼ様", "〔氏名〕様"),
        ("佐々木様 五十嵐様", "〔氏名〕様 〔氏名〕様"),
        ("山田と申します", "〔氏名〕と申します"),
        ("わたくしさとうと申します", "わたくし〔氏名〕と申します"),
        ("氏名:山田花子", "氏名:〔氏名〕"),
        ("お名前は田中です", "お名前は〔氏名〕です"),
        ("【11/5 10:12 佐藤】届かず", "【11/5 10:12 〔担当者名〕】届かず"),
        ("対応者：高橋", "対応者：〔担当者名〕"),
        ("担当の佐藤さんが親切", "担当の〔担当者名〕さんが親切"),
    ],
)
def test_the_other_kinds(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_the_dictionary_tells_names_from_words() -> None:
    tokenizer = Dictionary(people=["中村", "千葉"], nouns=["管理組合", "佐川"])
    assert mask("佐川の中村さん", tokenizer) == "佐川の〔氏名〕さん"
    assert mask("管理組合様", tokenizer) == "管理組合様"
    assert mask("中村と言います", tokenizer) == "〔氏名〕と言います"
    assert mask("解約と言います", tokenizer) == "解約と言います"


def test_everything_around_a_hit_stays_as_it_was_written() -> None:
    text = "①ｱﾌﾟﾘ　㈱テストの　０９０－１２３４－５６７８　㌔!"
    assert mask(text) == "①ｱﾌﾟﾘ　㈱テストの　〔電話番号〕　㌔!"


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


@given(st.text(max_size=60))
def test_any_text_can_be_masked(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_everything_outside_the_placeholders_stays_character_by_character(text: str) -> None:
    kept = re.split("|".join(PLACEHOLDERS), mask(text))
    position = 0
    for piece in kept:
        assert piece in text[position:]
        position = text.index(piece, position) + len(piece)


def test_the_tokenizer_is_asked_only_when_a_candidate_needs_judging() -> None:
    class Counted(Dictionary):
        calls = 0

        def tokens(self, text: str) -> list[Token]:
            Counted.calls += 1
            return super().tokens(text)

    for text in (
        "届くのはいつですか",
        "受付番号K-1020-0014です。",
        "2025年11月5日に3個届いた",
        "090-1234-5678",
    ):
        mask(text, Counted())
    assert Counted.calls == 0


def test_many_texts_keep_their_order_and_equal_ones_are_equal() -> None:
    texts = ["佐藤様", "水漏れ", "佐藤様"]
    assert mask_texts(texts) == ["〔氏名〕様", "水漏れ", "〔氏名〕様"]


def test_masks_are_counted_by_kind() -> None:
    counts = count_masks(mask("佐藤様 090-1234-5678 / 03-1234-5678"))
    assert counts == {"〔氏名〕": 1, "〔電話番号〕": 2}
    assert not count_masks("〔なにか〕")


def test_every_placeholder_of_a_detector_is_counted() -> None:
    modules = [importlib.import_module(f"vocli.privacy.{name}") for name in DETECTORS]
    assert all(count_masks(module.PLACEHOLDER) for module in modules)


@pytest.mark.parametrize(
    "text",
    [
        "0" * 20_000,
        "a." * 10_000 + "@",
        "様" * 20_000,
        "山" * 20_000 + "様",
        "1-" * 10_000,
        "【" * 10_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    start = time.perf_counter()
    mask(text)
    assert time.perf_counter() - start < 3
