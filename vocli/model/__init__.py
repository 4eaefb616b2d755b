"""The types that cross rooms: frozen values and protocols, no behaviour beyond reading them."""

from vocli.model.asked import Asked, GivenFile, Needs, Window
from vocli.model.audit import Measure, Miss, Tally
from vocli.model.check import Block, Checked, Defect, Sheet, Verdict
from vocli.model.codebook import Codebook, Difference, Lock, Seat, Side, Status, Theme, Trial, Tried
from vocli.model.facts import CARRIED, Facts, Funnel
from vocli.model.plan import Period, Plan, Profile
from vocli.model.records import ColumnUse, Finding, FirstLook, Records, Severity, Source
from vocli.model.report import (
    Audience,
    Column,
    Insight,
    Kind,
    Note,
    Place,
    Reach,
    Report,
    Run,
)
from vocli.model.tools import Encoder, Memory, Token, Tokenizer, Tools
from vocli.model.voices import VoiceKind, Voices

__all__ = [
    "CARRIED",
    "Asked",
    "Audience",
    "Block",
    "Checked",
    "Codebook",
    "Column",
    "ColumnUse",
    "Defect",
    "Difference",
    "Encoder",
    "Facts",
    "Finding",
    "FirstLook",
    "Funnel",
    "GivenFile",
    "Insight",
    "Kind",
    "Lock",
    "Measure",
    "Memory",
    "Miss",
    "Needs",
    "Note",
    "Period",
    "Place",
    "Plan",
    "Profile",
    "Reach",
    "Records",
    "Report",
    "Run",
    "Seat",
    "Severity",
    "Sheet",
    "Side",
    "Source",
    "Status",
    "Tally",
    "Theme",
    "Token",
    "Tokenizer",
    "Tools",
    "Trial",
    "Tried",
    "Verdict",
    "VoiceKind",
    "Voices",
    "Window",
]
