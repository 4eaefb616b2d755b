"""Content words of one voice: what themes are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from vocli.language.words import rows
from vocli.model import Token

_LONGEST_COMPOUND = 4  # nouns; a longer run is a list or an address, its parts are enough
_OTHER, _NOUN, _SUFFIX, _PREFIX, _VERB, _ADJECTIVE, _ADVERB, _ALONE = range(8)
_NOUN_PARTS = (
    "名詞,一般",
    "名詞,サ変接続",
    "名詞,固有名詞",
    "名詞,形容動詞語幹",
    "名詞,ナイ形容詞語幹",
)
_BY_TAG = (
    (_NOUN_PARTS, _NOUN),
    (("名詞,副詞可能",), _ALONE),  # 今日, 夜: a word of its own, joined to nothing
    (("名詞,接尾,一般", "名詞,接尾,サ変接続"), _SUFFIX),
    (("接頭詞",), _PREFIX),
    (("動詞,自立",), _VERB),
    (("形容詞,自立",), _ADJECTIVE),
    (("副詞",), _ADVERB),
)
_PREFIXES = frozenset("再未不無非新全各両超")
_NEGATIONS = frozenset(("ない", "ぬ", "ん", "まい"))
# 「教えてくださいませんか」 denies nothing: after these the negation belongs to the asking.
_ASKING = frozenset(("くださる", "いただく", "いただける", "頂く", "頂ける", "下さる"))
_FAVOURS = frozenset(("くれる", "もらえる", "貰える"))
_CLAUSE_ENDS = frozenset(("と", "が", "けど", "けれど", "し", "から", "ので"))
_PREDICATE_PARTS = ("助動詞", "動詞,非自立", "動詞,接尾", "助詞,接続助詞", "助詞,係助詞")
_LIGHT_VERBS = frozenset(("する", "いたす", "致す", "できる", "出来る"))
_HARD_OR_EASY = frozenset(("にくい", "づらい", "難い", "辛い", "やすい"))
_VOWEL_A = dict(zip("うくぐすつぬぶむる", "わかがさたなばまら", strict=True))
_LETTER = re.compile(r"[0-9A-Za-zぁ-んァ-ヴ一-鿿々〆ヶ]")
_NUMBER = re.compile(r"[0-9.,:/%-]+")
_SINGLE = re.compile(r"[一-鿿]")


def terms(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The terms of a voice, in order of appearance, repeated ones once.

    Noun runs come as the compound and its parts (解約金, 解約), verbs and adjectives in base form,
    denied ones with their negation (つながらない, できない, 連絡ない). Symbols are told by their
    characters, not by the tag: the dictionary calls ASCII symbols nouns.
    """
    out: dict[str, None] = {}
    classes = [_class(token) for token in tokens]
    for i in range(1, len(tokens)):
        # 「3日水がない」: what follows a counter is a word of its own, whatever the dictionary says.
        if classes[i] == _SUFFIX and tokens[i - 1].pos.startswith("名詞,接尾,助数詞"):
            classes[i] = _NOUN
    i = 0
    while i < len(tokens):
        kind = classes[i]
        if kind == _NOUN or (kind == _PREFIX and classes[i + 1 : i + 2] == [_NOUN]):
            end = _noun_end(classes, i)
            _add(out, _noun_terms(tokens, i, end, suffix=classes[end - 1] == _SUFFIX))
            i = end
            continue
        if kind == _VERB:
            _add(out, _verb_terms(tokens, i))
        elif kind == _ADJECTIVE:
            _add(out, _adjective_terms(tokens, i))
        elif kind in {_ADVERB, _ALONE}:
            _add(out, [tokens[i].surface])
        i += 1
    return tuple(out)


def _add(out: dict[str, None], found: list[str]) -> None:
    for seen in found:
        term = _kept(seen)
        if term:
            out.setdefault(term)


@lru_cache(maxsize=65536)
def _kept(seen: str) -> str:
    """The spelling a term is kept in, "" for what is no term."""
    term = _variants().get(seen, seen)
    if not _LETTER.search(term) or _NUMBER.fullmatch(term) or term in _words("stopwords.txt"):
        return ""
    return term if len(term) > 1 or _SINGLE.fullmatch(term) else ""


@lru_cache(maxsize=65536)
def _class(token: Token) -> int:
    kind = next((kind for tags, kind in _BY_TAG if token.pos.startswith(tags)), _OTHER)
    unfit = (
        (kind == _NOUN and not _LETTER.search(token.surface))
        or (kind == _PREFIX and token.surface not in _PREFIXES)
        or (kind == _ADVERB and token.surface not in _words("adverbs.txt"))
    )
    return _OTHER if unfit else kind


def _noun_end(classes: Sequence[int], start: int) -> int:
    end = start + 1
    while end < len(classes) and classes[end] in {_NOUN, _SUFFIX}:
        end += 1
    return end


def _noun_terms(tokens: Sequence[Token], start: int, end: int, *, suffix: bool) -> list[str]:
    run = [_surface(token) for token in tokens[start:end]]
    whole = "".join(run)
    found = []
    if len(run) <= _LONGEST_COMPOUND:
        found.append(whole)
    if len(run) > 1:
        parts = run[:-1] if suffix else run
        found += [part for part in parts if len(part) > 1]
    if len(run) > 2:
        found += [a + b for a, b in pairwise(run)]
    return found + _denied_noun(tokens, end, whole)


def _denied_noun(tokens: Sequence[Token], end: int, noun: str) -> list[str]:
    """連絡がない, 連絡がありません, 解決していない, 親切ではない as one term."""
    i = end
    particle = ""
    while i < len(tokens) and tokens[i].pos.startswith("助詞") and tokens[i].surface in "がはもで":
        particle += tokens[i].surface
        i += 1
    if i >= len(tokens):
        return []
    word = tokens[i]
    de = "で" if particle.startswith("で") or word.base in {"だ", "じゃ"} else ""
    if word.base == "ない" and word.pos.startswith(("形容詞", "助動詞")):
        return [f"{noun}{de}ない"]
    if word.base == "ある" and _negated(tokens, i):
        return [f"{noun}{de}ない"]
    if not particle and word.base == "する" and _negated(tokens, i):
        return [f"{noun}しない"]
    if word.base == "だ" and i + 1 < len(tokens):
        return _denied_noun(tokens, i + 1, f"{noun}で") if tokens[i].surface == "で" else []
    return []


def _verb_terms(tokens: Sequence[Token], i: int) -> list[str]:
    verb = tokens[i]
    negated = _negated(tokens, i)
    if verb.base in _LIGHT_VERBS:
        return ["できない"] if negated and verb.base in {"できる", "出来る"} else []
    if verb.base == "ある":
        return []
    after = tokens[i + 1] if i + 1 < len(tokens) else verb
    if after.pos.startswith("形容詞,非自立") and after.base in _HARD_OR_EASY:
        return [_variants().get(verb.surface + after.base, verb.surface + after.base)]
    found = [_denial(verb)] if negated else [verb.base]
    favour = _denied_favour(tokens, i)
    return [*found, favour] if favour else found


def _denial(verb: Token) -> str:
    """つながる with any inflection in the text: つながらない."""
    base, surface = verb.base, verb.surface
    if base.endswith("くる") or base == "来る":
        return base[:-2] + "こない" if base.endswith("くる") else "来ない"
    if base.endswith("する"):
        return base[:-2] + "しない"
    if base.endswith("る") and surface == base[:-1]:
        return surface + "ない"
    return base[:-1] + _VOWEL_A.get(base[-1], base[-1]) + "ない"


def _adjective_terms(tokens: Sequence[Token], i: int) -> list[str]:
    base = "良い" if tokens[i].base in {"いい", "よい", "良い"} else tokens[i].base
    if base in {"ない", "無い"}:
        return []
    if base == "良い" and i and tokens[i - 1].surface in {"ば", "たら", "て", "も"}:
        return []  # どうすればいい, 来てもいい: asks, does not praise
    return [base[:-1] + "くない"] if _negated(tokens, i) else [base]


def _negated(tokens: Sequence[Token], i: int) -> bool:
    """True when a negation follows the predicate at `i` before the clause goes on."""
    for token in tokens[i + 1 : i + 6]:
        if token.base in _ASKING or token.base in _FAVOURS or token.surface in _CLAUSE_ENDS:
            return False
        if token.base == "ない" and token.pos.startswith("形容詞"):
            return True
        if token.base in _NEGATIONS and token.pos.startswith("助動詞"):
            return True
        if not token.pos.startswith(_PREDICATE_PARTS):
            return False
    return False


def _denied_favour(tokens: Sequence[Token], i: int) -> str:
    """くれない, もらえない after a verb, unless it asks: 「直してもらえませんか」."""
    for j in range(i + 1, min(i + 4, len(tokens))):
        if tokens[j].base in _FAVOURS and _negated(tokens, j):
            asks = any(token.surface in {"か", "?"} for token in tokens[j + 1 : j + 5])
            return "" if asks else _denial(tokens[j])
        if not tokens[j].pos.startswith(("助詞,接続助詞", "動詞,非自立")):
            return ""
    return ""


def _surface(token: Token) -> str:
    text = token.surface.lower() if token.surface.isascii() else token.surface
    text = text.replace("\u3000", " ")
    return _variants().get(text, text)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(row[0] for row in rows(name))


@cache
def _variants() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("variants.tsv")}
