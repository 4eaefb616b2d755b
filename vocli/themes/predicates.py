"""What is said of a noun: the predicate that begins at a token, in its plain form."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from vocli.model import Token

_NEGATIVE = {"ない", "ぬ", "ん", "ず", "まい", "へん", "ひん"}  # base forms of auxiliaries
_NONE = {"ない", "無い"}
# Said in every other sentence; they name something only where they are denied.
_PLAIN = {"ある", "いる", "できる", "くれる", "おる", "もらう", "いただく", "頂く"}
_EMPTY = {
    "する", "なる", "言う", "いう", "思う", "てる", "くる", "いく", "下さる", "くださる",
    "ござる", "いらっしゃる", "申す", "みる",
}  # fmt: skip
_BECOMES = {"なる", "する"}
# Auxiliaries after て, whatever the dictionary calls them.
_GIVEN = {"いる", "ある", "くれる", "もらえる", "貰える", "いただける", "頂ける"}
_HARD_OR_EASY = {"にくい", "づらい", "難い", "辛い", "やすい"}
_DUTY = {"いける", "なる", "だめ", "ダメ", "駄目"}
_BELIEFS = {"思う", "思える", "言う", "言える", "いう", "いえる", "感じる", "限る"}
_EMPTIED = {"わけ", "訳", "はず", "筈", "そう"}  # 対応が悪いわけではない, 届きそうにない
_LINKS = {"が", "は", "も", "に", "で", "じゃ", "では", "だ"}
_A_ROW = dict(zip("うくぐすつぬぶむる", "わかがさたなばまら", strict=True))
_SKIPPED = 2  # adverbs between a particle and its predicate


class Predicate(NamedTuple):
    """A plain form (届かない), its verb or adjective (届く), and what it is."""

    form: str
    base: str
    adjective: bool
    denied: bool
    wished: str = ""  # 見たい, where 見る is only wished for


def predicate_at(tokens: Sequence[Token], start: int) -> Predicate | None:
    """The predicate that begins at `start` or a few adverbs later; None if there is none.

    None as well where the sentence takes it back (「良いとは思えない」, 「使えるものがない」) or only
    asks (「席を替えられませんか」): its plain form would say the opposite of what was said.
    """
    i = _after_adverbs(tokens, start)
    found = _read(tokens, i) if i < len(tokens) else None
    light = found is not None and tokens[i].pos.startswith("名詞,サ変接続")
    return None if _taken_back(tokens, i + 1 + light) else found


def _read(tokens: Sequence[Token], i: int) -> Predicate | None:
    head, after = tokens[i], _base(tokens, i + 1)
    if head.pos.startswith("副詞") and head.surface == "よく":
        return _adjective(tokens, i, "良い", "よく")
    if head.pos.startswith("形容詞,自立"):
        return _adjective(tokens, i, head.base, head.base[:-1] + "く")
    if head.pos.startswith("名詞,形容動詞語幹"):
        return _adjectival_noun(tokens, i)
    if head.pos.startswith("名詞,サ変接続") and after in {"する", "できる"}:
        return _verb(tokens, i + 1, head.surface)
    return _verb(tokens, i, "") if head.pos.startswith("動詞,自立") else None


def _after_adverbs(tokens: Sequence[Token], start: int) -> int:
    """The first token that is no adverb: まだ, 今日, 丁寧に, 早く."""
    i = start
    for _ in range(_SKIPPED):
        step = _adverb(tokens, i)
        if not step:
            break
        i += step
    return i


def _adverb(tokens: Sequence[Token], i: int) -> int:
    """How many tokens from `i` on are one adverb; 0 if there is none."""
    if i + 1 >= len(tokens):
        return 0
    head, after = tokens[i], tokens[i + 1]
    if head.surface == "よく" and after.base == "ある":
        return 0  # よくありません is an adjective that the dictionary does not see
    if head.pos.startswith(("副詞", "名詞,副詞可能")):
        return 1
    if head.pos.startswith("名詞,形容動詞語幹"):
        if after.surface == "に" and _base(tokens, i + 2) not in _BECOMES:
            return 2
        return int(after.pos.startswith(("動詞,自立", "形容詞,自立")))
    acts = after.pos.startswith("動詞,自立") or (
        after.pos.startswith("名詞,サ変接続") and _base(tokens, i + 2) in {"する", "できる"}
    )
    adverbial = head.pos.startswith("形容詞,自立") and head.surface.endswith("く")
    return int(adverbial and acts and after.base not in {*_BECOMES, "ある", "できる"})


def _adjective(tokens: Sequence[Token], i: int, base: str, adverbial: str) -> Predicate | None:
    """高い, 高くない, 高くなる, 早くする; 「空きはないですか」 is no answer."""
    if base in _NONE:
        return None if _asks(tokens, i + 1) else Predicate("ない", "ない", True, True)
    if _base(tokens, i + 1) in {*_BECOMES, "できる"} and tokens[i].surface.endswith("く"):
        return _verb(tokens, i + 1, adverbial)
    denial = _denial(tokens, _over(tokens, i + 1, {"は", "も"}))
    if denial:
        return None if _asks(tokens, denial) else Predicate(adverbial + "ない", base, True, True)
    return None if tokens[i].pos.startswith("副詞") else Predicate(base, base, True, False)


def _adjectival_noun(tokens: Sequence[Token], i: int) -> Predicate | None:
    """簡単だ, 簡単ではない, 静かになる, 静かにする; a compound (安全装置) is none."""
    stem, j = tokens[i].surface, i + 1
    if j < len(tokens) and tokens[j].pos.startswith("名詞") and tokens[j].surface != "そう":
        return None
    if _surface(tokens, j) == "に":
        becomes = _base(tokens, j + 1) in _BECOMES
        return _verb(tokens, j + 1, f"{stem}に") if becomes else None
    denial = _denial(tokens, _over(tokens, j, {"で", "じゃ", "は", "も"}))
    if denial:
        return None if _asks(tokens, denial) else Predicate(f"{stem}ではない", stem, True, True)
    return Predicate(f"{stem}だ", stem, True, False)


def _verb(tokens: Sequence[Token], i: int, before: str) -> Predicate | None:
    """The verb with its voice (れる, せる), 〜ている, its auxiliaries if denied, and negation."""
    text, j = _with_voices(tokens, i, before)
    usual = text + tokens[j].base
    bare = not text and usual in _EMPTY | _PLAIN
    denial = _denial(tokens, j + 1)
    if denial:
        if _duty(tokens, denial):
            return None if bare else Predicate(usual, usual, False, False)
        if _asks(tokens, denial) or (bare and usual in _EMPTY):
            return None
        form = "ない" if usual == "ある" else text + _irrealis(tokens[j]) + "ない"
        return Predicate(form, usual, False, True)
    if bare:
        return None
    changed = _wished_or_hard(tokens, j, text) or _cannot(tokens, j, usual)
    if changed:
        return Predicate(changed, usual, False, changed.endswith("ない"))
    wished = f"{text}{tokens[j].surface}たい" if _base(tokens, j + 1) == "たい" else ""
    form = _with_auxiliaries(tokens, j, text) or usual
    return Predicate(form, usual, False, form.endswith("ない"), wished)


def _with_voices(tokens: Sequence[Token], i: int, before: str) -> tuple[str, int]:
    """What stands before the last part of the verb, and where that is: 取ら + れる."""
    text, j = before, i
    while j + 1 < len(tokens) and (
        tokens[j + 1].pos.startswith("動詞,接尾") or _is_pair(tokens[j], tokens[j + 1])
    ):
        text, j = text + tokens[j].surface, j + 1
    return text, j


def _is_pair(verb: Token, after: Token) -> bool:
    """True for 開け + 閉め: two verbs that the dictionary does not know as one."""
    both = verb.pos.startswith("動詞,自立") and after.pos.startswith("動詞,自立")
    return both and verb.surface != verb.base and after.base not in {"する", "なる"}


def _wished_or_hard(tokens: Sequence[Token], j: int, text: str) -> str:
    """かけたくない, 分かりにくい; "" for a mere wish: what is wished is the matter."""
    stem, after = text + tokens[j].surface, _base(tokens, j + 1)
    denied = bool(_denial(tokens, _over(tokens, j + 2, {"は", "も"})))
    if after == "たい":
        return f"{stem}たくない" if denied else ""
    if after in _HARD_OR_EASY:
        return stem + (f"{after[:-1]}くない" if denied else after)
    return ""


def _cannot(tokens: Sequence[Token], j: int, usual: str) -> str:
    """予約を取ることができない."""
    if _surface(tokens, j + 1) != "こと" or _surface(tokens, j + 2) not in {"が", "は", "も"}:
        return ""
    denied = _base(tokens, j + 3) == "できる" and _denial(tokens, j + 4)
    return f"{usual}ことができない" if denied else ""


def _with_auxiliaries(tokens: Sequence[Token], j: int, text: str) -> str:
    """間違っている, 教えてくれない, 食べきれない; "" where an auxiliary changes nothing."""
    text, k = text + tokens[j].surface, j + 1
    while k < len(tokens):
        if tokens[k].base in {"てる", "でる"} and tokens[k].pos.startswith("動詞,非自立"):
            return text + tokens[k].base[0] + ("いない" if _denial(tokens, k + 1) else "いる")
        te = tokens[k].surface if tokens[k].pos.startswith("助詞,接続助詞") else ""
        if te:
            text, k = text + te, _over(tokens, k + 1, {"は", "も"})
        if te in {"て", "で"} and _base(tokens, k) in _NONE:
            return text + "いない"
        if te not in {"", "て", "で"} or not _is_auxiliary(tokens, k, after_te=bool(te)):
            break
        text, k = _with_voices(tokens, k, text)
        denial = _denial(tokens, k + 1)
        if te and tokens[k].base == "おる":  # the humble form of いる
            return text + ("いない" if denial else "いる")
        if denial and not _asks(tokens, denial):
            return text + ("" if tokens[k].base == "ある" else _irrealis(tokens[k])) + "ない"
        if te and tokens[k].base in {"いる", "ある"}:
            return text + tokens[k].base
        text, k = text + tokens[k].surface, k + 1
    return ""


def _is_auxiliary(tokens: Sequence[Token], k: int, *, after_te: bool) -> bool:
    if k >= len(tokens):
        return False
    return tokens[k].pos.startswith("動詞,非自立") or (after_te and tokens[k].base in _GIVEN)


def _denial(tokens: Sequence[Token], j: int) -> int:
    """Where the sentence goes on after a negation at `j` (ない, ず, ません, ありません); 0 for none."""
    if j < len(tokens) and tokens[j].base == "ある" and j and not _is_te(tokens[j - 1]):
        j += 1
        if _base(tokens, j) not in {"ます", "ない"}:
            return 0
    if _base(tokens, j) == "ます":
        j += 1
    if j >= len(tokens):
        return 0
    token = tokens[j]
    negative = token.pos.startswith("助動詞") and token.base in _NEGATIVE
    return j + 1 if negative or (token.base in _NONE and token.pos.startswith("形容詞")) else 0


def _is_te(token: Token) -> bool:
    return token.surface in {"て", "で"} and token.pos.startswith("助詞,接続助詞")


def _duty(tokens: Sequence[Token], k: int) -> bool:
    """True where the negation that ends at `k` only says that it must: 払わないといけない."""
    if tokens[k - 1].surface in {"なきゃ", "なくちゃ"}:
        return True
    after = _over(tokens, k, {"て", "は"})
    if _surface(tokens, k) in {"と", "ば"}:
        after = k + 1
    return after > k and _base(tokens, after) in _DUTY


def _asks(tokens: Sequence[Token], k: int) -> bool:
    """True where the negation that ends at `k` is a question or an offer: 〜ませんか, 〜ないでしょうか."""
    while k < len(tokens) and tokens[k].pos.startswith("助動詞"):
        k += 1
    return _surface(tokens, k) == "か"


def _taken_back(tokens: Sequence[Token], start: int) -> bool:
    """True where the rest denies the whole: とは思えない, わけではない, 使えるパソコンがない."""
    i = start
    while i < len(tokens) and tokens[i].pos.startswith(("助動詞", "動詞,接尾", "動詞,非自立")):
        i += 1
    if i >= len(tokens):
        return False
    if tokens[i].surface == "と" and not tokens[i].pos.startswith("助詞,接続助詞"):
        i = _over(tokens, i + 1, {"は", "も"})
        return _base(tokens, i) in _BELIEFS and _denied_verb(tokens, i)
    nouns = i
    while i < len(tokens) and tokens[i].pos.startswith("名詞"):
        i += 1
    emptied = _surface(tokens, nouns) in _EMPTIED
    end = _over(tokens, i, _LINKS if emptied else {"が", "は", "も"})
    if i in {nouns, end}:
        return False
    missing = _base(tokens, end) in _NONE or _base(tokens, end) in {"ある", "いる"}
    return missing and (_base(tokens, end) in _NONE or _denied_verb(tokens, end))


def _denied_verb(tokens: Sequence[Token], i: int) -> bool:
    return bool(_denial(tokens, i + 1))


def _irrealis(verb: Token) -> str:
    """The form that ない joins: 届く -> 届か, 消える -> 消え, する -> し, 来る -> 来."""
    base, surface = verb.base, verb.surface
    if base.endswith(("する", "ずる")):
        return base[:-2] + "し"
    if base == "来る":
        return "来"
    if base.endswith("くる") and surface in {base[:-2] + "こ", base[:-2] + "き"}:
        return base[:-2] + "こ"
    if base.endswith("る") and surface == base[:-1]:
        return surface
    return base[:-1] + _A_ROW.get(base[-1:], base[-1:])


def _over(tokens: Sequence[Token], i: int, surfaces: Collection[str]) -> int:
    """The first token from `i` on that is none of `surfaces`."""
    while i < len(tokens) and tokens[i].surface in surfaces:
        i += 1
    return i


def _base(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].base if i < len(tokens) else ""


def _surface(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].surface if i < len(tokens) else ""
