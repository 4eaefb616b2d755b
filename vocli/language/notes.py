"""An operator's note, cut into what the customer said and what the operator did."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Side = Literal["customer", "agent"]


@dataclass(frozen=True)
class NotePart:
    """A stretch of a note; `text` is exactly `note[start:start + len(text)]`."""

    side: Side
    text: str
    start: int


_DAY = r"(?:\d{2,4}[/年.-])?\d{1,2}[/月.-]\d{1,2}日?"
_TIME = r"\d{1,2}[:：時]\d{2}分?"
# 【11/5 10:12 佐藤】 and the like open a new entry, and the entry begins with the customer again.
_STAMP = rf"[【\[(<≪〈＜［（]\s*(?:{_DAY}\s*(?:\([月火水木金土日]\))?\s*(?:{_TIME})?|{_TIME})(?!\s*[\dのにはがをでまとか頃〜~])[^】\])>≫〉＞］）\n]{{0,20}}[】\])>≫〉＞］）]"
# The same as a line of its own, without brackets: 2026/11/05 10:12 佐藤. Two letters after a date are
# a name unless they are what happened.
_HAPPENED = r"未|不在|入電|受電|架電|解約|退会|返品|返金|故障|漏|水|異音|請求|交換|破損|欠品|遅|誤|紛失|停止|苦情"
_WRITER = rf"(?:〔[^〔〕\n]{{1,12}}〕|(?!{_HAPPENED})[一-鿿々]{{1,4}}(?:[ 　][一-鿿々]{{1,4}})?|追記|追加|再入電)"
_CALLED = rf"^[ \t　]*{_DAY}[ 　]+{_TIME}[ 　]*(?:再?入電|受電|着信)[ 　:：]+"
_DIALLED = rf"^[ \t　]*{_DAY}[ 　]+{_TIME}[ 　]*(?:架電|発信|折電|折TEL|折り?返し)[ 　:：]+"
_BARE_STAMP = rf"^[ \t　]*(?:{_DAY}[ 　]+{_TIME}(?:[ 　]+{_WRITER})?|{_DAY}[ 　]+(?:追記|追加|再入電|〔[^〔〕\n]{{1,12}}〕))[ \t　]*(?:[:：]|$)"
_MARK_ENTRY = (
    r"[【\[(<≪〈＜［（](?:追記|追加|[一二三1-3１-３]次(?:対応|受付|受電)?|再入電|入電|受付|申出|お?申し?出|内容|問い?合わ?せ|用件|ご?要望|ご?意見)"
    r"[^】\])>≫〉＞］）\n]{0,12}[】\])>≫〉＞］）]"
    rf"|[【\[(<≪〈＜［（](?:お?客様?|お?客さま|顧客|受電|受信)[】\])>≫〉＞］）](?:[ 　]*{_DAY}[ 　]+{_TIME}(?:[ 　]+{_WRITER})?(?=[ \t　]*(?:$|\n)))?"
)
_MARK_AGENT = r"[【\[(<≪〈＜［（](?:OP|ＯＰ|SV|ＳＶ|オペレーター|担当者?|当社|弊社|対応|回答|案内|ご?案内|処理|処置|返答|答え?|結果|措置|対応者?記入)(?:内容|結果|履歴)?[】\])>≫〉＞］）]"
_LABEL_AGENT = r"(?:対応(?:内容|結果)?|回答(?:内容)?|ご?案内(?:内容)?|処理|処置|返答|当方|当社|弊社|OP|ＯＰ|SV|ＳＶ|結果)\s*[:：]"
_LABEL_CUSTOMER = r"(?:追記|再入電|お?客様?|お?申し?出(?:内容)?|申告(?:内容)?|問い?合わ?せ(?:内容)?|ご?用件|ご?要望|ご?意見|内容|受付|入電)\s*[:：]"
# Headings on a line of their own need no colon; ※追記 needs no line.
_HEAD_CUSTOMER = r"^[ 　]*[■◆●○◇□・▼]?[ 　]*(?:お?申し?出|申告|お?問い?合わ?せ|受付|受電|ご?用件|ご?要望|ご?意見)内容[ 　]*$|※[ 　]?追記[ 　:：]*"
_HEAD_AGENT = r"^[ 　]*[■◆●○◇□・▼]?[ 　]*(?:対応|回答|ご?案内|処理|処置)(?:内容|結果|履歴)[ 　]*$"
_ARROW = r"(?:(?<=[\s。、])(?:対応|回答|ご?案内|処理|結果)[ 　]?)?[⇒→➡⇨➔]|[=＝-]{1,2}[>＞]|(?<![A-Za-z0-9])[>＞](?=\s*[^\s<＜>＞0-9])"
_MARKS = re.compile(
    rf"(?P<stamp>{_STAMP}|{_BARE_STAMP}|{_CALLED})|(?P<question>[【\[]問[】\]]|(?:(?<=^)|(?<=[\s。]))[QＱ]\s*[:：.．])"
    rf"|(?P<answer>[【\[]答[】\]]|(?:(?<=^)|(?<=[\s。]))[AＡ]\s*[:：.．])"
    rf"|(?P<entry>{_MARK_ENTRY})|(?P<done>{_MARK_AGENT})"
    rf"|(?P<heard>{_HEAD_CUSTOMER})|(?P<made>{_HEAD_AGENT}|{_DIALLED})"
    rf"|(?P<said>(?:(?<=^)|(?<=[\s。、・])|[/／])[・■◆●]?{_LABEL_CUSTOMER})"
    rf"|(?P<did>(?:(?<=^)|(?<=[\s。、・])|[/／])[・■◆●]?{_LABEL_AGENT})"
    rf"|(?P<rule>^[ 　]*[-=_*━─＝ー＿＊]{{4,}}[ 　]*$)|(?P<arrow>{_ARROW})",
    re.MULTILINE,
)
_SIDE: dict[str, Side] = {
    "stamp": "customer",
    "question": "customer",
    "entry": "customer",
    "heard": "customer",
    "made": "agent",
    "said": "customer",
    "answer": "agent",
    "done": "agent",
    "did": "agent",
    "arrow": "agent",
}
_QUOTES = re.compile(r"「[^「」]*」|『[^『』]*』")
# Closing sentences that only an operator writes, without any arrow before them.
_OPERATOR = re.compile(
    r"(?:ご案内(?:済み?|する|した|し)?|を案内(?:済み?|する|した|し)?|と案内(?:済み?|する|した|し)?|お詫び(?:済み?|する|した|し)?|謝罪(?:済み?|する|した|し)?"
    r"|ご了承(?:いただき|頂き|いただく|頂く)?(?:、?終話)?|ご納得(?:いただき|頂き)(?:、?終話)?|(?:お客様|ご本人様?)?(?:も)?(?:ご)?(?:了承|納得)(?:済み?|、?終話)|(?:で|の|を)?(?:ご?本人|ご?契約者)様?(?:の)?確認(?:済み?|完了)?|会員番号を確認(?:済み?)?|終話|対応(?:完了|済み?)|お伝え(?:済み?|する|した|し)?|[をの](?:発送|手配|登録|受付|変更)(?:済み|完了)|[を一-鿿]手配(?:済み?)?|折り?返し(?:お?電話)?(?:する|します|いたします)(?:と案内)?"
    r"|(?:SV|ＳＶ|上席|担当部署|配送部|関係部署)へ?(?:エスカ(?:レーション)?|転送|引き?継ぎ?|報告|共有)(?:済み?|する|した)?)$"
)
_SENTENCE = re.compile(r"[^。\n]*(?:。|\n|$)")


def split_note(text: str) -> list[NotePart]:
    """The parts of a note in order; white space and the marks themselves belong to no part.

    A note begins on the customer's side. An arrow, 「対応:」 or 「回答:」 hands over to the operator
    until the next stamp, 「(追記)」 or 「申出:」; a sentence such as 「使用中止をご案内。」 is the
    operator's by its ending. Quoted speech is never cut.
    """
    quoted = [m.span() for m in _QUOTES.finditer(text)]
    out: list[NotePart] = []
    side: Side = "customer"
    start = 0
    for mark in _MARKS.finditer(text):
        if any(a <= mark.start() < b for a, b in quoted):
            continue
        _append(out, side, text, start, mark.start())
        side = _SIDE.get(mark.lastgroup or "", side)
        start = mark.end()
    _append(out, side, text, start, len(text))
    return out


def _append(out: list[NotePart], side: Side, text: str, start: int, end: int) -> None:
    if side == "agent":
        _append_trimmed(out, side, text, start, end)
        return
    begin = start
    for match in _SENTENCE.finditer(text, start, end):
        if match.end() == match.start():
            continue
        if _OPERATOR.search(match.group().rstrip("。\n 　")):
            _append_trimmed(out, "customer", text, begin, match.start())
            _append_trimmed(out, "agent", text, match.start(), match.end())
            begin = match.end()
    _append_trimmed(out, "customer", text, begin, end)


def _append_trimmed(out: list[NotePart], side: Side, text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    piece = piece.strip()
    if piece:
        out.append(NotePart(side, piece, start + left))
