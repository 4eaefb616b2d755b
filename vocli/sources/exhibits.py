"""Rows for the checks: what was read, block by block, beside the cells that it was read from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from vocli.model import Block, Finding, Sheet, Source
from vocli.sources.draft import Form
from vocli.sources.grid import Table
from vocli.sources.options import Reading
from vocli.sources.reader import Walk, Watch, undisturbed, unwatched


class Exhibits:
    """One walk over files for the checks; `findings` and `sources` are complete when the last block has been taken."""

    def __init__(self, paths: Sequence[Path], reading: Reading, watch: Watch = unwatched) -> None:
        self._walk = Walk(paths, reading, watch)

    def blocks(self) -> Iterator[Block]:
        """Every block of every file, in the order of the files' names. Raises what `read` raises."""
        with undisturbed():
            for piece, draft in self._walk.blocks():
                table = piece.table
                yield Block(
                    sheet=_sheet(draft.form, table),
                    number=piece.number,
                    lines=table.lines,
                    cells=_cells(table),
                    contacts=draft.contacts,
                    turns=draft.turns,
                    findings=draft.findings,
                )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading found odd: per file, then about the files as a whole."""
        own = [f for one in self._walk.accounts.values() for f in one.all_findings()]
        return (*own, *self._walk.findings)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The account of every file; contacts are counted before files are put together."""
        accounts = self._walk.accounts.values()
        return tuple(one.source((one.contacts, one.turns), one.none_dropped) for one in accounts)


def _sheet(form: Form, block: Table) -> Sheet:
    table, given = form.table, form.mapping.reasons
    return Sheet(
        path=form.path,
        sha256=form.sha256,
        reader=table.grid.reader,
        layout=table.layout,
        encoding=table.grid.encoding,
        header=table.header,
        header_row=table.header_row,
        columns=dict(form.mapping.columns),
        voice_kind=form.kind,
        by_turn=form.by_turn,
        missing=tuple(one for one in table.missing if given.get(one[0]) != "given"),
        repeated=_repeated(block),
    )


def _repeated(table: Table) -> tuple[str, ...]:
    """Names that the header row holds more than once; every block of a file brings that row along."""
    lines = table.grid.lines[: table.header_row]
    if table.header_row not in lines:
        return ()
    names = [" ".join(cell.split()) for cell in table.grid.rows[lines.index(table.header_row)]]
    return tuple(name for name, n in Counter(names).items() if n > 1 and name)


def _cells(table: Table) -> dict[str, Sequence[str]]:
    return dict(zip(table.header, table.columns, strict=True))
