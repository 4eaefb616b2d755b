"""書き出しに個人情報らしいものがあります。共有する前に `vocli mask` で伏せてください。

ふだんは列ごとに1度だけ、種類と件数を伝えます。[check.personal] でファイルの扱いを決められます。
raw(伏せる前のもの)は参考、shared(共有するもの)はセルごとにエラーです。中身は決して表示しません。

悪い例: 共有フォルダの申出内容に、電話番号がそのまま残っている
良い例: 〔電話番号〕に折り返してほしい
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch

import numpy as np
import pandas as pd

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.told import told
from vocli.messages import t
from vocli.model import Block, Finding, Severity, Sheet
from vocli.schema import CONTACT_FIELDS, Dtype
from vocli.text import nfkc

NAMED = 20  # cells of a column that are told one by one in a shared file
_TEXTS = ("text", "response", "subject", "place", "end_user", "account_owner")
_LEFT_OUT = frozenset(
    {f.key for f in CONTACT_FIELDS if f.dtype is not Dtype.TEXT} | {f.key for f in CONTACT_FIELDS}
    | {"speaker"}
) - frozenset(_TEXTS)  # fmt: skip
_PERSONAL_HEADER = re.compile(
    r"氏名|姓名|お?名前|(?<!商品)(?<!製品)(?<!会社)(?:お客様|顧客|会員|申出者|送信者|差出人)名|フリガナ|ふりがな|カナ$"
    r"|電話(?:番号)?\d?$|携帯|^tel\b|phone|fax番号|メールアドレス|メアド|e-?mail|mail ?address"
    r"|住所|郵便番号|zip|postal|address|生年月日|誕生日|birth|ip$|ipアドレス|(?:first|last|full) ?name",
    re.IGNORECASE,
)
_PLAIN_HEADER = re.compile(
    r"番号$|id$|no\.?$|日時|日付|時刻|時間|年月日|秒$|回数|件数|金額|コード$|url$|フラグ|区分$",
    re.IGNORECASE,
)
# Signs without which the detectors rarely find anything; matched to the end of the cell, so that one walk does.
_SIGN = re.compile(
    "(?:[0-9０-９@＠〒〇様氏殿申姓名担承県市区町村郡【:：・\n]|さ[んま]|です|でござい|生まれ)[^\x00]*"
)
_BRACKETS = "〔〕[]"


@dataclass
class _Column:
    cells: int = 0
    kinds: Counter[str] = field(default_factory=Counter)  # kind -> cells
    first: int | None = None
    whole: bool = False  # personal by its header


class Personal(Plain):
    """Kinds of personal data by column, found by the detectors that the pipeline lends."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._columns: dict[str, _Column] = {}

    def look(self, block: Block) -> Iterator[Finding]:
        """Count; in a shared file one finding per cell, as far as they are named."""
        profile = self._profile(block.sheet.path)
        for column in block.sheet.header:
            whole = is_personal(column)
            if not whole and not is_scanned(block.sheet, column):
                continue
            cells = np.asarray(block.cells[column], dtype=object)
            own = self._columns.setdefault(column, _Column(whole=whole))
            hits = self._whole(cells) if whole else self._scan(cells)
            for at, kinds in hits:
                own.cells += 1
                own.kinds.update(kinds)
                line = int(block.lines[at])
                own.first = line if own.first is None else own.first
                if profile == "shared" and own.cells <= NAMED:
                    yield self._cell(block.sheet, line, column, kinds)

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per column, or how many cells of a shared file were not named."""
        columns, self._columns = self._columns, {}
        profile = self._profile(sheet.path)
        for name, own in columns.items():
            if not own.cells or (profile == "shared" and own.cells <= NAMED):
                continue
            if profile == "shared":
                more = told(
                    RULE, sheet.path, None, name, form="more", header=name, count=own.cells - NAMED
                )
                yield replace(more, severity=Severity.ERROR)
                continue
            form = "column" if own.whole else ""
            finding = told(
                RULE, sheet.path, own.first, name, form=form, header=name, cells=own.cells,
                kinds=_kinds(own.kinds),
            )  # fmt: skip
            severity = Severity.NOTE if profile == "raw" else Severity.WARNING
            yield replace(finding, severity=severity)

    def _profile(self, path: str) -> str:
        plain = path.replace("\\", "/")
        name = plain.rpartition("/")[2]
        fitting = [
            (len(pattern), pattern, kind)
            for pattern, kind in self.context.personal.items()
            if fnmatch(plain, pattern) or fnmatch(name, pattern)
        ]
        return max(fitting)[2] if fitting else ""

    def _whole(self, cells: np.ndarray) -> list[tuple[int, Sequence[str]]]:
        return [(at, ()) for at in np.flatnonzero(cells != "").tolist() if _says(cells[at])]

    def _scan(self, cells: np.ndarray) -> list[tuple[int, Sequence[str]]]:
        """(position, kinds) of the cells with a hit; every distinct cell is looked at once."""
        codes, distinct = pd.factorize(cells)
        kept = prefilter(distinct.tolist())
        found = self.context.find_personal([distinct[i] for i in kept])
        kinds: dict[int, Sequence[str]] = {
            i: tuple(sorted(own)) for i, own in zip(kept, found, strict=True) if own
        }
        if not kinds:
            return []
        rows = np.flatnonzero(np.isin(codes, list(kinds)))
        return [(at, kinds[int(codes[at])]) for at in rows.tolist()]

    def _cell(self, sheet: Sheet, line: int, column: str, kinds: Sequence[str]) -> Finding:
        named = t("checks.comma").join(kind.strip(_BRACKETS) for kind in kinds)
        finding = told(
            RULE, sheet.path, line, column, form="cell" if named else "cell_column",
            header=column, kinds=named,
        )  # fmt: skip
        return replace(finding, severity=Severity.ERROR)


def is_personal(header: str) -> bool:
    """True for a column that is personal as a whole by its header."""
    return bool(_PERSONAL_HEADER.search(nfkc(header).strip()))


def is_scanned(sheet: Sheet, header: str) -> bool:
    """True for columns of text and for those that feed nothing; ids, times, numbers and codes are left out."""
    fields = [name for name, column in sheet.columns.items() if column == header]
    if fields:
        return any(name in _TEXTS for name in fields)
    return not _PLAIN_HEADER.search(nfkc(header).strip())


def prefilter(cells: Sequence[str]) -> list[int]:
    """The positions of cells with a character that personal data cannot do without."""
    if not cells:
        return []
    joined = "\x00".join(cell.replace("\x00", " ") for cell in cells)
    lengths = np.fromiter(map(len, cells), np.int64, len(cells))
    starts = np.concatenate([[0], np.cumsum(lengths + 1)[:-1]])
    hits = np.fromiter((found.start() for found in _SIGN.finditer(joined)), np.int64)
    positions: list[int] = np.unique(np.searchsorted(starts, hits, side="right") - 1).tolist()
    return positions


def _says(cell: str) -> bool:
    return any(ch.isalnum() for ch in cell)


def _kinds(counts: Mapping[str, int]) -> str:
    ordered: Iterable[tuple[str, int]] = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))
    return t("checks.comma").join(f"{kind.strip(_BRACKETS)} {n}" for kind, n in ordered)


RULE = Rule("VOC080", "personal", Severity.WARNING, Personal, __doc__)
