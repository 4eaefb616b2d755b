"""calls.csv: the call log as the desk's system exports it."""

from __future__ import annotations

from datetime import datetime

from sample_story.contact import Contact
from sample_story.dice import Dice, words
from sample_story.notes import NoteWriter

HEADER = words(
    "受付番号 受付日時 受発信区分 チャネル 会員番号 申出者区分 取引先 代理店 商品 プラン 大分類 区分 申出内容 対応内容 "
    "対応結果 折り返し予定 転送回数 拠点 担当者 通話時間(秒) 保留時間 後処理時間 登録者IP 備考2"
)
CODES = {
    "T01": "配送", "T02": "アプリ", "T03": "請求", "T04": "解約", "T05": "その他", "T06": "商品",
    "T07": "商品", "T08": "請求", "T09": "その他", "T10": "商品", "未分類": "その他",
}  # fmt: skip
KIND_CODES = {
    "question": "問い合わせ", "errand": "手続き", "leaving": "解約", "request": "その他",
    "visit_for": "訪問", "visit_against": "訪問", "visit_question": "訪問", "callback": "その他",
    "outbound": "その他", "out_of_scope": "その他", "thanks": "その他",
}  # fmt: skip
OTHER_SHARE = 0.3
BROKEN_ID = "1.2E+11"
BROKEN_LINE = 313
FIRST_ROW = 5


def call_rows(contacts: list[Contact]) -> list[list[str]]:
    """The file's rows: three lines of preamble, header, calls with two duplicates, total line."""
    dice = Dice("calls")
    calls = sorted((c for c in contacts if c.channel == "phone"), key=lambda c: c.contact_id)
    calls.sort(key=lambda c: c.at)
    writer = NoteWriter(calls)
    rows = [_row(dice, writer, call) for call in calls]
    _plant_typo(calls, rows)
    _plant_broken_id(calls, rows)
    lines = _with_duplicates(calls, rows)
    width = len(HEADER)
    title = ["応対履歴一覧"] + [""] * (width - 1)
    printed = ["出力日時：2026/11/16 05:41"] + [""] * (width - 1)
    scope = ["対象期間：2026/09/07～2026/11/15　拠点：すべて"] + [""] * (width - 1)
    total = ["合計", f"{len(lines)}件"] + [""] * (width - 2)
    return [title, printed, scope, HEADER, *lines, total]


def _row(dice: Dice, writer: NoteWriter, call: Contact) -> list[str]:
    note = writer.write(call)
    person = call.who
    anonymous = call.anonymous
    return [
        call.contact_id,
        f"{call.at:%Y/%m/%d %H:%M}",
        "発信" if call.direction == "outbound" else "受信",
        "電話",
        "" if anonymous else person.number,
        _inquirer(dice, call),
        "" if anonymous else person.account,
        "" if anonymous else person.agency,
        "" if call.out_of_scope else person.product,
        "" if anonymous else person.plan,
        _category(call),
        _code(dice, call),
        note.told,
        note.done,
        _outcome(dice, call),
        f"{call.callback_due:%Y/%m/%d %H:%M}" if call.callback_due else "",
        str(_transfers(dice, call)),
        call.site,
        call.agent,
        str(call.talk),
        str(call.hold),
        str(call.wrap),
        f"192.0.2.{(hash_of(call.agent) % 200) + 10}",
        _remark(dice, call),
    ]


def hash_of(word: str) -> int:
    """A small number from a word, the same everywhere."""
    return sum(ord(letter) * (place + 1) for place, letter in enumerate(word))


def _inquirer(dice: Dice, call: Contact) -> str:
    if call.out_of_scope or call.direction == "outbound":
        return ""
    if not call.anonymous and call.who.account:
        return "法人担当者"
    return dice.weighted((("ご本人", 0.74), ("ご家族", 0.18), ("代理店", 0.03), ("その他", 0.05)))


def _category(call: Contact) -> str:
    if call.out_of_scope:
        return "対象外"
    groups = {
        "complaint": "ご意見・お申し出",
        "request": "ご意見・お申し出",
        "thanks": "ご意見・お申し出",
    }
    if call.kind in ("errand", "leaving"):
        return "手続き"
    return groups.get(call.kind, "お問い合わせ")


def _code(dice: Dice, call: Contact) -> str:
    if call.kind in ("errand", "question") and dice.chance(0.2):
        return dice.pick(("配送", "商品", "請求"))
    code = CODES[call.theme] if call.kind == "complaint" else KIND_CODES[call.kind]
    if call.kind == "out_of_scope":
        return {"silent": "無言", "wrong_number": "間違い", "sales": "営業電話"}[call.out_of_scope]
    return "その他" if dice.chance(OTHER_SHARE) else code


def _outcome(dice: Dice, call: Contact) -> str:
    if call.out_of_scope:
        return ""
    if call.callback_due:
        return "折り返し"
    if call.kind != "complaint":
        return dice.weighted((("完結", 0.93), ("転送", 0.04), ("保留", 0.03)))
    if call.theme == "T10" or call.escalation:
        return "二次対応"
    return dice.weighted((("完結", 0.68), ("二次対応", 0.18), ("転送", 0.08), ("保留", 0.06)))


def _transfers(dice: Dice, call: Contact) -> int:
    if call.runaround:
        return 2
    if call.kind == "complaint":
        return dice.weighted(((0, 0.8), (1, 0.17), (2, 0.03)))
    return 1 if dice.chance(0.06) else 0


def _remark(dice: Dice, call: Contact) -> str:
    if call.theme == "T10" or (call.theme in ("T06", "T07") and dice.chance(0.5)):
        return f"ロット {call.who.lot}"
    if not call.anonymous and call.who.opted_out and call.kind != "outbound":
        return "ご案内不可"
    return dice.weighted((("", 0.9), ("要連絡", 0.04), ("控えあり", 0.03), ("済", 0.03)))


def _plant_typo(calls: list[Contact], rows: list[list[str]]) -> None:
    """One code 配送 is written 配走."""
    column = HEADER.index("区分")
    index = next(
        i
        for i, (call, row) in enumerate(zip(calls, rows, strict=True))
        if row[column] == "配送" and call.week == 9
    )
    rows[index][column] = "配走"


def _plant_broken_id(calls: list[Contact], rows: list[list[str]]) -> None:
    index = BROKEN_LINE - FIRST_ROW
    rows[index][0] = calls[index].contact_id = BROKEN_ID


def _with_duplicates(calls: list[Contact], rows: list[list[str]]) -> list[list[str]]:
    """Two rows of the last weeks come twice, as after a repeated export of one page."""
    lines: list[list[str]] = []
    line = FIRST_ROW
    copied = 0
    for call, row in zip(calls, rows, strict=True):
        call.place = f"calls.csv:{line}"
        lines.append(row)
        line += 1 + sum(cell.count("\n") for cell in row)
        if copied < 2 and call.kind == "errand" and call.at > datetime(2026, 10, 20 + copied * 9):
            lines.append(list(row))
            line += 1
            copied += 1
    return lines
