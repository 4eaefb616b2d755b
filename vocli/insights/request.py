"""改善要望票: one theme on one sheet for the department that can do something about it, its answer form below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from vocli.insights.counting import people
from vocli.insights.funnel import full_day
from vocli.insights.named_theme import NamedTheme, the_theme
from vocli.insights.request_parts import Fortnights, breakdowns, fortnights, voices_of, weeks_of
from vocli.insights.request_row import new_row
from vocli.insights.requests_state import effect_lines, standing
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note
from vocli.model.requests import RequestList, next_number

NEEDS = Needs(themes=True, plus=True)
_STATUS = Needs(themes=True, plus=True, tables=("requests",))
REPLY_DAYS = 14  # until an answer is wanted
_COLUMNS = (Column("label", Kind.TEXT, width=13), Column("value", Kind.TEXT))


@dataclass(frozen=True)
class Head:
    """What stands at the top of a new request; the days are None where no contact has a date."""

    number: str
    theme: NamedTheme
    subject: str
    departments: tuple[str, ...]  # empty where nobody is named
    raised: date | None
    due: date | None
    numbered: bool  # the number follows those of a list


def needs_under(options: Mapping[str, Any]) -> Needs:
    """How requests stand cannot be told without the list."""
    return _STATUS if options.get("status") else NEEDS


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """The sheet of one theme: head and figures, where it comes from, voices, form; or its row of the list alone.

    options: theme (what names it), to (the department), subject, row (only the row), status (how all requests
    stand, instead of a sheet). VOC-E202 where the theme
    is none or not one. What the figures cannot say stays open for people: no cause is ever filled in.
    """
    if asked.options.get("status"):
        requests = facts.tables.requests or RequestList("", ())
        told = effect_lines(facts, requests, asked.as_of)
        return standing(requests, asked.as_of), told
    theme = the_theme(facts, str(asked.options.get("theme", "")))
    head = _head(facts, theme, asked)
    if asked.options.get("row"):
        cells = {
            "number": head.number,
            "theme": theme.lasting,
            "subject": head.subject,
            "department": "、".join(head.departments),
            "raised": head.raised,
            "due": head.due,
        }
        return (new_row(cells, theme, facts.tables.requests),)
    spans = fortnights(facts, asked.as_of)
    return (
        _sheet(facts, theme, spans, head),
        *breakdowns(facts, theme, spans),
        voices_of(facts, theme, spans),
        _form(),
    )


def _head(facts: Facts, theme: NamedTheme, asked: Asked) -> Head:
    requests, day = facts.tables.requests, asked.as_of
    known = [r.number for r in requests.requests] if requests else []
    to = str(asked.options.get("to") or "")
    return Head(
        number=next_number(known, day.year if day else 0),
        theme=theme,
        subject=str(asked.options.get("subject") or "") or theme.name,
        departments=(to,) if to else theme.owners,
        raised=day,
        due=day + timedelta(REPLY_DAYS) if day else None,
        numbered=requests is not None,
    )


def _sheet(facts: Facts, theme: NamedTheme, spans: Fortnights, head: Head) -> Insight:
    own = theme.contacts(facts)
    recent, earlier = spans.recent(own), spans.earlier(own)
    ids = tuple(sorted(recent["contact_id"]))
    lines = [*_head_lines(head), *_figures(facts, theme, spans, (recent, earlier))]
    counts = {"request.happened": (*ids, *sorted(earlier["contact_id"])), "request.harm": ids}
    return Insight(
        name="request",
        title=Note("request.title", {"number": head.number}),
        table=pd.DataFrame(lines, columns=[c.key for c in _COLUMNS], dtype=object),
        columns=_COLUMNS,
        notes=() if head.numbered else (Note("request.no_list", screen_only=True),),
        n_input=len(facts.contacts),
        n_used=len(ids),
        evidence=tuple(counts.get(label, ()) for label, _ in lines),
        layout="pairs",
    )


def _head_lines(head: Head) -> list[tuple[str, object]]:
    theme = head.theme
    to = "、".join(head.departments) or Note("request.nobody")
    days = {
        "raised": full_day(head.raised) if head.raised else Note("request.undated"),
        "due": full_day(head.due) if head.due else Note("request.undated"),
    }
    return [
        ("request.subject", head.subject),
        ("request.to", to),
        ("request.raised", Note("request.days", days)),
        ("request.theme", Note("request.theme_value", {"id": theme.theme_id, "name": theme.name})),
    ]


def _figures(
    facts: Facts,
    theme: NamedTheme,
    spans: Fortnights,
    counted: tuple[pd.DataFrame, pd.DataFrame],
) -> list[tuple[str, object]]:
    recent, earlier = counted
    happened = {
        "start": spans.told(spans.start),
        "end": spans.told(spans.end),
        "n": len(recent),
        "before": len(earlier),
    }
    known = people(recent)
    harm = {
        "churn": int(recent["churn_threat"].sum()),
        "repeat": int(recent["repeat"].sum()),
        "hours": f"{recent['hours'].sum():.1f}",
        "customers": Note("request.people", {"n": known}) if known else Note("request.unknown"),
    }
    key = "happened_value" if spans.complete else "happened_alone"
    weeks = {"weeks": weeks_of(facts, theme, spans)}
    return [
        ("request.happened", Note(f"request.{key}", happened)),
        ("request.harm", Note("request.harm_value", harm)),
        ("request.known", Note("request.known_value", weeks)),
        ("request.wish", Note("request.wish_value")),
    ]


def _form() -> Insight:
    """What the department fills in."""
    rows = [
        ("request.answer", Note("request.answer_value")),
        ("request.answer_text", Note("request.answer_room")),
        ("request.check", Note("request.check_value")),
        ("request.tell", Note("request.tell_value")),
    ]
    return Insight(
        name="request_form",
        title=Note("request.form"),
        table=pd.DataFrame(rows, columns=[c.key for c in _COLUMNS], dtype=object),
        columns=_COLUMNS,
        layout="pairs",
    )
