"""Buildings and rooms: after the numbers of an address, or alone when a room makes them somebody's home."""

from __future__ import annotations

from vocli.privacy.lazy import lazily
from vocli.privacy.shapes import DASHES, KANJI, KATAKANA

_WORDS = (
    r"マンション|ハイツ|コーポ|アパート|ビルディング|ビル|荘|寮|団地|レジデンス|タワー|ハウス|メゾン|パレス|コート|ヒルズ|ハイム|ヴィラ|ビラ|シャトー|ドミール|カーサ|テラス|ガーデン|ハイランド|プラザ|フラット|ロイヤル|コープ"
    r"|社宅|官舎|宿舎|会館|住宅|号棟|号館|棟"
)
# What may follow a building's name that has no room.
_END = r"(?=[\s、。,.)」』】]|$|です|でござ|に(?!て)|へ|宛|まで|から|の)"
_UNITS = r"(?![\d円個件名人年月日時分台本回点%]|[:/.-]\d)"
_ROOM = (
    rf"(?:[A-Za-z]号室|\d{{1,2}}[{DASHES}]\d{{3,4}}(?:号室)?{_UNITS}|\d{{1,3}}[{DASHES}][A-Z](?![A-Za-z])|[A-Za-z]?[{DASHES}]?\d{{1,4}} ?(?:号室|号(?![棟館])|室|階|[Ff](?![A-Za-z]))(?:[ ]?\d{{1,4}}(?:号室?|室))?|\d{{1,3}}号?棟[ {DASHES}]?\d{{1,4}}(?:号室?|室)?"
    rf"|[A-Za-z]棟[ {DASHES}]?\d{{1,4}}(?:号室?|室)?|[A-Za-z]?[{DASHES}]?\d{{3,4}}{_UNITS})"
)
_LETTERS = rf"(?:[{KANJI}{KATAKANA}ヶA-Za-z&・'’]|(?<=第)\d)"
_AFTER_NUMBERS = lazily(
    rf"(?P<open>\()?[ 、,\n/]{{0,2}}(?:"
    rf"(?P<house>(?![はをがにでとへもの])(?:{_LETTERS}|[ぁ-ん]){{0,16}}?(?:{_WORDS})(?:[{KANJI}{KATAKANA}・ぁ-ん]{{0,10}}? ?{_ROOM}|[{KANJI}{KATAKANA}・]{{1,10}}{_END})?(?: ?{_ROOM})?)"
    rf"|(?P<name>[{KANJI}{KATAKANA}ヶA-Za-z&・'’ぁ-ん]{{2,20}}? ?{_ROOM})"
    rf"|(?P<kana>(?=[{KANJI}]{{0,8}}[{KATAKANA}]{{2}})[{KANJI}{KATAKANA}]{{3,16}}{_END})"
    rf"|(?P<room>#?{_ROOM})|(?P<latin>[A-Z][A-Za-z' ]{{1,24}} \d{{2,4}}(?!\d))"
    rf")(?P<close>(?(open)\)))"
)
_NO_HOUSE = lazily(
    r"番号|電話|注文|受付|会員|様|氏|連絡|携帯|荷物|商品|配達|配送|届|です|ます|から|まで|より|[はをがにへも]|(?i:tel|fax|no)"
)
ALONE = lazily(
    rf"(?<![{KANJI}{KATAKANA}])(?:(?:(?<![ぁ-ん])[ぁ-ん]{{2,6}})?{_LETTERS}{{0,14}}?(?:{_WORDS})[{KANJI}{KATAKANA}ぁ-ん]{{0,8}}? ?[A-Za-z]?[{DASHES}]?\d{{1,4}} ?号室?"
    rf"|(?:(?<![ぁ-ん])[ぁ-ん]{{2,6}})?{_LETTERS}{{0,14}}?(?:マンション|ハイツ|コーポ|アパート|団地|レジデンス|ハイム|メゾン|荘)[{KANJI}{KATAKANA}ぁ-ん]{{0,6}}? ?(?:(?:[A-Za-z]|\d{{1,2}}号)棟[ -]?\d{{2,4}}|\d{{3,4}})(?!号棟|年|件|点|%){_UNITS}"
    rf"|[{KANJI}]{{0,6}}[{KATAKANA}]{{3,14}}[{KANJI}ぁ-ん]{{0,6}} ?\d{{3,4}}号室)"
)
_PUBLIC = lazily(
    r"病院|ホテル|旅館|会議室|ホール|研修|センター|クリニック|フロア|本館|別館|新館|店|サーバ|ルーム|駐車"
)


def end_of_building(text: str, end: int) -> int:
    """Where the building and the room end that follow the numbers of an address at `end`."""
    match = _AFTER_NUMBERS.match(text, end)
    if not match or (_NO_HOUSE.search(match.group()) and not match["house"]):
        return end
    return match.end()


def is_home(building: str) -> bool:
    """False for hospitals, hotels and other houses whose rooms are nobody's address."""
    return not _PUBLIC.search(building)
