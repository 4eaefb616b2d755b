"""The first station of the corridor: how files are read, before anything is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vocli.errors import VocliError
from vocli.language import build_tokenizer
from vocli.messages import t
from vocli.model import Audience, Finding, FirstLook, Report, Source, Tools
from vocli.pipeline.beside import without_tables
from vocli.pipeline.concealing import conceal_headers, conceal_said
from vocli.pipeline.question import Progress, Question, silent, watching
from vocli.pipeline.report import inspect_report
from vocli.sources import expand, look_at, write_profile


def look(question: Question, progress: Progress = silent) -> Report:
    """The report of `inspect`: leaves the corridor after reading; three rows per file are masked.

    Nobody outside is shown rows. Memory depends on the block, not on the file.
    """
    sources, looks, findings = _looked(question, progress)
    tokenizer, _ = build_tokenizer(question.tokenizer, question.words, question.cache_dir)
    shown = {}
    for path, one in looks.items():
        outside = question.reach.audience is Audience.OUTSIDE
        said = ((), ()) if outside else (one.texts, one.extras)
        texts = conceal_said(*said, Tools(tokenizer, None), question)
        shown[path] = replace(one, texts=tuple(texts))
    sources = conceal_headers(sources, tokenizer, question)
    return inspect_report(sources, shown, tuple(findings), question.reach)


def profile_of(question: Question) -> str:
    """The profile (TOML) that reads other files like the one that is named.

    Raises VOC-E203 for several files, for each has its own way of reading.
    """
    sources, _, _ = _looked(question, silent)
    if len(sources) != 1:
        raise VocliError("VOC-E203", t("pipeline.one_file"), hint=t("pipeline.one_file_hint"))
    return write_profile(sources[0], dict(question.reading.columns), question.reading.agents)


def _looked(
    question: Question, progress: Progress
) -> tuple[Sequence[Source], dict[str, FirstLook], Sequence[Finding]]:
    paths, skipped = expand(question.patterns)
    exports = without_tables(paths, question.side)
    sources, looks, findings = look_at(exports, question.reading, watching(progress))
    return sources, looks, (*skipped, *findings, *question.side.findings)
