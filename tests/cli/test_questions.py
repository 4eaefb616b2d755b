"""Every question answers, is split and compared, or says which columns it lacks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vocli.insights.questions import QUESTIONS, load_question
from vocli.signals import SIGNALS
from vocli.signals.tagging import TAGS

# What a question wants beside files.
FIRST: dict[str, tuple[str, ...]] = {"ask": ("荷物",), "customer": ("C-",), "request": ("荷物",)}
# Questions about one customer, about agents' turns or with windows of their own are not split.
ALONE = frozenset({"customer", "listening", "effect", "request"})
# Words that belong to the list of suspected harassment alone.
THREAT = "夜道に気をつけろよ"
TEXTS = (
    "荷物が届かず困っています",
    "使い方を教えてください",
    "親切に教えてくれて助かりました",
    "解約したいです",
)


def words(name: str, *rest: str) -> tuple[str, ...]:
    return (name, *FIRST.get(name, ()), *rest)


@pytest.fixture
def bare(tmp_path: Path) -> str:
    """An export that holds nothing but what customers said."""
    lines = "\n".join(f"{text}、{i}番です" for i in range(6) for text in (*TEXTS, THREAT))
    (tmp_path / "bare.csv").write_text(f"お問い合わせ内容\n{lines}\n", encoding="utf-8")
    return "bare.csv"


@pytest.fixture
def full(tmp_path: Path) -> str:
    """Ten weeks of contacts with the columns that the questions read."""
    head = "受付番号,受付日時,チャネル,会員番号,取引先,契約日,商品,拠点,満足度,対応結果,申出内容,対応内容"
    lines = [head]
    for i in range(70):
        day = f"2026/{9 + i // 30:02d}/{i % 28 + 1:02d} {9 + i % 8}:10"
        who = (f"M{i % 9:03d}", f"若葉{i % 3}商会", "2026/09/01")
        cells = (f"K{i:03d}", day, "電話", *who, f"S{i % 2}", ("仙台", "那覇")[i % 2])
        words = THREAT if i % 10 == 9 else TEXTS[i % 4]
        said = (str(i % 5 + 1), "完結", f"{words}、{i}番です", "ご案内し終話")
        lines.append(",".join((*cells, *said)))
    (tmp_path / "full.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "full.csv"


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_export_without_the_columns_is_answered_or_told_what_is_missing(
    run: Any, bare: str, name: str
) -> None:
    done = run(*words(name, bare))
    assert done.code in (0, 2), done.err
    assert "夜道" not in done.out + done.err
    if done.code == 2:
        assert any(code in done.err for code in ("VOC-E31", "VOC-E346", "VOC-E202"))
        assert "対処" in done.err
        assert not any(text in done.err for text in TEXTS)


def test_what_is_missing_is_named_with_its_usual_headers(run: Any, bare: str) -> None:
    for name, header in (("customer", "顧客ID"), ("times", "受付日時"), ("drivers", "満足度")):
        done = run(*words(name, bare))
        assert done.code == 2
        assert header in done.err


@pytest.mark.parametrize("name", sorted(QUESTIONS.keys() - ALONE))
def test_every_question_can_be_split_and_compared(run: Any, full: str, name: str) -> None:
    done = run(*words(name, full, "--by", "商品", "--compare", "4w", "-f", "json"))
    assert done.code in (0, 1), done.err
    assert "夜道" not in done.out
    insights = json.loads(done.out)["data"]["insights"]
    main = next(own for key, own in insights.items() if key not in ("funnel", "audience"))
    # Nothing found is nothing to split; what was found may be of one product alone.
    assert not main["rows"] or "S0" in done.out or "S1" in done.out


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_a_question_reads_can_be_made(name: str) -> None:
    needs = load_question(name).NEEDS
    assert {*needs.signals} <= {*SIGNALS}
    assert {*needs.tags} <= {*TAGS}


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_help_of_a_question_says_what_it_answers_in_both_languages(run: Any, name: str) -> None:
    from vocli import messages

    try:
        for language in messages.LANGUAGES:
            messages.use(language)
            line = messages.t(f"cli.commands.{name}")
            assert line[:12] in run(name, "--help").out.replace("\n", "") or language == "en"
    finally:
        messages.use(messages.DEFAULT)
