"""The prefectures of Japan, as patterns and by name."""

from __future__ import annotations

_KEN = (
    "青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重"
    "|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄"
)
PREFECTURE = rf"(?:北海道|東京都|大阪府|京都府|(?:{_KEN})県)"
PREFECTURE_NAMES = rf"(?:東京|大阪|京都|{_KEN})"
# Municipalities, or the heads of their names, that hiragana spells.
HIRAGANA_CITIES = (
    "さいたま|つくばみらい|つくば|いわき|ひたちなか|かすみがうら|ふじみ野|あきる野|さくら|みどり|いすみ|あわら|かほく|あま|みよし|いなべ|たつの|うきは|みやま|うるま|むつ|つがる|にかほ|せたな|おいらせ|みなかみ"
    "|ときがわ|えびの|いちき串木野|南あわじ|南さつま|東かがわ|さぬき|まんのう|つるぎ|東みよし|いの|みやこ"
)
