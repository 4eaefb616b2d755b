"""Values become text in one way only, by their kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from vocli import messages
from vocli.model.report import Column, Kind, Note
from vocli.render import cells


@pytest.mark.parametrize("value", [None, float("nan"), np.float32("nan"), pd.NA, pd.NaT])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_missing_value_is_empty_and_null(value: object, kind: Kind) -> None:
    column = Column("x", kind)
    assert cells.show(value, column) == ""
    assert cells.field(value, column, labels=False) == ""
    assert cells.plain(value, kind) is None


@pytest.mark.parametrize(
    ("value", "kind", "shown", "field", "plain"),
    [
        (12345, Kind.INT, "12,345", "12345", 12345),
        (61.0, Kind.INT, "61", "61", 61),
        (0, Kind.INT, "0", "0", 0),
        (np.int64(7), Kind.INT, "7", "7", 7),
        (-12.66, Kind.NUMBER, "-12.7", "-12.66", -12.66),
        (0.1589, Kind.SHARE, "15.9%", "0.1589", 0.1589),
        (1.0, Kind.SHARE, "100.0%", "1", 1.0),
        (0.125, Kind.SCORE, "0.12", "0.125", 0.125),
        (-0.0, Kind.NUMBER, "-0.0", "0", -0.0),
        ("0012", Kind.ID, "0012", "0012", "0012"),
        ("NA", Kind.TEXT, "NA", "NA", "NA"),
        ("phone", Kind.CODE, "電話", "phone", "phone"),
        ("brand_new", Kind.CODE, "brand_new", "brand_new", "brand_new"),
        ("2026-11-09", Kind.DATE, "2026/11/09", "2026-11-09", "2026-11-09"),
        (dt.date(2026, 11, 9), Kind.DATE, "2026/11/09", "2026-11-09", "2026-11-09"),
        ("", Kind.DATE, "", "", ""),
        (True, Kind.CODE, "はい", "True", True),
    ],
)
def test_each_kind_has_its_form(
    value: object, kind: Kind, shown: str, field: str, plain: object
) -> None:
    column = Column("channel" if kind is Kind.CODE else "x", kind)
    assert cells.show(value, column) == shown
    assert cells.field(value, column, labels=False) == field
    assert cells.plain(value, kind) == plain


def test_a_time_keeps_its_zone_for_programs_and_loses_it_for_people() -> None:
    stamp, column = (
        pd.Timestamp("2026-11-09 14:20", tz="Asia/Tokyo"),
        Column("occurred_at", Kind.DATE),
    )
    assert cells.show(stamp, column) == "2026/11/09 14:20"
    assert cells.field(stamp, column, labels=False) == "2026-11-09 14:20:00"
    assert cells.field(stamp, column, labels=True) == "2026/11/09 14:20"
    assert cells.plain(stamp, Kind.DATE) == "2026-11-09T14:20:00+09:00"


@pytest.mark.parametrize(
    ("origin", "shown"),
    [
        ("note", "記録「{届}かない」"),
        ("survey", "アンケート「{届}かない」"),
        ("asr", "音声認識「{届}かない」"),
        ("verbatim", "「{届}かない」"),
        (None, "「{届}かない」"),
        (float("nan"), "「{届}かない」"),
        ("unheard_of", "「{届}かない」"),
    ],
)
def test_a_quote_says_whose_words_it_holds(origin: object, shown: str) -> None:
    assert cells.show("{届}かない", Column("quote", Kind.QUOTE), {"voice_kind": origin}) == shown


def test_an_empty_quote_has_no_brackets() -> None:
    assert cells.show("", Column("quote", Kind.QUOTE), {"voice_kind": "note"}) == ""


def test_one_word_may_mean_two_things_in_two_columns() -> None:
    assert cells.code("note", "voice_kind") == "応対記録"
    assert cells.code("note", "severity") == "参考"
    assert cells.code("outbound", "direction") == "発信"


@pytest.mark.parametrize("value", ["", "4.0", "channel", "sns.x", "a b", "..", "codes"])
def test_a_code_without_a_word_is_printed_itself(value: str) -> None:
    assert cells.code(value, "channel") == value


def test_a_note_in_a_code_column_is_a_sentence_to_people_and_a_key_to_programs() -> None:
    note, column = Note("codes.one_day", {"day": "11/5"}), Column("change", Kind.CODE)
    assert cells.show(note, column) == "11/5に集中"
    assert cells.field(note, column, labels=True) == "11/5に集中"
    assert cells.field(note, column, labels=False) == "one_day"
    assert cells.plain(note, Kind.CODE) == "one_day"


def test_notes_within_notes_are_said_first(said: Callable[[str], Note]) -> None:
    inner = (Note("codes.one_day", {"day": "11/5"}), "ほか")
    outer = said("x")
    outer.values["text"] = inner
    assert cells.say(outer) == "11/5に集中、ほか"
    messages.use("en")
    assert cells.say(outer) == "on 11/5, ほか"


def test_text_that_no_file_can_hold_is_mended() -> None:
    assert cells.clean("a\ud800b\0c\r\nd") == "a\ufffdbc\nd"


def test_infinity_is_no_number_in_json() -> None:
    assert cells.plain(float("inf"), Kind.NUMBER) is None


def test_labels_fall_back_to_the_key() -> None:
    assert cells.label("contacts") == "応対"
    assert cells.label("no_such_column") == "no_such_column"
