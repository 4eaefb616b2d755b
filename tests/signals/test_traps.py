"""Operators' set phrases and questions about a topic carry no signal, whoever's words they are taken for."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from vocli.model import Encoder
from vocli.signals import SIGNALS, Scorer, analysis_text, holds

# Every signal, in both kinds of text: none of these lines is a customer's voice.
OPERATORS = (
    "ご期待に沿えず、誠に申し訳ございません。",
    "貴重なご意見をいただき、ありがとうございます。担当部署に申し伝えます。",
    "ご不便をおかけしております。",
    "解約をご希望でいらっしゃいますか。",
    "つけ根の部分が熱い、ということでお間違いないでしょうか。",
    "つまり、火曜に届くはずの品がまだ来ておらず、今日中に必要ということですね。",
    "二日も使えなかったのは、お困りでしたね。小さいお子さまがいらっしゃるとなおさらです。",
    "確認のうえ、明日の午前中に私から折り返しお電話いたします。",
    "その件は配送会社の担当になりますので、そちらへお問い合わせいただけますか。",
    "⇒倉庫へ確認。金曜着と案内、ご了承いただき終話。",
)
# A question about the topic of a signal is at most a question.
TOPICS = (
    ("紹介コードはどこで確認できますか", ("advocate", "satisfaction")),
    ("おすすめの機種を教えてください", ("advocate", "satisfaction")),
    ("使いやすいのはどちらの型ですか", ("satisfaction", "competitor")),
    ("希望どおりの日に届きますか", ("expectation_met", "expectation_missed")),
    ("写真と実物の色は同じですか", ("expectation_missed", "expectation_met")),
    ("思ったより早く終わることもありますか", ("expectation_exceeded", "delight")),
    ("担当の方のお名前を教えてください", ("staff_praise", "privacy_worry")),
    ("どうすれば直りますか", ("resolved", "unresolved")),
    ("いつ解決しますか", ("resolved", "unresolved")),
    ("納得のいく説明をいただけますか", ("settled", "unsettled")),
    ("安心パックの内容を教えてください", ("settled", "satisfaction")),
    ("個人情報の変更はどの画面でできますか", ("privacy_worry",)),
    ("この品は本当に無料ですか", ("distrust",)),
    ("御社を名乗る不審なメールは本物でしょうか", ("distrust", "privacy_worry")),
    ("他社製の部品は使えますか", ("competitor",)),
    ("追加料金の内訳を教えてください", ("upsell", "complaint")),
    ("解約の方法を教えてください", ("churn_threat", "complaint", "delight")),
    ("退会の手続きはどこでできますか", ("churn_request", "churned", "howto")),
    ("口コミはどこで読めますか", ("sns",)),
    ("弁護士費用の特約はありますか", ("authority",)),
    ("情報が漏れることはありませんか", ("leak",)),
    ("故障したときの保証は何年ですか", ("defect",)),
    ("カスハラの研修はありますか", ("harassment",)),
    ("窓口はどこにありますか", ("runaround", "repeat_contact")),
    ("二つのプランの違いを教えてください", ("inconsistent", "not_as_expected")),
    ("注文してから何日で届きますか", ("chase",)),
    ("説明書はどこでもらえますか", ("self_service_failed",)),
)


@pytest.fixture(scope="module")
def marked(packaged_encoder: Encoder) -> pd.DataFrame:
    """Whether each signal holds, row by row: the operators' lines as both kinds, then the topics."""
    encoder = packaged_encoder
    texts = [*OPERATORS, *OPERATORS, *(text for text, _ in TOPICS)]
    kinds = ["verbatim"] * len(OPERATORS) + ["note"] * len(OPERATORS) + ["verbatim"] * len(TOPICS)
    vectors = encoder.encode([analysis_text(text) for text in texts])
    scores = Scorer.build(encoder, SIGNALS).score(texts, kinds, vectors)
    return pd.DataFrame({signal: holds(scores, signal) for signal in SIGNALS})


@pytest.mark.parametrize("signal", SIGNALS)
def test_no_operators_line_carries_a_signal(marked: pd.DataFrame, signal: str) -> None:
    rows = marked[signal].iloc[: 2 * len(OPERATORS)]
    assert [OPERATORS[i % len(OPERATORS)] for i in rows.to_numpy().nonzero()[0]] == []


@pytest.mark.parametrize("row", range(len(TOPICS)), ids=[text for text, _ in TOPICS])
def test_a_question_about_a_topic_is_not_its_signal(marked: pd.DataFrame, row: int) -> None:
    text, signals = TOPICS[row]
    held = marked.iloc[2 * len(OPERATORS) + row]
    assert _named(held, signals) == [], text


def _named(held: pd.Series, signals: Sequence[str]) -> list[str]:
    return [signal for signal in signals if held[signal]]
