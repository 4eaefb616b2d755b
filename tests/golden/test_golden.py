"""What the commands print today is what they printed when somebody last looked and agreed."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vocli.text import width

SIDE = (
    *("--traffic", "side/acd.csv"),
    *("--identity", "side/identity.csv"),
    *("--customers", "side/customers.csv"),
    *("--calendar", "side/calendar.csv"),
    *("--synonyms", "side/同義語.csv"),
)
CASES: dict[str, tuple[str, ...]] = {
    "themes": ("themes", "calls.csv"),
    "themes_all_explained": ("themes", "calls.csv", "--all", "--explain"),
    "themes_by_contacts": ("themes", "calls.csv", "--rank-by", "contacts"),
    "themes_of_requests": ("themes", "calls.csv", "--signal", "request"),
    "themes_english": ("--lang", "en", "themes", "calls.csv"),
    "themes_markdown": ("themes", "calls.csv", "--format", "markdown"),
    "themes_csv": ("themes", "calls.csv", "--format", "csv"),
    "themes_csv_japanese": ("themes", "calls.csv", "--format", "csv", "--header", "ja"),
    "themes_json": ("themes", "few.csv", "--format", "json"),
    "themes_few": ("themes", "few.csv"),
    "themes_empty": ("themes", "empty.csv"),
    "themes_out_of_period": ("themes", "calls.csv", "--since", "2030-01-01"),
    "themes_with_side_tables": ("themes", "calls.csv", *SIDE),
    "themes_with_side_tables_english": ("--lang", "en", "themes", "calls.csv", *SIDE),
    "signals_with_side_tables_json": ("signals", "few.csv", *SIDE, "--format", "json"),
    "themes_per_shipment": ("themes", "calls.csv", "--per", "side/shipments.csv"),
    "side_table_missing": ("themes", "few.csv", "--traffic", "side/pbx.csv"),
    "quotes_of_words": ("quotes", "--word", "届,解約金", "calls.csv"),
    "quotes_unassigned": ("quotes", "未分類", "calls.csv"),
    "quotes_unknown_theme": ("quotes", "空飛ぶ円盤", "few.csv"),
    "signals": ("signals", "calls.csv"),
    "signals_english": ("--lang", "en", "signals", "calls.csv"),
    "inspect": ("inspect", "calls.csv"),
    "inspect_english": ("--lang", "en", "inspect", "calls.csv"),
    "inspect_json": ("inspect", "calls.csv", "--format", "json"),
    "report": ("report", "calls.csv", *SIDE),
    "report_english": ("--lang", "en", "report", "calls.csv"),
    "metrics": ("metrics", "calls.csv", *SIDE),
    "drivers_without_scores": ("drivers", "calls.csv"),
    "delight": ("delight", "calls.csv"),
    "expectations": ("expectations", "calls.csv"),
    "ask": ("ask", "訪問", "calls.csv", "--by", "拠点"),
    "ask_nobody": ("ask", "宅配ロッカー", "calls.csv"),
    "consistency": ("consistency", "calls.csv", "--identity", "side/identity.csv"),
    "journey": ("journey", "calls.csv", "--customers", "side/customers.csv"),
    "resolution": ("resolution", "calls.csv"),
    "escalation": ("escalation", "calls.csv"),
    "listening_without_turns": ("listening", "few.csv"),
    "words_compared": ("words", "calls.csv", "--compare", "4w"),
    "times": ("times", "calls.csv", "--traffic", "side/acd.csv"),
    "questions_english": ("--lang", "en", "consistency", "calls.csv"),
    "missing_file": ("themes", "call.csv"),
    "missing_file_json": ("themes", "call.csv", "--format", "json"),
    "missing_file_english": ("--lang", "en", "themes", "call.csv"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_run_is_as_expected(
    run: Callable[..., Any], expected: Path, updating: bool, name: str
) -> None:
    text = run(*CASES[name]).as_text()
    path = expected / f"{name}.txt"
    if updating:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert path.is_file(), "pytest tests/golden --update-golden -n 0 writes it"
    assert text == path.read_bytes().decode()


def test_every_expectation_belongs_to_a_case(expected: Path) -> None:
    assert sorted(path.stem for path in expected.iterdir()) == sorted(CASES)


# --- a walk over everything that was agreed upon -------------------------------------------------


def screens(expected: Path) -> dict[str, str]:
    """stdout of the cases that a person reads on a screen."""
    kept = {}
    for name, argv in CASES.items():
        if "--format" not in argv:
            text = (expected / f"{name}.txt").read_text(encoding="utf-8")
            kept[name] = text.split("----- stdout -----\n")[1].split("----- stderr -----")[0]
    return kept


def test_no_line_is_wider_than_80_columns(expected: Path) -> None:
    wide = [
        (name, line)
        for name, text in screens(expected).items()
        for line in text.splitlines()
        if width(line) > 80
    ]
    assert wide == []


def test_no_character_is_of_ambiguous_width(expected: Path) -> None:
    odd = {
        (name, ch)
        for name in CASES
        for ch in (expected / f"{name}.txt").read_text(encoding="utf-8")
        if unicodedata.east_asian_width(ch) == "A" and not {"csv", "json"} & set(CASES[name])
    }
    assert odd == set()


def test_no_screen_shows_a_key_in_place_of_a_word(expected: Path) -> None:
    keys = ("insights.", "columns.", "codes.", "render.", "cli.", "None", "nan", "NaT")
    shown = [(name, key) for name, text in screens(expected).items() for key in keys if key in text]
    assert shown == []


def test_english_screens_are_english_but_for_the_customers_words(expected: Path) -> None:
    """Heads, labels and notes; names of themes and quotes stay in the customer's language."""
    for name in ("themes_english", "signals_english", "inspect_english"):
        text = screens(expected)[name]
        labels = [line[:9] for line in text.splitlines() if line[:1].strip()]
        assert [label for label in labels if not label.isascii()] == [], name


def test_json_expectations_are_one_document(expected: Path) -> None:
    for name, argv in CASES.items():
        if "json" in argv:
            text = (expected / f"{name}.txt").read_text(encoding="utf-8")
            body = text.split("----- stdout -----\n")[1].split("----- stderr -----")[0]
            assert json.loads(body)["vocli_result_version"] == 1
