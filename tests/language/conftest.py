"""One compiled dictionary for all language tests; the first test that needs it builds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocli.language.tokenizers import build_tokenizer
from vocli.model import Tokenizer


@pytest.fixture(scope="session")
def mecab(dictionary_cache: Path) -> Tokenizer:
    """The fast tokenizer."""
    return build_tokenizer("mecab", [], dictionary_cache)[0]


@pytest.fixture(scope="session")
def janome(dictionary_cache: Path) -> Tokenizer:
    """The portable tokenizer."""
    return build_tokenizer("janome", [], dictionary_cache)[0]
