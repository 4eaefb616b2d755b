"""What people write wrong in a codebook is named with its line and the nearest right word."""

from __future__ import annotations

import pytest

from vocli.errors import VocliError
from vocli.model import Side, Status
from vocli.themes import parse_codebook

GOOD = """\
format = 1
owners = ["物流", "開発"]

# 月に一度見直す
[[theme]]
id = "T01"
name = "届かない"
owners = ["物流", "開発"]
status = "watch"
terms = {"配達" = 0.5, "届かない" = 1}
must = ["配達 AND 遅れ"]
examples = ["水が来ない", "  "]

[[theme]]
id = "P01"
name = "親切"
side = "praise"
terms = ["親切"]
"""


def test_a_good_file_is_read_as_it_stands() -> None:
    book = parse_codebook(GOOD, "c.toml")
    first, second = book.themes
    assert (first.line, second.line) == (5, 14)
    assert first.owners == ("物流", "開発")
    assert first.status is Status.WATCH
    assert first.terms == (("届かない", 1.0), ("配達", 0.5))  # heaviest first
    assert first.examples == ("水が来ない",)
    assert second.side is Side.PRAISE
    assert second.owners == ()  # 担当未定
    assert book.text == GOOD


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("name = ", "nmae = ", 5, "nmae"),
        ('id = "P01"', 'id = "T01"', 14, "T01"),
        ('name = "親切"\nside = "praise"', 'name = "届かない"', 14, "届かない"),
        ('id = "T01"', 'id = "t-1"', 5, "t-1"),
        ('id = "T01"', "id = 1", 5, "1"),
        ('owners = ["物流", "開発"]\nstatus', 'owners = ["物硫"]\nstatus', 5, "物硫"),
        ('status = "watch"', 'status = "wach"', 5, "wach"),
        ('side = "praise"', 'side = "plus"', 14, "plus"),
        ('"配達" = 0.5', '"配達" = 0', 5, ""),
        ('"配達" = 0.5', '"配達" = true', 5, ""),
        ('examples = ["水が来ない", "  "]', 'examples = "水が来ない"', 5, "examples"),
        ('side = "praise"', "critical = 1", 14, "critical"),
        ('side = "praise"', 'side = "praise"\ncritical = true', 14, "critical"),
        ("must = [", "must = [\"(配達\", ", 5, "(配達"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, line: int, told: str) -> None:
    assert old in GOOD
    with pytest.raises(VocliError) as failed:
        parse_codebook(GOOD.replace(old, new, 1), "c.toml")
    assert failed.value.code in {"VOC-E350", "VOC-E351"}
    assert failed.value.where.startswith(f"c.toml:{line}")
    assert told in failed.value.what + failed.value.where
    assert failed.value.hint


@pytest.mark.parametrize(
    ("wrong", "near"), [("nmae", "name"), ("exampels", "examples"), ("owner", "owners")]
)
def test_an_unknown_key_has_the_nearest_known_one_beside_it(wrong: str, near: str) -> None:
    with pytest.raises(VocliError) as failed:
        parse_codebook(GOOD.replace('id = "P01"', f'id = "P01"\n{wrong} = "x"'), "c.toml")
    assert near in failed.value.hint


@pytest.mark.parametrize(
    "text", ["[[theme]\n", "format = 2\n", 'theme = "x"\n', "thema = []\n", "owners = 1\n"]
)
def test_a_file_that_is_no_codebook_is_refused(text: str) -> None:
    with pytest.raises(VocliError) as failed:
        parse_codebook(text, "c.toml")
    assert failed.value.code == "VOC-E350"


def test_praise_and_complaint_about_one_matter_may_have_one_name() -> None:
    book = parse_codebook(GOOD.replace('name = "親切"', 'name = "届かない"'), "c")
    assert len(book.living()) == 2


def test_the_name_of_a_retired_theme_is_free() -> None:
    text = GOOD.replace('status = "watch"', 'status = "retired"').replace('side = "praise"\n', "")
    text = text.replace('name = "親切"', 'name = "届かない"')
    assert [theme.theme_id for theme in parse_codebook(text, "c").living()] == ["P01"]
