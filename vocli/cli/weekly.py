"""A periodic run: take in what is new, write the page in every form, say in a few lines what to look at."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vocli.cli.boundary import Finished, Global
from vocli.cli.codebook import place_of
from vocli.cli.inputs import ask, load_settings
from vocli.cli.keys import load_key
from vocli.cli.options import Output, Reading
from vocli.cli.output import progress, settle, show, tell, write_file
from vocli.cli.pages import Paper, page_files, tidy, write_pages
from vocli.cli.reach import address
from vocli.cli.telling import finding_lines
from vocli.errors import ExitCode, VocliError
from vocli.messages import t

if TYPE_CHECKING:
    from vocli.history import Store
    from vocli.history.counts import State
    from vocli.model import Report
    from vocli.model.page import PageSpan
    from vocli.pipeline import Question
    from vocli.pipeline.keeping import Intake
    from vocli.pipeline.paged import Maker


@dataclass(frozen=True)
class Periodic:
    """What the command was asked beyond what to read."""

    db: str
    out: str
    period: str = ""  # as the maker of the page names it
    alert: bool = False
    complete: bool = False
    summary: str = ""
    audience: str = ""


def run_page(reading: Reading, asked: Periodic, options: Global, maker: Maker) -> None:
    """One run, whole: the history, the page, the summary. Ends with the exit code."""
    from vocli.history import open_store, publish_page
    from vocli.history.lock import locked
    from vocli.pipeline.keeping import take_in
    from vocli.pipeline.paged import demand_days, not_delivered
    from vocli.pipeline.periods import key_of
    from vocli.pipeline.recording import record_themes

    target = settle(Output(audience=asked.audience), options)
    folder, db = _folder(asked.out), Path(asked.db).expanduser()
    if reading.files:
        place_of(reading.codebook, options)  # without a codebook there is nothing that stays
    question = ask(reading, options)
    now = datetime.now().astimezone()
    with locked(db, f"{now:%m/%d %H:%M}"), progress(options) as step:
        tidy(folder)
        with open_store(db, create=bool(reading.files)) as store:
            question = _with_codebook(store, question, options)
            keyed = replace(question, key=load_key(os.environ, load_settings(options)))
            intake = take_in(store, keyed, maker.command, now.isoformat(timespec="seconds"), step)
            state = record_themes(store, question)
            start = maker.start(store, asked.period, question.as_of or now.date())
            shown = replace(address(question, target, codes=True), as_of=None)
            report, page = maker.make(store, shown, start, state, step)
            demand_days(store, page)
            today = question.as_of or now.date()
            missing = None if asked.period else not_delivered(store, maker, today)
            publish_page(store, key_of(page), state)
        paper = Paper(folder, maker.name(start), report, page, _manifest(report, state))
        code = _end(intake, report, asked, missing)
        place = write_pages(paper, page_files(paper, target))
    tell([*finding_lines(intake.findings), *intake.remarks], options)
    _summarise(report, page, (asked, options), (place, code, missing))
    raise Finished(code)


def _with_codebook(store: Store, question: Question, options: Global) -> Question:
    """The question with its codebook, else with the one that the history follows; VOC-E355 where there is none."""
    from vocli.pipeline.recalling import kept_codebook

    book = question.codebook or kept_codebook(store)
    if book is None:
        place_of("", options)
    return replace(question, codebook=book)


def _folder(out: str) -> Path:
    """The folder of the pages, made where there is none; VOC-E008 where it cannot be."""
    folder = Path(out).expanduser()
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        text, hint = t("cli.no_folder", folder=folder.parent), t("cli.no_folder_hint")
        raise VocliError("VOC-E008", text, where=str(folder), hint=hint) from None
    return folder


def _manifest(report: Report, state: State) -> dict[str, object]:
    """What the page was made of and with; nothing of this run."""
    return {
        "codebook": state.book,
        "facts": dict(report.run.sources)[t("history.name")],
        "tables": {Path(p).name: sha for p, sha in report.run.sources if p != t("history.name")},
        "options": dict(report.run.options),
        "versions": dict(report.run.versions),
    }


def _end(intake: Intake, report: Report, asked: Periodic, missing: date | None) -> ExitCode:
    """`missing` is the first day of a span that is over and was not delivered at all."""
    from vocli.insights.weekly_summary import is_alert
    from vocli.model import Severity

    tables = {insight.name: insight for insight in report.insights}
    if asked.alert and is_alert(tables):
        return ExitCode.ALERT
    states = {row.key for row in tables["data_state"].table["state"]}
    late = missing is not None or bool(states & _INCOMPLETE)
    odd = any(f.severity is not Severity.NOTE for f in intake.findings)
    return ExitCode.FINDINGS if odd or (asked.complete and late) else ExitCode.OK


def _summarise(
    report: Report,
    page: PageSpan,
    asked: tuple[Periodic, Global],
    end: tuple[Path, ExitCode, date | None],
) -> None:
    """The lines of the mail: to stdout, and with the subject first into the file that was asked for."""
    from vocli.insights import weekly_summary
    from vocli.render import say

    tables = {insight.name: insight for insight in report.insights}
    subject = say(weekly_summary.subject(tables, page))
    place, code, missing = end
    if missing:
        subject = t("weekly.mail.subject_undelivered", subject=subject, day=_day(missing))
    lines = [
        *([t("weekly.mail.undelivered", day=_day(missing))] if missing else []),
        *(say(line) for line in weekly_summary.lines(tables, page)),
        _whereabouts(place, page),
        t(f"weekly.mail.{_CODES[code]}"),
    ]
    own, options = asked
    if own.summary:
        text = "".join(f"{line}\n" for line in (subject, "", *_wrapped(lines)))
        write_file(Path(own.summary).expanduser(), text.encode("utf-8"))
    if not options.quiet:
        head = t("weekly.mail.subject_line", subject=subject)
        show("".join(f"{line}\n" for line in _wrapped([head, "", *lines])))


_LINE = 240  # columns
_INCOMPLETE = frozenset({"weekly.state.late", "weekly.state.missing"})
_CODES = {
    ExitCode.OK: "code_quiet",
    ExitCode.ALERT: "code_alert",
    ExitCode.FINDINGS: "code_findings",
}


def _day(day: date) -> str:
    return f"{day.month}/{day.day}"


def _whereabouts(place: Path, page: PageSpan) -> str:
    latest = place.with_name(f"{t(f'{page.command}.latest')}.html")
    key = "latest" if latest.exists() else "place"
    return t(f"{page.command}.mail.{key}", path=place, latest=latest)


def _wrapped(lines: Sequence[str]) -> list[str]:
    """Lines of a plain mail, far below the 998 bytes that one may have; who shows them breaks them where it likes."""
    from vocli.render import wrap

    return [part for line in lines for part in wrap(line, _LINE)]
