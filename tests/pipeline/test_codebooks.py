"""Week after week a codebook counts the same; an edit changes the series of the themes that it touches alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from vocli.errors import VocliError
from vocli.model import Codebook, Needs, Side
from vocli.pipeline import Question, analyse
from vocli.pipeline.codebook_edits import Edit, promote, rebuild
from vocli.pipeline.codebooks import build_codebook, init_codebook, open_codebook
from vocli.pipeline.restating import Heard, count_by, hear
from vocli.themes import change_theme, dump_lock, parse_codebook

FIRST = date(2026, 9, 7)
LATE = ("配達が{}時になっても届かず困っています", "荷物が約束の日を{}日過ぎても届かず困っています")
LOGIN = (
    "アプリに{}回もログインできず困っています",
    "{}回も失敗してログインできないアプリで困っています",
)
NOISE = ("本体の音が{}時にうるさくて困っています", "うるさい騒音が{}日続いて困っています")
BOXES = ("段ボール", "箱", "梱包", "紙袋", "外箱")
SIDES = ("右側", "左側", "角", "底", "ふた", "裏", "内側", "横", "上", "外側", "表", "継ぎ目")

BOOK = """\
format = 1
owners = ["物流", "開発", "品質保証"]

[[theme]]
id = "T01"
name = "届かない"
owners = ["物流"]
terms = {"届かない" = 1.0, "配達" = 1.0, "遅れる" = 0.5}

[[theme]]
id = "T02"
name = "ログインできない"
owners = ["開発"]
terms = {"ログイン" = 1.0, "アプリ" = 1.0}

[[theme]]
id = "T03"
name = "音がうるさい"
terms = {"音" = 1.0, "うるさい" = 1.0, "騒音" = 1.0}
"""


@dataclass(frozen=True)
class Desk:
    """Twelve small weekly exports, and a codebook built on the first four."""

    weeks: tuple[Path, ...]
    book: Codebook

    def asked(self, weeks: int = 12) -> Question:
        return question([str(path) for path in self.weeks[:weeks]])


def question(files: Sequence[str]) -> Question:
    return Question(patterns=tuple(files), use_encoder=False)


def write_week(folder: Path, week: int) -> Path:
    new = tuple(f"{BOXES[week % 5]}の{side}がつぶれていて困っています" for side in SIDES)
    kinds = [LATE, LOGIN, NOISE, *([new[:4], new[4:8], new[8:]] if week >= 6 else [])]
    lines = ["受付番号,受付日時,会員番号,お問い合わせ内容"]
    for kind_number, kind in enumerate(kinds):
        for i in range(4):
            day = FIRST + timedelta(7 * week + (i + kind_number) % 5)
            text = kind[(i + week) % len(kind)].format(2 + (i * 5 + week) % 9)
            lines.append(f"K{week:02d}{kind_number}{i},{day:%Y/%m/%d} 10:00,M{week}{i},{text}")
    path = folder / f"week{week + 1:02d}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The exports are read as a desk would have them: one more file every Monday."""
    folder = tmp_path_factory.mktemp("weeks")
    weeks = tuple(write_week(folder, week) for week in range(12))
    book = parse_codebook(BOOK, "codebook.toml")
    lock = build_codebook(book, None, question([str(path) for path in weeks[:4]]))
    return Desk(weeks, replace(book, lock=lock))


def themes_of(desk: Desk, weeks: int) -> dict[str, str]:
    """Each contact's theme in a run over the first weeks; a draft is no theme that stays."""
    found = analyse(replace(desk.asked(weeks), codebook=desk.book))
    pairs = zip(found.facts.contacts["contact_id"], found.facts.contacts["theme_id"], strict=True)
    return {contact: "" if theme.startswith("D-") else theme for contact, theme in pairs}


@pytest.fixture(scope="module")
def heard(desk: Desk) -> Heard:
    """The voices of all twelve weeks, read once."""
    return hear(desk.asked(), desk.book)


def series(heard: Heard, book: Codebook) -> dict[str, bytes]:
    """The weekly counts of each theme, as bytes."""
    contacts = count_by(heard, book).contacts
    counts: dict[str, Counter[str]] = {}
    for theme_id, day in zip(contacts["theme_id"], contacts["day"], strict=True):
        monday = day - timedelta(day.weekday())
        counts.setdefault(theme_id, Counter())[monday.isoformat()] += 1
    return {key: json.dumps(n, sort_keys=True).encode() for key, n in counts.items()}


def edited(desk: Desk, text: str) -> Codebook:
    return rebuild(desk.book, Edit(text), desk.asked(0))


def test_a_codebook_without_a_lock_and_without_files_says_what_to_do(desk: Desk) -> None:
    with pytest.raises(VocliError) as failed:
        open_codebook("codebook.toml", BOOK, None)
    assert failed.value.code == "VOC-E353"
    with pytest.raises(VocliError) as failed:
        build_codebook(replace(desk.book, lock=None), None, desk.asked(0))
    assert failed.value.code == "VOC-E353"
    assert "FILES" in failed.value.hint or "exports" in failed.value.hint


def test_too_few_voices_make_no_codebook(desk: Desk) -> None:
    with pytest.raises(VocliError) as failed:
        init_codebook(desk.asked(1), (), "codebook.toml")
    assert failed.value.code == "VOC-E354"


def test_over_twelve_weeks_no_old_contact_changes_its_theme(desk: Desk) -> None:
    known: dict[str, str] = {}
    for weeks in range(1, 13):
        now = themes_of(desk, weeks)
        assert {contact: now[contact] for contact in known} == known
        known = now
    counts = Counter(known.values())
    assert len(known) == 216
    assert min(counts[theme] for theme in ("T01", "T02", "T03")) > 40
    assert counts[""] >= 72  # those of the new matter, drafts in the later weeks


def test_what_the_codebook_does_not_hold_becomes_drafts(desk: Desk) -> None:
    found = analyse(replace(desk.asked(), codebook=desk.book))
    facts = found.facts
    drafts = facts.themes[facts.themes["status"] == "draft"]
    held = facts.contacts["theme_id"].isin(drafts["theme_id"])
    assert held.sum() >= 40
    assert {contact[3] for contact in facts.contacts["contact_id"][held]} <= {"3", "4", "5"}


@pytest.mark.parametrize(
    ("changes", "touched"),
    [
        ({"T02": {"terms": [("ログイン", 1.0)], "never": ["失敗"]}}, {"T02", ""}),
        ({"T02": {"status": "retired"}}, {"T02", ""}),
        ({"T03": {"status": "retired"}, "T02": {"merged_from": ["T03"]}}, {"T02", "T03"}),
        ({"T01": {"name": "配達が遅い", "owners": ["開発"], "note": "10月"}}, set()),
    ],
)
def test_an_edit_leaves_the_other_series_byte_for_byte(
    desk: Desk, heard: Heard, changes: dict[str, dict[str, object]], touched: set[str]
) -> None:
    text = BOOK
    for theme_id, values in changes.items():
        text = change_theme(text, theme_id, values)
    before, after = series(heard, desk.book), series(heard, edited(desk, text))
    assert {k for k in {*before, *after} if before.get(k) != after.get(k)} == touched
    assert sum(map(_sum, before.values())) == sum(map(_sum, after.values()))


def _sum(counts: bytes) -> int:
    return sum(json.loads(counts).values())


def test_an_added_theme_takes_from_no_other(desk: Desk, heard: Heard) -> None:
    new = '\n[[theme]]\nid = "T04"\nname = "箱"\nterms = {"箱" = 1.0, "困る" = 1.0, "届かない" = 1.0}\n'
    before, after = series(heard, desk.book), series(heard, edited(desk, BOOK + new))
    assert {key for key in after if before.get(key) != after[key]} <= {"T04", ""}
    assert "T04" in after


def test_a_draft_that_is_promoted_takes_only_what_was_in_no_theme(desk: Desk, heard: Heard) -> None:
    found = analyse(replace(desk.asked(), codebook=desk.book))
    drafts = found.plan.drafts.profiles if found.plan.drafts else ()
    held = found.facts.contacts["theme_id"].value_counts()
    draft = max(drafts, key=lambda one: (held.get(one.theme_id, 0), one.theme_id))
    edit = promote(desk.book, draft.theme_id, ("箱がつぶれている", ["物流"]), desk.asked())
    book = rebuild(desk.book, edit, desk.asked(0))
    theme = book.theme("T04")
    assert theme is not None
    assert (theme.name, theme.owners) == ("箱がつぶれている", ("物流",))
    assert theme.examples
    before, after = series(heard, desk.book), series(heard, book)
    assert {key for key in {*before, *after} if before.get(key) != after.get(key)} == {"T04", ""}
    assert _sum(after["T04"]) >= held[draft.theme_id] // 2


def test_a_lock_on_disk_reads_back_and_knows_whether_it_is_stale(desk: Desk) -> None:
    assert desk.book.lock is not None
    text = dump_lock(desk.book.lock)
    assert not open_codebook("c.toml", BOOK, text).stale
    assert not open_codebook("c.toml", BOOK.replace("音がうるさい", "騒音"), text).stale
    assert open_codebook("c.toml", BOOK.replace('"音" = 1.0', '"音" = 0.5'), text).stale


def test_the_first_lock_does_not_hang_on_the_order_of_the_files(desk: Desk) -> None:
    assert desk.book.lock is not None
    turned = question([str(path) for path in reversed(desk.weeks[:4])])
    again = build_codebook(replace(desk.book, lock=None), None, turned)
    assert dump_lock(again) == dump_lock(desk.book.lock)


def test_a_codebook_from_discovery_counts_what_discovery_counted(desk: Desk) -> None:
    text, lock, found = init_codebook(desk.asked(), ("物流",), "c.toml")
    book = open_codebook("c.toml", text, lock)
    facts = analyse(replace(desk.asked(), codebook=book, needs=Needs(plus=True))).facts
    assert not book.stale
    assert len(book.living(Side.COMPLAINT)) == len(found.plan.profiles)
    assert facts.funnel.in_theme == found.facts.funnel.in_theme
    assert sorted(facts.contacts["theme_id"].value_counts()) == sorted(
        found.facts.contacts["theme_id"].value_counts()
    )
