"""Numbers that a company gives to a customer or a contract, and the patterns that a team adds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.policy import compiled
from vocli.privacy.shapes import DASHES, KANJI_DIGITS, READ_DIGIT, digits_of
from vocli.privacy.spans import SHIELD, Context, Hit, holds

PLACEHOLDER = "〔お客様番号〕"
_WHO = (
    r"会員証?|(?:プレミアム|無料|有料|ポイント|ゴールド)会員|お得意様|得意先|組合員|社員|職員|受講者|生徒|マイページ|カスタマー|(?:会員|メンバーズ|ポイント|カード)カード|カード会員|メンバーズ|基礎年金|年金|雇用保険|お客[様さ]ま?|顧客|ご?契約者?|加入者?|利用者|使用者|ユーザー?|メンバー|被保険者|保険証券?|証券|患者|診察券|免許証?|運転免許証?|パスポート|旅券|在留カード|ポイントカード|供給地点特定|購読者|学籍|受験|アカウント|ログイン"
    r"|customer|member(?:ship)?|contract|subscriber|client|policy|passport|user|account|login"
)
_WHAT = r"(?:様)?(?:の)?(?:管理|登録|識別|会員)?(?:番号|No\.?|ナンバー|ID|CD|コード|(?<=アカウント)名|(?<=ユーザー)名|(?<=ログイン)名|code|number|#)"
_CALLED = (
    "CD",
    "アカウント名",
    "ユーザー名",
    "ログイン名",
    "番号",
    "ID",
    "No",
    "NO",
    "no",
    "ナンバー",
    "コード",
    "code",
    "id",
    "number",
    "Number",
    "#",
)
_CALLED_SO = ("会員", "契約", "顧客", "お客")
# Particles, fillers and brackets; never a noun, which would give the number another name.
_GAP = r"(?P<gap>(?!(?:では?|じゃ)な)(?:[ぁ-んー 　:=、,・「『(【<≪\[#.\n…~→⇒第]|番号|登録|欄|新しい|変わって|言いま|申し上げ|伝えしま|確認|控え|以下|下記|新(?=[:=は ])|旧(?=[:=は ])|\(新\)|\(旧\)|is|No){0,16}?)"
_VALUE = (
    rf"(?:\d{{2,6}}(?: \d{{2,6}}){{1,4}}|[A-Za-z]{{1,3}} \d{{4,10}}|(?:{READ_DIGIT}){{5,12}}|[A-Za-z0-9]{{1,20}}(?:[{DASHES}_./][A-Za-z0-9]{{1,12}}){{0,5}}"
    rf"|(?:(?:エー|ビー|シー|ディー|イー|エフ|ケー|エム|エックス|[A-Za-z])[の ]?)?[{KANJI_DIGITS}](?:[の ]?[{KANJI_DIGITS}]){{4,15}})"
)
_END = r"(?![A-Za-z0-9@])(?![/.:]\d)(?!円|個|本|件|点|ポイント|年|月|日|時|分|人|名|様|桁|けた|ケタ|文字|%|回|階|歳|種)"
_LABELLED = re.compile(
    rf"(?<![A-Za-z])(?:{_WHO}) ?{_WHAT}{_GAP}(?P<number>{_VALUE}){_END}", re.IGNORECASE
)
# 会員A-1234567, 契約 KX-00112233: without 番号 only letters and many digits together are one.
_CODE = r"(?P<number>[A-Za-z]{1,4}[-‐−ー]?\d{5,12})"
_SHORT = re.compile(
    rf"(?:会員|契約|顧客|お客様)[ :、=#]?(?:{_CODE}{_END}|(?P<only>\d{{5,10}})(?=[番号]))"
)
_BEHIND = re.compile(
    rf"(?<![A-Za-z0-9-])(?P<number>[A-Za-z]{{0,4}}[-‐−ー]?\d{{5,12}}(?:[-‐−ー]\d{{2,8}}){{0,2}})[」』]?(?:が|は|という|って|、これが|\()(?:私の|わたしの|自分の|うちの|主人の|妻の|家族の)?(?:{_WHO})(?:番号|ID|コード|No)",
)
# A-1234567の会員です
_OWNER = re.compile(
    r"(?<![A-Za-z0-9-])(?P<number>[A-Za-z]{1,4}[-‐−ー]?\d{5,12})(?=の(?:会員|契約)(?:です|で|様|の|者))"
)
_NEXT = re.compile(
    rf"[」』)]?(?:[、,/・と ]|および|及び|または|から|→|⇒|->|ではなく|と、|の誤りで|を){{1,3}}[「『(]?(?P<number>{_VALUE}){_END}"
)
_FEWEST_DIGITS, _FEWEST = 3, 4


def find_team(context: Context) -> Iterator[Hit]:
    """What the team's own patterns find; never anything that is masked already."""
    for placeholder, pattern in compiled(context.policy.patterns):
        for match in pattern.finditer(context.text):
            if match.group() and SHIELD not in match.group():
                yield Hit(match.start(), match.end(), placeholder)


def may(context: Context) -> bool:
    """A number, or one that was read out, and what numbers are called."""
    text = context.text
    if not context.digits and "ゼロ" not in text and "イチ" not in text:
        return False
    return holds(text, _CALLED) or holds(text, _CALLED_SO)


def find(context: Context) -> Iterator[Hit]:
    """Numbers after 会員番号, お客様番号, 契約番号 and the like; numbers of cases and orders stay."""
    for match in _LABELLED.finditer(context.text):
        found: re.Match[str] | None = match
        shape = _shape(match["number"])
        fewest = 1 if match["gap"][-1:] in {":", "=", "「"} else _FEWEST_DIGITS
        while found and _is_number(found["number"], fewest) and _shape(found["number"]) == shape:
            yield Hit(*found.span("number"), PLACEHOLDER)
            found = _NEXT.match(context.text, found.end())
    for pattern in (_SHORT, _BEHIND, _OWNER):
        for match in pattern.finditer(context.text):
            yield Hit(*match.span(match.lastgroup or "number"), PLACEHOLDER)


def _is_number(value: str, fewest: int) -> bool:
    return (
        len(value) >= _FEWEST
        and (len(digits_of(value)) >= fewest or value[0] >= "ァ")
        and not _looks_like_day(value)
    )


def _looks_like_day(value: str) -> bool:
    return bool(
        re.fullmatch(r"(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[/]\d{1,2}", value)
    )


def _shape(value: str) -> str:
    return re.sub(r"[A-Za-z]+", "A", re.sub(r"\d", "0", value))
