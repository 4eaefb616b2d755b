"""The dimension that --by asks for, as a label on every contact."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from vocli.errors import VocliError
from vocli.insights.audience import HIDDEN
from vocli.messages import current, t
from vocli.model import Audience, Facts, Needs, Source, Tokenizer
from vocli.pipeline.concealing import LABELS, shown_names
from vocli.pipeline.labels import Labels, decade, label, plain, rank
from vocli.pipeline.question import Question
from vocli.pipeline.scope import Scoped
from vocli.privacy import column_placeholder
from vocli.privacy.columns import TEAM_COLUMN
from vocli.privacy.policy import Policy
from vocli.schema.dimensions import (
    dimension_named,
    dimension_of_header,
    dimensions,
    field_of,
    fold_name,
    is_derived,
    is_personal,
    nearest_dimensions,
)
from vocli.schema.names import common_names
from vocli.text import nfkc

_MOST_VALUES = (
    200  # distinct cells of a column, more than half of the contacts: numbers or free text
)
_SHOWN = (*LABELS, "agent_id", "channel")  # fields whose cells were masked before, or are codes
_AGE = "〔年齢〕"
_COMMAS = str.maketrans({"、": ",", "，": ","})


@dataclass(frozen=True)
class Dimension:
    """One thing to split by: a key of schema.dimensions, or a column of the export under its own header."""

    key: str
    header: str = ""
    personal: bool = False  # an attribute of a person

    @property
    def heading(self) -> str:
        """What the labels' column is called."""
        return t(f"columns.{self.key}") if self.key else self.header


def names_of(by: str) -> tuple[str, ...]:
    """The names in `--by 商品,拠点`. VOC-E205 for more than two."""
    names = tuple(dict.fromkeys(n.strip() for n in by.translate(_COMMAS).split(",") if n.strip()))
    if len(names) > 2:
        text = t("grouping.too_many", n=len(names))
        raise VocliError("VOC-E205", text, hint=t("grouping.too_many_hint"))
    return names


def keys_of(by: str) -> tuple[str, ...]:
    """The keys of the named dimensions, "" for those that only the export can tell."""
    return tuple(dimension_named(name) for name in names_of(by))


def needs_with(needs: Needs, by: str) -> Needs:
    """The needs of a question that is split by themes or agents as well."""
    keys = keys_of(by)
    return replace(
        needs,
        themes=needs.themes or "theme" in keys,
        voices=needs.voices or "theme" in keys,
        codes=needs.codes or "agent" in keys,
    )


def resolve(by: str, sources: Sequence[Source], policy: Policy) -> tuple[Dimension, ...]:
    """The dimensions that `by` names. VOC-E205 for an unknown one, VOC-E207 for one that must not be."""
    return tuple(_resolve(name, sources, policy) for name in names_of(by))


def _resolve(name: str, sources: Sequence[Source], policy: Policy) -> Dimension:
    key = dimension_named(name)
    if key:
        return Dimension(key)
    wanted = fold_name(name)
    for source in sources:
        for use in source.columns:
            if fold_name(use.column) == wanted:
                return _of_field(use.field, name)
    headers = [header for source in sources for header in source.unused]
    header = next((h for h in headers if fold_name(h) == wanted), "")
    if header:
        return _own_column(header, policy)
    key = dimension_of_header(name)
    return Dimension(key) if key else _unknown(name, headers)


def _of_field(field: str, name: str) -> Dimension:
    key = next((k for k in dimensions() if not is_derived(k) and field_of(k) == field), "")
    if not key:
        text = t("grouping.no_dimension", name=name)
        raise VocliError("VOC-E207", text, hint=_known())
    return Dimension(key)


def _own_column(header: str, policy: Policy) -> Dimension:
    """A column of the export's own; attributes of a person may be counted, the person may not be named."""
    personal = is_personal(header)
    banned = fold_name(header) in {fold_name(name) for name in policy.columns}
    placeholder = TEAM_COLUMN if banned else column_placeholder(header, policy)
    if placeholder and (banned or not personal):
        text = t("grouping.personal_column", name=header, kind=placeholder)
        raise VocliError("VOC-E207", text, hint=t("grouping.personal_column_hint"))
    return Dimension("", header, personal)


def _unknown(name: str, headers: Sequence[str]) -> Dimension:
    near = nearest_dimensions(name, headers)
    told = [t(f"columns.{n}") if n in dimensions() else n for n in near]
    hint = t("grouping.near", names=t("render.comma").join(told)) if told else _known()
    raise VocliError("VOC-E205", t("grouping.unknown", name=name), hint=hint)


def _known() -> str:
    names = t("render.comma").join(dict.fromkeys(t(f"columns.{key}") for key in dimensions()))
    return t("grouping.known", names=names)


def add_dimension(
    facts: Facts,
    scoped: Scoped,
    sources: Sequence[Source],
    question: Question,
    tokenizer: Tokenizer,
) -> Facts:
    """The facts with the label of the asked dimensions in `contacts["by"]`.

    Beside it `by_order` (the labels in their order, as text) and, of two dimensions, `by_1` and `by_2`.
    "" is a contact that is told nowhere: of an agent with few contacts.
    """
    if not question.by:
        return facts
    asked = resolve(question.by, sources, question.policy)
    _refuse(asked, question)
    labelled = [
        _labels(one, facts, scoped.contacts["extra"], (question, tokenizer)) for one in asked
    ]
    texts = [one.texts for one in labelled]
    ranks = [rank(one) for one in labelled]
    columns = {
        "by": [" / ".join(parts) if all(parts) else "" for parts in zip(*texts, strict=True)],
        "by_order": [".".join(parts) for parts in zip(*ranks, strict=True)],
    }
    if len(texts) > 1:
        columns |= {f"by_{i}": list(text) for i, text in enumerate(texts, 1)}
    return replace(facts, contacts=facts.contacts.assign(**columns))


def _refuse(asked: Sequence[Dimension], question: Question) -> None:
    """VOC-E306 for what the readers must not see: codes outside the desk, companies outside the house.

    What an unmapped column holds is not known, so that it stays inside as well.
    """
    audience = question.reach.audience
    for one in asked:
        hidden = one.key in HIDDEN[audience] or (not one.key and audience is Audience.OUTSIDE)
        if hidden or (one.key == "agent" and not question.reach.pseudonyms):
            text = t("grouping.not_for", name=one.heading, audience=t(f"codes.audience.{audience}"))
            raise VocliError("VOC-E306", text, hint=t("grouping.not_for_hint"))


def _labels(
    one: Dimension, facts: Facts, extra: pd.Series, tools: tuple[Question, Tokenizer]
) -> Labels:
    question, tokenizer = tools
    if one.key and is_derived(one.key):
        calendar = question.side.calendar
        if one.key == "tenure":
            _demand(one, bool(facts.contacts["contract_since"].notna().any()), facts)
        return label(one.key, facts, calendar.days if calendar else {})
    if one.key:
        cells = facts.contacts[one.key]
        filled = cells.notna() & (cells.astype(str) != "")
        _demand(one, bool(filled.any()), facts)
        texts = [plain(c) if ok else "" for c, ok in zip(cells, filled, strict=True)]
    else:
        texts = [nfkc(str(json.loads(e or "{}").get(one.header) or "")).strip() for e in extra]
        if not any(texts):
            texts = _by_folded_header(one.header, extra)
        _demand_few(one, texts)
        if column_placeholder(one.header) == _AGE:
            texts = [decade(text) for text in texts]
    if one.key and field_of(one.key) in _SHOWN:
        return label(one.key, facts, {}, texts)
    shown = shown_names(sorted({*texts} - {""}), tokenizer, question)
    return label(one.key, facts, {}, [shown.get(text, "") for text in texts])


def _by_folded_header(header: str, extra: pd.Series) -> list[str]:
    """The cells under a header that was masked on its way here, or is spelt otherwise in another file."""
    wanted = fold_name(header)
    rows = [json.loads(cells or "{}") for cells in extra]
    return [
        next((nfkc(str(v or "")).strip() for k, v in row.items() if fold_name(k) == wanted), "")
        for row in rows
    ]


def _demand(one: Dimension, filled: bool, facts: Facts) -> None:
    """VOC-E310 where no contact has a value."""
    if filled or facts.contacts.empty:
        return
    field = "contract_since" if one.key == "tenure" else field_of(one.key)
    names = t("render.comma").join(common_names(field, current()))
    raise VocliError(
        "VOC-E310",
        t("grouping.empty", name=one.heading),
        hint=t("pipeline.lacking_hint", names=names, field=field),
    )


def _demand_few(one: Dimension, texts: Sequence[str]) -> None:
    """VOC-E207 for a column of numbers or free text: every contact would stand for itself."""
    distinct = len({*texts} - {""})
    if distinct > _MOST_VALUES and 2 * distinct > len(texts):
        text = t("grouping.too_many_values", name=one.heading, n=distinct)
        raise VocliError("VOC-E207", text, hint=t("grouping.too_many_values_hint"))
