"""call_transcripts.csv: speech recognition of sixty calls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sample_story.contact import Contact, is_phone
from sample_story.dice import Dice
from sample_story.phrasing import Phrases
from sample_story.talks import section_of

HEADER = ["受付番号", "発話番号", "開始秒", "話者", "認識結果"]
SHARES = {
    "T01": 12, "T02": 8, "T03": 4, "T04": 8, "T05": 6, "T06": 6, "T07": 3, "T08": 2, "T09": 2, "T10": 1,
    "P01": 3, "P02": 2, "question": 2, "errand": 1,
}  # fmt: skip
FILLERS = ("あのー", "えっと", "えー", "なんか", "そのー", "まあ", "あの", "えーと")
GAP = re.compile(r"[はがをにで](?=[\u30a0-\u30ff\u4e00-\u9fff])")
Turn = tuple[str, str]


def transcript_rows(contacts: list[Contact]) -> list[list[str]]:
    """One row per utterance; the calls in order of time."""
    phrases = Phrases("transcripts", "asr")
    rows = [HEADER]
    for call in _chosen(phrases.dice, contacts):
        second = 0
        for number, (speaker, text) in enumerate(_utterances(phrases, call), 1):
            rows.append([call.contact_id, str(number), str(second), speaker, text])
            second += 1 + len(text) // 5 + phrases.dice.between(0, 4)
    return rows


def _chosen(dice: Dice, contacts: list[Contact]) -> list[Contact]:
    chosen = []
    for section, count in SHARES.items():
        pool = [
            c
            for c in contacts
            if is_phone(c) and section_of(c) == section and not c.anonymous and c.harassment < 0
        ]
        named = [c for c in pool if (c.phrase == 0 and section == "T10") or "shelf" in c.story]
        rest = [c for c in pool if c not in named and not (section == "P01" and c.delight)]
        chosen += named[:count] + dice.sample(rest, count - len(named[:count]))
    return sorted(chosen, key=lambda c: (c.at, c.contact_id))


def _utterances(phrases: Phrases, call: Contact) -> Iterator[Turn]:
    dice = phrases.dice
    section = section_of(call)

    def op(key: str) -> Turn:
        return "OP", phrases.draw(key, call)

    def customer(key: str) -> Turn:
        return "お客様", _spoken(dice, phrases.draw(key, call))

    yield op("call.opening")
    yield customer("call.hello")
    main = (
        phrases.take("P01.main", 0, call)
        if "shelf" in call.story
        else phrases.draw(f"{section}.main", call)
    )
    for part in main.split("|"):
        yield op("call.prompt")
        yield "お客様", _spoken(dice, part)
    if call.kind == "complaint":
        yield op("call.sorry")
        yield customer("call.nod")
    yield op(f"{section}.op")
    yield customer("call.nod")
    yield from (
        op("call.ask_number"),
        customer("call.number"),
        op("call.ask_name"),
        customer("call.name"),
    )
    yield op("call.confirm")
    yield customer("call.nod")
    if dice.chance(0.5):
        yield op("call.ask_since")
        yield customer("call.since")
    yield op("call.prompt")
    yield customer(f"{section}.more")
    if dice.chance(0.4):
        yield customer("call.chat")
        yield op("call.chat_answer")
    yield from _ending(phrases, call)


def _ending(phrases: Phrases, call: Contact) -> Iterator[Turn]:
    dice = phrases.dice
    section = section_of(call)
    order = ["OP:call.hold", "C:call.wait", "OP:call.back", f"OP:{section}.op", "C:call.react"]
    if dice.chance(0.5):
        order += ["OP:call.prompt", f"C:{section}.more"]
    if call.kind == "complaint" and dice.chance(0.5):
        order += ["C:call.upset", "OP:call.sorry", f"OP:{section}.op"]
    order += ["C:call.nod", "OP:call.anything", "C:call.nothing", "OP:call.goodbye"]
    if dice.chance(0.8):
        order.append("C:call.ritual")
    for entry in order:
        speaker, _, key = entry.partition(":")
        text = phrases.draw(key, call)
        yield ("OP", text) if speaker == "OP" else ("お客様", _spoken(dice, text))


def _spoken(dice: Dice, text: str) -> str:
    """The sentence with a filler before or after its first words."""
    if len(text) < 9 or dice.chance(0.35):
        return text
    filler = dice.pick(FILLERS)
    places = [found.end() for found in GAP.finditer(text)]
    if places and dice.chance(0.4):
        place = dice.pick(places)
        return f"{text[:place]}{filler}{text[place:]}"
    return f"{filler}{text}"
