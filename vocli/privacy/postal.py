"""Postal codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.spans import Context, Hit

PLACEHOLDER = "〔郵便番号〕"
_HYPHEN = r"[-‐‑‒–—―−ーｰ]"
_PREFECTURE = (
    r"(?:北海道|東京都|大阪府|京都府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重"
    r"|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県|[一-鿿]{1,4}[市区郡][一-鿿])"
)
_CODE = re.compile(
    rf"〒\s?\d{{3}}{_HYPHEN}?\d{{4}}(?!\d)"
    rf"|(?<=郵便番号)(?P<gap>[はがを:\s]{{0,3}})\d{{3}}{_HYPHEN}?\d{{4}}(?!\d)"
    rf"|(?<![\dA-Za-z-])\d{{3}}{_HYPHEN}\d{{4}}(?=[\s、,]{{0,2}}{_PREFECTURE})"
)


def find(context: Context) -> Iterator[Hit]:
    """Seven digits that 〒, 郵便番号 or a following address makes a postal code."""
    for match in _CODE.finditer(context.text):
        yield Hit(match.start() + len(match.group("gap") or ""), match.end(), PLACEHOLDER)
