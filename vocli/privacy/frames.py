"""Surnames and full names that a phrase around them gives away: 今井の家内です, 今井が折り返し, 同僚の今井に, 予約:今井."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vocli.privacy.lazy import is_from, lazily
from vocli.privacy.lists import words
from vocli.privacy.shapes import KANJI, KATAKANA
from vocli.privacy.spans import SHIELD, Context, Hit
from vocli.privacy.surnames import (
    PERSON,
    heads,
    is_all_person,
    is_common,
    is_family,
    is_full_name,
    is_given,
    whole_name,
)

PLACEHOLDER = "〔氏名〕"
_Frames = tuple[tuple[re.Pattern[str], Callable[[Context, int, int, re.Match[str]], bool]], ...]
_REACH = 16
_COUNTING_ENDS = frozenset("一二三四五六七八九十次郎吉蔵助衛作造")  # 正三, 喜一郎, 与作
_FAR = 30
_K = rf"(?:(?![様氏殿])[{KANJI}ヶ])"
_FREE = rf"(?<![{KANJI}ヶ{KATAKANA}])"
_TWO = rf"{_K}{{1,4}}(?:[ノの之]{_K}{{1,2}})?"
_NAME = rf"(?P<name>{_TWO}(?:[ ](?:{_K}{{1,3}}|[ぁ-ん]{{2,4}}|[{KATAKANA}]{{2,5}}))?)"
_LAZY = rf"(?P<name>(?:{_K}|(?<=[{KANJI}])ノ(?=[{KANJI}])){{1,6}}?(?:[ ](?:{_K}{{1,3}}|[ぁ-ん]{{2,4}}|[{KATAKANA}]{{2,5}}))?)"
_FILLER = r"(?:もしもし|はい|あの[ーう]?|えー?っ?と?|ええと?|ああ?|うーん|そうですね|すみません|わたくし|わたし|私|失礼しました)[ーぁあ、。 ]{0,3}"
_IS = r"です|でござ|でいらっしゃ|と(?:申|もうし|いい|言|名乗|な[っり])|って|だ(?:けど|が)|様|さま|さん|に(?:な[っり]|変|直|し(?:て|ま))|で(?:お願い|お間違|よろし|登録|予約|契約|検索|もら|いい|合|、)|から|を|が|の|[」』、。)]|$"
# What stands behind a name whatever kind of surname it is: looked for first, the name only right before it.
_BEHIND_ANY = lazily(
    r"が(?:折り?返し|お?電話(?:し|いた|を差)|お受け|承り|承った|お伺い|ご?案内(?:し|いた)|代理で)|は(?:席を|外出|お休み|休暇|退社|出張|電話中|ただいま|只今|あいにく)|を名乗|ご夫妻|"
    r"の(?:家内|妻|夫|主人|旦那|嫁|代理|使い|身内|名前|名字|苗字|姓|名義|フルネーム)(?!の(?:店|通り))|の(?:息子|娘|母|父|兄|弟|姉|妹|孫|長男|長女)(?:です|だ|と申|でござ|なん)"
    r"|」?という(?:名前|名字|苗字|名義)|(?:と言う|っていう|って)(?:名前|名字|苗字|名義|姓)|名義|と書いて|(?:に|と)(?:代わりま|代わっ|替わりま|おつなぎ|お繋ぎ|お取り?次)|姓(?:で|に|から|の)"
)
# What stands behind a name only where the surname is nothing else besides.
_BEHIND_SURE = lazily(
    r"が(?:お?電話|お受け|折り?返|ご?連絡|受け?付|ご?対応|担当|承|伺|参り|お伺|代理|受講|参加|ご?契約|ご?購入|登録|申し?込|ご?来店|訪問|ご?案内|確認|手配|お預|引き?継|作成|入力|いたし)"
    r"|は(?:本日|ただいま|只今|現在|あいにく|生憎|席|外出|会議|お休み|休み|休暇|不在|退社|退職|出張|電話中|別の|他の|午後|明日)"
    r"|の(?:携帯|スマホ|アカウント|漢字|読み|ふりがな|フリガナ|口座|件[でにはを、]|後任|前任|上司|部下|同僚|秘書|対応が|応対が|代わり)|の.の字|の.は[^、。\n]{0,12}字"
    r"|から(?:ご?連絡|折り?返|お?電話)(?:さ|い|し|が|を|の|。|$)|を名乗|でご?予約(?:し|を|いた|済)|で(?:\d{1,2}|[二三四五六])名|の(?:おば|おじ|お母|お父|奥さん|奥様|ご主人|お子|息子さん|娘さん)|に変わ(?:り|っ)|ご夫妻|夫妻|ご一家|家(?:の(?:法[事要]|葬|墓|者|方|皆|ご)|様|ご)|と(?:連絡|相談|代わ|話)"
)
_BEFORE = lazily(rf"{_FREE}(?:以前|現在|今|前|旧姓|新姓|契約者?は|名義は)?{_NAME}$")
# What stands before a name: whose it is, a label, a question, a change, a clause (お世話になった今井です), a speaker.
# Tried only where a listed surname begins.
_AHEAD = lazily(
    rf"(?P<role>同僚|上司|部下|友人|知人|友達|先輩|後輩|弁護士|税理士|司法書士|行政書士|大家|幹事|代表|会長|社長|支店長|店長|工場長|責任者|部長|課長|係長|主任|所長|院長|園長|校長|秘書|事務|事務員|技術|経理|総務|営業|人事|広報|企画|法務|購買|サポート|センター|窓口|フロント|レジ|受付|担当|本社|当店|弊社|当社|部|課|係|室|代理|後任|前任|紹介者|連絡先|相続人|新郎|新婦|講師|医師|看護師|大工|職人|設計士|運転手|隣|向かい|近所|施主|生徒|児童|患者|故)(?:の|で|は|、|・|)$"
    rf"|(?:ご?予約(?:者|人)?(?:名|氏名|の?お?名前)?|登録(?:者|名|名義)?|サイン|署名|表札|印鑑|ハンコ|はんこ|判子|届出(?:者|人)?(?:名)?|漢字|フルネーム|本名|通称|通名|旧姓|新姓|名字|苗字|お?名前|氏名|宛名|(?:口座|カード|契約|車両|保険)?名義(?:人|者)?|契約(?:者|人)?|対応者?|応対者?|担当?|送信者?|確認者?|検収者?|お子[様さ]ん?(?:の)?(?:お?名前|氏名)?|生徒名?|児童名?|園児名?|患者名?|入居者名?|世帯主|被保険者|受取人|代理人|来店者|来訪者|同行者|紹介者|参加者|受講者|搭乗者|宿泊者|予約代表者|代表者|(?:者|人|主)(?:名|氏名)?|(?i:from|to|cc|name|attn))(?:\(漢字\))?(?P<sep> ?[:=/→]|は|が|も|に|[ ]|】|\]|)[ 、「『]{{0,2}}(?:{_FILLER})?$"
    rf"|(?P<asked>(?:お?名前|フルネーム|氏名|契約者様?|どちら様|名字)[^\n。、]{{0,16}}(?:ですか|ますか|ください|下さい|お願いします|お願いいたします|でしょうか|お名前は|ません?か|(?=[?]))[?、。 ]{{0,2}}(?:{_FILLER}){{0,2}})$"
    rf"|(?P<changed>(?:結婚|離婚|改姓|入籍|再婚|養子|苗字|名字|旧姓|姓|名義|名前)[^\n。]{{0,14}}?(?:て|で|が|を|、|から|は))$"
    rf"|(?P<speaker>(?:^|(?<=[\n】]))[ ・>]*(?:お?客様?|オペレーター?|OP|担当者?|相手|先方|顧客|ユーザー|受付|スタッフ|話者|お客)[ (（:]{{1,2}})$"
    rf"|(?P<clause>[たる])$|(?P<bracket>[(「\[【])$|(?P<head>^[ ・>]*)$",
    re.MULTILINE,
)
_AFTER = {
    "role": lazily(
        rf"{_LAZY}(?=が|に(?!関|対|つ)|を|と(?!い|し|は|お)|から|は|です|でした|でござ|も|へ|まで|より|宛|様|さん|さま|氏|と(?:申|いう|名乗|言)|、|。|\)|$)"
    ),
    "sep": lazily(rf"{_LAZY}(?=\s|$|{_IS}|[/,(（\[【→⇒;|~{SHIELD}\d])"),
    "asked": lazily(rf"{_LAZY}(?=です|でござ|と(?:申|いい|言)|。|、|$)"),
    "changed": lazily(rf"{_LAZY}(?=に(?:な[っり]|変|かわ|戻|改))"),
    "speaker": lazily(rf"{_LAZY}[)）]? ?(?::|:|「)"),
    "bracket": lazily(
        rf"{_LAZY}(?=[)\]】]|」(?:で(?:ご?予約|登録|お願い|検索|申)|様|さん|の名|名義|に(?:変|な|直)|から))"
    ),
    "head": lazily(rf"{_LAZY}(?= ?\d{{1,2}}[/月]\d| ?[>:](?!/)|\({SHIELD}|に変わりま)"),
    "clause": lazily(rf"{_LAZY}(?=です(?:[。、!がけよ]|$)|と(?:申|いい)ます|だけど|ですが)"),
}
_FROM = lazily(
    rf"(?:→|⇒|->|から)(?P<second>{_K}{{1,4}}?)(?=に(?:な[っり]|変|改|引|担)|へ(?:変|改|担|引|名)|名義|[:、\s]|$)"
)
_KIN = r"(?:主人|旦那|夫|妻|家内|嫁|息子|娘|長男|次男|三男|長女|次女|三女|父|母|祖父|祖母|義父|義母|兄|弟|姉|妹|孫|叔父|叔母|いとこ|甥|姪)"
_OF_KIN = lazily(
    rf"{_KIN}(?:の|、|・|である|)(?P<name>{_K}{{2,5}}?(?:[{KATAKANA}]{{2,4}}|[ぁ-ん]{{2,4}}?)??)(?=の(?:名前|名義|名|件|携帯|分|代|契約)|名義|です|が|は|を|も|に(?:代|か)|と申|さん|くん|ちゃん|様|、|。|宛)"
)
_GIVEN = lazily(
    rf"(?:^|(?<=[\s、/(;]))(?:名|メイ|名前\(名\)|ファーストネーム)[ ]?[:=】][ ]?(?P<name>{_K}{{1,3}})(?=\s|$|[、/;)])"
)


def may(context: Context) -> bool:
    """The beginning of a listed surname, or words for relatives and parts of names."""
    return context.may_name(heads()) or bool(_SIGN.search(context.text))


def find(context: Context) -> Iterator[Hit]:
    """Names with a phrase before or behind them; where that says little, only surnames that are nothing else."""
    if context.may_name(heads()):
        yield from _behind(context)
        yield from _ahead(context)
    if not _SIGN.search(context.text):
        return
    for pattern, is_meant in _WITHOUT_SURNAME:
        for match in pattern.finditer(context.text):
            start, end = match.span("name")
            if is_meant(context, start, end, match):
                yield Hit(*whole_name(context, start, end), PLACEHOLDER)


def _ahead(context: Context) -> Iterator[Hit]:
    """Names after what says that one follows."""
    text = context.text
    end = 0
    for start in context.surname_starts(heads()):
        if start < end:
            continue
        before = _AHEAD.search(text, max(0, start - _FAR), start)
        if before is None:
            continue
        kind = before.lastgroup or "sep"
        match = _AFTER[kind].match(text, start)
        if match and _JUDGES[kind](context, *match.span("name"), before):
            end = match.end("name")
            yield Hit(*whole_name(context, *match.span("name")), PLACEHOLDER)


def _behind(context: Context) -> Iterator[Hit]:
    """Names right before what is found first."""
    text = context.text
    for pattern, is_meant in _BEHIND:
        for evidence in pattern.finditer(text):
            stop = evidence.start()
            if stop == 0 or text[stop - 1] in "、。はがをのにとで":
                continue
            match = _BEFORE.search(text, max(0, stop - _REACH), stop)
            if not match:
                continue
            start, end = match.span("name")
            if is_meant(context, start, end, evidence):
                yield Hit(*whole_name(context, start, end), PLACEHOLDER)
                if pattern is _FROM:
                    yield Hit(*evidence.span("second"), PLACEHOLDER)


def _is_barred(name: str) -> bool:
    return (
        name in words("not_names.txt")
        or name in words("not_staff.txt")
        or is_common(name)
        or (name[0] < "一" and name[0] != "ヶ")
    )


def _is_any(context: Context, start: int, end: int, _match: re.Match[str]) -> bool:
    name = context.text[start:end]
    behind = is_from(_match, _BEHIND_ANY)
    if _is_barred(name) or (len(name) == 1 and (behind or not is_family(context, start, end))):
        return False
    return (
        is_family(context, start, end, alone=False)
        or _is_full(context, start, end)
        or is_all_person(context, start, end)
    )


def _is_sure(context: Context, start: int, end: int, _match: re.Match[str]) -> bool:
    name = context.text[start:end]
    if _is_barred(name) or len(name) < 2:
        return False
    return is_family(context, start, end) or _is_full(context, start, end)


def _is_labelled(context: Context, start: int, end: int, match: re.Match[str]) -> bool:
    """After a sign any surname will do, after a particle or nothing only those that are nothing else."""
    if match["sep"] == "" and len(context.text[start:end]) < 2:
        return False
    said = re.match(
        r"です|様|さん|名義|に(?:な|変)|で(?:お|登|予|検|も|よ)", context.text[end : end + 4]
    )
    strong = match["sep"].strip() in {":", "=", "/", "】", "]"} or (match["sep"] and said)
    judge = _is_any if strong and "契約" not in match.group()[:4] else _is_sure
    return judge(context, start, end, match)


def _is_relative(context: Context, start: int, end: int, _match: re.Match[str]) -> bool:
    """正三 in 父正三の名前: what a list or the dictionary calls a given name, or a full name."""
    name = context.text[start:end]
    if _is_barred(name) or name in words("not_given.txt"):
        return False
    if name in words("given_kanji.txt") or _is_full(context, start, end):
        return True
    if len(name) in {2, 3} and name[-1] in _COUNTING_ENDS and name[0] not in _COUNTING_ENDS:
        return True
    inside = [w for w in context.words() if w[0] < end and w[1] > start]
    return len(inside) == 1 and inside[0][2].pos.startswith(f"{PERSON},名")


def _is_given_alone(context: Context, start: int, end: int, _match: re.Match[str]) -> bool:
    return is_given(context, start, end)


def _is_pair(context: Context, start: int, end: int, match: re.Match[str]) -> bool:
    second = match.span("second")
    return _is_sure(context, start, end, match) and is_family(context, *second)


def _is_full(context: Context, start: int, end: int) -> bool:
    """A surname with a given name behind it; a town or a word behind a surname is none."""
    name = context.text[start:end]
    return len(name) > 2 and is_full_name(context, start, end)


_SIGN = lazily(r"(?:主人|旦那|家内|息子|[夫妻嫁娘父母兄弟姉妹孫甥姪男女])の?[一-鿿]|名[:=]")
_WITHOUT_SURNAME: _Frames = ((_OF_KIN, _is_relative), (_GIVEN, _is_given_alone))
_BEHIND: _Frames = ((_BEHIND_ANY, _is_any), (_BEHIND_SURE, _is_sure), (_FROM, _is_pair))
_JUDGES: dict[str, Callable[[Context, int, int, re.Match[str]], bool]] = {
    "role": _is_sure,
    "sep": _is_labelled,
    "asked": _is_any,
    "changed": _is_any,
    "speaker": _is_any,
    "clause": _is_sure,
    "bracket": _is_sure,
    "head": _is_sure,
}
