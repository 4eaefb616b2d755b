"""The main job again: cold, half-warm and warm, against starting up and reading the file alone.

    python benchmarks/cache_speed.py [--voices 20000] [--rounds 3]

In each round, fresh processes on two cores: `vocli themes` with an empty cache (only the dictionary is there), again with
everything kept, with a cache that knows every other row, and the reference, which imports pandas and scikit-learn and reads
the file with pandas. All three print the same bytes. Ends with 1 when they do not, or when the warm run takes more than three times
the reference.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from running import clean_environment, run_vocli
from voices import generate, write_export

MAX_RATIO = 3.0
_REFERENCE = """
import sys
import pandas
import sklearn.linear_model
assert len(pandas.read_csv(sys.argv[1], dtype=str)) == int(sys.argv[2])
"""


def time_reference(path: Path, rows: int) -> float:
    """Wall seconds of the imports and of reading the file."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", _REFERENCE, str(path), str(rows)], check=True)
    return time.perf_counter() - began


def themes(export: Path, cache: Path, out: Path) -> float:
    """Wall seconds of the main job; its JSON lies in `out`."""
    arguments = ["themes", str(export), "-f", "json", "-o", str(out)]
    return run_vocli(arguments, clean_environment(cache))[0]


def measure(folder: Path, count: int, number: int) -> dict[str, float]:
    """Seconds by kind of run, of one round with new sentences; ends the run where the bytes differ."""
    export, half = folder / "voices.csv", folder / "half" / "voices.csv"
    half.parent.mkdir(exist_ok=True)
    voices = generate(count, seed=50 + number)
    write_export(export, voices)
    write_export(half, voices[::2])
    fresh, some = folder / f"fresh{number}", folder / f"some{number}"
    small = folder / "small.csv"
    write_export(small, generate(20, seed=1))
    run_vocli(["themes", str(small)], clean_environment(fresh))
    shutil.copytree(fresh, some)
    outs = [folder / f"{kind}{number}.json" for kind in ("cold", "half", "warm")]
    seconds = {"cold": themes(export, fresh, outs[0])}
    seconds["warm"] = themes(export, fresh, outs[2])
    themes(half, some, folder / f"ignored{number}.json")
    seconds["half"] = themes(export, some, outs[1])
    seconds["reference"] = time_reference(export, count)
    if len({out.read_bytes() for out in outs}) != 1:
        raise SystemExit("the cache changed the result")
    return seconds


def main() -> int:
    """Exit code: 1 if the warm run is too slow."""
    parser = argparse.ArgumentParser(description="vocli themes, cold and warm.")
    parser.add_argument("--voices", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rounds = [measure(Path(folder), asked.voices, number) for number in range(asked.rounds)]
    middle = {kind: statistics.median(r[kind] for r in rounds) for kind in rounds[0]}
    ratio = middle["warm"] / middle["reference"]
    told = ", ".join(f"{kind} {seconds:.1f} s" for kind, seconds in middle.items())
    print(f"{asked.voices} distinct voices, {asked.rounds} rounds: {told}")
    print(f"warm against import and reading: {ratio:.1f} (at most {MAX_RATIO}); the same bytes")
    return int(ratio > MAX_RATIO)


if __name__ == "__main__":
    sys.exit(main())
