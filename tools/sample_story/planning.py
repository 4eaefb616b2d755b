"""How many contacts of which kind fall into which week and channel."""

from __future__ import annotations

from datetime import date, datetime

from sample_story import tables
from sample_story.contact import Contact
from sample_story.dice import Dice

CHANNEL_WEIGHTS: dict[str, tuple[tuple[str, float], ...]] = {
    "T01": (("chat", 0.55), ("mail", 0.25), ("line", 0.2)),
    "T02": (("chat", 0.65), ("mail", 0.15), ("line", 0.2)),
    "T03": (("mail", 0.8), ("chat", 0.2)),
    "T04": (("mail", 0.5), ("chat", 0.4), ("line", 0.1)),
    "T05": (("chat", 0.5), ("mail", 0.3), ("line", 0.2)),
    "T06": (("chat", 0.65), ("mail", 0.15), ("line", 0.2)),
    "T07": (("chat", 0.5), ("mail", 0.3), ("line", 0.2)),
    "T08": (("chat", 0.75), ("mail", 0.1), ("line", 0.15)),
    "T09": (("chat", 0.6), ("mail", 0.4)),
    "T10": (("chat", 1.0),),
    "未分類": (("chat", 0.4), ("mail", 0.35), ("line", 0.25)),
    "P01": (("chat", 0.3), ("mail", 0.4), ("line", 0.3)),
    "P02": (("mail", 0.6), ("chat", 0.4)),
    "P03": (("line", 0.6), ("mail", 0.25), ("chat", 0.15)),
    "P04": (("line", 0.5), ("chat", 0.3), ("mail", 0.2)),
    "P05": (("chat", 0.6), ("mail", 0.4)),
}
# Stances on the visiting service, on top of thanks that name it: phone, chat, mail, LINE.
STANCES: dict[str, dict[str, int]] = {
    "visit_for": {"phone": 9, "chat": 5, "mail": 2, "line": 2},
    "visit_against": {"phone": 5, "chat": 4, "mail": 2, "line": 1},
    "visit_question": {"phone": 5, "chat": 3, "mail": 0, "line": 1},
}
VISIT_WISHES = 13  # calls with thanks for a visit that also ask for the service to go on
LEAVING: dict[str, tuple[int, ...]] = {
    "phone": (3, 3, 1, 3, 3, 2, 3, 2, 3, 3),
    "mail": (0, 1, 0, 1, 1, 0, 1, 1, 1, 1),
    "chat": (1, 0, 1, 1, 0, 1, 0, 1, 1, 0),
    "line": (0,) * 10,
}
FILL_WEIGHTS: dict[str, tuple[tuple[str, float], ...]] = {
    "phone": (("errand", 0.47), ("question", 0.43), ("request", 0.1)),
    "chat": (("question", 0.5), ("errand", 0.38), ("request", 0.12)),
    "mail": (("errand", 0.45), ("question", 0.37), ("request", 0.18)),
    "line": (("question", 0.5), ("errand", 0.35), ("request", 0.15)),
}
T04_THREATS = (2, 2, 1, 3, 3, 3, 4, 4, 3, 4)
T01_THREATS = (0, 0, 0, 0, 0, 1, 2, 1, 1, 1)
OTHER_T04_THREATS = (0, 0, 0, 1, 1, 1, 1, 1, 2, 2)


def plan_contacts() -> list[Contact]:
    """Every contact but the outbound calls, with its kind, week, channel and fixed moments."""
    dice = Dice("planning")
    contacts = [*_phone(dice), *_written(dice), *_out_of_scope(dice)]
    _mark_threats(dice, contacts)
    _pin_moments(dice, contacts)
    _deal_others(dice, contacts)
    _mark_stories(dice, contacts)
    return contacts


def _mark_stories(dice: Dice, contacts: list[Contact]) -> None:
    """Write the number of the planted story on contacts that a whole theme or kind belongs to."""
    by_theme = {"T01": "1", "T02": "2", "T04": "7", "T06": "12", "T09": "11"}
    for contact in contacts:
        if contact.theme in by_theme:
            contact.story.add(by_theme[contact.theme])
        if contact.plus == "P03":
            contact.story.add("8")
        if contact.kind.startswith("visit_"):
            contact.story.add("9")
        if contact.kind == "callback":
            contact.story.add("13")
    praise = [c for c in contacts if c.plus == "P01" and c.channel == "phone" and not c.delight]
    for contact in dice.sample(praise, VISIT_WISHES):
        contact.story.add("9")


def _deal_others(dice: Dice, contacts: list[Contact]) -> None:
    """Each complaint outside the themes has its own sentence; four are about the birthday card."""
    for channels, sentences, cards in (
        (("phone",), 21, {11: 10, 17: 6}),
        (("chat", "line"), 10, {3: 8}),
        (("mail",), 8, {0: 9}),
    ):
        pool = [c for c in contacts if c.theme == "未分類" and c.channel in channels]
        for phrase, week in cards.items():
            free = [c for c in pool if c.phrase < 0 and c.week >= 4]
            contact = min(free, key=lambda c: abs(c.week - week))
            contact.phrase = phrase
            contact.story.add("8")
        left = dice.shuffled([number for number in range(sentences) if number not in cards])
        for contact in pool:
            if contact.phrase < 0:
                contact.phrase = left.pop()


def _phone(dice: Dice) -> list[Contact]:
    contacts = []
    stances = _spread_stances(dice, "phone")
    for week in range(1, tables.WEEKS + 1):
        found = _themed(week, "phone")
        found += [Contact("phone", week, "callback") for _ in range(tables.CALLBACK_ONLY[week - 1])]
        contacts += _filled(dice, week, "phone", found, stances)
    return contacts


def _themed(week: int, channel: str) -> list[Contact]:
    found = []
    for theme, counts in tables.PHONE_COMPLAINTS.items():
        found += [Contact(channel, week, "complaint", theme) for _ in range(counts[week - 1])]
    for plus, counts in tables.PHONE_PRAISE.items():
        moved = tables.PHONE_DELIGHT[plus][week - 1]
        for number in range(counts[week - 1]):
            found.append(Contact(channel, week, "thanks", plus=plus, delight=number < moved))
    return found


def _written(dice: Dice) -> list[Contact]:
    contacts = []
    stances = {channel: _spread_stances(dice, channel) for channel in ("chat", "mail", "line")}
    for week in range(1, tables.WEEKS + 1):
        room = {
            "chat": tables.CHAT[week - 1],
            "mail": tables.MAIL[week - 1],
            "line": tables.LINE[week - 1],
        }
        by_channel: dict[str, list[Contact]] = {channel: [] for channel in room}
        for contact in _unplaced(week):
            key = contact.theme if contact.kind == "complaint" else contact.plus
            open_weights = [
                (channel, weight)
                for channel, weight in CHANNEL_WEIGHTS[key]
                if len(by_channel[channel]) < room[channel] - 2
            ]
            placed = sum(c.theme == "T01" for found in by_channel.values() for c in found)
            fixed = ("chat", "mail")[placed] if contact.theme == "T01" and placed < 2 else ""
            contact.channel = fixed or dice.weighted(open_weights or [("chat", 1.0)])
            by_channel[contact.channel].append(contact)
        for channel, found in by_channel.items():
            contacts += _filled(dice, week, channel, found, stances[channel])
    return contacts


def _unplaced(week: int) -> list[Contact]:
    found = []
    for theme, counts in tables.COMPLAINTS.items():
        rest = counts[week - 1] - tables.PHONE_COMPLAINTS[theme][week - 1]
        found += [Contact("", week, "complaint", theme) for _ in range(rest)]
    for plus, counts in tables.PRAISE.items():
        rest = counts[week - 1] - tables.PHONE_PRAISE[plus][week - 1]
        moved = tables.DELIGHT[plus][week - 1] - tables.PHONE_DELIGHT[plus][week - 1]
        for number in range(rest):
            found.append(Contact("", week, "thanks", plus=plus, delight=number < moved))
    return found


def _spread_stances(dice: Dice, channel: str) -> dict[int, list[str]]:
    weeks: dict[int, list[str]] = {week: [] for week in range(1, tables.WEEKS + 1)}
    for kind, counts in STANCES.items():
        for _ in range(counts[channel]):
            weeks[min(weeks, key=lambda w: (len(weeks[w]), dice.between(0, 99)))].append(kind)
    return weeks


def _filled(
    dice: Dice, week: int, channel: str, found: list[Contact], stances: dict[int, list[str]]
) -> list[Contact]:
    size = getattr(tables, channel.upper())[week - 1]
    kinds = stances[week] + ["leaving"] * LEAVING[channel][week - 1]
    for kind in kinds:
        found.append(Contact(channel, week, kind))
    while len(found) < size:
        found.append(Contact(channel, week, dice.weighted(FILL_WEIGHTS[channel])))
    if len(found) != size:
        raise ValueError(f"week {week} {channel}: {len(found)} contacts for {size} places")
    return found


def _out_of_scope(dice: Dice) -> list[Contact]:
    reasons = ["silent"] * 6 + ["wrong_number"] * 5 + ["sales"] * 4
    weeks = [1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 7, 8, 9, 9, 10]
    pairs = zip(dice.shuffled(reasons), weeks, strict=True)
    return [Contact("phone", week, "out_of_scope", out_of_scope=reason) for reason, week in pairs]


def _mark_threats(dice: Dice, contacts: list[Contact]) -> None:
    for week in range(1, tables.WEEKS + 1):
        for theme, channel, counts in (
            ("T04", "phone", T04_THREATS),
            ("T01", "phone", T01_THREATS),
            ("T04", "", OTHER_T04_THREATS),
        ):
            pool = [c for c in contacts if c.week == week and c.theme == theme and _in(c, channel)]
            for contact in dice.sample(pool, counts[week - 1]):
                contact.churn = True
    for theme, weeks in (("T05", (2, 4, 8)), ("T02", (5,))):
        for week in weeks:
            dice.pick(_calls(contacts, theme, week)).churn = True
    for theme, count in tables.ESCALATIONS.items():
        for contact in dice.sample(_calls(contacts, theme), count):
            contact.escalation = True
    for number, (theme, week) in enumerate((("T01", 8), ("T04", 5))):
        angry = dice.pick([c for c in _calls(contacts, theme, week) if not c.churn])
        angry.harassment = number
        angry.story.add("15")


def _in(contact: Contact, channel: str) -> bool:
    return (contact.channel == "phone") == (channel == "phone")


def _calls(contacts: list[Contact], theme: str, week: int = 0) -> list[Contact]:
    return [
        c
        for c in contacts
        if c.theme == theme and c.channel == "phone" and (not week or c.week == week)
    ]


def _pin_moments(dice: Dice, contacts: list[Contact]) -> None:
    """Fix the days and times that the story names."""
    _pin_outage(dice, [c for c in contacts if c.theme == "T08" and c.week == 9])
    _pin_heat(contacts)
    late = {
        ("phone", 7): ("2026-10-20 11:12", 14),
        ("chat", 7): ("2026-10-22 15:40", 9),
        ("mail", 7): ("2026-10-23 07:52", 2),
    }
    for (channel, week), (moment, serial) in late.items():
        free = _free(contacts, "T01", channel, week)
        _fix(free[0], moment, serial)
        free[0].phrase = 0
    for channel, moment, serial in (
        ("chat", "2026-11-03 14:20", 17),
        ("phone", "2026-11-04 10:05", 8),
        ("phone", "2026-11-04 11:40", 21),
        ("chat", "2026-11-14 09:31", 3),
    ):
        week = tables.week_of(date.fromisoformat(moment[:10]))
        contact = _free(contacts, "T01", channel, week)[0]
        _fix(contact, moment, serial)
        contact.story.update(("1", "10", "C-3MXD"))
    leaver = next(c for c in _calls(contacts, "T04", 10) if c.churn)
    leaver.day = date(2026, 11, 12)
    leaver.story.add("C-91TB")
    praise = next(
        c
        for c in contacts
        if c.plus == "P01" and c.week == 10 and c.delight and c.channel == "phone"
    )
    praise.day = date(2026, 11, 12)
    praise.story.add("shelf")
    first = next(c for c in contacts if c.channel == "phone" and c.week == 1 and c.kind == "errand")
    _fix(first, "2026-09-07 09:03", 1)
    last = next(c for c in contacts if c.channel == "phone" and c.week == 10 and c.kind == "errand")
    _fix(last, "2026-11-14 17:48", 0)


def _free(contacts: list[Contact], theme: str, channel: str, week: int) -> list[Contact]:
    return [
        c
        for c in contacts
        if c.theme == theme
        and c.channel == channel
        and c.week == week
        and c.day is None
        and not c.churn
        and not c.escalation
        and c.harassment < 0
    ]


def _fix(contact: Contact, moment: str, serial: int) -> None:
    contact.at = datetime.fromisoformat(moment)
    contact.day = contact.at.date()
    contact.serial = serial


def _pin_outage(dice: Dice, failures: list[Contact]) -> None:
    phone = [c for c in failures if c.channel == "phone"]
    other = [c for c in failures if c.channel != "phone"]
    moments = _outage_moments(dice, 22)
    calls = [moments[0], *dice.sample(moments[1:], 9)]
    rest = [m for m in moments if m not in calls]
    for contact, moment in zip(phone[:10] + other[:12], sorted(calls) + rest, strict=True):
        contact.at = moment
        contact.day = tables.OUTAGE
        contact.story.add("4")
    for contact in phone[10:] + other[12:]:
        contact.day = date(2026, 11, 6)
        contact.story.add("4")


def _outage_moments(dice: Dice, count: int) -> list[datetime]:
    minutes = dice.sample(range(10 * 60 + 9, 15 * 60), count - 1)
    return [
        datetime(2026, 11, 5, minute // 60, minute % 60)
        for minute in (10 * 60 + 7, *sorted(minutes))
    ]


def _pin_heat(contacts: list[Contact]) -> None:
    heat = [c for c in contacts if c.theme == "T10"]
    calls = [c for c in heat if c.channel == "phone"]
    moments = ("2026-10-29 13:26", "2026-11-06 10:48", "2026-11-13 15:31", "2026-11-12 09:37")
    for number, (contact, moment) in enumerate(zip(calls, moments, strict=True)):
        _fix(contact, moment, 0)
        contact.phrase = number
    _fix(next(c for c in heat if c.channel == "chat"), "2026-11-14 19:05", 0)
    for contact in heat:
        contact.story.add("5")
    calls[2].story.add("C-7KQ2")
