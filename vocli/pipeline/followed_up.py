"""Repeated contacts chained over all contacts, before a question looks at parts of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vocli.insights.followup_repeats import DAYS, mark_chains
from vocli.pipeline.analysis import Analysis


def add_repeats(found: Analysis, options: Mapping[str, Any]) -> Analysis:
    """The analysis whose contacts have the columns of `mark_chains`, within the option `days`."""
    contacts = mark_chains(found.facts.contacts, int(options.get("days") or DAYS), found.as_of)
    return replace(found, facts=replace(found.facts, contacts=contacts))
