"""Slack's list of users: who is a guest, who works here, who is a machine."""

from __future__ import annotations

from collections import Counter
from typing import Any

_TRUE = (True, "true")


def mark_roles(users: Any) -> Any:
    """The users, each with a `role`: bot, customer (guests, other workspaces), agent, or "".

    Members of the home workspace (the one of most users) are agents only where guests exist: in a
    workspace without any, customers and staff look the same.
    """
    if not isinstance(users, list):
        return users
    known = [user for user in users if isinstance(user, dict)]
    home = _home(known)
    marked = [{**user, "role": _role(user, home)} for user in known]
    if any(user["role"] == "customer" for user in marked):
        marked = [{**user, "role": user["role"] or "agent"} for user in marked]
    return marked


def _home(users: list[dict[str, Any]]) -> str:
    counted = Counter(str(user.get("team_id") or "") for user in users)
    del counted[""]
    ranked = counted.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def _role(user: dict[str, Any], home: str) -> str:
    if user.get("is_bot") in _TRUE or user.get("id") == "USLACKBOT":
        return "bot"
    team = str(user.get("team_id") or "")
    guest = user.get("is_restricted") in _TRUE or user.get("is_ultra_restricted") in _TRUE
    return "customer" if guest or (home and team and team != home) else ""
