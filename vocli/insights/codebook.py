"""What can be told of a codebook: how its examples fared, what lint found, what an edit changes."""

from __future__ import annotations

from collections.abc import Sequence

from vocli.insights.tabulate import tabulate
from vocli.model import Codebook, Column, Difference, Finding, Insight, Kind, Note, Place, Trial

_TRIED = (
    Column("theme_id", Kind.ID),
    Column("theme", Kind.TEXT),
    Column("examples", Kind.INT, label="codebook.columns.examples"),
    Column("matched", Kind.INT, label="codebook.columns.matched"),
    Column("counter_examples", Kind.INT, label="codebook.columns.counter_examples"),
    Column("kept_out", Kind.INT, label="codebook.columns.kept_out"),
    Column("nearest", Kind.SCORE, Place.DETAIL, label="codebook.columns.lowest"),
)
_MISSED = (
    Column("theme_id", Kind.ID),
    Column("sentence_kind", Kind.CODE, label="codebook.columns.sentence_kind"),
    Column("number", Kind.INT, label="codebook.columns.number"),
    Column("placed", Kind.TEXT, label="codebook.columns.placed"),
    Column("likeness", Kind.SCORE, label="codebook.columns.likeness"),
    Column("sentence", Kind.TEXT, Place.BELOW, label="codebook.columns.sentence"),
)
_CHANGED = (
    Column("theme_id", Kind.ID),
    Column("theme", Kind.TEXT),
    Column("codebook_key", Kind.CODE, label="codebook.columns.key"),
    Column("was", Kind.TEXT, Place.BELOW, label="codebook.columns.was"),
    Column("now", Kind.TEXT, Place.BELOW, label="codebook.columns.now"),
)
_FOUND = (
    Column("severity", Kind.CODE),
    Column("code", Kind.ID),
    Column("path", Kind.ID),
    Column("row", Kind.INT),
    Column("letter", Kind.ID),
    Column("column", Kind.ID),
    Column("contact_id", Kind.ID),
    Column("reason", Kind.TEXT),
    Column("remedy", Kind.TEXT),
)


def tried(book: Codebook, trials: Sequence[Trial]) -> Insight:
    """One row per theme: how many examples lie in it, and how many counter-examples outside."""
    rows = []
    for theme in book.living():
        own = [trial for trial in trials if trial.theme_id == theme.theme_id]
        good = [trial for trial in own if trial.example]
        bad = [trial for trial in own if not trial.example]
        inside = [trial.likeness for trial in good if trial.passed]
        rows.append(
            {
                "theme_id": theme.theme_id,
                "theme": theme.name,
                "examples": len(good),
                "matched": sum(trial.passed for trial in good),
                "counter_examples": len(bad),
                "kept_out": sum(trial.passed for trial in bad),
                "nearest": min(inside, default=None),
            }
        )
    failed = sum(not trial.passed for trial in trials)
    least = book.lock.threshold if book.lock else 0.0
    return Insight(
        name="codebook_test",
        title=Note("codebook.test_title", {"n": len(trials), "failed": failed}),
        table=tabulate(rows, _TRIED),
        columns=_TRIED,
        notes=(Note("codebook.test_how", {"least": f"{least:.2f}"}),),
        n_input=len(trials),
        n_used=len(trials) - failed,
    )


def missed(book: Codebook, trials: Sequence[Trial]) -> Insight:
    """The sentences that lie where they must not: the team's own text, so it is printed."""
    names = {theme.theme_id: theme.name for theme in book.themes}
    rows = [
        {
            "theme_id": trial.theme_id,
            "sentence_kind": "example" if trial.example else "counter_example",
            "number": trial.number,
            "placed": f"{trial.placed} {names.get(trial.placed, '')}".strip() or None,
            "likeness": trial.likeness if trial.placed else None,
            "sentence": trial.text,
        }
        for trial in trials
        if not trial.passed
    ]
    return Insight(
        name="codebook_misses",
        title=Note("codebook.misses_title", {"n": len(rows)}),
        table=tabulate(rows, _MISSED),
        columns=_MISSED,
        notes=(Note("codebook.misses_hint"),) if rows else (),
        n_input=len(trials),
        n_used=len(rows),
    )


def changed(differences: Sequence[Difference]) -> Insight:
    """One row per key of a theme that differs."""
    rows = [
        {
            "theme_id": one.theme_id or None,
            "theme": one.name or None,
            "codebook_key": one.key,
            "was": one.before or None,
            "now": one.after or None,
        }
        for one in differences
    ]
    return Insight(
        name="codebook_changes",
        title=Note("codebook.changes_title", {"n": len(rows)}),
        table=tabulate(rows, _CHANGED),
        columns=_CHANGED,
        n_input=len(rows),
        n_used=len(rows),
    )


def found(findings: Sequence[Finding], themes: int) -> Insight:
    """What lint found, in the order of the file; the lines of `check`."""
    rows = [
        {
            "severity": one.severity.value,
            "code": one.code,
            "path": one.path or None,
            "row": one.row,
            "letter": None,
            "column": one.column,
            "contact_id": None,
            "reason": one.message,
            "remedy": one.hint or None,
        }
        for one in findings
    ]
    return Insight(
        name="codebook_lint",
        title=None,
        table=tabulate(rows, _FOUND),
        columns=_FOUND,
        notes=(Note("codebook.lint_sum", {"themes": themes, "n": len(rows)}),),
        n_input=themes,
        n_used=len(rows),
        layout="findings",
    )
