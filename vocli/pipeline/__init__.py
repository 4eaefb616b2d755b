"""The corridor that alone knows the order of the rooms; also the Python API."""

from vocli.pipeline.analysis import Analysis, analyse, mark, read_all
from vocli.pipeline.auditing import audit_privacy
from vocli.pipeline.checking import Judged, check_files, list_checks
from vocli.pipeline.formats import formats_report
from vocli.pipeline.looking import look, profile_of
from vocli.pipeline.question import Progress, Question, Scope, silent
from vocli.pipeline.report import (
    quotes_report,
    signals_report,
    themes_report,
)
from vocli.pipeline.rewriting import Masked, mask_file, mask_report
from vocli.pipeline.selecting import Rules
from vocli.pipeline.texts import place, plan_texts

__all__ = [
    "Analysis",
    "Judged",
    "Masked",
    "Progress",
    "Question",
    "Rules",
    "Scope",
    "analyse",
    "audit_privacy",
    "check_files",
    "formats_report",
    "list_checks",
    "look",
    "mark",
    "mask_file",
    "mask_report",
    "place",
    "plan_texts",
    "profile_of",
    "quotes_report",
    "read_all",
    "signals_report",
    "silent",
    "themes_report",
]
