"""One customer's way from window to window, as the contacts themselves show it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

DAYS = 14
STRONG = 3  # windows; two are also an ordinary second call


@dataclass(frozen=True)
class Path:
    """Contacts of one customer within DAYS, none of them solved before the last.

    `same` says that they are all about one theme or case; else the matter must be read.
    """

    customer: str
    contacts: tuple[str, ...]
    windows: int
    same: bool


def find_paths(contacts: pd.DataFrame) -> list[Path]:
    """The longest chain of every customer over at least STRONG windows (channel and site).

    contacts: those with a complaint or an open matter, with columns customer, channel, site, occurred_at,
    theme_id, case_id, resolved (a flag).
    """
    known = contacts[(contacts["customer"] != "") & contacts["occurred_at"].notna()]
    known = known.sort_values(["customer", "occurred_at", "contact_id"], kind="stable")
    paths = [_longest(str(code), own) for code, own in known.groupby("customer", sort=True)]
    return [path for path in paths if path is not None]


def _longest(code: str, own: pd.DataFrame) -> Path | None:
    best: Path | None = None
    rows = own.to_dict("records")
    for first in range(len(rows)):
        chain = [rows[first]]
        for row in rows[first + 1 :]:
            late = row["occurred_at"] - chain[0]["occurred_at"] > pd.Timedelta(days=DAYS)
            if late or chain[-1].get("resolved", False):
                break
            chain.append(row)
        windows = {(row["channel"], row["site"]) for row in chain}
        better = best is None or len(windows) > best.windows
        if len(windows) >= STRONG and better:
            ids = tuple(str(row["contact_id"]) for row in chain)
            best = Path(code, ids, len(windows), _one_matter(chain))
    return best


def _one_matter(chain: list[dict[object, object]]) -> bool:
    themes = {row["theme_id"] for row in chain}
    cases = {row["case_id"] for row in chain}
    return (len(themes) == 1 and "" not in themes) or (len(cases) == 1 and "" not in cases)
