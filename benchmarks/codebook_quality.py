"""A codebook on rows that it never saw, on any labelled CSV.

    python benchmarks/codebook_quality.py FILE.csv --text COL --label COL [--id COL]
        [--unseen 0.4] [--rounds 1]

A share of the rows is set aside. From the others a codebook is written, text and lock as files, and read back;
the rows set aside are placed by it. Beside it: the same rows clustered by themselves, and a lock built from the
text alone (names, terms, examples), as a codebook is that people wrote. Ends with 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from measures import agreement, count_themes, unassigned_share
from running import Labelled, read_labelled
from themes_quality import split_rows

MIN_RATIO = 0.95  # AMI by the codebook, against that of clustering the same rows
MIN_COVERED = 0.88


@dataclass(frozen=True)
class Round:
    """One split: AMI and share in a theme, of the unseen rows."""

    themes: int
    clustered: float
    placed: float
    covered: float
    rewritten: float  # by a lock built from the text alone
    rewritten_covered: float


def write_rows(data: Labelled, path: Path) -> Path:
    """The rows as an export of one customer's text per contact."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["contact_id", "text"])
        writer.writerows(zip(data.ids, data.texts, strict=True))
    return path


def run_round(data: Labelled, share: float, seed: int, folder: Path) -> Round:
    """Write the codebook from the seen rows, place the unseen ones."""
    from vocli.pipeline.codebooks import init_codebook, lock_path, open_codebook

    kept, taken = split_rows(len(data.ids), share, seed)
    unseen = data.rows(taken)
    seen_file = write_rows(data.rows(kept), folder / "seen.csv")
    unseen_file = write_rows(unseen, folder / "unseen.csv")
    book, lock = folder / "codebook.toml", Path(lock_path(str(folder / "codebook.toml")))
    text, made, _ = init_codebook(ask(seen_file), (), str(book))
    book.write_text(text, encoding="utf-8")
    lock.write_text(made, encoding="utf-8")
    read = open_codebook(str(book), book.read_text("utf-8"), lock.read_text("utf-8"))
    by_book = place(unseen_file, unseen.ids, read)
    anew = rebuild_from_text(book, seen_file)
    by_text = place(unseen_file, unseen.ids, anew)
    alone = place(unseen_file, unseen.ids, None)
    return Round(
        themes=count_themes(theme.theme_id for theme in read.living()),
        clustered=agreement(unseen.labels, alone),
        placed=agreement(unseen.labels, by_book),
        covered=1 - unassigned_share(by_book),
        rewritten=agreement(unseen.labels, by_text),
        rewritten_covered=1 - unassigned_share(by_text),
    )


def ask(path: Path):  # type: ignore[no-untyped-def]
    """Every voice counts, whatever its signal: the labels are about all of them."""
    from vocli.engine import cores
    from vocli.pipeline import Question
    from vocli.sources import Reading

    columns = (("contact_id", "contact_id"), ("text", "text"))
    return Question((str(path),), Reading(columns=columns), signal="any", jobs=cores())


def rebuild_from_text(book: Path, seen: Path):  # type: ignore[no-untyped-def]
    """The codebook with a lock that knows only what stands in its text, measured on the seen rows."""
    from vocli.pipeline.codebooks import build_codebook
    from vocli.themes import parse_codebook

    parsed = parse_codebook(book.read_text("utf-8"), str(book))
    return replace(parsed, lock=build_codebook(parsed, None, ask(seen)))


def place(path: Path, ids: Sequence[str], book) -> list[str]:  # type: ignore[no-untyped-def]
    """The theme of each row ("" = none); with a codebook drafts are none."""
    from vocli.pipeline import analyse

    contacts = analyse(replace(ask(path), codebook=book)).facts.contacts
    found = dict(zip(contacts["contact_id"], contacts["theme_id"], strict=True))
    themes = [str(found.get(contact, "")) for contact in ids]
    return ["" if book and theme.startswith("D-") else theme for theme in themes]


def read_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="A codebook on rows that it never saw.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--text", required=True, help="column with the customer's words")
    parser.add_argument("--label", required=True, help="column with the human label")
    parser.add_argument("--id", help="column with distinct ids")
    parser.add_argument("--unseen", type=float, default=0.4, help="share set aside")
    parser.add_argument("--rounds", type=int, default=1, help="splits")
    return parser.parse_args()


def main() -> int:
    """Exit code: 1 if a bar was missed."""
    asked = read_arguments()
    data = read_labelled(asked.file, asked.text, asked.label, asked.id)
    print(f"{asked.file.name}: {len(data.ids)} rows, {len(set(data.labels))} labels")
    rounds = []
    for seed in range(asked.rounds):
        with tempfile.TemporaryDirectory() as folder:
            rounds.append(run_round(data, asked.unseen, seed, Path(folder)))
    return report(rounds, asked.unseen)


def report(rounds: Sequence[Round], share: float) -> int:
    """Print the means; 1 where one is below its bar."""
    mean = {
        name: statistics.fmean(getattr(one, name) for one in rounds)
        for name in Round.__dataclass_fields__
    }
    ratio = mean["placed"] / max(mean["clustered"], 1e-9)
    again = mean["rewritten"] / max(mean["clustered"], 1e-9)
    print(f"themes in the codebook {mean['themes']:.0f}; unseen {share:.0%}:")
    print(f"  clustered by themselves       AMI {mean['clustered']:.3f}")
    print(
        f"  placed by the codebook        AMI {mean['placed']:.3f}  ratio {ratio:.3f}  "
        f"covered {mean['covered']:.1%}"
    )
    print(
        f"  by a lock from its text alone AMI {mean['rewritten']:.3f}  ratio {again:.3f}  "
        f"covered {mean['rewritten_covered']:.1%}"
    )
    missed = ["AMI below the bar"] if ratio < MIN_RATIO else []
    missed += ["coverage below the bar"] if mean["covered"] < MIN_COVERED else []
    for line in missed:
        print(f"MISSED: {line}")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
