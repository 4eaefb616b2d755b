"""前回(基準)と同じ内容のファイルが届いています。

悪い例: 基準の calls.csv と1バイトも違わない calls.csv
良い例: 新しい行のある calls.csv
"""

from __future__ import annotations

from collections.abc import Iterator

from vocli.checks.check import Plain, Rule
from vocli.checks.places import found
from vocli.model import Finding, Severity, Sheet


class SameFile(Plain):
    """Files whose content the baseline knows, under whatever name."""

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per file."""
        baseline = self.context.baseline or {}
        for name, known in baseline.get("files", {}).items():
            if known.get("sha256") == sheet.sha256:
                yield found(RULE, sheet.path, other=name, made=baseline.get("made", ""))
                return


RULE = Rule("VOC024", "same_file", Severity.WARNING, SameFile, __doc__)
