"""What a question reads beyond scores and themes: tags, terms, and what both sides said."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from vocli.language import plain, split_note
from vocli.model import Facts, Tools
from vocli.pipeline.concealing import conceal_said
from vocli.pipeline.prepared import Prepared
from vocli.pipeline.question import Question
from vocli.pipeline.remembering import evidence_for
from vocli.pipeline.scope import Scoped
from vocli.pipeline.survey import ALWAYS
from vocli.signals import THRESHOLD, Scorer, Weigh
from vocli.signals.listening import mark_turns
from vocli.signals.tagging import mark_each, mark_tags
from vocli.themes.phrases import phrases

_SAID = ["contact_id", "turn", "speaker", "at", "kind", "text"]


def add_words(
    facts: Facts, scoped: Scoped, prepared: Prepared, tools: Tools, question: Question
) -> Facts:
    """The facts with the tags, terms, phrases and turns that the question needs."""
    needs, voices = question.needs, facts.voices
    if needs.tags:
        texts, kinds = voices["text"].tolist(), voices["kind"].tolist()
        voices = voices.assign(**{name: mark_tags(name, texts, kinds) for name in needs.tags})
    if needs.terms:
        voices = voices.assign(terms=pd.Series(prepared.terms, dtype=object))
    if needs.phrases:
        voices = voices.assign(phrases=pd.Series(_phrases(voices, tools), dtype=object))
    said = _said(scoped, tools, question) if needs.turns else facts.said
    return replace(facts, voices=voices, said=said)


def _phrases(voices: pd.DataFrame, tools: Tools) -> list[tuple[str, ...]]:
    """The phrases of every voice; none of one that is set aside."""
    found: dict[str, tuple[str, ...]] = {"": ()}
    live = voices["text"].where(voices["set_aside"] == "", "")
    for text in live:
        if text not in found:
            tokens = tools.tokenizer.tokens(plain(text))
            found[text] = tuple(dict.fromkeys(phrases(tokens)))
    return [found[text] for text in live]


def _said(scoped: Scoped, tools: Tools, question: Question) -> pd.DataFrame:
    """Every turn of both sides, masked."""
    turns = scoped.turns
    extra = scoped.contacts.set_index("contact_id")["extra"].fillna("")
    own = turns["contact_id"].map(extra)
    texts = turns["text"].tolist()
    if not scoped.coded:
        texts = conceal_said(texts, own, tools, question)
    said = turns.assign(text=texts, kind=turns["voice_kind"])[_SAID].reset_index(drop=True)
    said = _silenced(said, evidence_for(tools.memory, question))
    for name in question.needs.turn_tags:
        said = mark_turns(said) if name == "listening" else _recorded(said, name)
    return said


def _silenced(said: pd.DataFrame, weigh: Weigh) -> pd.DataFrame:
    """The turns without the words of suspected harassment, which the cues alone tell of a whole turn."""
    scorer = Scorer(None, ALWAYS, weigh)
    marks = scorer.score(said["text"].tolist(), said["kind"].tolist(), None)
    suspected = marks.ge(THRESHOLD).any(axis=1).to_numpy()
    return said.assign(text=said["text"].mask(suspected, ""))


def _recorded(said: pd.DataFrame, name: str) -> pd.DataFrame:
    """The turns with the tags of what the desk's side says in them: replies, and notes after the arrow."""
    columns = zip(said["text"], said["speaker"], said["kind"], strict=True)
    told = [_desk_side(text, speaker, kind) for text, speaker, kind in columns]
    marks = mark_each(name, told, said["kind"].tolist())
    return said.assign(desk=told, **{str(key): marks[key].to_numpy() for key in marks})


def _desk_side(text: str, speaker: str, kind: str) -> str:
    if speaker == "agent":
        return text
    if kind != "note":
        return ""
    return "\n".join(part.text for part in split_note(text) if part.side == "agent")
