"""`vocli codebook`: what is written, what is only told, and what a team reads when something is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

TEXTS = [
    *(f"{what}の配達が遅れて届かず困っています" for what in ("荷物", "水の荷物", "注文の荷物") * 4),
    *(f"アプリに{n}回もログインできず困っています" for n in ("三", "五", "六") * 4),
]
BOOK = """\
# 毎月見直す
owners = ["物流", "開発"]

[[theme]]
id = "T01"
name = "荷物が届かない"
owners = ["物流"]
terms = {"荷物" = 1.0, "配達" = 1.0, "届かない" = 1.0}
examples = ["荷物の配達が遅れている"] # 会議で出た文

[[theme]]
id = "T02"
name = "ログインできない"
terms = {"アプリ" = 1.0, "ログイン" = 1.0}
examples = ["アプリにログインできない"]
counter_examples = ["荷物が届かない"]
"""
RULES = """\
# 2025年度
＊届かない
届く or near(配達-遅れる)[3] and not '解約'
＊荷物
<*届かない> | 箱+つぶれる
＊品詞
走る-->動詞
"""


@pytest.fixture
def built(run: Any, write: Any, tmp_path: Path) -> Any:
    """A folder with an export, a codebook and its lock."""
    write("calls.csv", TEXTS)
    (tmp_path / "codebook.toml").write_text(BOOK, encoding="utf-8")
    assert run("codebook", "build", "calls.csv", "--codebook", "codebook.toml").code == 0
    return tmp_path


def codebook(run: Any, *argv: str) -> Any:
    return run("codebook", *argv, "--codebook", "codebook.toml")


def rows(done: Any, name: str) -> list[dict[str, Any]]:
    return json.loads(done.out)["data"]["insights"][name]["rows"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("build",), "VOC-E350"),  # no such file
        (("rename", "T01"), ""),  # a name is missing
        (("merge", "calls.csv"), "VOC-E005"),
        (("split", "T01"), "VOC-E005"),  # without files
        (("import", "no.txt"), "VOC-E350"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    run: Any, tmp_path: Path, argv: tuple[str, ...], code: str
) -> None:
    done = codebook(run, *argv)
    assert done.code == 2
    assert code in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_command_without_a_codebook_says_how_to_name_one(run: Any) -> None:
    done = run("codebook", "lint")
    assert (done.code, "VOC-E355" in done.err, "--codebook" in done.err) == (2, True, True)


@pytest.mark.parametrize("command", ["test", "lint", "retire"])
def test_a_codebook_without_a_lock_is_built_first(run: Any, tmp_path: Path, command: str) -> None:
    (tmp_path / "codebook.toml").write_text(BOOK, encoding="utf-8")
    done = codebook(run, command, *(["T01"] if command == "retire" else []))
    assert done.code == 2
    assert "VOC-E353" in done.err


def test_examples_that_lie_elsewhere_end_with_1_and_stand_there_in_words(
    run: Any, built: Path
) -> None:
    assert codebook(run, "test").code == 0
    path = built / "codebook.toml"
    path.write_text(
        BOOK.replace('"アプリにログインできない"', '"荷物の配達が早い"'), encoding="utf-8"
    )
    done = codebook(run, "test", "-f", "json")
    (missed,) = rows(done, "codebook_misses")
    assert done.code == 1
    assert (missed["theme_id"], missed["number"], missed["placed"]) == (
        "T02", 1, "T01 荷物が届かない",
    )  # fmt: skip
    assert missed["sentence"] == "荷物の配達が早い"
    assert "VOC-F178" in done.err
    assert "荷物の配達が早い" not in done.err


def test_a_counter_example_that_lies_inside_ends_with_1(run: Any, built: Path) -> None:
    path = built / "codebook.toml"
    path.write_text(BOOK.replace('["荷物が届かない"]', '["アプリのログイン"]'), encoding="utf-8")
    done = codebook(run, "test")
    assert done.code == 1
    assert "アプリのログイン" in done.out


def test_lint_names_line_cause_and_remedy(run: Any, built: Path) -> None:
    more = """
[[theme]]
id = "T03"
name = "空"

[[theme]]
id = "T04"
name = "荷物の遅れ"
owners = ["物流"]
terms = {"荷物" = 1.0, "配達" = 1.0, "届かない" = 1.0}
examples = ["荷物の配達が遅れている"]
merged_from = ["T09"]
"""
    (built / "codebook.toml").write_text(BOOK + more, encoding="utf-8")
    done = codebook(run, "lint", "calls.csv", "-f", "json")
    told = {(row["code"], row["row"]) for row in rows(done, "codebook_lint")}
    assert done.code == 1
    assert told >= {
        ("VOC-F160", None),  # stale
        ("VOC-F161", 4),  # T01 and T04 say the same
        ("VOC-F162", 18),  # T03 is empty
        ("VOC-F165", 11),  # nobody owns T02
        ("VOC-F167", 4),  # one example in two themes
        ("VOC-F168", 22),  # an origin that does not exist
    }
    assert all(row["remedy"] for row in rows(done, "codebook_lint"))


def test_lint_of_a_clean_codebook_is_0_and_files_tell_more(run: Any, built: Path) -> None:
    assert codebook(run, "lint").code == 0  # an owner is missing: a note
    done = codebook(run, "lint", "calls.csv", "-f", "json")
    assert {row["code"] for row in rows(done, "codebook_lint")} <= {"VOC-F165", "VOC-F166"}


def test_a_dry_run_writes_nothing(run: Any, built: Path) -> None:
    before = {path.name: path.read_bytes() for path in built.iterdir()}
    done = codebook(run, "retire", "T02", "calls.csv", "--dry-run")
    assert done.code == 0
    assert {path.name: path.read_bytes() for path in built.iterdir()} == before


def test_retiring_restates_the_past_and_the_totals_are_equal(run: Any, built: Path) -> None:
    done = codebook(run, "retire", "T02", "calls.csv", "-f", "json")
    told = {
        row["theme_id"]: (row["before_count"], row["after_count"]) for row in rows(done, "restated")
    }
    weeks = rows(done, "restated_weeks")
    assert done.code == 0
    assert "T01" not in told
    assert told["T02"] == (12, 0)
    before, after = told[None]  # the last row of that id: the sum
    assert before == after
    assert sum(row["before_count"] for row in weeks if row["theme_id"] == "T02") == 12
    themes = run("themes", "calls.csv", "--codebook", "codebook.toml", "-f", "json")
    assert "T02" not in themes.out
    assert 'status = "retired"' in (built / "codebook.toml").read_text(encoding="utf-8")


def test_merging_sums_the_past_and_keeps_remarks(run: Any, built: Path) -> None:
    done = codebook(run, "merge", "T01", "T02", "calls.csv", "--into", "T01", "-f", "json")
    told = {row["theme_id"]: row["after_count"] for row in rows(done, "restated")}
    text = (built / "codebook.toml").read_text(encoding="utf-8")
    assert (told["T01"], told["T02"]) == (24, 0)
    assert "# 毎月見直す" in text
    assert "# 会議で出た文" in text


def test_renaming_changes_no_count_and_no_edition(run: Any, built: Path) -> None:
    lock = (built / "codebook.lock").read_bytes()
    done = codebook(run, "rename", "T01", "遅配", "calls.csv", "-f", "json")
    assert rows(done, "restated") == []
    assert (built / "codebook.lock").read_bytes() == lock
    assert 'name = "遅配"' in (built / "codebook.toml").read_text(encoding="utf-8")


def test_a_draft_that_is_not_there_is_not_promoted(run: Any, built: Path) -> None:
    done = codebook(run, "promote", "D-0000", "calls.csv")
    assert (done.code, "VOC-E359" in done.err) == (2, True)


def test_a_theme_with_too_few_voices_is_not_split(run: Any, built: Path) -> None:
    done = codebook(run, "split", "T01", "calls.csv")
    assert (done.code, "VOC-E347" in done.err) == (2, True)
    assert "判断できない" in done.err


def test_a_difference_is_told_by_theme_and_key(run: Any, built: Path) -> None:
    (built / "new.toml").write_text(BOOK.replace('"荷物" = 1.0', '"荷物" = 2.0'), encoding="utf-8")
    done = run("codebook", "diff", "codebook.toml", "new.toml", "-f", "json")
    (one,) = rows(done, "codebook_changes")
    assert (one["theme_id"], one["codebook_key"], one["was"], one["now"]) == (
        "T01", "terms", "荷物 1", "荷物 2",
    )  # fmt: skip


def test_rules_of_kh_coder_become_themes_and_what_cannot_is_named_by_line(
    run: Any, tmp_path: Path
) -> None:
    (tmp_path / "rules.txt").write_text(RULES, encoding="cp932")
    done = run("codebook", "import", "rules.txt", "--codebook", "new.toml", "-f", "json")
    from vocli.themes import parse_codebook

    book = parse_codebook((tmp_path / "new.toml").read_text(encoding="utf-8"), "new.toml")
    told = {(row["code"], row["row"]) for row in rows(done, "codebook_lint")}
    assert done.code == 1
    assert [theme.name for theme in book.themes] == ["届かない", "荷物"]
    assert book.themes[0].must == ('"届く" OR ("配達" NEAR/6 "遅れる") AND NOT "解約"',)
    assert [term for term, _ in book.themes[1].terms] == [
        "つぶれる",
        "届く",
        "箱",
        "遅れる",
        "配達",
    ]
    assert ("VOC-F169", 7) in told  # a part of speech
    assert ("VOC-F170", 3) in told  # an inflected word, a distance
    again = run("codebook", "import", "rules.txt", "--codebook", "new.toml")
    assert (again.code, "VOC-E321" in again.err) == (2, True)


def test_a_file_without_codes_is_refused(run: Any, tmp_path: Path) -> None:
    (tmp_path / "rules.txt").write_text("配達 or 遅れ\n", encoding="utf-8")
    done = run("codebook", "import", "rules.txt", "--codebook", "new.toml")
    assert (done.code, "VOC-E348" in done.err) == (2, True)
    assert not (tmp_path / "new.toml").exists()


def checked(run: Any, *argv: str) -> Any:
    return run("check", "calls.csv", "--select", "VOC09", "--codebook", "codebook.toml", *argv)


def codes_of(done: Any) -> list[str]:
    return [row["code"] for row in rows(done, "check")]


def test_check_holds_the_codebook_against_the_files(run: Any, built: Path) -> None:
    assert checked(run).code == 0
    text = BOOK.replace(
        '"荷物の配達が遅れている"]', '"荷物の配達が遅れている", "アプリにログインできない"]'
    )
    (built / "codebook.toml").write_text(text, encoding="utf-8")
    assert codes_of(checked(run, "-f", "json")) == ["VOC092"]
    assert codebook(run, "build").code == 0
    done = checked(run, "-f", "json")
    assert (done.code, codes_of(done)) == (1, ["VOC093"])
    assert "ログインできない" not in done.out


def test_check_tells_what_the_codebook_does_not_cover(run: Any, built: Path, write: Any) -> None:
    new = [f"音が{n}時間もうるさくて困っています" for n in range(2, 14)]
    write("calls.csv", [*TEXTS, *new])
    settings = "[check.thresholds.codebook_coverage]\ncomplaints = 20\n"
    (built / "vocli.toml").write_text(settings, encoding="utf-8")
    done = checked(run, "-f", "json", "--fail-on", "warning")
    (found,) = rows(done, "check")
    assert (done.code, found["code"]) == (1, "VOC091")
    assert "36件" in found["reason"]
    assert "24件" in found["reason"]


def test_check_tells_an_unreadable_file_although_a_codebook_is_named(run: Any, built: Path) -> None:
    (built / "calls.csv").write_bytes(bytes(range(256)) * 40)
    done = checked(run)
    assert done.code == 2
    assert "VOC-E3" not in done.err
