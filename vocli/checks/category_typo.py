"""ほとんど使われていない区分が、よく使われる区分と1字だけ違います。入力の誤りと思われます。

数字や英字だけが違うもの(S1とS2)、否定の付くもの(対応と未対応)、対になる字(男性と女性)は別の区分とみます。

悪い例: 「配送」59件のほかに「配走」1件
良い例: 「配送」59件と「配達」30件
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vocli.checks.check import Rule
from vocli.checks.coded import CodeWalk
from vocli.checks.told import told
from vocli.model import Finding, Severity
from vocli.text import nfkc

_RARE = 3  # contacts
_TIMES = 20  # that the other value is more frequent
_SHORTEST = 2
_NEGATIONS = frozenset("未非不無再新旧元前次仮準副要済否他諸")
_PAIRS = (
    "上中下", "左右", "東西南北", "男女", "大中小", "新旧", "前後", "内外", "有無", "高低", "多少", "入出",
    "開閉", "増減", "着発", "受発送", "買売", "来去", "朝昼夕夜", "春夏秋冬", "日月火水木金土", "甲乙丙丁",
    "一二三四五六七八九十", "父母兄弟姉妹", "正副", "本支", "主副", "可否", "良否", "和洋", "長短", "早遅",
    "都道府県市区町村郡", "私公", "自他", "親子",
)  # fmt: skip


class CategoryTypo(CodeWalk):
    """Rare codes beside a frequent one at edit distance one."""

    def finish(self) -> Iterator[Finding]:
        """One finding per code, at its first line."""
        for name, own in self.codes.items():
            if not own.usable:
                continue
            known = self.known(name)
            for value, meant in find_typos(own.counts, known):
                path, line = own.first[value]
                yield told(
                    RULE, path, line, own.header, form="baseline" if known else "",
                    header=own.header, value=value, meant=meant, count=own.counts[value],
                )  # fmt: skip


def find_typos(counts: Mapping[str, int], known: Mapping[str, int]) -> list[tuple[str, str]]:
    """(rare code, frequent code that it seems to mean), by code."""
    found = []
    for value in sorted(counts):
        if counts[value] > _RARE or len(value) < _SHORTEST or value in known:
            continue
        near = [
            (-counts[other], other)
            for other in counts
            if other != value
            and counts[other] >= _TIMES * counts[value]
            and is_slip(nfkc(value), nfkc(other))
        ]
        if near:
            found.append((value, min(near)[1]))
    return found


def is_slip(value: str, other: str) -> bool:
    """True where one letter, no sign of another meaning, turns `value` into `other`."""
    if value == other:  # full width beside half width
        return True
    if abs(len(value) - len(other)) > 1 or min(len(value), len(other)) < _SHORTEST:
        return False
    start = 0
    while start < min(len(value), len(other)) and value[start] == other[start]:
        start += 1
    a, b = value[start:], other[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] and not _contrast(a[:1], b[:1]) and not _swapped(a[:1], b[:1])
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[1:] == shorter and not _tells(longer[:1])


def _tells(letter: str) -> bool:
    return letter in _NEGATIONS or letter.isdigit() or letter.isascii()


def _contrast(one: str, other: str) -> bool:
    return any(one in pair and other in pair for pair in _PAIRS)


def _swapped(one: str, other: str) -> bool:
    if one.isascii() and other.isascii():
        return True
    return any(c.isdigit() or c in _NEGATIONS for c in (one, other))


RULE = Rule("VOC071", "category_typo", Severity.WARNING, CategoryTypo, __doc__)
