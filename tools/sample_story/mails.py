"""mail_form.csv: mails with greetings, quoted replies and signatures, and web forms."""

from __future__ import annotations

from sample_story.contact import Contact
from sample_story.dice import Dice
from sample_story.phrasing import Phrases
from sample_story.talks import section_of

HEADER = ["受付番号", "受信日時", "種別", "件名", "本文", "会社名", "会員番号"]
FORM_SHARE = 0.4
QUOTE_SHARE = 0.3


def mail_rows(contacts: list[Contact]) -> list[list[str]]:
    """One row per mail or form, in the order of arrival."""
    phrases = Phrases("mail", "mail")
    seen: set[str] = set()
    rows = [HEADER]
    line = 2
    for contact in sorted(
        (c for c in contacts if c.channel == "mail"), key=lambda c: (c.at, c.contact_id)
    ):
        contact.place = f"mail_form.csv:{line}"
        row = _row(phrases, seen, contact)
        rows.append(row)
        line += 1 + sum(cell.count("\n") for cell in row)
    return rows


def _row(phrases: Phrases, seen: set[str], contact: Contact) -> list[str]:
    dice = phrases.dice
    section = section_of(contact)
    form = dice.chance(FORM_SHARE) and section != "T03"
    subject = phrases.draw(f"{section}.subject", contact)
    quoted = not form and dice.chance(QUOTE_SHARE)
    if quoted:
        subject = phrases.draw("letter.reply_subject", contact)
    told = _told(phrases, seen, section, contact)
    body = _form(dice, told) if form else _letter(phrases, contact, told, quoted)
    person = contact.who
    known = contact.story & {"10"} or contact.repeat or dice.chance(0.72)
    return [
        contact.contact_id,
        f"{contact.at.year}年{contact.at.month}月{contact.at.day}日 {contact.at:%H:%M}",
        "フォーム" if form else "メール",
        subject,
        body,
        person.account,
        person.number if known else "",
    ]


def _told(phrases: Phrases, seen: set[str], section: str, contact: Contact) -> list[str]:
    name = "delight" if contact.delight else "main"
    key = f"{section}.{name}"
    for _ in range(30):
        told = [contact.words or phrases.draw(key, contact)]
        if contact.phrase >= 0 and contact.theme == "未分類":
            told = [phrases.take(key, contact.phrase, contact)]
        if phrases.dice.chance(0.75):
            told.append(phrases.draw(f"{section}.more", contact))
        if contact.churn:
            told.append(phrases.draw("T04.churn", contact))
        if contact.runaround:
            told.append(phrases.draw("letter.runaround", contact))
        if "".join(told) not in seen:
            break
    seen.add("".join(told))
    return told


def _form(dice: Dice, told: list[str]) -> str:
    return "\n".join(told) if dice.chance(0.5) else "".join(told)


def _letter(phrases: Phrases, contact: Contact, told: list[str], quoted: bool) -> str:
    dice = phrases.dice
    parts = [phrases.draw("letter.greeting", contact)]
    if dice.chance(0.5):
        parts.append("")
    parts += told if dice.chance(0.6) else ["".join(told)]
    parts.append(phrases.draw("letter.closing", contact))
    if dice.chance(0.65):
        parts += ["", *_signature(phrases, contact)]
    if quoted:
        parts += [
            "",
            f"> {contact.at.month}月{max(1, contact.at.day - 1)}日 しずく日和 お客様窓口:",
            phrases.draw("letter.quote", contact),
        ]
    return "\n".join(parts)


def _signature(phrases: Phrases, contact: Contact) -> list[str]:
    person = contact.who
    rule = phrases.draw("letter.sign_rule", contact)
    lines = [rule]
    if person.account:
        lines.append(f"{person.account} {phrases.draw('letter.dept', contact)}".rstrip())
    lines += [person.surname, f"TEL {person.phone}", person.email, rule]
    return lines
