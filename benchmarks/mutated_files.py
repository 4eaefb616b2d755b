"""Whether broken files of every container end with a result or an error that says what is wrong.

    python benchmarks/mutated_files.py [--files 10000] [--seed 0] [--slow 10]

Each file is one of tests/sources/mutations.py under a seed. Prints how many were read, how many were
refused under which code, and how many texts carry a mark for what could not be read. Ends with 1 at any
other exception, at a mark that no finding tells of, and at a file that takes longer than --slow seconds;
such a file can be made again from its kind and seed, which are printed. One that takes ten times as long
ends the run at once with the place where it hangs; its name, kind and seed, lies in the folder printed first.
"""

from __future__ import annotations

import argparse
import faulthandler
import importlib.util
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from types import ModuleType

from vocli.errors import VocliError
from vocli.sources import Reading, read

ROOT = Path(__file__).resolve().parent.parent


def load_mutations() -> ModuleType:
    """tests/sources/mutations.py, which lies in no package."""
    path = ROOT / "tests" / "sources" / "mutations.py"
    spec = importlib.util.spec_from_file_location("vocli_tests_mutations", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def try_file(path: Path, data: bytes) -> str:
    """What reading a file comes to: read, read with marks, an error's code, or what went wrong."""
    path.write_bytes(data)
    try:
        records = read([path], Reading(date_order="ymd"))
    except VocliError as error:
        return error.code
    except Exception:
        traceback.print_exc()
        return "CRASH"
    finally:
        path.unlink()
    if not records.turns["text"].str.contains("\ufffd").any() or "\ufffd".encode() in data:
        return "read"
    told = any(finding.code == "VOC-F101" for finding in records.findings)
    return "read, with marks and a finding" if told else "SILENT MARKS"


def main() -> int:
    """Read the files and print the counts; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0, help="the first seed of every kind")
    parser.add_argument("--slow", type=float, default=10.0, help="seconds that a file may take")
    args = parser.parse_args()
    mutations = load_mutations()
    kinds = list(mutations.KINDS)
    wholes = {kind: mutations.whole(kind) for kind in kinds}
    outcomes: Counter[str] = Counter()
    slowest = (0.0, "", 0)
    with tempfile.TemporaryDirectory() as folder:
        print(f"files are written to {folder}", flush=True)
        for i in range(args.files):
            kind, seed = kinds[i % len(kinds)], args.seed + i // len(kinds)
            broken = mutations.mutate(wholes[kind], kind, seed)
            start = time.perf_counter()
            faulthandler.dump_traceback_later(10 * args.slow, exit=True)
            outcome = try_file(Path(folder) / f"{kind}{seed}{broken.suffix}", broken.data)
            faulthandler.cancel_dump_traceback_later()
            spent = time.perf_counter() - start
            slowest = max(slowest, (spent, kind, seed))
            if spent > args.slow:
                outcome = "SLOW"
            if outcome.isupper() and not outcome.startswith("VOC-"):
                print(f"{outcome}: {kind}, seed {seed}, {', '.join(broken.steps)}", flush=True)
            outcomes[outcome] += 1
    for outcome, count in sorted(outcomes.items(), key=lambda item: (-item[1], item[0])):
        print(f"{count:>7,}  {outcome}")
    print(f"slowest: {slowest[0]:.1f} s ({slowest[1]}, seed {slowest[2]})")
    return 1 if outcomes.keys() & {"CRASH", "SILENT MARKS", "SLOW"} else 0


if __name__ == "__main__":
    sys.exit(main())
