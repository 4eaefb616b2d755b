"""Exports taken into a history: only files and contacts that it does not know are read, masked and marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from vocli import __version__
from vocli.history import Store, new_contacts, recall_contacts, write_run
from vocli.model import Codebook, Finding, Needs, Records, Tools
from vocli.model.history import Batch, Export, Kept
from vocli.pipeline.apply import code_ids
from vocli.pipeline.beside import join_side, without_tables
from vocli.pipeline.concealing import conceal_labels, conceal_said
from vocli.pipeline.instruments import build_tools, crewed
from vocli.pipeline.prepared import Prepared
from vocli.pipeline.question import Progress, Question, Scope, silent, watching
from vocli.pipeline.recalling import marks_of
from vocli.pipeline.scope import Scoped, limit
from vocli.pipeline.supersede import supersede
from vocli.pipeline.survey import mark_voices
from vocli.signals import FURTHER
from vocli.sources import digest_file, expand, read
from vocli.themes import book_digest


@dataclass(frozen=True)
class Intake:
    """What a run took in; `run` is 0 where there was nothing that the history did not know."""

    run: int
    files: int
    known_files: int
    added: int
    changed: int
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...] = ()


def take_in(
    store: Store, question: Question, command: str, now: str, progress: Progress = silent
) -> Intake:
    """Read what is new in the question's files and keep it; the same files again change nothing.

    now: when, as ISO text; it goes into the list of runs and nowhere else.
    """
    paths, skipped = expand(question.patterns)
    fresh, digests = _fresh(store, without_tables(paths, question.side))
    known_files = len(paths) - len(fresh)
    if not fresh:
        return Intake(0, 0, known_files, 0, 0, tuple(skipped))
    records = read(fresh, question.reading, watching(progress))
    joined = join_side(records, question.side)
    contacts = joined.records.contacts.assign(known=marks_of(joined), source="")
    contacts["source"] = contacts["source_id"].map(_names(records)).fillna("")
    unseen = contacts[new_contacts(store, contacts)].reset_index(drop=True)
    tools, remarks = build_tools(question)
    kept = _prepared(replace(joined.records, contacts=unseen), question, tools, progress)
    before = recall_contacts(store, unseen["contact_id"].tolist())
    batch = Batch(
        kept=supersede(before, kept),
        exports=_exports(records, digests),
        command=command,
        finished_at=now,
        versions=_versions(tools),
        rows_read=sum(source.rows_read for source in records.sources),
        seen=tuple(zip(unseen["contact_id"], unseen["content_hash"], strict=True)),
    )
    run = write_run(store, batch, told_codebook(question.codebook))
    changed = len(before.contacts)
    return Intake(
        run,
        len(fresh),
        known_files,
        len(unseen) - changed,
        changed,
        (*skipped, *records.findings, *joined.findings, *question.side.findings),
        remarks,
    )


def told_codebook(book: Codebook | None) -> tuple[str, str, str] | None:
    """Digest, text and lock of a codebook as a history keeps them."""
    from vocli.themes import dump_lock

    if book is None or book.lock is None:
        return None
    from vocli.text import digest

    lock = dump_lock(book.lock)
    return digest(book_digest(book), book.text, lock), book.text, lock


def _fresh(store: Store, paths: Sequence[Path]) -> tuple[list[Path], list[tuple[Path, str]]]:
    """The files whose content the history has not read, each content once, with their digests."""
    known = {*store.known_exports()}
    fresh: list[tuple[Path, str]] = []
    for path in paths:
        sha = digest_file(path)
        if sha not in known:
            known.add(sha)
            fresh.append((path, sha))
    return [path for path, _ in fresh], fresh


def _exports(records: Records, digests: Sequence[tuple[Path, str]]) -> tuple[Export, ...]:
    """The files that were read; one that could not be is looked at again next time."""
    unread = [finding.path for finding in records.findings if finding.code == "VOC-F111"]
    return tuple(
        Export(sha, path.name, _rows(records, sha))
        for path, sha in digests
        if not any(where.startswith(str(path)) for where in unread)
    )


def _names(records: Records) -> dict[str, str]:
    """source_id -> the file's name without its folder: a page must not hang on where files lie."""
    return {
        source.sha256[:12]: source.path.replace("\\", "/").rsplit("/", 1)[-1]
        for source in records.sources
    }


def _rows(records: Records, sha: str) -> int:
    return sum(source.rows_read for source in records.sources if source.sha256 == sha)


def _versions(tools: Tools) -> dict[str, str]:
    encoder = tools.encoder.name if tools.encoder else "-"
    return {"vocli": __version__, "tokenizer": tools.tokenizer.name, "encoder": encoder}


def _prepared(records: Records, question: Question, tools: Tools, progress: Progress) -> Kept:
    """The contacts as a history keeps them: everything masked, voices cut and marked with every signal."""
    question = replace(question, scope=Scope(), needs=Needs(signals=FURTHER, plus=True))
    contacts = _labelled(records, tools, question)
    inside = _masked(limit(replace(records, contacts=contacts), question.scope), tools, question)
    book = question.codebook
    with crewed(tools, question.jobs, len(inside.turns)) as working:
        repeated = book.lock.repeated if book and book.lock else None
        prepared, _ = mark_voices(inside, question, working, progress, repeated)
    return Kept(
        contacts=_coded(contacts, question.key or b""),
        turns=inside.turns,
        frame=_told_sources(prepared.frame, records),
        terms=prepared.terms,
        scores=prepared.scores,
        vectors=_per_voice(prepared),
    )


def _labelled(records: Records, tools: Tools, question: Question) -> pd.DataFrame:
    """All contacts with masked labels, those that do not count as well: which they are is decided on recall."""
    contacts = records.contacts.sort_values(["content_hash", "contact_id"], kind="stable")
    whole = Scoped(contacts.reset_index(drop=True), records.turns, 0, 0, 0, 0, 0, 0)
    return conceal_labels(whole, tools.tokenizer, question).contacts


def _coded(contacts: pd.DataFrame, key: bytes) -> pd.DataFrame:
    return contacts.assign(
        customer_id=code_ids(contacts["customer_id"], "C", key),
        agent_id=code_ids(contacts["agent_id"], "A", key),
    )


def _masked(inside: Scoped, tools: Tools, question: Question) -> Scoped:
    """The contacts with what was said in them masked, once for all that follows."""
    extra = inside.contacts.set_index("contact_id")["extra"].fillna("")
    own = inside.turns["contact_id"].map(extra)
    texts = conceal_said(inside.turns["text"].tolist(), own, tools, question)
    return replace(inside, turns=inside.turns.assign(text=texts), coded=True)


def _told_sources(frame: pd.DataFrame, records: Records) -> pd.DataFrame:
    named = records.contacts.set_index("contact_id")["source"]
    return frame.assign(source=frame["contact_id"].map(named).fillna(""))


def _per_voice(prepared: Prepared) -> np.ndarray | None:
    """One vector per voice, zeros for one that is set aside."""
    if prepared.vectors is None:
        return None
    blank = np.zeros((1, prepared.vectors.shape[1]), dtype=np.int8)
    return np.concatenate([prepared.vectors, blank])[prepared.of_voice]
