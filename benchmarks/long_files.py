"""Peak memory of reading a long CSV and a long NDJSON at two sizes: it must not grow with the file.

    python benchmarks/long_files.py [--rows 1000000] [--megabytes 1000]

Both files are generated (invented words). Each is looked at by `vocli inspect` in a process of its own at a
quarter of the size and at the whole; the growth per row is printed, and more than 300 bytes a row fails.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

THINGS = ("ボトル", "浄水器", "請求書", "アプリ", "配送", "解約", "フィルター")
ACTS = (
    "が届きません",
    "の音がうるさいとのこと",
    "の交換を希望",
    "の金額が違うとのこと",
    "が動かないとのお申し出",
)
BYTES_PER_ROW = 300  # id, time and content of a contact take 45; the rest is the allocator's


def sentence(i: int) -> str:
    """A sentence that is different for every row."""
    return f"{THINGS[i % 7]}{ACTS[i // 7 % 5]}。{i}番。=>確認して案内。"


def csv_rows(count: int) -> Iterator[str]:
    """The lines of a call log."""
    yield "受付番号,受付日時,チャネル,会員番号,商品,申出内容,対応内容\r\n"
    for i in range(count):
        day = f"2026/{i % 10 + 1:02}/{i % 28 + 1:02} {i % 24:02}:{i % 60:02}"
        yield f"A{i:07},{day},電話,M{i % 300000:06},型{i % 9},{sentence(i)},案内済み\r\n"


def json_rows(count: int) -> Iterator[str]:
    """The lines of a help desk's export, about 1.4 kB each."""
    for i in range(count):
        comments = [
            {"author_id": i, "plain_body": sentence(i) * 8, "created_at": "2026-11-02T00:10:00Z"},
            {
                "author_id": 5,
                "plain_body": "確認いたします。" * 8,
                "created_at": "2026-11-02T01:10:00Z",
            },
        ]
        ticket = {
            "id": 700000 + i,
            "created_at": f"2026-{i % 10 + 1:02}-{i % 28 + 1:02}T{i % 24:02}:10:00Z",
            "requester_id": i,
            "status": "open",
            "via": {"channel": "web"},
            "comments": comments,
        }
        yield json.dumps(ticket, ensure_ascii=False) + "\n"


def measure(path: Path) -> tuple[float, float]:
    """(seconds, peak MB) of `vocli inspect` on a file."""
    begin = time.perf_counter()
    code = (
        "import resource, sys; from vocli.cli.main import run; sys.argv[1:] = ['inspect', sys.argv[1]]\n"
        "try: run()\nexcept SystemExit: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    peak = float(done.stderr.strip().splitlines()[-1])
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return time.perf_counter() - begin, peak / scale


def main() -> int:
    """Generate, look, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--megabytes", type=int, default=1_000)
    asked = parser.parse_args()
    records = asked.megabytes * 1_000_000 // 1_400
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for name, rows, make in (
            ("calls.csv", asked.rows, csv_rows),
            ("tickets.ndjson", records, json_rows),
        ):
            peaks = []
            for count in (rows // 4, rows):
                path = Path(folder) / name
                with path.open("w", encoding="utf-8", newline="") as stream:
                    stream.writelines(make(count))
                seconds, peak = measure(path)
                size = path.stat().st_size / 1e6
                print(
                    f"{name}: {count:,} rows, {size:,.0f} MB: {seconds:.0f} s, peak {peak:.0f} MB"
                )
                peaks.append(peak)
                path.unlink()
            growth = (peaks[1] - peaks[0]) * 2**20 / (rows - rows // 4)
            print(f"{name}: {growth:.0f} bytes a row (at most {BYTES_PER_ROW})")
            failed = failed or growth > BYTES_PER_ROW
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"this process: {own // 1024} MB")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
