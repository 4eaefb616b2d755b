"""What a writer wrote in this very mail: without quotations, signatures, footers and disclaimers."""

from __future__ import annotations

import re

from vocli.language.signatures import cut_signature, is_rule

_LINE_ENDS = re.compile(r"\r\n?|\n")
# A bar quotes, unless the line is a row of a table.
_QUOTED = re.compile(r"[ \t\u3000]*(?:[>＞](?![>＞]?[0-9.]+[ \t]*$)|\|{1,3}[ \t](?!.*\|[ \t]*$))")
_ORIGINAL = re.compile(
    r"[ \t]*[-_=*─━＿－ー]{2,}[ \t]*(?:original (?:message|appointment|mail)|forwarded (?:message|mail)|forwarded by\b.*|元の(?:メッセージ|予定|メール)|転送(?:メッセージ|メール|された(?:メッセージ|メール)))[ \t]*[-_=*─━＿－ー]*[ \t]*$"
    r"|[ \t]*(?:begin forwarded message|転送されたメッセージ|以下、?(?:元の|転送)(?:メール|メッセージ)|[<＜]?元の(?:メール|メッセージ)[>＞]?)[ \t]*[:：]?[ \t]*$",
    re.IGNORECASE,
)
# The same inside a cell whose line breaks an export has flattened.
_ORIGINAL_WITHIN = re.compile(
    r"-{3,}[ \t]*(?:original message|forwarded message|元のメッセージ|転送メッセージ)[ \t]*-{3,}",
    re.I,
)
_HEADER = re.compile(
    r"[ \t*]*(?P<name>from|sent|date|to|cc|bcc|subject|reply-to|importance|差出人|送信者|送信元|送信日時?|受信日時?|日時|日付|宛先|件名|返信先|重要度|ＣＣ|ＢＣＣ)[ \t*]*[:：]",
    re.IGNORECASE,
)
_SENDERS = frozenset({"from", "差出人", "送信者", "送信元"})
_TITLES = frozenset({"subject", "件名"})
_REPLY = re.compile(r"[ \t]*(?:re|fwd?|返信|転送)[:：]", re.IGNORECASE)
_WROTE = re.compile(
    r"[ \t]*.{0,200}(?:wrote|writes|さん?(?:は|が)書きました|のメール|のメッセージ|の投稿)[ \t]*[:：][ \t]*$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"[ \t]*(?:on[ \t]|le[ \t]|am[ \t])?.{0,40}?\d{1,4}[年/.-][ \t]?\d{1,2}[月/.-]", re.I
)
_ENGLISH_DATE = re.compile(r"[ \t]*on[ \t].{0,40}\d{4}", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"[<＜(（〔].{0,80}(?:@|メール).{0,80}[>＞)）〕].{0,12}[:：][ \t]*$|\d{1,2}[:：時]\d{2}.{0,60}[:：][ \t]*$"
)
_FOOTER = re.compile(
    r"[ \t]*(?:(?:私の)?(?:iphone|ipad|android|galaxy|xperia|スマートフォン|スマホ|携帯|ドコモメール|auメール|yahoo!?\s?メール(?:アプリ)?|gmail(?:アプリ)?|outlook(?: for (?:ios|android|windows))?|windows ?(?:10|11)? ?版?のメール)(?:から|より)(?:の)?送信(?:しました|しています|された?)?"
    r"|sent (?:from|via) (?:my )?[^\n。]{1,40}|get outlook for [a-z]{3,10}|outlook for (?:ios|android) を入手"
    r"|(?:この|本)メールに?(?:ウイルス|ウィルス)(?:は含まれていません|スキャン済み?)[^\n]{0,40})[。.]?[ \t]*(?:<[^<>]{0,100}>)?$",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"[ \t※*]*(?:【[^】\n]{1,12}】)?[【\[]?(?:"
    r"(?:この|本|当)(?:電子)?メール(?:および|及び|又は|または|並びに|、)?(?:添付(?:ファイル|資料)?|その内容)?(?:に|は|の|を)[^\n]{0,60}?"
    r"(?:(?:機密|秘密|営業秘密|個人)(?:の)?情報(?:が|を)(?:含|記載)|(?:名宛人|宛先|受信者|受取人|意図された)(?:の方|様|人)?(?:以外|のみ|だけ|に限)|誤って(?:受信|送信|配信|お?届|お受け取り)[^\n]{0,10}(?:場合|方|際))"
    r"|(?:お心当たり|心当たり|お間違い|見に覚え|身に覚え)の(?:ない|ある)(?:方|場合)は?[^\n]{0,30}(?:破棄|削除)"
    r"|this (?:e-?mail|message|communication)\b[^\n]{0,120}(?:confidential|privileged|intended (?:only|solely))"
    r"|(?:the )?information (?:contained )?in this (?:e-?mail|message)[^\n]{0,120}(?:confidential|privileged|intended)"
    r")",
    re.IGNORECASE,
)


def own_words(text: str) -> str:
    """The text with its quotations, mail headers, signatures, footers and disclaimers as empty lines.

    A line between quoted lines is the writer's answer and stays. Behind a head such as 「元のメッセージ」
    nothing stays, unless what it heads is marked line by line.
    """
    if "\n" not in text and "\r" not in text:
        within = _ORIGINAL_WITHIN.search(text)
        return text[: within.start()] if within else text
    lines = _LINE_ENDS.split(text)
    kept = _without_quotations(lines)
    kept = _without_disclaimers(["" if _FOOTER.match(line) else line for line in kept])
    kept = ["" if is_rule(line) else line for line in cut_signature(kept)]
    return text if kept == lines else "\n".join(kept)


def quotes_a_mail(text: str) -> bool:
    """Whether a text has the head of a quoted mail: then its marks are a mail's, not a note's."""
    if "\n" not in text or not ("-" in text or ":" in text or "：" in text):
        return False
    lines = _LINE_ENDS.split(text)
    return any(_ORIGINAL.match(line) or _strong_attribution(line) for line in lines)


def _without_quotations(lines: list[str]) -> list[str]:
    out: list[str] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        if _QUOTED.match(line):
            out.append("")
            position += 1
            continue
        length, heads_all = _head(lines, position)
        if not length:
            out.append(line)
            position += 1
            continue
        out.extend([""] * length)
        position += length
        own_head = (
            not any(map(str.strip, out)) and not _ORIGINAL.match(line) and heads_all != "wrote"
        )
        if heads_all and not own_head and not _marked(lines, position):
            out.extend([""] * (len(lines) - position))
            break
    return out


def _marked(lines: list[str], position: int) -> bool:
    """Whether the next line that is not empty is a quoted one."""
    following = next((line for line in lines[position:] if line.strip()), "")
    return bool(_QUOTED.match(following))


def _head(lines: list[str], position: int) -> tuple[int, str]:
    """(lines that a quotation's head takes here, what heads it: "" when nothing but these lines goes)."""
    line = lines[position]
    if _ORIGINAL.match(line):
        return 1 + _header_lines(lines, position + 1)[0], "original"
    length, names = _header_lines(lines, position)
    if length >= 2 and names & _SENDERS:
        return length, "header"
    if _REPLY.match(line) or (length and names <= _TITLES):
        first = not any(map(str.strip, lines[:position]))
        return (max(length, 1), "") if first else (0, "")
    return _attribution(lines, position)


def _attribution(lines: list[str], position: int) -> tuple[int, str]:
    """The same for a line such as 「…のメール:」, which an English mail breaks in two."""
    line = lines[position]
    if _strong_attribution(line):
        return 1, "wrote"
    two = line + " " + lines[position + 1] if position + 1 < len(lines) else ""
    if two and _ENGLISH_DATE.match(line) and _WROTE.match(two) and len(two) < 300:
        return 2, "wrote"
    return (1, "") if _WROTE.match(line) and _marked(lines, position + 1) else (0, "")


def _header_lines(lines: list[str], position: int) -> tuple[int, set[str]]:
    """(how many lines of a mail's header stand here, their names); empty lines may lead."""
    names: set[str] = set()
    end = position
    while end < len(lines):
        match = _HEADER.match(lines[end])
        if match:
            names.add(match["name"].lower())
        elif names or lines[end].strip():
            break
        end += 1
    return (end - position, names) if names else (0, names)


def _strong_attribution(line: str) -> bool:
    if not line.rstrip().endswith((":", "：")) or len(line) > 250:
        return False
    if not (_DATED.match(line) or _ENGLISH_DATE.match(line)):
        return False
    return bool(_WROTE.match(line) or _ADDRESSED.search(line))


def _without_disclaimers(lines: list[str]) -> list[str]:
    """Lines from a disclaimer to the end of its paragraph emptied."""
    out: list[str] = []
    inside = False
    for line in lines:
        inside = bool(line.strip()) and (inside or bool(_DISCLAIMER.match(line)))
        out.append("" if inside else line)
    return out
