"""expected/truth.csv: what is planted in every contact."""

from __future__ import annotations

from sample_story.contact import Contact
from sample_story.dice import words

HEADER = words(
    "contact_id channel week kind theme plus delight direction out_of_scope story "
    "churn escalation harassment repeat customer account line"
)


def truth_rows(contacts: list[Contact]) -> list[list[str]]:
    """One row per contact, in the order of the files."""
    order = {"phone": 0, "chat": 1, "mail": 2, "line": 3}
    found = sorted(contacts, key=lambda c: (order[c.channel], c.at, c.contact_id))
    return [HEADER, *map(_row, found)]


def _row(contact: Contact) -> list[str]:
    return [
        contact.contact_id,
        contact.channel,
        str(contact.week),
        contact.kind,
        contact.theme,
        contact.plus,
        _flag(contact.delight),
        contact.direction,
        contact.out_of_scope,
        " ".join(sorted(contact.story)),
        _flag(contact.churn),
        _flag(contact.escalation),
        _flag(contact.harassment >= 0),
        _flag(contact.repeat),
        "" if contact.out_of_scope else contact.who.number,
        "" if contact.out_of_scope else contact.who.account,
        contact.place.partition(":")[2],
    ]


def _flag(value: bool) -> str:
    return "1" if value else "0"
