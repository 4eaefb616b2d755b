"""応対が基準より減りました。一部しか書き出されていないか、窓口がつながらなかったおそれがあります。

チャネルごとに、営業日あたりの件数を基準と比べます(曜日ごと)。3割以上減り、偶然とは言えないときだけ指摘します。

悪い例: 基準で1日15件の電話が、1日7件
良い例: 祝日が多く、営業日の少ない週
"""

from __future__ import annotations

from collections.abc import Iterator

from vocli.checks.check import Rule
from vocli.checks.compared import VolumeWalk
from vocli.checks.told import told
from vocli.messages import t
from vocli.model import Finding, Severity

_SHARE = 0.3


class VolumeFell(VolumeWalk):
    """Channels with fewer contacts than the baseline lets expect."""

    def finish(self) -> Iterator[Finding]:
        """One finding per channel."""
        for one in self.moved():
            if one.change <= -self.context.threshold(RULE.key, "share", _SHARE):
                yield told(
                    RULE,
                    self.path(one.channel),
                    channel=t(f"codes.channel.{one.channel}"),
                    rate=f"{one.contacts / one.days:.1f}",
                    usual=f"{one.expected / one.days:.1f}",
                    days=one.days,
                )


RULE = Rule(
    "VOC040", "volume_fell", Severity.WARNING, VolumeFell, __doc__, thresholds={"share": _SHARE}
)
