"""同じ見出しのファイルなのに、文字コードが違います。

悪い例: calls_10.csv は CP932、calls_11.csv は UTF-8
良い例: どちらも CP932
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import found
from vocli.model import Block, Finding, Severity, Sheet


class MixedEncoding(Plain):
    """Exports of one kind come out of one system, in one encoding; others were saved again on their way."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._foreign = (
            False  # the file in hand holds more than ASCII, which is the same everywhere
        )
        self._kinds: dict[tuple[str, ...], list[tuple[str, str]]] = {}

    def look(self, block: Block) -> tuple[Finding, ...]:
        """Nothing yet."""
        if block.number == 0:
            self._foreign = not "".join(block.sheet.header).isascii()
        self._foreign = self._foreign or any(
            not "".join(cells).isascii() for cells in block.cells.values()
        )
        return ()

    def close(self, sheet: Sheet) -> tuple[Finding, ...]:
        """Nothing yet."""
        if sheet.encoding and self._foreign:
            name = sheet.encoding.removesuffix(" (BOM)")
            self._kinds.setdefault(tuple(sorted(sheet.header)), []).append((sheet.path, name))
        return ()

    def finish(self) -> Iterator[Finding]:
        """One finding per file in another encoding than most of its kind."""
        for files in self._kinds.values():
            counts = Counter(name for _, name in files)
            usual = max(counts, key=lambda name: (counts[name], name))
            other = next(path for path, name in files if name == usual)
            for path, name in files:
                if name != usual:
                    yield found(RULE, path, encoding=name, other=other, usual=usual)


RULE = Rule("VOC010", "mixed_encoding", Severity.ERROR, MixedEncoding, __doc__)
