"""同義語: rows of one meaning, the word that stands for it first."""

from __future__ import annotations

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding
from vocli.model.side import Synonyms
from vocli.sources.side.sheet import header_names, open_grid, place
from vocli.sources.synonyms import normalise
from vocli.text import nfkc


def read_synonyms(data: bytes, path: str) -> tuple[Synonyms, tuple[Finding, ...]]:
    """The words of a table with 代表語 first and other spellings behind it; the header may be missing.

    Several rows of one representative are one group. Raises VOC-E132 (empty), VOC-E134 (spellings without
    a representative), VOC-E136 (a word in two groups) and VOC-E137 (representatives that stand for each
    other in a circle).
    """
    grid = open_grid(data, path)
    rows = [
        (line, [fold_word(cell) for cell in row])
        for line, row in zip(grid.lines, grid.rows, strict=True)
    ]
    rows = [(line, row) for line, row in rows if any(row)]
    heads = {normalise(name) for name in header_names("synonyms")["representative"]}
    if normalise(rows[0][1][0]) in heads:
        rows = rows[1:]
    above: dict[
        str, tuple[str, int]
    ] = {}  # spelling -> its representative and the row that says so
    stands: dict[str, int] = {}
    for line, (first, *others) in rows:
        if not first:
            hint = t("side.no_representative_hint")
            raise VocliError(
                "VOC-E134", t("side.no_representative"), where=place(path, line), hint=hint
            )
        stands.setdefault(first, line)
        for word in dict.fromkeys(filter(None, others)):
            if word == first:
                continue
            known, row = above.setdefault(word, (first, line))
            if known != first:
                raise _in_two(path, word, (row, line))
    _check_circles(above, path)
    for word in above:
        if word in stands:
            raise _in_two(path, word, (above[word][1], stands[word]))
    words = {word: word for word in stands} | {word: own for word, (own, _) in above.items()}
    return Synonyms(path, dict(sorted(words.items()))), grid.findings


def fold_word(cell: str) -> str:
    """A word as it is compared and kept: folded, trimmed."""
    return nfkc(cell).strip().strip("'")


def _check_circles(above: dict[str, tuple[str, int]], path: str) -> None:
    for start in above:
        seen = [start]
        while seen[-1] in above:
            following = above[seen[-1]][0]
            if following in seen:
                circle = [*seen[seen.index(following) :], following]
                rows = sorted({above[word][1] for word in circle[:-1]})
                text = t("side.circle", words=t("side.arrow").join(circle))
                raise VocliError(
                    "VOC-E137", text, where=_places(path, rows), hint=t("side.circle_hint")
                )
            seen.append(following)


def _in_two(path: str, word: str, rows: tuple[int, int]) -> VocliError:
    text = t("side.in_two_groups", word=word)
    return VocliError(
        "VOC-E136", text, where=_places(path, sorted(rows)), hint=t("side.in_two_groups_hint")
    )


def _places(path: str, rows: list[int]) -> str:
    return t("side.places", path=path, rows=t("side.comma").join(map(str, rows)))
