"""The table of `check`: every finding with its place, and last lines that count what is not listed."""

from __future__ import annotations

from vocli.insights import check
from vocli.model import Checked, Finding, Note, Severity, Verdict

FINDING = Finding("VOC011", Severity.ERROR, "理由", "a.csv", 7, "受付番号", "K1", "対処")


def test_a_row_holds_place_reason_and_remedy() -> None:
    verdict = Verdict(
        (FINDING,), 1, 0, 0, ("a.csv",), 9, (), "error", letters={("a.csv", "受付番号"): "A"}
    )
    insight = check.build(verdict)
    assert list(insight.table.iloc[0]) == [
        "error", "VOC011", "a.csv", 7, "A", "受付番号", "K1", "理由", "対処",
    ]  # fmt: skip
    assert insight.notes[-1].key == "insights.check_end_findings"


def test_what_is_cut_is_said_last() -> None:
    insight = check.build(Verdict((FINDING,), 5, 0, 0, ("a.csv",), 9, (), "error"))
    assert (insight.notes[-1].key, insight.notes[-1].values["n"]) == ("insights.check_cut", "4")


def test_the_list_has_a_row_per_check() -> None:
    insight = check.list_checks([Checked("VOC011", "id_exponent", Severity.ERROR, "題")])
    assert insight.table.to_numpy().tolist() == [["VOC011", "error", "題"]]


def test_the_encodings_of_the_files_are_named() -> None:
    verdict = Verdict((), 0, 0, 0, ("a.csv",), 9, (), "error", encodings=("CP932",))
    assert Note("insights.check_encodings", {"encodings": ["CP932"]}) in check.build(verdict).notes
    without = Verdict((), 0, 0, 0, ("a.xlsx",), 9, (), "error")
    assert "insights.check_encodings" not in {note.key for note in check.build(without).notes}
