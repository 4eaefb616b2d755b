"""Short sentences that stand in a text: a noun, its particle, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vocli.model import Token
from vocli.themes.predicates import Predicate, predicate_at

# Particles that tie a noun to its predicate.
_PARTICLES = {
    "が": "が",
    "は": "は",
    "を": "を",
    "に": "に",
    "で": "で",
    "へ": "に",
    "から": "から",
}
# 「お肉は食べない」 is not 「お肉が食べない」: with these the noun is what it is done to.
_DONE_TO = {
    "する", "食べる", "飲む", "使う", "買う", "見る", "読む", "聞く", "知る", "教える", "送る", "頼む",
    "払う", "控える", "書く", "入れる", "出す", "持つ", "取る", "呼ぶ", "押す", "開ける", "閉める",
    "替える", "変える", "運ぶ", "借りる", "返す", "渡す", "受け取る", "触る", "直す", "待つ", "選ぶ",
    "受ける", "忘れる", "伝える", "調べる", "続ける", "止める", "やめる", "作る", "捨てる", "求める", "望む",
    "認める", "覚える", "見つける", "見せる", "届ける", "付ける", "つける", "外す", "消す", "貼る",
}  # fmt: skip
_FELT = {
    "気",
    "感じ",
    "気持ち",
    "思い",
    "予感",
}  # 気がする: nothing that a nose or an ear noticed
_EMPTY_NOUNS = {
    "こと",
    "もの",
    "の",
    "よう",
    "ため",
    "ところ",
    "とき",
    "方",
    "件",
    "旨",
    "由",
    "様",
    "さん",
    "これ",
    "それ",
    "あれ",
    "どれ",
    "何",
    "いつ",
    "どこ",
    "私",
    "こちら",
    "そちら",
    "当方",
    "自分",
    "本日",
    "今日",
    "昨日",
    "先日",
    "今回",
    "前回",
    "お客様",
    "とおり",
    "はず",
    "まま",
    "年",
    "月",
    "週",
    "日",
    "時",
    "分",
    "秒",
    "回",
}
_NO_NOUN = ("名詞,代名詞", "名詞,副詞可能", "名詞,非自立")
_LONGEST_NOUN = 10
_REACH = 7  # tokens after the particle in which the telling must follow
_TELLING = {
    "言う",
    "いう",
    "聞く",
    "説明",
    "案内",
    "書く",
    "伝える",
    "教える",
    "申す",
    "約束",
    "思う",
}


def phrases(tokens: Sequence[Token]) -> Iterator[str]:
    """Every noun + particle + predicate of one sentence, the predicate in its plain form.

    「11/7着予定のボトルが届かず」 yields 「ボトルが届かない」. An act that could not be done or was not
    done needs no particle: 「解約できません」 yields 「解約できない」.
    """
    for i, token in enumerate(tokens):
        if token.pos.startswith("名詞,サ変接続"):
            yield from _denied_act(tokens, i)
        particle = _PARTICLES.get(token.surface)
        if particle is None or not token.pos.startswith("助詞,"):
            continue
        noun = _noun_before(tokens, i)
        if not noun or (particle == "に" and _is_adverbial(tokens[i - 1])):
            continue
        if _is_told(tokens, i + 1):
            continue
        found = predicate_at(tokens, i + 1)
        tie = _tie(particle, found) if found else ""
        if found and tie:
            # 「海が見たい」 without its wish would be 「海が見る」.
            said = (tie == "が" and found.wished) or found.form
            yield f"{noun}{tie}{said}"
        elif particle == "が" and _is_sensed(tokens, i, noun):
            yield f"{noun}がする"


def _is_told(tokens: Sequence[Token], start: int) -> bool:
    """True if the words from `start` on are what somebody told the customer (「費用がかからないと言われた」).

    A promise names a theme wrongly: it is the opposite that is complained of.
    """
    for j in range(start, min(start + _REACH, len(tokens) - 1)):
        if tokens[j].surface in {"。", "、"}:
            return False
        if tokens[j].surface in {"と", "って"} and tokens[j].pos.startswith("助詞"):
            return any(t.base in _TELLING for t in tokens[j + 1 : j + 3])
    return False


def _denied_act(tokens: Sequence[Token], i: int) -> Iterator[str]:
    """解約できない, 返金されない: whole sentences, unless what they are said of stands before them."""
    said = predicate_at(tokens, i)
    if i and tokens[i - 1].surface in {"が", "を", "は", "も"}:
        return
    if _is_told(tokens, i):
        return
    if said and said.denied and said.form.endswith(("できない", "されない", "されていない")):
        noun, act = _noun_before(tokens, i + 1), tokens[i].surface
        if noun.endswith(act) and said.form.startswith(act):
            yield noun + said.form.removeprefix(act)


def _is_adverbial(token: Token) -> bool:
    """丁寧に, 多めに: how something is done, no noun."""
    return token.pos.startswith("名詞,形容動詞語幹")


def _tie(particle: str, said: Predicate) -> str:
    """The particle that the phrase is kept with; "" where noun and predicate do not belong together.

    は becomes が before an adjective or a negation: 「ランプは消えない」 and 「ランプが消えない」 are one
    thing to count; 「名前は控える」 is not 「名前が」. An adjective is said of what stands before が;
    「アプリを新しいものに」 speaks of another noun.
    """
    if said.adjective:
        fits = particle == "が" or (particle == "は" and said.form.endswith("い"))
        return "が" if fits else ""
    if particle != "は":
        return particle
    done_to = said.base.endswith("する") or said.base in _DONE_TO
    return ("は" if done_to else "が") if said.denied else ""


def _is_sensed(tokens: Sequence[Token], i: int, noun: str) -> bool:
    """True for 異臭がする, 音がします."""
    said = [token.base for token in tokens[i + 1 : i + 3]]
    return said[:1] == ["する"] and said[1:] != ["たい"] and noun not in _FELT


def _noun_before(tokens: Sequence[Token], end: int) -> str:
    """The run of nouns that ends before `end`: 交換 + ランプ -> 交換ランプ; "" if it says nothing."""
    start = end
    while start > 0 and _is_noun(tokens[start - 1]):
        start -= 1
    run = list(tokens[start:end])
    while run and run[0].pos.startswith(("名詞,接尾", "名詞,数", "名詞,非自立")):
        run.pop(0)
    noun = "".join(t.surface for t in run)
    if not run or noun in _EMPTY_NOUNS or (len(noun) < 2 and not _is_kanji(noun)):
        return ""
    if len(noun) > _LONGEST_NOUN or any(t.pos.startswith("名詞,数") for t in run):
        return ""
    return noun


def _is_noun(token: Token) -> bool:
    return (
        token.pos.startswith("名詞")
        and (not token.pos.startswith(_NO_NOUN) or token.surface == "時間")
        and all(ch.isalnum() or ch in "ー・" for ch in token.surface)
    ) or token.pos.startswith("接頭詞,名詞接続")


def _is_kanji(text: str) -> bool:
    return bool(text) and all("一" <= ch <= "鿿" for ch in text)
