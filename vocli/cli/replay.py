"""`vocli replay`: a page made again from its manifest and compared with what was made then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vocli.cli.boundary import Finished, Global
from vocli.cli.inputs import ask, read_by_hand
from vocli.cli.options import Output, Reading
from vocli.cli.output import check_new, settle, show
from vocli.cli.pages import Paper, digests, page_files, write_pages
from vocli.cli.reach import address
from vocli.errors import ExitCode, VocliError
from vocli.messages import t

if TYPE_CHECKING:
    from vocli.pipeline.replaying import Manifest


def run_replay(reading: Reading, db: str, out: str, options: Global) -> None:
    """Write the page into a folder of its own; exit code 1 where it is not what it was."""
    from vocli.history import open_store
    from vocli.pipeline.recalling import book_of
    from vocli.pipeline.replaying import find_state, read_manifest
    from vocli.pipeline.weekly import weekly_report

    path = Path(reading.files[0]).expanduser()
    text, hint = t("history.bad_manifest"), t("history.bad_manifest_hint")
    manifest = read_manifest(
        read_by_hand(path, VocliError("VOC-E366", text, where=str(path), hint=hint)), str(path)
    )
    if manifest.command != "weekly":
        text = t("history.only_weeks", name=manifest.name)
        hint = t("history.only_weeks_hint", name=manifest.name)
        raise VocliError("VOC-E369", text, where=str(path), hint=hint)
    folder = Path(out).expanduser()
    folder.mkdir(exist_ok=True)
    check_new(folder / f"{manifest.name}.html", path.parent / f"{manifest.name}.html", force=True)
    target = settle(Output(audience=manifest.options.get("audience", "")), options)
    question = replace(ask(reading, options), history=None)
    with open_store(Path(db).expanduser()) as store:
        state = find_state(store, manifest)
        question = replace(question, codebook=book_of(store, manifest.book))
        shown = replace(address(question, target, codes=True), as_of=None)
        report, page = weekly_report(store, shown, manifest.start, state)
    made_of: dict[str, Any] = {
        "codebook": manifest.book,
        "facts": manifest.facts,
        "tables": {Path(p).name: s for p, s in report.run.sources if p != t("history.name")},
        "options": dict(report.run.options),
        "versions": dict(report.run.versions),
    }
    paper = Paper(folder, manifest.name, report, page, made_of)
    files = page_files(paper, target)
    write_pages(paper, files)
    made = digests(paper, files)
    other = [name for name, digest in manifest.files.items() if made.get(name) != digest]
    _tell(folder, other, manifest, made_of)
    raise Finished(ExitCode.FINDINGS if other else ExitCode.OK)


def _tell(
    folder: Path, other: list[str], then: Manifest, now: Mapping[str, Mapping[str, str]]
) -> None:
    """What became of the page, and what it was made with then and is not now."""
    if not other:
        show(t("history.replayed", folder=folder) + "\n")
        return
    lines = [t("history.replayed_other", folder=folder, files=t("render.comma").join(other))]
    lines += [
        t("history.other_version", name=name, then=version, now=now["versions"].get(name, "-"))
        for name, version in sorted(then.versions.items())
        if now["versions"].get(name) != version
    ]
    lines += [
        t(f"history.{'other' if name in now['tables'] else 'no'}_table", name=name)
        for name, digest in sorted(then.tables.items())
        if now["tables"].get(name) != digest
    ]
    show("".join(f"{line}\n" for line in lines))
