"""Files to Records: decode, rows, header, mapping, contacts and turns, then all files together."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Records, Severity
from vocli.schema import CONTACT_FIELDS, TURN_FIELDS
from vocli.sources.account import Account
from vocli.sources.draft import Draft, Form
from vocli.sources.drafting import draft_of, settle
from vocli.sources.given import Given, check_given, parse_given
from vocli.sources.merge import Merged, merge
from vocli.sources.opening import Piece, open_pieces
from vocli.sources.options import Reading

Watch = Callable[[int, int], None]  # bytes read, of how many


def unwatched(done: int, total: int) -> None:
    """Progress that nobody watches."""


def read(paths: Sequence[Path], reading: Reading, watch: Watch = unwatched) -> Records:
    """Contacts and turns of all files, with an account of each.

    Raises VocliError: VOC-E101 to E109 for files that cannot be read, E110, E111 and E116 for an unclear
    column, E112 and E113 for a wrong --map, E114 for an undecidable order of day and month.
    """
    with undisturbed():
        walk = Walk(paths, reading, watch)
        drafts = list(walk.drafts())
        return _records(drafts, merge(drafts), walk)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the collector of cycles: reading makes none, and walking millions of cells costs a fifth of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class Walk:
    """One walk over files: drafts one after the other, and an account of each file that grows with them."""

    def __init__(self, paths: Sequence[Path], reading: Reading, watch: Watch) -> None:
        self.paths, self.reading, self.watch = paths, reading, watch
        self.given: Given = parse_given(reading)
        self.accounts: dict[str, Account] = {}  # by source id, in the order of reading
        self.findings: list[Finding] = []
        self._unusable: list[VocliError] = []
        self._headers: list[tuple[str, Sequence[str]]] = []

    def drafts(self) -> Iterator[Draft]:
        """The drafts of all files; the accounts are complete when the last one has been taken."""
        for _, draft in self.blocks():
            yield draft

    def blocks(self) -> Iterator[tuple[Piece, Draft]]:
        """The same with the table behind each draft."""
        forms: dict[str, Form | None] = {}
        for piece in self._pieces():
            if piece.sha256 not in forms:
                forms[piece.sha256] = self._settle(piece)
            form = forms[piece.sha256]
            if form is None:
                continue
            draft = draft_of(form, piece.table)
            self.accounts.setdefault(form.source_id, Account(form)).add(draft)
            yield piece, draft
        if self._unusable and not self.accounts:
            raise self._unusable[0]
        self._name_unused_profiles()
        self.findings.extend(
            Finding("VOC-F111", Severity.WARNING, t("sources.left_out"), one.where, hint=one.hint)
            for one in self._unusable
        )

    def _name_unused_profiles(self) -> None:
        """A finding per profile that fits none of the files: it was named for a reason."""
        used = {account.form.table.layout for account in self.accounts.values()}
        for name, _ in self.reading.profiles:
            if name not in used:
                message = t("sources.profile_unused", name=name)
                hint = t("sources.profile_unused_hint")
                self.findings.append(Finding("VOC-F123", Severity.WARNING, message, hint=hint))

    def _pieces(self) -> Iterator[Piece]:
        """The tables to read. A column of --map that no file has is told before anything else,
        unless the files are too long to be looked at first."""
        opened = open_pieces(self.paths, self.reading, self.findings, self.watch)
        self._headers = [(piece.path, piece.table.header) for piece in opened.short]
        if not opened.later:
            check_given(self.given, self._headers)
        for number, piece in enumerate(opened.pieces()):
            if number >= len(opened.short) and not piece.number:
                self._headers.append((piece.path, piece.table.header))
            yield piece
        check_given(self.given, self._headers)

    def _settle(self, piece: Piece) -> Form | None:
        try:
            return settle((piece.path, piece.sha256), piece.table, self.given, self.reading)
        except VocliError as error:
            if error.code != "VOC-E111" or (len(self.paths) == 1 and len(self._headers) == 1):
                raise
            # A list without any text (customers, call counts) beside the exports of a folder.
            self._unusable.append(error)
            return None


def _records(drafts: list[Draft], merged: Merged, walk: Walk) -> Records:
    kept: dict[str, tuple[int, int]] = {}
    dropped: dict[str, Counter[str]] = {}
    for draft, own, gone in zip(drafts, merged.kept, merged.dropped, strict=True):
        name = draft.form.source_id
        before = kept.get(name, (0, 0))
        kept[name] = (before[0] + own[0], before[1] + own[1])
        dropped[name] = dropped.get(name, Counter()) + gone
    accounts = walk.accounts
    order = [f.key for f in CONTACT_FIELDS]
    turn_order = [f.key for f in TURN_FIELDS if f.key != "response"]
    own_findings = [finding for one in accounts.values() for finding in one.all_findings()]
    return Records(
        contacts=merged.contacts[order],
        turns=merged.turns[turn_order],
        sources=tuple(one.source(kept[name], dropped[name]) for name, one in accounts.items()),
        findings=(*own_findings, *merged.findings, *walk.findings),
    )
