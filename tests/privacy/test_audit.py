"""The measure of masking: what is left, what is masked for nothing, what vanishes beside a planted string."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocli.errors import VocliError
from vocli.privacy.alignment import Swap, align
from vocli.privacy.audit import Labelled, measure, read_labelled

HEADER = "text,planted,kind\n"


def owners(text: str, *planted: str) -> list[int]:
    """The number of the planted string at each character, 0 for none."""
    wanted = [0] * len(text)
    at = 0
    for number, string in enumerate(planted, 1):
        at = text.index(string, at)
        wanted[at : at + len(string)] = [number] * len(string)
        at += len(string)
    return wanted


# --- what a placeholder stands for ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("佐藤様", "〔氏名〕さん"),
        ("佐藤様", "佐藤"),
        ("佐藤様", "〔氏名〕佐藤様"),  # nothing is left for the placeholder to stand for
        ("様", "〔氏名〕様"),
        ("ab", "〔氏名〕b〔氏名〕"),
        ("", "〔氏名〕"),
    ],
)
def test_a_text_that_differs_beside_placeholders_does_not_align(text: str, masked: str) -> None:
    assert align(text, masked, owners(text)) is None


@pytest.mark.parametrize(
    ("text", "masked", "planted", "covered"),
    [
        ("佐藤様", "佐藤様", [], []),
        ("佐藤様", "〔氏名〕様", ["佐藤"], ["佐藤"]),
        ("様の佐藤様", "様の〔氏名〕様", ["佐藤"], ["佐藤"]),
        ("東様、東口で", "〔氏名〕様、東口で", ["東"], ["東"]),
        ("999-0001松本市9-9", "〔郵便番号〕〔住所〕", ["999-0001", "松本市9-9"], ["999-0001", "松本市9-9"]),
        ("〒 999-0001 松本市9-9", "〔郵便番号〕 〔住所〕", ["999-0001", "松本市9-9"], ["〒 999-0001", "松本市9-9"]),
        ("a1の1の2", "a〔電話番号〕の2", ["1の1"], ["1の1"]),
        ("a1の1の2", "a〔電話番号〕の〔電話番号〕", ["1", "1の2"], ["1", "1の2"]),
        ("〔氏名〕様と田中様", "〔氏名〕様と〔氏名〕様", ["田中"], ["田中"]),
    ],
)  # fmt: skip
def test_of_several_readings_the_one_over_the_planted_strings_is_taken(
    text: str, masked: str, planted: list[str], covered: list[str]
) -> None:
    swaps = align(text, masked, owners(text, *planted))
    assert swaps is not None
    assert [text[swap.start : swap.end] for swap in swaps] == covered


@given(st.lists(st.tuples(st.text("ab様の1-", max_size=4), st.booleans()), max_size=8))
def test_every_masked_text_aligns_with_its_original(pieces: list[tuple[str, bool]]) -> None:
    pieces = [(piece, swapped) for piece, swapped in pieces if piece or not swapped]
    text = "".join(piece for piece, _ in pieces)
    masked = "".join("〔氏名〕" if swapped else piece for piece, swapped in pieces)
    wanted = [i * swapped for i, (piece, swapped) in enumerate(pieces, 1) for _ in piece]
    swaps = align(text, masked, wanted)
    assert swaps is not None
    covered = [owner for swap in swaps for owner in wanted[swap.start : swap.end] if owner]
    assert covered == [owner for owner in wanted if owner]
    left, at = [], 0
    for swap in [*swaps, Swap(len(text), len(text), "")]:
        left += [text[at : swap.start], swap.placeholder]
        at = swap.end
    assert "".join(left) == masked


# --- what is counted -----------------------------------------------------------------------------


def count(text: str, masked: str, *planted: str) -> tuple[int, int, int, int, int]:
    """(planted, gone, masked, right, changed) of one sentence."""
    rows = [Labelled(i, text, string, "name") for i, string in enumerate(planted, 2)]
    result = measure(rows or [Labelled(2, text, "", "name")], lambda _: masked)
    total = result.total
    return total.planted, total.gone, total.masked, total.right, result.changed


@pytest.mark.parametrize(
    ("text", "masked", "planted", "counted"),
    [
        ("佐藤様から", "佐藤様から", ["佐藤"], (1, 0, 0, 0, 0)),
        ("佐藤様から", "〔氏名〕様から", ["佐藤"], (1, 1, 1, 1, 0)),
        ("佐藤一郎様", "〔氏名〕一郎様", ["佐藤一郎"], (1, 0, 1, 1, 0)),  # half of it is left
        (
            "佐藤 一郎様",
            "〔氏名〕 〔氏名〕様",
            ["佐藤 一郎"],
            (1, 1, 2, 2, 0),
        ),  # the space may stay
        ("佐藤様から", "〔氏名〕から", ["佐藤"], (1, 1, 1, 1, 1)),  # 様 went, too
        ("〒999-0001 です", "〔郵便番号〕です", ["999-0001"], (1, 1, 1, 1, 0)),  # marks may go
        ("佐藤様と電話", "〔氏名〕様と〔電話番号〕", ["佐藤"], (1, 1, 2, 1, 0)),
        ("佐藤様から", "〔氏名〕様より", ["佐藤"], (1, 0, 1, 0, 1)),  # the rest was rewritten
        ("佐藤様から", "様から", ["佐藤"], (1, 0, 0, 0, 1)),  # cut out without a placeholder
        ("佐藤様、佐藤様", "〔氏名〕様、佐藤様", ["佐藤", "佐藤"], (2, 1, 1, 1, 0)),
        ("松本様は松本駅に", "〔氏名〕様は〔氏名〕駅に", ["松本"], (1, 1, 2, 1, 0)),
        ("松本駅に", "松本駅に", [], (0, 0, 0, 0, 0)),
        ("松本駅に", "〔氏名〕駅に", [], (0, 0, 1, 0, 0)),
        ("〔氏名〕様と佐藤様", "〔氏名〕様と〔氏名〕様", ["佐藤"], (1, 1, 1, 1, 0)),
    ],
)
def test_strings_are_counted(
    text: str, masked: str, planted: list[str], counted: tuple[int, ...]
) -> None:
    assert count(text, masked, *planted) == counted


def test_a_lookalike_is_kept_when_none_of_its_letters_vanished() -> None:
    rows = [
        Labelled(2, "東口店と松本駅", "", "name", "東口店"),
        Labelled(3, "東口店と松本駅", "", "name", "松本駅"),
        Labelled(4, "そのまま", "", "name"),
        Labelled(5, "別の文", "", "name"),
    ]
    result = measure(rows, lambda text: text.replace("松本", "〔氏名〕").replace("別", "〔氏名〕"))
    assert (result.total.lookalikes, result.total.kept) == (4, 2)
    assert [(miss.row, miss.reason) for miss in result.misses] == [(2, "false"), (5, "false")]


def test_a_false_mask_counts_for_what_its_placeholder_stands_for() -> None:
    rows = [Labelled(2, "佐藤様、12,000円", "佐藤", "kana"), Labelled(3, "100番", "", "phone")]
    masked = {
        "佐藤様、12,000円": "〔氏名〕様、〔電話番号〕円",
        "100番": "〔社員番号〕番",
    }
    result = measure(rows, masked.__getitem__)
    counted = {t.kind: (t.planted, t.gone, t.masked, t.right) for t in result.tallies}
    assert counted == {
        "kana": (1, 1, 1, 1),
        "phone": (0, 0, 1, 0),
        "other": (0, 0, 1, 0),
    }
    assert result.total.precision == pytest.approx(1 / 3)


def test_misses_are_named_by_line_and_kind_and_hold_no_words() -> None:
    rows = [
        Labelled(9, "佐藤様から", "佐藤", "name"),
        Labelled(4, "090-1111-2222へ", "090-1111-2222", "phone"),
    ]
    result = measure(rows, lambda text: text)
    assert result.misses == ((4, "phone", "left"), (9, "name", "left"))


def test_a_share_of_nothing_is_none_and_its_interval_is_everything() -> None:
    total = measure([Labelled(2, "松本駅に", "", "name")], lambda text: text).total
    assert (total.recall, total.precision) == (None, None)
    assert (total.recall_range, total.precision_range) == ((0, 1), (0, 1))


def test_intervals_hold_their_share() -> None:
    rows = [Labelled(i, f"佐藤様{i}", "佐藤", "name") for i in range(20)]
    total = measure(rows, lambda text: text if text == "佐藤様3" else "〔氏名〕" + text[2:]).total
    assert total.recall == pytest.approx(0.95)
    low, high = total.recall_range
    assert (round(low, 3), round(high, 3)) == (0.764, 0.991)


# --- the labelled file ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "VOC-E402"),
        ("text,planted\n佐藤様,佐藤\n", "VOC-E402"),
        ("文,個人情報,種別\n佐藤様,佐藤,name\n", "VOC-E402"),
        ("text,kind\n佐藤様,name\n", "VOC-E402"),
        (HEADER, "VOC-E402"),
        (HEADER + ",佐藤,name\n", "VOC-E402"),
        (HEADER + '"佐藤' + "様" * 200_000, "VOC-E402"),
        (HEADER + "佐藤様,田中,name\n", "VOC-E403"),
        (HEADER + "佐藤様,佐藤,name\n佐藤様,佐藤,name\n", "VOC-E403"),  # it occurs only once
        (HEADER + "佐藤様と田中様,田中,name\n佐藤様と田中様,佐藤,name\n", "VOC-E403"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_without_its_words(content: str, code: str) -> None:
    with pytest.raises(VocliError) as caught:
        read_labelled(content, "labels.csv")
    told = f"{caught.value.what}{caught.value.where}{caught.value.hint}"
    assert caught.value.code == code
    assert "labels.csv" in caught.value.where
    assert not [word for word in ("佐藤", "田中", "個人情報") if word in told]


def test_an_error_names_the_line() -> None:
    with pytest.raises(VocliError) as caught:
        read_labelled(HEADER + '"二行の\n文",二行,name\n佐藤様,田中,name\n', "labels.csv")
    assert "4" in caught.value.where


def test_rows_are_read_as_they_are_written() -> None:
    content = (
        'text,kind,planted,kept\r\n"二行の\n佐藤様",name,佐藤,\r\n松本駅に,address,,松本駅\r\n'
    )
    assert read_labelled(content, "labels.csv") == [
        Labelled(2, "二行の\n佐藤様", "佐藤", "name", ""),
        Labelled(4, "松本駅に", "", "address", "松本駅"),
    ]


def test_a_kind_that_is_not_known_is_not_repeated() -> None:
    (row,) = read_labelled(HEADER + "佐藤様,佐藤,佐藤花子\n", "labels.csv")
    assert row.kind == "other"
