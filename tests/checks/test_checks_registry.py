"""The registry of checks: codes, keys, examples, messages and thresholds hold together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vocli.checks import CHECKS
from vocli.messages import LANGUAGES, catalogue

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "vocli" / "checks"
_ASKED = re.compile(r"\.threshold\(\s*(?:RULE\.key|\"\w+\"),\s*(?P<names>[^,]+)", re.DOTALL)


def test_codes_and_keys_are_distinct_and_stable_in_form() -> None:
    assert [code for code in CHECKS if not re.fullmatch(r"VOC0\d\d", code)] == []
    assert len({rule.key for rule in CHECKS.values()}) == len(CHECKS)


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_every_check_has_examples_messages_and_a_test(code: str) -> None:
    rule = CHECKS[code]
    assert "悪い例" in rule.doc
    assert "良い例" in rule.doc
    for language in LANGUAGES:
        known = catalogue(language, "checks")
        assert [key for key in (rule.key, f"{rule.key}_hint") if key in known] != [], language
    tests = [p.read_text(encoding="utf-8") for p in sorted(Path(__file__).parent.glob("test_*.py"))]
    assert any(code in text for text in tests)


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_every_threshold_that_is_asked_for_is_declared(code: str) -> None:
    rule = CHECKS[code]
    text = (FOLDER / f"{rule.key}.py").read_text(encoding="utf-8")
    asked = {name for own in _ASKED.finditer(text) for name in re.findall(r'"(\w+)"', own["names"])}
    assert asked == set(rule.thresholds)
