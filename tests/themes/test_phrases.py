"""What a sentence says is what its phrases say: nouns, particles, negation, nothing turned round."""

from __future__ import annotations

import pytest

from vocli.model import Tokenizer
from vocli.themes.phrases import phrases

# A sentence of a customer, and all its phrases joined with a slash; "" for none.
NOTHING = {
    "a noun without content": "そのことが届かない",
    "a place in time": "10月に入ってから混み合う",
    "は without a negation": "受付で名前は控えた",
    "も ties too loosely": "電話も出ない",
    "an adjective belongs to the next noun": "アプリを新しいものに替えた",
    "から before an adjective": "通気口から白いものが見えます",
    "に before an adjective": "駅に近いとうれしい",
    "an adverb is no noun": "とても丁寧に謝られた",
    "a question for what may exist": "駐車場はありませんか",
    "a question with an adjective": "空きはないですか",
    "an offer": "席を替えられませんか",
    "an offer, politely": "席を替えられないでしょうか",
    "a praise that is taken back": "対応が良いとは思えません",
    "a reproach that is taken back": "対応が悪いわけではない",
    "what was promised": "費用がかからないと言われた",
    "a feeling": "損をした気がする",
    "something missing to do it with": "子どもが食べられるものがない",
    "something that does not look like it": "荷物が届きそうにない",
    "a double negation": "画面が見えにくくない",
    "no predicate": "ボトルの配達日の件",
    "mere politeness": "ご契約中の会社員でいらっしゃいますか",
}
SAID = {
    # negation, in every form that it is written in
    "11/7着予定のボトルが届かず困る": "ボトルが届かない",
    "電話がつながりません": "電話がつながらない",
    "電話がつながらなかった": "電話がつながらない",
    "ランプが消えないです": "ランプが消えない",
    "ランプは消えない": "ランプが消えない",
    "お湯が出なくなりました": "お湯が出ない",
    "電話が通じひん": "電話が通じない",
    "返事が来ませんでした": "返事が来ない",
    "荷物を持ってこない": "荷物を持ってこない",
    "なぜ荷物が届かないのか": "荷物が届かない",
    "荷物が届かないんですが": "荷物が届かない",
    "電源ランプが消灯しない": "電源ランプが消灯しない",
    "ボタンがまったく反応しません": "ボタンが反応しない",
    "担当者から連絡がありません": "連絡がない",
    "連絡がなかった": "連絡がない",
    "充電ができない": "充電ができない",
    "スタッフがいない": "スタッフがいない",
    # what is done to the noun stays away from が
    "お肉は食べない": "お肉は食べない",
    "お肉は食べられない": "お肉が食べられない",
    "ランプは点灯しない": "ランプは点灯しない",
    "料金は払えない": "料金が払えない",
    # 〜ている, the passive
    "請求額が間違っている": "請求額が間違っている",
    "商品がまだ届いていません": "商品が届いていない",
    "荷物がまだ届いてないです": "荷物が届いていない",
    "水が来ておりません": "水が来ていない",
    "説明は受けておりません": "説明は受けていない",
    "絵本が置いてある": "絵本が置いてある",
    "手数料を取られる": "手数料を取られる",
    "日付が印字されている": "日付が印字されている",
    "店員に無視された": "店員に無視される",
    "返金がされない": "返金がされない",
    # acts that need no particle
    "解約できません": "解約できない",
    "まだ返金されていません": "返金されていない",
    "会員登録できない": "会員登録できない",
    "予約が確認できなかった": "予約が確認できない",
    "予約を取ることができません": "予約を取ることができない",
    # adjectives, and nouns used as such
    "本体が熱い": "本体が熱い",
    "子供が小さい": "子供が小さい",
    "料金は高い": "料金が高い",
    "声は良くない": "声が良くない",
    "対応がよくありませんでした": "対応がよくない",
    "味が薄くなった": "味が薄くなる",
    "臭いが薄くならない": "臭いが薄くならない",
    "画面が真っ白だ": "画面が真っ白だ",
    "操作が簡単ではない": "操作が簡単ではない",
    "部屋がきれいじゃない": "部屋がきれいではない",
    "スタッフが親切でなかった": "スタッフが親切ではない",
    "部屋を静かにしてほしい": "部屋を静かにする",
    "受付を早くしてほしい": "受付を早くする",
    # auxiliaries that turn a sentence round
    "説明が分かりにくい": "説明が分かりにくい",
    "電話がつながりにくい": "電話がつながりにくい",
    "電話番号を教えてくれない": "電話番号を教えてくれない",
    "部屋に入れてもらえなかった": "部屋に入れてもらえない",
    "料理を食べきれない": "料理を食べきれない",
    "電話をかけたくない": "電話をかけたくない",
    "料金を払わないといけない": "料金を払う",
    "説明を聞かなければならない": "説明を聞く",
    "担当者が丁寧に説明してくれない": "担当者が説明してくれない",
    "担当者が早く対応してくれない": "担当者が対応してくれない",
    # what is wished or asked is the matter; が keeps the wish
    "荷物を預けたい": "荷物を預ける",
    "海が見たい": "海が見たい",
    "写真を送ってもらえませんか": "写真を送る",
    "タオルを多めに置いてほしい": "タオルを置く",
    # senses and time
    "通気口から異臭がする": "異臭がする",
    "返事に時間がかかる": "時間がかかる",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_nothing_is_said_where_nothing_was(text: str, tokenizer: Tokenizer) -> None:
    assert list(phrases(tokenizer.tokens(text))) == []


@pytest.mark.parametrize("text", SAID)
def test_the_phrase_of_a_sentence(text: str, tokenizer: Tokenizer) -> None:
    assert list(phrases(tokenizer.tokens(text))) == [SAID[text]]


def test_a_sentence_may_hold_several(tokenizer: Tokenizer) -> None:
    text = "アプリにログインできないし、届いた部品が足りない"
    found = ["アプリにログインできない", "ログインできない", "部品が足りない"]
    assert sorted(phrases(tokenizer.tokens(text))) == sorted(found)


def test_nothing_comes_of_nothing() -> None:
    assert list(phrases([])) == []


@pytest.mark.parametrize("text", SAID)
def test_a_sentence_cut_short_raises_nothing(text: str, tokenizer: Tokenizer) -> None:
    tokens = tokenizer.tokens(text)
    for end in range(len(tokens)):
        for found in phrases(tokens[:end]):
            assert found
