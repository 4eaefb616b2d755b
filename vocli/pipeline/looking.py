"""The stations before themes: how files are read, and which signals their voices carry."""

from __future__ import annotations

import pandas as pd

from vocli.language import build_tokenizer
from vocli.model import Plan, Records, Report, Tools
from vocli.pipeline.analysis import Analysis, read_all
from vocli.pipeline.apply import apply
from vocli.pipeline.instruments import build_tools, crewed
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.report import inspect_report
from vocli.pipeline.scope import limit
from vocli.pipeline.survey import mark_voices
from vocli.privacy import mask_texts

_SAMPLES = 3


def look(question: Question) -> Report:
    """The report of `inspect`: leaves the corridor after reading; three rows per file are masked."""
    records, findings = read_all(question)
    tokenizer, _ = build_tokenizer(question.tokenizer, question.words, question.cache_dir)
    looks = {}
    for source in records.sources:
        own = records.contacts[records.contacts["source_id"] == source.sha256[:12]]
        texts = _first_texts(own, records)
        looks[source.path] = (own, mask_texts(texts, tokenizer))
    return inspect_report(records.sources, looks, findings)


def mark(question: Question, progress: Progress = silent) -> Analysis:
    """Voices with their signals, without themes."""
    progress("pipeline.step_read", 0, 1)
    records, findings = read_all(question)
    progress("pipeline.step_read", 1, 1)
    scoped = limit(records, question.scope)
    tools, remarks = build_tools(question)
    with crewed(tools, question.jobs, len(scoped.turns)) as working:
        prepared, repeated = mark_voices(scoped, question, working, progress)
    plan = _without_themes(question, tools, repeated)
    facts = apply(scoped, prepared, plan, records.sources, question.as_of)
    return Analysis(question, records, plan, prepared, facts, findings, remarks)


def _without_themes(question: Question, tools: Tools, repeated: frozenset[str]) -> Plan:
    return Plan(
        repeated=repeated,
        idf={},
        profiles=(),
        signal=question.signal,
        threshold=0.0,
        resolution=0.0,
        stability=0.0,
        tokenizer=tools.tokenizer.name,
        encoder=tools.encoder.name if tools.encoder else "",
        distinct_voices=0,
        sampled_voices=0,
    )


def _first_texts(own: pd.DataFrame, records: Records) -> list[str]:
    """What the customer says first in the file's first contacts.

    A contact may hold turns of other files as well: its own are those at or soon after its row.
    """
    said = records.turns[records.turns["speaker"] == "customer"]
    rows = own[["contact_id", "source_row"]].rename(columns={"source_row": "begin"})
    both = said.merge(rows, on="contact_id")
    both = both.assign(after=both["source_row"] - both["begin"])
    nearest = both[both["after"] >= 0].sort_values(["begin", "after"], kind="stable")
    return nearest.drop_duplicates("contact_id")["text"].head(_SAMPLES).tolist()
