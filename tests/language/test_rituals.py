"""Rituals are set aside whole; whatever says anything stays."""

from __future__ import annotations

import time

import pytest

from vocli.language.rituals import set_aside, strip_rituals


@pytest.mark.parametrize(
    "text",
    [
        "電話がつながらない",
        "よろしくお願いしますと言われたが…",
        "訪問の方が丁寧でありがとうございました",
        "すぐ直していただきありがとうございました",
        "迅速な対応ありがとうございました",
        "返金お願いします",
        "至急ご対応お願いします",
        "ありがとうございますって言うしかないですよね",
        "すみません、まだ届きません",
        "はい、届いていません",
        "お世話になっていますが、解約したい",
        "結構ですほかの会社にします",
        "いいえ、違います",
        "折り返し希望と伝えたのにかかってこない",
        "写真を送ったのに返事がない",
        "〔氏名〕さんが親切でした",
        "遅い",
        "水漏れ",
        "感謝しますが、解決していません",
        "お電話ください",
        "大丈夫じゃないです",
        "なしになった",
        "この度は御社の対応に失望しました",
        "ご家族から苦情が出ています",
        "電話は〔電話番号〕ですが出ません",
        "先日の件はまだです",
        "貴重なご意見をいただきと書かれて終わりでした",
    ],
)
def test_what_says_anything_stays(text: str) -> None:
    assert set_aside(text) == ""


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (
            "greeting",
            "お世話になっております。|いつも大変お世話になっております。〔氏名〕です。|株式会社サンプルの〔氏名〕と申します"
            "|もしもし|もしもし、すみません|初めてご連絡いたします。|よろしくお願いいたします。|何卒宜しくお願い申し上げます！"
            "|以上、ご確認のほどよろしくお願いいたします🙇|失礼いたします|失礼します〜|お疲れ様です|ご返信お待ちしております|よろしくおねがいします",
        ),
        (
            "thanks",
            "ありがとうございました。|どうもありがとうございます！！|有難う御座いました|助かります|ご丁寧にどうも"
            "|ご連絡ありがとうございます|早速のご返信ありがとうございます。|お忙しい中ご対応いただきありがとうございました"
            "|はい、ありがとうございます。失礼いたします。|お電話ありがとうございます|どうも",
        ),
        (
            "template",
            "折り返し希望|折返し希望。|同上|前回と同じ|https://example.com/abc|[写真]|写真を送信しました|スタンプを送信しました"
            "|> 先日の件ですが|On 2025/11/05 10:12, Taro wrote:|----|TEL:〔電話番号〕|〔氏名〕様|iPhoneから送信|無言電話"
            "|電話は〔電話番号〕です|〔氏名〕様より入電。|ご家族から。|先日の件です。|ご不便をおかけしております。|担当部署に申し伝えます。|Get Outlook for iOS",
        ),
        (
            "empty",
            "はい|はい、そうです。|ええ|分かりました|大丈夫です|結構です|特になし|なし|😡😡||。。。|すみません。",
        ),
    ],
)
def test_rituals_are_named(kind: str, texts: str) -> None:
    found = {text: set_aside(text) for text in texts.split("|")}
    assert found == dict.fromkeys(found, kind)


def test_width_and_case_do_not_matter() -> None:
    assert set_aside("ＴＥＬ：〔電話番号〕") == "template"
    assert set_aside("ﾖﾛｼｸお願いします") == set_aside("ヨロシクお願いします")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("すみません、まだ届きません", "まだ届きません"),
        ("お世話になっております、標記の件で再度の連絡です", "標記の件で再度の連絡です"),
        ("えーと、あのー水が出ないんです", "水が出ないんです"),
        ("いつ届くのかとのお申し出。", "いつ届くのか"),
        ("交換をお願いしたいので、よろしくお願いします。", "交換をお願いしたいので"),
        ("その件は聞いていない", "その件は聞いていない"),
        ("はいはい", "はいはい"),
        ("ありがとう", "ありがとう"),
    ],
)
def test_edges_are_stripped_for_analysis_only(text: str, left: str) -> None:
    assert strip_rituals(text) == left


@pytest.mark.parametrize("text", ["はい" * 80, "どうも" * 53, "お" * 160, "いつも大変" * 30 + "だ"])
def test_repeated_rituals_take_no_time(text: str) -> None:
    start = time.perf_counter()
    set_aside(text)
    strip_rituals(text)
    assert time.perf_counter() - start < 1
