"""基準にあった区分が、今回は1件もありません。区分の名前が変わったか、書き出しの条件で落ちています。

基準の割合からみて、偶然とは言えないときだけ指摘します。拠点とチャネルは VOC045 が見ます。

悪い例: 基準で120件あった「配送」が0件
良い例: 基準で1件だけの「訪問」が0件
"""

from __future__ import annotations

from collections.abc import Iterator

from vocli.checks.check import Rule
from vocli.checks.coded import FIELDS, CodeWalk
from vocli.checks.told import told
from vocli.model import Finding, Severity

_CHANCE = 0.001


class CodeVanished(CodeWalk):
    """Codes of the baseline without a contact."""

    fields = tuple(name for name in FIELDS if name != "site")

    def finish(self) -> Iterator[Finding]:
        """One finding per code."""
        for name, own in self.codes.items():
            known = self.known(name)
            then, now = sum(known.values()), sum(own.counts.values())
            if not then or not now:
                continue
            for value, count in sorted(known.items()):
                if value not in own.counts and (then / (then + now)) ** count < _CHANCE:
                    yield told(
                        RULE, own.path, None, own.header, header=own.header, value=value,
                        count=count,
                    )  # fmt: skip


RULE = Rule("VOC074", "code_vanished", Severity.WARNING, CodeVanished, __doc__)
