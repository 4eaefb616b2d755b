"""The eleventh week after ten, against all eleven from scratch: what does it save that only new rows are processed?

    python benchmarks/weekly_rerun.py [--contacts 4000]

Eleven invented exports of one week each, every contact with sentences of its own. Two histories are made in one run, in
turn: one that gets the eleventh export after ten that it knows, one that gets all eleven at once. Both write the page of
the same week, and the pages must have the same bytes. Ends with 1 where they differ or the ratio stays below the bar.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from voices import generate

WEEKS = 11
FIRST = datetime(2026, 8, 31, 9, 0)
BAR = 10.0
COMMAND = [sys.executable, "-c", "from vocli.cli.main import run; run()"]


def write_weeks(folder: Path, contacts: int) -> None:
    """One export a week, `contacts` each."""
    folder.mkdir()
    texts = iter(generate(WEEKS * contacts))
    for week in range(WEEKS):
        with (folder / f"week{week:02d}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(["受付番号", "受付日時", "チャネル", "会員番号", "問い合わせ内容"])
            for n in range(contacts):
                at = FIRST + timedelta(days=7 * week + n % 6, minutes=n % 540)
                table.writerow(
                    [f"K-{week:02d}-{n:06d}", f"{at:%Y/%m/%d %H:%M}", "チャット", n, next(texts)]
                )


def weekly(folder: Path, exports: list[str], db: str, out: str) -> float:
    """Seconds of one run."""
    # Nothing but the history may make a run faster.
    environment = {
        **os.environ,
        "VOCLI_PSEUDONYM_KEY": "the key of this benchmark",
        "VOCLI_CACHE_MB": "0",
    }
    asked = ["--quiet", "weekly", *exports, "--codebook", "codebook.toml", "--db", db, "--out", out]
    begun = time.perf_counter()
    subprocess.run(
        [*COMMAND, *asked, "--as-of", "2026-11-17"], cwd=folder, env=environment, check=True
    )
    return time.perf_counter() - begun


def main() -> int:
    """Ten weeks, then the eleventh; all eleven; the pages of both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=4000)
    contacts = parser.parse_args().contacts
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_weeks(folder / "exports", contacts)
        exports = [f"exports/week{week:02d}.csv" for week in range(WEEKS)]
        made = [*COMMAND, "--quiet", "codebook", "init", exports[0], "--codebook", "codebook.toml"]
        subprocess.run(made, cwd=folder, check=True)
        weekly(folder, exports[:-1], "ten.db", "ten")
        eleventh = weekly(folder, exports, "ten.db", "ten")
        again = weekly(folder, exports, "ten.db", "ten")
        scratch = weekly(folder, exports, "all.db", "all")
        same = all(
            (folder / "all" / path.name).read_bytes() == path.read_bytes()
            for path in (folder / "ten").glob("2026-W46*")
        )
    print(f"{WEEKS} weeks of {contacts:,} contacts, every one with sentences of its own")
    print(f"from scratch {scratch:.1f} s, the eleventh {eleventh:.1f} s, nothing new {again:.1f} s")
    print(f"ratio {scratch / eleventh:.1f} (bar {BAR:.0f}); the same bytes: {same}")
    return int(not same or scratch / eleventh < BAR)


if __name__ == "__main__":
    sys.exit(main())
