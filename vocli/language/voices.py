"""One row per customer sentence, with what it is made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from vocli.language.mail import own_words, quotes_a_mail
from vocli.language.notes import split_note
from vocli.language.rituals import set_aside, strip_rituals
from vocli.language.sentences import split_voices
from vocli.language.terms import terms
from vocli.model import Tokenizer, VoiceKind, Voices
from vocli.schema.furniture import furniture
from vocli.text import nfkc

COLUMNS = (
    "voice_id",
    "contact_id",
    "turn",
    "ordinal",
    "kind",
    "text",
    "set_aside",
    "source_id",
    "source_row",
)
_MASK = re.compile(r"〔[^〔〕\n]{1,12}〕")
_DIGITS = re.compile(r"\d+(?:[-/:.,]\d+)*")
_BLANK = re.compile(r"\s+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_KNOWN_LIMIT = 100_000


class Sentence(NamedTuple):
    """One sentence of a text, why it is set aside ("" = it is not), and its terms."""

    text: str
    set_aside: str
    terms: tuple[str, ...]


# (text, kind) -> its sentences.
Cuts = dict[tuple[str, str], tuple[Sentence, ...]]


def voices_of(turns: pd.DataFrame, tokenizer: Tokenizer, known: Cuts | None = None) -> Voices:
    """The voices of a batch of masked turns, customer's messages only, without vectors or scores.

    `turns` has the columns of schema.TURN_FIELDS and may carry `source_id`. Notes lose the
    operator's parts. A voice's ordinal counts all sentences of its contact, in the order of its
    turns, whatever the order of the frame's rows. known: cuts made earlier; what is cut here is added.
    """
    own = said_by_customers(turns)
    own = own.sort_values("turn", kind="stable")
    sources = own["source_id"] if "source_id" in own.columns else [""] * len(own)
    cut = _cutter(tokenizer, {} if known is None else known)
    counted: dict[str, int] = {}
    rows: list[tuple[object, ...]] = []
    found_terms: list[tuple[str, ...]] = []
    for contact, turn, kind, text, source, row in zip(
        own["contact_id"],
        own["turn"],
        own["voice_kind"],
        own["text"],
        sources,
        own["source_row"],
        strict=True,
    ):
        for sentence in cut(text, kind):
            ordinal = counted.get(contact, 0)
            counted[contact] = ordinal + 1
            voice = f"{contact}-{ordinal}"
            aside = sentence.set_aside
            rows.append((voice, contact, turn, ordinal, kind, sentence.text, aside, source, row))
            found_terms.append(sentence.terms)
    return _in_order(rows, found_terms, list(dict.fromkeys(turns["contact_id"])))


def _in_order(
    rows: list[tuple[object, ...]], found_terms: list[tuple[str, ...]], contacts: list[str]
) -> Voices:
    """Contacts as in the input, the sentences of each in order."""
    place = {contact: i for i, contact in enumerate(contacts)}
    order = sorted(range(len(rows)), key=lambda i: (place[str(rows[i][1])], rows[i][3]))
    frame = pd.DataFrame([rows[i] for i in order], columns=list(COLUMNS))
    if not rows:
        frame = frame.astype({"ordinal": "int64"})
    return Voices(frame, [found_terms[i] for i in order])


def said_by_customers(turns: pd.DataFrame) -> pd.DataFrame:
    """The turns that voices are made of."""
    return turns[(turns["speaker"] == "customer") & (turns["kind"] == "message")]


def _cutter(tokenizer: Tokenizer, known_texts: Cuts) -> Callable[[str, str], tuple[Sentence, ...]]:
    """Cuts texts and remembers: short answers and template lines come back thousands of times."""
    known_sentences: dict[str, Sentence] = {}

    def sentence(text: str) -> Sentence:
        if text not in known_sentences:
            if len(known_sentences) > _KNOWN_LIMIT:
                known_sentences.clear()
            aside = set_aside(text)
            found = terms(tokenizer.tokens(plain(text))) if not aside else ()
            known_sentences[text] = Sentence(text, aside, found)
        return known_sentences[text]

    def cut(text: str, kind: str) -> tuple[Sentence, ...]:
        key = (text, kind)
        if key not in known_texts:
            reason = _no_voice(text, kind)
            known_texts[key] = (
                (Sentence(text, reason, ()),)
                if reason
                else tuple(sentence(piece) for piece in sentences(text, kind))
            )
        return known_texts[key]

    return cut


def _no_voice(text: str, kind: str) -> str:
    """Why a whole turn is no voice, though it came as a message: "template", "auto_reply", or ""."""
    found = furniture(text)
    if found == "event" and kind != VoiceKind.VERBATIM:
        return ""  # 「母が参加しました。」 is an event in a chat room only
    return found if found in ("", "auto_reply") else "template"


def sentences(text: str, kind: str) -> list[str]:
    """The customer's sentences of one text: outside of quotations and, in a note, the operator's parts."""
    if kind == VoiceKind.ASR:
        return [text[start:end] for start, end in split_voices(text, kind)]
    if kind != VoiceKind.NOTE:
        text = own_words(text)
        return [text[start:end] for start, end in split_voices(text, kind)]
    if quotes_a_mail(text):
        text = own_words(text)
    parts = [part.text for part in split_note(text) if part.side == "customer"]
    return [part[start:end] for part in parts for start, end in split_voices(part, kind)]


def unknown_turns(turns: pd.DataFrame) -> dict[str, int]:
    """How many messages of each file nobody is known to have said: source_id to count, in its order.

    They give no voices; a file without any is left out.
    """
    lost = turns[(turns["speaker"] == "unknown") & (turns["kind"] == "message")]
    if "source_id" not in lost.columns:
        return {"": len(lost)} if len(lost) else {}
    counts = lost["source_id"].value_counts(sort=False)
    return {str(source): int(count) for source, count in sorted(counts.items())}


def plain(text: str) -> str:
    """A voice as it is analysed: folded, without masks, opening and closing rituals and fillers."""
    bare = strip_rituals(text)
    return _MASK.sub(" ", bare).strip() if "〔" in bare else bare


def line_key(text: str) -> str:
    """A line as it is compared with others: folded, digits and masks one sign each, edges bare.

    Two lines with the same key say the same, so that a key in many contacts is a template.
    """
    key = _DIGITS.sub("0", _MASK.sub("0", nfkc(text)))
    return _EDGES.sub("", _BLANK.sub("", key)).casefold()
