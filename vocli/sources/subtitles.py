"""VTT, SRT and SBV: cues become turns, one file is one contact.

A speaker is named by a voice tag, by a prefix in brackets or by "Name:" at the beginning of a line. The
last counts only where it is plainly meant: for a role word or an agent's name, or where most cues of the
file have it; so that "12:30 に届く" and "予定: 明日" remain what was said.
"""

from __future__ import annotations

import html
import io
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePath

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.encoding import Decoded, decode
from vocli.sources.grid import Grid, Table
from vocli.sources.options import Opened
from vocli.sources.parties import name_roles

HEADER = ("file", "turn", "time", "speaker", "name", "kind", "text")
_FIXED = {
    "contact_id": "file",
    "_turn": "turn",
    "at": "time",
    "speaker": "speaker",
    "sender": "name",
    "kind": "kind",
    "text": "text",
}
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]{0,200})>|</v[ \t]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:v|c|i|b|u|s|ruby|rt|lang|font)(?:[.\s][^<>]*)?>|<\d[\d:.]*>|\{\\[^{}]*\}", re.IGNORECASE
)
_TIMING = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d+)\s*(?:-->|,\d)")
_LOOKS = {
    "vtt": re.compile(r"WEBVTT(?:[ \t\n]|$)"),
    "srt": re.compile(r"\s*\d+\s*\n\s*\d+:\d{1,2}:\d{1,2}[,.]\d+\s*-->"),
    "sbv": re.compile(r"\s*\d+:\d{1,2}:\d{1,2}\.\d+,\d+:\d{1,2}:\d{1,2}\.\d+\s*\n"),
}
_BRACKET = re.compile(r"[\s\-]*[\[【<(（]([^\]】>)）\n]{1,40})[\]】>)）]\s*([:：])?\s*")
_COLON = re.compile(r"[\s\-]*([^\s:：\d][^:：\n]{0,39}?)\s*[:：](?!//)\s*")
_SOUND = re.compile(r"[\[(（【♪\s]*[^\[\]()（）【】。、]{0,12}[\])）】♪\s]*")
_LABEL = re.compile(r"(?:speaker|spk|話者|発話者)[\s_\-]*[\da-z]{1,3}", re.IGNORECASE)
_SHORT = 40  # characters of a note such as [音楽]
_STOPS = "。．.?？!！♪"
_PAUSE = 2.0  # seconds within which a speaker goes on with an unfinished sentence
_PUNCTUATED = 0.3
_MOST = 0.6
_NAMED_START = re.compile(
    r"(?P<gmt>GMT)?(?<!\d)(\d{4})[-_]?(\d{2})[-_]?(\d{2})[-_T ]{1,2}(\d{2})[-_.h]?(\d{2})(?:[-_.m]?(\d{2}))?(?!\d)(?P<z>Z)?"
)


@dataclass(frozen=True)
class _Turn:
    name: str
    text: str
    start: float  # seconds from the beginning
    end: float
    line: int


def read_subtitles(opened: Opened) -> Table:
    """The table of a subtitle file. Raises VOC-E124 when it is none, VOC-E104 when nothing is said in it."""
    decoded = decode(opened.data, opened.path)
    text = re.sub(r"\r\n?", "\n", decoded.text).lstrip("\ufeff")
    form = next((key for key, looks in _LOOKS.items() if looks.match(text)), "")
    cues = _cues(text, form, opened.path)
    lost = len(_timings(text)) - len(cues)
    turns = _join(_turns(cues, opened.reading.agents))
    if not turns:
        raise VocliError(
            "VOC-E104", t("sources.empty"), where=opened.path, hint=t("sources.empty_hint")
        )
    roles, notes = name_roles(
        sorted({turn.name for turn in turns}), opened.reading.agents, opened.path
    )
    rows = _rows(turns, roles, opened.path)
    findings = [*decoded.findings, *notes]
    if lost > 0:
        message = t("sources.lost_cues", count=lost)
        findings.append(Finding("VOC-F154", Severity.WARNING, message, opened.path))
    return _table(rows, [turn.line for turn in turns], (form, decoded), tuple(findings))


def _table(
    rows: list[list[str]],
    lines: list[int],
    form: tuple[str, Decoded],
    findings: tuple[Finding, ...],
) -> Table:
    reader, decoded = form
    grid = Grid(reader, [[*HEADER], *rows], [0, *lines], decoded.encoding, decoded.newline)
    return Table(
        header=HEADER,
        columns=tuple(list(column) for column in zip(*rows, strict=True)),
        lines=lines,
        header_row=0,
        rows_read=len(rows),
        grid=grid,
        findings=findings,
        fixed=_FIXED,
        layout="subtitles",
        layout_title=t("sources.subtitles_title"),
        why=(reader.upper(),),
        voice_kind="asr",
    )


def _cues(text: str, form: str, path: str) -> list[_Turn]:
    """One nameless turn per cue, its text with the tags."""
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    if not form:
        raise _refused(path)
    try:
        captions = webvtt.from_buffer(io.StringIO(text), format=form).captions
    except (MalformedCaptionError, MalformedFileError, ValueError) as bad:
        raise _refused(path) from bad
    places = iter(_timings(text))
    out = []
    for caption in captions:
        start, end = _seconds(caption.start), _seconds(caption.end)
        line = next((number for at, number in places if at == start), 0)
        out.append(_Turn("", caption.raw_text, start, end, line))
    return out


def _refused(path: str) -> VocliError:
    return VocliError(
        "VOC-E124", t("sources.subtitles"), where=path, hint=t("sources.subtitles_hint")
    )


def _timings(text: str) -> list[tuple[float, int]]:
    """(start in seconds, line) of every line with the times of a cue."""
    found = ((_TIMING.match(line.strip()), i) for i, line in enumerate(text.split("\n"), 1))
    return [(_as_seconds(match), i) for match, i in found if match]


def _seconds(stamp: str) -> float:
    match = _TIMING.match(f"{stamp} -->")
    return _as_seconds(match) if match else 0.0


def _as_seconds(match: re.Match[str]) -> float:
    whole = int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])
    return whole + float(f"0.{match[4]}")


def _turns(cues: Sequence[_Turn], agents: Collection[str]) -> Iterator[_Turn]:
    plain = [_plain(cue.text) for cue in cues if not _VOICE.search(cue.text)]
    usual = _usual_marks(plain)
    for cue in cues:
        if _VOICE.search(cue.text):
            parts = _by_voice(cue.text)
        else:
            parts = _by_prefix(_plain(cue.text), agents, usual)
        for name, said in parts:
            if said:
                yield replace(cue, name=name, text=said)


def _usual_marks(texts: Sequence[str]) -> frozenset[str]:
    """The ways to name a speaker that most cues of a file begin with."""
    counts = Counter(found[2] for text in texts if (found := _mark(text)))
    return frozenset(mark for mark, count in counts.items() if count >= _MOST * len(texts))


def _by_voice(raw: str) -> Iterator[tuple[str, str]]:
    """(name, text) for every stretch between voice tags."""
    name, done = "", 0
    for mark in _VOICE.finditer(raw):
        yield name, _plain(raw[done : mark.start()])
        name, done = html.unescape((mark[1] or "").strip()), mark.end()
    yield name, _plain(raw[done:])


def _plain(raw: str) -> str:
    # After the tags: &lt;b&gt; is text that somebody wrote.
    text = html.unescape(_TAG.sub("", raw)).replace("\u00a0", " ")
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def _by_prefix(
    text: str, agents: Collection[str], usual: Collection[str]
) -> Iterator[tuple[str, str]]:
    name, said = "", [""]
    for line in text.split("\n"):
        found = _mark(line)
        if found and (found[2] in usual or found[2] == "sure" or _is_speaker(found[0], agents)):
            yield name, "\n".join(said).strip()
            name, said = found[0], [line[found[1] :]]
        else:
            said.append(line)
    yield name, "\n".join(said).strip()


def _mark(line: str) -> tuple[str, int, str] | None:
    """(name, where the text begins, kind of mark) if a line may begin with a speaker."""
    bracket = _BRACKET.match(line)
    if bracket:
        if not bracket[2] and bracket.end() == len(line):
            return None  # [音楽] alone
        return bracket[1].strip(), bracket.end(), "sure" if bracket[2] else "bracket"
    plain = _COLON.match(line)
    # "明日の12:30": a number on both sides is a time.
    if not plain or (plain[1][-1].isdigit() and line[plain.end() : plain.end() + 1].isdigit()):
        return None
    return plain[1].strip(), plain.end(), "colon"


def _is_speaker(name: str, agents: Collection[str]) -> bool:
    if _LABEL.fullmatch(name):
        return True
    roles, _ = name_roles([name], list(agents), "")
    return roles[name] != "unknown"


def _join(turns: Iterator[_Turn]) -> list[_Turn]:
    """Turns with the cues of one sentence put together: cues end where the screen is full."""
    given = list(turns)
    stopped = sum(1 for turn in given if turn.text[-1] in _STOPS)
    if stopped < _PUNCTUATED * len(given):
        return given  # nobody set full stops here, so that their lack says nothing
    out: list[_Turn] = []
    for turn in given:
        last = out[-1] if out else None
        if (
            last
            and last.name == turn.name != ""
            and turn.start - last.end <= _PAUSE
            and last.text[-1] not in _STOPS
        ):
            gap = " " if last.text[-1].isascii() and turn.text[0].isascii() else ""
            out[-1] = replace(last, text=last.text + gap + turn.text, end=turn.end)
        else:
            out.append(turn)
    return out


def _rows(turns: Sequence[_Turn], roles: dict[str, str], path: str) -> list[list[str]]:
    contact = _contact(path)
    start, zone = _start(path)
    rows = []
    for i, turn in enumerate(turns):
        at = (start + timedelta(seconds=turn.start)).isoformat(" ") + zone if start else ""
        kind = "event" if _is_sound(turn.text) else ""
        rows.append([contact, str(i), at, roles[turn.name], turn.name, kind, turn.text])
    return rows


def _is_sound(text: str) -> bool:
    return (
        len(text) <= _SHORT
        and text[0] in "[(（【♪"
        and text[-1] in "])）】♪"
        and bool(_SOUND.fullmatch(text))
    )


def _contact(path: str) -> str:
    """The file's name without its suffix; inside an archive with its folders, for names recur in them."""
    place = PurePath(path)
    inside = [i for i, part in enumerate(place.parts[:-1]) if part.casefold().endswith(".zip")]
    return "/".join([*place.parts[inside[-1] + 1 : -1], place.stem]) if inside else place.stem


def _start(path: str) -> tuple[datetime | None, str]:
    """(beginning, zone) if the file's name tells the day and the time of day."""
    match = _NAMED_START.search(PurePath(path).name)
    if not match:
        return None, ""
    year, month, day, hour, minute, second = (int(match[i] or 0) for i in range(2, 8))
    try:
        start = datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None, ""
    if not 1990 <= start.year < 2100:
        return None, ""
    return start, "Z" if match["gmt"] or match["z"] else ""
