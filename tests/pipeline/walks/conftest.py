"""Records made by hand, and tools that remember what they were shown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from vocli.language.tokenizers import build_tokenizer
from vocli.model import Records, Source, Token, Tokenizer, Tools
from vocli.pipeline.question import Question, Scope, silent
from vocli.pipeline.scope import Scoped, limit
from vocli.schema import CONTACT_FIELDS, Dtype, empty_contacts, empty_turns
from vocli.signals.model import load_model
from vocli.text import digest

JAPAN = ZoneInfo("Asia/Tokyo")
SOURCE = "0123456789abcdef"
_EMPTY = {Dtype.TEXT: "", Dtype.TIME: pd.NaT, Dtype.NUMBER: float("nan")}
_WORD = re.compile(r"[ァ-ヴー]{2,}|[一-鿿]+|[ぁ-ん]{3,}")


class RecordingTokenizer:
    """A tokenizer that keeps every text that it was given."""

    name = "recording"

    def __init__(self, inner: Tokenizer) -> None:
        self.inner = inner
        self.seen: list[str] = []

    def tokens(self, text: str) -> list[Token]:
        """The inner tokenizer's tokens."""
        self.seen.append(text)
        return self.inner.tokens(text)


class RecordingEncoder:
    """Sums of one fixed direction per word, under the packaged encoder's name: no model is fitted."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    @property
    def name(self) -> str:
        """The name that the packaged model of signals belongs to."""
        return load_model().encoder

    def encode(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """Vectors of shape (len(texts), 512)."""
        self.seen.extend(texts)
        rows = np.zeros((len(texts), 512))
        for row, text in zip(rows, texts, strict=True):
            row[:] = sum(map(_direction, _WORD.findall(text)), np.zeros(512))
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return np.clip(np.rint(rows * 750), -127, 127).astype(np.int8)


def _direction(word: str) -> NDArray[np.float64]:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).normal(size=512)


class Desk:
    """Contacts of a support desk, written down one by one."""

    def __init__(self) -> None:
        self._contacts: list[dict[str, Any]] = []
        self._turns: list[dict[str, Any]] = []

    def add(self, key: str, *texts: str, day: str = "2026-11-02", **more: Any) -> Desk:
        """One inbound contact with a customer's turn per text; an empty `day` is an unknown time."""
        row = {field.key: _EMPTY.get(field.dtype) for field in CONTACT_FIELDS}
        moment = day if "T" in day else f"{day}T10:30"
        at = datetime.fromisoformat(moment).replace(tzinfo=JAPAN) if day else pd.NaT
        content = digest(key, *texts)
        row |= {"contact_id": key, "occurred_at": at, "channel": "phone", "channel_raw": "電話"}
        row |= {"source_id": SOURCE[:12], "source_row": 1.0, "content_hash": content} | more
        self._contacts.append(row)
        for number, text in enumerate(texts):
            self.turn(key, text, turn=float(number))
        return self

    def turn(self, key: str, text: str, **more: Any) -> Desk:
        """One more turn of a contact, the customer's unless told otherwise."""
        row = {"contact_id": key, "turn": 0.0, "speaker": "customer", "kind": "message"}
        row |= {"voice_kind": "verbatim", "at": pd.NaT, "text": text, "source_row": 1.0}
        self._turns.append(row | more)
        return self

    @property
    def records(self) -> Records:
        """What reading them would have yielded."""
        contacts = _typed(empty_contacts(), self._contacts)
        turns = _typed(empty_turns(), self._turns)
        return Records(contacts, turns, (source(len(contacts)),))

    def scoped(self, scope: Scope | None = None) -> Scoped:
        """The contacts that count."""
        return limit(self.records, scope or Scope())


def source(rows: int) -> Source:
    """An account of one file."""
    return Source(
        path="calls.csv",
        sha256=SOURCE,
        reader="csv",
        layout="generic",
        encoding="utf-8",
        newline="LF",
        header_row=1,
        rows_read=rows,
        contacts=rows,
        turns=rows,
        columns=(),
        unused=(),
        voice_kind="verbatim",
        note_share=0.0,
    )


def _typed(empty: pd.DataFrame, rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=empty.columns)
    if frame.empty:
        return empty
    return pd.DataFrame(
        {key: pd.Series(frame[key].tolist(), dtype=kind) for key, kind in empty.dtypes.items()}
    )


# What customers complain of here: three kinds, twenty ways each, all marked by cues alone.
_WHEN = (
    "朝から", "夜になっても", "何度かけても", "三日前から", "土曜日は", "一時間待っても", "昼休みも",
    "先週から", "引っ越してから", "雨の日は", "いつまでも", "結局", "正月以来", "毎週", "今朝も",
    "午後は", "祝日には", "月末に", "二階では", "また",
)  # fmt: skip
KINDS = {
    "電話": "窓口の電話が{}つながらない",
    "ボトル": "注文したボトルが{}届かない",
    "ランプ": "交換ランプが{}消えない",
}


def complaints(kind: str) -> list[str]:
    """Twenty different complaints of one kind."""
    return [KINDS[kind].format(when) for when in _WHEN]


@pytest.fixture
def desk() -> Desk:
    """A desk without contacts."""
    return Desk()


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Sixty contacts, one complaint each."""
    for kind in KINDS:
        for i, text in enumerate(complaints(kind)):
            desk.add(f"{kind}{i}", text, customer_id=f"{kind}の客{i}")
    return desk


@pytest.fixture
def complaints_of() -> Any:
    """`complaints_of("電話")`: twenty complaints of a kind."""
    return complaints


@pytest.fixture(scope="session")
def tokenizer(dictionary_cache: Path) -> Tokenizer:
    """The fast tokenizer."""
    return build_tokenizer("mecab", [], dictionary_cache)[0]


@pytest.fixture
def words_only(tokenizer: Tokenizer) -> Tools:
    """A tokenizer and no encoder: cues alone mark signals."""
    return Tools(tokenizer, None)


@pytest.fixture
def recording(tokenizer: Tokenizer) -> Tools:
    """A tokenizer and an encoder that keep what they were given."""
    return Tools(RecordingTokenizer(tokenizer), RecordingEncoder())


@pytest.fixture
def walk(words_only: Tools) -> Any:
    """`walk(desk, signal="any")`: plan, prepared voices and facts of both walks."""
    from vocli.pipeline.apply import apply
    from vocli.pipeline.survey import survey

    def both(
        desk: Desk, tools: Tools = words_only, scope: Scope | None = None, **asked: Any
    ) -> Any:
        question = Question(patterns=(), **asked)
        scoped = desk.scoped(scope)
        plan, prepared = survey(scoped, question, tools, silent)
        facts = apply(scoped, prepared, plan, desk.records.sources, question.as_of)
        return plan, prepared, facts

    return both
