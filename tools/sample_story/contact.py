"""One contact of the story, planned before its words are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sample_story.people import Person


@dataclass
class Contact:
    """What is known of a contact apart from its text; `kind` says what it is about.

    Kinds: complaint, thanks, question, errand, leaving, request, visit_for, visit_against,
    visit_question, callback, outbound, out_of_scope.
    """

    channel: str
    week: int
    kind: str
    theme: str = "-"
    plus: str = "-"
    delight: bool = False
    direction: str = "inbound"
    out_of_scope: str = ""
    story: set[str] = field(default_factory=set)
    churn: bool = False
    escalation: bool = False
    harassment: int = -1  # number of the angry call, -1 for none
    runaround: bool = False
    day: date | None = None
    at: datetime = datetime.min
    serial: int = 0  # fixed number within the day, 0 when free
    person: Person | None = None
    anonymous: bool = False
    site: str = ""
    agent: str = ""
    repeat: bool = False
    linked: bool = False  # the crosswalk must know this contact
    phrase: int = -1  # fixed frame, -1 when free
    callback_due: datetime | None = None
    called_back: bool = False
    contact_id: str = ""
    talk: int = 0
    hold: int = 0
    wrap: int = 0
    words: str = ""  # planned sentence, "" when free
    place: str = ""  # file and line, filled when written

    @property
    def who(self) -> Person:
        """The customer; an error before people are assigned."""
        if self.person is None:
            raise ValueError("contact without a person")
        return self.person


def is_phone(contact: Contact) -> bool:
    """True for calls of customers that count: inbound and in scope."""
    return (
        contact.channel == "phone" and contact.direction == "inbound" and not contact.out_of_scope
    )
