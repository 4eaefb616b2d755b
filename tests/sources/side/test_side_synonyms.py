"""Words that mean the same: one representative each, no circles, no word in two groups."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vocli.errors import VocliError
from vocli.sources.side.synonyms import read_synonyms

AsCsv = Callable[..., bytes]
HEAD = ["代表語", "別の書き方1", "別の書き方2"]


@pytest.mark.parametrize(
    ("rows", "code", "where"),
    [
        ([["解約金", "違約金"], ["手数料", "違約金"]], "VOC-E136", "w.csv 2、3行"),
        (
            [["解約金", "違約金"], ["手数料", "料金"], ["違約金", "罰金"]],
            "VOC-E136",
            "w.csv 2、4行",
        ),
        ([["解約金", "違約金"], ["違約金", "解約金"]], "VOC-E137", "w.csv 2、3行"),
        ([["あめ", "いぬ"], ["いぬ", "うし"], ["うし", "あめ"]], "VOC-E137", "w.csv 2、3、4行"),
        ([["", "違約金"]], "VOC-E134", "w.csv 2行"),
        ([["アプリ", "ｼｽﾞｸ"], ["しずく", "シズク"]], "VOC-E136", "w.csv 2、3行"),
    ],
)
def test_what_cannot_be_meant_is_named_with_its_rows(
    rows: list[list[str]], code: str, where: str, as_csv: AsCsv
) -> None:
    with pytest.raises(VocliError) as caught:
        read_synonyms(as_csv([HEAD, *rows]), "w.csv")
    assert (caught.value.code, caught.value.where) == (code, where)


def test_a_circle_is_shown(as_csv: AsCsv) -> None:
    with pytest.raises(VocliError) as caught:
        read_synonyms(as_csv([["あめ", "いぬ"], ["いぬ", "あめ"]]), "w.csv")
    assert "あめ" in caught.value.what
    assert "いぬ" in caught.value.what


def test_the_header_may_be_missing_and_width_does_not_matter(as_csv: AsCsv) -> None:
    found, _ = read_synonyms(
        as_csv([["アプリ", "ｱﾌﾟﾘｰ", ""], ["卓上型Ｓ１", "S1"]], "utf-8"), "w.csv"
    )
    assert found.word == {
        "S1": "卓上型S1",
        "アプリ": "アプリ",
        "アプリー": "アプリ",
        "卓上型S1": "卓上型S1",
    }


def test_a_total_is_a_word_like_any_other(as_csv: AsCsv) -> None:
    found, _ = read_synonyms(as_csv([HEAD, ["合計", "総計", "トータル"]]), "w.csv")
    assert found.word["総計"] == "合計"


def test_rows_of_one_representative_are_one_group(as_csv: AsCsv) -> None:
    found, _ = read_synonyms(
        as_csv([HEAD, ["解約金", "違約金"], ["解約金", "解約料", "違約金"]]), "w"
    )
    assert found.word == {"違約金": "解約金", "解約料": "解約金", "解約金": "解約金"}


def test_the_sample_is_sound(root: object) -> None:
    data = (root / "sample_data" / "extra" / "同義語.csv").read_bytes()  # type: ignore[operator]
    found, findings = read_synonyms(data, "同義語.csv")
    assert (found.word["解約近々"], len(set(found.word.values())), findings) == ("解約金", 9, ())
