"""survey.csv: satisfaction and effort after a contact, recommendation in October."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sample_story.contact import Contact
from sample_story.dice import Dice
from sample_story.phrasing import Phrases

HEADER = ["回答日時", "受付番号", "満足度", "推奨度", "努力度", "自由記述"]
CSAT_LABELS = {5: "とても満足", 4: "満足", 3: "どちらともいえない", 2: "不満", 1: "とても不満"}
CES_LABELS = {
    1: "まったく手間がかからなかった",
    2: "あまりかからなかった",
    3: "ふつう",
    4: "手間がかかった",
    5: "とても手間がかかった",
}
# Satisfaction answers by span of weeks: counts of 5, 4, 3, 2, 1.
CSAT = {(1, 2): (9, 9, 6, 3, 1), (3, 6): (22, 16, 14, 6, 3), (7, 10): (14, 16, 14, 8, 6)}
# Effort answers by span: counts of 1, 2, 3, 4, 5 (fewer people answer this question).
CES = {(1, 2): (7, 8, 5, 2, 0), (3, 6): (14, 17, 11, 5, 3), (7, 10): (9, 14, 12, 7, 5)}
# Recommendation: counts of promoters, passives, detractors.
NPS = {10: (25, 53, 40), 11: (5, 9, 7)}
UNKNOWN = ("K-0931-0004", "CH-1010-0099", "K-1107-0931", "CH-1112-0045")


@dataclass
class Answer:
    """One answered survey."""

    at: datetime
    contact: Contact
    csat: int = 0
    nps: int = -1
    ces: int = 0


def survey_rows(contacts: list[Contact]) -> list[list[str]]:
    """One row per answer, in the order of time; four name a contact that does not exist."""
    phrases = Phrases("surveys", "survey")
    dice = phrases.dice
    answers = _satisfaction(dice, contacts)
    answers += _recommendation(dice, contacts, {a.contact.contact_id for a in answers})
    answers.sort(key=lambda a: (a.at, a.contact.contact_id))
    rows = [HEADER, *(_row(phrases, answer) for answer in answers)]
    for number, unknown in enumerate(UNKNOWN):
        rows[41 + number * 61][1] = unknown
    return rows


def _askable(contacts: list[Contact]) -> list[Contact]:
    return [
        c
        for c in contacts
        if c.channel in ("phone", "chat")
        and c.direction == "inbound"
        and not c.out_of_scope
        and c.kind != "callback"
        and c.contact_id[0] in "KC"
    ]


def _satisfaction(dice: Dice, contacts: list[Contact]) -> list[Answer]:
    answers = []
    for (first, last), counts in CSAT.items():
        scores = [
            score
            for score, count in zip((5, 4, 3, 2, 1), counts, strict=True)
            for _ in range(count)
        ]
        pool = [
            c
            for c in _askable(contacts)
            if first <= c.week <= last and c.at < datetime(2026, 11, 14)
        ]
        found: list[Answer] = []
        for score in sorted(scores):
            contact = _matching(dice, pool, score <= 2, score >= 4)
            pool.remove(contact)
            found.append(Answer(_later(dice, contact), contact, csat=score))
        leaver = next((c for c in pool if "C-91TB" in c.story), None)
        if leaver:
            found[0].contact = leaver
            found[0].at = _later(dice, leaver)
        _add_effort(dice, found, CES[first, last])
        answers += found
    return answers


def _matching(dice: Dice, pool: list[Contact], unhappy: bool, happy: bool) -> Contact:
    fitting = [
        c
        for c in pool
        if (not unhappy or c.kind == "complaint")
        and (not happy or c.kind != "complaint" or c.week % 3 == 0)
    ]
    return dice.pick(fitting or pool)


def _add_effort(dice: Dice, found: list[Answer], counts: tuple[int, ...]) -> None:
    """Effort rises with satisfaction here: in this survey many read the scale the wrong way round."""
    efforts = [
        score for score, count in zip((1, 2, 3, 4, 5), counts, strict=True) for _ in range(count)
    ]
    chosen = sorted(
        dice.sample(found, len(efforts)),
        key=lambda a: (a.csat + dice.between(0, 45) / 10, a.contact.contact_id),
    )
    for answer, effort in zip(chosen, efforts, strict=True):
        answer.ces = effort


def _recommendation(dice: Dice, contacts: list[Contact], taken: set[str]) -> list[Answer]:
    answers = []
    for month, (promoters, passives, detractors) in NPS.items():
        scores = [dice.pick((9, 9, 10)) for _ in range(promoters)]
        scores += [dice.pick((7, 8, 8)) for _ in range(passives)]
        scores += [
            dice.weighted(((6, 0.4), (5, 0.35), (4, 0.1), (3, 0.08), (1, 0.04), (0, 0.03)))
            for _ in range(detractors)
        ]
        pool = [c for c in _askable(contacts) if c.at.month == month and c.contact_id not in taken]
        for contact, score in zip(dice.sample(pool, len(scores)), scores, strict=True):
            answers.append(Answer(_later(dice, contact), contact, nps=score))
    return answers


def _later(dice: Dice, contact: Contact) -> datetime:
    """Some hours after the contact, on the same day: a week's answers belong to its contacts."""
    evening = contact.at.replace(hour=23, minute=30)
    return min(evening, contact.at + timedelta(minutes=dice.between(20, 500))) + timedelta(
        seconds=dice.between(0, 59)
    )


def _row(phrases: Phrases, answer: Answer) -> list[str]:
    labels = {10: "10 とても薦めたい", 0: "0 まったく薦めたくない"}
    nps = "" if answer.nps < 0 else labels.get(answer.nps, str(answer.nps))
    return [
        f"{answer.at:%Y/%m/%d %H:%M:%S}",
        answer.contact.contact_id,
        f"{answer.csat} {CSAT_LABELS[answer.csat]}" if answer.csat else "",
        nps,
        f"{answer.ces} {CES_LABELS[answer.ces]}" if answer.ces else "",
        _comment(phrases, answer),
    ]


def _comment(phrases: Phrases, answer: Answer) -> str:
    if not phrases.dice.chance(0.55):
        return ""
    contact = answer.contact
    score = (
        answer.csat
        if answer.csat
        else {True: 5, False: 3}[answer.nps >= 9]
        if answer.nps >= 7
        else 2
    )
    if contact.kind == "complaint" and score <= 3:
        return phrases.draw(f"survey.{contact.theme}", contact)
    if score >= 4:
        return phrases.draw("survey.good", contact)
    return phrases.draw("survey.bad" if score <= 2 else "survey.mixed", contact)
