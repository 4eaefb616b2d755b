"""応対が基準より増えました。二重に書き出されたか、期間や窓口が広がったおそれがあります。

チャネルごとに、営業日あたりの件数を基準と比べます(曜日ごと)。5割以上増え、偶然とは言えないときだけ指摘します。

悪い例: 基準で1日15件の電話が、1日30件
良い例: 1日15件が17件
"""

from __future__ import annotations

from collections.abc import Iterator

from vocli.checks.check import Rule
from vocli.checks.compared import VolumeWalk
from vocli.checks.told import told
from vocli.messages import t
from vocli.model import Finding, Severity

_SHARE = 0.5


class VolumeRose(VolumeWalk):
    """Channels with more contacts than the baseline lets expect."""

    def finish(self) -> Iterator[Finding]:
        """One finding per channel."""
        for one in self.moved():
            if one.change >= self.context.threshold(RULE.key, "share", _SHARE):
                yield told(
                    RULE,
                    self.path(one.channel),
                    channel=t(f"codes.channel.{one.channel}"),
                    rate=f"{one.contacts / one.days:.1f}",
                    usual=f"{one.expected / one.days:.1f}",
                    days=one.days,
                )


RULE = Rule(
    "VOC041", "volume_rose", Severity.WARNING, VolumeRose, __doc__, thresholds={"share": _SHARE}
)
