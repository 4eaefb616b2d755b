"""The stations before themes: how files are read, and which signals their voices carry."""

from __future__ import annotations

from vocli.model import Plan, Records, Report, Tools
from vocli.pipeline.analysis import Analysis, read_all
from vocli.pipeline.apply import apply
from vocli.pipeline.instruments import build_tools
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.report import inspect_report, mask_sample
from vocli.pipeline.scope import limit
from vocli.pipeline.survey import mark_voices

_SAMPLES = 3


def look(question: Question) -> Report:
    """The report of `inspect`: leaves the corridor after reading; three rows per file are masked."""
    records, findings = read_all(question)
    samples = {
        source.path: mask_sample(_first_texts(records, source.sha256)) for source in records.sources
    }
    times = {
        source.path: records.contacts.loc[
            records.contacts["source_id"] == source.sha256[:12], "occurred_at"
        ]
        for source in records.sources
    }
    return inspect_report(records.sources, times, samples, findings)


def mark(question: Question, progress: Progress = silent) -> Analysis:
    """Voices with their signals, without themes."""
    progress("pipeline.step_read", 0, 1)
    records, findings = read_all(question)
    progress("pipeline.step_read", 1, 1)
    scoped = limit(records, question.scope)
    tools, remarks = build_tools(question)
    prepared, repeated = mark_voices(scoped, question, tools, progress)
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


def _first_texts(records: Records, sha256: str) -> list[tuple[str, str]]:
    own = records.contacts[records.contacts["source_id"] == sha256[:12]]
    customer = records.turns[
        (records.turns["speaker"] == "customer")
        & records.turns["contact_id"].isin(own["contact_id"])
    ]
    first = customer.sort_values("source_row", kind="stable").head(_SAMPLES)
    return list(zip(first["contact_id"], first["text"], strict=True))
