"""From facts to the report of each command."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date

from vocli import __version__
from vocli.errors import ExitCode
from vocli.insights import (
    beside,
    detail,
    funnel,
    inspection,
    phrases,
    plus,
    quotes,
    signals,
    themes,
)
from vocli.insights.audience import limit, limit_finding, mark
from vocli.insights.named_theme import the_theme
from vocli.insights.themes import Ranking
from vocli.model import (
    Audience,
    Facts,
    Finding,
    FirstLook,
    Insight,
    Note,
    Reach,
    Report,
    Run,
    Severity,
    Source,
)
from vocli.pipeline.analysis import Analysis
from vocli.pipeline.beside import expand_words
from vocli.pipeline.question import Scope

_WHOSE = frozenset({"customer_id", "agent_id", "account_owner"})
UNASSIGNED = ("未分類", "unassigned")


def themes_report(found: Analysis, ranking: Ranking) -> Report:
    """Funnel, critical block, ranking, plus side."""
    files = command_files(found.question.patterns)
    head = funnel.build(found.facts, found.records.sources, found.plan)
    insights: tuple[Insight, ...] = (head,)
    if not found.facts.funnel.with_signal:
        insights = (head, themes.build(found.facts, ranking, files)[1])  # a head without rows
    else:
        critical, ranked = themes.build(found.facts, ranking, files)
        if not critical.table.empty:
            insights = (*insights, critical)
        few = not any(not profile.critical for profile in found.plan.profiles)
        insights = (*insights, phrases.build(found.facts, found.prepared.terms) if few else ranked)
        # What a reader may type would make a file for the desk.
        inside = found.question.reach.audience is Audience.DESK
        hints = _next(found.facts, ranked, files, few) if inside else ()
        insights = (*insights, plus.build(found.facts, hints))
    return report_of(
        "themes", found, insights, _ranking_options(ranking), detail.build(found.facts)
    )


def quotes_report(found: Analysis, theme: str, words: Sequence[str], limit: int) -> Report:
    """The voices of a theme, of 未分類, or with a word."""
    if words:
        words = expand_words(words, found.question.side.synonyms)
        insights = quotes.of_words(found.facts, words, limit)
        options: tuple[tuple[str, str], ...] = (("word", ",".join(words)),)
    else:
        # Without a voice there is no theme to look for: the empty result says why.
        wanted = find_theme(found.facts, theme) if found.facts.funnel.with_signal else ""
        insights = (quotes.of_theme(found.facts, wanted, limit),)  # type: ignore[assignment]
        options = (("theme", theme),)
    return report_of("quotes", found, insights, options)


def signals_report(found: Analysis, per_voice: bool) -> Report:
    """Counts per signal; or, for programs, one row per voice with its scores."""
    if per_voice:
        marked = tuple(found.facts.held.columns)
        return report_of("signals", found, (signals.per_voice(found.facts, marked),), ())
    head = funnel.build(found.facts, found.records.sources, found.plan, themed=False)
    insights = (head, signals.build(found.facts))
    return report_of("signals", found, insights, (), detail.build(found.facts))


def inspect_report(
    found_sources: Sequence[Source],
    looks: Mapping[str, FirstLook],
    findings: tuple[Finding, ...],
    reach: Reach | None = None,
) -> Report:
    """How every file was read; `looks` holds each path's look, its texts masked.

    A reach other than the desk's own is told in the first lines.
    """
    # One table per file, each under a name of its own: JSON keys them by it.
    insights = tuple(
        replace(
            inspection.build(source, looks[source.path]), name=f"inspect_{i}" if i else "inspect"
        )
        for i, source in enumerate(found_sources)
    )
    data = {
        "sources": [
            inspection.payload(source)
            | {"problems": [_problem(f) for f in findings if f.path == source.path]}
            for source in found_sources
        ]
    }
    told = reach not in (None, Reach())
    asked = tuple(_reach(reach)) if reach and told else ()
    run = Run("inspect", "", asked, (("vocli", __version__),), _digests(found_sources))
    marked = mark(insights, reach) if reach and told else insights
    return Report(run, marked, findings, data, None, exit_code(findings))


def find_theme(facts: Facts, wanted: str) -> str:
    """The id of the complaint theme that `wanted` names: an id, a part of its name, or 未分類 (\"\"). VOC-E202."""
    if wanted in UNASSIGNED:
        return ""
    return the_theme(replace(facts, plus=facts.plus[:0]), wanted).theme_id


def exit_code(findings: Sequence[Finding]) -> ExitCode:
    """1 when the input has problems, else 0; notes never count."""
    bad = any(f.severity is not Severity.NOTE for f in findings)
    return ExitCode.FINDINGS if bad else ExitCode.OK


def command_files(patterns: Sequence[str]) -> str:
    """The files as a reader would type them again."""
    shown = [shlex.quote(p) if " " in p else p for p in patterns[:3]]
    return " ".join(shown) + (" ..." if len(patterns) > 3 else "")


def report_of(
    command: str,
    found: Analysis,
    insights: tuple[Insight, ...],
    options: tuple[tuple[str, str], ...],
    rows: Insight | None = None,
) -> Report:
    """The report of a command: its insights, limited to what the reach may see, with what was asked.

    `rows` is the 明細.
    """
    as_of, reach = found.as_of, found.question.reach
    versions = (
        ("vocli", __version__),
        ("tokenizer", found.plan.tokenizer),
        ("encoder", found.plan.encoder or "-"),
    )
    run = Run(
        command=command,
        as_of=as_of.isoformat() if as_of else "",
        options=(
            ("signal", found.question.signal),
            *_conditions(found.question.scope),
            *options,
            *_reach(reach),
        ),
        versions=versions,
        sources=tuple(sorted((*_digests(found.records.sources), *found.question.side.sources))),
    )
    return Report(
        run=run,
        insights=mark([limit(insight, reach) for insight in insights], reach),
        findings=tuple(limit_finding(finding, reach) for finding in found.findings),
        data={"funnel": asdict(found.facts.funnel), **_side(found.facts)},
        detail=limit(rows, reach) if rows else None,
        exit_code=exit_code(found.findings),
        span=_span(found.facts),
    )


def _span(facts: Facts) -> tuple[date, date] | None:
    """The first and the last day of the contacts in scope."""
    days = [day for day in facts.contacts["day"] if day is not None]
    return (min(days), max(days)) if days else None


def _side(facts: Facts) -> dict[str, object]:
    """What the side tables say, where there are any."""
    told = beside.payload(facts.side)
    return {"side": told} if told else {}


def _conditions(scope: Scope) -> list[tuple[str, str]]:
    """What limits the contacts, as it was asked; nothing for a condition that was not set.

    Whose contacts were asked for is not told on: a result may go further than the command line.
    """
    where = [(key, "***" if key in _WHOSE else value) for key, value in scope.where]
    asked = {
        "since": scope.since.isoformat() if scope.since else "",
        "until": scope.until.isoformat() if scope.until else "",
        "channel": " ".join(scope.channels),
        "where": " ".join(f"{field}={value}" for field, value in where),
    }
    return [(name, value) for name, value in asked.items() if value]


def _reach(reach: Reach) -> list[tuple[str, str]]:
    """For whom the result is, and whether masking was off: part of what was asked."""
    told = [("audience", reach.audience.value)]
    told += [("company", reach.company)] if reach.company else []
    return told + ([("show_personal", "true")] if reach.personal else [])


def _digests(sources: Sequence[Source]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((source.path, source.sha256) for source in sources))


def _ranking_options(ranking: Ranking) -> tuple[tuple[str, str], ...]:
    return (("rank_by", ranking.by),)


def _next(facts: Facts, ranked: Insight, files: str, few: bool) -> tuple[tuple[str, Note], ...]:
    """What a reader may type after the table."""
    hints: list[tuple[str, Note]] = []
    if not few and not ranked.table.empty:
        word = str(ranked.table["theme"].iloc[0])
        hints.append(
            (
                "insights.label_next",
                Note("insights.next_quotes", {"theme": word, "files": files}, True),
            )
        )
    else:
        hints.append(("insights.label_next", Note("insights.next_signals", {"files": files}, True)))
    hints.append(("", Note("insights.next_excel", {"files": files}, True)))
    return tuple(hints)


def _problem(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "row": finding.row,
        "column": finding.column,
        "message": finding.message,
        "hint": finding.hint,
    }
