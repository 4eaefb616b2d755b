"""From what the user named (files, folders, patterns) to the files to read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatch
from glob import escape, glob
from pathlib import Path

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity

SUFFIXES = frozenset(
    {
        ".csv",
        ".tsv",
        ".txt",
        ".tab",
        ".xlsx",
        ".xlsm",
        ".xls",
        ".xlsb",
        ".ods",
        ".json",
        ".jsonl",
        ".ndjson",
        ".zip",
        ".vtt",
        ".srt",
        ".sbv",
    }
)
_TEMPORARY = (
    "~$*",
    "Thumbs.db",
    "desktop.ini",
    ".DS_Store",
    "*.tmp",
    ".~lock.*",
    "~*.tmp",
    "*.crdownload",
    "*.part",
)
_NAMED = 12
_MAGIC = re.compile(r"[*?\[]")


def expand(patterns: Sequence[str]) -> tuple[list[Path], list[Finding]]:
    """The files behind files, folders and patterns, sorted by name, and what was skipped in folders.

    Raises VOC-E105 when something named is not there, or holds nothing to read.
    """
    files: dict[Path, None] = {}
    findings: list[Finding] = []
    for pattern in patterns:
        path = Path(pattern).expanduser()
        if path.is_dir():
            found, skipped = _in_folder(path)
            if not found:
                raise _nothing(t("sources.empty_folder", folder=pattern), path)
            findings.extend(skipped)
        elif path.exists():
            found = [path]
        elif _MAGIC.search(pattern):
            found, skipped = _matches(str(path))
            if not found:
                raise _nothing(t("sources.no_match", pattern=pattern), path.parent)
            findings.extend(skipped)
        else:
            raise _nothing(t("sources.missing", path=pattern), path.parent)
        files.update(dict.fromkeys(found))
    unique = {path.resolve(): path for path in sorted(files, key=_order, reverse=True)}
    return sorted(unique.values(), key=_order), sorted(
        set(findings), key=lambda f: (f.path, f.code)
    )


def _order(path: Path) -> tuple[str, str]:
    return path.name, str(path)


def _in_folder(folder: Path) -> tuple[list[Path], list[Finding]]:
    return _choose(
        [path for path in sorted(folder.iterdir(), key=_order) if path.is_file()], str(folder)
    )


def _matches(pattern: str) -> tuple[list[Path], list[Finding]]:
    found = [Path(name) for name in sorted(glob(pattern, recursive=True))]  # noqa: PTH207 - absolute patterns too
    if not found:
        # A folder whose name holds brackets is no pattern.
        parent, name = str(Path(pattern).parent), Path(pattern).name
        found = [Path(name) for name in sorted(glob(f"{escape(parent)}/{name}"))]  # noqa: PTH207
    return _choose([path for path in found if path.is_file()], pattern)


def _choose(paths: list[Path], where: str) -> tuple[list[Path], list[Finding]]:
    temporary = [p for p in paths if is_temporary(p.name)]
    chosen = [p for p in paths if p not in temporary and p.suffix.casefold() in SUFFIXES]
    others = [p for p in paths if p not in temporary and p not in chosen]
    findings = []
    for code, key, skipped in (
        ("VOC-F108", "sources.other_kinds", others),
        ("VOC-F109", "sources.temporary", temporary),
    ):
        if skipped:
            message = t(key, names=list_names([path.name for path in skipped]))
            findings.append(Finding(code, Severity.NOTE, message, where))
    return chosen, findings


def is_temporary(name: str) -> bool:
    """True for what programs and systems leave beside files: ~$a.xlsx, Thumbs.db, .DS_Store."""
    return any(fnmatch(name, mask) for mask in _TEMPORARY)


def list_names(names: Sequence[str]) -> str:
    """The first dozen names in one line, and how many more there are."""
    shown = t("sources.comma").join(names[:_NAMED])
    more = len(names) - _NAMED
    return shown if more <= 0 else t("sources.and_more", names=shown, count=more)


def _nothing(what: str, folder: Path) -> VocliError:
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    try:
        inside = [
            path for path in sorted(folder.iterdir(), key=_order) if not path.name.startswith(".")
        ]
    except OSError:
        inside = []
    hint = (
        t("sources.in_folder", names=list_names([path.name for path in inside]))
        if inside
        else t("sources.folder_is_empty")
    )
    return VocliError("VOC-E105", what, where=str(folder), hint=hint)
