"""Character classes and small patterns that several detectors share; all of them read folded text (NFKC)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

# Kanji as names and places are written with: extensions and the compatibility forms (﨑 邉 𠮷) included.
KANJI = "一-鿿々㐀-䶿豈-\ufaff\U00020000-\U0003134f"
KATAKANA = "ァ-ヴー"
HIRAGANA = "ぁ-んー"
DASHES = r"\-‐‑‒–—―−ーｰ─"  # to stand inside a character class
KANJI_DIGITS = "〇零○◯一二三四五六七八九"

# One digit in katakana, as numbers are read out: キューゼロ.
READ_DIGIT = (
    "ゼロ|レイ|マル|イチ|ニー|ニイ|ニ|サン|ヨン|シー|ゴー|ゴ|ロク|ナナ|シチ|ハチ|キュウ|キュー"
)
_TO_DIGIT = str.maketrans("〇零○◯一二三四五六七八九", "0000123456789")
# One character each, so that places in the text stay where they are.
_OLD_FORMS = str.maketrans(
    "髙﨑濵濱邊邉齋齊澤廣德𠮷國櫻嶋嶌條瀨惠眞槇龍瀧榮實壽𣘺桺冨靜淺壯圓",
    "高崎浜浜辺辺斎斉沢広徳吉国桜島島条瀬恵真槙竜滝栄実寿橋柳富静浅壮円",
)

# A number that its own label calls a case, an order or a thing: the desk must be able to look it up.
_STAYS = re.compile(
    r"(?:受付|受注|発注|注文|ご?予約|伝票|送り状|追跡|配送|荷物|問い?合わ?せ|整理|管理|案件|チケット|ケース|請求書?|見積書?|申請|申込|商品|製品|製造|型|品|部品|機器|端末|シリアル|ロット"
    r"|法人|登録|確認|承認|認証|決済|取引|領収書?|明細|レシート|振替|店舗?|便|号機|JAN|ISBN|JANコード|バーコード|SKU|IMEI|S/N|order|ticket|case|tracking|invoice|serial|lot|ref(?:erence)?)"
    r" ?(?:番号|No|NO|no|ナンバー|ID|コード|code|number|#)?[.はがを:=#、\s「『(【]{0,4}$",
    re.IGNORECASE,
)
_REACH = 18


def digits_of(text: str) -> str:
    """Its digits, kanji ones among them, as ASCII."""
    return "".join(ch for ch in text.translate(_TO_DIGIT) if ch.isascii() and ch.isdigit())


def plain_digits(text: str) -> str:
    """The text with kanji digits as ASCII digits, every character in its place."""
    return text.translate(_TO_DIGIT)


def modern(text: str) -> str:
    """The text with old forms of kanji (髙 﨑 邊) as today's, every character in its place."""
    return text.translate(_OLD_FORMS)


def spellings(text: str) -> Iterator[str]:
    """The text of two characters with today's and old forms of kanji in every combination."""
    forms = [[ch, *(chr(old) for old, new in _OLD_FORMS.items() if chr(new) == ch)] for ch in text]
    for chars in product(*forms):
        yield "".join(chars)


def is_called_otherwise(text: str, start: int) -> bool:
    """True where the label before `start` makes the number one of a case, an order or a thing."""
    return bool(_STAYS.search(text[max(0, start - _REACH) : start]))
