"""A voice as the cues and the encoder read it: note tails and fillers off, sentences and last clauses apart."""

from __future__ import annotations

import re
from typing import NamedTuple

from vocli.text import nfkc

# What an operator adds around the customer's statement says nothing about the statement.
_NOTE_TAIL = re.compile(
    r"(?:[、 ]*(?:と|旨|との)?(?:の)?(?:こと|お?申し?出|由|仰せ|申告)(?:です|でした|だった|でござい(?:ます|ました)|あり|を受ける|を受けた)?"
    r"|[、 ]*(?:と|旨)(?:を)?(?:おっしゃ(?:る|られる|った)|言われる|話される|申される|の(?:入電|お電話|ご連絡)))"
    r"[。. ]*$"
)
_TAIL_START = re.compile(
    r"(?:との(?:こと|お?申し?出|由|仰せ|申告|入電|お電話|ご連絡)|旨|と(?:おっしゃ|言われ|話され|申され))"
)
# How the customer felt, put behind the matter: cues read it, but it must not draw vectors together.
_MOOD = re.compile(
    r"(?:とのこと(?:で|、)?|との?お?申し?出(?:で|、)?|と|[、。 ])(?:[、。 ])*"
    r"(?:(?:大変|たいへん|非常に|かなり|とても|相当)(?:な)?)?(?:に)?"
    r"(?:お怒り|ご?立腹|お叱り|お困り|ご?不満(?:を(?:述べ|訴え)られる)?|(?:強|きつ|厳し)い(?:口調|語気|ご?指摘)"
    r"|声を荒(?:らげ|げ)(?:る|られる)?|ご?納得(?:の)?(?:いか|いただけ|され|でき)ない(?=ご?様子|の?ご様子)"
    r"|ご?納得(?:いただけ|され)ず|(?:憤慨|落胆|困惑|ご不安)(?:され(?:る|ている))?|イライラ)"
    r"(?:の?ご?様子|で(?:の)?お?申し?出|されている|される|です|でした|だった|で)*[。. ]*$"
)
_FILLER = re.compile(
    r"(?:(?<![ぁ-んァ-ヶ一-龠])|^)(?:あのー*う?|えー*っ*と(?:ー|です)?ね*|えー+|うー*んと?|まあ|なんか|その[ーう]+)[、 ]*"
)
_END = re.compile(r"[。.!、,\s・ー~笑w()^*#♪☆★]+$")
_SENTENCE = re.compile(r"[。!\n]+|(?<=[?])(?![?])")
_TURN = re.compile(
    r"(?:(?:です|ます|ました|でした|ません|だった|ない|た|だ|い|る)(?:が|けど|けれども?|けども|ものの)、?"
    r"|のに、?|にもかかわらず、?|(?:^|、)(?:しかし|ただし?|でも|とはいえ|それでも)、?)"
)
_SHORTEST_CLAUSE = 4  # fewer characters after a turn are a sentence ending, not a clause


class Reading(NamedTuple):
    """One sentence of a voice: all of it, its last clause, and that clause only if a turn precedes it."""

    whole: str
    end: str
    after: str


def analysis_text(text: str) -> str:
    """The text without an operator's closing formulas and spoken fillers: what is worth encoding.

    How the customer felt belongs to the formulas. A voice that consists of nothing else comes back
    normalised but whole.
    """
    folded = nfkc(text).strip()
    calm = _MOOD.sub("", folded)
    return _bare(calm if len(calm) >= _SHORTEST_CLAUSE else folded) or folded


def _bare(text: str) -> str:
    """The text without reporting formula and fillers, mood and all."""
    out = _FILLER.sub("", text)
    if _TAIL_START.search(out):
        out = _NOTE_TAIL.sub("", out)
    return out.strip()


def read(text: str) -> tuple[Reading, ...]:
    """The sentences of a voice in order, each with its last clause; trailing marks but `?` removed."""
    folded = nfkc(text).strip()
    body = (_bare(folded) or folded).replace("\r", "\n")
    parts = [_trim(part) for part in _SENTENCE.split(body)]
    return tuple(_reading(part) for part in parts if part) or (Reading("", "", ""),)


def _reading(sentence: str) -> Reading:
    after = ""
    for match in _TURN.finditer(sentence):
        rest = sentence[match.end() :]
        if len(rest) >= _SHORTEST_CLAUSE:
            after = rest
    return Reading(sentence, after or sentence, after)


def _trim(sentence: str) -> str:
    asked = sentence.rstrip().endswith("?")
    core = _END.sub("", sentence.strip().rstrip("?"))
    if not core:
        return ""
    if _TAIL_START.search(core):
        core = _NOTE_TAIL.sub("", core) or core
    return core + "?" if asked else core
