"""Birth dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.privacy.lazy import lazily
from vocli.privacy.spans import Context, Hit

PLACEHOLDER = "〔生年月日〕"
_BORN = lazily(r"[生誕歳才産]|うまれ|[Bb]irth|BIRTH|DOB|dob|D\.O|[Bb]orn|バースデ")
_N = r"(?:\d{1,2}|[一二三四五六七八九十元]{1,3})"
_ERA = r"(?:明治|大正|昭和|平成|令和|[明大昭平令](?=\d)|(?<![A-Za-z])[MTSHR])"
_YEAR = rf"(?:{_ERA} ?\.? ?{_N}|(?:西暦 ?)?(?:18|19|20)\d\d|[一二][〇零一二三四五六七八九]{{3}}|'?\d\d(?=[/.-]\d{{1,2}}[/.-]))"
_NO = r" ?年 ?の? ?"
_SEP = r" ?[/.‐−ー-] ?"
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    rf"(?:{_YEAR}{_NO}(?:\([^()]{{1,8}}\) ?)?{_N} ?月 ?(?:{_N} ?日)?|{_YEAR}{_SEP}\d{{1,2}}{_SEP}\d{{1,2}}(?!\d)|(?<!\d){_N} ?月 ?の? ?{_N} ?日|(?<!\d)(?:19|20)\d{{6}}(?!\d)|(?<!\d)\d{{2}}年\d{{1,2}}月\d{{1,2}}日"
    rf"|{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|(?<!\d)\d{{1,2}} {_MONTHS} \d{{4}}|(?<!\d)\d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d(?!\d)"
    rf"|(?<!\d)(?:{_ERA} ?{_N}|(?:19|20)\d\d) ?年(?![間前後度以来目])|(?<![A-Za-z\d])[MTSHR]\d{{6}}(?!\d))"
)
_LABEL = lazily(
    rf"(?:生年月日|(?:お?誕生|生まれた?)(?:年月日|日)|(?<=[はがの、。\s])生まれ(?=[はが])|^生まれ(?=[はが])|生まれたの(?=[はが])|バースデー|(?<![A-Za-z])(?:D\.?O\.?B\.?|date of birth|birth ?dates?|birthday|born(?: on)?))(?P<gap>(?:[ :=、,はがをも「『(・]|西暦|和暦|\(西暦\)|\(和暦\)|登録|入力|お?伺[いう]|確認|聴取|⇒|→|is|on|で|の){{0,6}})(?P<date>{_DATE}|(?<!\d)\d{{1,2}}[/.]\d{{1,2}}(?![\d/])|\d{{4}} \d{{1,2}} \d{{1,2}}(?!\d))",
    re.IGNORECASE,
)
_YEAR_BORN = lazily(rf"(?<!\d)(?P<date>(?:19|20)\d\d|{_ERA} ?{_N})(?=(?:生まれ|うまれ)(?!変))")
_AFTER = lazily(
    rf"(?P<date>{_DATE})(?= ?[)）]? ?(?:\(?(?:生まれ(?!変|の(?:商品|製品|モデル|機種|ブランド|企画))|うまれ|生れ|産まれ|誕生(?!日?(?:セール|祭|キャンペーン|クーポン))|に(?:生まれ(?!変)|誕生)|生(?=$|[\s、。,.)」のでだがは・/]|まで))))"
)
_AGED = lazily(
    rf"(?P<date>{_YEAR}(?: ?年 ?{_N} ?月 ?{_N} ?日|{_SEP}\d{{1,2}}{_SEP}\d{{1,2}}))(?=生? ?[(、,/ ]{{0,2}}(?:満|年齢[:は]?)? ?\d{{1,3}} ?[歳才])"
)
# 「1985/4/1ではなく1958/4/1」: what a birth date is corrected to is one as well.
_BEFORE = lazily(
    rf"(?P<date>{_DATE}|(?<!\d)\d{{1,2}}/\d{{1,2}}(?![\d/]))(?=(?:が|は)?(?:私の|わたしの|主人の|妻の|息子の|娘の|子供の|母の|父の|本人の)?お?誕生日(?!の?(?:セール|クーポン|特典|割引|キャンペーン)))"
)
_KIN_BORN = lazily(
    rf"(?P<date>{_DATE})(?=に(?:私|娘|息子|子ども|子供|孫|長男|長女|次男|次女|父|母|妻|夫|主人|赤ちゃん|双子)[^。\n]{{0,3}}(?:が|は)?(?:生まれ|誕生)(?!変))"
)
_AGE_FIRST = lazily(
    rf"(?:満|年齢[はも:]?)? ?\d{{1,3}} ?[歳才][(、,/ ]{{1,2}}(?P<date>{_YEAR}(?: ?年 ?{_N} ?月 ?{_N} ?日|{_SEP}\d{{1,2}}{_SEP}\d{{1,2}}))(?=[)）。\s]|$|生)"
)
_CORRECTED = lazily(
    rf"[」』)]? ?(?:生まれ|生)? ?(?:から|より|→|⇒|->|ではなく|でなく|じゃなくて?|を|の誤りで|で登録|、正しくは|が正しくは|に?変更|[、 ]){{1,3}}[「『(]?(?P<date>{_DATE})"
)
_COMPANY = lazily(
    r"(?:会社|当社|弊社|ブランド|商品|製品|サービス|事業|店舗?|番組|キャラクター|酒|ワイン|モデル|シリーズ)[^。\n]{0,8}$"
)


def may(context: Context) -> bool:
    """Words of birth or age; the date itself may be in kanji."""
    return bool(_BORN.search(context.text))


def find(context: Context) -> Iterator[Hit]:
    """Dates, western or of an era, that 生年月日, 生まれ, an age or DOB makes somebody's birth date."""
    for pattern in (_LABEL, _AFTER, _AGED, _YEAR_BORN, _BEFORE, _KIN_BORN, _AGE_FIRST):
        for match in pattern.finditer(context.text):
            start, end = match.span("date")
            if pattern is _AFTER and _is_of_a_thing(context.text, start, end):
                continue
            yield from _hits(context.text, start, end)
            if pattern is _LABEL and (other := _CORRECTED.match(context.text, end)):
                yield Hit(*other.span("date"), PLACEHOLDER)


def _hits(text: str, start: int, end: int) -> Iterator[Hit]:
    """昭和22年の5月3日: the particle between year and day stays."""
    cut = text.find("年の", start, end)
    if cut < 0:
        yield Hit(start, end, PLACEHOLDER)
    else:
        yield Hit(start, cut + 1, PLACEHOLDER)
        yield Hit(cut + 2, end, PLACEHOLDER)


def _is_of_a_thing(text: str, start: int, end: int) -> bool:
    """Brands and firms are born as well, and mostly in a year."""
    if text[end - 1] == "年" and text.startswith("に", end):
        return True
    return bool(_COMPANY.search(text[max(0, start - 16) : start]))
