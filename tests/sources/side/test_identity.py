"""One person, one identifier: spellings do not split a person, a shared number joins nobody."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

import pytest

from vocli.errors import VocliError
from vocli.sources.side.identifiers import identifier
from vocli.sources.side.identity import SHARED, link, read_identity

AsCsv = Callable[..., bytes]


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("phone", "内線123"),
        ("phone", "なし"),
        ("phone", "000-0000-0000"),
        ("phone", "090-0000-00001234"),
        ("mail", "yuma.example.jp"),
        ("mail", "@example.jp"),
        ("member", " - "),
        ("member", "0000"),
    ],
)
def test_what_is_no_identifier_links_nothing(kind: str, cell: str) -> None:
    assert identifier(kind, cell) == ""


@pytest.mark.parametrize(
    "cell",
    [
        "090-0000-0159",
        "09000000159",
        "０９０－００００－０１５９",
        "090 0000 0159",
        "(090)0000-0159",
        "+81-90-0000-0159",
        "+81 (0)90 0000 0159",
        "＋８１９００００００１５９",
        "0081 90-0000-0159",
        "9000000159",
        "090ー0000ー0159",
    ],
)
def test_one_telephone_in_many_spellings(cell: str) -> None:
    assert identifier("phone", cell) == "phone:09000000159"


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("mail", ["Yuma.01@Example.JP", "ｙｕｍａ.01@example.jp ", "mailto:yuma.01@example.jp", "由真 <yuma.01@example.jp>"]),
        ("member", ["00-410077", "００４１００７７", "00410077", "0041 0077"]),
        ("contact", ["K-1105-0003", "k-1105-0003", "Ｋ－１１０５－０００３"]),
        ("line", ["U00ab12", "u00AB12"]),
    ],
)  # fmt: skip
def test_spellings_of_one_identifier_are_one(kind: str, cells: list[str]) -> None:
    assert len({identifier(kind, cell) for cell in cells}) == 1


def test_leading_zeros_of_a_member_number_count() -> None:
    assert identifier("member", "0041") != identifier("member", "41")


def test_mail_addresses_that_differ_in_a_dot_are_two() -> None:
    assert identifier("mail", "a.b@example.jp") != identifier("mail", "ab@example.jp")


def test_one_column_of_identifiers_is_no_crosswalk(as_csv: AsCsv) -> None:
    with pytest.raises(VocliError) as caught:
        read_identity(as_csv([["会員番号", "氏名"], ["1", "x"]]), "id.csv")
    assert caught.value.code == "VOC-E132"


def test_persons_without_anything_in_common_stay_apart() -> None:
    found = link([("member:1", "mail:a@example.jp"), ("member:2", "mail:b@example.jp")])
    assert found.persons == 2
    assert len(set(found.person.values())) == 2


def test_lines_that_share_an_identifier_are_one_person_named_by_the_smallest_member() -> None:
    lines = [("phone:0900", "mail:a@example.jp"), ("member:9", "phone:0900"), ("member:3", "mail:a@example.jp")]  # fmt: skip
    found = link(lines)
    assert found.persons == 1
    assert set(found.person.values()) == {"member:3"}


def test_without_a_member_number_the_line_name_then_the_address_names_the_person() -> None:
    assert link([("phone:0900", "mail:a@example.jp")]).person["phone:0900"] == "mail:a@example.jp"
    assert link([("line:u1", "mail:a@example.jp")]).person["line:u1"] == "line:u1"


def test_a_switchboard_is_shared_and_a_family_is_one_customer() -> None:
    office = [(f"member:{i}", "phone:0311110000") for i in range(SHARED + 1)]
    family = [(f"member:7{i}", "phone:0900") for i in range(SHARED)]
    found = link([*office, *family])
    assert found.shared == {"phone:0311110000"}
    assert "phone:0311110000" not in found.person
    assert found.persons == SHARED + 1 + 1
    assert len({found.person[f"member:7{i}"] for i in range(SHARED)}) == 1


def test_many_lines_of_one_member_do_not_make_a_number_shared() -> None:
    lines = [("member:1", "phone:0900", f"mail:m{i}@example.jp") for i in range(SHARED + 3)]
    found = link(lines)
    assert (found.shared, found.persons) == (frozenset(), 1)


def test_a_long_chain_is_one_person_whatever_the_order() -> None:
    keys = [f"mail:m{i:03}@example.jp" for i in range(60)]
    lines = list(pairwise(keys))
    before = link(lines)
    for seed in range(5):
        random.Random(seed).shuffle(lines)
        assert link([tuple(reversed(line)) for line in lines]) == before
    assert before.persons == 1


def test_several_columns_of_one_kind(as_csv: AsCsv) -> None:
    head = ["会員番号", "電話番号1", "電話番号2", "メールアドレス", "メール(勤務先)", "受付番号"]
    row = ["00410077", "080-0000-0159", "050-0000-0160", "a@example.jp", "b@example.com", "K-1"]
    found, findings = read_identity(as_csv([head, row]), "id.csv")
    assert len(found.person) == 6
    assert set(found.person.values()) == {"member:00410077"}
    assert findings == ()


def test_rows_that_link_nothing_and_shared_numbers_are_counted(as_csv: AsCsv) -> None:
    rows = [
        ["会員番号", "電話番号"],
        *[[f"A{i}", "03-0000-1111"] for i in range(5)],
        ["B1", "なし"],
    ]
    _, findings = read_identity(as_csv(rows), "id.csv")
    assert [f.code for f in findings] == ["VOC-F135", "VOC-F136"]
    assert "1個" in findings[0].message
    assert not any("03" in f.message for f in findings)


def test_a_person_with_many_member_numbers_is_doubted(as_csv: AsCsv) -> None:
    head = ["会員番号1", "会員番号2"]
    chain = [[f"A{i}", f"A{i + 1}"] for i in range(SHARED)]
    _, findings = read_identity(as_csv([head, *chain]), "id.csv")
    assert [f.code for f in findings] == ["VOC-F137"]


def test_the_sample_links_710_persons_and_shares_nothing(root: object) -> None:
    data = (root / "sample_data" / "extra" / "identity.csv").read_bytes()  # type: ignore[operator]
    found, findings = read_identity(data, "identity.csv")
    assert (found.persons, found.shared, findings) == (710, frozenset(), ())
