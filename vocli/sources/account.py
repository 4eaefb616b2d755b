"""The account of one file: what was read, skipped and mapped, added up over its blocks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from vocli.messages import t
from vocli.model import ColumnUse, Finding, Severity, Source
from vocli.sources.draft import Draft, Form
from vocli.sources.values import UNKNOWN


@dataclass
class Account:
    """Grows by `add`, block by block."""

    form: Form
    rows_read: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    speakers: Counter[str] = field(default_factory=Counter)
    uses: tuple[ColumnUse, ...] = ()
    characters: Counter[str] = field(default_factory=Counter)  # per column
    zone_assumed: bool = False
    contacts: int = 0  # before files are put together
    turns: int = 0
    findings: dict[Finding, None] = field(default_factory=dict)  # each once, in order

    def add(self, draft: Draft) -> None:
        """Count a block."""
        self.rows_read += draft.rows_read
        self.skipped.update(draft.skipped)
        self.contacts += len(draft.contacts)
        self.turns += len(draft.turns)
        self.speakers.update(draft.turns["speaker"].tolist())
        self.uses = self._added(draft.mapping.uses(), draft)
        self.zone_assumed = self.zone_assumed or draft.zone_assumed
        self.findings.update(dict.fromkeys(draft.findings))

    def _added(self, uses: tuple[ColumnUse, ...], draft: Draft) -> tuple[ColumnUse, ...]:
        """The uses of this block with the figures of all blocks so far; every block has the same columns."""
        out = []
        for i, use in enumerate(uses):
            seen = draft.mapping.profiles[use.column]
            self.characters[use.column] += round(seen.mean_length * seen.filled)
            filled = use.filled + (self.uses[i].filled if self.uses else 0)
            mean = self.characters[use.column] / filled if filled else 0.0
            out.append(replace(use, filled=filled, mean_length=round(mean, 1)))
        return tuple(out)

    def all_findings(self) -> list[Finding]:
        """Those of the blocks and those of the file as a whole."""
        return [*self.findings, *self._lacking(), *self._unknown()]

    def source(self, kept: tuple[int, int], dropped: Counter[str]) -> Source:
        """The account as it is handed on; `kept` are contacts and turns, `dropped` rows of other reasons."""
        form, table = self.form, self.form.table
        taken = form.mapping.taken()
        return Source(
            path=form.path,
            sha256=form.sha256,
            reader=table.grid.reader,
            layout=table.layout,
            layout_title=table.layout_title,
            why=table.why,
            encoding=table.grid.encoding,
            newline=table.grid.newline,
            header_row=table.header_row,
            rows_read=self.rows_read,
            contacts=kept[0],
            turns=kept[1],
            columns=self.uses,
            unused=tuple(name for name in table.header if name not in taken),
            voice_kind=form.kind,
            note_share=form.note_share,
            speakers=tuple(sorted(self.speakers.items())),
            skipped=tuple(sorted((self.skipped + dropped).items())),
            zone_assumed=self.zone_assumed,
        )

    @property
    def none_dropped(self) -> Counter[str]:
        """For an account of one file by itself."""
        return Counter()

    def _unknown(self) -> list[Finding]:
        """A note where nobody can tell who speaks: such turns are in no figure."""
        count = self.speakers[UNKNOWN]
        if not count:
            return []
        message = t("sources.unknown_speaker", count=count, turns=self.speakers.total())
        hint = t("sources.unknown_speaker_hint")
        return [Finding("VOC-F119", Severity.NOTE, message, self.form.path, hint=hint)]

    def _lacking(self) -> list[Finding]:
        """One per field that a layout's exports always fill and this file does not, or not as usual."""
        table, mapping = self.form.table, self.form.mapping
        out = []
        for name, column in table.missing:
            if mapping.reasons.get(name) == "given":
                continue
            taken = mapping.columns.get(name, "")
            key = "sources.column_replaced" if taken else "sources.column_lacks"
            message = t(key, column=column, taken=taken, layout=table.layout)
            hint = t("sources.column_lacks_hint", field=name)
            out.append(
                Finding(
                    "VOC-F118", Severity.WARNING, message, self.form.path, column=column, hint=hint
                )
            )
        return out
