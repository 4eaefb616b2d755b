"""Files beside the contacts: traffic, customers, crosswalk, requests, FAQ, calendar, synonyms."""

from __future__ import annotations

from datetime import date, timedelta

from sample_story import tables
from sample_story.contact import Contact, is_phone
from sample_story.dice import Dice, words
from sample_story.people import Person

Rows = list[list[str]]
LINKED_SHARE = {"chat": 0.64, "line": 0.38}
OUTAGE_OFFERED, OUTAGE_ANSWERED = 61, 24


def traffic_rows(contacts: list[Contact]) -> Rows:
    """acd.csv: calls offered, answered and abandoned per open day and hour."""
    dice = Dice("traffic")
    rows = [["日付", "時間帯", "着信", "応答", "放棄"]]
    for week in range(1, tables.WEEKS + 1):
        days = [day for day in tables.week_days(week) if tables.phone_open(day)]
        answered = _spread(
            dice, contacts, days, tables.ANSWERED[week - 1], {tables.OUTAGE: OUTAGE_ANSWERED}
        )
        lost = _lost(dice, days, answered, week)
        for day in days:
            for hour in range(9, 18):
                taken, gone = answered[day, hour], lost[day, hour]
                rows.append(
                    [
                        f"{day:%Y/%m/%d}",
                        f"{hour}:00-{hour + 1}:00",
                        str(taken + gone),
                        str(taken),
                        str(gone),
                    ]
                )
    return rows


def _spread(
    dice: Dice, contacts: list[Contact], days: list[date], total: int, fixed: dict[date, int]
) -> dict[tuple[date, int], int]:
    counts = {(day, hour): 0 for day in days for hour in range(9, 18)}
    for contact in contacts:
        if (is_phone(contact) or contact.out_of_scope) and contact.at.date() in days:
            counts[contact.at.date(), contact.at.hour] += 1
    for day, wanted in fixed.items():
        if day in days:
            for _ in range(wanted - sum(counts[day, hour] for hour in range(9, 18))):
                counts[day, dice.between(10, 14)] += 1
    while sum(counts.values()) < total:
        day = dice.pick([d for d in days if d not in fixed])
        counts[day, dice.pick((9, 10, 10, 11, 13, 14, 15))] += 1
    if sum(counts.values()) != total:
        raise ValueError(f"more calls recorded than answered in the week of {days[0]}")
    return counts


def _lost(
    dice: Dice, days: list[date], answered: dict[tuple[date, int], int], week: int
) -> dict[tuple[date, int], int]:
    lost = dict.fromkeys(answered, 0)
    left = tables.OFFERED[week - 1] - tables.ANSWERED[week - 1]
    if tables.OUTAGE in days:
        for _ in range(OUTAGE_OFFERED - OUTAGE_ANSWERED):
            lost[tables.OUTAGE, dice.pick((10, 10, 11, 11, 12, 13, 13, 14))] += 1
            left -= 1
    for _ in range(left):
        day = dice.pick([d for d in days if d != tables.OUTAGE])
        lost[day, dice.pick((9, 10, 10, 10, 11, 11, 12, 14))] += 1
    return lost


def customer_rows(people: list[Person], contacts: list[Contact]) -> Rows:
    """customers.csv: contract, plan, product and sales channel of every member."""
    dice = Dice("customers")
    talked = {c.person.number for c in contacts if c.person and not c.anonymous}
    leaving = {c.who.number: c.at.date() for c in contacts if c.kind == "leaving"}
    rows = [
        ["会員番号", "契約日", "解約日", "プラン", "商品", "ロット", "代理店", "取引先", "連絡不可"]
    ]
    for person in people:
        asked = leaving.get(person.number)
        left = asked + timedelta(days=dice.between(20, 50)) if asked and dice.chance(0.7) else None
        if person.number not in talked and dice.chance(0.012):
            left = tables.MONDAYS[0] + timedelta(days=dice.between(-60, 69))
        rows.append(
            [
                person.number,
                f"{person.since.year}/{person.since.month}/{person.since.day}",
                f"{left.year}/{left.month}/{left.day}" if left else "",
                person.plan,
                person.product,
                person.lot,
                person.agency,
                person.account,
                "1" if person.opted_out else "",
            ]
        )
    return rows


def identity_rows(people: list[Person], contacts: list[Contact]) -> Rows:
    """identity.csv: which member number, telephone, mail address and LINE name are one customer."""
    dice = Dice("identity")
    known: dict[str, set[str]] = {}
    for channel, share in LINKED_SHARE.items():
        _know(dice, known, [c for c in contacts if c.channel == channel], channel, share)
    wrote = {c.who.number for c in contacts if c.channel != "phone"}
    rows = [["会員番号", "電話番号", "メールアドレス", "LINE表示名"]]
    for person in people:
        fields = known.get(person.number, set())
        if not fields and (person.number in wrote or not dice.chance(0.12)):
            continue
        rows.append(
            [
                person.number,
                person.phone,
                person.email if "chat" in fields or not fields else "",
                person.line_name if "line" in fields else "",
            ]
        )
    return rows


def _know(
    dice: Dice, known: dict[str, set[str]], found: list[Contact], channel: str, share: float
) -> None:
    def must(contact: Contact) -> bool:
        return bool(contact.story & {"10", "C-3MXD"}) or contact.linked

    wanted = round(len(found) * share)
    linked = [c for c in found if must(c)]
    rest = dice.shuffled([c for c in found if not must(c)])
    for contact in linked + rest[: max(0, wanted - len(linked))]:
        known.setdefault(contact.who.number, set()).add(channel)


def request_rows() -> Rows:
    """requests.csv: the improvement requests, as people keep them in Excel."""
    head = words(
        "番号 テーマID 件名 宛先部署 起票日 回答希望日 状態 回答 実施日 目的 お客様への報告"
    )
    return [
        head,
        ["VOC-2026-009", "T04", "解約金を契約前に説明する", "営業", "2026/9/28", "2026/10/26", "実施予定", "申込画面と店頭の説明書を11/16に改訂する", "2026/11/16", "減らす", "要"],
        ["VOC-2026-011", "T02", "アプリのログイン不具合", "開発", "2026/10/5", "2026/10/16", "効果確認済み", "4.0.2で会員番号の照合を直した", "2026/10/19", "減らす", "要"],
        ["VOC-2026-012", "T06", "FAQ「交換ランプ」の公開", "サポート", "2026/10/12", "2026/10/23", "実施済み", "写真つきの手順を載せた", "2026/10/26", "減らす", "不要"],
        ["VOC-2026-013", "T05", "電話の席を2つ増やす", "サポート", "2026/10/19", "2026/11/6", "実施済み", "仙台と那覇に1席ずつ", "2026/11/9", "減らす", "不要"],
        ["VOC-2026-014", "T01", "配送業者の変更後、届く日の変更がお客様に伝わっていない", "物流", "2026/10/26", "2026/11/9", "回答待ち", "", "", "減らす", "要"],
        ["VOC-2026-015", "T10", "卓上型S1の発熱を調べる", "品質保証", "2026/11/14", "2026/11/18", "下書き", "", "", "減らす", "要"],
        ["VOC-2026-010", "P03", "一周年カードを続ける", "マーケティング", "2026/9/14", "2026/9/25", "実施済み", "10/1から送る", "2026/10/1", "増やす", "不要"],
    ]  # fmt: skip


def faq_rows() -> Rows:
    """faq.csv: the questions the site answers."""
    return [
        ["番号", "公開日", "質問", "回答"],
        ["F-01", "2025/4/1", "次の配達日を知りたい", "会員ページの「お届け予定」でご覧いただけます。"],
        ["F-02", "2025/4/1", "配達日を変更したい", "お届け予定日の7日前まで、会員ページで変更できます。"],
        ["F-03", "2025/4/1", "住所を変更したい", "会員ページの「登録内容」から変更できます。"],
        ["F-04", "2025/6/2", "アプリにログインできない", "パスワードの再設定をお試しください。会員番号は先頭の0も入れてください。"],
        ["F-05", "2025/6/2", "解約の手続きを知りたい", "お電話で承ります。ご利用期間が2年に満たない場合は解約金がかかります。"],
        ["F-06", "2025/9/1", "水の成分を知りたい", "硬度は30mg/Lの軟水です。"],
        ["F-07", "2025/9/1", "ボトルの捨て方を知りたい", "つぶしてプラスチックのごみに出してください。地域の決まりに従ってください。"],
        ["F-08", "2026/10/26", "交換ランプが消えない", "リセットのボタンを5秒以上押してください。消えないときはフィルターを奥まで差し直してください。"],
        ["F-09", "2026/1/15", "休止はいつまでできるか", "2か月まで休止できます。"],
    ]  # fmt: skip


def calendar_rows() -> Rows:
    """calendar.csv: the telephone desk's days of the ten weeks."""
    rows = [["日付", "区分", "備考"]]
    notes = {
        date(2026, 9, 14): "秋のキャンペーン開始",
        date(2026, 10, 1): "アプリ4.0、一周年カード開始",
        date(2026, 10, 15): "配送業者の変更",
        date(2026, 10, 19): "アプリ4.0.2",
        date(2026, 10, 26): "FAQ公開",
        date(2026, 10, 31): "秋のキャンペーン終了",
        date(2026, 11, 5): "決済障害 10時から15時",
        date(2026, 11, 9): "電話2席増員",
    }
    for week in range(1, tables.WEEKS + 1):
        for day in tables.week_days(week):
            note = tables.HOLIDAYS.get(day) or notes.get(day, "")
            rows.append(
                [
                    f"{day.year}/{day.month}/{day.day}",
                    "営業" if tables.phone_open(day) else "休業",
                    note,
                ]
            )
    return rows


def synonym_rows() -> Rows:
    """同義語.csv: the desk's words, the preferred one first."""
    return [
        ["代表語", "別の書き方1", "別の書き方2", "別の書き方3"],
        ["フィルター", "カートリッジ", "浄水フィルター", "フィルタ"],
        ["解約金", "違約金", "解約料", "解約近々"],
        ["会員番号", "お客様番号", "会員ナンバー", ""],
        ["卓上型S1", "S1", "卓上", "卓上のやつ"],
        ["床置きL2", "L2", "床置き", "大きいほう"],
        ["オフィスO5", "O5", "会社用", ""],
        ["折り返し", "折TEL", "折電", "折返し"],
        ["しずくアプリ", "アプリ", "会員アプリ", ""],
        ["定期便", "定期", "定期購入", ""],
    ]  # fmt: skip
