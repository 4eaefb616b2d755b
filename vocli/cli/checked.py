"""The ends of `vocli check`: what is asked of the checks, and where the verdict and the baseline go."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask, choose, load_settings, read_by_hand, settings_folder
from vocli.cli.options import Output, Reading
from vocli.cli.output import Target, check_place, progress, publish, settle, tell, write_text
from vocli.config import FAIL_ON, PERSONAL
from vocli.errors import ExitCode, VocliError
from vocli.messages import t

if TYPE_CHECKING:
    from vocli.pipeline import Rules

_MOST = 1000  # findings listed; all are counted
_TABLES = ("table", "json", "csv", "markdown")


def _option(*names: str, key: str, **settings: Any) -> Any:
    return typer.Option(
        *names,
        help=t(f"cli.options.{key}"),
        rich_help_panel=t("cli.panels.check"),
        show_default=False,
        **settings,
    )


@dataclass(frozen=True)
class Checking:
    """Which checks count, and with what they compare."""

    select: Annotated[list[str], _option("--select", key="check_select", metavar="CODE,...")] = (
        field(default_factory=list)
    )
    ignore: Annotated[list[str], _option("--ignore", key="check_ignore", metavar="CODE,...")] = (
        field(default_factory=list)
    )
    fail_on: Annotated[str, _option("--fail-on", key="fail_on", metavar="error|warning|never")] = ""
    baseline: Annotated[str, _option("--baseline", key="baseline", metavar="FILE")] = ""
    update_baseline: Annotated[bool, _option("--update-baseline", key="update_baseline")] = False
    max_findings: Annotated[
        int, _option("--max-findings", key="max_findings", metavar="N", min=0)
    ] = _MOST
    expect: Annotated[list[str], _option("--expect", key="expect", metavar="PATTERN")] = field(
        default_factory=list
    )
    codes: Annotated[str, _option("--codes", key="codes", metavar="FILE")] = ""
    personal: Annotated[str, _option("--personal", key="personal", metavar="raw|shared")] = ""
    list_all: Annotated[bool, _option("--list", key="check_list")] = False


@dataclass(frozen=True)
class CheckedReading(Reading):
    """The same options; with --list no file is needed."""

    files: Annotated[
        list[str],
        typer.Argument(metavar="FILES...", help=t("cli.options.files"), show_default=False),
    ] = field(default_factory=list)


@dataclass(frozen=True)
class CheckOutput:
    """Where the verdict goes and in which form."""

    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="table|json|csv|markdown|junit|sarif|github",
            help=t("cli.options.format"),
            rich_help_panel=t("cli.panels.output"),
            show_default=False,
        ),
    ] = ""
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=t("cli.options.output"),
            rich_help_panel=t("cli.panels.output"),
            show_default=False,
        ),
    ] = ""
    header: Annotated[
        str,
        typer.Option(
            "--header",
            metavar="ja|key",
            help=t("cli.options.header"),
            rich_help_panel=t("cli.panels.output"),
            show_default=False,
        ),
    ] = ""


def settle_verdict(output: CheckOutput, options: Global, *, listed: bool) -> Target:
    """The target of a verdict, or of the list of checks: that is a table like any other."""
    from vocli.render import CHECK_RENDERERS, CHECK_SUFFIXES

    known = _TABLES if listed else (*_TABLES, *CHECK_RENDERERS)
    suffix = Path(output.output).suffix.casefold()
    form = output.format or CHECK_SUFFIXES.get(suffix, "")
    if suffix == ".xlsx" and not form:
        form = "xlsx"
    if form:
        choose(form, known, "--format")
    own = form not in ("", *_TABLES)
    target = settle(Output("table" if own else form, output.output, output.header), options)
    return replace(target, form=form) if own else target


def list_all(checking: Checking, options: Global, target: Target) -> None:
    """Print every chosen check."""
    from vocli.pipeline import list_checks

    publish(list_checks(_rules(checking, options)), target)


def run_check(reading: Reading, checking: Checking, options: Global, target: Target) -> None:
    """Check, write the new baseline where one was asked for, print the verdict."""
    from vocli.pipeline import check_files

    _refuse(reading, checking)
    rules = _rules(checking, options)
    question = ask(reading, options)
    today = question.as_of or datetime.now(ZoneInfo("Asia/Tokyo")).date()
    with progress(options) as step:
        judged = check_files(question, rules, today, step)
    remarks: list[str] = []
    if judged.baseline is not None:
        remarks = _learn(judged.baseline, checking.baseline, judged.report.exit_code, options)
    publish(judged.report, target, remarks, listed=True)


def _learn(baseline: Mapping[str, Any], path: str, code: ExitCode, options: Global) -> list[str]:
    """Write the baseline, unless the files are not to be trusted themselves."""
    from vocli.checks.baseline import write_baseline

    if code is not ExitCode.OK:
        return [t("cli.baseline_kept", path=path)]
    write_text(write_baseline(baseline), path, options)
    return []


def _refuse(reading: Reading, checking: Checking) -> None:
    """VOC-E001 without files, VOC-E503 for half of a request, VOC-E504 for limits on rows."""
    if not reading.files:
        raise VocliError(
            "VOC-E001",
            t("cli.missing", name="FILES..."),
            hint=t("cli.see_help", command="vocli check"),
        )
    if checking.update_baseline and not checking.baseline:
        text, hint = t("cli.baseline_where"), t("cli.baseline_where_hint")
        raise VocliError("VOC-E503", text, hint=hint)
    if checking.update_baseline:
        check_place(Path(checking.baseline).expanduser())
    for name in ("since", "until", "channel", "where"):
        if getattr(reading, name):
            text = t("cli.check_whole", option=f"--{name}")
            raise VocliError("VOC-E504", text, hint=t("cli.check_whole_hint", option=f"--{name}"))


def _rules(checking: Checking, options: Global) -> Rules:
    """Options stand above vocli.toml; lists of the command line replace those of the file."""
    from vocli.pipeline import Rules

    own = load_settings(options).check
    fail_on = choose(checking.fail_on or own.fail_on or "error", FAIL_ON, "--fail-on")
    personal = dict(own.personal)
    if checking.personal:
        personal = {"*": choose(checking.personal, PERSONAL, "--personal")}
    codes = checking.codes or (str(settings_folder(options) / own.codes) if own.codes else "")
    return Rules(
        select=_split(checking.select) or own.select,
        ignore=(*own.ignore, *_split(checking.ignore)),
        fail_on=fail_on,
        severity=dict(own.severity),
        per_file=own.per_file,
        thresholds={key: dict(numbers) for key, numbers in own.thresholds},
        expect=tuple(checking.expect) or own.expect,
        codes=_codes(codes) if codes else {},
        limits=tuple(dict(limit) for limit in own.limits),
        personal=personal,
        baseline=None if checking.update_baseline else _baseline(checking.baseline, options),
        learn=checking.update_baseline,
        at_most=checking.max_findings,
    )


def _split(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for text in given for part in text.split(",") if part.strip())


def _baseline(path: str, options: Global) -> Mapping[str, Any] | None:
    """The baseline; None where there is none yet. VOC-E505 for a file that is no baseline."""
    from vocli.checks.baseline import is_baseline

    place = Path(path).expanduser() if path else None
    if place is None:
        return None
    if not place.exists():
        tell([t("cli.baseline_first", path=path)], options)
        return None
    hint = t("cli.bad_baseline_hint", path=path)
    wrong = VocliError("VOC-E505", t("cli.bad_baseline"), where=path, hint=hint)
    try:
        content = json.loads(read_by_hand(place, wrong))
    except ValueError:
        raise wrong from None
    if not is_baseline(content):
        raise wrong
    made: Mapping[str, Any] = content
    return made


def _codes(path: str) -> dict[str, frozenset[str]]:
    """The team's code list: a CSV whose header names the columns, the codes below. VOC-E506."""
    wrong = VocliError("VOC-E506", t("cli.bad_codes"), where=path, hint=t("cli.bad_codes_hint"))
    rows = list(csv.reader(io.StringIO(read_by_hand(Path(path).expanduser(), wrong))))
    names = [name.strip() for name in rows[0]] if rows else []
    if not names or not all(names) or len(set(names)) < len(names):
        raise wrong
    columns: dict[str, set[str]] = {name: set() for name in names}
    for row in rows[1:]:
        for name, value in zip(names, row, strict=False):
            if value.strip():
                columns[name].add(value.strip())
    return {name: frozenset(values) for name, values in columns.items()}
