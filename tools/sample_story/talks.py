"""chat_log.csv and line.csv: turns of customers, the bot and agents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sample_story.contact import Contact
from sample_story.phrasing import Phrases

CHAT_HEADER = ["会話ID", "日時", "送信者", "送信者名", "メールアドレス", "本文"]
LINE_HEADER = ["送信者タイプ", "送信者名", "送信日", "送信時刻", "内容"]
LINE_ACCOUNT = "しずく日和"
HAPPY = ("thanks", "request", "visit_for")
Turn = tuple[str, str]  # speaker (bot, agent, customer), text


class TalkWriter:
    """What is said in chats and LINE talks."""

    def __init__(self, name: str) -> None:
        self._phrases = Phrases(name, "chat", "line")
        self.dice = self._phrases.dice
        self._seen: set[str] = set()

    def say(self, key: str, contact: Contact) -> str:
        """A phrase of the list for the contact."""
        return self._phrases.draw(key, contact)

    def matter(self, contact: Contact) -> str:
        """The customer's opening sentence; never the same twice."""
        if contact.words:
            return contact.words
        name = "delight" if contact.delight else "main"
        key = f"{section_of(contact)}.{name}"
        if contact.phrase >= 0 and contact.theme == "未分類":
            return self._phrases.take(key, contact.phrase, contact)
        text = self.say(key, contact)
        for _ in range(30):
            if text not in self._seen:
                break
            text = self._changed(key, contact)
        self._seen.add(text)
        return text

    def _changed(self, key: str, contact: Contact) -> str:
        opening = self.dice.pick(
            (
                "すみません、",
                "あの、",
                "お世話になります。",
                "質問です。",
                "えっと、",
                "{n2}月から使ってます。",
                "急ぎです。",
                "",
            )
        )
        ending = self.dice.pick(
            ("", "。よろしくです", "。お願いします", "。確認お願いします", "。会員です", "。")
        )
        text = self.say(key, contact).rstrip("。")
        return self._phrases.fill(opening, contact) + text + ending

    def answers(self, contact: Contact) -> list[Turn]:
        """The talk with the agent after the opening sentence."""
        section = section_of(contact)
        turns = [("agent", self.say("talk.agent_greeting", contact))]
        if contact.kind == "complaint":
            turns[0] = ("agent", turns[0][1] + self.say("talk.agent_sorry", contact))
            if self.dice.chance(0.8):
                turns.append(("customer", self.say(f"{section}.more", contact)))
        if contact.runaround:
            turns.append(("customer", self.say("talk.runaround", contact)))
        turns.append(("agent", self.say(f"{section}.agent", contact)))
        if contact.churn:
            key = "T04.churn" if contact.theme == "T04" else "talk.churn"
            turns.append(("customer", self.say(key, contact)))
        elif self.dice.chance(0.4) and self._phrases.has(f"{section}.more"):
            turns.append(("customer", self.say(f"{section}.more", contact)))
            turns.append(("agent", self.say(f"{section}.agent", contact)))
        return turns


def section_of(contact: Contact) -> str:
    """The phrase section of a contact."""
    if contact.kind == "complaint":
        return "other" if contact.theme == "未分類" else contact.theme
    return contact.plus if contact.kind == "thanks" else contact.kind


def chat_rows(contacts: list[Contact]) -> list[list[str]]:
    """chat_log.csv: one row per turn, talks in the order of their start."""
    writer = TalkWriter("chat")
    rows = [CHAT_HEADER]
    names = {"bot": "ボット", "agent": "オペレーター", "customer": "お客様"}
    for contact in _ordered(contacts, "chat"):
        contact.place = f"chat_log.csv:{len(rows) + 1}"
        person = contact.who
        named = writer.dice.chance(0.5)
        shown = {
            "bot": "しずくボット",
            "agent": contact.agent,
            "customer": f"{person.surname}様" if named else "ゲスト",
        }
        moment = contact.at + timedelta(seconds=writer.dice.between(0, 59))
        for speaker, text in _chat_turns(writer, contact):
            rows.append(
                [
                    contact.contact_id,
                    f"{moment:%Y-%m-%d %H:%M:%S}",
                    names[speaker],
                    shown[speaker],
                    person.email if speaker == "customer" else "",
                    text,
                ]
            )
            moment += timedelta(seconds=writer.dice.between(4, 25 if speaker == "bot" else 130))
    return rows


def _ordered(contacts: list[Contact], channel: str) -> list[Contact]:
    return sorted((c for c in contacts if c.channel == channel), key=lambda c: (c.at, c.contact_id))


def _chat_turns(writer: TalkWriter, contact: Contact) -> Iterator[Turn]:
    dice = writer.dice
    yield "bot", writer.say("talk.bot_greeting", contact)
    if dice.chance(0.2):
        yield "customer", writer.say("talk.greet", contact)
    if dice.chance(0.6):
        yield (
            "customer",
            dice.pick(("1", "2", "3", "4", "5", "その他", "配送", "アプリ", "料金・契約")),
        )
        yield "bot", writer.say("talk.bot_ask", contact)
    yield from _opening(writer, contact)
    if dice.chance(0.1):
        yield "customer", writer.say("talk.media", contact)
    if dice.chance(0.55):
        yield "bot", writer.say("talk.bot_faq", contact)
        if contact.kind == "question" and dice.chance(0.35):
            yield "customer", "はい"
            return
        yield "customer", writer.say("talk.no", contact)
    yield "bot", writer.say("talk.bot_handover", contact)
    yield from writer.answers(contact)
    sour = contact.churn or (contact.kind == "complaint" and dice.chance(0.45))
    yield "customer", writer.say("talk.sour" if sour else "talk.thanks", contact)
    if dice.chance(0.85):
        yield "agent", writer.say("talk.agent_closing", contact)


def _opening(writer: TalkWriter, contact: Contact) -> Iterator[Turn]:
    text = writer.matter(contact)
    head, mark, tail = text.partition("。")
    if mark and tail and writer.dice.chance(0.35) and not contact.words:
        yield "customer", head
        yield "customer", tail
    else:
        yield "customer", text


def line_rows(contacts: list[Contact]) -> list[list[str]]:
    """line.csv: three lines about the download, header, then the talks of all friends."""
    writer = TalkWriter("line")
    rows = [
        ["アカウント名", LINE_ACCOUNT],
        ["タイムゾーン", "'+09:00"],
        ["ダウンロード日時", "2026/11/16 05:43"],
        LINE_HEADER,
    ]
    free = datetime.min
    for contact in _ordered(contacts, "line"):
        contact.place = f"line.csv:{len(rows) + 1}"
        contact.at = max(contact.at, free)
        moment = contact.at
        for speaker, text in _line_turns(writer, contact):
            rows.append(_line_row(contact, speaker, moment, text))
            moment += timedelta(
                minutes=0 if speaker == "bot" else writer.dice.between(0, 9), seconds=20
            )
        free = moment + timedelta(minutes=1)
    return rows


def _line_row(contact: Contact, speaker: str, moment: datetime, text: str) -> list[str]:
    kind = "User" if speaker == "customer" else "Account"
    name = {"customer": contact.who.line_name, "agent": LINE_ACCOUNT, "bot": "応答メッセージ"}[
        speaker
    ]
    return [kind, name, f"{moment:%Y/%m/%d}", f"{moment:%H:%M:%S}", text]


def _line_turns(writer: TalkWriter, contact: Contact) -> Iterator[Turn]:
    dice = writer.dice
    if dice.chance(0.25):
        yield "customer", writer.say("talk.greet", contact)
    tail = "line.tail_happy" if contact.kind in HAPPY else "line.tail"
    yield "customer", writer.matter(contact).rstrip("。") + writer.say(tail, contact)
    if dice.chance(0.15):
        yield "customer", writer.say("line.media", contact)
    if dice.chance(0.6):
        yield "bot", writer.say("line.auto", contact)
    for speaker, text in writer.answers(contact)[1:]:
        yield speaker, f"{writer.say('line.reply', contact)}{text}" if speaker == "agent" else text
    sour = contact.churn or (contact.kind == "complaint" and dice.chance(0.5))
    yield "customer", writer.say("line.sour" if sour else "line.thanks", contact)
    if dice.chance(0.5):
        yield "agent", writer.say("line.close", contact)
