"""Short sentences that stand in a text: a noun, its particle, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vocli.model import Token

# Particles that tie a noun to its predicate. は becomes が before a negation or an adjective:
# 「ランプは消えない」 and 「ランプが消えない」 are one thing to count; 「名前は控える」 is not 「名前が」.
_PARTICLES = {
    "が": "が",
    "は": "が",
    "を": "を",
    "に": "に",
    "で": "で",
    "へ": "に",
    "から": "から",
}
_NEGATIVE = {"ない", "ぬ", "ん", "ず", "まい", "なく", "なかっ"}
_PLAIN = {
    "する",
    "なる",
    "ある",
    "いる",
    "できる",
    "言う",
    "いう",
    "思う",
    "てる",
    "くる",
    "いく",
    "下さる",
    "頂く",
    "いただく",
    "もらう",
    "くださる",
    "くれる",
    "ござる",
    "おる",
    "申す",
    "みる",
}
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
}
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
_A_ROW = dict(zip("うくぐすつぬぶむる", "わかがさたなばまら", strict=True))


def phrases(tokens: Sequence[Token]) -> Iterator[str]:
    """Every noun + particle + predicate of one sentence, the predicate in its plain form.

    「11/7着予定のボトルが届かず」 yields 「ボトルが届かない」.
    """
    for i, token in enumerate(tokens):
        particle = _PARTICLES.get(token.surface)
        if particle is None or not token.pos.startswith("助詞,"):
            continue
        noun = _noun_before(tokens, i)
        predicate = _predicate_after(tokens, i + 1)
        if token.surface == "は" and not predicate.endswith("い"):
            continue
        if noun and predicate and not _is_told(tokens, i + 1):
            yield f"{noun}{particle}{predicate}"


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
        and not token.pos.startswith(("名詞,代名詞", "名詞,副詞可能", "名詞,非自立"))
        and all(ch.isalnum() or ch in "ー・" for ch in token.surface)
    ) or token.pos.startswith("接頭詞,名詞接続")


def _is_kanji(text: str) -> bool:
    return bool(text) and all("一" <= ch <= "鿿" for ch in text)


def _predicate_after(tokens: Sequence[Token], start: int) -> str:
    """The plain form of the predicate that begins at `start` or one adverb later; "" if there is none."""
    i = start
    while i < len(tokens) and i < start + 2 and tokens[i].pos.startswith(("副詞", "名詞,副詞可能")):
        i += 1
    if i >= len(tokens):
        return ""
    head = tokens[i]
    if head.pos.startswith("形容詞,自立"):
        return _adjective(tokens, i)
    if (
        head.pos.startswith("名詞,サ変接続")
        and i + 1 < len(tokens)
        and tokens[i + 1].base in {"する", "できる"}
    ):
        stem, verb = head.surface, tokens[i + 1]
        return stem + _verb(tokens, i + 1, verb)
    if head.pos.startswith("名詞,形容動詞語幹"):
        return "" if _negated(tokens, i + 1) else f"{head.surface}だ"
    if head.pos.startswith("動詞,自立") and head.base not in _PLAIN:
        return _verb(tokens, i, head)
    return ""


def _adjective(tokens: Sequence[Token], i: int) -> str:
    adjective = tokens[i].base
    if adjective in {"ない", "無い"}:
        return "ない"
    negated = i + 1 < len(tokens) and tokens[i + 1].base in {"ない", "ぬ"}
    return adjective[:-1] + "くない" if negated else adjective


def _verb(tokens: Sequence[Token], i: int, verb: Token) -> str:
    """The verb with its voice (れる, せる), 〜ている and negation, in the plain form."""
    stem, j = verb, i + 1
    before = ""
    while j < len(tokens) and tokens[j].pos.startswith("動詞,接尾"):
        joined = "さ" if stem.base == "する" else _irrealis(stem, tokens[j - 1].surface)
        before, stem = before + joined, tokens[j]
        j += 1
    if _negated(tokens, j):
        return before + _negate(stem, tokens[j - 1].surface)
    if j + 1 < len(tokens) and tokens[j].surface in {"て", "で"} and tokens[j + 1].base == "いる":
        joined = before + tokens[j - 1].surface + tokens[j].surface
        return joined + ("いない" if _negated(tokens, j + 2) else "いる")
    return before + stem.base


def _negated(tokens: Sequence[Token], j: int) -> bool:
    """True if the words from `j` on negate: ない, ず, ません."""
    if j < len(tokens) and tokens[j].base == "ます":
        j += 1
    return j < len(tokens) and (
        (tokens[j].base in {"ない", "ぬ", "ん"} and tokens[j].pos.startswith("助動詞"))
        or (tokens[j].surface in _NEGATIVE and tokens[j].pos.startswith("助動詞"))
    )


def _negate(verb: Token, surface: str) -> str:
    return _irrealis(verb, surface) + "ない"


def _irrealis(verb: Token, surface: str) -> str:
    """The form that ない joins: 届く -> 届か, 消える -> 消え, する -> し, 来る -> 来."""
    base = verb.base
    if base in {"する", "ずる"}:
        return "し"
    if base in {"来る", "くる"}:
        return base[:-1] if base == "来る" else "こ"
    if base.endswith("る") and surface == base[:-1]:
        return surface
    if base.endswith("する"):
        return base[:-2] + "し"
    return base[:-1] + _A_ROW.get(base[-1:], base[-1:])
