"""The corridor's second step: nothing goes further unmasked, unless somebody asked to see everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from vocli.model import Source, Tokenizer, Tools
from vocli.pipeline.question import Question
from vocli.pipeline.remembering import remembered_masks, tokenizer_key
from vocli.pipeline.scope import Scoped
from vocli.privacy import hide_known, mask_texts
from vocli.text import digest

# Cells beside the text that results print as they are: a person may have typed anything into them.
LABELS = (
    "product",
    "site",
    "team",
    "plan",
    "category",
    "reason1",
    "reason2",
    "reason3",
    "status",
    "outcome",
    "inquirer",
    "escalated",
    "account_id",
    "end_user",
    "place",
    "reseller",
)


def conceal(texts: Sequence[str], tokenizer: Tokenizer, question: Question) -> list[str]:
    """The texts as the question wants them: masked; as they were written with --show-personal."""
    if question.reach.personal:
        return list(texts)
    return mask_texts(texts, tokenizer, question.policy)


def conceal_said(
    texts: Sequence[str], extras: Iterable[str], tools: Tools, question: Question
) -> list[str]:
    """What was said, as the question wants it: the names in the columns of its own contact go first.

    `extras` are the contact's unmapped columns as JSON, one per text.
    """
    if question.reach.personal:
        return list(texts)

    def mask(own: Sequence[str], cells: Sequence[str]) -> list[str]:
        return conceal(hide_known(own, cells), tools.tokenizer, question)

    shared = f"{tokenizer_key(tools.tokenizer.name, question)}{question.policy!r}"
    return remembered_masks(tools.memory, shared, list(zip(texts, extras, strict=True)), mask)


def conceal_labels(scoped: Scoped, tokenizer: Tokenizer, question: Question) -> Scoped:
    """The contacts with their labels masked; labels that look alike afterwards are numbered.

    So two accounts named by telephone numbers stay two accounts.
    """
    contacts = scoped.contacts
    shown = {
        key: shown_names(contacts[key].unique().tolist(), tokenizer, question) for key in LABELS
    }
    masked = {key: contacts[key].map(names) for key, names in shown.items()}
    return replace(scoped, contacts=contacts.assign(**masked))


def conceal_headers(
    sources: Sequence[Source], tokenizer: Tokenizer, question: Question
) -> tuple[Source, ...]:
    """The files with their headers masked: a first row of data may pass for a header."""

    def shown(source: Source) -> Source:
        used = conceal([use.column for use in source.columns], tokenizer, question)
        columns = tuple(
            replace(use, column=name) for use, name in zip(source.columns, used, strict=True)
        )
        unused = tuple(conceal(source.unused, tokenizer, question))
        return replace(source, columns=columns, unused=unused)

    return tuple(shown(source) for source in sources)


def shown_names(values: Sequence[str], tokenizer: Tokenizer, question: Question) -> dict[str, str]:
    ordered = sorted(values, key=digest)
    masked = conceal(ordered, tokenizer, question)
    seen: Counter[str] = Counter()
    names: dict[str, str] = {}
    for value, name in zip(ordered, masked, strict=True):
        seen[name] += value != name
        names[value] = name if value == name else f"{name}{seen[name]}"
    return names
