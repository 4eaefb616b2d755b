"""Postal addresses: from the prefecture, the city or the town down to the building and the room."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.buildings import ALONE, end_of_building, is_home
from vocli.privacy.lazy import lazily
from vocli.privacy.places import HIRAGANA_CITIES, PREFECTURE
from vocli.privacy.shapes import DASHES, KANJI, is_called_otherwise
from vocli.privacy.spans import SHIELD, Context, Hit, holds

PLACEHOLDER = "〔住所〕"
_MARK = lazily(
    r"[市区町村郡県字都府][^。\n]{0,24}?(?:\d|[一二三四五六七八九十])(?:\d|[-‐−ー–—の丁番条組]| ?丁| ?番|(?=[^\d]|$))|\d組|号室"
)
_THREE = lazily(r"\d[-‐−ー–—の]\d{1,4}[-‐−ー–—の]\d")
_LABELS = (
    "住所",
    "届け先",
    "届先",
    "所在地",
    "転居先",
    "越し先",
    "送付先",
    "配送先",
    "自宅",
    "実家",
    "本籍",
    "住まい",
    "設置先",
    "宛先",
)
_HOUSES = (
    "号",
    "マンション",
    "ハイツ",
    "コーポ",
    "アパート",
    "団地",
    "レジデンス",
    "ハイム",
    "メゾン",
    "荘",
)
_CITY = lazily("[市区郡町村]")
_ELSE = (
    "マンション",
    "ハイツ",
    "コーポ",
    "アパート",
    "団地",
    "レジデンス",
    "ハイム",
    "メゾン",
    "荘",
    "-ku",
    "-shi",
    "-cho",
    "大字",
)
_ROMAN = ("-ku", "-shi", "-gun", "-cho", "-machi", "-mura", "-son")
_NUMBER = lazily(r"[0-9一二三四五六七八九十]")
_NUM = r"(?:\d{1,5}|[一二三四五六七八九十百〇]{1,6})"
_HYPHEN = rf"(?: ?[{DASHES}] ?|の(?=(?:\d{{1,4}}|[一二三四五六七八九十百]{{1,4}})(?![\d一二三四五六七八九十百階個件本人名台回年月日時分円FＦ])))"
_NUMBERS = lazily(_NUM)
_JOINS = lazily(_HYPHEN)
# The numbers of an address as one run; what the run must hold is asked afterwards.
_TAIL = lazily(
    rf"(?=[\d一二三四五六七八九十百北南東西第])(?<![\d.,:/])(?:[北南東西]?{_NUM} ?条 ?(?:[東西南北] ?)?)?(?:第?{_NUM} ?地割 ?)?"
    rf"(?:{_NUM} ?丁目? ?(?:の(?=[\d一二三四五六七八九十]))?)?(?:{_NUM} ?(?:番(?:地|町|丁)?|組|区画|街区) ?(?:{_HYPHEN})?)?(?:{_NUM}(?:{_HYPHEN}{_NUM}){{0,4}})?(?: ?(?:番地|番|号)(?!室|棟|館|車|線|機|目|号)(?:の?\d{{1,4}}(?!\d))?)?"
)
_KYOTO = r"(?:[上下][ルる]|[東西]入[ルる]?)"
_SEGMENT = rf"(?:[{KANJI}ヶヵケノツ〆]|(?<![市区町村郡都道府県])[がのつ](?=[{KANJI}])|(?<=[上下入])[ルる]|[ァ-ヴー]{{2,8}})"
# Kana inside a place: not what follows a place as a particle or an ending.
_KANA_TOWN = r"(?:(?<=[市区町村郡字県府都道])(?![はをにでとへもがの]|から(?!っ)|まで|より|だけ|など|ほど|くらい|ぐらい|です|じゃ|って|しか|さえ|ですが|や(?![ぁ-ん]))[ぁ-ん]{1,9}|(?<=[一-鿿ァ-ヴー])[ぁ-ん]{2,6}(?=[町浜丘台野原坂橋谷池川山島崎園井田村]))"
_ANY_KANA_TOWN = lazily(r"(?<=[市区町村])[はへとやかもで](?!は|も|から|す)[ぁ-ん]{2,7}$")
_WITH_PREFECTURE = lazily(
    rf"{PREFECTURE}[ 、,]?(?:(?:{HIRAGANA_CITIES})[市町村区]?[ ]?)?(?:{_SEGMENT}|{_KANA_TOWN}|[ ](?! )){{0,30}}$"
)
_WITH_CITY = lazily(
    rf"(?:(?:{HIRAGANA_CITIES})[市町村]|(?:(?<![ぁ-んー])|(?<=[はがをにへの]))(?![はがをにへのでとも])[ぁ-ん]{{2,6}}[市区町村]|[{KANJI}ヶケノ]{{1,12}}[市区郡町村](?!場|分|間|画|域|別|切|内|外|民|立|長|役所))[ ]?(?:{_SEGMENT}|{_KANA_TOWN}|[ ](?! )){{0,24}}$"
)
_TOWN_ONLY = lazily(rf"{_SEGMENT}{{1,12}}[ ]?$")
_LABEL = r"(?:現|旧|新|ご?自宅|会社|勤務先|ご?実家|転居先の?|引っ?越し先の?|(?:お)?届け?先の?|配送先の?|送付先の?|設置先の?|請求先の?|登録の?|登録)?(?:住所|所在地|(?:お)?届け?先|配送先|送付先|設置先|転居先|引っ?越し先|本籍(?:地)?|自宅|実家|お?住まい|宛先)"
_LABEL_END = lazily(rf"{_LABEL}(?:番号)?(?:[ :=は、がをも「『(【\n]|で|に){{0,4}}$")
_LABEL_HEAD = lazily(rf"^(?:変更後|変更前)?{_LABEL}(?:[ :=、]|は|が|を|も|で|に){{0,3}}")
_NOT_PLACES = lazily(
    rf"(?<![{KANJI}ぁ-んァ-ヴー])(?:地区|学区|特区|工区|教区|街区|校区|選挙区|都市|市|区|町|村|同市|当市|同区|管区|各市|全市|政令市|近隣市|区分)$"
)
_NOT_HOUSES = lazily(
    rf" ?(?:円|個|本(?!町)|件|点|ポイント|人|名|台|回|歳|才|%|キロ|km|km|m|cm|mm|kg|時|分|秒|日|週|月|年|車|線|番線|番目|位|枚|通|箱|種|倍|便|行|頁|ページ|冊|校|店|社|カ月|か月|ヶ月|ヵ月|GB|MB)|[{DASHES}]?\d|[.:/]\d|[A-Za-z]"
)
_HOUSE_ENDS = lazily(r"[\s、。,.)」』】:;/]|$|に|へ|です|まで|から|の|は|が|を|も|宛|と|様|で")
_DATE = lazily(r"(?:19|20)\d\d[-‐−ー](?:0?[1-9]|1[0-2])(?:[-‐−ー]\d{1,2})?")
_CORNER = lazily(
    r"の?(?:交差点|バス停|停留所|駅|の角|角の|付近|周辺|あたり|辺り|方面|商店街|店|公園|歩道橋|信号)"
)
_TOWN_ALONE = lazily(
    rf"{_LABEL}(?:番号)?(?:[ :=、「『(【\n]|は|が|を|も){{1,4}}(?P<place>(?:{PREFECTURE}[ ]?)?(?:{HIRAGANA_CITIES}|[{KANJI}ヶケノ]{{1,6}}?)[市区郡町村]"
    rf"(?P<town>{_SEGMENT}{{2,16}}))(?=[\s、。,)」』】]|$|です|でござ|に(?:変|引|転|移|住)|へ(?:変|引|転|移)|から|まで|でお願)"
)
_NO_TOWN = lazily(r"^(?:在住|居住|方面|周辺|付近|以外|全域|出身|市内|区内|内|外|の|宛|着|行|まで)")
_ENGLISH = lazily(
    r"(?:(?:#|Room |Apt\.? )?\d{1,4}[A-Za-z]?(?:,? [A-Z][A-Za-z]+){0,3},? )?\d{1,4}(?:-\d{1,4}){1,3},? [A-Z][A-Za-z'-]+(?:,? [A-Z][A-Za-z]+)?,? ?[A-Z][A-Za-z]+-(?:ku|shi|gun|cho|machi|son|mura)(?:,? [A-Z][a-z]+(?:-(?:shi|to|fu|ken))?){0,2}"
)
_ENGLISH_LAST = lazily(
    r"(?:[A-Z][a-z]+,? )?[A-Z][a-z]+-(?:ku|shi|gun|cho|machi|son|mura),? (?:[A-Z][A-Za-z-]+,? ){1,2}\d{1,4}(?:-\d{1,4}){1,3}"
)
_THINGS = lazily(r"[番型品商数量件名号]|コード|ロット|サイズ|色")
_REACH = 48


def may(context: Context) -> bool:
    """A word of places with a number behind it, three numbers in a row, a house or a label."""
    text = context.text
    if not context.digits:
        return bool(_CITY.search(text)) and holds(text, _LABELS)
    if _MARK.search(text) or _THREE.search(text) or SHIELD in text or "住所" in text:
        return True
    if _CITY.search(text) and holds(text, _LABELS):
        return True
    return context.digits > 1 and holds(text, _ELSE)


def find(context: Context) -> Iterator[Hit]:
    """Places with house numbers, buildings with rooms, towns after 住所; a prefecture or a city alone stays."""
    text = context.text
    end = 0
    for match in _TAIL.finditer(text):
        start = _place_before(context, match) if match.start() >= end and match.group() else None
        if start is not None:
            end = end_of_building(text, match.end())
            yield Hit(max(0, start), end, PLACEHOLDER)
    if holds(text, _HOUSES):
        for match in ALONE.finditer(text):
            if is_home(match.group()):
                yield Hit(_town_before(text, match.start()), match.end(), PLACEHOLDER)
    if holds(text, _LABELS):
        for match in _TOWN_ALONE.finditer(text):
            if not _NO_TOWN.match(match["town"]):
                yield Hit(*match.span("place"), PLACEHOLDER)
    if holds(text, _ROMAN):
        for pattern in (_ENGLISH, _ENGLISH_LAST):
            for match in pattern.finditer(text):
                yield Hit(match.start(), match.end(), PLACEHOLDER)


def _town_before(text: str, start: int) -> int:
    """渋谷区神南 青葉荘203号室: the town before a building belongs to the address."""
    before = text[max(0, start - _REACH) : start]
    found = _WITH_PREFECTURE.search(before) or _WITH_CITY.search(before)
    return start - len(before) + found.start() if found else start


def _strength(run: str) -> int:
    """3: house numbers that need no more evidence than a town; 2: a block; 1: a lone number; 0: nothing."""
    numbers = len(_NUMBERS.findall(run))
    joins = len(_JOINS.findall(run))
    block = "丁" in run or ("条" in run and numbers > 1)
    if numbers == 0:
        return 0
    if (
        (block and numbers > 1)
        or joins > 1
        or (re.search("[番組]", run) and numbers > 1)
        or "地割" in run
    ):
        return 3
    if block or joins or "番地" in run or run.rstrip().endswith("番"):
        return 2
    return 1 if run.strip()[-1:].isascii() and run.strip().isdigit() else 0


def _place_before(context: Context, match: re.Match[str]) -> int | None:
    """Where the place begins whose house numbers `match` is; None where they are something else."""
    text, run = context.text, match.group()
    strength = _strength(run)
    if not strength or _is_no_house(text, match):
        return None
    base = max(0, match.start() - _REACH)
    before = text[base : match.start()]
    if (
        strength == 3
    ):  # はなぞの1-2-3: three numbers prove that kana which begin like a particle are a town
        before = _ANY_KANA_TOWN.sub(lambda m: "々" * len(m.group()), before)
    if found := _WITH_PREFECTURE.search(before):
        rest = re.sub(rf"^{PREFECTURE}", "", found.group())
        has_city = bool(re.search(r".[市区郡町村]", rest))
        if (strength > 1 and rest.strip()) or (has_city and _ends_here(text, match)):
            return base + found.start()
    found = _WITH_CITY.search(before)
    if (
        found
        and not _NOT_PLACES.search(found.group())
        and _fits_city(text, match, found.group(), strength)
    ):
        return _from_place(context, base + found.start(), match.start())
    return _after_town(context, match, before, strength)


def _fits_city(text: str, match: re.Match[str], place: str, strength: int) -> bool:
    if strength == 1:
        known = "字" in place or re.search(_KYOTO, place) or _LABEL_HEAD.match(place)
        town = re.search(r"[市区郡].{2,}$", place) and len(match.group().strip()) > 1
        return bool(known or town) and _ends_here(text, match)
    return strength == 3 or not place.rstrip().endswith(("市", "区", "郡"))


def _after_town(context: Context, match: re.Match[str], before: str, strength: int) -> int | None:
    """A town alone needs full house numbers and a dictionary, a 大字 or a label that knows it."""
    found = _TOWN_ONLY.search(before)
    if not found:
        return None
    start = match.start() - len(found.group())
    town = found.group()
    if "大字" in town:
        return (
            start + town.index("大字") if _ends_here(context.text, match) or strength > 1 else None
        )
    coded = SHIELD in before[: found.start()][-2:] and not _THINGS.search(
        found.group()
    )  # 〒100-0001 千代田1-1
    labelled = coded or _LABEL_END.search(before[: found.start()]) or _LABEL_HEAD.match(town)
    if labelled and strength > 1:
        return _from_place(context, start, match.start())
    if strength < 3:
        return None
    for begin, stop, token in context.words():
        if start <= begin and stop <= match.start() and token.pos.startswith("名詞,固有名詞,地域"):
            return begin
    run = match.group()
    return _from_place(context, start, match.start()) if "丁" in run and "番" in run else None


def _is_no_house(text: str, match: re.Match[str]) -> bool:
    run = match.group().strip()
    if (
        is_called_otherwise(text, match.start())
        or run[0] == "0"
        or _DATE.match(run)
        or re.match(r"[〇零]", run)
    ):
        return True
    if run[-1] in "目地" and _CORNER.match(text, match.end()) and _strength(run) < 3:
        return True
    return run[-1] not in "目地号" and bool(_NOT_HOUSES.match(text, match.end()))


def _ends_here(text: str, match: re.Match[str]) -> bool:
    return bool(_HOUSE_ENDS.match(text, match.end()))


def _from_place(context: Context, start: int, end: int) -> int:
    """Without a label (住所) and the words before the first name of a place."""
    label = _LABEL_HEAD.match(context.text[start:end])
    if label and label.end() < end - start:
        start += label.end()
    inside = [w for w in context.words() if start <= w[0] and w[1] <= end]
    names = [w for w in inside if w[2].pos.startswith("名詞,固有名詞")]
    return names[0][0] if names else start
