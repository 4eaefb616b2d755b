"""The portable tokenizer: pure Python, everywhere."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vocli.language.pieces import pieces
from vocli.language.words import Word
from vocli.model import Token


class JanomeTokenizer:
    """Janome with the extra words."""

    name = "janome"

    def __init__(self, words: Sequence[Word]) -> None:
        from janome.tokenizer import Tokenizer

        self._engine: Any = Tokenizer() if not words else None
        if self._engine is not None:
            return
        with tempfile.TemporaryDirectory(prefix="vocli-") as folder:
            path = Path(folder) / "words.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                for word in words:
                    ids = (word.left, word.right, word.cost)
                    tail = ("*", "*", word.surface, "*", "*")
                    writer.writerow([word.surface, *ids, *word.tags(), *tail])
            self._engine = Tokenizer(str(path))

    def tokens(self, text: str) -> list[Token]:
        """The morphemes of a folded text, white space left out."""
        out = []
        for piece in pieces(text):
            for token in self._engine.tokenize(piece):
                surface = token.surface
                if not surface.isspace():
                    base = token.base_form
                    out.append(
                        Token(surface, token.part_of_speech, surface if base == "*" else base)
                    )
        return out
