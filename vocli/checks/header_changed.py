"""見出しが基準と変わっています(増えた列、なくなった列、名前の変わった列)。

悪い例: 基準は「申出内容」、今回は「お申し出内容」
良い例: 基準と同じ見出し(列の順は問わない)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from vocli.checks.check import Plain, Rule
from vocli.checks.missing_column import known_file
from vocli.checks.places import found
from vocli.messages import t
from vocli.model import Finding, Severity, Sheet

_SHOWN = 10  # names in a message
_HIDDEN = "*"  # a name that the baseline does not keep


class HeaderChanged(Plain):
    """Names of columns against those of the baseline; a lost field is told by VOC001 alone."""

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per file."""
        known = known_file(self.context.baseline, sheet.path)
        if known is None or sheet.reader in ("json", "ndjson"):
            return  # keys of records come and go; VOC001 tells a field that no record has
        added = [name for name in sheet.header if name not in known["header"]]
        gone = [n for n in known["header"] if n not in sheet.header and n != _HIDDEN]
        renamed = _renamed(known, sheet, added, gone)
        lost = {name for key, name in known["columns"].items() if key not in sheet.columns}
        gone = [name for name in gone if name not in renamed and name not in lost]
        added = [name for name in added if name not in renamed.values()]
        if len(added) <= known["header"].count(_HIDDEN):
            added = []
        pairs = [t("checks.renamed", old=old, new=new) for old, new in renamed.items()]
        changes = [
            t(key, names=_listed(names))
            for key, names in (
                ("checks.header_added", added),
                ("checks.header_gone", gone),
                ("checks.header_renamed", pairs),
            )
            if names
        ]
        if changes:
            joined = t("checks.semicolon").join(changes)
            yield found(RULE, sheet.path, sheet.header_row or None, changes=joined)


def _renamed(
    known: Mapping[str, Any], sheet: Sheet, added: list[str], gone: list[str]
) -> dict[str, str]:
    """Old name -> new one: columns of one field, or of nearly the same name."""
    out: dict[str, str] = {}
    for key, old in known["columns"].items():
        new = sheet.columns.get(key, "")
        if old in gone and new in added:
            out[old] = new
    for old in gone:
        free = [name for name in added if name not in out.values()]
        if old not in out and (near := get_close_matches(old, free, n=1, cutoff=0.7)):
            out[old] = near[0]
    return out


def _listed(names: list[str]) -> str:
    text = t("checks.comma").join(names[:_SHOWN])
    more = len(names) - _SHOWN
    return t("checks.and_more", names=text, count=more) if more > 0 else text


RULE = Rule("VOC005", "header_changed", Severity.WARNING, HeaderChanged, __doc__)
