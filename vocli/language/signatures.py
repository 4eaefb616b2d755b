"""The block at the end of a mail that says who wrote it: company, department, name, phone, address."""

from __future__ import annotations

import re

_LONGEST_CARD = 12  # lines; more is a text
_LONGEST_LINE = 60  # characters
_DELIMITER = re.compile(r"[ \t]*(?:--|—|__)[ \t]*$")
# Drawn of anything but letters: ====, ☆゜・。。・゜☆, /////.
_RULE = re.compile(r"[ \t\u3000]*(?:[^\w\s]|[ー＿_])(?:[^\w]|[ー＿_]){2,}$")
_CONTACT = re.compile(
    r"[\w.+-]{1,64}[@＠][\w-]+\.\w|https?://|www\.|〒|〔(?:電話番号|メール|郵便番号|住所)"
    r"|(?:tel|ｔｅｌ|fax|ｆａｘ|電話(?:番号)?|携帯(?:電話|番号)?|mobile|phone|直通|内線|代表|e-?mail|mail|メール(?:アドレス)?|url|hp|web|住所|所在地|連絡先)[ \t\u3000]*[:：./]?[ \t\u3000]*[(（〔+＋]?[\d０-９〔a-z]"
    r"|[(（]?0[0-9０-９]{1,4}[)）-][0-9０-９]{1,4}-[0-9０-９]{3,4}",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|(?:社団|財団|学校|医療|NPO|社会福祉|宗教)法人|[(（][株有][)）]|㈱|㈲|\b(?:Inc|Ltd|LLC|Corp)\b|(?:事務所|商店|商会|商事|工務店|製作所|クリニック|病院|学園)(?=$|[ 　])"
)
_DEPARTMENT = re.compile(
    r".{1,20}(?:部|課|係|室|局|科|センター|本部|支店|支社|営業所|工場|グループ|チーム|事業所|窓口|デスク)(?:$|[ \t\u3000/・].{0,24}$|〔)"
    r"|(?:代表取締役|取締役|部長|課長|係長|主任|店長|所長|マネージャー)(?:$|[ \t\u3000〔])"
)
_PLACE = re.compile(
    r"(?:[都道府県市区町村郡].*\d|\d+-\d+|丁目|番地|ビル|[0-9０-９]+(?:階|F|Ｆ|号室))"
)
_HOURS = re.compile(r"(?:営業|受付|対応)(?:時間|日)[ \t]*[:：]?")
_NAME = re.compile(
    r"(?:[一-鿿々]{1,4}[ 　]+[一-鿿々ァ-ヶぁ-ん]{1,6}|[一-鿿々]{1,4}|(?:〔(?:氏名|担当者名)〕[ 　]*)+|[A-Z][a-z]+ [A-Z][A-Za-z]+)"
    r"[ 　]*(?:[(（〈][ぁ-んァ-ヶA-Za-z 　]+[)）〉])?$"
)
_CLOSING = re.compile(
    r"[ \t]*(?:(?:best|kind|warm)?[ ]?regards|sincerely(?: yours)?|敬具|草々|以上)[,.、。]?[ \t]*$",
    re.IGNORECASE,
)
# A last line of two or three letters is a name, unless it is one of these.
_NO_NAME = re.compile(
    r"至急|以上|敬具|草々|異音|漏水|水漏|故障|破損|解約|返品|返金|交換|未着|欠品|遅延|不良|不明|退会|転居|請求|確認"
)
_SAID = re.compile(
    r"[。！？!?]|(?:です|ます|ました|ません|でした|ください|下さい|お願い)[ \t)）～~♪]*$|(?<=\S\S)[をは](?=[ぁ-んァ-ヶ一-鿿])|には|では|から|ので|(?:ない|たい|した|して|いる|ある)$"
)


def cut_signature(lines: list[str]) -> list[str]:
    """The lines with the signature at the end emptied; as many lines as before.

    With a rule or "-- " above it a card needs no sentence in it and something to reach its writer by;
    without a rule it needs two such lines at least.
    """
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    start = _ruled(lines, end)
    if start < 0:
        start = _plain_card(lines, end)
    return [*lines[:start], *[""] * (len(lines) - start)] if 0 <= start < end else lines


def _ruled(lines: list[str], end: int) -> int:
    """Where a card below a rule begins, or -1."""
    for position in range(end):
        line = lines[position]
        delimiter = _DELIMITER.match(line)
        if not delimiter and not _RULE.match(line):
            continue
        block = [own for own in lines[position + 1 : end] if own.strip() and not is_rule(own)]
        if not block or len(block) > _LONGEST_CARD:
            continue
        said = sum(1 for own in block if _says(own))
        contacts = sum(1 for own in block if _CONTACT.search(own))
        closed = is_rule(lines[end - 1])
        if delimiter and not said:
            return position
        if (contacts and not said) or (contacts >= 2 and said == 1 and closed):
            return position
        if closed and not said and any(_COMPANY.search(own) for own in block):
            return position
    return -1


def is_rule(line: str) -> bool:
    """Whether a line only draws a line."""
    return bool(_RULE.match(line) or _DELIMITER.match(line))


def _plain_card(lines: list[str], end: int) -> int:
    """Where a card without a rule begins, or -1."""
    position = end
    cards = contacts = 0
    if end > 1 and _is_lone_name(lines, end - 1):
        return end - 1
    while position and end - position <= _LONGEST_CARD + 4:
        line = lines[position - 1]
        if line.strip() and not is_rule(line):
            if not (_is_card_line(line) or (cards and _is_name(lines, position - 1))):
                break
            cards += 1
            contacts += bool(_CONTACT.search(line))
        position -= 1
    return position if cards >= 2 and contacts else -1


def _is_card_line(line: str) -> bool:
    if len(line) > _LONGEST_LINE or _says(line):
        return False
    return any(
        pattern.search(line) for pattern in (_CONTACT, _COMPANY, _DEPARTMENT, _PLACE, _HOURS)
    )


def _is_name(lines: list[str], position: int) -> bool:
    """A short line of name characters that stands apart from the text above it."""
    if not _NAME.match(lines[position].strip()):
        return False
    above = lines[position - 1] if position else ""
    return (
        not above.strip() or is_rule(above) or _is_card_line(above) or bool(_CLOSING.match(above))
    )


def _is_lone_name(lines: list[str], position: int) -> bool:
    """A name below an empty line, with a sentence above it, ends a mail like a card."""
    name = lines[position].strip()
    if len(name.replace("\u3000", " ").split(" ")[0]) > 3 or not _NAME.match(name):
        return False
    return not (
        lines[position - 1].strip()
        or _NO_NAME.search(name)
        or not any(map(_says, lines[:position]))
    )


def _says(line: str) -> bool:
    """Whether a line is a sentence, not a label with its value."""
    bare = line.strip(" \t\u3000～~*★☆")
    return bool(_SAID.search(bare)) and not re.match(r"https?://|〒", bare)
