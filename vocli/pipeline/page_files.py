"""From the JSON of a periodic page to what `vocli diff` compares."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from vocli import __version__
from vocli.errors import VocliError
from vocli.insights import page_diff
from vocli.insights.audience import limit, mark
from vocli.messages import t
from vocli.model import Reach, Report, Run
from vocli.model.page_file import OWN, PageFile
from vocli.text import digest


def parse_page(text: str, path: str) -> PageFile:
    """The page that a JSON file holds; VOC-E372 for anything that `weekly` and `monthly` did not write."""
    try:
        document = json.loads(text)
        data = document["data"]
        page, insights = data["page"], data["insights"]
        return PageFile(
            path=path,
            sha256=digest(text, length=64),
            kind={kind: kind for kind in OWN}[page["kind"]],
            start=date.fromisoformat(page["start"]),
            end=date.fromisoformat(page["end"]),
            edition=int(page["edition"]),
            tables={name: _rows(one) for name, one in insights.items()},
            evidence={name: _ids(one) for name, one in insights.items()},
            missing=tuple((m["channel"], tuple(m["days"])) for m in page["missing"]),
            funnel={name: int(n) for name, n in data["funnel"].items()},
            versions=tuple(sorted(document["run"]["versions"].items())),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        what, hint = t("diff.no_page", path=path), t("diff.no_page_hint")
        raise VocliError("VOC-E372", what, where=path, hint=hint) from None


def diff_report(first: PageFile, second: PageFile, reach: Reach) -> Report:
    """What changed from one page to the other, in words and tables; the earlier span first.

    VOC-E373 where one is of a week and the other of a month.
    """
    if first.kind != second.kind:
        hint = t("diff.other_kind_hint")
        raise VocliError("VOC-E373", t("diff.other_kind"), where=second.path, hint=hint)
    before, after = sorted((first, second), key=lambda page: page.start)
    built = [limit(insight, reach) for insight in page_diff.build(before, after)]
    run = Run(
        command="diff",
        as_of=after.end.isoformat(),
        options=(("audience", reach.audience.value),),
        versions=(("vocli", __version__),),
        sources=((before.path, before.sha256), (after.path, after.sha256)),
    )
    return Report(run, mark(built, reach), span=(before.start, after.end))


def _rows(insight: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    return tuple(dict(row) for row in insight["rows"])


def _ids(insight: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(one) for one in ids) for ids in insight["evidence"])
