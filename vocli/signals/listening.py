"""What each reply of an agent does with the customer's words before it: repeats, confirms, sums up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from vocli.signals.definition import Definition
from vocli.signals.patterns import Wording
from vocli.signals.tagging import load_tags, mark_each
from vocli.text import nfkc

SKILLS: tuple[str, ...] = ("repeat", "confirm", "summary", "empathy", "set_apology")
_SET = "listening"
_LIVE = ("verbatim", "asr")  # a note tells what was said, not how somebody listened
_LONG = (
    30  # characters of the customer that two clauses can draw together; less is given back whole
)
_REACH = 80  # characters before a frame that may hold what is given back
_LOOK_BACK = 3  # turns of the customer in which the words may stand that a reply gives back
_TELLING = 6  # characters from which a turn says more than that somebody listens
_LEAST_GIVEN = 0.25  # share of a sentence's words that must be the customer's
_FASTEST = 12.0  # characters a second that nobody's speech reaches
_LEAST_SPOKEN = 12  # a shorter turn is over before an answer can cut it off

_MASK = re.compile(r"〔[^〕]+〕")
_WORD = re.compile(r"〔[^〕]+〕|[0-9]+|[a-z]+|[ァ-ヺー]{2,}|[一-龠々]+|[ぁ-ん]{4,}")
_SENTENCE = re.compile(r"[。!?\n]+")
# Words that every talk of a desk holds, so that sharing them proves nothing.
_WORN = re.compile(
    r"(?:お客|客様|確認|承知|了承|対応|連絡|申訳|失礼|担当|案内|名前|氏名|住所|番号|登録|内容|手続|少々|時間|本日|今日|現在|場合|下|致|頂|"
    r"思|言|申|様|方|事|件|御|何|是非|大変|誠|一度|電話|問合|お願|願|伺|聞|お手|待|私|弊社|当社|ありがとう)"
)
_NUMERALS = frozenset("一二三四五六七八九十")  # alone they stand in any word: 一度, 一緒
_POLITE = (
    "でございますでしょうかいただきましたていただきますておりますのでくださいませんでしたということですねとのことです"
    "けれどもよろしくおねがいいたしますありがとうございましたかしこまりましたおそれいりますもうしわけございません"
    "なんですけどそうなんですねどうすればいいんでしょうかしていただけますかなのでしょうかそれでしたらこちらの"
    "ておりましたんですけれどもさせていただいていらっしゃいますかできますでしょうか"
)
_POLITE_GRAMS = frozenset(_POLITE[i : i + 4] for i in range(len(_POLITE) - 3))
# What may stand in an apology that fits any case; anything else names the case.
_ANY_CASE = re.compile(
    r"(?:心配|期待|要望|希望|大変|誠|本当|心|深く|重|改|多大|度々|再三|今回|此度|当社|弊社|私|客様|様|不便|迷惑|心配|面倒|手数|手間|不快|不愉快|"
    r"不安|負担|思|掛|期待|要望|希望|意向|沿|添|応|待|長|間|時間|申|訳|詫|恐|入|縮|恐縮|失礼|至|行|届|点|事|件|対応|こちら|"
    r"頂|致|御|上|次第|限|何卒|理解|存|所|処|程|急|忙|中|電話|連絡|折角|願|許|力|及|説明|結果|努|今後|様)"
)
_SORRY = re.compile(
    r"申し?訳|お詫び|おわび|(?:を|も)(?:お)?(?:かけ|掛け)|させ|沿え|添え|応え|お待たせ|失礼|(?:すみ|すい)ません|恐縮"
)


@dataclass(frozen=True)
class _Frames:
    """Where an agent's sentence can give back what was said, and where it draws together."""

    repeat: tuple[Wording, ...]
    summary: tuple[Wording, ...]


def mark_turns(said: pd.DataFrame) -> pd.DataFrame:
    """`said` with one bool column per skill, `reply`, `asked`, `shared` and `interrupted`.

    said: contact_id, turn, speaker, at, kind, text, in the order of contacts and turns. `reply` is true
    for an agent's turn of a call or chat that follows words of the customer; only there a skill can be
    true. `asked` are the customer's words that it takes up, "" elsewhere, `shared` how many words and numbers it has in common with them. `interrupted` is True, False,
    or None where the times do not tell.
    """
    places = list(_replies(said))
    texts = said["text"].tolist()
    replies = [texts[place] for place, _ in places]
    before = ["\n".join(texts[i] for i in asked) for _, asked in places]
    marks = mark_replies(before, replies)
    out = pd.DataFrame(False, index=said.index, columns=["reply", *SKILLS])
    rows = said.index[[place for place, _ in places]]
    out.loc[rows, "reply"] = True
    for skill in SKILLS:
        out.loc[rows, skill] = marks[skill].to_numpy()
    cut: list[bool | None] = [None] * len(said)
    taken, shared = [""] * len(said), [0] * len(said)
    for place, asked in places:
        cut[place] = _interrupts(said, asked[-1], place)
        taken[place], shared[place] = _taken_up([texts[i] for i in asked], texts[place])
    out["interrupted"] = pd.Series(cut, index=said.index, dtype=object)
    return said.assign(**{str(name): out[name] for name in out}, asked=taken, shared=shared)


def mark_replies(before: Sequence[str], replies: Sequence[str]) -> pd.DataFrame:
    """One bool column per skill, one row per reply; `before[i]` are the words that reply i follows."""
    tags = {definition.key: definition for definition in load_tags(_SET)}
    frames = _Frames(_patterns(tags["repeat"]), _patterns(tags["summary"]))
    said = mark_each(_SET, replies, ["verbatim"] * len(replies))
    rows = []
    for own, reply, found in zip(before, replies, said.to_dict("records"), strict=True):
        given, parts = _given_back(own, reply, frames.repeat)
        drawn = bool(found["summary"]) or (parts > 1 and len(own) >= _LONG)
        summary = drawn and len(given) > 1
        rows.append(
            {
                "repeat": bool(given) and not summary,
                "confirm": bool(found["confirm"]) or (bool(found["confirm_given"]) and bool(given)),
                "summary": summary,
                "empathy": bool(found["empathy"]),
                "set_apology": bool(found["set_apology"]) and _fits_any_case(reply),
            }
        )
    return pd.DataFrame(rows, columns=list(SKILLS), dtype=bool)


def _patterns(definition: Definition) -> tuple[Wording, ...]:
    return tuple(cue.pattern for cue in definition.cues)


def _replies(said: pd.DataFrame) -> Iterator[tuple[int, list[int]]]:
    """Places of the agents' turns that answer, each with the places of the customer's words before it.

    Those words are the customer's last turn and, with a look back past 「はい」 and 「そうなんです」, the
    last three that say something. Several turns of the agent in a row answer the same words.
    """
    contact, last, telling = "", -1, list[int]()
    columns = (said[c].tolist() for c in ("contact_id", "speaker", "kind", "text"))
    for place, (own, speaker, kind, text) in enumerate(zip(*columns, strict=True)):
        if own != contact:
            contact, last, telling = own, -1, []
        if kind not in _LIVE:
            continue
        if speaker == "customer":
            last = place
            telling = [*telling, place][-_LOOK_BACK:] if len(text) >= _TELLING else telling
        elif speaker == "agent" and last >= 0:
            yield place, sorted({*telling, last})


def _taken_up(before: Sequence[str], reply: str) -> tuple[str, int]:
    """The turn that shares most with the reply, the later of equals, and how many units they share."""
    own = _words(reply)
    ranked = [
        (len(_words(text) & own), len(text) >= _TELLING, place) for place, text in enumerate(before)
    ]
    most, _, place = max(ranked)
    return before[place], most


def _given_back(own: str, reply: str, frames: Sequence[Wording]) -> tuple[frozenset[str], int]:
    """The customer's units that the reply gives back, and in how many clauses of one sentence at most."""
    stretches = list(_framed(nfkc(reply), frames))
    wanted = _units(own) if stretches else frozenset()
    given: set[str] = set()
    most = 0
    for stretch in stretches:
        if not _mostly(stretch, wanted):
            continue
        clauses = [_units(clause) & wanted for clause in re.split("[、,]", stretch)]
        given.update(*clauses)
        most = max(most, sum(bool(units) for units in clauses))
    return frozenset(given), most


def _mostly(stretch: str, wanted: frozenset[str]) -> bool:
    """Whether enough of what a sentence says is the customer's: else it tells something of its own."""
    words = _words(stretch)
    return len(words & wanted) >= _LEAST_GIVEN * len(words)


def _framed(reply: str, frames: Sequence[Wording]) -> Iterator[str]:
    """What stands before each frame of the reply, back to the sentence's start or the frame before."""
    for sentence in _SENTENCE.split(reply):
        start = 0
        for match in _matches(sentence, frames):
            yield sentence[max(start, match.start() - _REACH) : match.end()]
            start = match.end()


def _matches(sentence: str, frames: Sequence[Wording]) -> list[re.Match[str]]:
    found = [match for pattern in frames for match in pattern.finditer(sentence) if match.group()]
    return sorted(found, key=lambda match: match.start())


@lru_cache(maxsize=1 << 16)  # a customer's words are read once for each of the replies to them
def _units(text: str) -> frozenset[str]:
    """Content of a text that can be found again: numbers, masks, words in katakana, kanji and kana."""
    units: set[str] = set()
    for word in _WORD.findall(nfkc(text).casefold()):
        if "ぁ" <= word[0] <= "ん":
            units.update({word[i : i + 4] for i in range(len(word) - 3)} - _POLITE_GRAMS)
        elif "一" <= word[0] <= "龠":
            rest = _WORN.sub("", word)
            units.update(
                {rest} if len(rest) == 1 else {rest[i : i + 2] for i in range(len(rest) - 1)}
            )
        else:
            units.add(word)
    return frozenset(units - _NUMERALS - {""})


def _words(text: str) -> frozenset[str]:
    """The units that are no kana."""
    return frozenset(unit for unit in _units(text) if not "ぁ" <= unit[0] <= "ん")


def _fits_any_case(reply: str) -> bool:
    """Whether one of the apologies in the reply says nothing of the case."""
    for sentence in _SENTENCE.split(nfkc(reply)):
        for clause in re.split("[、,]", sentence):
            if _SORRY.search(clause) and not _specific(sentence[: sentence.find(clause)] + clause):
                return True
    return False


def _specific(text: str) -> bool:
    bare = _MASK.sub("", text)
    words = re.findall(r"[0-9]+|[a-z]+|[ァ-ヺー]{2,}|[一-龠々]+", bare.casefold())
    return any(_ANY_CASE.sub("", word) for word in words)


def _interrupts(said: pd.DataFrame, asked: int, place: int) -> bool | None:
    """Whether the reply began before the customer can have finished; None without times of both."""
    if said["kind"].iloc[place] != "asr":
        return None
    begun, answered = said["at"].iloc[asked], said["at"].iloc[place]
    if pd.isna(begun) or pd.isna(answered):
        return None
    length = len(said["text"].iloc[asked])
    seconds = (answered - begun).total_seconds()
    return bool(length >= _LEAST_SPOKEN and 0 <= seconds < length / _FASTEST)
