"""Scores are right on the traps, exact, independent of company, and explained."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from vocli.model import Encoder
from vocli.signals import SIGNALS, THRESHOLD, Scorer, Trap, analysis_text, load_definitions
from vocli.signals.definition import load_background, seed_texts
from vocli.signals.model import load_model

TRAPS = [(d.key, trap) for d in load_definitions() for trap in d.traps]
WITHOUT = [
    "",
    "。",
    "はい",
    "お世話になっております。",
    "よろしくお願いいたします。",
    "ありがとうございました。失礼いたします。",
    "ご期待に沿うことができず、誠に申し訳ございません。",
    "ご不便をおかけしております。",
    "貴重なご意見をありがとうございます。関係部署に申し伝えます。",
    "差し込み口が熱い、ということでお間違いございませんでしょうか。",
    "二日も使えなかったのは、お困りでしたね。",
    "確認しまして、明日の正午までに折り返しお電話いたします。",
    "⇒倉庫へ確認。明日着と案内、ご了承いただき終話。",
]
COMPLAINTS = [
    ("届くはずの洗剤がまだ来ておらず、二日洗濯できていません。", "verbatim"),
    ("メーカーに聞けと言われてかけたら、今度は店に聞けと言われたとのこと。ご立腹。", "note"),
    ("無料で止められると説明された。手数料は聞いていない、話が違うと強い口調。", "note"),
    ("あのー先週頼んだやつがですねまだ来てないんですよね", "asr"),
    ("それでまた名前と住所を最初から言わないといけないんですか", "asr"),
    ("結局わたしは何をすればいいんでしょうか、話が進みません", "verbatim"),
    ("また品切れですか。さすが人気店は違いますね", "verbatim"),
    ("受付の方は親切でしたが、故障は直っていません。", "survey"),
    ("画面では十日前まで取り消せると出るのに、もう無理だと言われました", "verbatim"),
    ("四十分待ってつながったと思ったら、担当が違うと言われて切られた。", "survey"),
    ("宛先が古い部署のまま。前回も依頼済みとのこと。", "note"),
]


class FakeEncoder:
    """Vectors that follow from the characters alone."""

    name = "fake 1"

    def encode(self, texts: Sequence[str]) -> NDArray[np.int8]:
        out = np.zeros((len(texts), 16), dtype=np.int8)
        for i, text in enumerate(texts):
            for ch in text:
                out[i, ord(ch) % 16] = min(out[i, ord(ch) % 16] + 9, 127)
        return out


@pytest.fixture(scope="module")
def encoder(packaged_encoder: Encoder) -> Encoder:
    return packaged_encoder


def score(encoder: Encoder | None, texts: Sequence[str], kinds: Sequence[str]) -> pd.DataFrame:
    vectors = encoder.encode([analysis_text(text) for text in texts]) if encoder else None
    return Scorer.build(encoder, SIGNALS).score(texts, kinds, vectors)


@pytest.fixture(scope="module")
def trapped(encoder: Encoder) -> pd.DataFrame:
    """The scores of all traps, row by row as in TRAPS."""
    return score(encoder, [t.text for _, t in TRAPS], [t.kind for _, t in TRAPS])


@pytest.mark.parametrize("kind", ["verbatim", "note"])
def test_greetings_and_operators_set_phrases_carry_no_signal(encoder: Encoder, kind: str) -> None:
    scores = score(encoder, WITHOUT, [kind] * len(WITHOUT))
    wrong = (scores >= THRESHOLD).to_numpy().any(axis=1)
    assert [WITHOUT[i] for i in np.flatnonzero(wrong)] == []


def test_background_traps_carry_no_signal(encoder: Encoder) -> None:
    traps = load_background().traps
    scores = score(encoder, [t.text for t in traps], [t.kind for t in traps])
    assert not (scores >= THRESHOLD).to_numpy().any()


@pytest.mark.parametrize(
    ("row", "key", "trap"),
    [(i, k, t) for i, (k, t) in enumerate(TRAPS)],
    ids=[f"{k}-{t.text[:12]}" for k, t in TRAPS],
)
def test_trap(trapped: pd.DataFrame, row: int, key: str, trap: Trap) -> None:
    assert bool(trapped[key].iloc[row] >= THRESHOLD) == trap.expected, trapped[key].iloc[row]


def test_complaints_are_heard_in_every_guise(encoder: Encoder) -> None:
    scores = score(encoder, [c[0] for c in COMPLAINTS], [c[1] for c in COMPLAINTS])
    missed = np.flatnonzero(scores["complaint"] < THRESHOLD)
    assert [COMPLAINTS[i][0] for i in missed] == []


def test_seeds_are_encoded_as_the_encoder_encodes_them_now(encoder: Encoder) -> None:
    rows = [0, len(seed_texts()) // 2, len(seed_texts()) - 1]
    again = encoder.encode([analysis_text(seed_texts()[row]) for row in rows])
    difference = np.abs(again.astype(int) - load_model().seeds[rows].astype(int))
    assert difference.max() <= 1, "run tools/encode_seeds.py"


def test_a_score_depends_on_its_own_voice_alone() -> None:
    rng = np.random.default_rng(3)
    texts = [f"{text}。" for text in seed_texts()[::9]]
    kinds = ["note" if i % 3 == 0 else "verbatim" for i in range(len(texts))]
    vectors = rng.integers(-127, 128, size=(len(texts), 512)).astype(np.int8)
    scorer = Scorer(load_model(), SIGNALS)
    together = scorer.score(texts, kinds, vectors)
    order = rng.permutation(len(texts))
    shuffled = scorer.score([texts[i] for i in order], [kinds[i] for i in order], vectors[order])
    assert together.iloc[order].to_numpy().tobytes() == shuffled.to_numpy().tobytes()
    for i in (0, 5, len(texts) - 1):
        alone = scorer.score([texts[i]], [kinds[i]], vectors[i : i + 1])
        assert alone.to_numpy().tobytes() == together.iloc[[i]].to_numpy().tobytes()


def test_repeated_voices_get_the_same_score_and_kind_matters() -> None:
    scorer = Scorer.build(None)
    scores = scorer.score(["修理希望", "修理希望", "修理希望"], ["note", "verbatim", "note"], None)
    assert scores.iloc[0].equals(scores.iloc[2])
    assert scores["errand"].iloc[0] > scores["errand"].iloc[1]


def test_without_an_encoder_cues_decide_and_the_scorer_says_so() -> None:
    scorer = Scorer.build(None)
    assert scorer.mode == "cues"
    scores = scorer.score(
        ["本体から煙が出ています", "説明と違うので納得できません", "火曜に伺います"],
        ["verbatim"] * 3,
        None,
    )
    assert (scores >= THRESHOLD).to_numpy()[0].tolist()[SIGNALS.index("safety")]
    assert scores["complaint"].iloc[1] >= THRESHOLD
    assert not (scores.iloc[2] >= THRESHOLD).any()


def test_scores_are_float32_with_four_decimals_in_order() -> None:
    scores = Scorer.build(None, SIGNALS).score(["遅すぎます", "はい"], ["asr", "survey"], None)
    assert list(scores.columns) == list(SIGNALS)
    assert set(map(str, scores.dtypes)) == {"float32"}
    values = scores.to_numpy()
    assert (values == np.round(values.astype(np.float64), 4).astype(np.float32)).all()
    assert ((values >= 0) & (values <= 1)).all()


def test_no_voices_give_no_rows() -> None:
    scores = Scorer(load_model(), SIGNALS).score([], [], np.zeros((0, 512), dtype=np.int8))
    assert scores.shape == (0, len(SIGNALS))


def test_another_encoder_gets_a_model_of_its_own() -> None:
    scorer = Scorer.build(FakeEncoder(), ("escalation_request",))
    assert scorer.mode == "model"
    assert scorer.model is not None
    assert scorer.model.encoder == "fake 1"
    assert scorer.model.seeds.shape == (len(seed_texts()), 16)


def test_a_trace_names_cues_blocks_and_seeds() -> None:
    model = load_model()
    row = seed_texts().index("電源ランプがいつまでも赤いまま消えません")
    scorer = Scorer(model, SIGNALS)
    trace = scorer.explain("赤いランプが消えません", "verbatim", model.seeds[row])
    complaint = trace.of("complaint")
    assert "malfunction" in {hit.name for hit in complaint.hits}
    assert complaint.nearest[0].text == seed_texts()[row]
    assert complaint.nearest[0].counts_for
    assert complaint.nearest[0].similarity == 1.0
    assert complaint.model is not None
    odds = complaint.model + complaint.cues
    assert complaint.score == pytest.approx(1 / (1 + np.exp(-odds)), abs=2e-4)
    blocked = scorer.explain("不満はひとつもありません", "verbatim", None).of("complaint")
    assert [hit.name for hit in blocked.hits if hit.weight < 0] == ["reversal"]
    assert blocked.model is None
    assert blocked.nearest == ()
