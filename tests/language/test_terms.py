"""Terms carry what a theme is about, negation included, and nothing that every contact has."""

from __future__ import annotations

import pytest

from vocli.language.terms import terms
from vocli.model import Token, Tokenizer


@pytest.mark.parametrize(
    "text",
    [
        "",
        "? ( ) - # !! ... @ %",
        "12 3,400 10:15 2025/11/05",
        "それはそういうことのようです",
        "お客様よりお申し出の件",
        "あ い う",
        "する ある いる なる",
    ],
)
def test_what_names_nothing_gives_no_term(mecab: Tokenizer, text: str) -> None:
    assert terms(mecab.tokens(text)) == ()


@pytest.mark.parametrize(
    ("text", "present", "absent"),
    [
        ("電話が全然つながりません", {"電話", "つながらない"}, {"つながる"}),
        ("ボトルが届かず困る", {"ボトル", "届かない", "困る"}, {"届く"}),
        ("届いていないんですけど", {"届かない"}, {"届く", "いる"}),
        ("アプリにログインできない", {"アプリ", "ログイン", "できない"}, {"できる"}),
        ("折り返しの連絡がありませんでした", {"連絡", "連絡ない"}, {"ある"}),
        ("対応が親切ではない", {"親切でない"}, set()),
        ("まだ解決していません", {"まだ", "解決しない"}, {"する"}),
        ("安くない", {"安くない"}, {"安い"}),
        ("料金がわかりにくい", {"分かりにくい"}, {"分かる"}),
        ("直してくれない", {"直す", "くれない"}, set()),
        ("直してもらえませんか", {"直す"}, {"直さない", "もらえない"}),
        ("教えてくださいませんか", {"教える"}, {"教えない"}),
        ("届いたと思ったが使えない", {"届く", "使えない"}, {"届かない"}),
        ("ボトルが届かず、3日水がない", {"水ない", "届かない"}, {"ない"}),
        ("結局どうすればいいんですか", set(), {"良い"}),
        ("さっきチャットで聞いた", {"チャット"}, {"さっきチャット"}),
        ("音が気にならないし静か", {"静か"}, {"静かでない"}),
    ],
)
def test_negation_stays_with_what_it_denies(
    mecab: Tokenizer, text: str, present: set[str], absent: set[str]
) -> None:
    found = set(terms(mecab.tokens(text)))
    assert present <= found
    assert not absent & found


def test_a_compound_meets_its_parts(mecab: Tokenizer) -> None:
    found = terms(mecab.tokens("フィルター交換手順が知りたい"))
    assert {"フィルター交換手順", "フィルター", "交換", "交換手順"} <= set(found)


def test_one_spelling_for_variants(mecab: Tokenizer) -> None:
    assert terms(mecab.tokens("フィルタが酷い")) == terms(mecab.tokens("フィルターがひどい"))
    assert "つながらない" in terms(mecab.tokens("電話が繋がらない"))


def test_both_engines_give_the_same_terms(mecab: Tokenizer, janome: Tokenizer) -> None:
    text = "解約金の説明がなく、たらい回しにされて連絡も来ない"
    assert terms(mecab.tokens(text)) == terms(janome.tokens(text))


def test_symbols_are_told_by_their_characters_not_by_the_tag() -> None:
    tokens = [Token("#", "名詞,サ変接続,*,*", "#"), Token("故障", "名詞,サ変接続,*,*", "故障")]
    assert terms(tokens) == ("故障",)
