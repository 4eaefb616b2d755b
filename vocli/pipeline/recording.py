"""Which theme each kept contact has under the codebook, written into the history for counts over weeks."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from vocli.history import State, Store, keep_codebook, recall_contacts, unplaced, write_mentions
from vocli.model import Facts, Records
from vocli.pipeline.apply import apply
from vocli.pipeline.keeping import told_codebook
from vocli.pipeline.planning import book_plan
from vocli.pipeline.question import Question, Scope
from vocli.pipeline.recalling import prepare_kept
from vocli.pipeline.scope import limit


def record_themes(store: Store, question: Question) -> State:
    """Keep the themes of all contacts that have none yet under the question's codebook, in portions.

    The result is the history's state. Of a codebook that it does not know, every contact is placed anew: what
    was kept under an earlier one stays, for pages that were made with it.
    """
    book = question.codebook
    told = told_codebook(book)
    assert book and told
    digest = told[0]
    if store.setting("codebook") != digest:
        with store.changing() as connection:
            keep_codebook(connection, told)
    while ids := unplaced(store, digest):
        kept = recall_contacts(store, ids)
        everything = Records(kept.contacts, kept.turns, ())
        scoped = replace(limit(everything, Scope()), coded=True)
        prepared = prepare_kept(kept, scoped, question.signal)
        plan = replace(book_plan(book, question.signal), plus=book_plan(book, "plus"))
        facts = apply(scoped, prepared, plan, (), None)
        since = dict(zip(kept.contacts["contact_id"], kept.contacts["since"], strict=True))
        pairs = [(contact, int(run)) for contact, run in since.items()]
        write_mentions(store, digest, pairs, mentions_of(facts, since))
    return State(store.last_run(), digest)


def mentions_of(facts: Facts, since: dict[str, int]) -> list[tuple[object, ...]]:
    """One row per contact, theme and side: contact_id, since, theme_id, signal, main, voices."""
    rows: list[tuple[object, ...]] = []
    for side, column, chosen in (
        ("complaint", "theme_id", facts.voices["considered"]),
        ("praise", "plus_id", ~facts.voices["considered"] & (facts.voices["plus_id"] != "")),
    ):
        own = facts.voices[chosen]
        main = dict(zip(facts.contacts["contact_id"], facts.contacts[column], strict=True))
        counts = Counter(zip(own["contact_id"], own[column], strict=True))
        for (contact, theme), n in sorted(counts.items()):
            is_main = int(main.get(contact) == theme)
            rows.append((contact, int(since[contact]), theme, side, is_main, n))
    return rows
