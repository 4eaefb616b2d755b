"""Characters whose width a terminal may choose, replaced by such that have one width everywhere.

Unicode calls them East Asian Width "A". Kanji, kana and full-width forms are never touched. What is
shown is a reading aid: CSV, JSON and workbooks keep the original characters.

Order: the table below; letters and digits inside circles, brackets and Roman numerals by their Unicode
value; accents are dropped; what is left becomes `UNKNOWN`.
"""

from __future__ import annotations

import re
import unicodedata

UNKNOWN = "〓"  # the printer's mark for a type that is not at hand

_SINGLE: dict[str, str] = {
    # dashes, dots, quotation marks
    "‐": "-", "–": "-", "—": "-", "―": "-", "…": "...", "‥": "..", "·": "・", "‧": "・", "•": "*",
    "‘": "'", "’": "'", "“": '"', "”": '"', "′": "'", "″": '"', "‵": "'", "´": "'", "¨": '"',
    "¸": ",", "‖": "||", "†": "+", "‡": "+", "※": "*", "¡": "!", "¿": "?", "¶": "P", "§": "S.",
    "ˇ": "^", "ˉ": "-", "ˊ": "'", "ˋ": "`", "˙": "'", "˘": "^", "˝": '"', "˛": ",", "ˑ": ":", "˜": "~",
    # arithmetic
    "±": "+-", "×": "x", "÷": "/", "∕": "/", "√": "root ", "∝": "~", "∞": "oo", "∟": "L", "∠": "<",
    "∥": "||", "∣": "|", "∧": "^", "∨": "v", "∩": "n", "∪": "u", "∫": "S", "∬": "SS", "∮": "S",
    "∴": ":.", "∵": ".:", "∶": ":", "∷": "::", "∼": "~", "∽": "~", "≈": "~", "≌": "~", "≒": "~",
    "≡": "=", "≠": "!=", "≤": "<=", "≥": ">=", "≦": "<=", "≧": ">=", "≪": "<<", "≫": ">>",
    "⊂": "c", "⊃": "D", "⊆": "c", "⊇": "D", "⊕": "(+)", "⊙": "(.)", "⊥": "T", "⊿": "^", "⌒": "^",
    "∀": "A", "∂": "d", "∃": "E", "∇": "V", "∈": "E", "∋": "E", "∏": "P", "∑": "S",
    "⁄": "/", "¼": "1/4", "½": "1/2", "¾": "3/4",
    # units and signs
    "°": "度", "℃": "度C", "℉": "度F", "‰": "/1000", "€": "EUR", "¤": "$", "®": "(R)", "™": "(TM)",
    "№": "No.", "℡": "TEL", "Ω": "ohm", "Å": "A", "☎": "TEL", "☏": "TEL",
    # arrows
    "←": "<-", "→": "->", "↑": "^", "↓": "v", "↔": "<->", "↕": "^v", "⇒": "=>", "⇔": "<=>",
    "↖": "^", "↗": "^", "↘": "v", "↙": "v", "☞": "->", "☜": "<-", "▶": ">", "▷": ">", "◀": "<", "◁": "<",
    # marks of approval, bullets, ornaments
    "○": "〇", "◯": "〇", "⭘": "〇", "◎": "(〇)", "●": "*", "■": "*", "□": "*", "◆": "*", "◇": "*",
    "◈": "*", "★": "*", "☆": "*", "✽": "*", "▲": "^", "△": "^", "▼": "v", "▽": "v", "◢": "/", "◣": "\\",
    "♀": "(女)", "♂": "(男)", "♪": "~", "♬": "~", "♩": "~", "♭": "b", "♯": "#", "♨": "(温泉)",
    "♡": "(heart)", "♥": "(heart)", "♠": "*", "♤": "*", "♣": "*", "♧": "*",
    "˄": "^", "˅": "v", "ː": ":", "◐": "*", "◑": "*",
    # letters that keep no base when their accent is dropped
    "Æ": "AE", "æ": "ae", "Ð": "D", "ð": "d", "Ø": "O", "ø": "o", "Þ": "Th", "þ": "th", "ß": "ss",
    "đ": "d", "Đ": "D", "Ħ": "H", "ħ": "h", "ı": "i", "ĸ": "k", "Ŀ": "L", "ŀ": "l", "Ł": "L", "ł": "l",
    "Ŋ": "N", "ŋ": "n", "Œ": "OE", "œ": "oe", "Ŧ": "T", "ŧ": "t", "ɑ": "a", "ɡ": "g",
}  # fmt: skip

# Greek and Cyrillic by their nearest Latin letter: short, and faces such as (´・ω・`) stay faces.
_GREEK = dict(zip("αβγδεζηθικλμνξοπρςστυφχψω", "abgdezhqiklmnxoprsstufxyw", strict=True))
_CYRILLIC = dict(
    zip("абвгдезийклмнопрстуфхцъыьэё", "abvgdeziiklmnoprstufhc'y'ee", strict=True),
    ж="zh", ч="ch", ш="sh", щ="sh", ю="yu", я="ya",
)  # fmt: skip
_LETTERS = _GREEK | _CYRILLIC
_BOXES = (("AND", "+"), ("HORIZONTAL", "-"), ("VERTICAL", "|"))


_MINUS = re.compile(
    r"[▲△](?=\d)"
)  # in Japanese business papers a triangle before a figure is a minus


def settle(text: str) -> str:
    """The text with every character of ambiguous width replaced, and without control characters.

    New lines and tabs become spaces: a customer's words never move the cursor.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_replace, _MINUS.sub("-", text)))


def is_ambiguous(ch: str) -> bool:
    """True if terminals disagree about the width of `ch`."""
    return unicodedata.east_asian_width(ch) == "A"


def _replace(ch: str) -> str:
    if ch in "\n\t":
        return " "
    category = unicodedata.category(ch)
    if category in {"Cc", "Cf", "Cs", "Cn"}:
        return ""
    if not is_ambiguous(ch):
        return ch
    if category == "Mn":  # accents and the selectors that follow an emoji
        return ""
    known = _SINGLE.get(ch) or _letter(ch)
    return known if known is not None else _by_name(ch)


def _letter(ch: str) -> str | None:
    small = _LETTERS.get(ch.lower())
    return small if small is None or ch.islower() else small.capitalize()


def _by_name(ch: str) -> str:
    name = unicodedata.name(ch, "")
    if "CIRCLED" in name or "PARENTHESIZED" in name or "SQUARED" in name:
        return _enclosed(ch, name)
    if name.startswith("BOX DRAWINGS"):
        return next((sign for word, sign in _BOXES if word in name.split()), "+")
    if "BLOCK" in name or "SHADE" in name:
        return "#"
    base = "".join(c for c in unicodedata.normalize("NFKD", ch) if not unicodedata.combining(c))
    return base if base and not any(map(is_ambiguous, base)) else UNKNOWN


def _enclosed(ch: str, name: str) -> str:
    number = unicodedata.numeric(ch, None)
    if number is not None:
        return f"({number:g})"
    last = name.rpartition(" ")[2]
    if len(last) != 1:
        return UNKNOWN
    return f"({last.lower() if 'SMALL' in name else last})"
