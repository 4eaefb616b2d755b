"""テーマ定義表(--codebook)が書き換えられたのに、codebook.lock が前の定義のままです。

悪い例: codebook.toml に例文を足したあと、vocli codebook build をしていない
良い例: codebook.toml と codebook.lock が同じ定義から作られている
"""

from __future__ import annotations

from collections.abc import Iterator

from vocli.checks.check import Plain, Rule
from vocli.checks.told import told
from vocli.model import Finding, Severity


class CodebookStale(Plain):
    """Tells of a lock that was made from other definitions."""

    def finish(self) -> Iterator[Finding]:
        """One finding on the codebook as a whole."""
        tried = self.context.codebook
        if tried is not None and tried.book.stale:
            yield told(RULE, tried.book.path)


RULE = Rule("VOC092", "codebook_stale", Severity.WARNING, CodebookStale, __doc__)
