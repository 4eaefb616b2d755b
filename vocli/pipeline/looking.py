"""The first station of the corridor: how files are read, before anything is counted."""

from __future__ import annotations

import pandas as pd

from vocli.language import build_tokenizer
from vocli.model import Audience, Records, Report
from vocli.pipeline.analysis import read_all
from vocli.pipeline.concealing import conceal, conceal_headers
from vocli.pipeline.question import Question
from vocli.pipeline.report import inspect_report

_SAMPLES = 3


def look(question: Question) -> Report:
    """The report of `inspect`: leaves the corridor after reading; three rows per file are masked.

    Nobody outside is shown rows.
    """
    records, findings = read_all(question)
    tokenizer, _ = build_tokenizer(question.tokenizer, question.words, question.cache_dir)
    records = conceal_headers(records, tokenizer, question)
    looks = {}
    for source in records.sources:
        own = records.contacts[records.contacts["source_id"] == source.sha256[:12]]
        outside = question.reach.audience is Audience.OUTSIDE
        texts = [] if outside else _first_texts(own, records)
        looks[source.path] = (own, conceal(texts, tokenizer, question))
    return inspect_report(records.sources, looks, findings, question.reach)


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
