"""Promises to call back, the outbound calls that keep them, and the four that nobody kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from sample_story import tables
from sample_story.contact import Contact, is_phone
from sample_story.dice import Dice

PROMISES = (31, 31)  # weeks 1 to 6, weeks 7 to 10
MATTERS = {
    "T01": "配達の遅れ",
    "T02": "ログインできない件",
    "T03": "請求書の宛名",
    "T04": "解約金のご質問",
    "T05": "お電話がつながりにくかった件",
    "T06": "交換ランプ",
    "T07": "水漏れの点検日",
    "T08": "決済エラー",
    "T09": "ご案内の食い違い",
    "T10": "本体の発熱",
    "未分類": "ご意見",
}
OTHER_MATTERS = (
    "配達日の変更",
    "訪問日の調整",
    "契約内容の確認",
    "ボトル追加のご注文",
    "フィルターのご注文",
)
LAST_DAY = datetime(2026, 11, 14, 17, 30)


def plan_callbacks(contacts: list[Contact]) -> list[Contact]:
    """The 58 outbound calls; promises are written onto the contacts that got them."""
    dice = Dice("callbacks")
    calls = sorted((c for c in contacts if is_phone(c)), key=lambda c: (c.at, c.contact_id))
    promised = []
    for first, last, wanted in ((1, 6, PROMISES[0]), (7, 10, PROMISES[1])):
        span = [c for c in calls if first <= c.week <= last]
        fixed = [c for c in span if c.kind == "callback" or _named(c)]
        pool = [c for c in span if c.kind == "complaint" and not _named(c) and c.at < _late(c)]
        promised += fixed + dice.sample(pool, wanted - len(fixed))
    for contact in promised:
        contact.callback_due = _due(contact)
    broken = [c for c in promised if _named(c)]
    broken += dice.sample(
        [c for c in promised if c.week == 8 and c.theme == "T01"] or _spare(promised), 1
    )
    broken += dice.sample([c for c in promised if c.week == 9 and c.kind == "callback"], 1)
    for contact in broken:
        contact.story.add("broken")
    return [_outbound(dice, c) for c in promised if "broken" not in c.story]


def _spare(promised: list[Contact]) -> list[Contact]:
    return [c for c in promised if c.week in (7, 8) and not _named(c)]


def _late(contact: Contact) -> datetime:
    return LAST_DAY - timedelta(days=1) if contact.week == 10 else datetime.max


def _named(contact: Contact) -> bool:
    if "C-7KQ2" in contact.story:
        return True
    return "C-3MXD" in contact.story and contact.at.hour == 11


def _due(contact: Contact) -> datetime:
    if "C-3MXD" in contact.story:
        return datetime(2026, 11, 5, 17, 0)
    day = contact.at.date() + timedelta(days=1)
    while not tables.phone_open(day):
        day += timedelta(days=1)
    if contact.at.date() == LAST_DAY.date():
        return LAST_DAY
    return datetime(day.year, day.month, day.day, 12 if contact.at.hour < 13 else 17)


def _outbound(dice: Dice, origin: Contact) -> Contact:
    due = origin.callback_due or LAST_DAY
    at = due - timedelta(minutes=dice.between(5, 150))
    at = max(at, origin.at + timedelta(minutes=25))
    if at.hour >= 18:
        at = at.replace(hour=17, minute=dice.between(46, 59))
    call = Contact("phone", tables.week_of(at.date()), "outbound", direction="outbound")
    call.at = at
    call.day = at.date()
    call.person = origin.person
    call.anonymous = origin.anonymous
    call.words = MATTERS.get(origin.theme) or dice.pick(OTHER_MATTERS)
    call.site, call.agent = origin.site, origin.agent
    origin.called_back = True
    return call
