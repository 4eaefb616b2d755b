"""Kill `vocli weekly` at random moments: does the history open, is it sound, does the next run give the same bytes?

    python benchmarks/crash_safety.py [--kills 200]

Every run is a process of its own on twelve invented weeks. Ends with 1 where a history did not open or verify, a
page was half written, or the run after the kills gave other bytes than a run that nobody disturbed.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from vocli.history import open_store

FIRST = date(2026, 8, 24)
TEXTS = (
    ("約束の日に荷物が届かず困っています", 30),
    ("アプリにログインできないままで腹が立ちます", 20),
    ("床に水が漏れたままで腹が立ちます", 15),
    ("訪問の方がとても丁寧で助かりました、ありがとうございました", 15),
    ("営業時間を教えてください", 20),
)
BOOK = """
format = 1
[[theme]]
id = "T01"
name = "約束の日に届かない"
terms = { "届く" = 1.0, "荷物" = 0.8 }
must = ["荷物 AND 届か"]
examples = ["約束の日に荷物が届かず困っています"]
[[theme]]
id = "T02"
name = "アプリにログインできない"
terms = { "ログイン" = 1.0, "アプリ" = 0.8 }
must = ["ログイン"]
examples = ["アプリにログインできないままで腹が立ちます"]
[[theme]]
id = "P01"
name = "訪問スタッフが丁寧"
side = "praise"
terms = { "訪問" = 1.0, "丁寧" = 1.0 }
must = ["訪問 AND 丁寧"]
examples = ["訪問の方がとても丁寧で助かりました"]
"""
COMMAND = [sys.executable, "-c", "from vocli.cli.main import run; run()"]
SEED = 20261116


def write_exports(folder: Path) -> None:
    """Twelve weeks of a hundred contacts."""
    folder.mkdir()
    for week in range(12):
        lines = ["受付番号,受付日時,チャネル,会員番号,問い合わせ内容"]
        n = 0
        for text, many in TEXTS:
            for _ in range(many):
                day = FIRST + timedelta(7 * week + n % 6)
                number = f"K-{week:02d}-{n:04d}"
                lines.append(
                    f"{number},{day:%Y/%m/%d} {9 + n % 9}:{n % 60:02d},チャット,{n * 7},{text}"
                )
                n += 1
        (folder / f"week{week:02d}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def weekly(folder: Path, db: str, out: str, after: float | None = None) -> int:
    """One run; killed after so many seconds, where any are given. The exit code, -9 of a killed one."""
    environment = {
        **os.environ,
        "VOCLI_NO_ENCODER": "1",
        "VOCLI_PSEUDONYM_KEY": "the key of this benchmark",
    }
    asked = ["weekly", "exports", "--codebook", "codebook.toml", "--db", db, "--out", out]
    child = subprocess.Popen(
        [*COMMAND, "--quiet", *asked, "--as-of", "2026-11-17"], cwd=folder, env=environment
    )
    if after is not None:
        try:
            return child.wait(after)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
    return child.wait()


def pages(folder: Path) -> dict[str, bytes]:
    """The files of a folder that are no half-written ones."""
    return {p.name: p.read_bytes() for p in sorted(folder.glob("*")) if not p.name.startswith(".")}


def main() -> int:
    """Kill and look, then compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    kills = parser.parse_args().kills
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_exports(folder / "exports")
        environment = {**os.environ, "VOCLI_NO_ENCODER": "1"}
        (folder / "codebook.toml").write_text(BOOK, encoding="utf-8")
        made = [*COMMAND, "codebook", "build", "exports", "--codebook", "codebook.toml"]
        subprocess.run(made, cwd=folder, env=environment, check=True, capture_output=True)
        if weekly(folder, "whole.db", "whole"):
            raise SystemExit("an undisturbed run failed")
        wanted = pages(folder / "whole")
        begun = time.perf_counter()
        weekly(folder, "first.db", "first")
        usual = time.perf_counter() - begun
        chance = random.Random(SEED)
        killed, bad = 0, []
        for n in range(kills):
            # Every tenth time from nothing, so that the first moments of a history are met as well.
            if n % 10 == 0:
                for path in folder.glob("voc.db*"):
                    path.unlink()
                for path in (folder / "reports").glob("*"):
                    path.unlink()
            killed += weekly(folder, "voc.db", "reports", chance.uniform(0.3, usual)) != 0
            bad += look(folder, wanted)
        weekly(folder, "voc.db", "reports")
        same = pages(folder / "reports") == wanted
        print(f"usual run {usual:.1f} s; killed {killed} of {kills} runs")
        print(
            f"unsound histories or half pages: {len(bad)}; the run after them the same bytes: {same}"
        )
        return int(bool(bad) or not same or killed < kills // 2)


def look(folder: Path, wanted: dict[str, bytes]) -> list[str]:
    """What is wrong after a kill."""
    bad = []
    db = folder / "voc.db"
    if db.exists() and db.stat().st_size:
        with open_store(db) as store:
            bad += store.verify()
    if (folder / "reports").exists():
        bad += [n for n, data in pages(folder / "reports").items() if data != wanted.get(n)]
    return bad


if __name__ == "__main__":
    sys.exit(main())
