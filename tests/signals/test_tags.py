"""Tags of single sentences: what is named, and nothing where the words only look like it."""

from __future__ import annotations

from importlib.resources import files

import pytest

from vocli.signals.tagging import TAGS, mark_tags, tag_keys

CASES = [
    ("trigger", "誕生日に手書きの便りが届いて涙が出ました", "occasion"),
    ("trigger", "何も言っていないのに先に気づいて直してくれた", "foresight"),
    ("trigger", "保証が切れているのに無償で直してくれた", "discretion"),
    ("trigger", "夜中の電話から三分で来てくれた", "speed"),
    ("trigger", "祖母の名前まで覚えていてくれた", "consideration"),
    ("trigger", "最後まで親身に付き合ってくれた", "person"),
    ("trigger", "本当に感激しました", ""),
    ("expect_object", "翌日に届くはずが三日たっても来ない", "delivery"),
    ("expect_object", "無料と聞いていたのに五百円を請求された", "price"),
    ("expect_object", "いつでもやめられると言われたのに違約金を取られた", "terms"),
    ("expect_object", "写真で見た色と別物だった", "quality"),
    ("expect_object", "すぐ返信をもらえると思っていた", "speed"),
    ("expect_object", "もっと親切な係の人だと思っていた", "service"),
    ("expect_object", "話が違います", ""),
    ("expect_source", "チラシには半額とあった", "ad"),
    ("expect_source", "ホームページに書いてあった", "website"),
    ("expect_source", "代理店の人に勧められた", "sales"),
    ("expect_source", "先日の電話でそう言われた", "previous"),
    ("expect_source", "他社なら当日に来る", "competitor"),
    ("expect_source", "友人から良いと聞いた", "word_of_mouth"),
    ("expect_source", "営業時間を知りたい", ""),
    ("expect_type", "うちは二世帯なので二つ要ります", "individual"),
    ("expect_type", "赤ちゃんのミルクが作れず至急ほしい", "situational"),
    ("expect_type", "色が違います", ""),
    ("stance", "訪問は続けてほしいです", "wanted"),
    ("stance", "訪問はいりません", "unwanted"),
    ("demands", "返金はいつになりますか", ""),
    ("demands", "領収書を送ってほしい", ""),
    ("demands", "代金を全額返せ", "refund"),
    ("demands", "壊れた棚の弁償をしてほしい", "compensation"),
    ("demands", "まず謝罪してもらいたい", "apology"),
    ("demands", "責任者が家まで謝りに来い", "visit"),
    ("demands", "原因を書面で回答してほしい", "document"),
    ("demands", "担当を代えてほしい", "other_agent"),
    ("demands", "再発しない仕組みを約束してほしい", "prevention"),
    ("demands", "明日中に返事をよこせ", "deadline"),
    ("blamed", "代理店の連絡先を教えてほしい", ""),
    ("blamed", "販売店で買いました、保証書が見当たりません", ""),
    ("blamed", "配達員の方に空き箱を渡してよいですか", ""),
    ("blamed", "請求書に本社の住所が印字されている", ""),
    ("blamed", "画面がすぐに固まります", ""),
    ("blamed", "取次店の人は無料だと言っていたのに請求が来ました", "reseller"),
    ("blamed", "特約店に電話したのに返事がないまま一週間です", "reseller"),
    ("blamed", "運送会社が玄関に荷物を投げていきました", "carrier"),
    ("blamed", "ドライバーの態度が乱暴でした", "carrier"),
    ("blamed", "おたくとはもう付き合えません", "us"),
    ("blamed", "受付の方の説明が昨日と違います", "us"),
]


@pytest.mark.parametrize(("name", "text", "key"), CASES)
def test_a_sentence_gets_the_tag_that_its_words_name(name: str, text: str, key: str) -> None:
    assert mark_tags(name, [text], ["verbatim"]) == [key]


@pytest.mark.parametrize("name", TAGS)
def test_a_set_has_keys_that_are_told_apart(name: str) -> None:
    keys = tag_keys(name)
    assert keys
    assert len({*keys}) == len(keys)


@pytest.mark.parametrize("name", TAGS)
def test_a_text_without_words_gets_no_tag(name: str) -> None:
    assert mark_tags(name, ["", "はい"], ["verbatim", "note"]) == ["", ""]
    assert mark_tags(name, [], []) == []


def test_every_set_that_is_written_is_named() -> None:
    folder = files("vocli.signals") / "tags"
    assert {path.name.removesuffix(".toml") for path in folder.iterdir()} == {*TAGS}
