"""One page as a single file: nothing in it runs, and nothing is fetched from anywhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from vocli.messages import current, has, t
from vocli.model.report import Column, Insight, Note, Report
from vocli.render import cells
from vocli.render.html_blocks import Block, make_blocks, shown_columns, visible_cells
from vocli.render.html_words import CITED, Cell, Words
from vocli.render.options import RenderOptions

if TYPE_CHECKING:
    from jinja2 import Environment

_FINDINGS = 50  # that a page names; the rest is counted
_MARKED = "NPS"  # a name that is somebody's mark


def render_html(report: Report, options: RenderOptions) -> bytes:
    """UTF-8 HTML of the whole report; equal reports give equal bytes."""
    del options  # a page has one form
    cited = frozenset(_cited(report.insights))
    words = Words(cited & frozenset(visible_cells(report.insights)))
    blocks = make_blocks(report, words)
    style = _read("page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = _environment().get_template("page.html")
    text = page.render(
        lang=current(),
        title=_title(report),
        style=style,
        digest=digest,
        made=_made(report),
        blocks=blocks,
        findings=_findings(report),
        terms=_terms([i for i in report.insights if i.layout != "pairs"], report.run.command),
        marked=_speaks_of_mark(blocks),
        say=t,
    )
    return text.encode("utf-8", "replace")


def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _read(name: str) -> str:
    return (files("vocli.render") / "templates" / name).read_text(encoding="utf-8")


def _title(report: Report) -> str:
    """What the command answers, in the words of its help; the overview has a title of its own."""
    own = f"html.titles.{report.run.command}"
    line = f"cli.commands.{report.run.command.replace(' ', '_')}"
    return t(own) if has(own) else t(line) if has(line) else f"vocli {report.run.command}"


def _made(report: Report) -> list[tuple[str, str]]:
    """For whom, of which day, of which files and with what the page was made."""
    run = report.run
    options = dict(run.options)
    told = [(t("render.cover.as_of"), (run.as_of or "").replace("-", "/"))]
    told += [(_option(k), cells.code(v, k)) for k, v in options.items()]
    told += [
        (
            t("render.cover.sources"),
            _listed(f"{PurePath(p).name} (sha256 {s[:12]})" for p, s in run.sources),
        )
    ]
    told += [(t("render.cover.versions"), _listed(f"{n} {v}" for n, v in run.versions))]
    return [(label, cells.clean(value)) for label, value in told if value]


def _listed(items: Iterable[str]) -> str:
    return t("render.comma").join(items)


def _option(name: str) -> str:
    """What an option is called in the page; one that nobody named keeps its own name."""
    known = (key for key in (f"render.option.{name}", f"html.option.{name}") if has(key))
    found = next(known, None)
    return t(found) if found else name


def _findings(report: Report) -> dict[str, Any]:
    """What was odd about the input, the worst first, and how many more there are."""
    if any(i.layout == "findings" for i in report.insights):
        return {"rows": [], "more": 0}
    order = {"error": 0, "warning": 1, "note": 2}
    worst = sorted(report.findings, key=lambda f: order.get(f.severity.value, 3))
    rows = [
        {
            "severity": cells.code(f.severity.value, "severity"),
            "code": f.code,
            "place": _place(f.path, f.row),
            "text": cells.clean(f.message),
            "hint": cells.clean(f.hint or ""),
        }
        for f in worst[:_FINDINGS]
    ]
    return {"rows": rows, "more": len(worst) - len(rows)}


def _place(path: str | None, row: int | None) -> str:
    name = PurePath(path.replace("\\", "/")).name if path else ""
    return f"{name} {t('render.finding_row', row=row)}" if name and row else name


def _terms(insights: Iterable[Insight], command: str) -> list[tuple[str, str]]:
    """The meaning of every column that the page shows, in the order of appearance."""
    columns: dict[str, Column] = {}
    for insight in insights:
        for column in shown_columns(insight):
            columns.setdefault(column.key, column)
    told = [(cells.heading(column), _meaning(key, command)) for key, column in columns.items()]
    return [(word, meaning) for word, meaning in told if meaning]


def _meaning(key: str, command: str) -> str:
    """What a column means; on the page of a command that compares otherwise, what it means there."""
    known = (name for room in (command, "render", "html") if has(name := f"{room}.terms.{key}"))
    found = next(known, None)
    return t(found) if found else ""


def _speaks_of_mark(blocks: Iterable[Block]) -> bool:
    return any(_MARKED in text for block in blocks for text in block.texts())


def _cited(insights: Iterable[Insight]) -> Iterator[Cell]:
    """Every cell that a note of the page names."""
    for insight in insights:
        for value in (*insight.notes, *(v for row in cells.rows(insight) for v in row.values())):
            yield from _cells_of(value)


def _cells_of(value: object) -> Iterator[Cell]:
    if isinstance(value, Note):
        cell = value.values.get(CITED)
        if isinstance(cell, tuple):
            yield cell
        for inner in value.values.values():
            yield from _cells_of(inner)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _cells_of(item)
