"""A call log of 360 complaints in six themes, greetings and closings around each: are the six found?

    python benchmarks/noisy_log.py

Prints the adjusted Rand index of the contacts' main themes with the planted ones and the share left
unassigned, for the whole line (`vocli themes`); fails below 0.60 or above 10%. The sentences are
combined from openings, circumstances and tails that do not depend on the theme, so that every row
differs and only its middle tells the theme.
"""

from __future__ import annotations

import csv
import random
import sys
import tempfile
from pathlib import Path

from vocli.engine import cores
from vocli.pipeline import Question, analyse
from vocli.sources import Reading

ARI_BAR, UNASSIGNED_BAR = 0.60, 0.10
ROWS = 60  # per theme

_OPENINGS = (
    "お世話になっております。", "もしもし、いつもありがとうございます。", "初めてお電話いたします。",
    "お忙しいところ恐れ入ります。", "すみません、ちょっとよろしいでしょうか。", "",
)  # fmt: skip
_CLOSINGS = (
    "よろしくお願いいたします。", "ありがとうございました。", "では失礼いたします。",
    "お手数をおかけします。", "どうもありがとうございます。", "",
)  # fmt: skip
_AROUND = (
    "先週から続いています。", "家族も困っています。", "これで二回目です。", "仕事の合間にかけています。",
    "前にもお伝えしました。", "説明書も見ました。", "", "", "",
)  # fmt: skip

# Each theme: who or what, and what is wrong with it; every pair makes one complaint.
_THEMES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ログイン": (
        ("会員ページに", "アプリに", "マイページに", "スマホのアプリに", "サイトの会員欄に"),
        ("何度やってもログインできません。", "暗証番号を入れても入れません。", "急にログインが通らなくなりました。",
         "ログインしようとするとエラーになります。", "パスワードを変えても入れないままです。"),
    ),
    "配送の遅れ": (
        ("注文した荷物が", "頼んだ品物が", "先週の注文品が", "指定した荷物が", "二箱の荷物が"),
        ("予定の日を過ぎても届きません。", "まだ配達されていません。", "三日も遅れています。",
         "約束の日に配送されませんでした。", "配達予定日になっても届かないままです。"),
    ),
    "請求の誤り": (
        ("今月の請求が", "カードの請求金額が", "届いた請求書の金額が", "引き落としの額が", "請求の明細が"),
        ("二重になっています。", "聞いていた額より高いです。", "先月と違っていて間違いだと思います。",
         "一桁多く間違っています。", "使っていない分まで含まれています。"),
    ),
    "電話がつながらない": (
        ("サポートの電話に", "窓口の電話に", "お客様センターの番号に", "フリーダイヤルに", "そちらの電話に"),
        ("何回かけてもつながりません。", "三十分かけ続けてもつながりませんでした。", "ずっと話し中でつながりません。",
         "音声案内のまま誰も出ません。", "待たされたまま切れてしまいました。"),
    ),
    "商品の破損": (
        ("届いたお皿が", "開けてみたら花瓶が", "箱の中のグラスが", "買った鏡が", "注文した陶器が"),
        ("割れていました。", "欠けていました。", "ひびが入っていました。", "粉々に壊れていました。",
         "角が割れて使えません。"),
    ),
    "返金されない": (
        ("取り消した注文の代金が", "返品した分のお金が", "キャンセル料の差額が", "解約後の返金が", "払いすぎた分が"),
        ("まだ返金されません。", "一か月たっても戻ってきません。", "返金の約束だったのに振り込まれていません。",
         "返ってくると聞いたのに返金がありません。", "いつまでも返金されないままです。"),
    ),
}  # fmt: skip


def write_log(path: Path, seed: int = 7) -> dict[str, str]:
    """Write the log as CSV and return contact id -> planted theme."""
    draw = random.Random(seed)
    rows, truth = [], {}
    for theme, (subjects, faults) in _THEMES.items():
        pairs = [(s, f) for s in subjects for f in faults]
        for i in range(ROWS):
            subject, fault = pairs[i % len(pairs)]
            around = [draw.choice(_AROUND), subject + fault, draw.choice(_AROUND)]
            rows.append((draw.choice(_OPENINGS) + "".join(around) + draw.choice(_CLOSINGS), theme))
    draw.shuffle(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["受付番号", "問い合わせ内容"])
        for number, (text, theme) in enumerate(rows, 1):
            writer.writerow([f"N-{number:04d}", text])
            truth[f"N-{number:04d}"] = theme
    return truth


def measure(folder: Path, cache_dir: Path) -> tuple[float, float, int]:
    """ARI with the planted themes, share unassigned, themes found; a contact without complaint is unassigned."""
    from sklearn.metrics import adjusted_rand_score

    truth = write_log(folder / "log.csv")
    found = analyse(
        Question((str(folder / "log.csv"),), Reading(), cache_dir=cache_dir, jobs=cores())
    )
    given = dict(
        zip(found.facts.contacts["contact_id"], found.facts.contacts["theme_id"], strict=True)
    )
    themes = [given.get(contact, "") for contact in truth]
    ari = float(adjusted_rand_score(list(truth.values()), themes))
    return ari, themes.count("") / len(themes), len(set(themes) - {""})


def main() -> int:
    """Print the figures; 1 when a bar is missed."""
    from platformdirs import user_cache_path

    with tempfile.TemporaryDirectory() as folder:
        ari, unassigned, themes = measure(Path(folder), user_cache_path("vocli"))
    print(f"planted 6 themes, found {themes}: ARI {ari:.3f} (bar {ARI_BAR}), ", end="")
    print(f"unassigned {unassigned:.1%} (bar {UNASSIGNED_BAR:.0%})")
    return int(ari < ARI_BAR or unassigned > UNASSIGNED_BAR)


if __name__ == "__main__":
    sys.exit(main())
