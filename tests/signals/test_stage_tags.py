"""Where a customer stands (`stage`) and which earlier stage's promise is named (`from_stage`), by words."""

from __future__ import annotations

import pytest

from vocli.signals.tagging import mark_tags, tag_keys

STAGES = {"aware", "consider", "purchase", "start", "use", "recommend", "renew", "leave"}


@pytest.mark.parametrize(
    "text",
    [
        "広告を見て電話しました。",
        "営業時間を教えてください。",
        "契約のときに聞いたとおり、次の日に来てくれました。",
        "見積もりを送ってください。",
        "注文の方法を教えてください。",
        "配送業者が替わってから、約束の日に水が来ない。",
        "手順の動画のボタンの位置と違います。",
        "クレジットカード会社にも電話させられた。",
    ],
)
def test_a_source_that_promised_nothing_or_kept_it_is_no_break(text: str) -> None:
    assert mark_tags("from_stage", [text], ["verbatim"]) == [""]


@pytest.mark.parametrize(
    ("stage", "text"),
    [
        ("aware", "折込には送料無料とあったのに、送料を取られた。"),
        ("consider", "体験会では予約なしで使えると説明されたが、実際は取れない。"),
        ("consider", "年中無休と聞いて入ったのに、月曜は休みだった。"),
        ("purchase", "注文画面では在庫ありでしたが、届くのは来月だと言われました。"),
        ("purchase", "契約した日に手数料の話は一つも出なかった。"),
        ("start", "取り付けに来た人は十年もつと言っていたが、二年で壊れた。"),
        ("use", "マイページには解約は無料と書いてあったのに、有料だった。"),
        ("renew", "更新のはがきに割引が続くと書いてあったのに、満額を引かれた。"),
    ],
)
def test_a_broken_promise_names_its_stage(stage: str, text: str) -> None:
    assert mark_tags("from_stage", [text], ["verbatim"]) == [stage]


@pytest.mark.parametrize(
    ("stage", "text"),
    [
        ("aware", "同僚のデスクに置いてあるのを見て、なんだろうと思った。"),
        ("aware", "御社のことは存じませんでした。何を扱っているのですか。"),
        ("consider", "学割はありますか。春から入ろうか考えています。"),
        ("consider", "犬を飼っていても入居できるか、契約の前に確認したい。"),
        ("purchase", "購入ボタンを押すと白い画面になります。"),
        ("purchase", "昨夜の予約、人数を三名に変えてください。"),
        ("start", "昨日取り付けてもらったばかりなのに水が出ません。"),
        ("start", "会員証がまだ届かない。先週入会したばかり。"),
        ("use", "毎週通っていますが、更衣室が混んでいます。"),
        ("use", "新品に交換してほしい、三年使ったのに壊れた。"),
        ("use", "カートリッジは替えたのに光ったままです。"),
        ("recommend", "レビューに星5を付けました。"),
        ("recommend", "ぜひ多くの人に薦めたい宿です。"),
        ("renew", "年間契約がもうすぐ切れるので、次も同じでお願いします。"),
        ("renew", "来季もシーズン券を続けます。"),
        ("leave", "ほかの電力会社に切り替えます。"),
        ("leave", "退会したのにメールが届き続けます。"),
        ("", "電話が混んでいてつながらなかった。"),
        ("", "担当の方はいらっしゃいますか。"),
        ("", "もっと安くしてほしい。"),
    ],
)
def test_words_tell_the_stage(stage: str, text: str) -> None:
    assert mark_tags("stage", [text], ["verbatim"]) == [stage]


def test_every_stage_has_its_tag() -> None:
    assert set(tag_keys("stage")) == STAGES
    assert set(tag_keys("from_stage")) <= STAGES
