"""Customers of the story: 4,200 members, most at home, some at companies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sample_story.dice import Dice, words

COUNT = 4200
SURNAMES = words(
    "相原 青木 赤坂 秋元 浅野 芦田 東 安達 有馬 飯島 池上 石黒 泉 伊波 今井 岩瀬 上原 内海 梅沢 江口 遠藤 大城 大沢 岡部 小笠原 "
    "荻野 奥山 小野寺 柏木 勝又 加納 川口 菊地 木下 桐谷 工藤 久保田 熊谷 小泉 河野 小島 駒井 三枝 坂本 桜井 笹原 佐竹 塩田 柴崎 島袋 "
    "庄司 城間 菅野 関根 瀬戸 高瀬 田代 玉城 千葉 辻本 土屋 照屋 戸田 富永 豊田 仲里 永井 中沢 名嘉 西脇 野口 野村 橋爪 長谷部 服部 "
    "浜田 樋口 平良 深谷 福原 藤代 堀内 前田 松浦 三浦 水谷 宮城 武藤 村上 本村 森下 矢野 山根 湯浅 吉岡 米沢 若月 和田"
)
GIVEN = words(
    "aki haru jun kana kei ken maki mei mio nao rei ryo sora tomo umi yui yuma yuki sho emi"
)
LINE_WORDS = words(
    "みお はる けんた ゆき ママ パパ そら りん なお ひろ まこ とも さくら ねこ好き あや たけ ゆうま えみ しょう かな まる のん ちー むぎ だいち "
    "もも りく あおい すず こたろう"
)
COMPANY_HEADS = words(
    "潮風 みなと 若葉 青空 こもれび 星の杜 白樺 七夕 松風 花城 うるま 珊瑚 朝凪 月見 銀杏 さざ波 千歳 双葉 早瀬 三日月 丘の上 瑞穂 しらゆり 竹の子 "
    "浜千鳥"
)
COMPANY_TAILS = words(
    "設計 歯科 保育園 税理士事務所 不動産 整骨院 薬局 印刷 工務店 学習塾 美容室 物流"
)
AGENCIES = ("北沢ライフ販売", "みどり坂商事")
AKEBONO = "コワークあけぼの"
BILLED_COMPANIES = ("潮見デザイン事務所", "北浜会計社")


@dataclass
class Person:
    """One customer; `account` is empty for homes, `lot` names the machine's production lot."""

    number: str
    surname: str
    phone: str
    email: str
    line_name: str
    product: str
    plan: str
    agency: str
    account: str
    since: date
    lot: str
    opted_out: bool
    left: date | None = None
    linked: bool = False


def make_people() -> list[Person]:
    """All members, in the order of their numbers. The first nine are the billing contacts."""
    dice = Dice("people")
    line_names = _line_names(dice)
    return [_person(dice, index, line_names[index]) for index in range(COUNT)]


def _person(dice: Dice, index: int, line_name: str) -> Person:
    account = _account(dice, index)
    product = "オフィスO5" if account else ("卓上型S1" if dice.chance(0.61) else "床置きL2")
    agency = dice.pick(AGENCIES) if dice.chance(0.35) else ""
    surname = dice.pick(SURNAMES)
    return Person(
        number=f"00{410000 + index * 7 + dice.between(0, 5)}",
        surname=surname,
        phone=f"0{dice.pick('789')}0-0000-{(index * 2 + 137) % 10000:04d}",
        email=f"{dice.pick(GIVEN)}.{index:04d}@example.{dice.pick(('jp', 'com'))}",
        line_name=line_name,
        product=product,
        plan="オフィスプラン" if account else "おうちプラン",
        agency=agency,
        account=account,
        since=date(2023, 4, 1) + timedelta(days=dice.between(0, 1250)),
        lot=_lot(dice, product),
        opted_out=dice.chance(0.06),
    )


def _account(dice: Dice, index: int) -> str:
    if index < 3:
        return AKEBONO
    if index < 9:
        return BILLED_COMPANIES[index % 2]
    if dice.chance(0.13):
        return dice.pick(COMPANY_HEADS) + dice.pick(COMPANY_TAILS)
    return ""


def _lot(dice: Dice, product: str) -> str:
    if product == "卓上型S1":
        return dice.weighted((("S1-26B", 0.12), ("S1-26A", 0.38), ("S1-25D", 0.3), ("S1-25C", 0.2)))
    if product == "床置きL2":
        return dice.pick(("L2-25B", "L2-25C", "L2-26A"))
    return dice.pick(("O5-25A", "O5-26A"))


def _line_names(dice: Dice) -> list[str]:
    tails = [f"{word}{mark}" for word in LINE_WORDS for mark in _marks()]
    return dice.sample(tails, COUNT)


def _marks() -> list[str]:
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    return [""] + letters + [f"{number:02d}" for number in range(100)] + [f"@{a}" for a in letters]
