"""名寄せ: a table whose every row names one person's identifiers, to one canonical identifier per person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.model.side import Crosswalk
from vocli.sources.side.identifiers import KINDS, identifier
from vocli.sources.side.sheet import header_names, is_nothing, open_sheet

SHARED = 3  # persons that may use one number, address or name; used by more, it is 共有番号


def read_identity(data: bytes, path: str) -> tuple[Crosswalk, tuple[Finding, ...]]:
    """The persons of a table with at least two of 会員番号, 電話, メール, LINE, 受付番号, any of them several times.

    Raises VOC-E132 and E133. Findings: VOC-F135 (shared identifiers, which link nobody), VOC-F136 (rows with
    fewer than two identifiers), VOC-F137 (persons with more than SHARED member numbers).
    """
    sheet = open_sheet(data, path, "identity", (), several=KINDS)
    if len(sheet.columns) < 2 and not any(len(own) > 1 for own in sheet.columns.values()):
        names = [known[0] for known in header_names("identity").values()]
        hint = t(
            "side.missing_columns_hint",
            names=t("side.comma").join(names),
            header=t("side.comma").join(sheet.table.header),
        )
        raise VocliError("VOC-E132", t("side.no_identifiers"), where=path, hint=hint)
    found: list[set[str]] = [set() for _ in sheet.table.lines]
    for kind, headers in sheet.columns.items():
        for header in headers:
            for row, cell in zip(found, sheet.table.column(header), strict=True):
                if not is_nothing(cell):
                    row.add(identifier(kind, cell))
    lines = [frozenset(row - {""}) for row in found]
    numbers = frozenset(sheet.columns.get("member", ()))
    crosswalk = replace(link(lines, path), headers=numbers)
    return crosswalk, (*sheet.findings, *_odd(lines, crosswalk, path))


def link(lines: Iterable[Collection[str]], path: str = "") -> Crosswalk:
    """The persons behind lines of identifiers, whatever the lines' order (union-find).

    Member numbers and 受付番号 are joined first; a telephone number, address or LINE name that then stands
    for more than SHARED persons is shared and joins nobody.
    """
    distinct = sorted({tuple(sorted(line)) for line in lines if line})
    sure = _Groups()
    users: dict[str, set[str]] = defaultdict(set)
    for nth, line in enumerate(distinct):
        own = [key for key in line if _is_sure(key)]
        sure.join([*own, f"#{nth}"])
    for nth, line in enumerate(distinct):
        for key in line:
            if not _is_sure(key):
                users[key].add(sure.find(f"#{nth}"))
    shared = frozenset(key for key, own in users.items() if len(own) > SHARED)
    groups = _Groups()
    for line in distinct:
        groups.join([key for key in line if key not in shared])
    return Crosswalk(path, groups.count(), groups.smallest(), shared)


def _is_sure(key: str) -> bool:
    return key.startswith(("member:", "contact:"))


def rank(key: str) -> tuple[int, str]:
    """Member numbers first, then LINE, mail, telephone, 受付番号; each in the order of its characters."""
    return KINDS.index(key.partition(":")[0]) if ":" in key else len(KINDS), key


class _Groups:
    """Disjoint sets of identifiers."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, key: str) -> str:
        """What stands for the set of `key`."""
        top = key
        while self._above.setdefault(top, top) != top:
            top = self._above[top]
        while self._above[key] != top:
            self._above[key], key = top, self._above[key]
        return top

    def join(self, keys: Sequence[str]) -> None:
        """Make one set of all."""
        for key in keys:
            self._above[self.find(key)] = self.find(keys[0])

    def count(self) -> int:
        """How many sets there are."""
        return len({self.find(key) for key in list(self._above)})

    def smallest(self) -> dict[str, str]:
        """Key -> the first of its set by `rank`, in the keys' order."""
        best: dict[str, str] = {}
        for key in sorted(self._above, key=rank):
            best.setdefault(self.find(key), key)
        return {key: best[self.find(key)] for key in sorted(self._above, key=rank)}


def _odd(lines: Sequence[frozenset[str]], crosswalk: Crosswalk, path: str) -> tuple[Finding, ...]:
    single = sum(1 for line in lines if len(line) < 2)
    members: dict[str, int] = defaultdict(int)
    for key, person in crosswalk.person.items():
        members[person] += key.startswith("member:")
    large = sum(1 for n in members.values() if n > SHARED)
    out = []
    for n, code, key, severity in (
        (len(crosswalk.shared), "VOC-F135", "side.shared", Severity.NOTE),
        (single, "VOC-F136", "side.single", Severity.NOTE),
        (large, "VOC-F137", "side.large_person", Severity.WARNING),
    ):
        if n:
            text = t(key, n=n, most=SHARED)
            out.append(Finding(code, severity, text, path, hint=t(f"{key}_hint")))
    return tuple(out)
