"""Exports in a history: nothing is read twice, nothing is lost, and what it answers is what the files would."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.history.conftest import HEADER, KEY, row
from vocli.errors import VocliError
from vocli.history import open_store
from vocli.history.counts import State, count_themes
from vocli.history.erase import forget, prune
from vocli.model import Codebook, Needs
from vocli.pipeline.analysis import analyse
from vocli.pipeline.question import Question
from vocli.privacy import COUNTED, pseudonym
from vocli.signals import FURTHER

Keep = Callable[..., Any]
Weeks = Callable[..., list[str]]


def rows(db: Path, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(db) as connection:
        return connection.execute(query).fetchall()


def test_the_same_files_again_change_nothing(keep: Keep, weeks: Weeks, tmp_path: Path) -> None:
    paths = weeks(range(2))
    assert keep(paths).added == 26
    before = (tmp_path / "voc.db").read_bytes()
    again = keep(paths)
    assert (again.run, again.added, again.changed, again.known_files) == (0, 0, 0, 2)
    assert (tmp_path / "voc.db").read_bytes() == before


def test_a_growing_export_adds_only_its_new_rows(keep: Keep, tmp_path: Path, weeks: Weeks) -> None:
    first, second = weeks(range(2))
    keep([first])
    whole = tmp_path / "both.csv"
    text = Path(first).read_text() + Path(second).read_text().removeprefix(HEADER + "\n")
    whole.write_text(text, encoding="utf-8")
    intake = keep([str(whole)])
    assert (intake.added, intake.changed) == (13, 0)


def test_a_history_answers_as_the_files_do(
    keep: Keep, weeks: Weeks, tmp_path: Path, book: Codebook
) -> None:
    paths = weeks(range(3))
    keep(paths)
    question = Question(
        patterns=tuple(paths),
        codebook=book,
        key=KEY,
        use_encoder=False,
        needs=Needs(signals=FURTHER, themes=True, plus=True, turns=True),
    )
    read = analyse(question).facts
    kept = analyse(replace(question, history=tmp_path / "voc.db")).facts
    for name in ("contacts", "voices", "held", "themes", "plus", "said"):
        ours, theirs = getattr(read, name), getattr(kept, name)
        same = [column for column in ours.columns if column != "path"]
        pd.testing.assert_frame_equal(ours[same], theirs[same], check_dtype=False, obj=name)
    assert set(kept.voices["path"]) == {"week00.csv", "week01.csv", "week02.csv"}


def test_a_corrected_row_replaces_its_contact_and_the_old_one_is_still_known(
    keep: Keep, weeks: Weeks, tmp_path: Path
) -> None:
    keep(weeks([0]))
    late = tmp_path / "corrected.csv"
    late.write_text(f"{HEADER}\n{row(0, 0, 'T02')}\n", encoding="utf-8")
    intake = keep([str(late)])
    assert (intake.added, intake.changed) == (0, 1)
    versions = rows(
        tmp_path / "voc.db",
        "SELECT since, until FROM contacts WHERE contact_id = 'K-0824-0000' ORDER BY since",
    )
    assert versions == [(1, 2), (2, None)]
    with open_store(tmp_path / "voc.db") as store:
        digest = store.setting("codebook")
        then = count_themes(store, State(1, digest), pd.Timestamp("2027-01-01").date())
        now = count_themes(store, State(2, digest), pd.Timestamp("2027-01-01").date())
    week = pd.Timestamp("2026-08-24").date()
    assert (then[("T01", "complaint", week)], now[("T01", "complaint", week)]) == (3, 2)
    assert (then[("T02", "complaint", week)], now[("T02", "complaint", week)]) == (2, 3)


def test_an_older_version_that_comes_again_changes_nothing(
    keep: Keep, weeks: Weeks, tmp_path: Path
) -> None:
    (path,) = weeks([0])
    keep([path])
    late = tmp_path / "corrected.csv"
    late.write_text(f"{HEADER}\n{row(0, 0, 'T02')}\n", encoding="utf-8")
    keep([str(late)])
    other = tmp_path / "once_more.csv"
    other.write_text(Path(path).read_text() + "\n", encoding="utf-8")
    assert keep([str(other)]).changed == 0


def test_answers_of_a_survey_that_comes_later_join_their_contact(
    keep: Keep, weeks: Weeks, tmp_path: Path
) -> None:
    keep(weeks([0]))
    survey = tmp_path / "survey.csv"
    survey.write_text(
        "受付番号,回答日時,満足度,自由記述\nK-0824-0000,2026/09/03 10:00,2,荷物がまだ届かず残念です\n",
        encoding="utf-8",
    )
    intake = keep([str(survey)])
    assert (intake.added, intake.changed) == (0, 1)
    ((channel, day, csat),) = rows(
        tmp_path / "voc.db",
        "SELECT channel, day, csat FROM current_contacts WHERE contact_id = 'K-0824-0000'",
    )
    assert (channel, day, csat) == ("chat", "2026-08-24", "2")
    said = rows(
        tmp_path / "voc.db",
        "SELECT v.kind, v.text FROM voices v JOIN current_contacts c USING (contact_id, since) "
        "WHERE contact_id = 'K-0824-0000' ORDER BY ordinal",
    )
    assert [kind for kind, _ in said] == ["verbatim", "survey"]


def test_nothing_unmasked_is_kept(keep: Keep, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    text = "山田太郎様の090-1234-5678へ電話がつながらず困っています"
    path.write_text(f"{HEADER}\n{row(0, 0, '', text)}\n", encoding="utf-8")
    keep([str(path)])
    content = b"".join(p.read_bytes() for p in tmp_path.glob("voc.db*"))
    for secret in ("山田太郎", "090-1234-5678", ",10000,"):
        assert secret.encode() not in content
    ids = rows(tmp_path / "voc.db", "SELECT customer_id FROM contacts")
    assert ids == [(pseudonym("10000", "C", KEY, COUNTED),)]


def test_a_forgotten_customer_leaves_no_word_behind_and_does_not_come_back(
    keep: Keep, weeks: Weeks, tmp_path: Path
) -> None:
    path = tmp_path / "special.csv"
    path.write_text(
        f"{HEADER}\n{row(0, 0, '', 'ふしぎなシャンデリアが届かず困っています')}\n", encoding="utf-8"
    )
    keep([*weeks([1]), str(path)])
    code = pseudonym("10000", "C", KEY, COUNTED)
    with open_store(tmp_path / "voc.db") as store:
        tried = forget(store, [code[:10]], dry_run=True)
        assert (tried.contacts, tried.voices) == (1, 1)
        assert forget(store, [code[:10]]) == tried
        assert store.verify() == []
    content = b"".join(p.read_bytes() for p in tmp_path.glob("voc.db*"))
    assert "シャンデリア".encode() not in content
    copy = tmp_path / "copy.csv"
    copy.write_text(path.read_text() + "\n", encoding="utf-8")
    assert keep([str(copy)]).added == 0


def test_what_is_older_than_its_time_goes(keep: Keep, weeks: Weeks, tmp_path: Path) -> None:
    keep(weeks(range(3)))
    with open_store(tmp_path / "voc.db") as store:
        erased = prune(store, pd.Timestamp("2026-09-07").date())
        assert erased.contacts == 26
        assert store.verify() == []
    left = rows(tmp_path / "voc.db", "SELECT min(day), count(*) FROM contacts")
    assert left == [("2026-09-07", 13)]


def test_a_history_refuses_to_show_personal_data(
    keep: Keep, weeks: Weeks, tmp_path: Path, book: Codebook
) -> None:
    keep(weeks([0]))
    question = Question(patterns=("voc.db",), history=tmp_path / "voc.db", use_encoder=False)
    shown = replace(question, reach=replace(question.reach, personal=True))
    with pytest.raises(VocliError) as told:
        analyse(shown)
    assert told.value.code == "VOC-E306"
