"""基準にあったチャネルまたは拠点の応対が、1件もありません。

悪い例: 基準で1日5件あったチャットが、今回の書き出しに1件もない
良い例: 基準でも月に1件しかない手紙が、今回は0件
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from vocli.checks.check import Context, Rule
from vocli.checks.compared import parse_days, weekday_rates
from vocli.checks.days import DayWalk, chance_of_none, scatter
from vocli.checks.told import told
from vocli.messages import t
from vocli.model import Block, Finding, Severity
from vocli.stats.calendar import open_days

_CHANCE = 0.001


class ChannelVanished(DayWalk):
    """Channels and sites of the baseline without a contact, where chance does not explain it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._channels: set[str] = set()
        self._sites: Counter[str] = Counter()

    def look(self, block: Block) -> tuple[()]:
        """Count."""
        self._channels |= set(block.contacts["channel"].unique().tolist())
        self._sites.update(block.contacts["site"].tolist())
        return super().look(block)

    def finish(self) -> Iterator[Finding]:
        """Channels first, then sites, by name."""
        baseline = self.context.baseline
        if not baseline or not self._channels:
            return
        for channel, known in sorted(baseline.get("channels", {}).items()):
            if channel not in self._channels and self._expected(known):
                yield told(RULE, channel=t(f"codes.channel.{channel}"), contacts=known["contacts"])
        yield from self._vanished_sites(baseline.get("values", {}).get("site", {}))

    def _expected(self, known: Mapping[str, object]) -> bool:
        days = known.get("days")
        base = parse_days(days) if isinstance(days, Mapping) else {}
        present = [day for own in self.days().values() for day in own]
        if not base or not present:
            return False
        rates = weekday_rates(base)
        opened = open_days(present, min(present), max(present))
        now = len([day for day in opened if day.weekday() in rates])
        then = len(open_days(base, min(base), max(base)))
        return chance_of_none(sum(base.values()), then, now, scatter(base)) < _CHANCE

    def _vanished_sites(self, known: Mapping[str, int]) -> Iterator[Finding]:
        now = sum(n for site, n in self._sites.items() if site)
        then = sum(known.values())
        if not now:
            return
        for site, n in sorted(known.items()):
            # Contacts with a site, then and now, are the blocks; one in `then + now` may belong to this site.
            if site not in self._sites and (then / (then + now)) ** n < _CHANCE:
                yield told(RULE, form="site", site=site, contacts=n)


RULE = Rule("VOC045", "channel_vanished", Severity.ERROR, ChannelVanished, __doc__)
