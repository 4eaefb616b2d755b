"""Which checks run, and what the team has settled about them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from typing import Any

from vocli.checks import CHECKS, Rule
from vocli.checks.baseline import file_name
from vocli.errors import VocliError
from vocli.messages import has, t
from vocli.model import Checked, Finding, Severity

_READING = re.compile(r"VOC-F\d{0,3}")  # what reading itself may say


@dataclass(frozen=True)
class Rules:
    """What is asked of the checks. `at_most` is the number of findings listed, 0 for all.

    `baseline` is None where there is none to compare with; `learn` asks for a new one.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    severity: Mapping[str, str] = field(default_factory=dict)
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()
    thresholds: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    expect: tuple[str, ...] = ()
    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    limits: tuple[Mapping[str, Any], ...] = ()
    personal: Mapping[str, str] = field(default_factory=dict)
    baseline: Mapping[str, Any] | None = None
    learn: bool = False
    at_most: int = 1000


def choose_checks(rules: Rules) -> tuple[Rule, ...]:
    """The checks to run, by code. VOC-E501 for an unknown code, VOC-E502 for an unknown threshold."""
    named = [*rules.select, *rules.ignore, *rules.severity]
    for code in [*named, *(code for _, codes in rules.per_file for code in codes)]:
        _know_code(code)
    _know_thresholds(rules.thresholds)
    return tuple(CHECKS[code] for code in sorted(CHECKS) if is_wanted(code, rules))


def is_wanted(code: str, rules: Rules) -> bool:
    """True for a code that is selected and not ignored."""
    chosen = not rules.select or _matches(code, rules.select)
    return chosen and not _matches(code, rules.ignore)


def settle_finding(finding: Finding, code: str, rules: Rules) -> Finding | None:
    """The finding under its check's code, as severe as the team wants it; None where its file is left alone."""
    for pattern, codes in rules.per_file:
        if _matches(code, codes) and matches_path(finding.path, pattern):
            return None
    fitting = [own for own in rules.severity if code.startswith(own.upper())]
    if not fitting:
        return replace(finding, code=code)
    return replace(finding, code=code, severity=Severity(rules.severity[max(fitting, key=len)]))


def matches_path(path: str, pattern: str) -> bool:
    """True where the pattern fits the path or the file's name alone."""
    plain = path.replace("\\", "/")
    return fnmatch(plain, pattern) or fnmatch(file_name(path), pattern)


def describe(rule: Rule, rules: Rules) -> Checked:
    """The check as it stands in a list."""
    severity = rules.severity.get(rule.code, rule.severity.value)
    return Checked(rule.code, rule.key, Severity(severity), title_of(rule))


def title_of(rule: Rule) -> str:
    """What the check is about, in the current language where it has a title there."""
    key = f"checks.title.{rule.key}"
    return t(key) if has(key) else rule.doc.strip().split("\n", 1)[0]


def covered() -> frozenset[str]:
    """The codes of reading's findings that some check tells in its own words."""
    return frozenset(code for rule in CHECKS.values() for code in rule.covers)


def _matches(code: str, prefixes: Sequence[str]) -> bool:
    return any(code.startswith(prefix.upper()) for prefix in prefixes)


def _know_code(code: str) -> None:
    if code and (
        any(known.startswith(code.upper()) for known in CHECKS) or _READING.fullmatch(code.upper())
    ):
        return
    keys = {rule.key: rule.code for rule in CHECKS.values()}
    near = keys.get(code) or _nearest(code.upper(), sorted(CHECKS))
    guess = f"{t('cli.did_you_mean', value=near)} " if near else ""
    hint = guess + t("pipeline.check_codes_hint")
    raise VocliError("VOC-E501", t("pipeline.check_unknown_code", code=code), hint=hint)


def _nearest(code: str, known: Sequence[str]) -> str:
    """The known code that looks most like this one; of equals the one that begins alike."""
    near = difflib.get_close_matches(code, known, n=len(known), cutoff=0.6)

    def alike(one: str) -> int:
        """How many characters are the same in the same place."""
        return sum(a == b for a, b in zip(one, code, strict=False))

    return max(near, key=alike, default="")


def _know_thresholds(thresholds: Mapping[str, Mapping[str, float]]) -> None:
    rules = {rule.key: rule for rule in CHECKS.values()}
    for key, numbers in thresholds.items():
        if key not in rules:
            raise _unknown_threshold(key, sorted(k for k, rule in rules.items() if rule.thresholds))
        for name in numbers:
            if name not in rules[key].thresholds:
                own = sorted(rules[key].thresholds)
                raise _unknown_threshold(f"{key}.{name}", [f"{key}.{one}" for one in own])


def _unknown_threshold(name: str, known: Sequence[str]) -> VocliError:
    near = difflib.get_close_matches(name, known, n=1)
    guess = f"{t('cli.did_you_mean', value=near[0])} " if near else ""
    hint = guess + (t("cli.known_values", values=", ".join(known)) if known else "")
    return VocliError(
        "VOC-E502", t("pipeline.check_unknown_threshold", name=name), hint=hint.strip()
    )
