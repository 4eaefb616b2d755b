"""Operators' notes on calls: 申出内容 and 対応内容."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sample_story import tables
from sample_story.contact import Contact
from sample_story.phrasing import Phrases, load_variants, vary

ARROWS = 612  # notes with an arrow, 72% of all
VARIANT_SHARE = 0.4
MULTI_LINE_FROM = datetime(2026, 10, 5)  # after the row with the broken number, whose line is told
RITUAL_SHARE = 0.8  # of the notes that can close with thanks; about 70% of all
REPORTED = {"仙台": "とのこと。", "那覇": "とのお申し出。"}
UPSET = {
    "仙台": ("とご立腹。", "とのこと。ご立腹。", "とのこと。強い口調。", "とのことでお怒り。"),
    "那覇": (
        "とのお申し出。ご不満のご様子。",
        "とのお申し出でございます。お困りのご様子。",
        "とのお申し出、ご納得いただけないご様子。",
    ),
}
POLITE = {
    "那覇": (
        ("してほしい", "していただきたい"),
        ("送ってほしい", "お送りいただきたい"),
        ("教えてほしい", "ご教示いただきたい"),
    ),
}


@dataclass(frozen=True)
class Note:
    """The two text cells of a call."""

    told: str
    done: str


class NoteWriter:
    """Writes the notes of all calls, no two alike."""

    def __init__(self, calls: list[Contact]) -> None:
        self._phrases = Phrases("notes", "note_complaints", "note_other")
        self._dice = self._phrases.dice
        self._variants = load_variants()
        self._seen: set[str] = set()
        free = [c for c in calls if c.kind not in ("callback", "outbound", "out_of_scope")]
        self._arrows = {c.contact_id for c in self._dice.sample(free, ARROWS)}

    def write(self, contact: Contact) -> Note:
        """The note of one call."""
        if contact.kind == "callback":
            return Note(self._dice.pick(("折り返し希望", "折り返し希望。")), "")
        for _ in range(40):
            note = self._added(contact, self._compose(contact))
            if note.told not in self._seen:
                self._seen.add(note.told)
                return note
        raise ValueError(f"no fresh note for {contact.contact_id}")

    def _added(self, contact: Contact, note: Note) -> Note:
        """The note with what a colleague added after the promised call back."""
        if not contact.called_back or contact.callback_due is None:
            return note
        later = contact.callback_due
        result = self._phrases.draw("outbound.result", contact)
        stamp = f"【{later.month}/{later.day} {later:%H:%M} {contact.agent}】"
        mark = "\n" if contact.at >= MULTI_LINE_FROM else "　"
        return Note(f"{note.told}{mark}{stamp}追記 折返し架電、{result}。", note.done)

    def _compose(self, contact: Contact) -> Note:
        if contact.out_of_scope:
            return Note(
                self._phrases.draw(f"out_of_scope.{contact.out_of_scope}", contact) + "。", ""
            )
        if contact.kind == "outbound":
            text = self._phrases.draw("outbound.main", contact)
            return Note(f"{text}。", self._dice.pick(("架電済", "対応済", "完了", "")))
        action = self._action(contact)
        told = self._told(contact)
        ritual = self._ritual(contact)
        if contact.contact_id in self._arrows:
            arrow = self._dice.weighted((("⇒", 0.8), ("→", 0.2)))
            close = ritual or self._close(contact)
            return Note(f"{told}{arrow}{action}。{close}", self._done(contact, action, ""))
        if ritual and self._dice.chance(0.4):
            return Note(f"{told}{ritual}", self._done(contact, action, ""))
        return Note(told, self._done(contact, action, ritual))

    def _ritual(self, contact: Contact) -> str:
        if contact.harassment >= 0 or contact.theme == "T10" or not self._dice.chance(RITUAL_SHARE):
            return ""
        return self._phrases.draw("around.ritual", contact)

    def _told(self, contact: Contact) -> str:
        opening = self._phrases.draw("around.opening", contact) if self._dice.chance(0.4) else ""
        if contact.at.date() == tables.OUTAGE or self._dice.chance(0.07):
            opening = f"【{contact.at.month}/{contact.at.day} {contact.at:%H:%M} {contact.agent}】{opening}"
        side = f"{self._phrases.draw('around.side', contact)}。" if self._dice.chance(0.13) else ""
        return f"{opening}{self._matter(contact)}{side}"

    def _matter(self, contact: Contact) -> str:
        lead = f"{self._section(contact)}.lead"
        sentences = [self._main(contact)]
        if self._phrases.has(lead) and self._dice.chance(0.45):
            sentences.insert(0, self._phrases.draw(lead, contact))
        sentences += self._more(contact)
        text = self._varied(contact, "。".join(sentences))
        if contact.site == "那覇" and contact.kind != "complaint":
            for plain, polite in POLITE["那覇"]:
                text = text.replace(plain, polite) if self._dice.chance(0.4) else text
        return text + self._ending(contact, text) + self._manner(contact)

    def _manner(self, contact: Contact) -> str:
        if contact.harassment < 0:
            return ""
        return self._phrases.take("around.harassment", contact.harassment, contact) + "。"

    def _varied(self, contact: Contact, text: str) -> str:
        if contact.theme == "T10" or contact.words:
            return text
        return vary(self._dice, self._variants, VARIANT_SHARE, text)

    def _main(self, contact: Contact) -> str:
        if contact.words:
            return contact.words
        key = self._section(contact)
        name = "delight" if contact.delight else "main"
        if contact.phrase >= 0:
            return self._phrases.take(f"{key}.{name}", contact.phrase, contact)
        return self._phrases.draw(f"{key}.{name}", contact)

    def _section(self, contact: Contact) -> str:
        if contact.kind == "complaint":
            return "other" if contact.theme == "未分類" else contact.theme
        return contact.plus if contact.kind == "thanks" else contact.kind

    def _more(self, contact: Contact) -> list[str]:
        more = []
        key = f"{self._section(contact)}.extra"
        likely = {"T10": 0.0, "未分類": 0.15, "-": 0.45}.get(contact.theme, 0.6)
        if contact.repeat and self._dice.chance(0.75):
            more.append(self._phrases.draw("around.repeat", contact))
        if self._phrases.has(key) and self._dice.chance(likely) and not contact.words:
            more.append(self._phrases.draw(key, contact))
        if contact.kind == "thanks" and "9" in contact.story:
            more.append(self._phrases.draw("P01.wish", contact))
        if contact.churn:
            key = "around.churn_fee" if contact.theme == "T04" else "around.churn"
            more.append(self._phrases.draw(key, contact))
        if contact.escalation:
            more.append(self._phrases.draw("around.escalation", contact))
        if contact.runaround:
            more.append(self._phrases.draw("around.runaround", contact))
        return more

    def _ending(self, contact: Contact, text: str) -> str:
        if contact.kind in ("errand", "leaving") and not text.endswith(("ほしい", "たい", "必要")):
            return "。"
        if text.endswith(
            (
                "話される",
                "喜ばれる",
                "言われる",
                "される",
                "お問い合わせ",
                "お言葉",
                "のご意見",
                "求められる",
                "終話",
            )
        ):
            return "。"
        if contact.kind == "complaint" and self._dice.chance(0.2):
            return self._dice.pick(UPSET[contact.site])
        if contact.kind == "question" and self._dice.chance(0.2):
            return "とのお問い合わせ。"
        return REPORTED[contact.site]

    def _action(self, contact: Contact) -> str:
        key = f"{self._section(contact)}.act"
        if contact.phrase >= 0 and contact.theme == "T10":
            return self._phrases.take(key, contact.phrase, contact)
        return self._phrases.draw(key, contact)

    def _close(self, contact: Contact) -> str:
        key = "around.close" if contact.kind == "complaint" else "around.close_calm"
        return self._phrases.draw(key, contact) if self._dice.chance(0.6) else ""

    def _done(self, contact: Contact, action: str, ritual: str) -> str:
        tone = "response_open" if contact.kind == "complaint" else "response_calm"
        opening = self._phrases.draw(f"around.{tone}", contact)
        return f"{opening}{action}。{ritual or self._close(contact)}"
