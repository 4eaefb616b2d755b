"""What agents answered to a question: the sentence that helped most often, never a set phrase."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from vocli.insights.picture import voices_with
from vocli.model import Facts
from vocli.text import nfkc

_REPLIES = 4  # of an agent after a question that may answer it
_LONGEST = 120  # characters of a shown answer
_SHORTEST = 8
_OWN_SHARE = (
    0.5  # of a sentence's contacts that must have asked this question: else it is said to everybody
)
_GLAD = ("resolved", "settled", "thanks", "satisfaction", "delight")
_NOT_HELPED = ("question", "howto", "complaint", "unresolved")
_SENTENCE = re.compile(r"[。!?！？\n]+")
_NOTE = "note"
_MASK = re.compile(r"〔[^〕]*〕")
_DIGITS = re.compile(r"\d+")
_CONTENT = re.compile(r"[一-鿿]{2,}|[ァ-ヴー]{2,}|[A-Za-z]{2,}")
# What is said in any contact, however the sentence goes on.
_SET_PHRASE = re.compile(
    r"お待たせ|お待ち(?:ください|いただ)|ありがとうござい|(?:申し訳|もうしわけ)|お詫び|ご迷惑|ご不便|承知(?:し|いた)|かしこまり"
    r"|(?:担当|オペレーター)の.{0,8}(?:です|申し|ござい)|よろしくお願い|ほかに.{0,12}(?:ございま|ご不明|ご質問|ありま)"
    r"|(?:確認|調べ)(?:して|いたし|のうえ).{0,8}(?:ます|お返事|ご連絡|折)|お気軽に|拝見して|失礼(?:いた|し)ます"
    r"|(?:内容|手順|方法|場所|ページ|窓口|旨)を?ご?(?:案内|説明|お伝え)|お話を伺"
    r"|(?:こちら|窓口|当方)で承|その場でご?(?:回答|案内)|ご用件|終話|復唱|ご?本人確認|(?:会員番号|お名前|ご住所).{0,8}(?:お知らせ|お教え|伺)"
)
_ASKS_BACK = re.compile(r"(?:でしょうか|ますか|ですか)$")


@dataclass(frozen=True)
class Answer:
    """text: the answer, "" where none is on record. contacts: answered with it. answered: with any answer.

    helped: of `contacts`, those in which the customer then thanked, said it was solved, or asked no more.
    kind: whose words (VoiceKind).
    """

    text: str = ""
    contacts: tuple[str, ...] = ()
    answered: int = 0
    helped: int = 0
    kind: str = ""


@dataclass(frozen=True)
class _Said:
    contact: str
    key: str
    text: str
    turn: int
    kind: str


def best_answers(facts: Facts) -> dict[str, Answer]:
    """By question id (`facts.voices.ask`) its best answer."""
    asked = facts.voices[facts.voices["ask"] != ""]
    if asked.empty or facts.said.empty:
        return {}
    replies = _replies(facts.said)
    everywhere = Counter(
        key
        for said in replies.values()
        for key in {_key(text) for _, whole, _ in said for text in _sentences(whole)}
    )
    after = _afterwards(facts)
    return {
        str(ask): _best(own, replies, everywhere, after)
        for ask, own in asked.groupby("ask", sort=True)
    }


def _best(
    asked: pd.DataFrame,
    replies: Mapping[str, list[tuple[int, str, str]]],
    everywhere: Mapping[str, int],
    after: Mapping[str, list[tuple[int, bool]]],
) -> Answer:
    words = {w for text in asked["text"] for w in _CONTENT.findall(nfkc(text))}
    said = [
        one
        for contact, own in asked.groupby("contact_id", sort=True)
        for one in _candidates(str(contact), int(own["turn"].min()), replies.get(str(contact), []))
    ]
    contacts: dict[str, set[str]] = defaultdict(set)
    for one in said:
        contacts[one.key].add(one.contact)
    fitting = [one for one in said if _fits(one, len(contacts[one.key]), everywhere, words)]
    if not fitting:
        return Answer()
    helped = {
        one.key: {o.contact for o in fitting if o.key == one.key and _helped(o, after)}
        for one in fitting
    }
    best = min(
        fitting,
        key=lambda o: (
            o.kind == _NOTE,
            -len(helped[o.key]),
            -len(contacts[o.key]),
            "〔" in o.text,
            o.key,
            o.contact,
        ),
    )
    return Answer(
        text=_shown(best, fitting),
        contacts=tuple(sorted(contacts[best.key])),
        answered=len({one.contact for one in fitting}),
        helped=len(helped[best.key]),
        kind=best.kind,
    )


def _replies(said: pd.DataFrame) -> dict[str, list[tuple[int, str, str]]]:
    """By contact what the desk said: turn, text, kind, in order."""
    out: dict[str, list[tuple[int, str, str]]] = {}
    columns = [said[c].tolist() for c in ("contact_id", "turn", "speaker", "kind", "text")]
    desk = said["desk"].tolist() if "desk" in said else [""] * len(said)
    for contact, turn, speaker, kind, text, note in zip(*columns, desk, strict=True):
        own = text if speaker == "agent" else note
        if own:
            out.setdefault(str(contact), []).append((int(turn), str(own), str(kind)))
    return out


def _candidates(contact: str, turn: int, said: list[tuple[int, str, str]]) -> Iterator[_Said]:
    """The sentences of the replies that follow a question; of a note those of the same contact."""
    later = [one for one in said if one[0] > turn or one[2] == _NOTE][:_REPLIES]
    for at, whole, kind in later:
        for text in _sentences(whole):
            yield _Said(contact, _key(text), text, at, kind)


def _sentences(text: str) -> list[str]:
    """What may answer: long enough, no set phrase, no question back."""
    parts = (part.strip(" 、,") for part in _SENTENCE.split(nfkc(text)))
    return [
        part
        for part in parts
        if len(_MASK.sub("", part)) >= _SHORTEST
        and not _SET_PHRASE.search(part)
        and not _ASKS_BACK.search(part)
    ]


def _key(sentence: str) -> str:
    return _DIGITS.sub("0", _MASK.sub("0", sentence))


def _fits(one: _Said, here: int, everywhere: Mapping[str, int], words: set[str]) -> bool:
    """Whether a sentence answers this question: said to those who ask it, or with its words."""
    if here < _OWN_SHARE * everywhere.get(one.key, here):
        return False
    # What a note records is often what was done, not what was said: it must speak of the matter.
    return (here > 1 and one.kind != _NOTE) or any(word in one.text for word in words)


def _afterwards(facts: Facts) -> dict[str, list[tuple[int, bool]]]:
    """By contact the customer's turns that tell whether an answer helped: turn, and whether it says so."""
    glad, not_helped = voices_with(facts, _GLAD), voices_with(facts, _NOT_HELPED)
    out: dict[str, list[tuple[int, bool]]] = {}
    voices = facts.voices
    for contact, turn, yes, no in zip(
        voices["contact_id"], voices["turn"], glad, not_helped, strict=True
    ):
        if yes or no:
            out.setdefault(str(contact), []).append((int(turn), bool(yes)))
    return out


def _helped(one: _Said, after: Mapping[str, list[tuple[int, bool]]]) -> bool:
    """Nothing was asked or blamed any more, or the last word of that kind is a glad one."""
    later = [glad for turn, glad in after.get(one.contact, []) if turn > one.turn]
    return not later or later[-1]


def _shown(best: _Said, fitting: list[_Said]) -> str:
    """The answer with what was said beside it in the same turn, as far as there is room."""
    out = best.text
    for one in fitting:
        if (one.contact, one.turn) == (best.contact, best.turn) and one.text not in out:
            longer = f"{out}。{one.text}"
            if len(longer) <= _LONGEST:
                out = longer
    return out
