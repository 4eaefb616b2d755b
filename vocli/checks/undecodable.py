"""文字コードに合わないバイトがあり、文字が失われています。

悪い例: CP932の2バイトの文字が1バイト目で切れている
良い例: すべてのバイトを文字として読める
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.checks.check import Plain, Rule
from vocli.checks.places import found
from vocli.model import Block, Finding, Severity

_NUMBER = re.compile(r"\d[\d,]*")


class Undecodable(Plain):
    """Reading's findings on bytes that stand for no character, with their offset in the file."""

    def look(self, block: Block) -> Iterator[Finding]:
        """One finding per line."""
        for one in block.findings:
            if one.code == "VOC-F101":
                # Reading says the line, then the byte: a finding has no field for the latter.
                offset = _NUMBER.findall(one.message)[1]
                yield found(RULE, one.path, one.row, offset=offset)


RULE = Rule("VOC006", "undecodable", Severity.ERROR, Undecodable, __doc__, covers=("VOC-F101",))
