"""Why a voice was marked as it was, for one voice or those of one contact."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vocli.errors import VocliError
from vocli.insights import trace
from vocli.insights.trace import Reason
from vocli.messages import t
from vocli.model import Report
from vocli.pipeline.analysis import Analysis
from vocli.pipeline.instruments import build_tools
from vocli.pipeline.report import report_of
from vocli.signals import THRESHOLD, Scorer, SignalTrace


def explain_report(found: Analysis, wanted: str) -> Report:
    """The trace of the voice `wanted`, or of every voice of the contact `wanted`.

    VOC-E206 where no voice that was marked has that id.
    """
    rows = _rows(found.facts.voices, wanted)
    signals = tuple(str(column) for column in found.facts.held.columns)
    tools, _ = build_tools(found.question)
    scorer = Scorer.build(tools.encoder, signals)
    insights = []
    for number, i in enumerate(rows):
        voice = found.facts.voices.loc[i]
        place = int(found.prepared.of_voice[i])
        vectors = found.prepared.vectors
        vector = None if vectors is None or place < 0 else vectors[place]
        traced = scorer.explain(str(voice["text"]), str(voice["kind"]), vector).signals
        insights.append(
            trace.build(
                {str(k): v for k, v in voice.items()}, [_reason(one) for one in traced], number
            )
        )
    return report_of("signals", found, tuple(insights), (("explain", wanted),))


def _rows(voices: pd.DataFrame, wanted: str) -> Sequence[int]:
    # A voice whose words are withheld is not explained either: its cues are its words.
    live = voices[(voices["set_aside"] == "") & (voices["text"] != "")]
    own = live[(live["voice_id"] == wanted) | (live["contact_id"] == wanted)]
    if own.empty:
        hint = t("pipeline.voice_hint", example=str(live["voice_id"].iloc[0]) if len(live) else "-")
        raise VocliError("VOC-E206", t("pipeline.voice_unknown", id=wanted), hint=hint)
    return [int(i) for i in own.index]


def _reason(traced: SignalTrace) -> Reason:
    return Reason(
        signal=traced.signal,
        score=traced.score,
        holds=traced.score >= THRESHOLD,
        cues=traced.cues,
        vector=traced.model,
        hits=tuple((hit.name, hit.weight, hit.words) for hit in traced.hits),
        near=tuple((seed.text, seed.similarity, seed.counts_for) for seed in traced.nearest),
    )
