"""不満の応対のうち、テーマ定義表(--codebook)のテーマに入るものが少なすぎます。

応対が 20,000件を超えるときは、内容から決まる 20,000件の標本で数えます。

悪い例: 不満のある応対 400件のうち 260件(65.0%)だけがテーマに入る
良い例: 不満のある応対 400件のうち 360件がテーマに入る
"""

from __future__ import annotations

from collections.abc import Iterator

from vocli.checks.check import Plain, Rule
from vocli.checks.told import percent, told
from vocli.model import Finding, Severity

_SHARE = 0.8
_LEAST = 30  # complaints: below, a single one is too large a share


class CodebookCoverage(Plain):
    """Holds the share of complaints that lie in a theme against what the team expects."""

    def finish(self) -> Iterator[Finding]:
        """One finding on the codebook as a whole."""
        tried = self.context.codebook
        least = self.context.threshold(RULE.key, "complaints", _LEAST)
        if tried is None or not tried.complaints or tried.complaints < least:
            return
        share = tried.covered / tried.complaints
        wanted = self.context.threshold(RULE.key, "share", _SHARE)
        if share < wanted:
            yield told(
                RULE, tried.book.path, form="sampled" if tried.sampled < tried.contacts else "",
                n=tried.complaints, covered=tried.covered, share=percent(share), least=percent(wanted),
                sampled=tried.sampled, contacts=tried.contacts,
            )  # fmt: skip


RULE = Rule(
    "VOC091",
    "codebook_coverage",
    Severity.WARNING,
    CodebookCoverage,
    __doc__,
    thresholds={"share": _SHARE, "complaints": _LEAST},
)
