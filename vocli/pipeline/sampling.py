"""A sample drawn for a human, and the human's verdicts set against vocli's own."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vocli.errors import VocliError
from vocli.insights import harassment, sampling
from vocli.messages import t
from vocli.model import Needs, Report
from vocli.pipeline.analysis import Analysis, mark
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.report import report_of
from vocli.signals import THRESHOLD
from vocli.stats.agreement import Estimate, Stratum, kappa, precision, recall
from vocli.text import digest, nfkc

# Of the sample: claimed voices, those that came near, all others. Rare signals are missed in the last two.
_PARTS = (0.5, 0.2, 0.3)
_NEAR_FROM = 0.15
_YES = frozenset({"1", "はい", "yes", "y", "true", "○", "o", "あり", "該当", "ok"})
_NO = frozenset({"0", "いいえ", "no", "n", "false", "x", "×", "なし", "非該当"})
_VERDICTS = ("verdict", "判定", "判定1")
_SECOND = ("second_verdict", "判定2")
_IDS = ("voice_id", "声の番号", "声ID")


@dataclass(frozen=True)
class _Verdicts:
    """What humans wrote: row of the voice -> yes or no; `left` cells were empty or unclear."""

    first: dict[int, bool]
    second: dict[int, bool]
    left: int


def draw_sample(
    question: Question, signal: str, size: int, progress: Progress = silent
) -> tuple[Report, tuple[str, ...]]:
    """A report whose table is the sample: `size` voices by strata, in an order that tells nothing."""
    found = _marked(question, signal, progress)
    rows = [i for part in _draw(found, signal, size) for i in part]
    ids = found.facts.voices["voice_id"]
    order = sorted(rows, key=lambda i: digest("sample", str(ids[i])))
    insight = sampling.build(found.facts, order, signal)
    told = (("signal", signal), ("size", str(size)))
    return report_of("audit sample", found, (insight,), told), found.remarks


def score_sample(
    question: Question, signal: str, verdicts: tuple[str, str], progress: Progress = silent
) -> tuple[Report, tuple[str, ...]]:
    """Precision, recall and agreement of the signal on the judged sample `verdicts` (path, text).

    The files must be those that the sample was drawn from. VOC-E345 where the table has no verdicts or
    none of its voices is in the files.
    """
    found = _marked(question, signal, progress)
    path, text = verdicts
    judged = _read(text, path, found)
    strata, weights = _weigh(found, signal, judged.first)
    said = found.facts.held[signal]
    pairs = sorted(judged.first.items())
    machine = [bool(said[i]) for i, _ in pairs]
    figures: list[tuple[str, Estimate, int]] = [
        ("precision", precision(strata), sum(s.n for s in strata if s.said)),
        ("recall", recall(strata), len(pairs)),
        (
            "kappa",
            kappa([yes for _, yes in pairs], machine, [weights[i] for i, _ in pairs]),
            len(pairs),
        ),
    ]
    both = [i for i in sorted(judged.second) if i in judged.first]
    if both:
        one, two = [judged.first[i] for i in both], [judged.second[i] for i in both]
        figures.append(("kappa_humans", kappa(one, two, [weights[i] for i in both]), len(both)))
    missed = [i for i, yes in pairs if yes and not said[i]]
    false = [i for i, yes in pairs if not yes and said[i]]
    insights = (
        sampling.score(figures, signal, len(pairs), judged.left),
        sampling.list_misses(found.facts, missed, false),
    )
    return report_of("audit score", found, insights, (("signal", signal),)), found.remarks


def _marked(question: Question, signal: str, progress: Progress) -> Analysis:
    """The voices with this signal; suspected harassment has its words only where it is what is judged."""
    found = mark(replace(question, needs=Needs(signals=(signal,))), progress)
    if signal != harassment.SIGNAL:
        return found
    voices = found.facts.voices.assign(text=found.prepared.frame["text"])
    return replace(found, facts=replace(found.facts, voices=voices))


def _strata(found: Analysis, signal: str) -> list[NDArray[np.int64]]:
    """Rows of the voices that are claimed, that came near, and all others; none whose words are withheld."""
    voices = found.facts.voices
    live = ((voices["set_aside"] == "") & (voices["text"] != "")).to_numpy()
    score = voices[signal].to_numpy()
    said = score >= THRESHOLD
    near = (score >= _NEAR_FROM) & ~said
    return [np.flatnonzero(live & part) for part in (said, near, ~said & ~near)]


def _draw(found: Analysis, signal: str, size: int) -> list[list[int]]:
    """By the order of the ids' hashes: the same voices every time; a short stratum gives to the others."""
    ids = found.facts.voices["voice_id"]
    strata = [
        sorted((int(i) for i in rows), key=lambda i: digest(signal, str(ids[i])))
        for rows in _strata(found, signal)
    ]
    wanted = [min(len(rows), round(size * part)) for rows, part in zip(strata, _PARTS, strict=True)]
    for k in (0, 2, 1):
        room = size - sum(wanted)
        wanted[k] += max(0, min(room, len(strata[k]) - wanted[k]))
    return [rows[:n] for rows, n in zip(strata, wanted, strict=True)]


def _weigh(
    found: Analysis, signal: str, judged: Mapping[int, bool]
) -> tuple[list[Stratum], dict[int, float]]:
    """The strata with their verdicts, and for how many voices each judged one stands."""
    strata: list[Stratum] = []
    weights: dict[int, float] = {}
    for said, rows in zip((True, False, False), _strata(found, signal), strict=True):
        own = [int(i) for i in rows if int(i) in judged]
        strata.append(Stratum(len(rows), said, len(own), sum(judged[i] for i in own)))
        weights |= {i: len(rows) / len(own) for i in own}
    return strata, weights


def _read(text: str, path: str, found: Analysis) -> _Verdicts:
    table = csv.DictReader(io.StringIO(text, newline=""), restval="")
    heads = {nfkc(name).strip().casefold(): name for name in table.fieldnames or ()}
    id_column, first_column, second_column = (
        next((heads[nfkc(n).casefold()] for n in names if nfkc(n).casefold() in heads), "")
        for names in (_IDS, _VERDICTS, _SECOND)
    )
    hint = t("sampling.no_verdicts_hint")
    if not id_column or not first_column:
        raise VocliError("VOC-E345", t("sampling.no_verdicts"), where=path, hint=hint)
    place = {str(id_): i for i, id_ in enumerate(found.facts.voices["voice_id"])}
    first: dict[int, bool] = {}
    second: dict[int, bool] = {}
    left = 0
    for cells in table:
        i = place.get(cells[id_column].strip())
        verdict = _verdict(cells[first_column])
        if i is None or verdict is None:
            left += 1
            continue
        first[i] = verdict
        other = _verdict(cells[second_column]) if second_column else None
        if other is not None:
            second[i] = other
    if not first:
        raise VocliError("VOC-E345", t("sampling.none_judged"), where=path, hint=hint)
    return _Verdicts(first, second, left)


def _verdict(cell: str | None) -> bool | None:
    word = nfkc(cell or "").strip().casefold()
    return True if word in _YES else False if word in _NO else None
