"""Eight quiet weeks stay quiet: counts that scatter like those of a desk alarm in at most one run of twenty."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from vocli.checks import CHECKS, Context
from vocli.checks.baseline import Census
from vocli.model import Block, Finding, Sheet
from vocli.schema import empty_contacts, empty_turns
from vocli.stats.calendar import is_holiday

SEEDS = range(20)
WEEKS = 8
SPREAD = 1.5  # variance of a day's count over its mean
BEFORE, NOW = date(2026, 7, 6), date(2026, 9, 7)
# channel -> contacts a day, first hour, last hour, open on Sundays and holidays
DESK = {
    "phone": (15.0, 9, 18, False),
    "chat": (5.4, 9, 21, True),
    "email": (2.7, 0, 24, True),
    "line": (1.3, 9, 21, True),
}
BUSY = {"phone": (120.0, 9, 18, False), "chat": (60.0, 9, 21, True)}
CATEGORIES = {"配送": 0.3, "請求": 0.25, "アプリ": 0.2, "解約": 0.15, "訪問": 0.08, "水漏れ": 0.02}
WORDS = [
    "ボトルが",
    "届かない",
    "解約したい",
    "とのこと",
    "請求書の",
    "宛名が",
    "違う",
    "ランプが",
    "消えない",
]
VOLUME = ("VOC040", "VOC041", "VOC042", "VOC043", "VOC044", "VOC045")
DRIFT = ("VOC070", "VOC071", "VOC072", "VOC074")

SHEET = Sheet(
    path="calls.csv", sha256="0" * 64, reader="csv", layout="generic", encoding="utf-8",
    header=("受付番号", "受付日時", "チャネル", "区分", "申出内容", "拠点"), header_row=1,
    columns={"contact_id": "受付番号", "occurred_at": "受付日時", "channel": "チャネル", "category": "区分",
             "text": "申出内容", "site": "拠点"},
    voice_kind="note", by_turn=False,
)  # fmt: skip


def quiet(seed: int, start: date, desk: Mapping[str, tuple[float, int, int, bool]]) -> Block:
    """Negative binomial counts per channel and day, with hours, codes and sentences of random pieces."""
    dice = np.random.default_rng([seed, start.toordinal()])
    rows: list[tuple[str, np.datetime64]] = []
    for day in (start + timedelta(i) for i in range(7 * WEEKS)):
        for channel, (mean, first, last, always) in desk.items():
            if not always and (day.weekday() == 6 or is_holiday(day)):
                continue
            n = dice.negative_binomial(mean / (SPREAD - 1), 1 / SPREAD)
            seconds = dice.integers(first * 3600, last * 3600, n)
            rows += [
                (channel, np.datetime64(day) + np.timedelta64(s, "s")) for s in seconds.tolist()
            ]
    n = len(rows)
    lines = list(range(2, n + 2))
    names = list(CATEGORIES)
    categories = dice.choice(names, n, p=list(CATEGORIES.values())).tolist()
    sites = dice.choice(["仙台", "那覇"], n, p=[0.7, 0.3]).tolist()
    texts = ["".join(row) for row in dice.choice(WORDS, (n, 6)).tolist()]
    ids = [f"K-{i:06}" for i in range(n)]
    contacts = empty_contacts().reindex(range(n))
    text_columns = [c for c in contacts if contacts[c].dtype == object]
    contacts[text_columns] = ""
    contacts["contact_id"], contacts["category"], contacts["site"] = ids, categories, sites
    contacts["channel"] = [channel for channel, _ in rows]
    contacts["occurred_at"] = pd.DatetimeIndex(
        [at for _, at in rows], dtype="datetime64[ns]"
    ).tz_localize("Asia/Tokyo")
    contacts["source_row"] = np.array(lines, float)
    contacts["content_hash"] = [f"{int(h):016x}" for h in dice.integers(0, 2**62, n)]
    turns = empty_turns().reindex(range(n))
    turns["contact_id"], turns["text"], turns["speaker"], turns["turn"] = (
        ids,
        texts,
        "customer",
        0.0,
    )
    turns["kind"], turns["voice_kind"], turns["source_row"] = "note", "note", np.array(lines, float)
    turns["owner"] = np.arange(n)
    cells = {"受付番号": ids, "区分": categories, "申出内容": texts, "拠点": sites}
    return Block(SHEET, 0, lines, cells, contacts, turns)


def learn(block: Block) -> dict[str, Any]:
    """The baseline of a block."""
    census = Census()
    census.look(block)
    return census.result(NOW, lambda texts: [{} for _ in texts])


def judge(code: str, block: Block, **more: Any) -> list[Finding]:
    """What one check says of a block."""
    check = CHECKS[code].build(Context(as_of=date(2026, 12, 31), **more))
    return [*check.look(block), *check.close(block.sheet), *check.finish()]


def without(block: Block, lost: np.ndarray) -> Block:
    """The block without some of its contacts."""
    contacts = block.contacts[~lost].reset_index(drop=True)
    turns = block.turns[~lost].reset_index(drop=True).assign(owner=np.arange(len(contacts)))
    return Block(block.sheet, 0, contacts["source_row"].tolist(), block.cells, contacts, turns)


@pytest.fixture(scope="module")
def weeks() -> list[tuple[Block, dict[str, Any]]]:
    """(eight weeks, the baseline of the eight before) per seed."""
    return [(quiet(seed, NOW, DESK), learn(quiet(seed, BEFORE, DESK))) for seed in SEEDS]


def test_quiet_weeks_alarm_at_most_once_in_twenty(
    weeks: list[tuple[Block, dict[str, Any]]],
) -> None:
    alarms = {
        code: [seed for seed, (block, base) in zip(SEEDS, weeks, strict=True)
               if judge(code, block, baseline=base)]
        for code in (*VOLUME, *DRIFT)
    }  # fmt: skip
    assert {seed for own in alarms.values() for seed in own} <= set(SEEDS)
    assert {code: seeds for code, seeds in alarms.items() if len(seeds) > 1} == {}
    assert len({seed for code in VOLUME for seed in alarms[code]}) <= 1, alarms
    assert len({seed for code in DRIFT for seed in alarms[code]}) <= 1, alarms


def test_a_busy_desk_is_no_reason_for_an_alarm() -> None:
    alarms = []
    for seed in range(3):
        block, base = quiet(seed, NOW, BUSY), learn(quiet(seed, BEFORE, BUSY))
        alarms += [code for code in (*VOLUME, *DRIFT) if judge(code, block, baseline=base)]
    assert alarms == []


def test_without_a_baseline_only_days_and_typos_are_judged(
    weeks: list[tuple[Block, dict[str, Any]]],
) -> None:
    block, _ = weeks[0]
    for code in ("VOC040", "VOC041", "VOC045", "VOC070", "VOC072", "VOC074"):
        assert judge(code, block) == []


def test_two_lost_days_are_seen_among_the_quiet_ones(
    weeks: list[tuple[Block, dict[str, Any]]],
) -> None:
    seen = 0
    for block, _ in weeks:
        days = block.contacts["occurred_at"].dt.strftime("%m/%d")
        lost = (block.contacts["channel"] == "phone") & days.isin(["10/14", "10/15"])
        found = judge("VOC042", without(block, lost.to_numpy()))
        seen += any("10/14と10/15" in finding.message for finding in found)
    assert seen == len(weeks)


def test_half_the_calls_are_missed_against_the_baseline(
    weeks: list[tuple[Block, dict[str, Any]]],
) -> None:
    for block, base in weeks[:5]:
        phone = (block.contacts["channel"] == "phone").to_numpy()
        lost = phone & (np.arange(len(phone)) % 2 == 0)
        (found,) = judge("VOC040", without(block, lost), baseline=base)
        assert "電話" in found.message
        assert judge("VOC041", without(block, lost), baseline=base) == []


def test_an_afternoon_that_was_cut_off_is_seen() -> None:
    block = quiet(1, NOW, BUSY)
    times = block.contacts["occurred_at"]
    lost = (times.dt.strftime("%m/%d") == "10/14") & (times.dt.hour >= 12)
    (found, *more) = judge("VOC043", without(block, lost.to_numpy()))
    assert "10/14の12時から" in found.message
    assert all("10/14" in finding.message for finding in more)


def test_a_lost_week_is_told_once() -> None:
    block = quiet(1, NOW, DESK)
    days = block.contacts["occurred_at"].dt.strftime("%m%d")
    lost = (block.contacts["channel"] == "phone") & (days >= "1005") & (days <= "1011")
    cut = without(block, lost.to_numpy())
    (found,) = judge("VOC044", cut)
    assert "10/05から10/11" in found.message
    assert judge("VOC042", cut) == []


def test_a_channel_and_a_site_that_vanished_are_named() -> None:
    block, base = quiet(1, NOW, DESK), learn(quiet(1, BEFORE, DESK))
    lost = (block.contacts["channel"] == "chat") | (block.contacts["site"] == "那覇")
    found = judge("VOC045", without(block, lost.to_numpy()), baseline=base)
    assert ["チャット" in found[0].message, "那覇" in found[1].message, len(found)] == [
        True,
        True,
        2,
    ]


def test_a_code_that_became_half_of_all_is_a_shift() -> None:
    block, base = quiet(1, NOW, DESK), learn(quiet(1, BEFORE, DESK))
    lost = (block.contacts["category"] != "配送").to_numpy() & (
        np.arange(len(block.contacts)) % 3 > 0
    )
    (found,) = judge("VOC070", without(block, lost), baseline=base)
    assert "配送" in found.message


def test_a_code_that_vanished_is_named() -> None:
    block, base = quiet(1, NOW, DESK), learn(quiet(1, BEFORE, DESK))
    cut = without(block, (block.contacts["category"] == "解約").to_numpy())
    (found,) = judge("VOC074", cut, baseline=base)
    assert "解約" in found.message


def test_other_words_and_other_lengths_are_drift() -> None:
    block, base = quiet(1, NOW, DESK), learn(quiet(1, BEFORE, DESK))
    changed = block.turns.assign(text=[f"Thank you for call {i}" for i in range(len(block.turns))])
    other = Block(block.sheet, 0, block.lines, block.cells, block.contacts, changed)
    assert any("文字" in finding.message for finding in judge("VOC072", other, baseline=base))
    short = block.turns.assign(text=block.turns["text"].str[:8])
    cut = Block(block.sheet, 0, block.lines, block.cells, block.contacts, short)
    assert any("長さ" in finding.message for finding in judge("VOC072", cut, baseline=base))
