"""A placeholder is one only when it is the whole turn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocli.sources.furniture import furniture


@pytest.mark.parametrize(
    "text",
    [
        "",
        "。",
        "!!",
        "はい",
        "1",
        "写真",
        "[至急]",
        "(笑)",
        "写真を送信しましたが届いていますか",
        "[写真] 水が漏れています",
        "スタンプを送信しましたと出て消えません",
        "母が参加しました。驚いていました。",
        "説明会に参加しました",
        "https://example.com/a が開けません",
        "URLはhttps://example.com/a",
        "☎で話したいです",
        "自動送信をやめてほしい",
        "このメールは自動送信ですか",
        "このメールは自動送信とのことですが、返事をください。",
        "Re: 受付完了のお知らせ\nまだ届きません",
        "次の件名でした。\n受付完了のお知らせ\n注文していません。",
        "まだです。\n\n差出人: 窓口\n件名: 自動返信\n\nこのメールは自動送信です。",
    ],
)
def test_what_somebody_said_is_no_furniture(text: str) -> None:
    assert furniture(text) == ""


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("media", "[写真]|[写真][写真]|【動画】|(写真) a.png|［ファイル］見積.pdf|写真を3枚送信しました。|画像が送信されました|添付あり|添付ファイル：a.pdf|<添付ファイル a.pdf>|image omitted|Sent a photo|https://example.com|😀|❤️ 👍🏽|1️⃣😀|(emoji)(emoji)|☺"),
        ("event", "送信が取り消されたメッセージです|太郎がメッセージの送信を取り消しました|☎ 通話時間 12:03|☎ 不在着信|📞 不在着信|不在着信|しょう37が参加しました。|花子が太郎を招待しました。|花子がグループ名を旅行に変更しました。|チャットが終了しました|担当者が入室しました|Taro joined the group|This message was deleted"),
        ("auto_reply", "※このメールは自動送信されています。|本メールは送信専用です。ご返信いただいてもお答えできません。|お世話になります。\nこのメールは、お問い合わせいただいた方へ自動的に返信しております。|【自動返信】受け付けました|お問い合わせ受付完了のお知らせ\n番号は1です|Auto-Reply: away|Mail Delivery Subsystem\nfailed|From: a@example.jp\n\nこのメールは自動配信です。"),
    ],
)  # fmt: skip
def test_the_kinds(kind: str, texts: str) -> None:
    found = {text: furniture(text) for text in texts.split("|")}
    assert found == dict.fromkeys(found, kind)


@given(
    st.text(
        st.sampled_from(
            "[写真]☎通話時間 1:2😀が参加しました。このメールは自動送信です\nhttp://a\u200d"
        ),
        max_size=40,
    )
)
def test_any_text_has_a_kind(text: str) -> None:
    assert furniture(text) in ("", "media", "event", "auto_reply")
