"""The same bytes without a cache, with a new one, with half of it, and with all of it; and unmasked text never in it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vocli.cache import FILE, Cache, clear, kept_in
from vocli.model import Facts
from vocli.pipeline import Question, analyse, instruments
from vocli.pipeline.question import Reach

WHAT = (
    "荷物が{}日も届かず困っています",
    "アプリに{}回もログインできません",
    "請求書の宛名が{}か所も違います",
)
ROWS = [
    f"K{i:03},2026/11/{2 + i % 20:02} 10:{i % 60:02},{WHAT[i % 3].format(i)}。電話は090-1234-{5000 + i}です"
    for i in range(90)
]


def asked(folder: Path, dictionary: Path, rows: list[str] = ROWS) -> Question:
    path = folder / "calls.csv"
    path.write_text("\n".join(["受付番号,受付日時,お問い合わせ内容", *rows]) + "\n", "utf-8")
    return Question(patterns=(str(path),), cache_dir=dictionary, cache_limit=20)


def told(facts: Facts) -> str:
    tables = (facts.contacts, facts.voices, facts.themes)
    return json.dumps([t.to_json(date_format="iso", force_ascii=False) for t in tables])


@pytest.fixture
def places(tmp_path: Path, dictionary_cache: Path) -> Any:
    """(folder, cache folder): the dictionary's own cache, without remembered texts before and after."""
    clear(dictionary_cache)
    yield tmp_path, dictionary_cache
    clear(dictionary_cache)


@pytest.mark.parametrize("encoder", [True, False])
def test_cold_half_warm_and_warm_give_what_no_cache_gives(places: Any, encoder: bool) -> None:
    question = replace(asked(*places), use_encoder=encoder)
    without = told(analyse(replace(question, cache_limit=0)).facts)
    assert kept_in(places[1]).values == 0
    assert told(analyse(question).facts) == without
    clear(places[1])
    half = asked(*places, rows=ROWS[::2])
    analyse(replace(half, use_encoder=encoder))
    some = kept_in(places[1]).values
    question = replace(asked(*places), use_encoder=encoder)
    assert told(analyse(question).facts) == without
    assert kept_in(places[1]).values > some > 0
    assert told(analyse(question).facts) == without


def test_what_is_known_is_not_encoded_again(places: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    question = asked(*places)
    first = analyse(question)

    def fails(self: object, texts: list[str]) -> None:
        raise AssertionError(f"{len(texts)} texts were encoded")

    encoder, _ = instruments._encoder()
    monkeypatch.setattr(type(encoder), "encode", fails)
    assert told(analyse(question).facts) == told(first.facts)


def test_vectors_of_another_machine_are_not_taken(
    places: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = asked(*places)
    analyse(question)
    before = kept_in(places[1]).values
    monkeypatch.setattr(instruments, "arithmetic", lambda: "other kernels")
    analyse(question)
    assert kept_in(places[1]).values >= before + 30  # the lines that are no templates


def test_nothing_personal_lies_in_it(places: Any) -> None:
    question = asked(*places)
    analyse(question)
    assert b"090-1234" not in (places[1] / FILE).read_bytes()
    clear(places[1])
    analyse(replace(question, reach=Reach(personal=True)))
    content = (places[1] / FILE).read_bytes()
    assert b"090-1234" not in content
    assert b"5000" not in content


def test_other_words_and_patterns_of_a_team_are_other_work(places: Any) -> None:
    question = asked(*places)
    analyse(question)
    other = replace(question, words=("宛名が",), policy=_policy())
    with_cache = told(analyse(other).facts)
    assert with_cache == told(analyse(replace(other, cache_limit=0)).facts)
    assert json.loads(with_cache)[1].count("〔伏せ字〕") == 30


def _policy() -> Any:
    from vocli.privacy import Policy

    return Policy(patterns=(("伏せ字", "荷物"),))


def test_a_damaged_cache_is_told_once_and_changes_nothing(places: Any) -> None:
    question = asked(*places)
    first = analyse(question)
    (places[1] / FILE).write_bytes(b"nothing" * 1_000)
    second = analyse(question)
    assert told(second.facts) == told(first.facts)
    assert [remark for remark in second.remarks if "キャッシュ" in remark] == list(second.remarks)
    assert len(second.remarks) == 1
    third = analyse(question)
    assert third.remarks == ()
    assert isinstance(Cache(places[1], 1).get([b"x"]), dict)
