"""What is told of a codebook without changing it: test, lint, diff; and one made of another tool's rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vocli.cli.boundary import Global
from vocli.cli.codebook import load, load_built, new_place, place_of
from vocli.cli.codebook_files import read_codebook_text
from vocli.cli.inputs import ask_anew
from vocli.cli.output import progress, publish, settle, tell, write_file
from vocli.messages import t

if TYPE_CHECKING:
    from vocli.cli.options import Output, Reading


def test(reading: Reading, output: Output, options: Global) -> None:
    """Hold the codebook against its own sentences."""
    from vocli.pipeline.codebook_trials import test_report

    target = settle(output, options)
    question = ask_anew(reading, options)
    with progress(options):
        book = load_built(place_of(reading.codebook, options), question)
        report = test_report(book, question)
    publish(report, target)


def lint(reading: Reading, output: Output, options: Global) -> None:
    """Look the codebook over."""
    from vocli.pipeline.codebook_lint import lint_report

    target = settle(output, options)
    question = ask_anew(reading, options)
    with progress(options) as step:
        book = load_built(place_of(reading.codebook, options), question)
        report = lint_report(book, question, step)
    publish(report, target, listed=True)


def diff(before: str, after: str, output: Output, options: Global) -> None:
    """Say in what two codebooks differ."""
    from vocli.pipeline.codebook_edits import diff_report

    target = settle(output, options)
    old, new = (load(Path(path).expanduser())[0] for path in (before, after))
    publish(diff_report(old, new), target)


def take_over(rules: str, codebook: str, output: Output, force: bool, options: Global) -> None:
    """Write a codebook from KH Coder's coding rules; its lock is made later, from files."""
    from vocli.pipeline.codebook_edits import import_rules

    target = settle(output, options)
    path = new_place(codebook, force, options)
    text, report = import_rules(read_codebook_text(Path(rules).expanduser()), rules, str(path))
    write_file(path, text.encode("utf-8"))
    tell([t("codebook.imported", path=path)], options)
    publish(report, target, listed=True)
