"""From scores to statements: which signal a voice carries, and whether a given one holds."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from vocli.signals.definition import CORE, SIGNALS

THRESHOLD = 0.5  # the model's intercepts are set so that this is the best cut in cross-validation
UNSURE_FROM = 0.35  # below the threshold but too near to call it absent
UNSURE = "unsure"
NONE = "none"
ANY = "any"
_BESIDES = ("churn_threat", "escalation_request")  # what the voice adds to its matter
# A further signal that another brings with it, unless one of the third entry holds as well.
_BROUGHT: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("satisfaction", "expectation_met", ()),
    ("satisfaction", "expectation_exceeded", ("delight",)),
    ("satisfaction", "staff_praise", ("delight", "thanks")),
    ("expectation_missed", "not_as_expected", ()),
)
# Of two opposites about one matter the stronger one is meant.
_RIVALS: tuple[tuple[str, str], ...] = (
    ("expectation_met", "expectation_missed"),
    ("expectation_exceeded", "expectation_missed"),
    ("resolved", "unresolved"),
    ("settled", "unsettled"),
)


def label(scores: pd.DataFrame) -> pd.Series:
    """The strongest signal per row that reaches the threshold, else `unsure` near it, else `none`.

    Delight displaces thanks: it is the higher of the two levels. A threat to leave and the wish for a
    superior name a voice only where it carries nothing else; `holds` finds them beside a complaint.
    Only signals of CORE name a voice; ties go to the first of them.
    """
    table = scores[list(CORE)].astype("float64").copy()
    table.loc[table["delight"] >= THRESHOLD, "thanks"] = 0.0
    matter = table.drop(columns=list(_BESIDES)).max(axis=1) >= THRESHOLD
    table.loc[matter, list(_BESIDES)] = 0.0
    values = table.to_numpy()
    if not len(values):
        return pd.Series([], index=scores.index, dtype="object", name="signal")
    best = values.max(axis=1)
    names = np.array(CORE, dtype=object)[values.argmax(axis=1)]
    names = np.where(best >= THRESHOLD, names, np.where(best >= UNSURE_FROM, UNSURE, NONE))
    return pd.Series(names, index=scores.index, dtype="object", name="signal")


def holds(scores: pd.DataFrame, signal: str) -> pd.Series:
    """Whether a signal is present in each row; `any` holds for all. KeyError for an unknown signal.

    A further signal may be brought by another one and yields to a stronger opposite, as far as `scores`
    has their columns; what the signals of CORE say follows from their own scores alone.
    """
    if signal == ANY:
        return pd.Series(True, index=scores.index, dtype=bool, name=signal)
    if signal not in SIGNALS:
        raise KeyError(signal)
    present = _present(scores, signal)
    for brought, by, unless in _BROUGHT:
        if brought == signal and by in scores:
            present = present | (_present(scores, by) & ~_any_present(scores, unless))
    return present.rename(signal)


def _present(scores: pd.DataFrame, signal: str) -> pd.Series:
    """Whether the signal's own score reaches the threshold and no opposite has a higher one."""
    present = (scores[signal] >= THRESHOLD).astype(bool)
    for pair in _RIVALS:
        if signal in pair:
            rival = pair[1 - pair.index(signal)]
            if rival in scores:
                present = present & ~(scores[rival] > scores[signal])
    return present


def _any_present(scores: pd.DataFrame, signals: tuple[str, ...]) -> pd.Series:
    found = pd.Series(False, index=scores.index, dtype=bool)
    for signal in signals:
        if signal in scores:
            found = found | (scores[signal] >= THRESHOLD)
    return found


def with_companions(signals: Iterable[str]) -> frozenset[str]:
    """The signals and all those whose scores `holds` looks at for them: so a count is the same in every run."""
    wanted = set(signals)
    while True:
        more = {by for brought, by, _ in _BROUGHT if brought in wanted}
        more |= {one for pair in _RIVALS if wanted & {*pair} for one in pair}
        if more <= wanted:
            return frozenset(wanted)
        wanted |= more
