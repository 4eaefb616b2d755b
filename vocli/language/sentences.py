"""Where one voice ends and the next begins, in any kind of text."""

from __future__ import annotations

import re

Span = tuple[int, int]

_LONG = 60  # characters without any sentence end: a transcript, whatever the column says
_SHORTEST = 4  # letters; a shorter piece belongs to its neighbour
_END = re.compile(r"[。｡．！？!?]+|…{2,}|\n")
_AFTER_END = re.compile(
    r"[)）」』】〕\]\"”’]*(?:[(（]?(?:笑|泣|涙|汗|怒)[)）]?|[wWｗ]{1,5}(?![A-Za-z]))?[♪☆★♡♥\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F]*"
)
_OPEN = {"「": "」", "『": "』", "（": "）", "(": ")"}
_LETTER = re.compile(r"[0-9A-Za-zぁ-んァ-ヴー一-鿿々〆ｦ-ﾟＡ-Ｚａ-ｚ０-９]")
_QUOTE_LIMIT = 120  # an unclosed or endless quotation does not swallow the rest
# What a sentence goes on with after a quotation that ends in 。: 「…。」と言われた
_GOES_ON = tuple("とっはがをにのでもやへ、,，というなだ")
# A line that a mail program wrapped: no sentence end, and a word that asks for more.
_WRAPPED = re.compile(r"(?:[、,，]|[をにがはでとのもへて]|から|ので|けど|たり|ながら)$")
_LABELLED = re.compile(r"[:：]|https?|[〒@＠〔]")
_WRAP_LEAST = 20
_BULLET = re.compile(
    r"\s*(?:[・●○■□◆◇※▼▽*＊]|[-－](?=\s)|[(（]?[0-9０-９]{1,2}[)）.．](?!\d)|[①-⑳])\s*"
)
_CLAUSE = re.compile(
    r"(?:(?:です|ます|ました|(?<!す[みい])ません(?:でした)?|でした|でしょう|ください|下さい)(?:よね|かね|[かよねわ])?"
    # 「…の件なんですけど」 only announces what the next clause is about.
    r"|(?:(?<![件方話]な)(?<!ことな)[んの]です|ます|ました)(?:けれども|けれど|けども|けど)(?<!も(?=う)))"
    r"(?![がけかよねしとっのらたでんきばり、。，,！？!?」』)）]|も(?!う)|から|ので|よう|みたい|という|わけ|方)"
)
_CLAUSE_LEAST = 8  # letters on each side of a cut between clauses


def split_voices(text: str, kind: str) -> list[Span]:
    """The spans of the sentences of `text`, trimmed, in order.

    Ends are 。！？ and line ends; a closing bracket stays with its sentence, and inside a quotation
    nothing is cut. Transcripts (`kind` "asr", or more than 60 characters without an end) are cut
    where a polite clause ends. Pieces under four letters go to their neighbour.
    """
    spans: list[Span] = []
    for start, end in _lines(text):
        sentences = _sentences(text, start, end)
        pieces = [piece for a, b in sentences for piece in _clauses(text, a, b, asr=kind == "asr")]
        spans.extend(_merge_short(text, pieces))
    return _merge_short(text, spans, least=1)


def _lines(text: str) -> list[Span]:
    """Paragraph lines; a line that a mail program wrapped is joined to the next."""
    if "\n" not in text and "\r" not in text:
        return [(0, len(text))]
    out: list[Span] = []
    lines = [match.span() for match in re.finditer(r"[^\r\n]+", text)]
    prose = "。" in text
    for index, (start, end) in enumerate(lines):
        if index and prose and _is_wrapped(text, lines[index - 1], (start, end)):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _is_wrapped(text: str, line: Span, following: Span) -> bool:
    first, second = text[slice(*line)].strip(), text[slice(*following)].strip()
    if text[line[1] : following[0]].count("\n") > 1 or _BULLET.match(second):
        return False
    if len(first) < _WRAP_LEAST or _END.search(first[-1]) or _LABELLED.search(first + second):
        return False
    return bool(_WRAPPED.search(first)) or "。" in second


def _sentences(text: str, start: int, end: int) -> list[Span]:
    out: list[Span] = []
    begin = position = start
    while position < end:
        char = text[position]
        if char in _OPEN:
            close = text.find(_OPEN[char], position + 1, min(end, position + _QUOTE_LIMIT))
            if close > 0:
                position = close + 1
                if _ends_with_quote(text, close, end):
                    out.append((begin, position))
                    begin = position
                continue
        match = _END.match(text, position, end)
        if match and not _inside_word(text, match.start(), match.end(), end) and char != "\n":
            closing = _AFTER_END.match(text, match.end(), end)
            position = closing.end() if closing else match.end()
            out.append((begin, position))
            begin = position
        elif begin < position and "①" <= char <= "⑳":
            out.append((begin, position))
            begin = position
            position += 1
        else:
            position = match.end() if match else position + 1
    if begin < end:
        out.append((begin, end))
    return [span for span in (_trim(text, a, b) for a, b in out) if span[0] < span[1]]


def _ends_with_quote(text: str, close: int, end: int) -> bool:
    """「…。」 ends the sentence unless particles go on."""
    if text[close - 1] not in "。｡！？!?":
        return False
    rest = text[close + 1 : end].lstrip()
    return not rest.startswith(_GOES_ON) and not _END.match(rest)


def _inside_word(text: str, start: int, stop: int, end: int) -> bool:
    """A mark between Latin letters or digits is part of a name, a number or an address."""
    if text[start] in "。｡" or stop >= end or start == 0:
        return False
    before, after = text[start - 1], text[stop]
    if text[max(0, start - 5) : start].lower() == "yahoo":
        return True
    if text[start] == "．":
        return before.isdigit() and after.isdigit()
    return before.isascii() and not before.isspace() and after.isascii() and after.isalnum()


def _clauses(text: str, start: int, end: int, *, asr: bool) -> list[Span]:
    if not asr and end - start <= _LONG:
        return [(start, end)]
    out: list[Span] = []
    begin = start
    for match in _CLAUSE.finditer(text, start, end):
        cut = match.end()
        if (
            _letters(text, begin, cut) >= _CLAUSE_LEAST
            and _letters(text, cut, end) >= _CLAUSE_LEAST
        ):
            out.append(_trim(text, begin, cut))
            begin = cut
    out.append(_trim(text, begin, end))
    return [span for span in out if span[0] < span[1]]


def _merge_short(text: str, spans: list[Span], least: int = _SHORTEST) -> list[Span]:
    out: list[Span] = []
    for start, end in spans:
        if out and any(_letters(text, a, b) < least for a, b in (out[-1], (start, end))):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _letters(text: str, start: int, end: int) -> int:
    return len(_LETTER.findall(text, start, end))


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "、,，"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    bullet = _BULLET.match(text, start, end)
    if bullet and bullet.end() < end:
        start = bullet.end()
    return start, end
