"""1つの区分に応対が集まりすぎていて、区分で見ても何も分かりません。

いちばん細かい区分の列で、「その他」が40%を超えるか、ほかの1つが60%を超えるときに指摘します。

悪い例: 「その他」が56%
良い例: 最も多い「配送」が25%、「その他」が8%
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.checks.check import Rule
from vocli.checks.coded import CodeWalk
from vocli.checks.told import percent, told
from vocli.model import Finding, Severity
from vocli.text import nfkc

_OTHER_SHARE = 0.4
_ONE_SHARE = 0.6
_LEAST = 50
_OTHER = re.compile(
    r"(?:その|そのほか|其の|上記以)?(?:他|ほか|外)|その[他ほ].*|other.*|etc\.?|雑|未分類",
    re.IGNORECASE,
)


class CodeHeavy(CodeWalk):
    """Share of the most frequent code of the finest column."""

    fields = ("category", "reason3", "reason2", "reason1")

    def finish(self) -> Iterator[Finding]:
        """At most one finding."""
        own = next((self.codes[name] for name in self.fields if name in self.codes), None)
        if own is None or not own.usable:
            return
        total = sum(own.counts.values())
        value, count = min(own.counts.items(), key=lambda item: (-item[1], item[0]))
        other = bool(_OTHER.fullmatch(nfkc(value)))
        limit = self.context.threshold(
            RULE.key, "other_share" if other else "share", _OTHER_SHARE if other else _ONE_SHARE
        )
        if total >= _LEAST and count > limit * total:
            yield told(
                RULE, own.path, None, own.header, header=own.header, value=value, count=count,
                share=percent(count / total),
            )  # fmt: skip


RULE = Rule(
    "VOC073",
    "code_heavy",
    Severity.NOTE,
    CodeHeavy,
    __doc__,
    thresholds={"other_share": _OTHER_SHARE, "share": _ONE_SHARE},
)
