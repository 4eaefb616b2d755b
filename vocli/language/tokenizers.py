"""The tokenizers by name, and the choice between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from vocli.errors import VocliError
from vocli.language.dictionary import DictionaryError
from vocli.language.janome_engine import JanomeTokenizer
from vocli.language.mecab_engine import MecabTokenizer
from vocli.language.words import Word, all_words
from vocli.messages import t
from vocli.model import Tokenizer


def _janome(words: Sequence[Word], cache_dir: Path) -> Tokenizer:
    return JanomeTokenizer(words)


def _mecab(words: Sequence[Word], cache_dir: Path) -> Tokenizer:
    return MecabTokenizer(words, cache_dir)


TOKENIZERS: dict[str, Callable[[Sequence[Word], Path], Tokenizer]] = {
    "janome": _janome,
    "mecab": _mecab,
}
ENGINES = ("auto", *TOKENIZERS)


def build_tokenizer(engine: str, words: Sequence[str], cache_dir: Path) -> tuple[Tokenizer, str]:
    """The tokenizer of that name with the user's words, and why `auto` had to do without mecab.

    The reason is "" unless `auto` fell back. Raises VOC-E301 for an unknown name and VOC-E302 where
    `mecab` was asked for and cannot be had.
    """
    if engine not in ENGINES:
        raise VocliError(
            "VOC-E301",
            t("language.unknown_tokenizer", name=engine),
            hint=t("language.unknown_tokenizer_hint", names=", ".join(ENGINES)),
        )
    entries = all_words(words)
    name = "mecab" if engine == "auto" else engine
    try:
        return TOKENIZERS[name](entries, cache_dir), ""
    except ImportError:
        reason = t("language.no_fugashi")
    except OSError:
        reason = t("language.cache_not_writable", path=str(cache_dir))
    except DictionaryError:
        reason = t("language.dictionary_failed")
    if engine != "auto":
        raise VocliError(
            "VOC-E302", t("language.no_tokenizer", reason=reason), hint=t("language.use_janome")
        )
    return TOKENIZERS["janome"](entries, cache_dir), reason
