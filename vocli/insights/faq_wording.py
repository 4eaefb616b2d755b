"""How customers put a question: their own words first, without what they say to begin with."""

from __future__ import annotations

import re

import pandas as pd

_NOTE = "note"
_OPENING = re.compile(
    r"^(?:(?:えっと|ええと|えーと|あの[うー]?|すみません|すいません|ちょっと|お世話になり?(?:ます|っております)|こんにちは)(?:が|けど)?[、。,. !]*)+"
)
_END = " 。.!?！？、"
_NO_WORD = re.compile(r"[^\w\s、。,.・ー〜~「」『』()（）%/:+\-?？!！〔〕々〆ヶ]")


def wordings(voices: pd.DataFrame) -> list[str]:
    """The ways in which a question was put, the most typical first, each once.

    voices: those that ask it (text, kind, ask_score). What customers wrote or said comes before what a note
    says of it; wordings with a mask only where there are no others.
    """
    told = voices[voices["text"] != ""]
    order = pd.DataFrame(
        {
            "bare": [_bare(t, k) for t, k in zip(told["text"], told["kind"], strict=True)],
            "note": (told["kind"] == _NOTE).tolist(),
            "score": told["ask_score"].tolist(),
        }
    )
    order["masked"] = order["bare"].str.contains("〔", regex=False)
    order = order[order["bare"] != ""].sort_values(
        ["note", "score", "bare"], ascending=[True, False, True], kind="stable"
    )
    clean = order[~order["masked"]]
    return list(dict.fromkeys((clean if len(clean) else order)["bare"]))


def _bare(text: str, kind: str) -> str:
    """The text without openings, pictures and the last mark; a note stays as it was written."""
    if kind == _NOTE:
        return text.strip().rstrip(_END)
    return _OPENING.sub("", _NO_WORD.sub("", text).strip()).strip().rstrip(_END)
