"""LINE talk histories (.txt): messages with day and minute, names, placeholders and system lines.

A line that looks like a date is one only with the right day of the week, behind the text of a message and
before the next one. Whether 03/04/2026 is March or April is told by the days of the week of all such
lines. A talk goes on for years: after half a day of silence a new contact begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.encoding import decode
from vocli.sources.grid import Grid, Table
from vocli.sources.options import Opened
from vocli.sources.parties import name_roles
from vocli.text import digest

HEADER = ("contact", "turn", "time", "speaker", "name", "kind", "text")
_FIXED = {
    "contact_id": "contact",
    "_turn": "turn",
    "at": "time",
    "speaker": "speaker",
    "sender": "name",
    "kind": "kind",
    "text": "text",
}
_TITLE = re.compile(
    r"\[LINE\]\s*(?:(?:Chat history with|Chat with)\s+(?P<en>.+)|(?P<ja>.+?)(?:との|の)トーク(?:履歴)?)\s*$"
)
_SAVED = re.compile(r"(?:保存日時|Saved on)\s*[:：]")
_CLOCK = r"(?P<half>午前|午後)?\s?(?P<hour>\d{1,2}):(?P<minute>\d{2})\s?(?P<late>[AaPp]\.?[Mm]\.?)?"
_TABBED = re.compile(_CLOCK + r"\t(?P<rest>.*)", re.DOTALL)
_SPACED = re.compile(_CLOCK + r" (?P<rest>\S.*)", re.DOTALL)
_WEEK = {"月": 0, "火": 1, "水": 2, "木": 3, "金": 4, "土": 5, "日": 6}
_WEEK |= {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_YEAR_FIRST = re.compile(
    r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})\s*[(（]?\s*([月火水木金土日]|[A-Za-z]{3})(?:曜日?|[a-z]{3,6})?[)）]?\s*"
)
_YEAR_LAST = re.compile(r"([A-Za-z]{3})[a-z]*,?\s+(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\s*")
_MEDIA = re.compile(
    r"\[(?:写真|画像|動画|スタンプ|ファイル|ボイスメッセージ|連絡先|位置情報|アルバム|ノート|投票"
    r"|photo|image|video|sticker|file|voice message|contact|location|album|note|poll)s?\](?:\s.*)?"
    r"|\((?:emoji|絵文字)\)(?:\s*\((?:emoji|絵文字)\))*",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"☎.*|(?:.*が)?メッセージの送信を取り消しました。?|.*unsent a message\.?"
    r"|.*が(?:グループに)?(?:参加|退出|退会)しました。?|.*をグループに招待しました。?|.*(?:joined|left) the group\.?",
    re.IGNORECASE,
)
_LONGEST = 300  # characters of a title, a placeholder or a system line
_SILENCE = timedelta(hours=12)


@dataclass(frozen=True)
class _Message:
    line: int
    day: date | None
    clock: str
    name: str
    text: str
    kind: str


def read_talk(opened: Opened) -> Table:
    """The table of a talk. Raises VOC-E124 (no messages), VOC-E114 (day and month cannot be told apart)."""
    decoded = decode(opened.data, opened.path)
    lines = re.sub(r"\r\n?", "\n", decoded.text).split("\n")
    messages = _messages(lines, opened)
    if not messages:
        raise VocliError(
            "VOC-E124", t("sources.talk"), where=opened.path, hint=t("sources.talk_hint")
        )
    names = sorted({m.name for m in messages if m.name})
    roles, notes = name_roles(names, opened.reading.agents, opened.path)
    rows = _rows(messages, roles, lines[0])
    findings = (
        *decoded.findings,
        *notes,
        *_undated(messages, opened.path),
    )
    places = [m.line for m in messages]
    grid = Grid("line", [[*HEADER], *rows], [0, *places], decoded.encoding, decoded.newline)
    return Table(
        header=HEADER,
        columns=tuple(list(column) for column in zip(*rows, strict=True)),
        lines=places,
        header_row=0,
        rows_read=len(rows),
        grid=grid,
        findings=findings,
        fixed=_FIXED,
        layout="line_talk",
        layout_title=t("sources.talk_title"),
        why=("[LINE]",),
        channel="line",
        voice_kind="verbatim",
    )


def _undated(messages: Sequence[_Message], path: str) -> tuple[Finding, ...]:
    first = next((m for m in messages if m.day is None), None)
    if first is None:
        return ()
    count = sum(1 for m in messages if m.day is None)
    message = t("sources.undated", count=count, row=first.line)
    return (Finding("VOC-F155", Severity.WARNING, message, path, first.line),)


def _rows(messages: Sequence[_Message], roles: dict[str, str], title: str) -> list[list[str]]:
    rows: list[list[str]] = []
    room = digest(_room(title), length=6)
    contact, last = "", None
    for number, message in enumerate(messages):
        at = _moment(message)
        # A talk's beginning names the contact, so that a later export of the same talk meets it.
        if not contact or (at and last and at - last > _SILENCE):
            contact = f"LINE-{room}-{at:%Y%m%dT%H%M}" if at else f"LINE-{room}"
        last = at or last
        role = "system" if not message.name else roles[message.name]
        stamp = f"{at:%Y-%m-%d %H:%M}" if at else ""
        rows.append([contact, str(number), stamp, role, message.name, message.kind, message.text])
    return rows


def _room(title: str) -> str:
    match = _TITLE.match(title[:_LONGEST].strip())
    return (match["ja"] or match["en"]) if match else title


def _moment(message: _Message) -> datetime | None:
    match = re.fullmatch(_CLOCK, message.clock)
    if message.day is None or match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"])
    half = (match["half"] or match["late"] or "").casefold().replace(".", "")
    if half:
        hour = hour % 12 + (12 if half in ("午後", "pm") else 0)
    if minute > 59 or hour > 35:
        return None
    return datetime(message.day.year, message.day.month, message.day.day) + timedelta(
        hours=hour, minutes=minute
    )


def _messages(lines: Sequence[str], opened: Opened) -> list[_Message]:
    form = _TABBED if any(_TABBED.fullmatch(line) for line in lines) else _SPACED
    starts = [i for i, line in enumerate(lines) if i and form.fullmatch(line)]
    if not starts:
        return []
    blocks = list(zip(starts, [*starts[1:], len(lines)], strict=True))
    bodies = [_text_end(lines, start, end) for start, end in blocks]
    tails = [_last_filled(lines, body, end) for body, (_, end) in zip(bodies, blocks, strict=True)]
    first = _last_filled(lines, 0, starts[0])
    order = _order([lines[i] for i in (first, *tails) if i >= 0], opened)
    dated = [i for i in tails if i >= 0 and _day(lines[i], order)]
    # Where the days of a file stand behind blank lines, one that does not is part of a text.
    spaced = any(not lines[i - 1].strip() for i in dated)
    day = _day(lines[first], order) if first >= 0 else None
    known = [_room(lines[0]), *opened.reading.agents]
    out: list[_Message] = []
    for (start, end), tail in zip(blocks, tails, strict=True):
        new = _day(lines[tail], order) if tail >= 0 else None
        if new and ((spaced and lines[tail - 1].strip()) or (day and new < day)):
            new = None
        body = lines[start + 1 : tail if new else end]
        out.append(_message(form, [lines[start], *body], (start + 1, day), known))
        day = new or day
    return out


def _text_end(lines: Sequence[str], start: int, end: int) -> int:
    """The line behind a text in quotes; behind the first line for a text without them."""
    if not _quoted(lines[start]):
        return start + 1
    closing = [i for i in range(start + 1, end) if lines[i].rstrip().endswith('"')]
    return closing[-1] + 1 if closing else start + 1


def _quoted(line: str) -> bool:
    """True if a text begins with a quote that this line does not close."""
    text = line.rpartition("\t")[2]
    return text.startswith('"') and not (len(text) > 1 and text.rstrip().endswith('"'))


def _last_filled(lines: Sequence[str], start: int, end: int) -> int:
    return next((i for i in range(end - 1, start - 1, -1) if lines[i].strip()), -1)


def _order(lines: Sequence[str], opened: Opened) -> str:
    """ "dmy" or "mdy" as the days of the week of all lines show it; "" if nothing hangs on it."""
    found = [line for line in lines if _YEAR_LAST.fullmatch(line)]
    fitting = {
        order: [day for line in found if (day := _day(line, order))] for order in ("dmy", "mdy")
    }
    day_first, month_first = fitting["dmy"], fitting["mdy"]
    if len(day_first) != len(month_first):
        return "dmy" if len(day_first) > len(month_first) else "mdy"
    if day_first == month_first:
        return "dmy"
    if opened.reading.date_order in fitting:
        return opened.reading.date_order
    raise VocliError(
        "VOC-E114",
        t("sources.date_order", column=t("sources.talk_days")),
        where=opened.path,
        hint=t("sources.date_order_hint"),
    )


def _day(line: str, order: str) -> date | None:
    """The day of a line that is nothing but a date with its right day of the week."""
    match = _YEAR_FIRST.fullmatch(line)
    if match:
        return _checked(match[1], match[2], match[3], match[4])
    match = _YEAR_LAST.fullmatch(line)
    if match is None:
        return None
    day, month = (match[2], match[3]) if order == "dmy" else (match[3], match[2])
    return _checked(match[4], month, day, match[1])


def _checked(year: str, month: str, day: str, weekday: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.weekday() == _WEEK.get(weekday.casefold()) else None


def _message(
    form: re.Pattern[str],
    lines: Sequence[str],
    place: tuple[int, date | None],
    known: Sequence[str],
) -> _Message:
    """A message from its lines; `known` are names that may hold spaces."""
    match = form.fullmatch(lines[0])
    assert match is not None
    rest = match["rest"]
    clock = lines[0][: match.start("rest")].strip()
    name, said = _split(rest, known) if form is _SPACED else _cut(rest)
    text = "\n".join([said, *lines[1:]]).strip()
    if len(lines) > 1 and len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].strip()
    kind = "" if name else "event"
    if not kind and len(text) <= _LONGEST:
        kind = "event" if _EVENT.fullmatch(text) else "media" if _MEDIA.fullmatch(text) else ""
    return _Message(
        place[0], place[1], clock, name, text.replace('""', '"') if said[:1] == '"' else text, kind
    )


def _cut(rest: str) -> tuple[str, str]:
    name, tab, text = rest.partition("\t")
    return (name.strip(), text) if tab else ("", rest)


def _split(rest: str, known: Sequence[str]) -> tuple[str, str]:
    """(name, text) of a line without tabs: a known name, else the first word."""
    for name in sorted(known, key=len, reverse=True):
        if name and rest.startswith(name + " "):
            return name, rest[len(name) + 1 :]
    name, space, text = rest.partition(" ")
    return (name, text) if space and not _EVENT.fullmatch(rest[:_LONGEST]) else ("", rest)
