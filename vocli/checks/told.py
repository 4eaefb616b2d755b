"""How a check says something: the messages of its key, put at a place."""

from __future__ import annotations

from vocli.checks.check import Rule
from vocli.messages import has, t
from vocli.model import Finding


def told(
    rule: Rule,
    path: str = "",
    row: int | None = None,
    column: str | None = None,
    *,
    form: str = "",
    **values: object,
) -> Finding:
    """A finding of `rule`: the message checks.<key> (checks.<key>_<form> for a form) filled with `values`."""
    key = f"checks.{rule.key}"
    special = f"{key}_{form}_hint"
    hint = t(special) if form and has(special) else t(f"{key}_hint")
    message = t(f"{key}_{form}" if form else key, **values)
    return Finding(rule.code, rule.severity, message, path, row, column, hint=hint)


def percent(share: float) -> str:
    """A share as a number of percent with one digit behind the point."""
    return f"{100 * share:.1f}%"
