"""Distinct customer sentences from a small grammar: as many as a benchmark needs, the same every time."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

_WHEN = (
    "",
    "昨日から",
    "先週から",
    "今朝",
    "月曜日に",
    "届いた日に",
    "更新したあと",
    "契約してすぐ",
    "夜になると",
    "三日前から",
    "連休のあいだ",
    "家族が使うと",
    "雨の日に",
    "引っ越してから",
    "何もしていないのに",
)
_THING = (
    "炊飯器",
    "掃除機",
    "加湿器",
    "電気ポット",
    "空気清浄機",
    "食洗機",
    "浄水器",
    "扇風機",
    "トースター",
    "ミキサー",
    "ホットプレート",
    "除湿機",
    "アイロン",
    "電子レンジ",
    "こたつ",
    "体重計",
)
# Each row is one theme: what happens, and what the customer adds.
_THEMES = (
    (
        ("のふたが閉まりません", "のふたがゆるいです", "のふたがすぐ外れます"),
        "けがをしないか心配です",
    ),
    (
        ("が届きません", "の配達が遅れています", "がまだ届いていません"),
        "いつ届くのか教えてください",
    ),
    (("から焦げたにおいがします", "から煙が出ました", "が熱くなりすぎます"), "使うのをやめました"),
    (
        ("の請求額が合いません", "の代金が二重に引かれています", "の明細が違います"),
        "返金してください",
    ),
    (
        ("の部品が手に入りません", "の交換部品が品切れです", "の消耗品がどこにもありません"),
        "ほかで買うしかありません",
    ),
    (
        ("の修理が終わりません", "の修理から戻ってきません", "を修理に出したままです"),
        "連絡もありません",
    ),
    (
        ("の説明書が読みにくいです", "の設定がわかりません", "の使い方がわかりません"),
        "図を入れてほしいです",
    ),
    (("の電源が入りません", "が途中で止まります", "が急に切れます"), "交換できますか"),
    (("の音がうるさいです", "から変な音がします", "の音で目が覚めます"), "前の型は静かでした"),
    (
        (
            "の問い合わせの電話がつながりません",
            "の窓口で長く待ちました",
            "の相談窓口が混んでいます",
        ),
        "かけ直すのが大変です",
    ),
    (
        ("の保証が使えません", "の保証書が入っていません", "の保証の条件が違いました"),
        "買うときは聞いていません",
    ),
    (
        ("の解約ができません", "の定期便が止まりません", "の解約の画面が見つかりません"),
        "手順を送ってください",
    ),
    (
        ("の色が写真と違います", "の大きさが説明と違います", "の重さが思ったものと違います"),
        "返品したいです",
    ),
    (("の水が漏れます", "の下が濡れています", "から水が垂れます"), "床が傷みました"),
    (("を登録できません", "のアプリに入れません", "の会員番号が通りません"), "何度も試しました"),
    (
        ("がとても使いやすいです", "を買ってよかったです", "に助けられています"),
        "ありがとうございます",
    ),
)
_TAIL = (
    "",
    "困っています",
    "二回目です",
    "母も同じことを言っています",
    "もう一年になります",
    "早めにお願いします",
)


def generate(count: int, seed: int = 20) -> list[str]:
    """`count` distinct sentences of about 30 characters."""
    every = list(_sentences())
    if count > len(every):
        raise SystemExit(f"the grammar makes {len(every)} sentences, {count} were asked for")
    return random.Random(seed).sample(every, count)


def _sentences() -> Iterator[str]:
    for when in _WHEN:
        for thing in _THING:
            for happenings, remark in _THEMES:
                for happening in happenings:
                    for tail in _TAIL:
                        yield f"{when}{thing}{happening}、{remark}" + (f"、{tail}" if tail else "")


def write_export(path: Path, voices: list[str]) -> None:
    """One contact per sentence over eight weeks, in the columns of a plain call log."""
    start = datetime(2026, 1, 5, 9, 0)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["受付番号", "受付日時", "お客様番号", "お客様の声"])
        for number, voice in enumerate(voices):
            at = start + timedelta(minutes=number * 56 * 24 * 60 // len(voices))
            writer.writerow(
                [f"B{number:07}", f"{at:%Y/%m/%d %H:%M}", f"K{number * 7 % 9973:05}", voice]
            )
