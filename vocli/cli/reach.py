"""For whom a command answers: what goes with the question before the pipeline sees it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vocli.cli.inputs import load_settings
from vocli.cli.keys import find_key, load_key
from vocli.errors import VocliError
from vocli.messages import t

if TYPE_CHECKING:
    from vocli.cli.boundary import Global
    from vocli.cli.output import Target
    from vocli.pipeline import Question

# Commands whose results travel by mail or stand in a folder for all: never with personal data.
NEVER_PERSONAL = frozenset({"weekly", "monthly", "check"})
_COMPANY_FIELDS = frozenset({"account_id", "reseller", "end_user"})


def address(question: Question, target: Target, *, codes: bool = False) -> Question:
    """The question with its reach, and with the key where the answer shows or keeps codes of customers.

    `codes` says so: no other run needs a key, let alone makes one. VOC-E306 where masking was switched
    off for readers outside the desk.
    """
    from vocli.model import Audience, Reach

    audience = Audience(target.audience)
    personal = question.reach.personal
    if personal and audience is not Audience.DESK:
        raise VocliError("VOC-E306", t("cli.personal_desk_only"), hint=t("cli.personal_hint"))
    if personal:
        sys.stderr.write(t("cli.personal_warning") + "\n")
    wanted = codes and audience is Audience.DESK
    reach = Reach(
        audience=audience,
        company=target.company,
        one_company=any(field in _COMPANY_FIELDS for field, _ in question.scope.where),
        pseudonyms=wanted,
        personal=personal,
    )
    return replace(question, reach=reach, key=_key(target.options) if wanted else None)


def _key(options: Global) -> bytes:
    """The key; a person is told where it was made, for without it no code can be followed any more."""
    settings = load_settings(options)
    path = find_key(os.environ, settings).path
    known = path is None or path.exists()
    key = load_key(os.environ, settings)
    if not known and not options.quiet:
        sys.stderr.write(t("cli.key_made", path=path) + "\n")
    return key


def refuse_personal(command: str, given: Mapping[str, Any]) -> None:
    """VOC-E306 where --show-personal was given to a command that must never show personal data."""
    if given.get("show_personal") and command in NEVER_PERSONAL:
        text = t("cli.personal_never", command=command)
        raise VocliError("VOC-E306", text, hint=t("cli.personal_never_hint"))


def need_desk(target: Target, option: str) -> None:
    """VOC-E306 where `option` would write numbers of contacts for readers outside the desk."""
    if target.audience != "desk":
        text = t("cli.desk_only", option=option)
        raise VocliError("VOC-E306", text, hint=t("cli.desk_only_hint", option=option))
