"""`vocli history ...`: what a history holds, whether it is sound, and what must be forgotten."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from vocli.cli.boundary import Finished, Global
from vocli.cli.inputs import load_settings, read_by_hand
from vocli.cli.kept import forget_kept
from vocli.cli.keys import load_key
from vocli.cli.options import Output
from vocli.cli.output import publish, settle, show
from vocli.errors import ExitCode, VocliError
from vocli.messages import t

if TYPE_CHECKING:
    from vocli.history.erase import Erased

_SPAN = re.compile(r"(\d{1,4})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def find_history(files: Sequence[str]) -> Path | None:
    """The history, where the only file that was named is one."""
    from vocli.history import is_history

    path = Path(files[0]).expanduser() if len(files) == 1 else None
    return path if path and path.is_file() and is_history(path) else None


def show_history(db: str, output: Output, options: Global) -> None:
    """The runs, files and weeks of a history."""
    from vocli.pipeline.chronicle import history_report

    target = settle(output, options)
    publish(history_report(Path(db).expanduser()), target)


def verify_history(db: str, options: Global) -> None:
    """Whether the file is sound; exit code 1 where it is not."""
    from vocli.history import open_store

    with open_store(Path(db).expanduser()) as store:
        wrong = store.verify()
    if not wrong:
        show(t("history.sound", path=db) + "\n")
        raise Finished(ExitCode.OK)
    names = {"two_current", "lost_turns", "lost_voices", "lost_mentions", "lost_runs"}
    lines = [t(f"history.wrong.{one}") if one in names else one for one in wrong]
    show("".join(f"{line}\n" for line in (t("history.unsound", path=db), *lines)))
    raise Finished(ExitCode.FINDINGS)


def forget_customer(
    db: str, customer: str, reports: str, options: Global, *, dry_run: bool
) -> None:
    """Remove a customer, named by the number that the exports have or by the code that pages show."""
    from vocli.history import open_store
    from vocli.history.erase import forget
    from vocli.privacy import COUNTED, pseudonym

    codes = [customer]
    if not re.fullmatch(r"C-[A-Z2-7]{8,16}", customer):
        codes = [pseudonym(customer, "C", load_key(os.environ, load_settings(options)), COUNTED)]
    if not codes[0]:
        text, hint = t("history.no_customer"), t("history.no_customer_hint")
        raise VocliError("VOC-E368", text, hint=hint)
    if not dry_run:
        forget_kept()  # first: where it fails, nothing is half forgotten
    with open_store(Path(db).expanduser()) as store:
        erased = forget(store, codes, dry_run=dry_run)
    _tell(erased, "forgotten", reports, dry_run)


def prune_history(db: str, older_than: str, reports: str, *, dry_run: bool) -> None:
    """Remove what is older than a span (400d, 13m, 2y) or a day."""
    from vocli.history import open_store
    from vocli.history.erase import prune

    before = _before(older_than, datetime.now().astimezone().date())
    if not dry_run:
        forget_kept()  # first: where it fails, nothing is half forgotten
    with open_store(Path(db).expanduser()) as store:
        erased = prune(store, before, dry_run=dry_run)
    _tell(erased, "pruned", reports, dry_run)


def _before(text: str, today: date) -> date:
    found = _SPAN.fullmatch(text.strip().casefold())
    if found:
        return today - timedelta(int(found[1]) * _DAYS[found[2]])
    try:
        return date.fromisoformat(text.strip().replace("/", "-"))
    except ValueError:
        message, hint = t("history.bad_span", span=text), t("history.bad_span_hint")
        raise VocliError("VOC-E004", message, hint=hint) from None


def _tell(erased: Erased, key: str, reports: str, dry_run: bool) -> None:
    """What was removed, in words that can be pasted into an answer; and the pages that still hold it."""
    if not erased.contacts:
        show(t("history.nothing_erased") + "\n")
        raise Finished(ExitCode.OK)
    span = (
        f"{erased.first:%Y/%m/%d}-{erased.last:%Y/%m/%d}" if erased.first and erased.last else "-"
    )
    values = {"n": erased.contacts, "turns": erased.turns, "voices": erased.voices, "span": span}
    lines = [t(f"history.{'would' if dry_run else key}", **values)]
    lines += (
        [t("history.ids", ids=t("render.comma").join(erased.ids))] if key == "forgotten" else []
    )
    pages = _pages(Path(reports).expanduser(), erased)
    if pages:
        lines += [t("history.pages_left"), *(f"  {path}" for path in pages)]
    show("".join(f"{line}\n" for line in lines))
    raise Finished(ExitCode.OK)


def _pages(folder: Path, erased: Erased) -> list[Path]:
    """The pages of the days in question: files outside of the history are removed by hand."""
    found = []
    for path in sorted(folder.glob("*.manifest.json")):
        hint = VocliError("VOC-E366", t("history.bad_manifest"), where=str(path))
        try:
            table = json.loads(read_by_hand(path, hint))
            start, end = date.fromisoformat(table["start"]), date.fromisoformat(table["end"])
        except (VocliError, ValueError, KeyError, TypeError):
            continue
        if erased.first and erased.last and start <= erased.last and end >= erased.first:
            found += [folder / name for name in sorted(table.get("files", {}))]
    return found
