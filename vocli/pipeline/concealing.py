"""The corridor's second step: nothing goes further unmasked, unless somebody asked to see everything."""

from __future__ import annotations

from collections.abc import Sequence

from vocli.model import Tokenizer
from vocli.pipeline.question import Question
from vocli.privacy import mask_texts


def conceal(texts: Sequence[str], tokenizer: Tokenizer, question: Question) -> list[str]:
    """The texts as the question wants them: masked; as they were written with --show-personal."""
    if question.reach.personal:
        return list(texts)
    return mask_texts(texts, tokenizer, question.policy)
