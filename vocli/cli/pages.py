"""Periodic pages on disk: every form of one page, its manifest, and copies under a name that never changes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from vocli.cli.output import Target, write_file
from vocli.messages import t

if TYPE_CHECKING:
    from vocli.model import Report
    from vocli.model.page import PageSpan

FORMS = ("html", "xlsx", "md", "json")
_RENDERERS = {"md": "markdown"}
_LATEST = ("html", "xlsx")
_VERSION = 1


@dataclass(frozen=True)
class Paper:
    """One page: where it goes, under which name, and what it was made of."""

    folder: Path
    name: str  # 2026-W46
    report: Report
    page: PageSpan
    made_of: Mapping[str, object]


def page_files(paper: Paper, target: Target) -> dict[str, bytes]:
    """The bytes of every form, by suffix."""
    from vocli.render import RenderOptions, render

    form = RenderOptions(header="ja", for_file=True, label=target.label)
    return {suffix: render(paper.report, _RENDERERS.get(suffix, suffix), form) for suffix in FORMS}


def write_pages(paper: Paper, files: Mapping[str, bytes]) -> Path:
    """Write all forms, then the manifest that names them; the newest page also as 最新. The HTML's path."""
    for suffix, content in files.items():
        write_file(paper.folder / f"{paper.name}.{suffix}", content)
    write_file(paper.folder / f"{paper.name}.manifest.json", manifest(paper, files))
    refresh_latest(paper, files)
    return paper.folder / f"{paper.name}.html"


def manifest(paper: Paper, files: Mapping[str, bytes]) -> bytes:
    """What the page was made of and the digests of its files, as JSON."""
    table = {
        "vocli_manifest_version": _VERSION,
        "command": paper.report.run.command,
        "period": paper.name,
        "start": paper.page.start.isoformat(),
        "end": paper.page.end.isoformat(),
        **paper.made_of,
        "files": digests(paper, files),
    }
    return (json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def digests(paper: Paper, files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of every form, by the file's name."""
    return {f"{paper.name}.{s}": sha256(data).hexdigest() for s, data in files.items()}


def refresh_latest(paper: Paper, files: Mapping[str, bytes]) -> None:
    """Copies under a name that never changes, unless a later page of the kind lies in the folder."""
    shape = re.compile(re.sub(r"\d+", lambda m: rf"\d{{{len(m[0])}}}", re.escape(paper.name)))
    names = [path.stem for path in paper.folder.glob("*.html") if shape.fullmatch(path.stem)]
    if max(names, default=paper.name) > paper.name:
        return
    for suffix in _LATEST:
        write_file(
            paper.folder / f"{t(f'{paper.report.run.command}.latest')}.{suffix}", files[suffix]
        )


def tidy(folder: Path) -> None:
    """Remove what a run that was killed left half written: nobody else writes under such a name."""
    for path in folder.glob(".*"):
        if re.fullmatch(r"\..+\.(html|xlsx|md|json)\.\w{8}", path.name):
            path.unlink(missing_ok=True)
