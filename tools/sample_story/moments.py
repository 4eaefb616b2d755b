"""Days, times, sites, agents and numbers of the planned contacts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sample_story import tables
from sample_story.contact import Contact, is_phone
from sample_story.dice import Dice

AGENTS = {
    "仙台": ("佐藤", "伊東", "菅原", "及川", "阿部", "門脇", "大友", "鎌田"),
    "那覇": ("比嘉", "金城", "新垣", "宮里", "知念"),
}
Grid = list[list[int]]  # weeks by weekdays


def set_moments(contacts: list[Contact]) -> None:
    """Give every contact its day, time, site and agent; calls follow the weekday and hour tables."""
    dice = Dice("moments")
    _call_days(dice, contacts)
    _call_hours(dice, contacts)
    _stray_calls(dice, contacts)
    _written_moments(dice, contacts)
    _sites(dice, contacts)


def _call_days(dice: Dice, contacts: list[Contact]) -> None:
    grid = call_grid(dice)
    for week in range(1, tables.WEEKS + 1):
        calls = [c for c in contacts if is_phone(c) and c.week == week]
        slots: list[date] = []
        for day, count in zip(tables.week_days(week), [*grid[week - 1], 0], strict=True):
            slots += [day] * count
        for call in calls:
            if call.day is not None:
                slots.remove(call.day)
        free = [c for c in calls if c.day is None]
        for call, day in zip(free, dice.shuffled(slots), strict=True):
            call.day = day


def call_grid(dice: Dice) -> Grid:
    """Calls in scope per week and weekday: row sums by week, column sums by weekday."""
    days = [tables.week_days(week)[:6] for week in range(1, tables.WEEKS + 1)]
    weights = [
        [
            0.0 if not tables.phone_open(day) else sum(tables.HOUR_MEANS[i])
            for i, day in enumerate(week)
        ]
        for week in days
    ]
    rows = list(tables.PHONE)
    columns = list(tables.WEEKDAY_CALLS)
    weights[8][3] = 0.0
    rows[8] -= tables.OUTAGE_DAY_CALLS
    columns[3] -= tables.OUTAGE_DAY_CALLS
    for _ in range(200):
        weights = [_scaled(row, total) for row, total in zip(weights, rows, strict=True)]
        turned = [
            _scaled(list(col), total)
            for col, total in zip(zip(*weights, strict=True), columns, strict=True)
        ]
        weights = [list(row) for row in zip(*turned, strict=True)]
    while True:
        grid = _rounded(dice, weights, rows, columns)
        if grid:
            grid[8][3] = tables.OUTAGE_DAY_CALLS
            return grid


def _scaled(values: list[float], total: float) -> list[float]:
    return [value * total / sum(values) for value in values]


def _rounded(dice: Dice, weights: list[list[float]], rows: list[int], columns: list[int]) -> Grid:
    grid = [[int(value) for value in row] for row in weights]
    row_left = [total - sum(row) for total, row in zip(rows, grid, strict=True)]
    column_left = [
        total - sum(col) for total, col in zip(columns, zip(*grid, strict=True), strict=True)
    ]
    cells = [(r, c) for r in range(len(rows)) for c in range(len(columns)) if weights[r][c] > 0]
    for r, c in dice.shuffled(cells):
        if row_left[r] > 0 and column_left[c] > 0:
            grid[r][c] += 1
            row_left[r] -= 1
            column_left[c] -= 1
    return [] if any(row_left) or any(column_left) else grid


def _call_hours(dice: Dice, contacts: list[Contact]) -> None:
    for weekday in range(6):
        calls = [c for c in contacts if is_phone(c) and c.day and c.day.weekday() == weekday]
        hours: list[int] = []
        for hour, count in enumerate(_quota(tables.HOUR_MEANS[weekday], len(calls))):
            hours += [hour + 9] * count
        for call in calls:
            if call.at != datetime.min:
                hours.remove(call.at.hour)
        free = [c for c in calls if c.at == datetime.min]
        for call, hour in zip(free, dice.shuffled(hours), strict=True):
            call.at = _moment(call.day, hour, dice.between(0, 59))
            if call.at.time().isoformat() < "09:04" and call.week == 1:
                call.at += timedelta(minutes=5)
            if call.at.hour == 17 and call.at.minute > 44:
                call.at -= timedelta(minutes=16)
            if call.day == tables.OUTAGE and call.theme == "T08":
                raise ValueError("an outage call without its moment")


def _quota(means: tuple[float, ...], total: int) -> list[int]:
    exact = [mean * total / sum(means) for mean in means]
    counts = [int(value) for value in exact]
    order = sorted(range(len(means)), key=lambda i: (counts[i] - exact[i], i))
    for index in order[: total - sum(counts)]:
        counts[index] += 1
    return counts


def _moment(day: date | None, hour: int, minute: int) -> datetime:
    if day is None:
        raise ValueError("contact without a day")
    return datetime(day.year, day.month, day.day, hour, minute)


def _stray_calls(dice: Dice, contacts: list[Contact]) -> None:
    for call in contacts:
        if call.out_of_scope:
            days = [d for d in tables.week_days(call.week) if tables.phone_open(d)]
            call.day = dice.pick([d for d in days if d != tables.OUTAGE])
            call.at = _moment(call.day, dice.between(9, 16), dice.between(5, 59))


def _written_moments(dice: Dice, contacts: list[Contact]) -> None:
    for week in range(1, tables.WEEKS + 1):
        for channel in ("chat", "mail", "line"):
            found = [c for c in contacts if c.channel == channel and c.week == week]
            for contact, day in zip(
                [c for c in found if c.day is None], _written_days(dice, found), strict=True
            ):
                contact.day = day
        for contact in contacts:
            if contact.channel != "phone" and contact.week == week and contact.at == datetime.min:
                contact.at = _moment(contact.day, _written_hour(dice, contact), dice.between(0, 59))


def _written_days(dice: Dice, found: list[Contact]) -> list[date]:
    week, channel = found[0].week, found[0].channel
    days = tables.week_days(week)
    free = sum(c.day is None for c in found)
    early = sum(c.day in days[:2] for c in found)
    wanted = {6: 11, 7: 11, 8: 10, 9: 11, 10: 0}
    if channel != "chat" or week not in wanted:
        return [dice.pick(days) for _ in range(free)]
    first = wanted[week] - early
    drawn = [dice.pick(days[:2]) for _ in range(first)]
    return dice.shuffled(drawn + [dice.pick(days[2:]) for _ in range(free - first)])


def _written_hour(dice: Dice, contact: Contact) -> int:
    if contact.theme == "T08" and contact.day == tables.OUTAGE:
        raise ValueError("an outage contact without its moment")
    if contact.channel == "mail":
        return dice.pick((6, 7, 8, 9, 10, 11, 12, 13, 15, 17, 19, 20, 21, 22, 22, 23))
    return dice.pick((9, 10, 11, 12, 12, 13, 14, 15, 16, 17, 18, 19, 20, 20))


def _sites(dice: Dice, contacts: list[Contact]) -> None:
    only = [c for c in contacts if c.kind == "callback"]
    sendai = set(map(id, dice.sample(only, tables.CALLBACK_ONLY_SENDAI)))
    for contact in contacts:
        if contact.kind == "callback":
            contact.site = "仙台" if id(contact) in sendai else "那覇"
        elif "C-3MXD" in contact.story:
            contact.site = "仙台"
        else:
            contact.site = "仙台" if dice.chance(0.6) else "那覇"
        contact.agent = dice.pick(AGENTS[contact.site])


def number_contacts(contacts: list[Contact]) -> None:
    """Number the contacts of each channel within their day; numbers grow with time, with gaps."""
    dice = Dice("numbers")
    prefixes = {"phone": "K", "chat": "CH", "mail": "M", "line": "L"}
    for channel, prefix in prefixes.items():
        by_day: dict[date, list[Contact]] = {}
        for contact in sorted(
            (c for c in contacts if c.channel == channel), key=lambda c: (c.at, c.kind, c.theme)
        ):
            by_day.setdefault(contact.at.date(), []).append(contact)
        for day, found in by_day.items():
            for contact, serial in zip(found, _serials(dice, found), strict=True):
                contact.contact_id = f"{prefix}-{day:%m%d}-{serial:04d}"


def _serials(dice: Dice, found: list[Contact]) -> list[int]:
    serials: list[int] = []
    waiting = 0
    for contact in found:
        if not contact.serial:
            waiting += 1
            continue
        start = serials[-1] if serials else 0
        serials += sorted(dice.sample(range(start + 1, contact.serial), waiting))
        serials.append(contact.serial)
        waiting = 0
    for _ in range(waiting):
        serials.append((serials[-1] if serials else 0) + (2 if dice.chance(0.15) else 1))
    return serials
