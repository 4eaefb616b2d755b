"""Precision, recall and F1 per class of the insights' labels, on the labelled turns and sentences.

    .venv/bin/python benchmarks/insights_quality.py [SET ...] [--half odd|even|all] [--errors CLASS] [--cues]

The sets lie in benchmarks/data/insights/. Of a set in DEVELOPED the rows whose number is even were looked
at while the rules were written, so that only the odd ones measure; of the others all do. `--errors`
prints rows that went wrong, of the even half alone.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

DATA = Path(__file__).parent / "data" / "insights"
Rows = Sequence[Mapping[str, str]]
# What the labels say and what the rules say: per row the classes, named "column=value".
Found = tuple[list[set[str]], list[set[str]]]


def main() -> None:
    """Print one table per set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(SETS)}; all")
    parser.add_argument("--half", choices=("odd", "even", "all"), default="")
    parser.add_argument("--errors", metavar="CLASS", help="print the rows that went wrong")
    parser.add_argument("--cues", action="store_true", help="signals without the encoder")
    asked = parser.parse_args()
    for name in asked.sets or list(SETS):
        half = "even" if asked.errors else asked.half or ("odd" if name in DEVELOPED else "all")
        rows = read_rows(name, half)
        truth, found = SETS[name](rows, asked.cues)
        print(f"{name}: {len(rows)} rows ({half})")
        for key, figures in measure(truth, found).items():
            print(f"  {key:24} n {figures[3]:3} " + told(figures))
        if asked.errors:
            print_errors(rows, truth, found, asked.errors)


def told(figures: tuple[float, float, float, int, int]) -> str:
    """The figures of one class on one line."""
    precision, recall, f1, _, claimed = figures
    right = round(precision * claimed)
    return f"right {right:3} of {claimed:3} claimed  precision {precision:.2f} recall {recall:.2f} f1 {f1:.2f}"


def read_rows(name: str, half: str) -> Rows:
    """The rows of a set, of the wanted half by the number in their id."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = {"odd": {1}, "even": {0}, "all": {0, 1}}[half]
    return [
        row for row in rows if int(row["id"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) % 2 in wanted
    ]


def measure(
    truth: Sequence[set[str]], found: Sequence[set[str]]
) -> dict[str, tuple[float, float, float, int, int]]:
    """Per class (precision, recall, F1, rows with the label, rows that the rules claim); 0 where empty."""
    out = {}
    for key in sorted(set().union(*truth, *found)):
        both = sum(key in a and key in b for a, b in zip(truth, found, strict=True))
        labelled, claimed = (sum(key in row for row in side) for side in (truth, found))
        precision, recall = both / max(1, claimed), both / max(1, labelled)
        f1 = 2 * precision * recall / (precision + recall) if both else 0.0
        out[key] = (precision, recall, f1, labelled, claimed)
    return out


def print_errors(
    rows: Rows, truth: Sequence[set[str]], found: Sequence[set[str]], wanted: str
) -> None:
    """Rows on the wrong side for one class, or for any (`all`)."""
    for row, labelled, claimed in zip(rows, truth, found, strict=True):
        wrong = labelled ^ claimed
        if wanted in wrong or (wanted == "all" and wrong):
            missed, extra = sorted(labelled - claimed), sorted(claimed - labelled)
            words = " | ".join(row[c] for c in ("customer", "agent", "text") if c in row)
            print(f"  {row['id']} missed {missed} claimed {extra}: {words}")


def listening(rows: Rows, cues: bool) -> Found:
    """What the replies of agents do with the customer's words."""
    from vocli.signals.listening import SKILLS, mark_replies

    marks = mark_replies([row["customer"] for row in rows], [row["agent"] for row in rows])
    truth = [set(row["labels"].split()) & set(SKILLS) for row in rows]
    return truth, [{key for key in SKILLS if row[key]} for row in marks.to_dict("records")]


def resolution(rows: Rows, cues: bool) -> Found:
    """Whether the problem is solved and the feeling settled, by the customer's words."""
    from vocli.insights.resolution_states import ASKED

    signals = [name for sides in ASKED.values() for _, names in sides for name in names]
    scores = score(rows, signals, cues)
    truth = [{f"{c}={row[c]}" for c in ASKED if row[c] != "unknown"} for row in rows]
    found = [
        {f"{c}={label}" for c, sides in ASKED.items() if (label := strongest(sides, own))}
        for own in scores
    ]
    return truth, found


def strongest(sides: Sequence[tuple[str, Sequence[str]]], scores: Mapping[str, float]) -> str:
    """The label whose signals hold with the highest score, of equals the last, "" where none holds."""
    from vocli.signals import THRESHOLD

    highest = [(max(scores.get(s, 0.0) for s in signals), label) for label, signals in sides]
    best, label = max(reversed(highest), key=lambda pair: pair[0])
    return label if best >= THRESHOLD else ""


def expectations(rows: Rows, cues: bool) -> Found:
    """What came of an expectation, what it was about and where it came from."""
    from vocli.signals.tagging import mark_tags

    sides = tuple((r, f"expectation_{r}") for r in ("missed", "met", "exceeded"))
    scores = score(rows, [signal for _, signal in sides], cues)
    texts, kinds = [row["text"] for row in rows], [row["kind"] for row in rows]
    objects, sources = (mark_tags(f"expect_{c}", texts, kinds) for c in ("object", "source"))
    truth = [
        {f"{c}={row[c]}" for c in ("result", "object", "source") if row[c] != "none"}
        for row in rows
    ]
    found = []
    for own, what, source in zip(scores, objects, sources, strict=True):
        result = stronger(sides, own)
        told = {"result": result, "object": what, "source": source} if result else {}
        found.append({f"{c}={v}" for c, v in told.items() if v})
    return truth, found


def consistency(rows: Rows, cues: bool) -> Found:
    """Which of the three lines a sentence tells of; the strongest where several hold."""
    sides = tuple((x, x) for x in ("runaround", "inconsistent", "not_as_expected"))
    scores = score(rows, [signal for _, signal in sides], cues)
    truth = [{row["line"]} - {"none"} for row in rows]
    return truth, [{label} if (label := stronger(sides, own)) else set() for own in scores]


def journey(rows: Rows, cues: bool) -> Found:
    """Where the customer stands, and the earlier stage whose promise or information the voice names."""
    from vocli.insights.journey_stages import ADVOCATING, LEAVING, prefer
    from vocli.signals import THRESHOLD
    from vocli.signals.tagging import mark_tags

    scores = score(rows, (*LEAVING, *ADVOCATING), cues)
    flags = [
        [any(own.get(s, 0.0) >= THRESHOLD for s in signals) for signals in (LEAVING, ADVOCATING)]
        for own in scores
    ]
    texts, kinds = [row["text"] for row in rows], [row["kind"] for row in rows]
    stages, sources = (mark_tags(c, texts, kinds) for c in ("stage", "from_stage"))
    truth = [
        {f"{c}={row[c]}" for c in ("stage", "from_stage") if row[c] not in ("", "unknown")}
        for row in rows
    ]
    found = [
        {f"{c}={key}" for c, key in (("stage", stage), ("from_stage", source)) if key}
        for stage, source in zip(
            map(prefer, stages, *zip(*flags, strict=True)), sources, strict=True
        )
    ]
    return truth, found


def faq(rows: Rows, cues: bool) -> Found:
    """Which entry of an FAQ a sentence asks for: `entry` where it is the right one, `wrong` where another."""
    from vocli.pipeline.instruments import build_tools
    from vocli.pipeline.question import Question
    from vocli.pipeline.questions_asked import match

    with (DATA / "faq_entries.csv").open(encoding="utf-8", newline="") as file:
        entries = [(row["番号"], row["質問"]) for row in csv.DictReader(file)]
    tools, _ = build_tools(Question(patterns=(), use_encoder=not cues))
    places, _ = match([row["text"] for row in rows], [text for _, text in entries], tools)
    numbers = [entries[place][0] if place >= 0 else "-" for place in places]
    truth = [set() if row["entry"] == "-" else {"entry"} for row in rows]
    found = [
        set() if number == "-" else {"wrong"} if row["entry"] not in ("-", number) else {"entry"}
        for row, number in zip(rows, numbers, strict=True)
    ]
    return truth, found


def stronger(sides: Sequence[tuple[str, str]], scores: Mapping[str, float]) -> str:
    """The label whose signal holds with the higher score, "" where none holds."""
    from vocli.signals import THRESHOLD

    label, signal = max(sides, key=lambda side: scores.get(side[1], 0.0))
    return label if scores.get(signal, 0.0) >= THRESHOLD else ""


def score(rows: Rows, signals: Sequence[str], cues: bool) -> list[dict[str, float]]:
    """Scores of those of the signals that there are, one dict per row."""
    from vocli.language import load_encoder
    from vocli.signals import SIGNALS, Scorer, analysis_text

    known = [signal for signal in signals if signal in SIGNALS]
    if not known:
        return [{} for _ in rows]
    texts, kinds = [row["text"] for row in rows], [row["kind"] for row in rows]
    encoder = None if cues else load_encoder()[0]
    vectors = encoder.encode([analysis_text(text) for text in texts]) if encoder else None
    table = Scorer.build(encoder, known).score(texts, kinds, vectors)
    return [{str(k): float(v) for k, v in row.items()} for row in table.to_dict("records")]


# Sets whose even half the rules were developed on.
DEVELOPED = frozenset({"listening", "resolution", "expectations", "consistency", "journey", "faq"})
# Set -> function from its rows to the labels and what the rules say; one per file of DATA.
SETS: dict[str, Callable[[Rows, bool], Found]] = {
    "listening": listening,
    "resolution": resolution,
    "expectations": expectations,
    "consistency": consistency,
    "journey": journey,
    "faq": faq,
}


if __name__ == "__main__":
    main()
