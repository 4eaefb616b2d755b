"""One workbook per department, into a folder: none before all are made, each whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vocli.cli.boundary import Finished, Global
from vocli.cli.inputs import ask
from vocli.cli.options import Comparing, Output, Reading
from vocli.cli.output import Target, check_place, progress, settle, tell, write_file
from vocli.cli.reach import address
from vocli.cli.telling import finding_lines
from vocli.errors import ExitCode, VocliError
from vocli.messages import t
from vocli.text import nfkc

if TYPE_CHECKING:
    from vocli.model import Report

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)  # of Windows
_LONGEST = 60  # characters


def run_books(reading: Reading, comparing: Comparing, output: Output, options: Global) -> None:
    """Answer `route --split`: for other departments, unless the settings or the command say otherwise.

    VOC-E005 without a folder or with what does not go with --split, VOC-E008 where no folder can be.
    """
    from vocli.pipeline.routing import route_books

    folder = _folder(comparing, output)
    target = settle(replace(output, output="", format=""), options)
    if target.audience == "desk" and not output.audience:
        target = replace(target, audience="company")
    question = address(ask(reading, options), target)
    with progress(options) as step:
        routed = route_books(question, step)
    _write(routed.books, folder, target)
    tell([*routed.remarks, *finding_lines(routed.findings)], options)
    raise Finished(max((report.exit_code for _, report in routed.books), default=ExitCode.OK))


def file_names(departments: Sequence[str]) -> list[str]:
    """A file name per department, without what a file system refuses; names that fall together get numbers."""
    names: list[str] = []
    for department in departments:
        safe = _UNSAFE.sub("_", nfkc(department)).strip(" .")[:_LONGEST].rstrip(" .") or "_"
        safe = f"_{safe}" if _RESERVED.fullmatch(safe) else safe
        nth, name = 1, safe
        while name.casefold() in {known.casefold() for known in names}:
            nth += 1
            name = f"{safe}({nth})"
        names.append(name)
    return [f"{name}.xlsx" for name in names]


def _folder(comparing: Comparing, output: Output) -> Path:
    if not output.output:
        raise VocliError("VOC-E005", t("route.needs_folder"), hint=t("route.needs_folder_hint"))
    if comparing.by or comparing.compare or output.format not in ("", "xlsx"):
        raise VocliError("VOC-E005", t("route.alone"), hint=t("route.alone_hint"))
    folder = Path(output.output).expanduser()
    check_place(folder / "_" if folder.is_dir() else folder)
    if folder.exists() and not folder.is_dir():
        text, hint = t("route.is_file", path=folder), t("route.needs_folder_hint")
        raise VocliError("VOC-E008", text, where=str(folder), hint=hint)
    return folder


def _write(books: Sequence[tuple[str, Report]], folder: Path, target: Target) -> None:
    """All workbooks are rendered before the first is written."""
    from vocli.render import RenderOptions, render

    form = RenderOptions(header=target.header, for_file=True, label=target.label)
    pages = [render(report, "xlsx", form) for _, report in books]
    if not pages:
        tell([t("route.nothing")], target.options)
        return
    folder.mkdir(exist_ok=True)
    for name, page in zip(file_names([name for name, _ in books]), pages, strict=True):
        tell([t("cli.written", path=write_file(folder / name, page))], target.options)
