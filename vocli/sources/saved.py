"""A way of reading, written down as a profile that `--profile` takes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Source
from vocli.sources.layout import Layout
from vocli.sources.layout_toml import layouts

_TABLES = ("csv", "xlsx")
# Fields that a profile names elsewhere than under [columns].
_ALWAYS = ("contact_id", "occurred_at", "speaker", "text")
_SPEAKER = ("speaker", "turn", "kind")


def write_profile(source: Source, columns: Mapping[str, str], agents: Sequence[str]) -> str:
    """The TOML text of a profile that reads files like `source`; `columns` are those of --map.

    A built-in layout is taken as the base. Raises VOC-E118 for JSON of a shape that no layout has:
    its paths have to be written by hand.
    """
    base = next((one for one in layouts() if one.key == source.layout), None)
    if base is None and source.reader not in _TABLES:
        raise VocliError(
            "VOC-E118", t("sources.no_profile"), where=source.path, hint=t("sources.layout_hint")
        )
    lines = _head(source, base)
    own = columns if base else _own_columns(source)
    if base is None:
        lines += ["", "[detect]", f"headers = {_texts(_signs(source))}"]
        lines += [f"expects = {_texts(list(own))}"]
    if own:
        lines += ["", "[columns]", *(f"{name} = {_text(column)}" for name, column in own.items())]
    lines += _speaker(source, base, agents)
    return "\n".join(lines) + "\n"


def _head(source: Source, base: Layout | None) -> list[str]:
    title = t("sources.profile_title", layout=base.title if base else Path(source.path).name)
    lines = [f"title = {_text(title)}"]
    lines += [f"base = {_text(base.key)}"] if base else ['container = "table"']
    lines += ["rank = 0", f"voice_kind = {_text(source.voice_kind)}"]
    return lines


def _signs(source: Source) -> list[str]:
    """The headers by which such files are recognised again: those without which they mean nothing."""
    return list(dict.fromkeys(use.column for use in source.columns if use.field in _ALWAYS))


def _own_columns(source: Source) -> dict[str, str]:
    """Field -> column; where a time of day stands beside the date, the date."""
    out: dict[str, str] = {}
    for use in source.columns:
        if use.field not in _SPEAKER:
            out.setdefault(use.field, use.column)
    return out


def _speaker(source: Source, base: Layout | None, agents: Sequence[str]) -> list[str]:
    said = [use.column for use in source.columns if use.field == "speaker"]
    if not agents and (base or not said):
        return []
    lines = ["", "[speaker]"]
    if said and base is None:
        lines.append(f"path = {_text(said[0])}")
        lines += [f"name = {_text(said[1])}"] if len(said) > 1 else []
    if agents:
        lines.append(f"agents = {_texts(agents)}")
    return lines


def _text(value: str) -> str:
    # A JSON string is a TOML basic string.
    return json.dumps(value, ensure_ascii=False)


def _texts(values: Sequence[str]) -> str:
    return "[" + ", ".join(map(_text, values)) + "]"


def known_formats() -> list[tuple[str, str, tuple[str, ...]]]:
    """(key, title, signs) of every layout and container that is recognised; of several spellings the first."""
    out = []
    for one in layouts():
        detect = one.detect
        signs = [*detect.first[:1], *detect.headers, *detect.any_of[:1], *detect.paths]
        out.append((one.key, one.title, tuple(sign.partition("|")[0] for sign in signs)))
    out.append(("subtitles", t("sources.subtitles_title"), ("WEBVTT", "00:00:01,000 -->")))
    out.append(("line_talk", t("sources.talk_title"), ("[LINE]",)))
    return out
