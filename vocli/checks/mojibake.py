"""文字化けしています(別の文字コードとして読み、そのまま保存した跡)。

悪い例: 縺雁ｱ翫￠蜈医ｒ螟画峩縺励◆縺
良い例: お届け先を変更したい
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import Places
from vocli.model import Block, Finding, Severity, Sheet

# Kana in UTF-8 begin with E3 81, E3 82, E3 83: in CP932 these are three rare letters.
# The word 縺れる goes on in hiragana.
_KANA_AS_CP932 = re.compile("[縺繧繝](?![\u3041-\u3096])")
_HALF_WIDTH = re.compile("[縺繧繝][\uff61-\uff9f]")
# What stands for the bytes 80 to BF in Latin-1 and in Windows-1252.
_TAIL = "[\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]"
_UTF8_AS_LATIN = re.compile(f"[\xe2-\xef]{_TAIL}{{2}}")
_TWICE = re.compile(f"\xc3{_TAIL}\xc2?{_TAIL}?")
_LEAD = "[\x82\x83\u201a\u0192]"  # the bytes 82 and 83, with which kana begin in CP932
_CP932_AS_LATIN = re.compile(f"(?:{_LEAD}(?:[@-\xff]|{_TAIL})){{3}}")
_EUC_AS_CP932 = re.compile("(?:[\uff64\uff65][\uff61-\uff9f]){2,}")
_EUC_AS_LATIN = re.compile("(?:[\xa4\xa5][\xa1-\xf6]){3}")
_JIS = re.compile(r"\$B(?:[!-~]{2}){2,}\((?:B|J)")
_ASKED = 0.15  # share of a cell's foreign characters that must be of the pattern
# A character of each pattern: without any of them a column needs no closer look.
_SIGNS = "縺繧繝\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xef\xc3\x82\x83\u201a\u0192\uff64\uff65\xa4\xa5"


class Mojibake(Plain):
    """Cells whose bytes were read in another encoding, judged by how many characters fit a pattern."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._places = Places(named=3)

    def look(self, block: Block) -> Iterator[Finding]:
        """One finding for each of the first cells of a column: it is rarely a single one."""
        garbled = is_header_garbled(block.sheet)
        for column, cells in block.cells.items():
            text = "\n".join(cells)
            asked = _asked(text)
            if garbled and not text.isascii():
                asked.append(_turns_back)
            if not asked:
                continue
            bad = {cell for cell in set(cells) if cell and any(ask(cell) for ask in asked)}
            if bad:
                lines = [block.lines[i] for i, cell in enumerate(cells) if cell in bad]
                yield from self._places.at(RULE, block.sheet, column, lines)

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """How many more there are."""
        return self._places.rest(RULE, sheet)


def is_mojibake(cell: str) -> bool:
    """True for a cell that was read in another encoding."""
    return any(ask(cell) for ask in _asked(cell))


def is_header_garbled(sheet: Sheet) -> bool:
    """True if the names of the columns were read in another encoding: then the whole file was."""
    return any(is_mojibake(name) or _turns_back(name) for name in sheet.header)


def _asked(text: str) -> list[Callable[[str], bool]]:
    """The questions to ask of each cell of a text that holds them all."""
    out: list[Callable[[str], bool]] = []
    if "$" in text and "$B" in text:
        out.append(_is_jis)
    if text.isascii():
        return out
    if "縺" in text or "繧" in text or "繝" in text:
        out.append(_is_utf8_as_cp932)
    if "\uff64" in text or "\uff65" in text:
        out.append(_is_euc_as_cp932)
    if any(sign in text for sign in _SIGNS[3:12]) and _as_latin(text):
        out.append(_is_utf8_as_latin)
    if any(sign in text for sign in "\x82\x83\u201a\u0192") and _CP932_AS_LATIN.search(text):
        out.append(_is_cp932_as_latin)
    if ("\xa4" in text or "\xa5" in text) and _EUC_AS_LATIN.search(text):
        out.append(_is_euc_as_latin)
    return out


def _as_latin(text: str) -> bool:
    return bool(_UTF8_AS_LATIN.search(text) or _TWICE.search(text))


def _foreign(cell: str) -> int:
    return sum(1 for ch in cell if not ch.isascii())


def _is_utf8_as_cp932(cell: str) -> bool:
    """A word such as 縺れ alone is none: either most of the cell fits, or half-width kana stand beside."""
    count = len(_KANA_AS_CP932.findall(cell))
    if not count:
        return False
    return (
        bool(_HALF_WIDTH.search(cell))
        or (count >= 3 and count >= _ASKED * _foreign(cell))
        or _turns_back(cell)
    )


def _turns_back(cell: str) -> bool:
    """True if the cell's bytes in CP932 are UTF-8 for Japanese letters, apart from lost ones."""
    if cell.isascii():
        return False
    data = cell.encode("cp932", "replace")
    text = data.decode("utf-8", "replace")
    found = sum(1 for ch in text if "\u3001" <= ch <= "\u9fff" or "\uff01" <= ch <= "\uff5e")
    foreign = sum(1 for byte in data if byte >= 0x80) + cell.count("\ufffd")
    return 0 < 3 * found == foreign or (found >= 2 and 3 * found >= 0.6 * foreign)


def _is_euc_as_cp932(cell: str) -> bool:
    runs = [len(run) // 2 for run in _EUC_AS_CP932.findall(cell)]
    return sum(runs) >= 3 and 2 * sum(runs) >= _ASKED * _foreign(cell)


def _is_utf8_as_latin(cell: str) -> bool:
    """A Portuguese or French letter is followed by plain ones; here all of three bytes come in a row."""
    triples = _UTF8_AS_LATIN.findall(cell)
    if len(triples) >= 2 or (triples and 3 * len(triples) >= 0.5 * len(cell)):
        return True
    return any(len(one) > 1 for one in _TWICE.findall(cell))


def _is_cp932_as_latin(cell: str) -> bool:
    return bool(_CP932_AS_LATIN.search(cell))


def _is_euc_as_latin(cell: str) -> bool:
    return bool(_EUC_AS_LATIN.search(cell))


def _is_jis(cell: str) -> bool:
    return bool(_JIS.search(cell))


RULE = Rule("VOC008", "mojibake", Severity.ERROR, Mojibake, __doc__)
