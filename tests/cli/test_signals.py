"""`signals` beyond its counts: the trace of a voice, own labels, and a sample for a human."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

TEXTS = [
    *(f"荷物が届かず困っています、{i}回目です" for i in range(12)),
    *(f"使い方を教えてください、{i}番の画面です" for i in range(12)),
]


@pytest.fixture
def export(write: Any) -> str:
    """An export with two kinds of contacts."""
    return str(write("calls.csv", TEXTS).name)


def voices(run: Any, export: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run("signals", export, "-f", "csv").out)))


def test_a_voice_that_does_not_exist_cannot_be_explained(run: Any, export: str) -> None:
    done = run("signals", export, "--explain", "K999-0")
    assert done.code == 2
    assert "VOC-E206" in done.err


def test_the_trace_names_the_cue_and_its_words(run: Any, export: str) -> None:
    wanted = next(v["voice_id"] for v in voices(run, export) if "届かず" in v["text"])
    done = run("signals", export, "--explain", wanted, "-f", "json")
    (trace,) = (
        v for k, v in json.loads(done.out)["data"]["insights"].items() if k.startswith("trace")
    )
    held = next(row for row in trace["rows"] if row["signal"] == "complaint")
    assert done.code == 0
    assert wanted in trace["title"]
    assert held["holds"] == "yes"
    assert held["hits"]
    assert held["vector_weight"] is None  # no encoder in this run


def test_a_contact_is_explained_by_all_its_voices(run: Any, export: str) -> None:
    one = voices(run, export)[0]["contact_id"]
    told = run("signals", export, "--explain", one, "-f", "json")
    assert one in told.out


def test_a_model_file_that_is_none_is_refused(run: Any, export: str) -> None:
    done = run("signals", export, "--learned", export)
    assert done.code == 2
    assert "VOC-E341" in done.err


def test_learning_needs_vectors_and_says_so(run: Any, export: str) -> None:
    done = run("signals", "learn", export, "--label-column", "商品")
    assert done.code == 2
    assert "VOC-E343" in done.err


def test_the_sample_is_blind_and_the_same_every_time(run: Any, export: str) -> None:
    asked = ("audit", "sample", export, "--size", "10", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(run(*asked).out)))
    assert len(rows) == 10
    assert set(rows[0]) == {
        "voice_id",
        "contact_id",
        "voice_kind",
        "text",
        "verdict",
        "second_verdict",
    }
    assert {row["verdict"] for row in rows} == {""}
    assert run(*asked).out == run(*asked).out


def test_a_table_without_verdicts_cannot_be_scored(run: Any, export: str, tmp_path: Any) -> None:
    (tmp_path / "empty.csv").write_text("voice_id,verdict\n", encoding="utf-8")
    for name in (export, "empty.csv"):
        done = run("audit", "score", export, "--verdicts", name)
        assert done.code == 2
        assert "VOC-E345" in done.err


def test_verdicts_give_precision_recall_and_agreement(run: Any, export: str, tmp_path: Any) -> None:
    drawn = run("audit", "sample", export, "--size", "24", "-f", "csv").out
    rows = list(csv.DictReader(io.StringIO(drawn)))
    said = {v["voice_id"]: float(v["complaint"]) >= 0.5 for v in voices(run, export)}
    for i, row in enumerate(rows):
        wrong = i == 0  # the human disagrees once
        row["verdict"] = "はい" if said[row["voice_id"]] is not wrong else "いいえ"
        row["second_verdict"] = row["verdict"]
    path = tmp_path / "judged.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    done = run("audit", "score", export, "--verdicts", "judged.csv", "-f", "json")
    insights = json.loads(done.out)["data"]["insights"]
    figures = [row["value"] for row in insights["score"]["rows"]]
    assert done.code == 0
    assert len(insights["differences"]["rows"]) == 1
    assert min(figures[:3]) < 1.0  # the one disagreement shows
    assert figures[3] == 1.0  # the two humans agree
