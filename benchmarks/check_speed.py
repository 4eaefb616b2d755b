"""Checking an export against reading it alone, in one run: time and memory.

    python benchmarks/check_speed.py [--rows 1000000] [--rounds 3] [--every]

An export of calls with scores is generated. In turn, each in a fresh process, it is read alone (every
block taken, nothing asked) and read with the checks on structure, encoding, identity, time and scores.
Medians are compared; memory is the largest process's. `--every` measures all checks beside them. Ends with
1 when the checks take more than twice the time of reading, or more than 200 MB + 24 bytes a row.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from running import clean_environment

MAX_RATIO = 2.0
MAX_MB = 200
BYTES_A_ROW = 24
AS_OF = "2026-11-15"
FAMILIES = ("VOC00", "VOC010", "VOC011", "VOC012", "VOC013", "VOC014", "VOC02", "VOC04", "VOC05")
HEADER = "受付番号,受付日時,完了日時,チャネル,区分,拠点,会員番号,満足度,推奨度,努力度,申出内容,対応内容\n"
THINGS = ("ボトル", "請求書", "アプリ", "交換ランプ", "解約金", "訪問の予定")
ENDS = ("が届かない", "の宛名が違う", "にログインできない", "が消えない", "を聞いていない")

# What a fresh process runs: reading alone needs no rule, and the checks no renderer.
_READ = """
import sys
from pathlib import Path
from vocli.sources import Exhibits, Reading
rows = sum(len(block.lines) for block in Exhibits([Path(sys.argv[1])], Reading()).blocks())
assert rows == int(sys.argv[2]), rows
"""
_CHECK = """
import sys
from datetime import date
from vocli.pipeline import Question, Rules, check_files
rules = Rules(select=tuple(filter(None, sys.argv[3].split(","))))
report = check_files(Question(patterns=(sys.argv[1],)), rules, date.fromisoformat(sys.argv[4])).report
assert report.verdict.rows == int(sys.argv[2]), report.verdict.rows
assert not report.verdict.defects, report.verdict.defects
"""


def write_calls(path: Path, rows: int) -> None:
    """A clean export of `rows` distinct calls over 400 days, UTF-8."""
    dice = random.Random(20261109)
    first = datetime(2025, 10, 1, 9)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        for i in range(rows):
            at = first + timedelta(days=i * 400 // rows, minutes=dice.randrange(540))
            text = f"{dice.choice(THINGS)}{dice.choice(ENDS)}とのこと。{i}番の件"
            scores = f"{dice.randint(1, 5)},{dice.randint(0, 10)},{dice.randint(1, 5)}"
            place = dice.choice(("仙台", "那覇"))
            kind = dice.choice(("配送", "請求", "操作"))
            file.write(
                f"K{i:09d},{at:%Y/%m/%d %H:%M},{at + timedelta(hours=1):%Y/%m/%d %H:%M},電話,{kind},"
                f"{place},M{dice.randrange(90_000):06d},{scores},{text},{i}番の方へ折り返し\n"
            )


def run(code: str, arguments: list[str]) -> tuple[float, float]:
    """Seconds and peak memory (MB) of one fresh process."""
    import os

    began = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-c", code, *arguments], env=clean_environment())
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"exit code {child.returncode}")
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def main() -> int:
    """Exit code: 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description="Time and memory of checking against reading.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--every", action="store_true", help="measure all checks as well")
    asked = parser.parse_args()
    sides = {"reading": (_READ, ""), "checking": (_CHECK, ",".join(FAMILIES))}
    if asked.every:
        sides["every check"] = (_CHECK, "")
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    peaks: dict[str, float] = dict.fromkeys(sides, 0.0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "calls.csv"
        write_calls(path, asked.rows)
        print(f"{asked.rows:,} rows, {path.stat().st_size / 2**20:.0f} MB")
        for _ in range(asked.rounds):
            for name, (code, select) in sides.items():
                took, peak = run(code, [str(path), str(asked.rows), select, AS_OF])
                seconds[name].append(took)
                peaks[name] = max(peaks[name], peak)
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    for name in sides:
        ratio = medians[name] / medians["reading"]
        print(f"{name:12} {medians[name]:7.1f} s  {ratio:5.2f} x  {peaks[name]:6.0f} MB")
    most = MAX_MB + BYTES_A_ROW * asked.rows / 2**20
    ratio = medians["checking"] / medians["reading"]
    good = ratio <= MAX_RATIO and peaks["checking"] <= most
    print(f"bars: {MAX_RATIO} x, {most:.0f} MB: {'kept' if good else 'missed'}")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
