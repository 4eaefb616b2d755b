"""Tables split by labels: the whole is the sum of its parts, and nobody is told from a small cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vocli.insights.grouping import FEW, Split, labels_of, split
from vocli.messages import t
from vocli.model import Asked, Column, Facts, Insight, Kind, Place

Made = Callable[..., Facts]
WHOLE = t("grouping.whole")
SITE = Split(("拠点",))


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """A made-up question: contacts per category, with their share."""
    counts = Counter(facts.contacts["category"])
    rows = [
        {"category": c, "contacts": n, "share": n / len(facts.contacts), "quote": "遅い"}
        for c, n in sorted(counts.items())
    ]
    columns = (
        Column("category", Kind.TEXT),
        Column("contacts", Kind.INT),
        Column("share", Kind.SHARE),
        Column("quote", Kind.QUOTE, Place.BELOW),
    )
    ids = facts.contacts.groupby("category")["contact_id"].apply(tuple)
    table = pd.DataFrame(rows, columns=[c.key for c in columns], dtype=object)
    evidence = tuple(ids[c] for c in sorted(counts))
    main = Insight(
        "made", None, table, columns, evidence=evidence, keys=("category",), measure="contacts"
    )
    other = Insight("beside", None, pd.DataFrame({"a": [1]}), (Column("a", Kind.INT),))
    return main, other


def labelled(make_facts: Made, made: Any, pairs: list[tuple[str, str]]) -> Facts:
    """Facts of (label, category) pairs."""
    rows = [made.contact(f"K{i}", category=c, by=by) for i, (by, c) in enumerate(pairs)]
    facts = make_facts(rows, [])
    order = {by: f"{i:05}" for i, by in enumerate(sorted({by for by, _ in pairs}))}
    return replace(facts, contacts=facts.contacts.assign(by_order=facts.contacts["by"].map(order)))


def crossed(make_facts: Made, made: Any, counts: dict[tuple[str, str], int]) -> Facts:
    """Facts of contacts with two attributes."""
    pairs = [(pair, "配送") for pair, n in counts.items() for _ in range(n)]
    facts = labelled(make_facts, made, [(" / ".join(pair), c) for pair, c in pairs])
    first, second = zip(*(pair for pair, _ in pairs), strict=True)
    return replace(facts, contacts=facts.contacts.assign(by_1=first, by_2=second))


def test_no_contacts_give_the_whole_alone(make_facts: Made) -> None:
    facts = make_facts([], [])
    facts = replace(facts, contacts=facts.contacts.assign(by_order=""))
    main = split(build, facts, Asked(by="site"), SITE)[0]
    assert main.table.empty
    assert main.columns[0].key == "by"


def test_a_table_with_labels_of_its_own_is_left_alone(make_facts: Made, made: Any) -> None:
    facts = labelled(make_facts, made, [("那覇", "配送")])

    def own(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
        table = pd.DataFrame({"by": [asked.by]})
        return (Insight("own", None, table, (Column("by", Kind.TEXT),)),)

    assert split(own, facts, Asked(by="site"), SITE)[0].table["by"].tolist() == ["site"]


_PAIRS = st.lists(
    st.tuples(st.sampled_from(["那覇", "仙台", "堺"]), st.sampled_from(["配送", "請求", "解約"])),
    min_size=1,
    max_size=30,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pairs=_PAIRS, copies=st.integers(2, 3))
def test_the_whole_is_the_sum_of_its_parts_and_copies_keep_shares(
    make_facts: Made, made: Any, pairs: list[tuple[str, str]], copies: int
) -> None:
    table = split(build, labelled(make_facts, made, pairs), Asked(by="site"), SITE)[0].table
    whole = table[table["by"] == WHOLE].set_index("category")["contacts"]
    parts = table[table["by"] != WHOLE].groupby("category")["contacts"].sum()
    assert parts.to_dict() == whole.to_dict()
    more = split(build, labelled(make_facts, made, pairs * copies), Asked(by="site"), SITE)[0].table
    keyed = [frame.set_index(["by", "category"])["share"] for frame in (table, more)]
    assert dict(keyed[0]) == pytest.approx(dict(keyed[1]))


def test_evidence_follows_its_row_and_other_tables_stay_whole(make_facts: Made, made: Any) -> None:
    facts = labelled(make_facts, made, [("那覇", "配送"), ("仙台", "配送"), ("仙台", "請求")])
    main, other = split(build, facts, Asked(by="site"), SITE)
    counts = [len(ids) for ids in main.evidence]
    assert counts == main.table["contacts"].tolist()
    assert other.table["a"].tolist() == [1]


def test_few_contacts_are_marked_and_the_difference_is_in_points(
    make_facts: Made, made: Any
) -> None:
    pairs = [("仙台", "配送")] * 15 + [("仙台", "請求")] * 15 + [("那覇", "配送")] * 10
    main = split(build, labelled(make_facts, made, pairs), Asked(by="site"), SITE)[0]
    rows = {(r["by"], r["category"]): r for r in main.table.to_dict("records")}
    assert rows["仙台", "請求"]["by_difference"] == pytest.approx(50 - 37.5)
    assert rows["那覇", "配送"]["by_mark"] == "few"
    assert rows["仙台", "配送"]["by_mark"] is None
    assert rows["那覇", "配送"]["by_contacts"] == 10 < FEW
    assert "grouping.few" in {note.key for note in main.notes}
    assert all(c.place is not Place.BELOW for c in main.columns)


def test_few_behind_a_share_are_marked_however_large_the_label(make_facts: Made, made: Any) -> None:
    def partly(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
        main, other = build(facts, asked)
        return replace(main, n_used=8), other

    facts = labelled(make_facts, made, [("仙台", "配送")] * 40)
    table = split(partly, facts, Asked(by="site"), SITE)[0].table
    assert table["by_mark"].iloc[1:].tolist() == ["few"]


def test_of_a_week_only_its_own_days_are_open(make_facts: Made, made: Any) -> None:
    def opened(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
        table = pd.DataFrame({"days": [len(facts.open_days)]})
        return (Insight("days", None, table, (Column("days", Kind.INT),)),)

    rows = [made.contact(f"K{d}", f"2026-11-{d:02}", by=f"{(d - 2) // 7}") for d in range(2, 16)]
    facts = make_facts(rows, [])
    facts = replace(facts, contacts=facts.contacts.assign(by_order=facts.contacts["by"]))
    of_day = Split(("週",), days=(lambda day: f"{(day.day - 2) // 7}",))
    assert split(opened, facts, Asked(by="week"), of_day)[0].table["days"].tolist() == [14, 7, 7]
    assert split(opened, facts, Asked(by="site"), SITE)[0].table["days"].tolist() == [14, 14, 14]


def test_agents_with_few_contacts_are_in_the_whole_only(make_facts: Made, made: Any) -> None:
    pairs = [("A-AAAA2222", "配送")] * 25 + [("A-BBBB3333", "配送")] * 19 + [("", "配送")]
    facts = labelled(make_facts, made, pairs)
    main = split(build, facts, Asked(by="agent"), Split(("担当",), least=20))[0]
    assert main.table["by"].tolist() == [WHOLE, "A-AAAA2222"]
    left = [note for note in main.notes if note.key == "grouping.left_out"]
    assert left[0].values == {"n": 20, "least": 20}


def test_small_cells_of_two_attributes_are_hidden_with_company(make_facts: Made, made: Any) -> None:
    counts = {("20代", "女性"): 3, ("20代", "男性"): 12, ("30代", "女性"): 14, ("30代", "男性"): 16}
    facts = crossed(make_facts, made, counts)
    main = split(build, facts, Asked(by="年代,性別"), Split(("年代", "性別"), guarded=True))[0]
    hidden = main.table[main.table["by_mark"] == "hidden"]
    assert "20代 / 女性" in set(hidden["by"])
    assert len(hidden) >= 2  # one alone would be found by subtraction
    assert hidden["contacts"].isna().all()
    assert hidden["share"].isna().all()
    assert hidden["quote"].isna().all()
    assert hidden["by_contacts"].isna().all()
    shown = dict(zip(main.table["by"], main.evidence, strict=True))
    assert shown["20代 / 女性"] == ()


def test_two_attributes_without_small_cells_are_all_shown(make_facts: Made, made: Any) -> None:
    counts = {("20代", "女性"): 6, ("20代", "男性"): 12, ("30代", "女性"): 14, ("30代", "男性"): 16}
    facts = crossed(make_facts, made, counts)
    main = split(build, facts, Asked(by="年代,性別"), Split(("年代", "性別"), guarded=True))[0]
    assert not (main.table["by_mark"] == "hidden").any()
    assert main.table["by_1"].tolist()[1:] == ["20代", "20代", "30代", "30代"]


def test_labels_keep_their_order_not_that_of_the_alphabet(make_facts: Made, made: Any) -> None:
    facts = labelled(make_facts, made, [("月", "配送"), ("金", "配送"), ("日", "配送")])
    ranks = facts.contacts["by"].map({"月": "0", "金": "4", "日": "6"})
    assert labels_of(facts.contacts.assign(by_order=ranks)) == ["月", "金", "日"]


def test_a_long_table_is_cut_on_the_screen_only(make_facts: Made, made: Any) -> None:
    facts = labelled(make_facts, made, [(f"B{i:03}", "配送") for i in range(80)])
    main = split(build, facts, Asked(by="place"), Split(("設置先",)))[0]
    assert (len(main.table), main.shown) == (81, 60)
    assert {"n": 21} in [n.values for n in main.notes if n.key == "grouping.more_rows"]
