"""What changed between two pages, one sentence a change: what somebody would say who read both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from vocli.insights.page_moves import Move
from vocli.model import Note
from vocli.model.page_file import BEFORE, PageFile

_UP, _DOWN = ("rose", "surged", "new"), ("fell",)
_RANKS = 2  # places by which a theme must move to be worth a sentence
_MOST = 5  # themes of one kind that a sentence names


def sentences(
    before: PageFile, after: PageFile, minus: Sequence[Move], plus: Sequence[Move]
) -> list[Note]:
    """Restated counts, verdicts, new and gone themes, ranks, owners, then what became of the data."""
    return [
        *_restated(before, after, minus),
        *_verdicts(minus, good=False),
        *_verdicts(plus, good=True),
        *_named("new_theme", minus, lambda m: m.is_new, lambda m: m.after),
        *_named("gone_theme", minus, lambda m: m.is_gone, lambda m: m.before),
        *_ranks(minus),
        *_owners(minus),
        *_edition(before, after),
        *_gaps(before, after),
    ]


def _restated(before: PageFile, after: PageFile, minus: Sequence[Move]) -> list[Note]:
    """Counts of one span on two pages: the same span made twice, or what the later page says of the earlier span."""
    span = Note(
        f"diff.{before.kind}",
        {"day": f"{before.start.month}/{before.start.day}", "month": before.end.month},
    )
    if before.start == after.start:
        pairs = [(m.name, m.before, m.after) for m in minus if m.before != m.after]
        if not pairs:
            return [Note("diff.remade_same", {"span": span})]
        return [Note("diff.remade", {"span": span, "items": _changes(pairs)})]
    if before.end + timedelta(1) != after.start:
        return []
    said = {
        str(row["theme_id"]): row.get(BEFORE[after.kind])
        for row in after.tables.get("themes", ())
        if row.get("theme_id")
    }
    pairs = [
        (m.name, m.before, int(now))
        for m in minus
        if m.listed[0] and (now := said.get(m.theme_id)) is not None and int(now) != m.before
    ]
    return [Note("diff.restated", {"span": span, "items": _changes(pairs)})] if pairs else []


def _changes(pairs: Sequence[tuple[str, int, int]]) -> list[Note]:
    told = [
        Note("diff.change", {"theme": name, "before": was, "after": now})
        for name, was, now in pairs[:_MOST]
    ]
    more = len(pairs) - len(told)
    return [*told, Note("diff.more", {"n": more})] if more else told


def _verdicts(found: Sequence[Move], *, good: bool) -> list[Note]:
    """One sentence per theme whose verdict turned into or out of a rise or fall, a burst or a danger."""
    told = []
    for move in found:
        was, now = move.verdicts
        if (
            was == now
            or not all(move.listed)
            or not ({was, now} & {*_UP, *_DOWN, "one_day", "critical"})
        ):
            continue
        values = {
            "theme": move.name,
            "before": move.before,
            "after": move.after,
            "was": _verdict(was),
            "now": _verdict(now),
        }
        told.append(Note("diff.verdict_plus" if good else "diff.verdict", values))
    return told


def _verdict(code: str) -> Note:
    return Note("diff.one_day") if code == "one_day" else Note(f"codes.{code}")


def _named(
    key: str, found: Sequence[Move], wanted: Callable[[Move], bool], count: Callable[[Move], int]
) -> list[Note]:
    own = sorted((m for m in found if wanted(m)), key=lambda m: (-count(m), m.theme_id))
    if not own:
        return []
    items = [Note("diff.named", {"theme": m.name, "n": count(m)}) for m in own[:_MOST]]
    more = len(own) - len(items)
    items += [Note("diff.more", {"n": more})] if more else []
    return [Note(f"diff.{key}", {"items": items})]


def _ranks(found: Sequence[Move]) -> list[Note]:
    """Themes that moved by two places and more, the furthest first; new and gone ones have a sentence of their own."""
    own = []
    for move in found:
        was, now = move.ranks
        if was is None or now is None or move.is_new or move.is_gone:
            continue
        if abs(was - now) >= _RANKS:
            own.append((abs(was - now), was, now, move))
    own.sort(key=lambda one: (-one[0], one[2], one[3].theme_id))
    items = [
        Note("diff.rank_of", {"theme": move.name, "before": was, "after": now})
        for _, was, now, move in own[:_MOST]
    ]
    return [Note("diff.ranks", {"items": items})] if items else []


def _owners(found: Sequence[Move]) -> list[Note]:
    return [
        Note("diff.owner", {"theme": m.name, "before": m.owners[0], "after": m.owners[1]})
        for m in found
        if all(m.listed) and m.owners[0] != m.owners[1]
    ]


def _edition(before: PageFile, after: PageFile) -> list[Note]:
    if before.edition == after.edition:
        return []
    return [Note("diff.edition", {"before": before.edition, "after": after.edition})]


def _gaps(before: PageFile, after: PageFile) -> list[Note]:
    """Days that did not arrive on one of the pages: counts beside them are too small."""
    told = []
    for key, page in (("gap_before", before), ("gap_after", after)):
        for channel, days in page.missing:
            values = {
                "channel": Note(f"codes.channel.{channel}"),
                "days": [_day(day) for day in days],
            }
            told.append(Note(f"diff.{key}", values))
    return told


def _day(text: str) -> str:
    """11/9 of 2026-11-09."""
    _, month, day = text.split("-")
    return f"{int(month)}/{int(day)}"
