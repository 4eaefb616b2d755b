"""Sentences, words and vectors: what a text is made of."""

from vocli.language.encoder import arithmetic, load_encoder
from vocli.language.notes import NotePart, split_note
from vocli.language.rituals import set_aside, strip_rituals
from vocli.language.sentences import split_voices
from vocli.language.synonyms import with_synonyms
from vocli.language.terms import terms
from vocli.language.tokenizers import ENGINES, TOKENIZERS, build_tokenizer
from vocli.language.voices import Cuts, Sentence, line_key, plain, said_by_customers, voices_of

__all__ = [
    "ENGINES",
    "TOKENIZERS",
    "Cuts",
    "NotePart",
    "Sentence",
    "arithmetic",
    "build_tokenizer",
    "line_key",
    "load_encoder",
    "plain",
    "said_by_customers",
    "set_aside",
    "split_note",
    "split_voices",
    "strip_rituals",
    "terms",
    "voices_of",
    "with_synonyms",
]
