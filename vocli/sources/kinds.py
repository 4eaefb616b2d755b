"""Whose words a text column holds: the operator's note, the customer's own, a survey's, a transcript's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from vocli.model import VoiceKind
from vocli.sources.sampling import pick
from vocli.sources.synonyms import spellings
from vocli.text import nfkc

NOTE_SHARE = 0.25
_SAMPLE = 3000
_NOTE = re.compile(
    r"とのこと|との(?:お?申し?出|由|事)|(?<![主趣要論])旨(?:[。、をのにで]|お?申|$)|ご?立腹|お怒り|強い口調|希望(?:。|$)"
    r"|様より|お?客様から(?:入電|連絡|電話|問)|お?客様より|⇒|申告あり|申し出あり|様子。|入電。|折り?返し希望",
    re.MULTILINE,
)
_FILLER = re.compile(r"えーっ?と|えっと|えー|あのー|あの[ーう]|そのー|まあ|はいはい|うーん|ええ")
_STOP = re.compile(r"[。．.?？!！]")
_ASR_HEADERS = frozenset(
    {
        "信頼度",
        "認識結果",
        "音声認識結果",
        "文字起こし",
        "書き起こし",
        "confidence",
        "transcript",
        "transcription",
    }
)
_SURVEY_HEADERS = (
    "自由記述",
    "自由記入",
    "自由回答",
    "自由意見",
    "フリーコメント",
    "フリーアンサー",
    "フリー回答",
    "fa",
    "openendedresponse",
    "評価理由",
    "推奨理由",
    "満足度の理由",
)
_INQUIRY = re.compile(
    "問合せ|申出|申し出|申告|受付内容|受電|入電|応対|対応|相談|苦情|クレーム|inquiry|ticket|description"
)
_SURVEY_TEXT = re.compile("アンケート|survey|questionnaire|調査", re.IGNORECASE)


def sample_texts(texts: Iterable[str]) -> list[str]:
    """About 3,000 different texts, which stand for all in `note_share` and `kind_of`."""
    return pick(set(texts) - {""}, _SAMPLE)


def note_share(filled: Sequence[str]) -> float:
    """Share of the sampled texts with a mark of an operator's note."""
    return sum(1 for text in filled if _NOTE.search(text)) / len(filled) if filled else 0.0


def kind_of(
    texts: Sequence[str],
    share: float,
    text_column: str,
    headers: Sequence[str],
    context: tuple[frozenset[str], Sequence[str]],
) -> VoiceKind:
    """The kind of a text column; `context` is the fields that the file fills, and its name and titles."""
    fields, titles = context
    names = {form for header in headers for form in spellings(header)}
    if names & _ASR_HEADERS or _spoken(texts):
        return VoiceKind.ASR
    if share >= NOTE_SHARE:
        return VoiceKind.NOTE
    forms = spellings(text_column)
    scored = bool(fields & {"nps", "csat", "ces", "ease"})
    asked = any(form in _SURVEY_HEADERS for form in forms)
    titled = any(_SURVEY_TEXT.search(nfkc(title)) for title in titles)
    plain = scored and "response" not in fields and not _INQUIRY.search(forms[0] if forms else "")
    return VoiceKind.SURVEY if asked or titled or plain else VoiceKind.VERBATIM


def _spoken(filled: Sequence[str]) -> bool:
    if not filled:
        return False
    unstopped = sum(1 for text in filled if not _STOP.search(text))
    fillers = sum(1 for text in filled if _FILLER.search(text))
    return unstopped >= 0.8 * len(filled) and fillers >= 0.1 * len(filled)
