"""VOC067: what speech recognition makes of silence."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,発話番号,開始秒,話者,認識結果"


def turns(*texts: str) -> str:
    """A transcript."""
    rows = [f"K1,{i},{i * 9},{'お客様' if i % 2 else 'OP'},{text}" for i, text in enumerate(texts)]
    return "\n".join([HEAD, *rows]) + "\n"


SPEECH = (
    "はいはいはい",
    "あのーえっとボトルが届かないんですよ",
    "そうですかそうですか",
    "ええええ",
    "お待ちください",
) * 4


def test_speech_with_its_repetitions_is_good(run_check: Any) -> None:
    assert run_check("VOC067", {"a.csv": turns(*SPEECH)}) == []


def test_the_same_words_in_a_chat_are_no_junk(run_check: Any) -> None:
    rows = "".join(f"C1,2026-11-05 10:00:{i:02},お客様,{'あ' * 30}\n" for i in range(9))
    assert run_check("VOC067", {"a.csv": "会話ID,日時,送信者,本文\n" + rows}) == []


def test_junk_is_counted_from_its_first_line(run_check: Any) -> None:
    junk = ("ご視聴ありがとうございました", "はい" * 9, "あ" * 12, "チャンネル登録をお願いします")
    (found,) = run_check("VOC067", {"a.csv": turns(*SPEECH, *junk)})
    assert (found.row, found.column) == (22, "認識結果")
    assert "4件" in found.message
