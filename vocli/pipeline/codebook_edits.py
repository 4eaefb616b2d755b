"""Edits of a codebook: the text changed, the lock built anew, the past counted before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from vocli.errors import ExitCode, VocliError
from vocli.insights import codebook as tables
from vocli.messages import t
from vocli.model import Codebook, Insight, Plan, Profile, Report, Severity, Side, Theme
from vocli.pipeline.analysis import Analysis, analyse
from vocli.pipeline.codebook_trials import run_of
from vocli.pipeline.codebooks import build_codebook, drafted
from vocli.pipeline.instruments import build_tools
from vocli.pipeline.placing import place_rows
from vocli.pipeline.planning import find_themes
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.restating import hear, restate
from vocli.themes import (
    Found,
    add_themes,
    book_digest,
    compare,
    free_name,
    new_codebook,
    next_id,
    parse_codebook,
    read_coding_rules,
)

_MOST_PARTS = 4  # the largest ones become themes; what is left stays together


@dataclass(frozen=True)
class Edit:
    """The text of a codebook after an edit, and what discovery knows of its new themes."""

    text: str
    found: Mapping[str, Found] = field(default_factory=dict)


def apply_edit(
    command: str, book: Codebook, edit: Edit, question: Question, progress: Progress = silent
) -> tuple[Codebook, Report]:
    """The codebook with its new lock, and what has changed: definitions, and counts where there are files."""
    new = rebuild(book, edit, question)
    # Building alone changes no text: what was edited is not known, what it does to the counts is.
    insights: tuple[Insight, ...] = ()
    if edit.text != book.text:
        insights = (tables.changed(compare(book, new)),)
    if question.patterns:
        insights += restate(hear(question, book, progress), (book, new))
    return new, Report(run_of(command, new, question), insights)


def diff_report(old: Codebook, new: Codebook) -> Report:
    """In what two codebooks differ."""
    run = run_of("codebook diff", new, Question(patterns=()))
    run = replace(run, options=(("before", old.path), ("after", new.path)))
    return Report(run, (tables.changed(compare(old, new)),))


def import_rules(rules: str, source: str, path: str) -> tuple[str, Report]:
    """The text of a codebook from KH Coder's coding rules, and what they could not say.

    VOC-E348 where there is no code in them.
    """
    themes, findings = read_coding_rules(rules, source)
    if not themes:
        text, hint = t("codebook.no_codes"), t("codebook.no_codes_hint")
        raise VocliError("VOC-E348", text, where=source, hint=hint)
    made = new_codebook(themes, ())
    book = parse_codebook(made, path)
    wrong = any(one.severity is not Severity.NOTE for one in findings)
    report = Report(
        run=run_of("codebook import", book, Question(patterns=())),
        insights=(tables.found(findings, len(themes)),),
        findings=findings,
        exit_code=ExitCode.FINDINGS if wrong else ExitCode.OK,
    )
    return made, report


def rebuild(book: Codebook, edit: Edit, question: Question) -> Codebook:
    """The edited codebook with the lock that follows from the lock of the earlier one."""
    parsed = parse_codebook(edit.text, book.path)
    lock = build_codebook(parsed, book.lock, question, found=edit.found)
    return replace(parsed, lock=lock, stale=lock.digest != book_digest(parsed))


def promote(
    book: Codebook,
    draft: str,
    named: tuple[str, Sequence[str]],
    question: Question,
    progress: Progress = silent,
) -> Edit:
    """The edit that makes a draft a theme. named: its name ("" = the draft's own) and owners.

    VOC-E359 where the files hold no such draft.
    """
    found = analyse(_asking(question, book), progress)
    name, owners = named
    for side, plan in ((Side.COMPLAINT, found.plan), (Side.PRAISE, found.plan.plus)):
        profile = _draft(plan, draft)
        if plan is not None and profile is not None:
            theme_id = next_id(book, side)
            theme, origin = drafted(found, profile, side, theme_id)
            title = free_name(book, name or theme.name, "")
            theme = replace(theme, name=title, owners=tuple(owners))
            return Edit(add_themes(book.text, [theme]), {theme_id: origin})
    raise _no_draft(draft, found)


def split(book: Codebook, theme: Theme, question: Question, progress: Progress = silent) -> Edit:
    """The edit that parts a theme into the groups found among its voices; it keeps what is in none.

    VOC-E347 where its voices are too few or too much alike to be parted.
    """
    found = analyse(_asking(question, book), progress)
    column = "theme_id" if theme.side is Side.COMPLAINT else "plus_id"
    own = (found.facts.voices[column] == theme.theme_id).to_numpy(dtype=bool)
    signal = "complaint" if theme.side is Side.COMPLAINT else "plus"
    prepared = replace(found.prepared, considered=own)
    tools, _ = build_tools(found.question)
    plan = find_themes(prepared, signal, tools, found.plan.repeated)
    parts = [profile for profile in plan.profiles if not profile.critical]
    if theme.critical or len(parts) < 2:
        n = int(found.facts.voices["text"][own].nunique())
        text = t("codebook.no_split", id=theme.theme_id, n=n, parts=len(parts))
        raise VocliError("VOC-E347", text, hint=t("codebook.no_split_hint"))
    return _parted(book, theme, found, _largest(found, plan, parts, own))


def _largest(
    found: Analysis, plan: Plan, parts: Sequence[Profile], own: np.ndarray
) -> list[tuple[Profile, pd.DataFrame]]:
    """The parts with the most contacts and their voices, the nearest first."""
    rows = np.flatnonzero(own)
    placed = place_rows(found.prepared, parts, plan.idf, rows)
    sized = []
    for number, profile in enumerate(parts):
        mine = placed.profile == number
        voices = found.facts.voices.iloc[rows[mine]].assign(near=placed.score[mine])
        voices = voices.sort_values(["near", "voice_id"], ascending=[False, True])
        sized.append((profile, voices))
    sized.sort(key=lambda pair: (-pair[1]["contact_id"].nunique(), pair[0].name))
    return sized[:_MOST_PARTS]


def _parted(
    book: Codebook,
    theme: Theme,
    found: Analysis,
    parts: Sequence[tuple[Profile, pd.DataFrame]],
) -> Edit:
    themes, origins = [], {}
    taken = {one.name for one in book.living()}
    for number, (profile, voices) in enumerate(parts):
        theme_id = next_id(book, theme.side, number)
        new, origin = drafted(found, profile, theme.side, theme_id, voices)
        name = new.name if new.name not in taken else f"{new.name} {theme_id}"
        taken.add(name)
        origins[theme_id] = origin
        themes.append(replace(new, name=name, owners=theme.owners, split_from=theme.theme_id))
    return Edit(add_themes(book.text, themes), origins)


def _asking(question: Question, book: Codebook) -> Question:
    return replace(question, codebook=book, needs=replace(question.needs, plus=True))


def _draft(plan: Plan | None, draft: str) -> Profile | None:
    drafts = plan.drafts.profiles if plan and plan.drafts else ()
    return next((profile for profile in drafts if profile.theme_id == draft), None)


def _no_draft(draft: str, found: Analysis) -> VocliError:
    plans = [plan for plan in (found.plan, found.plan.plus) if plan and plan.drafts]
    known = [p.theme_id for plan in plans for p in (plan.drafts.profiles if plan.drafts else ())]
    key = "no_draft_hint" if known else "no_drafts_hint"
    hint = t(f"codebook.{key}", ids=t("render.comma").join(known))
    return VocliError("VOC-E359", t("codebook.no_draft", id=draft), hint=hint)
