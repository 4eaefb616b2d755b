"""Markup that a container wraps around words: one cleaner per notation, named by layouts (`clean = ["html"]`).

Every cleaner takes any text and gives a text; none raises, and none takes more than linear time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from vocli.sources.hypertext import html_text

_SOMEBODY = "@..."  # a mention: somebody was called, whoever it was
_HIDDEN = "〔伏せ字〕"  # shaped like our own masks, so that it never becomes a term
_SPACES = re.compile(r"[ \t\u00a0]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def _tidy(text: str) -> str:
    """Runs of spaces as one, lines without edges, at most one blank line."""
    lines = [_SPACES.sub(" ", line).strip(" ") for line in text.split("\n")]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _clean_html(text: str) -> str:
    if "<" not in text and "&" not in text:
        return text
    return _tidy(html_text(text))


_AT = re.compile(r"<at\b[^<>]{0,200}>[^<>]{0,200}</at>", re.IGNORECASE)
_EMOJI_TAG = re.compile(
    r"<emoji\b[^<>]{0,300}?\balt=[\"']([^\"'<>]{0,20})[\"'][^<>]{0,300}>", re.IGNORECASE
)
_EMPTY_TAG = re.compile(
    r"</?(?:systemEventMessage|attachment|codeblock|emoji)\b[^<>]{0,300}>", re.IGNORECASE
)


def _clean_teams(text: str) -> str:
    if "<" not in text and "&" not in text:
        return text
    called = _EMOJI_TAG.sub(r"\1", _AT.sub(_SOMEBODY, text))
    return _clean_html(_EMPTY_TAG.sub("", called))


_SLACK_TOKEN = re.compile(r"<([@#!]?)([^<>|\n]{1,1000})(?:\|([^<>\n]{0,500}))?>")
_SLACK_EMOJI = re.compile(
    r"(?<![0-9A-Za-z:]):(?:[a-z][a-z0-9_+'-]{1,40}|[+-]1):(?::skin-tone-[2-6]:)?(?![0-9A-Za-z])"
)
_ADDRESS = re.compile(r"(?:https?|mailto|tel|ftp|slack)[:/]", re.IGNORECASE)
# Marks count as such only outside of names and sums: 3*4*5, file_name_a; a backslash takes their power.
_STARS = re.compile(
    r"(?<![0-9A-Za-z*\\])(\*{1,3})(?=[^\s*])([^*\n]{1,300})(?<=[^\s\\])\1(?![0-9A-Za-z*])"
)
_WAVES = re.compile(r"(?<![0-9A-Za-z~])(~{1,2})(?=[^\s~])([^~\n]{1,300})(?<=\S)\1(?![0-9A-Za-z~])")
_LOW_LINES = re.compile(r"(?<![^\s(「])(_{1,2})(?=[^\s_])([^_\n]{1,300})(?<=\S)\1(?![^\s)」、。])")
_TICKS = re.compile(r"`{3}[a-z]{0,12}\n?|`")


def _slack_token(match: re.Match[str]) -> str:
    sign, target, label = match.groups()
    if sign == "#":
        return f"#{label}" if label else "#..."
    if sign:
        return (label or _SOMEBODY) if target.startswith("date^") else _SOMEBODY
    if not _ADDRESS.match(target):
        return match.group()
    return label or target.removeprefix("mailto:")


def _clean_slack(text: str) -> str:
    text = _SLACK_TOKEN.sub(_slack_token, text) if "<" in text else text
    if ":" in text:
        text = _SLACK_EMOJI.sub("", text)
    text = _plain_marks(text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _plain_marks(text: str) -> str:
    """Bold, struck and slanted words without their marks."""
    if "*" in text:
        text = _STARS.sub(r"\2", text)
    if "~" in text:
        text = _WAVES.sub(r"\2", text)
    if "_" in text:
        text = _LOW_LINES.sub(r"\2", text)
    return _TICKS.sub("", text) if "`" in text else text


_CHATWORK_CALL = re.compile(
    r"\[(?:To:\d{1,20}|rp [^\[\]\n]{0,80}|返信 [^\[\]\n]{0,80}|toall)\]"
    r"(?:[^\n\[\]、。]{1,30}さん[ \t\u3000]*(?=\n|$))?[ \t\u3000]*"
)
_CHATWORK_TAG = re.compile(
    r"\[(?:dtext:[^\[\]\n]{0,80}|deleted?|preview [^\[\]\n]{0,120}|picon:\d{1,20}|qtmeta [^\[\]\n]{0,80}|/?(?:code|task|download)(?:[ :][^\[\]\n]{0,80})?)\]"
)
_CHATWORK_BREAK = re.compile(r"\[(?:hr|/?info|/?title)\]")
_CHATWORK_NAME = re.compile(r"\[piconname:\d{1,20}\]")
_CHATWORK_QUOTE = re.compile(r"\[(/?)qt\]")


def _clean_chatwork(text: str) -> str:
    if "[" not in text:
        return text
    text = _CHATWORK_CALL.sub("", _without_quotes(text))
    text = _CHATWORK_NAME.sub(_SOMEBODY, _CHATWORK_TAG.sub("", text))
    return _tidy(_CHATWORK_BREAK.sub("\n", text))


def _without_quotes(text: str) -> str:
    """The text outside of [qt]...[/qt], nested ones too; a mark without its twin is dropped alone."""
    marks = list(_CHATWORK_QUOTE.finditer(text))
    waiting: list[int] = []
    closed: list[tuple[int, int]] = []
    for mark in marks:
        if not mark[1]:
            waiting.append(mark.start())
        elif waiting:
            start = waiting.pop()
            while closed and closed[-1][0] >= start:
                closed.pop()
            closed.append((start, mark.end()))
    out = []
    position = 0
    for start, end in closed:
        out.append(text[position:start])
        position = end
    return _CHATWORK_QUOTE.sub("", "\n".join([*out, text[position:]]))


_MD_LINK = re.compile(
    r"(!?)\[([^\[\]\n]{0,500})\]\(<?[^()\s<>]{0,2000}>?(?:\s{1,3}\"[^\"\n]{0,200}\")?\)"
)
_MD_AUTO = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_MD_HEAD = re.compile(r"^ {0,3}#{1,6}[ \t]+|^ {0,3}(?:[-*_] ?){3,80}$", re.MULTILINE)
_MD_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>|~-])")


def _clean_markdown(text: str) -> str:
    if "[" in text:
        text = _MD_LINK.sub(lambda m: "" if m[1] else m[2], text)
    if "<" in text:
        text = _MD_AUTO.sub(r"\1", text)
    text = _plain_marks(_MD_HEAD.sub("", text))
    if "\\" in text:
        text = _MD_ESCAPE.sub(r"\1", text)
    return html.unescape(text).replace("\u00a0", " ").strip() if "&" in text else text.strip()


_LINE_GUARD = re.compile(r"^'(?=[=+\-@＝＋－＠0-9])")
_LINE_EMOJI = re.compile(r"\((?:emoji|絵文字)\)", re.IGNORECASE)


def _clean_line(text: str) -> str:
    return _LINE_EMOJI.sub("", _LINE_GUARD.sub("", text)).strip()


_ASR_FILL = re.compile(
    r"%[A-Z_]{2,30}%?|<(?:unk|noise|sil|silence|breath|laugh|music)>"
    r"|\[(?:NOISE|SILENCE|MUSIC|LAUGHTER|LAUGHING|COUGH|BREATH|APPLAUSE|BLANK_AUDIO|INAUDIBLE|CROSSTALK|UNINTELLIGIBLE|HESITATION|UNK"
    r"|雑音|ノイズ|音楽|笑い声?|拍手|咳|無音|沈黙|聞き取り不能|聴取不能)\]",
    re.IGNORECASE,
)
_ASR_HIDDEN = re.compile(
    r"\[(?:PII|REDACTED|NAME|PERSON|PERSON_NAME|ADDRESS|LOCATION|PHONE|PHONE_NUMBER|EMAIL|EMAIL_ADDRESS|SSN|PIN|AGE|USERNAME|PASSWORD|URL"
    r"|DATE_TIME|DATE_OF_BIRTH|ORGANIZATION|ACCOUNT_NUMBER|BANK_ACCOUNT_NUMBER|BANK_ROUTING|CREDIT_DEBIT_(?:NUMBER|CVV|EXPIRY)|CREDIT_CARD(?:_NUMBER)?"
    r"|LICENSE_PLATE|DRIVER_ID|PASSPORT_NUMBER|個人情報|氏名|住所|電話番号)(?:[_-]?\d{1,3})?\]|#{4,}"
)


def _clean_asr(text: str) -> str:
    return _tidy(_ASR_HIDDEN.sub(_HIDDEN, _ASR_FILL.sub(" ", text)))


CLEANERS: dict[str, Callable[[str], str]] = {
    "html": _clean_html,
    "slack": _clean_slack,
    "chatwork": _clean_chatwork,
    "markdown": _clean_markdown,
    "teams": _clean_teams,
    "line": _clean_line,
    "asr": _clean_asr,
}
