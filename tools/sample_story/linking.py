"""Which customer stands behind which contact: repeats, customers over several channels, companies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sample_story import tables
from sample_story.contact import Contact, is_phone
from sample_story.dice import Dice
from sample_story.people import AKEBONO, Person

# The six customers besides C-3MXD who go through three channels: theme and, in turn, their words.
TRIPS = (
    ("T01", True),
    ("T02", False),
    ("T02", False),
    ("T04", False),
    ("T09", True),
    ("T06", False),
)
ANONYMOUS_CALLS = 59
MAX_GAP = timedelta(days=14)
REPEAT_GAP = timedelta(days=7)


def assign_people(contacts: list[Contact], people: list[Person]) -> None:
    """Give every contact its customer so that the story's counts of customers come out."""
    dice = Dice("linking")
    groups = _group(dice, contacts)
    pool = _Pool(dice, people)
    _assign_billing(dice, contacts, people)
    _assign_lots(contacts, pool)
    _assign_shipping(contacts, groups, pool)
    for group in groups:
        if group[0].person is None:
            person = pool.draw(group[0])
            for contact in group:
                contact.person = person
    _mark_anonymous(dice, contacts)
    _mark_repeats(contacts)


def _group(dice: Dice, contacts: list[Contact]) -> list[list[Contact]]:
    """Contacts of one customer together; most groups have one member."""
    ordered = sorted(contacts, key=lambda c: (c.at, c.channel, c.kind, c.theme))
    taken: set[int] = set()
    groups: list[list[Contact]] = []

    def join(members: list[Contact]) -> None:
        taken.update(map(id, members))
        groups.append(members)

    join([c for c in ordered if "C-3MXD" in c.story])
    for theme, in_words in TRIPS:
        trip = _find_trip(dice, ordered, theme, taken)
        join(trip)
        for contact in trip:
            contact.story.add("10")
        trip[-1].runaround = in_words
    for theme, callers in tables.CALLERS.items():
        calls = [c for c in ordered if c.theme == theme and is_phone(c)]
        merged = sum(max(0, sum(map(is_phone, g)) - 1) for g in groups if g[0].theme == theme)
        for pair in _pairs(dice, calls, len(calls) - callers - merged, taken):
            join(pair)
        _join_written(dice, ordered, theme, groups, taken)
    for contact in ordered:
        if id(contact) not in taken:
            join([contact])
    return groups


def _find_trip(dice: Dice, ordered: list[Contact], theme: str, taken: set[int]) -> list[Contact]:
    free = [c for c in ordered if c.theme == theme and id(c) not in taken and not c.serial]
    for mail in dice.shuffled([c for c in free if c.channel == "mail"]):
        near = [c for c in free if timedelta(0) < abs(c.at - mail.at) < MAX_GAP / 2]
        chats = [c for c in near if c.channel == "chat"]
        calls = [c for c in near if c.channel == "phone" and c.harassment < 0]
        if chats and calls:
            return sorted((mail, dice.pick(chats), dice.pick(calls)), key=lambda c: c.at)
    raise ValueError(f"no contacts of {theme} over three channels")


def _pairs(
    dice: Dice, calls: list[Contact], count: int, taken: set[int]
) -> Iterator[list[Contact]]:
    made = 0
    for second in dice.shuffled(calls):
        if made == count:
            return
        firsts = [
            c
            for c in calls
            if c is not second
            and id(c) not in taken
            and timedelta(hours=3) < second.at - c.at < timedelta(days=6)
        ]
        if id(second) in taken or second.serial or not firsts:
            continue
        first = dice.pick([c for c in firsts if not c.serial] or firsts)
        made += 1
        yield [first, second]
    if made < count:
        raise ValueError(f"only {made} of {count} pairs of calls")


def _join_written(
    dice: Dice, ordered: list[Contact], theme: str, groups: list[list[Contact]], taken: set[int]
) -> None:
    """Let further calls repeat a chat, mail or LINE contact until the planned repeats are there."""
    mine = [g for g in groups if g[0].theme == theme]
    missing = tables.REPEATS[theme] - sum(len(repeats_of(g)) for g in mine)
    written = [c for c in ordered if c.theme == theme and not is_phone(c)]
    for call in dice.shuffled([c for c in ordered if c.theme == theme and is_phone(c)]):
        if missing <= 0:
            return
        befores = [
            c
            for c in written
            if id(c) not in taken and timedelta(hours=1) < call.at - c.at < timedelta(days=6)
        ]
        if id(call) in taken or call.serial or not befores:
            continue
        pair = [dice.pick(befores), call]
        taken.update(map(id, pair))
        groups.append(pair)
        missing -= 1


def repeats_of(group: list[Contact]) -> list[Contact]:
    """The calls of a group that follow another of its contacts within seven days."""
    return [
        c
        for c in group
        if is_phone(c) and any(timedelta(0) < c.at - other.at <= REPEAT_GAP for other in group)
    ]


class _Pool:
    """Hands out customers who have not contacted the desk yet."""

    def __init__(self, dice: Dice, people: list[Person]) -> None:
        self._dice = dice
        self._free = dice.shuffled(people[9:])

    def draw(self, contact: Contact, product: str = "", lot: str = "") -> Person:
        """A fresh customer who fits: cancellation fees hit customers of agencies more often."""
        agency = self._dice.chance(0.62 if contact.theme == "T04" else 0.33)
        office = contact.theme == "T03" or (
            not contact.theme.startswith("T") and self._dice.chance(0.1)
        )
        for index, person in enumerate(self._free):
            if (
                (bool(person.account) == office)
                and (bool(person.agency) == agency or bool(product))
                and (not product or person.product == product)
                and (bool(lot) == (person.lot == "S1-26B"))
                and person.since < date(2026, 8, 20)
            ):
                return self._free.pop(index)
        raise ValueError("no customer left who fits")


def _assign_billing(dice: Dice, contacts: list[Contact], people: list[Person]) -> None:
    akebono = [p for p in people[:9] if p.account == AKEBONO]
    others = [p for p in people[:9] if p.account != AKEBONO]
    billing = sorted((c for c in contacts if c.theme == "T03"), key=lambda c: (c.at, c.channel))
    calls = [c for c in billing if is_phone(c)]
    rest = [c for c in billing if not is_phone(c)]
    from_others = [next(c for c in calls if c.week == week) for week in (1, 2, 4, 5, 7, 8, 9, 10)]
    from_others += [c for c in rest if c.week not in (3, 6, 8)]
    queue = others + [dice.pick(others) for _ in range(len(from_others) - len(others))]
    for contact, person in zip(from_others, dice.shuffled(queue), strict=True):
        contact.person = person
    for contact in billing:
        if contact.person is None:
            contact.person = dice.pick(akebono)
            contact.story.add("6")


def _assign_lots(contacts: list[Contact], pool: _Pool) -> None:
    for contact in contacts:
        if contact.theme == "T10":
            contact.person = pool.draw(contact, "卓上型S1", "S1-26B")


def _assign_shipping(contacts: list[Contact], groups: list[list[Contact]], pool: _Pool) -> None:
    """Improvement request 014: 22 late deliveries in weeks 6 and 7, 13 of the S1, 9 of the L2."""
    left = {"卓上型S1": 13, "床置きL2": 9}
    late = [g for g in groups if any(c.theme == "T01" and c.week in (6, 7) for c in g)]
    for group in sorted(late, key=len, reverse=True):
        size = sum(c.week in (6, 7) for c in group)
        product = max(left, key=lambda name: left[name])
        left[product] -= size
        person = pool.draw(group[0], product)
        for contact in group:
            contact.person = person
    if any(left.values()):
        raise ValueError(f"products of the late deliveries do not add up: {left}")
    cross = next(g for g in groups if "C-3MXD" in g[0].story)
    person = pool.draw(cross[0], "卓上型S1")
    person.since = date(2026, 3, 9)
    for contact in cross:
        contact.person = person


def _mark_anonymous(dice: Dice, contacts: list[Contact]) -> None:
    for contact in contacts:
        if contact.out_of_scope:
            contact.anonymous = True
    open_kinds = {"question", "visit_question", "request", "thanks", "visit_against"}
    pool = [c for c in contacts if is_phone(c) and c.kind in open_kinds]
    for contact in dice.sample(pool, ANONYMOUS_CALLS):
        contact.anonymous = True


def _mark_repeats(contacts: list[Contact]) -> None:
    by_key: dict[tuple[str, str], list[Contact]] = {}
    for contact in contacts:
        if contact.kind == "complaint":
            by_key.setdefault((contact.who.number, contact.theme), []).append(contact)
    for group in by_key.values():
        for contact in repeats_of(group):
            contact.repeat = True
        for contact in group:
            contact.linked = len(group) > 1
