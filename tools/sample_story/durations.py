"""Seconds of talk, hold and wrap-up, scaled to the story's totals."""

from __future__ import annotations

from sample_story import tables
from sample_story.contact import Contact, is_phone
from sample_story.dice import Dice

WEEK_AHT = {9: 602, 10: 617}
WEEK_10_WRAP = 245
LATE_CALLS_SECONDS = 18360  # the twelve calls behind improvement request 014: 5.1 hours
ANGRY_TALK, ANGRY_WRAP = 5100, 600
WRAP_SHARE = 0.397


def set_durations(contacts: list[Contact]) -> None:
    """Give every call its seconds; themes and the last two weeks add up to the story's figures."""
    dice = Dice("durations")
    calls = [c for c in contacts if c.channel == "phone"]
    total = {id(c): _draw(dice, c) for c in calls}
    counted = [c for c in calls if is_phone(c)]
    for theme, seconds in tables.WORK_SECONDS.items():
        group = [c for c in counted if c.theme == theme]
        late = [c for c in group if theme == "T01" and c.week in (6, 7)]
        angry = [c for c in group if c.harassment >= 0]
        rest = [c for c in group if c not in late and c not in angry]
        _scale(total, late, LATE_CALLS_SECONDS)
        left = (
            seconds - len(angry) * (ANGRY_TALK + ANGRY_WRAP) - (LATE_CALLS_SECONDS if late else 0)
        )
        _scale(total, rest, left)
    for week, mean in WEEK_AHT.items():
        group = [c for c in counted if c.week == week]
        fixed = [c for c in group if c.theme in tables.WORK_SECONDS]
        free = [c for c in group if c.theme not in tables.WORK_SECONDS]
        _scale(total, free, mean * len(group) - sum(total[id(c)] for c in fixed))
    for call in calls:
        _split(dice, call, total[id(call)])
    _fix_wrap([c for c in counted if c.week == 10], WEEK_10_WRAP)


def _draw(dice: Dice, call: Contact) -> int:
    if call.harassment >= 0:
        return ANGRY_TALK + ANGRY_WRAP
    if call.out_of_scope:
        return dice.between(20, 90)
    if call.kind == "callback":
        return dice.between(90, 240)
    return (
        200
        + dice.between(0, 250)
        + dice.between(0, 250)
        + dice.between(0, 300) // (1 + dice.between(0, 2))
    )


def _scale(total: dict[int, int], group: list[Contact], seconds: int) -> None:
    if not group:
        return
    before = sum(total[id(c)] for c in group)
    for call in group:
        total[id(call)] = total[id(call)] * seconds // before
    total[id(group[0])] += seconds - sum(total[id(c)] for c in group)


def _split(dice: Dice, call: Contact, seconds: int) -> None:
    if call.harassment >= 0:
        call.talk, call.hold, call.wrap = ANGRY_TALK - 240, 240, ANGRY_WRAP
        return
    call.wrap = int(seconds * (WRAP_SHARE + (dice.between(0, 100) - 50) / 1000))
    call.hold = int((seconds - call.wrap) * dice.pick((0, 0, 0.08, 0.12, 0.18, 0.25)))
    call.talk = seconds - call.wrap - call.hold


def _fix_wrap(group: list[Contact], mean: int) -> None:
    missing = mean * len(group) - sum(c.wrap for c in group)
    step = 1 if missing > 0 else -1
    index = 0
    while missing:
        call = group[index % len(group)]
        if call.talk - step > 30 and call.wrap + step > 10:
            call.wrap += step
            call.talk -= step
            missing -= step
        index += 1
