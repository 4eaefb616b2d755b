"""Tools are built as asked, and vectors are the same however they are cut into pieces."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vocli.pipeline import instruments
from vocli.pipeline.instruments import CHUNK, build_tools, crewed, encode
from vocli.pipeline.question import Question, silent


@pytest.fixture
def folder(dictionary_cache: Path) -> Path:
    """Where the dictionary of the other tests lies."""
    return dictionary_cache


def test_no_texts_have_no_vectors(recording: Any) -> None:
    found = encode([], recording.encoder, silent)
    assert (found.shape, found.dtype) == ((0, 512), np.dtype("int8"))
    assert recording.encoder.seen == []


def test_texts_are_encoded_once_in_order_and_in_pieces(recording: Any) -> None:
    texts = [f"荷物{i}番が届かない" for i in range(CHUNK + 10)]
    steps: list[tuple[int, int]] = []
    found = encode(texts, recording.encoder, lambda _, done, of: steps.append((done, of)))
    assert recording.encoder.seen == texts
    assert steps == [(1, 2), (2, 2)]
    assert found.tolist() == recording.encoder.encode(texts).tolist()


def test_a_few_turns_start_no_processes(recording: Any, monkeypatch: Any) -> None:
    def refuse(*_: Any) -> Any:
        raise AssertionError("a crew for a handful of turns")

    monkeypatch.setattr(instruments, "crew", refuse)
    with crewed(recording, 8, 3) as tools:
        assert tools is recording


def test_many_turns_are_encoded_by_a_crew_in_pieces_of_one_size(
    recording: Any, monkeypatch: Any
) -> None:
    asked: list[tuple[int, list[int]]] = []

    class Workers:
        many = True

        def map(self, function: Any, chunks: Any) -> Any:
            assert function is instruments._encode_chunk
            asked.append((2, [len(chunk) for chunk in chunks]))
            return map(recording.encoder.encode, chunks)

    @contextmanager
    def hired(jobs: int, warm: Any) -> Any:
        assert jobs == 2
        yield Workers()

    monkeypatch.setattr(instruments, "crew", hired)
    texts = [f"荷物{i}" for i in range(600)]
    with crewed(recording, 2, 100_000) as tools:
        assert tools.encoder.name == recording.encoder.name
        assert encode(texts, tools.encoder, silent).shape == (600, 512)
    assert asked == [(2, [CHUNK, CHUNK, 600 - 2 * CHUNK])]


def test_an_encoder_that_is_not_wanted_is_not_missed(folder: Path) -> None:
    question = Question(patterns=(), tokenizer="mecab", cache_dir=folder, use_encoder=False)
    tools, remarks = build_tools(question)
    assert (tools.encoder, tools.tokenizer.name, remarks) == (None, "mecab", ())


def test_an_encoder_that_is_missing_is_told(folder: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(instruments, "_encoder", lambda: (None, "no vectors here"))
    tools, remarks = build_tools(Question(patterns=(), tokenizer="mecab", cache_dir=folder))
    assert tools.encoder is None
    assert remarks == ("no vectors here",)


def test_a_process_without_an_encoder_says_why(monkeypatch: Any) -> None:
    monkeypatch.setattr(instruments, "_encoder", lambda: (None, "no vectors here"))
    with pytest.raises(RuntimeError, match="no vectors here"):
        instruments._encode_chunk(["届かない"])


def test_the_user_s_words_reach_the_tokenizer(folder: Path) -> None:
    question = Question(
        patterns=(), tokenizer="janome", words=("しずくの泉",), cache_dir=folder, use_encoder=False
    )
    tools, _ = build_tools(question)
    assert "しずくの泉" in [token.surface for token in tools.tokenizer.tokens("しずくの泉を頼む")]
