"""What was said is masked on its way, unless somebody asked to see everything."""

from __future__ import annotations

from typing import Any

from vocli.model import Reach, Tools
from vocli.pipeline import Question
from vocli.pipeline.concealing import conceal_said

SAID, EXTRA = ["山田太郎です。090-0000-0001まで"], ['{"お名前": "山田 太郎"}']


def test_whoever_asks_for_everything_sees_it(tokenizer: Any) -> None:
    question = Question(patterns=(), reach=Reach(personal=True))
    assert conceal_said(SAID, EXTRA, Tools(tokenizer, None), question) == SAID


def test_a_known_name_and_a_number_are_hidden(tokenizer: Any) -> None:
    told = conceal_said(SAID, EXTRA, Tools(tokenizer, None), Question(patterns=()))
    assert told == ["〔氏名〕です。〔電話番号〕まで"]
