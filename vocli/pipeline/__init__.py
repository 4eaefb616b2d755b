"""The corridor that alone knows the order of the rooms; also the Python API.

A name is fetched from its module when it is first asked for: `vocli inspect` does not wait for the checks.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vocli.pipeline.analysis import Analysis, analyse, mark, mark_all, read_all
    from vocli.pipeline.asking import answer, needs_of, shows_codes
    from vocli.pipeline.auditing import audit_privacy
    from vocli.pipeline.checking import Judged, check_files, list_checks
    from vocli.pipeline.formats import formats_report
    from vocli.pipeline.learning import learn_labels
    from vocli.pipeline.looking import look, profile_of
    from vocli.pipeline.marking import answer_signals
    from vocli.pipeline.overview import overview_report
    from vocli.pipeline.question import Progress, Question, Scope, silent
    from vocli.pipeline.report import quotes_report, signals_report, themes_report
    from vocli.pipeline.rewriting import Masked, mask_file, mask_report
    from vocli.pipeline.sampling import draw_sample, score_sample
    from vocli.pipeline.selecting import Rules
    from vocli.pipeline.texts import place, plan_texts
    from vocli.pipeline.tracing import explain_report

_HOMES = {
    "analysis": ("Analysis", "analyse", "mark", "mark_all", "read_all"),
    "asking": ("answer", "needs_of", "shows_codes"),
    "auditing": ("audit_privacy",),
    "checking": ("Judged", "check_files", "list_checks"),
    "formats": ("formats_report",),
    "learning": ("learn_labels",),
    "marking": ("answer_signals",),
    "looking": ("look", "profile_of"),
    "overview": ("overview_report",),
    "question": ("Progress", "Question", "Scope", "silent"),
    "report": ("quotes_report", "signals_report", "themes_report"),
    "rewriting": ("Masked", "mask_file", "mask_report"),
    "sampling": ("draw_sample", "score_sample"),
    "selecting": ("Rules",),
    "tracing": ("explain_report",),
    "texts": ("place", "plan_texts"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Analysis",
    "Judged",
    "Masked",
    "Progress",
    "Question",
    "Rules",
    "Scope",
    "analyse",
    "answer",
    "answer_signals",
    "audit_privacy",
    "check_files",
    "draw_sample",
    "explain_report",
    "formats_report",
    "learn_labels",
    "list_checks",
    "look",
    "mark",
    "mark_all",
    "mask_file",
    "mask_report",
    "needs_of",
    "overview_report",
    "place",
    "plan_texts",
    "profile_of",
    "quotes_report",
    "read_all",
    "score_sample",
    "shows_codes",
    "signals_report",
    "silent",
    "themes_report",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
