"""A team's own labels: learned from a column of the export, and found in other contacts."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.errors import VocliError
from vocli.insights import funnel, learning
from vocli.messages import t
from vocli.model import Report
from vocli.pipeline.analysis import Analysis, mark
from vocli.pipeline.concealing import conceal
from vocli.pipeline.instruments import build_tools
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.report import report_of
from vocli.signals import learning as learner
from vocli.text import digest


def learn_labels(
    question: Question, column: str, progress: Progress = silent
) -> tuple[Report, str, tuple[str, ...]]:
    """The report of cross-validation, the model as text, and remarks.

    `column` is a header of the export or a field of the schema. VOC-E342 where there is none of that name,
    VOC-E343 without vectors, VOC-E340 where fewer than two labels have enough contacts.
    """
    found = mark(question, progress)
    if found.prepared.vectors is None:
        raise VocliError("VOC-E343", t("signals.no_vectors"), hint=t("signals.no_vectors_hint"))
    labels = _labels(found, column)
    ids, vectors, groups = _contact_vectors(found)
    own = [labels.get(id_, "") for id_ in ids]
    kept = np.array([bool(label) for label in own], dtype=bool)
    given = [label for label in own if label]
    wanted = learner.learnable(given)
    grouped = [group for group, k in zip(groups, kept, strict=True) if k]
    scores = learner.cross_validate(vectors[kept], given, grouped)
    model = learner.learn(vectors[kept], given, wanted, found.plan.encoder)
    rows = [(s.label, s.n, s.said, s.right, s.learned) for s in scores]
    insight = learning.build(rows, column, learner.FOLDS, learner.LEAST)
    head = funnel.build(found.facts, found.records.sources, found.plan, themed=False)
    report = report_of("signals learn", found, (head, insight), (("label_column", column),))
    return report, learner.dump_learned(model), found.remarks


def count_labels(
    question: Question, text: str, where: str, progress: Progress = silent
) -> tuple[Report, tuple[str, ...]]:
    """How many contacts carry each label of a learned model; each its likeliest one, if it is likely at all.

    VOC-E341 where `text` is no such model, VOC-E344 where it was learned with another encoder.
    """
    model = learner.load_learned(text, where)
    found = mark(question, progress)
    if model.encoder != found.plan.encoder:
        told = t("signals.other_encoder", learned=model.encoder, now=found.plan.encoder or "-")
        raise VocliError("VOC-E344", told, where=where, hint=t("signals.other_encoder_hint"))
    ids, vectors, _ = _contact_vectors(found)
    odds = model.log_odds(vectors)
    best = odds.argmax(axis=1) if len(ids) else np.zeros(0, dtype=np.int64)
    held = [
        [ids[row] for row in np.flatnonzero((best == i) & (odds[:, i] > 0))]
        for i in range(len(model.labels))
    ]
    insight = learning.count(model.labels, held, found.facts.funnel.in_scope)
    head = funnel.build(found.facts, found.records.sources, found.plan, themed=False)
    return report_of("signals", found, (head, insight), (("learned", where),)), found.remarks


def _labels(found: Analysis, column: str) -> dict[str, str]:
    """Contact -> its label, masked: a field of the schema, or a column that feeds nothing, by its header."""
    contacts = found.records.contacts
    headers = {use.column: use.field for source in found.records.sources for use in source.columns}
    field = headers.get(column, column)
    if field in found.facts.contacts and field not in _NO_LABELS:
        own = found.facts.contacts
        return dict(zip(own["contact_id"], own[field].astype(str), strict=True))
    cells = [json.loads(extra or "{}").get(column) for extra in contacts["extra"].fillna("")]
    if not any(cells):
        known = sorted({*headers, *(h for s in found.records.sources for h in s.unused)})
        hint = t("signals.no_label_column_hint", columns=t("render.comma").join(known))
        raise VocliError("VOC-E342", t("signals.no_label_column", column=column), hint=hint)
    values = sorted({str(cell) for cell in cells if cell})
    tools, _ = build_tools(found.question)
    shown = dict(zip(values, conceal(values, tools.tokenizer, found.question), strict=True))
    pairs = zip(contacts["contact_id"], cells, strict=True)
    return {id_: shown[str(cell)] if cell else "" for id_, cell in pairs}


_NO_LABELS = frozenset({"contact_id", "customer", "occurred_at", "day", "by"})


def _contact_vectors(found: Analysis) -> tuple[list[str], NDArray[np.int64], list[str]]:
    """Contacts with a voice, the sum of their voices' vectors, and a key that equal contacts share."""
    prepared = found.prepared
    assert prepared.vectors is not None
    live = np.flatnonzero(prepared.of_voice >= 0)
    codes, ids = pd.factorize(prepared.frame["contact_id"].iloc[live])
    sums = np.zeros((len(ids), prepared.vectors.shape[1]), dtype=np.int64)
    np.add.at(sums, codes, prepared.vectors[prepared.of_voice[live]].astype(np.int64))
    texts = [""] * len(ids)
    for code, text in zip(codes, prepared.frame["text"].iloc[live], strict=True):
        texts[code] += f"{text}\n"
    customers = found.facts.contacts.set_index("contact_id")["customer"]
    return [str(i) for i in ids], sums, _groups([str(i) for i in ids], texts, customers)


def _groups(ids: Sequence[str], texts: Sequence[str], customers: pd.Series) -> list[str]:
    """The customer where one is known, else the words: what must not stand on both sides of a fold."""
    known = customers.reindex([*ids]).fillna("").tolist()
    return [code or digest(text) for code, text in zip(known, texts, strict=True)]
