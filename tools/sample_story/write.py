"""From the plan to the files."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from sample_story.callbacks import plan_callbacks
from sample_story.calls import call_rows
from sample_story.contact import Contact
from sample_story.durations import set_durations
from sample_story.extras import (
    calendar_rows,
    customer_rows,
    faq_rows,
    identity_rows,
    request_rows,
    synonym_rows,
    traffic_rows,
)
from sample_story.linking import assign_people
from sample_story.mails import mail_rows
from sample_story.moments import number_contacts, set_moments
from sample_story.people import Person, make_people
from sample_story.planning import plan_contacts
from sample_story.stories import set_known_words
from sample_story.surveys import survey_rows
from sample_story.talks import chat_rows, line_rows
from sample_story.transcripts import transcript_rows
from sample_story.truth import truth_rows

Rows = Sequence[Sequence[str]]


def write_all(folder: Path) -> list[Path]:
    """Write every file of the sample story below the folder; the written paths, in order."""
    people = make_people()
    contacts = tell_story(people)
    files: list[tuple[str, Rows, str]] = [
        ("calls.csv", call_rows(contacts), "cp932"),
        ("chat_log.csv", chat_rows(contacts), "utf-8"),
        ("mail_form.csv", mail_rows(contacts), "utf-8-sig"),
        ("line.csv", line_rows(contacts), "utf-8-sig"),
        ("call_transcripts.csv", transcript_rows(contacts), "utf-8"),
        ("survey.csv", survey_rows(contacts), "utf-8-sig"),
        ("extra/acd.csv", traffic_rows(contacts), "cp932"),
        ("extra/customers.csv", customer_rows(people, contacts), "cp932"),
        ("extra/identity.csv", identity_rows(people, contacts), "utf-8"),
        ("extra/requests.csv", request_rows(), "cp932"),
        ("extra/faq.csv", faq_rows(), "cp932"),
        ("extra/calendar.csv", calendar_rows(), "cp932"),
        ("extra/同義語.csv", synonym_rows(), "cp932"),
        ("expected/truth.csv", truth_rows(contacts), "utf-8"),
    ]
    return [_write(folder / name, rows, encoding) for name, rows, encoding in files]


def tell_story(people: list[Person]) -> list[Contact]:
    """All contacts, outbound calls included, complete but for their words."""
    contacts = plan_contacts()
    set_moments(contacts)
    assign_people(contacts, people)
    contacts += plan_callbacks(contacts)
    number_contacts(contacts)
    set_durations(contacts)
    set_known_words(contacts)
    return contacts


def _write(path: Path, rows: Rows, encoding: str) -> Path:
    text = io.StringIO(newline="")
    ending = "\n" if path.parent.name == "expected" else "\r\n"
    csv.writer(text, lineterminator=ending).writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode(encoding))
    return path
