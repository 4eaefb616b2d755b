"""What customers said, contact by contact, as hashes and lengths; and counts by 拠点."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.messages import t
from vocli.model import Block
from vocli.text import nfkc

SPOKEN = ("customer", "unknown")  # an unknown speaker may be the customer

# Notes that record no word of the customer, without spaces and punctuation.
PHRASES = frozenset(
    [
        "同上", "同左", "同前", "同様", "以下同文", "前回同様", "前回と同様", "前回と同じ",
        "前回に同じ", "前述のとおり", "前述の通り", "上記と同じ", "上記のとおり", "上記の通り",
        "上記同様", "先ほどと同じ", "〃", "々", "折り返し希望", "折返し希望", "折返希望",
        "折り返しご希望", "折返しご希望", "折り返し依頼", "折返し依頼", "要折り返し", "要折返し",
        "要折返", "折り返し", "折返し", "折電希望", "折電依頼", "要折電", "コールバック希望",
        "再入電予定", "再度入電", "掛け直し", "かけ直し", "掛け直し希望", "備考参照", "別紙参照",
        "添付参照", "履歴参照", "過去履歴参照", "対応内容参照", "対応履歴参照", "メモ参照",
        "問い合わせ", "お問い合わせ", "問合せ", "お問合せ", "ご意見", "ご相談", "ご要望", "苦情",
        "クレーム", "入電", "受電", "その他", "内容確認", "要確認", "確認", "確認中", "調査中",
        "対応中", "対応済", "対応済み", "処理済", "処理済み", "完了", "完結", "終話", "引継ぎ",
        "引き継ぎ", "転送", "転送済み", "特になし", "とくになし", "特に無し", "なし", "無し", "空欄",
        "未入力", "入力なし", "記載なし", "後で入力", "後ほど入力", "あとで入力", "テスト",
    ]
)  # fmt: skip
_LONGEST_PHRASE = max(map(len, PHRASES)) + 8  # with spaces and punctuation
_PUNCTUATION = str.maketrans("", "", " \u3000\t\r\n。、.,・:;!?「」『』()【】[]-ー~")


@dataclass(frozen=True)
class Voices:
    """One entry per contact of a block: hash (0 without a word) and length of all its customer turns, line, row."""

    hashes: NDArray[np.uint64]
    lengths: NDArray[np.int64]
    lines: NDArray[np.int64]

    @property
    def spoken(self) -> NDArray[np.bool_]:
        """Contacts with any text."""
        return self.lengths > 0


def hear(block: Block) -> Voices:
    """The customer's words of every contact of a block; equal words in the same order have equal hashes."""
    n = len(block.contacts)
    lines = block.contacts["source_row"].fillna(0).to_numpy().astype(np.int64)
    hashes, lengths = np.zeros(n, np.uint64), np.zeros(n, np.int64)
    turns = customer_turns(block)
    if len(turns):
        texts = turns["text"].to_numpy(dtype=object)
        owner = turns["owner"].to_numpy().astype(np.int64)
        place = 2 * turns["turn"].to_numpy().astype(np.uint64) + np.uint64(1)
        np.add.at(hashes, owner, pd.util.hash_array(texts) * place)
        np.add.at(lengths, owner, lengths_of(turns))
    return Voices(hashes, lengths, lines)


def customer_turns(block: Block) -> pd.DataFrame:
    """The turns that a customer, or somebody unknown, said or wrote."""
    return block.turns[block.turns["speaker"].isin(SPOKEN)]


def lengths_of(turns: pd.DataFrame) -> NDArray[np.int64]:
    """Characters of each turn."""
    texts = turns["text"].tolist()
    return np.fromiter(map(len, texts), np.int64, len(texts))


def phrase_in(text: str) -> str:
    """The phrase that a whole note consists of, "" for any other text."""
    if len(text) > _LONGEST_PHRASE:
        return ""
    bare = nfkc(text).translate(_PUNCTUATION)
    return bare if bare in PHRASES else ""


def empty_phrases(texts: pd.Series[str]) -> NDArray[np.bool_]:
    """Which texts are one of PHRASES."""
    known = {text: bool(phrase_in(text)) for text in texts.unique().tolist()}
    return np.fromiter((known[text] for text in texts.tolist()), np.bool_, len(texts))


def name_sites(counts: Mapping[str, int]) -> str:
    """`仙台 31、那覇 7`, most first; `38件` where no site is known."""
    total = sum(counts.values())
    if not any(counts):
        return t("checks.rows", count=total)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return t("checks.comma").join(f"{site or t('checks.no_site')} {n}" for site, n in ordered)


def sites_of(block: Block, owners: NDArray[np.int64]) -> Counter[str]:
    """The sites of contacts of a block, given by position."""
    return Counter(block.contacts["site"].to_numpy(dtype=object)[owners].tolist())
