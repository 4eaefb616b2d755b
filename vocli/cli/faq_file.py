"""`vocli faq` with its second file: the questions to take into an FAQ tool."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vocli.cli.boundary import Global
from vocli.cli.inputs import ask
from vocli.cli.options import Comparing, Output, Reading
from vocli.cli.output import progress, publish, settle, tell, write_file
from vocli.cli.reach import address
from vocli.messages import t


def answer_faq(
    reading: Reading,
    comparing: Comparing,
    output: Output,
    options: Global,
    own: Mapping[str, Any],
) -> None:
    """Publish the answer to `faq`; with `import` in `own` its questions go to that file first, for people."""
    from vocli.insights.faq_import import for_import
    from vocli.pipeline import answer, shows_codes
    from vocli.render import RenderOptions, write_csv

    path = str(own.get("import", ""))
    target = settle(output, options, path)
    question = address(ask(reading, options), target, codes=shows_codes("faq", comparing.by))
    asked = {"by": comparing.by, "compare": comparing.compare, "existing": own.get("existing")}
    with progress(options) as step:
        report, remarks = answer("faq", question, asked, step)
    if path:
        page = write_csv(for_import(report.insights), RenderOptions(header="ja", for_file=True))
        place = write_file(Path(path).expanduser(), page)
        tell([t("cli.written", path=place)], options)
    publish(report, target, remarks)
