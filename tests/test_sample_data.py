"""The sample story: the same bytes every time, and the figures that the documentation tells."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA = ROOT / "sample_data"
HOLIDAYS = {
    date(2026, 9, 21),
    date(2026, 9, 22),
    date(2026, 9, 23),
    date(2026, 10, 12),
    date(2026, 11, 3),
}
ALL_CHANNELS = {
    "T01": [4, 5, 4, 5, 7, 9, 13, 16, 21, 24],
    "T02": [2, 3, 2, 14, 29, 23, 10, 5, 3, 2],
    "T03": [5, 6, 3, 6, 6, 5, 6, 5, 6, 6],
    "T04": [4, 4, 4, 6, 7, 7, 8, 8, 9, 10],
    "T05": [7, 7, 4, 9, 8, 6, 6, 6, 7, 6],
    "T06": [9, 8, 6, 8, 8, 9, 7, 6, 6, 6],
    "T07": [5, 4, 3, 5, 4, 5, 4, 5, 4, 4],
    "T08": [0, 0, 0, 1, 0, 1, 0, 1, 25, 2],
    "T09": [1, 2, 1, 2, 2, 2, 3, 4, 5, 6],
    "T10": [0, 0, 0, 0, 0, 0, 0, 1, 1, 3],
    "未分類": [3, 3, 2, 3, 4, 3, 3, 4, 4, 4],
}
PHONE = {
    "T01": [2, 3, 1, 3, 4, 5, 7, 9, 12, 15],
    "T02": [1, 2, 1, 8, 17, 14, 6, 3, 2, 1],
    "T03": [4, 5, 2, 5, 5, 4, 5, 4, 5, 5],
    "T04": [3, 3, 2, 4, 4, 4, 5, 5, 5, 6],
    "T05": [6, 6, 3, 7, 6, 5, 5, 5, 6, 5],
    "T06": [6, 5, 3, 5, 5, 5, 4, 4, 4, 4],
    "T07": [4, 3, 2, 4, 3, 4, 3, 4, 3, 3],
    "T08": [0, 0, 0, 0, 0, 1, 0, 0, 11, 1],
    "T09": [1, 1, 0, 1, 1, 1, 1, 2, 2, 3],
    "T10": [0, 0, 0, 0, 0, 0, 0, 1, 1, 2],
    "未分類": [2, 2, 1, 2, 2, 2, 2, 3, 2, 3],
}
PRAISE = {
    "P01": [5, 6, 3, 6, 6, 5, 6, 6, 7, 8],
    "P02": [4, 4, 2, 4, 5, 4, 4, 5, 4, 5],
    "P03": [0, 0, 0, 1, 3, 4, 4, 4, 4, 4],
    "P04": [4, 4, 3, 4, 3, 4, 3, 4, 3, 4],
    "P05": [2, 2, 1, 2, 3, 2, 3, 2, 3, 3],
}
IN_SCOPE = {
    "phone": [76, 80, 44, 88, 92, 76, 80, 78, 84, 84],
    "chat": [34, 37, 39, 41, 43, 37, 35, 34, 38, 24],
    "mail": [19, 18, 21, 20, 21, 18, 18, 18, 20, 19],
    "line": [7, 8, 9, 9, 10, 9, 9, 9, 11, 10],
}
Row = dict[str, str]


def read(name: str, encoding: str = "utf-8-sig") -> list[Row]:
    with (DATA / name).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def truth() -> list[Row]:
    return read("expected/truth.csv")


@pytest.fixture(scope="module")
def calls() -> list[Row]:
    with (DATA / "calls.csv").open(encoding="cp932", newline="") as file:
        rows = list(csv.reader(file))
    header, body = rows[3], rows[4:-1]
    found = [dict(zip(header, row, strict=True)) for row in body]
    return [row for number, row in enumerate(found) if row not in found[:number]]


def in_scope(rows: list[Row]) -> list[Row]:
    return [r for r in rows if r["direction"] == "inbound" and not r["out_of_scope"]]


def by_week(rows: list[Row]) -> list[int]:
    counts = Counter(int(row["week"]) for row in rows)
    return [counts[week] for week in range(1, 11)]


def test_the_tool_writes_the_committed_bytes(tmp_path: Path) -> None:
    tool = ROOT / "tools" / "make_sample_data.py"
    subprocess.run([sys.executable, str(tool), str(tmp_path)], check=True, capture_output=True)
    written = {str(p.relative_to(tmp_path)): p.read_bytes() for p in tmp_path.rglob("*.csv")}
    committed = {str(p.relative_to(DATA)): p.read_bytes() for p in DATA.rglob("*.csv")}
    assert sorted(written) == sorted(committed)
    assert [name for name in written if written[name] != committed[name]] == []


def test_only_contact_and_survey_exports_lie_at_the_top() -> None:
    names = sorted(p.name for p in DATA.iterdir() if p.is_file())
    assert names == [
        "call_transcripts.csv",
        "calls.csv",
        "chat_log.csv",
        "line.csv",
        "mail_form.csv",
        "survey.csv",
    ]


@pytest.mark.parametrize("channel", IN_SCOPE)
def test_contacts_in_scope_per_week(truth: list[Row], channel: str) -> None:
    found = [r for r in in_scope(truth) if r["channel"] == channel]
    assert by_week(found) == IN_SCOPE[channel]


def test_left_out_contacts(truth: list[Row]) -> None:
    assert sum(r["direction"] == "outbound" for r in truth) == 58
    reasons = Counter(r["out_of_scope"] for r in truth if r["out_of_scope"])
    assert sum(reasons.values()) == 15
    assert set(reasons) == {"silent", "wrong_number", "sales"}


@pytest.mark.parametrize("theme", ALL_CHANNELS)
def test_complaints_per_week(truth: list[Row], theme: str) -> None:
    found = [r for r in in_scope(truth) if r["theme"] == theme]
    assert by_week(found) == ALL_CHANNELS[theme]
    assert by_week([r for r in found if r["channel"] == "phone"]) == PHONE[theme]
    assert {r["kind"] for r in found} == {"complaint"}


@pytest.mark.parametrize("plus", PRAISE)
def test_thanks_per_week(truth: list[Row], plus: str) -> None:
    assert by_week([r for r in truth if r["plus"] == plus]) == PRAISE[plus]


def test_thanks_and_delight_in_calls(truth: list[Row]) -> None:
    thanks = [r for r in truth if r["plus"] != "-"]
    moved = Counter(r["plus"] for r in thanks if r["delight"] == "1")
    assert moved == {"P01": 14, "P02": 9, "P03": 11, "P05": 3}
    phone = [r for r in thanks if r["channel"] == "phone"]
    assert (len(phone), sum(r["delight"] == "1" for r in phone)) == (121, 24)


def test_call_log_shape(calls: list[Row]) -> None:
    raw = (DATA / "calls.csv").read_bytes()
    lines = raw.decode("cp932").split("\r\n")
    assert lines[-2].startswith("合計,857件")
    assert len(calls) == 855
    assert Counter(r["受発信区分"] for r in calls) == {"受信": 797, "発信": 58}
    assert sum(r["会員番号"] != "" for r in calls) == 781
    assert sum(r["区分"] == "配走" for r in calls) == 1
    assert lines[312].startswith("1.2E+11,")
    assert all(r["会員番号"].startswith("00") for r in calls if r["会員番号"])


def test_notes_are_written_as_operators_write(calls: list[Row]) -> None:
    told = [r["申出内容"] for r in calls]
    only = [r["拠点"] for r in calls if r["申出内容"].rstrip("。") == "折り返し希望"]
    assert Counter(only) == {"仙台": 31, "那覇": 7}
    others = [text for text in told if not text.startswith("折り返し希望")]
    assert len(set(others)) == len(others)
    assert sum("⇒" in text or "→" in text for text in told) == 612
    reported = sum("とのこと" in text or "お申し出" in text for text in told)
    assert 0.78 <= reported / len(told) <= 0.84
    assert not [r for r in calls if r["拠点"] == "仙台" and "とのお申し出" in r["申出内容"]]


def test_set_thanks_close_about_seventy_percent_of_the_calls(calls: list[Row]) -> None:
    ritual = re.compile("ありがとう|お礼を言われ|お礼を述べ|助かりました、どうも|お手数かけました")
    share = sum(bool(ritual.search(r["申出内容"] + r["対応内容"])) for r in calls) / len(calls)
    assert 0.65 <= share <= 0.75


def test_calls_come_in_opening_hours(calls: list[Row]) -> None:
    moments = [datetime.strptime(r["受付日時"], "%Y/%m/%d %H:%M") for r in calls]
    assert all(9 <= m.hour < 18 for m in moments)
    assert not [m for m in moments if m.weekday() == 6 or m.date() in HOLIDAYS]
    assert (min(moments), max(moments)) == (
        datetime(2026, 9, 7, 9, 3),
        datetime(2026, 11, 14, 17, 48),
    )


def test_weekdays_of_the_calls_in_scope(calls: list[Row], truth: list[Row]) -> None:
    wanted = {r["contact_id"] for r in in_scope(truth)}
    days = Counter(
        datetime.strptime(r["受付日時"][:10], "%Y/%m/%d").weekday()
        for r in calls
        if r["受付番号"] in wanted
    )
    assert [days[day] for day in range(6)] == [140, 106, 112, 135, 136, 153]


def moments_of_chats() -> dict[str, str]:
    moments: dict[str, str] = {}
    for row in read("chat_log.csv"):
        moments.setdefault(row["会話ID"], row["日時"])
    return moments


def test_outage_of_november_fifth(calls: list[Row], truth: list[Row]) -> None:
    failures = {r["contact_id"]: r for r in truth if r["theme"] == "T08" and r["week"] == "9"}
    times = sorted(r["受付日時"] for r in calls if r["受付番号"] in failures)
    times = [t for t in times if t.startswith("2026/11/05")]
    assert (len(times), times[0]) == (10, "2026/11/05 10:07")
    assert all("10:07" <= t[11:] < "15:00" for t in times)
    chats = [t for key, t in moments_of_chats().items() if key in failures]
    assert chats
    assert all(t[11:16] > "10:07" for t in chats if t.startswith("2026-11-05"))
    assert sum("1105" in key for key in failures) == 22


def test_chat_is_missing_on_two_days() -> None:
    days = {moment[:10] for moment in moments_of_chats().values()}
    assert not days & {"2026-11-09", "2026-11-10"}
    assert {"2026-11-08", "2026-11-11"} <= days
    assert len(moments_of_chats()) == 362


def test_one_company_makes_the_billing_theme(truth: list[Row]) -> None:
    billing = [r for r in truth if r["theme"] == "T03"]
    accounts = Counter(r["account"] for r in billing)
    assert accounts["コワークあけぼの"] == 39
    assert (len(billing), len(accounts)) == (54, 3)
    assert len({r["customer"] for r in billing}) == 9
    assert len({r["customer"] for r in billing if r["account"] == "コワークあけぼの"}) == 3


def test_heat_reports_share_one_lot_and_no_words(calls: list[Row], truth: list[Row]) -> None:
    heat = {r["contact_id"]: r for r in truth if r["theme"] == "T10"}
    lots = {r["会員番号"]: (r["商品"], r["ロット"]) for r in read("extra/customers.csv", "cp932")}
    assert {lots[r["customer"]] for r in heat.values()} == {("卓上型S1", "S1-26B")}
    found = [r for r in calls if r["受付番号"] in heat]
    assert {r["備考2"] for r in found} == {"ロット S1-26B"}
    texts = [r["申出内容"].split("⇒")[0] for r in found]
    texts += [r["本文"] for r in read("chat_log.csv") if "ビニールが溶けた" in r["本文"]]
    words = ("焦げ", "煙", "変色", "やけど", "溶けた")
    assert [sum(word in text for text in texts) for word in words] == [1, 1, 1, 1, 1]


def test_customers_behind_the_calls(truth: list[Row]) -> None:
    calls = [r for r in truth if r["channel"] == "phone" and r["kind"] == "complaint"]
    people = {t: len({r["customer"] for r in calls if r["theme"] == t}) for t in ALL_CHANNELS}
    assert [people[t] for t in ("T01", "T02", "T04", "T05", "T06")] == [49, 52, 38, 51, 43]
    repeats = Counter(r["theme"] for r in calls if r["repeat"] == "1")
    assert [repeats[t] for t in ("T01", "T02", "T04", "T05", "T06")] == [17, 12, 6, 8, 9]


def test_seven_customers_over_three_desks(truth: list[Row]) -> None:
    trips: dict[str, set[str]] = {}
    for row in truth:
        if "10" in row["story"].split():
            trips.setdefault(row["customer"], set()).add(row["channel"])
    assert len(trips) == 7
    three = [channels for channels in trips.values() if channels == {"phone", "chat", "mail"}]
    assert len(three) == 6  # the seventh, C-3MXD, was sent to the delivery company as well


def test_cancellation_fees_hit_customers_of_agencies(calls: list[Row], truth: list[Row]) -> None:
    theme = {r["contact_id"]: r["theme"] for r in in_scope(truth) if r["channel"] == "phone"}
    shares = {}
    for agency in (True, False):
        group = [r for r in calls if r["受付番号"] in theme and bool(r["代理店"]) == agency]
        shares[agency] = sum(theme[r["受付番号"]] == "T04" for r in group) / len(group)
    assert 2.4 < shares[True] / shares[False] < 3.6


def test_survey_scores() -> None:
    rows = read("survey.csv")
    assert len(rows) == 286
    october = [
        int(r["推奨度"].split()[0])
        for r in rows
        if r["推奨度"] and r["回答日時"] < "2026/11" and r["回答日時"] > "2026/10"
    ]
    groups = (
        sum(s >= 9 for s in october),
        sum(7 <= s <= 8 for s in october),
        sum(s <= 6 for s in october),
    )
    assert groups == (25, 53, 40)
    late = [int(r["満足度"][0]) for r in rows if r["満足度"] and r["回答日時"] >= "2026/10/19"]
    assert (len(late), round(sum(late) / len(late), 2)) == (58, 3.41)
    effort = [int(r["努力度"][0]) for r in rows if r["努力度"] and r["回答日時"] >= "2026/10/19"]
    assert (len(effort), round(sum(effort) / len(effort), 2)) == (47, 2.68)
    assert {"5 とても満足", "1 とても不満"} <= {r["満足度"] for r in rows}


def test_the_customer_who_wants_to_leave_gave_the_lowest_mark(truth: list[Row]) -> None:
    leaver = next(r for r in truth if "C-91TB" in r["story"].split())
    marks = {r["受付番号"]: r["満足度"] for r in read("survey.csv")}
    assert marks[leaver["contact_id"]] == "1 とても不満"
    assert (leaver["theme"], leaver["churn"], leaver["week"]) == ("T04", "1", "10")


def test_the_crosswalk_knows_part_of_the_customers(truth: list[Row]) -> None:
    people = {r["会員番号"]: r for r in read("extra/identity.csv")}
    for channel, column, share in (("chat", "メールアドレス", 0.64), ("line", "LINE表示名", 0.38)):
        found = [r["customer"] for r in truth if r["channel"] == channel]
        linked = sum(number in people and people[number][column] != "" for number in found)
        assert abs(linked / len(found) - share) < 0.02


def test_visiting_service_for_and_against(truth: list[Row]) -> None:
    kinds = Counter(r["kind"] for r in truth if "9" in r["story"].split())
    assert kinds == {"visit_for": 18, "thanks": 13, "visit_against": 12, "visit_question": 9}


def test_four_promised_calls_were_never_made(truth: list[Row], calls: list[Row]) -> None:
    broken = {r["contact_id"] for r in truth if "broken" in r["story"].split()}
    promised = [r for r in calls if r["折り返し予定"]]
    late = [r for r in promised if r["受付日時"] >= "2026/10/19"]
    assert (len(broken), len(promised), len(late)) == (4, 62, 31)
    outbound = {r["会員番号"] for r in calls if r["受発信区分"] == "発信"}
    assert not [r for r in calls if r["受付番号"] in broken and r["会員番号"] in outbound - {""}]


def test_four_survey_answers_name_no_contact(truth: list[Row]) -> None:
    known = {r["contact_id"] for r in truth}
    assert sum(r["受付番号"] not in known for r in read("survey.csv")) == 4


def test_traffic_of_the_last_weeks() -> None:
    weeks: dict[int, list[int]] = {}
    for row in read("extra/acd.csv", "cp932"):
        week = (datetime.strptime(row["日付"], "%Y/%m/%d").date() - date(2026, 9, 7)).days // 7 + 1
        sums = weeks.setdefault(week, [0, 0, 0])
        for place, name in enumerate(("着信", "応答", "放棄")):
            sums[place] += int(row[name])
    assert [weeks[w][:2] for w in range(6, 11)] == [
        [82, 78],
        [87, 83],
        [86, 82],
        [131, 90],
        [98, 89],
    ]
    assert all(sums[0] == sums[1] + sums[2] for sums in weeks.values())


def test_line_export_has_its_three_lines_before_the_header() -> None:
    lines = (DATA / "line.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert [line.split(",")[0] for line in lines[:4]] == [
        "アカウント名",
        "タイムゾーン",
        "ダウンロード日時",
        "送信者タイプ",
    ]


def test_truth_lines_point_at_the_first_row_of_a_contact(truth: list[Row]) -> None:
    calls = re.split("\r\n|\n", (DATA / "calls.csv").read_bytes().decode("cp932"))
    chat = (DATA / "chat_log.csv").read_bytes().decode("utf-8").split("\r\n")
    mail = re.split("\r\n|\n", (DATA / "mail_form.csv").read_bytes().decode("utf-8-sig"))
    sources = {"phone": calls, "chat": chat, "mail": mail}
    for row in truth:
        if row["channel"] in sources:
            line = sources[row["channel"]][int(row["line"]) - 1]
            assert line.startswith(row["contact_id"] + ",")


def is_excel_kept(path: Path) -> bool:
    return path.name == "calls.csv" or (path.parent.name == "extra" and path.name != "identity.csv")


def test_personal_data_comes_from_reserved_ranges() -> None:
    for path in DATA.rglob("*.csv"):
        raw = path.read_bytes()
        text = raw.decode("cp932" if is_excel_kept(path) else "utf-8")
        assert set(re.findall(r"0[789]0-(\d{4})-\d{4}", text)) <= {"0000"}
        assert set(re.findall(r"@([a-z-]+\.[a-z]+)", text)) <= {"example.jp", "example.com"}


def test_the_folder_stays_small() -> None:
    assert sum(p.stat().st_size for p in DATA.rglob("*") if p.is_file()) < 1_700_000
