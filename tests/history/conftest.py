"""Twelve invented weeks of a small desk, and a codebook that a team wrote for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import run  # noqa: F401 - the same runs as of every command
from vocli.history import open_store
from vocli.model import Codebook, Lock, Reach
from vocli.pipeline.codebooks import build_codebook
from vocli.pipeline.keeping import take_in
from vocli.pipeline.question import Question
from vocli.pipeline.recording import record_themes
from vocli.themes import parse_codebook

FIRST = date(2026, 8, 24)  # a Monday
KEY = b"the key of every test"
HEADER = "受付番号,受付日時,チャネル,会員番号,問い合わせ内容"
TEXTS = {
    "T01": "約束の日に荷物が届かず困っています",
    "T02": "アプリにログインできないままで腹が立ちます",
    "T03": "床に水が漏れたままで腹が立ちます",
    "": "駐車場の看板が倒れたままで腹が立ちます",
    "P01": "訪問の方がとても丁寧で助かりました、ありがとうございました",
    "ask": "営業時間を教えてください",
}
BOOK = """
format = 1
owners = ["物流", "開発", "品質保証"]

# 配送の会社が替わったら見直す
[[theme]]
id = "T01"
name = "約束の日に届かない"
owners = ["物流"]
terms = { "届く" = 1.0, "届かない" = 1.0, "荷物" = 0.8, "約束" = 0.6 }
must = ["荷物 AND 届か"]
examples = ["約束の日に荷物が届かず困っています"]

[[theme]]
id = "T02"
name = "アプリにログインできない"
owners = ["開発"]
terms = { "ログイン" = 1.0, "アプリ" = 0.8 }
must = ["ログイン"]
examples = ["アプリにログインできないままで腹が立ちます"]

[[theme]]
id = "T03"
name = "水漏れ"
owners = ["品質保証"]
terms = { "水" = 1.0, "漏れる" = 1.0 }
must = ["水 NEAR/5 漏れ"]
examples = ["床に水が漏れたままで腹が立ちます"]

[[theme]]
id = "P01"
name = "訪問スタッフが丁寧"
side = "praise"
terms = { "訪問" = 1.0, "丁寧" = 1.0 }
must = ["訪問 AND 丁寧"]
examples = ["訪問の方がとても丁寧で助かりました"]
"""


def row(week: int, n: int, kind: str, text: str = "") -> str:
    """A contact: the n-th of its week (0 = the first), on a working day of it."""
    day = FIRST + timedelta(7 * week + n % 5)
    at = f"{day:%Y/%m/%d} {9 + n % 8:02d}:{n % 60:02d}"
    return f"K-{day:%m%d}-{n:04d},{at},チャット,{10000 + 37 * n + week},{text or TEXTS[kind]}"


def export(week: int, counts: dict[str, int] | None = None) -> str:
    """A week's export: three late deliveries, two of each other matter."""
    counts = counts or {"T01": 3, "T02": 2, "T03": 2, "": 1, "P01": 2, "ask": 3}
    kinds = [kind for kind, many in counts.items() for _ in range(many)]
    return "\n".join([HEADER, *(row(week, n, kind) for n, kind in enumerate(kinds))]) + "\n"


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Codebook:
    """The team's codebook with the lock that its first weeks gave it, terms alone."""
    folder = tmp_path_factory.mktemp("book")
    paths = [folder / f"w{week}.csv" for week in range(4)]
    for week, path in enumerate(paths):
        path.write_text(export(week), encoding="utf-8")
    question = Question(patterns=tuple(map(str, paths)), use_encoder=False)
    return with_lock(BOOK, None, question)


def with_lock(text: str, before: Lock | None, question: Question | None = None) -> Codebook:
    """The codebook with a lock that follows an earlier one, or comes from files."""
    book = parse_codebook(text, "codebook.toml")
    plain = question or Question(patterns=(), use_encoder=False)
    return replace(book, lock=build_codebook(book, before, plain))


@pytest.fixture
def weeks(tmp_path: Path) -> Callable[..., list[str]]:
    """Write the exports of some weeks and return their paths."""

    def write(numbers: Sequence[int], folder: str = "exports") -> list[str]:
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        paths = []
        for week in numbers:
            path = place / f"week{week:02d}.csv"
            path.write_text(export(week), encoding="utf-8")
            paths.append(str(path))
        return paths

    return write


@pytest.fixture
def keep(tmp_path: Path, book: Codebook) -> Callable[..., object]:
    """Take files into a history, one run."""

    def take(paths: Sequence[str], db: str = "voc.db", codebook: Codebook | None = None) -> object:
        question = Question(
            patterns=tuple(paths),
            codebook=codebook or book,
            key=KEY,
            use_encoder=False,
            reach=Reach(pseudonyms=True),
        )
        with open_store(tmp_path / db, create=True) as store:
            intake = take_in(store, question, "weekly", "2026-11-16T06:00:00+09:00")
            record_themes(store, question)
        return intake

    return take
