"""An edit leaves everything else as people wrote it."""

from __future__ import annotations

import pytest

from vocli.errors import VocliError
from vocli.model import Codebook, Side, Status, Theme
from vocli.themes import (
    add_themes,
    change_theme,
    compare,
    merge,
    new_codebook,
    next_id,
    parse_codebook,
    rename,
    retire,
)

TEXT = """\
# 毎月の会議で見直す
format = 1
owners = ["物流", "開発"] # 増やすときは相談

# --- 配達
[[theme]]
id = "T01" # 変えない
name = "届かない"
owners = ["物流"]
# 9月に足した
terms = {"届かない" = 1.0, "配達" = 0.5}
examples = [
  "水が来ない", # 会議で出た文
  "予定より遅い",
]

# --- アプリ
[[theme]]
id = "T02"
name = "入れない"
owners = ["開発"]
terms = {"ログイン" = 1.0, "届かない" = 2.0}
never = ["配達"]
examples = ["画面が開かない", "予定より遅い"]

# --- よかったこと
[[theme]]
id = "P03"
name = "親切"
side = "praise"
terms = ["親切"]
"""


def book(text: str = TEXT) -> Codebook:
    return parse_codebook(text, "c.toml")


def comments(text: str) -> list[str]:
    return [line.split("#", 1)[1] for line in text.splitlines() if "#" in line]


def test_a_theme_that_is_not_there_is_not_changed() -> None:
    with pytest.raises(KeyError):
        change_theme(TEXT, "T09", {"name": "x"})
    for edit in (lambda: rename(book(), "T09", "x"), lambda: retire(book(), "T09")):
        with pytest.raises(VocliError) as failed:
            edit()
        assert failed.value.code == "VOC-E356"
        assert "T01" in failed.value.hint


@pytest.mark.parametrize("name", ["", "  ", "入れない"])
def test_a_name_that_is_empty_or_taken_is_refused(name: str) -> None:
    with pytest.raises(VocliError) as failed:
        rename(book(), "T01", name)
    assert failed.value.code == "VOC-E357"


def test_renaming_changes_one_line() -> None:
    after = rename(book(), "T01", "約束の日に来ない").splitlines()
    changed = [(a, b) for a, b in zip(TEXT.splitlines(), after, strict=True) if a != b]
    assert changed == [('name = "届かない"', 'name = "約束の日に来ない"')]


def test_a_new_key_stands_with_its_theme_not_under_the_next_heading() -> None:
    after = retire(book(), "T01")
    assert comments(after) == comments(TEXT)
    assert after.index('status = "retired"') < after.index("# --- アプリ")
    assert after.replace('status = "retired"\n', "") == TEXT
    assert book(after).themes[0].status is Status.RETIRED


def test_a_list_that_grows_keeps_the_remarks_inside_it() -> None:
    after = change_theme(TEXT, "T01", {"examples": ["水が来ない", "予定より遅い", "まだ着かない"]})
    assert "# 会議で出た文" in after
    assert book(after).themes[0].examples[-1] == "まだ着かない"


def test_merging_keeps_what_both_said_and_retires_the_other() -> None:
    after = book(merge(book(), ["T01", "T02"], "T01", ""))
    whole, gone = after.themes[:2]
    assert gone.status is Status.RETIRED
    assert whole.merged_from == ("T02",)
    assert whole.owners == ("物流", "開発")
    assert dict(whole.terms) == {"届かない": 2.0, "ログイン": 1.0, "配達": 0.5}
    assert whole.examples == ("水が来ない", "予定より遅い", "画面が開かない")
    assert whole.never == ()  # it would keep the whole from its own voices
    assert comments(after.text) == comments(TEXT)


def test_merging_into_a_new_theme_gives_it_a_number_never_used() -> None:
    after = book(merge(book(retire(book(), "P03")), ["T01", "T02"], "", "水まわり"))
    assert [theme.theme_id for theme in after.living()] == ["T03"]
    assert after.living()[0].name == "水まわり"
    assert next_id(after, Side.PRAISE) == "P04"


@pytest.mark.parametrize("ids", [["T01"], ["T01", "T01"], ["T01", "P03"]])
def test_what_cannot_be_one_theme_is_not_merged(ids: list[str]) -> None:
    with pytest.raises(VocliError) as failed:
        merge(book(), ids, "", "")
    assert failed.value.code == "VOC-E358"


def test_a_critical_theme_is_melted_into_nothing() -> None:
    critical = TEXT.replace('id = "T02"', 'id = "T02"\ncritical = true')
    with pytest.raises(VocliError) as failed:
        merge(book(critical), ["T01", "T02"], "T01", "")
    assert failed.value.code == "VOC-E358"


def test_added_themes_stand_last_and_read_back_as_they_were() -> None:
    new = Theme(
        "T03", "別", owners=(), terms=(("言葉", 0.5),), examples=('"引用"と\\記号',), note="注"
    )
    after = book(add_themes(TEXT, [new]))
    assert after.text.startswith(TEXT.rstrip("\n"))
    read = after.themes[-1]
    assert (read.theme_id, read.terms, read.examples, read.note) == (
        "T03", new.terms, new.examples, "注",
    )  # fmt: skip
    assert [theme.theme_id for theme in book(new_codebook([new], ["物流"])).themes] == ["T03"]


def test_a_comparison_names_what_differs_and_nothing_else() -> None:
    assert compare(book(), book(TEXT.replace("# 9月", "# 10月"))) == ()
    after = TEXT.replace('"配達" = 0.5}', '"配達" = 0.7}').replace(
        'owners = ["開発"]\nterms', "terms"
    )
    told = [(d.theme_id, d.key, d.before, d.after) for d in compare(book(), book(after))]
    assert told == [("T01", "terms", "配達 0.5", "配達 0.7"), ("T02", "owners", "開発", "")]
    gone = book(TEXT[: TEXT.index("# --- よかった")])
    assert [(d.theme_id, d.key) for d in compare(book(), gone)] == [("P03", "removed")]
    assert [(d.theme_id, d.key) for d in compare(gone, book())] == [("P03", "added")]
