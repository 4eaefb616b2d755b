"""One walk over exports with every check: blocks in file order, a check that breaks harms no other."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from vocli.checks import Check, Context, Rule
from vocli.checks.baseline import Census
from vocli.errors import VocliError
from vocli.language import build_tokenizer
from vocli.model import Block, Defect, Finding, Severity, Sheet, Tokenizer, Tried
from vocli.pipeline.question import Progress, Question, watching
from vocli.pipeline.selecting import Rules, settle_finding
from vocli.privacy import count_masks, mask_texts
from vocli.sources import Exhibits

_PACKAGE = str(Path(__file__).resolve().parent.parent.parent)
# A text in no encoding or in two is bad data: a finding here, not the end.
_UNDECODED = ("VOC-E101", "VOC-E102")
# A file that cannot be read at all: told beside what the others hold, but the run ends with 2.
_UNREAD = (
    *("VOC-E103", "VOC-E104", "VOC-E106", "VOC-E107", "VOC-E108", "VOC-E109", "VOC-E110"),
    *("VOC-E111", "VOC-E114", "VOC-E116", "VOC-E120", "VOC-E121", "VOC-E122", "VOC-E123"),
    *("VOC-E124", "VOC-E125", "VOC-E126"),
)


@dataclass
class _Runner:
    """One check of one walk, until it breaks."""

    rule: Rule
    check: Check
    defect: Defect | None = None

    def run(self, step: Callable[[Check], Iterable[Finding]]) -> Iterator[Finding]:
        """What the step finds. A check that broke says nothing any more, and the others go on."""
        if self.defect:
            return
        try:
            yield from step(self.check)
        except VocliError:
            raise
        except Exception as error:
            self.defect = Defect(self.rule.code, type(error).__name__, _place(error))


@dataclass
class CheckWalk:
    """One walk over the files with every chosen check; started again where a file must be left out."""

    question: Question
    rules: Rules
    as_of: date
    chosen: Sequence[Rule]
    results: Mapping[str, float] = field(default_factory=dict)  # of an analysis, for limits
    codebook: Tried | None = None
    runners: list[_Runner] = field(default_factory=list)
    kept: dict[tuple[str, str], list[Finding]] = field(default_factory=dict)  # by code and path
    counts: Counter[tuple[str, str, Severity]] = field(default_factory=Counter)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    letters: dict[tuple[str, str], str] = field(default_factory=dict)
    rows: int = 0
    read: tuple[Finding, ...] = ()
    census: Census | None = None
    refused: list[str] = field(default_factory=list)  # files that had to be left out
    unread: int = 0  # of those, the ones that are no data at all

    def run(self, paths: Sequence[Path], progress: Progress) -> list[Finding]:
        """Walk; the findings about files that cannot be walked.

        Raises the error of an unreadable file where no other file is left to be checked.
        """
        refused: list[Finding] = []
        left = list(paths)
        while left:
            self._begin(paths)
            try:
                self._walk(left, progress)
            except VocliError as error:
                bad = _behind(error.where, left)
                if bad is None or not self._goes_on(error, left):
                    raise
                left.remove(bad)
                self.refused.append(error.where)
                refused.append(
                    Finding(error.code, Severity.ERROR, error.what, error.where, hint=error.hint)
                )
            else:
                break
        return [f for one in refused if (f := self._settled(one, one.code))]

    def _goes_on(self, error: VocliError, left: Sequence[Path]) -> bool:
        """Whether the other files are checked although one could not be walked."""
        unread = error.code in _UNREAD and len(left) > 1
        self.unread += unread
        return unread or error.code in _UNDECODED

    def find_personal(self, texts: Sequence[str]) -> list[Mapping[str, int]]:
        """Kinds of personal data per text (placeholder -> how often); equal texts are looked at once."""
        policy = self.question.policy
        distinct = [text for text in dict.fromkeys(texts) if text]
        masked = mask_texts(distinct, tokenizer_of(self.question), policy) if distinct else []
        pairs = zip(distinct, masked, strict=True)
        known = {text: count_masks(after, policy) for text, after in pairs if text != after}
        return [known.get(text, {}) for text in texts]

    def findings(self) -> list[Finding]:
        """Everything kept so far."""
        return [finding for own in self.kept.values() for finding in own]

    def totals(self) -> Counter[Severity]:
        """How many findings there are of each severity, kept or not."""
        found: Counter[Severity] = Counter()
        for (_, _, severity), n in self.counts.items():
            found[severity] += n
        return found

    def files(self) -> list[str]:
        """The files walked and those that had to be left out, by name."""
        return sorted({*self.sheets, *self.refused})

    def _begin(self, paths: Sequence[Path]) -> None:
        context = Context(
            as_of=self.as_of,
            thresholds=self.rules.thresholds,
            baseline=self.rules.baseline,
            expect=self.rules.expect,
            codes=self.rules.codes,
            limits=self.rules.limits,
            personal=self.rules.personal,
            find_personal=self.find_personal,
            delivered=tuple(str(path) for path in paths),
            side=self.question.side,
            results=self.results,
            codebook=self.codebook,
        )
        self.runners = [_Runner(rule, rule.build(context)) for rule in self.chosen]
        self.kept, self.counts, self.sheets, self.letters = {}, Counter(), {}, {}
        self.rows = 0
        self.census = Census() if self.rules.learn else None

    def _walk(self, paths: Sequence[Path], progress: Progress) -> None:
        exhibits = Exhibits(paths, self.question.reading, watching(progress))
        last: Sheet | None = None
        for block in exhibits.blocks():
            if last is not None and block.sheet != last:
                self._close(last)
            last = block.sheet
            self._look(block)
        if last is not None:
            self._close(last)
        for runner in self.runners:
            self._take(runner, lambda check: check.finish())
        self.read = exhibits.findings

    def _look(self, block: Block) -> None:
        sheet = block.sheet
        if sheet.path not in self.sheets:
            self.sheets[sheet.path] = sheet
            if sheet.header_row:  # without a header row there is no table to open in Excel
                names = enumerate(sheet.header)
                self.letters |= {(sheet.path, name): column_letter(i) for i, name in names}
        self.rows += len(block.lines)
        if self.census:
            self.census.look(block)
        for runner in self.runners:
            self._take(runner, lambda check: check.look(block))

    def _close(self, sheet: Sheet) -> None:
        for runner in self.runners:
            self._take(runner, lambda check: check.close(sheet))

    def _take(self, runner: _Runner, step: Callable[[Check], Iterable[Finding]]) -> None:
        """Count what a step finds and keep as much as may be listed."""
        for finding in runner.run(step):
            settled = self._settled(finding, runner.rule.code)
            if settled is None:
                continue
            self.counts[settled.code, settled.path, settled.severity] += 1
            own = self.kept.setdefault((settled.code, settled.path), [])
            if not self.rules.at_most or len(own) < self.rules.at_most:
                own.append(settled)

    def _settled(self, finding: Finding, code: str) -> Finding | None:
        return settle_finding(finding, code, self.rules)


def tokenizer_of(question: Question) -> Tokenizer:
    """One tokenizer per process, loaded where the first text is looked at."""
    return _tokenizer(question.tokenizer, question.words, question.cache_dir)


@lru_cache(maxsize=1)
def _tokenizer(name: str, words: tuple[str, ...], cache_dir: Path) -> Tokenizer:
    return build_tokenizer(name, words, cache_dir)[0]


def column_letter(index: int) -> str:
    """The letter over a column in a spreadsheet: A for 0, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _behind(where: str, paths: Sequence[Path]) -> Path | None:
    """The path that an error's place names, perhaps with a member of an archive behind it."""
    fitting = [path for path in paths if where == str(path) or where.startswith(f"{path}/")]
    return max(fitting, key=lambda path: len(str(path)), default=None)


def _place(error: Exception) -> str:
    """Where in the package an error arose; never its text, which may hold words."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(_PACKAGE)]
    if not own:
        return ""
    return f"{own[-1].filename[len(_PACKAGE) + 1 :]}:{own[-1].lineno}"
