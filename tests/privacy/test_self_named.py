"""Names without an honorific go where something says that they are names; places, firms and brands stay."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from vocli.model import Token
from vocli.privacy import mask

X = "〔氏名〕"


class Dictionary:
    """A tokenizer that knows these people and places and takes everything else apart."""

    name = "test"

    def __init__(self, people: Sequence[str] = (), places: Sequence[str] = ()) -> None:
        self._known = {
            **dict.fromkeys(people, "名詞,固有名詞,人名,名"),
            **dict.fromkeys(places, "名詞,固有名詞,地域,一般"),
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
        "東口店の対応が悪い",
        "山本珈琲店に行った",
        "小林製薬の薬",
        "松本駅で待つ",
        "本田の車に乗っている",
        "千葉のお客様",
        "千葉ですが、届くのはいつですか",
        "鈴木のバイク",
        "福島の桃",
        "森永のお菓子",
        "場所は東京の森です",
        "中野で降りる",
        "アプリですが、開きません",
        "いつもですが",
        "会員の方ですが",
        "注文の品ですが",
        "故障だと言いますが",
        "会員の家族です",
        "名前はありません",
        "名前は変更できますか",
        "お名前の登録について",
        "宛名は同じです",
        "届け先名の変更から三日",
        "フリガナは必須ですか",
        "主人の転勤で解約",
        "娘の学校が近い",
        "息子の代わりに電話",
        "佐川からの荷物から",
        "上野という駅",
        "以上\n\n注文番号",
        "お願いします。\n商品名",
        "前田工業さん、松田商店様",
        "ヤマト運輸さん、小林製薬さん",
        "赤ちゃん、おばあちゃん、ワンちゃん",
        "御殿、神殿、殿堂入り",
        "君が代、諸君",
        "部長、社長に伝える",
        "Amazon様、LINEさん",
        "すみませんが、急ぎです",
        "もしもし、聞こえますが",
        "お世話になっております。先日の件ですが",
    ],
)
def test_words_without_evidence_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("会員の今井です", f"会員の{X}です"),
        ("会員の千葉です", f"会員の{X}です"),
        ("今井と言いますが", f"{X}と言いますが"),
        ("山田ですが、荷物が届きません", f"{X}ですが、荷物が届きません"),
        ("もしもし、山田ですが", f"もしもし、{X}ですが"),
        ("もしもし、千葉ですけど", f"もしもし、{X}ですけど"),
        ("お世話になっております。今井です。", f"お世話になっております。{X}です。"),
        ("お世話になっております、今井でございます", f"お世話になっております、{X}でございます"),
        ("いつもお世話になっております。会員の今井です", f"いつもお世話になっております。会員の{X}です"),
        ("こんにちは、佐々木ですけど", f"こんにちは、{X}ですけど"),
        ("先ほどお電話した今井ですが", f"先ほどお電話した{X}ですが"),
        ("先日注文した髙橋ですが", f"先日注文した{X}ですが"),
        ("「山崎ですが」とのこと", f"「{X}ですが」とのこと"),
        ("山﨑ですが、遅い", f"{X}ですが、遅い"),
        ("今井って言いますが", f"{X}って言いますが"),
        ("今井という者ですが", f"{X}という者ですが"),
        ("今井と名乗る男性", f"{X}と名乗る男性"),
        ("今井から入電", f"{X}から入電"),
        ("もしもし、イマイですが", f"もしもし、{X}ですが"),
        ("もしもし、いまいですが", f"もしもし、{X}ですが"),
        ("会員のﾀｶﾊｼです", f"会員の{X}です"),
        ("今井太郎ですが", f"{X}ですが"),
        ("名前は今井です", f"名前は{X}です"),
        ("名前は今井太郎です", f"名前は{X}です"),
        ("お名前:今井 太郎", f"お名前:{X}"),
        ("氏名：今井太郎、電話", f"氏名：{X}、電話"),
        ("契約者名 今井太郎", f"契約者名 {X}"),
        ("契約者:今井花子", f"契約者:{X}"),
        ("口座名義 ヤマダ タロウ", f"口座名義 {X}"),
        ("名義を今井から佐藤に変更", f"名義を{X}から{X}に変更"),
        ("フリガナ:イマイタロウ", f"フリガナ:{X}"),
        ("フリガナ イマイ タロウ", f"フリガナ {X}"),
        ("ふりがな いまい たろう", f"ふりがな {X}"),
        ("ﾌﾘｶﾞﾅ:ﾔﾏﾀﾞ ﾊﾅｺ", f"ﾌﾘｶﾞﾅ:{X}"),
        ("カナ氏名:タナカ イチロウ", f"カナ氏名:{X}"),
        ("旧姓は佐藤です", f"旧姓は{X}です"),
        ("よろしくお願いします。\n今井太郎", f"よろしくお願いします。\n{X}"),
        ("以上\n---\n今井 太郎\n", f"以上\n---\n{X}\n"),
        ("今井殿", f"{X}殿"),
        ("今井君が来た", f"{X}君が来た"),
        ("今井くん", f"{X}くん"),
        ("今井先生に聞く", f"{X}先生に聞く"),
        ("今井部長あて", f"{X}部長あて"),
        ("今井さくら様", f"{X}様"),
        ("髙橋様、山﨑さん", f"{X}様、{X}さん"),
        ("葛󠄀城様より", f"{X}様より"),
        ("いまい様", f"{X}様"),
        ("イマイサン", f"{X}サン"),
        ("Taro Yamada様", f"{X}様"),
        ("Mr. Yamadaから", f"Mr. {X}から"),
        ("吉田𠮷田様", f"{X}様"),
    ],
)  # fmt: skip
def test_names_with_evidence_go(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_relatives_have_given_names_that_only_a_dictionary_knows() -> None:
    tokenizer = Dictionary(people=["健太", "太郎", "花子"])
    assert mask("長男の健太が使う", tokenizer) == f"長男の{X}が使う"
    assert mask("ご主人の太郎さん", tokenizer) == f"ご主人の{X}さん"
    assert mask("妻の花子の名義", tokenizer) == f"妻の{X}の名義"
    assert mask("花子ちゃんの誕生日", tokenizer) == f"{X}ちゃんの誕生日"
    assert mask("長男の転校が決まる", tokenizer) == "長男の転校が決まる"


def test_a_place_in_the_dictionary_makes_numbers_an_address() -> None:
    tokenizer = Dictionary(places=["神南"])
    assert mask("神南1-19-11に届く", tokenizer) == "〔住所〕に届く"
    assert mask("型番1-19-11に届く", tokenizer) == "型番1-19-11に届く"
