"""Names of speakers to roles, for files that know names only (transcripts, LINE talks)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.values import UNKNOWN, role_of
from vocli.text import nfkc

_LONGEST = 200  # characters of a name
_TAIL = re.compile(r"(?:[(（\[].*[)）\]]|さん|様|さま|氏)$")


def name_roles(
    names: Collection[str], agents: Sequence[str], path: str
) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """(name -> customer, agent, bot, system or unknown, findings) for the names of one file.

    A name is a role word (お客様, OP1) or one of `agents`; where an agent was named and just two parties
    speak, the other one is the customer, which a finding says. Nothing else is guessed.
    """
    ours = {_bare(agent) for agent in agents}
    roles = {name: "agent" if _bare(name) in ours else _role(name) for name in names if name}
    roles[""] = UNKNOWN
    named = [name for name in roles if name and roles[name] not in ("bot", "system")]
    unknown = [name for name in named if roles[name] == UNKNOWN]
    known = {roles[name] for name in named} - {UNKNOWN}
    if not (agents and len(named) == 2 and len(unknown) == 1 and known == {"agent"}):
        return roles, ()
    roles[unknown[0]] = "customer"
    found = Finding("VOC-F152", Severity.NOTE, t("sources.two_parties"), path)
    return roles, (found,)


def _role(name: str) -> str:
    # Participants called A and B are no roles; OP and CU are.
    bare = name[:_LONGEST].strip()
    return UNKNOWN if len(bare) == 1 and bare.isascii() else role_of(bare)


def _bare(name: str) -> str:
    text = re.sub(r"\s+", "", nfkc(name[:_LONGEST]).casefold())
    return _TAIL.sub("", text) or text
